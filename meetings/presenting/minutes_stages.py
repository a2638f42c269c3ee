"""The strip of minutes: concept, commentaar, geagendeerd, vastgesteld, ondertekend, each with its day."""

from collections.abc import Sequence
from datetime import date

from meetings.models import Minutes, ReviewRound
from meetings.presenting.minutes_frame import Stage, strip
from meetings.rules import minutes as rules
from meetings.rules import review
from meetings.selectors import minutes as selectors
from meetings.wording import minutes as wording
from meetings.wording.review import until
from twente.core.dates import day_of, full_date
from twente.documents.models import Revision

Step = tuple[str, str, bool]


def stages(
    content: rules.Content,
    minutes: Minutes | None,
    last: ReviewRound | None,
    revisions: Sequence[Revision],
    today: date,
    ready: str,
) -> list[Stage]:
    """The strip: what is done with its day, what is at hand, what is to come."""
    adopted = "adoption" in content
    planned = minutes.on_agenda if minutes else None
    past_review = adopted or planned is not None
    return strip(
        [
            concept(last, ready, done=past_review or last is not None),
            commented(last, today, past=past_review),
            scheduled(minutes, adopted=adopted),
            ("Vastgesteld", wording.adopted(content["adoption"]) if adopted else "door het overleg", adopted),
            signed(revisions),
        ]
    )


def concept(last: ReviewRound | None, ready: str, *, done: bool) -> Step:
    """Written, and sent round."""
    if last is not None:
        return "Concept", f"{ready}, rondgestuurd {full_date(day_of(last.opened_at))}", done
    return "Concept", "geschreven" if done else ready, done


def commented(last: ReviewRound | None, today: date, *, past: bool) -> Step:
    """Read by the members; a secretary may go on without."""
    if last is None:
        return "Commentaar", "overgeslagen" if past else "door de leden", past
    return "Commentaar", until(last.last_day), past or not review.is_open(last.last_day, today)


def scheduled(minutes: Minutes | None, *, adopted: bool) -> Step:
    """On the agenda of a later meeting; adopted in writing without."""
    if minutes is None or minutes.on_agenda is None:
        return "Geagendeerd", "niet nodig" if adopted else "in een latere vergadering", adopted
    return "Geagendeerd", f"voor {full_date(day_of(minutes.on_agenda.meeting.starts_at))}", True


def signed(revisions: Sequence[Revision]) -> Step:
    """Signed by the chair and then by the secretary."""
    fields = selectors.signed_fields(revisions)
    if rules.next_signature(fields) is None:
        return "Ondertekend", f"op {full_date(day_of(revisions[-1].made_at))}", True
    return "Ondertekend", "door de voorzitter" if fields else "voorzitter en secretaris", False
