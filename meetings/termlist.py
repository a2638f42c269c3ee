"""Terms of meetings: what must be out before a meeting, minutes after it, and meetings that a year still lacks."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q
from django.urls import reverse

from meetings import selectors
from meetings.models import AgendaVersion, Meeting, Minutes, ReviewRound
from meetings.presenting.rhythm import outlooks
from meetings.selectors.planning import by_hand, due_days
from meetings.services.deadlines import prefix
from meetings.wording import reach
from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor
from twente.core.termlist import ListedTerm

WORDS = {
    "papers": ("Stukken aanleveren", "indieners", "papers", "officers"),
    "sent": ("Agenda versturen", "secretaris", "task", "secretary"),
    "minutes": ("Verslag klaar", "secretaris", "task", "secretary"),
}
"""Days that belong to a meeting (house rules): what, who acts, which reminders, and who gets them."""
PROOF = {"sent": "De agenda is verstuurd.", "minutes": "Het conceptverslag is voor commentaar verstuurd."}
BACK = timedelta(days=366)
"""How long a meeting is listed whose minutes are not adopted."""


def rows(actor: Actor, now: datetime) -> list[ListedTerm]:
    """Everything about meetings that this person may know of."""
    if actor.agreement is None or not actor.may("agenda_draft"):
        return []
    coming = Q(state__in=(Meeting.State.CONCEPT, Meeting.State.CONVENED), ends_at__gte=now)
    unwritten = ~Q(minutes__state=Minutes.State.ADOPTED)
    over = unwritten & Q(state__in=(Meeting.State.OPEN, Meeting.State.HELD), starts_at__gte=now - BACK)
    sent = Prefetch("agenda_versions", AgendaVersion.objects.only("meeting_id", "number", "published_at"))
    rounds = Prefetch("minutes__rounds", ReviewRound.objects.order_by("number"))
    meetings = selectors.meetings_for(actor).filter(coming | over).prefetch_related("due_days", sent, rounds)
    return [row for meeting in meetings for row in of_meeting(meeting)] + list(of_year(actor))


def done_days(meeting: Meeting) -> dict[str, date]:
    """What was done and on which day: the agenda sent, the draft minutes put to the members."""
    versions = list(meeting.agenda_versions.all())
    rounds = list(meeting.minutes.rounds.all()) if hasattr(meeting, "minutes") else []
    sent = {"sent": day_of(versions[0].published_at)} if versions else {}
    return sent | ({"minutes": day_of(rounds[0].opened_at)} if rounds else {})


def of_meeting(meeting: Meeting) -> Iterator[ListedTerm]:
    """The days that belong to one meeting, computed from its date or chosen by hand; once it is over the minutes."""
    chosen, on, done = by_hand(meeting), day_of(meeting.starts_at), done_days(meeting)
    page = reverse("meetings:meeting_detail", args=[meeting.body.agreement.slug, meeting.pk])
    to_come = meeting.state in (Meeting.State.CONCEPT, Meeting.State.CONVENED)
    for key, day in due_days(meeting).items():
        if key in WORDS and (to_come or key == "minutes"):
            words, who, milestones, acts = WORDS[key]
            rule = f"Volgt uit de vergadering van {full_date(on)} (huisregel)."
            yield ListedTerm(
                key=f"{prefix(meeting)}{key}",
                day=day,
                title=f"{words}: {full_date(on)}",
                who=who,
                sentence="Met de hand gekozen." if key in chosen else rule,
                url=page,
                done_on=done.get(key),
                proof=PROOF[key] if key in done else "",
                milestones=milestones,
                acts=acts,
            )


def of_year(actor: Actor) -> Iterator[ListedTerm]:
    """A body that meets less often than the agreement asks: to be planned by this day (BOK-5.7, BWT-2)."""
    slug = actor.agreement.slug if actor.agreement else ""
    for year, body, found in outlooks(actor):
        if found.asks(actor.on):
            yield ListedTerm(
                key=f"rhythm:{body.key}:{year}",
                day=max(found.plan_by, actor.on) if found.plan_by else actor.on,
                title=reach.asked(found, body.name, year),
                who="secretaris",
                sentence=reach.warning(found, actor.on),
                article=body.rhythm_article or body.article,
                milestones="task" if found.plan_by and found.plan_by >= actor.on else "",
                acts="secretary",
                url=reverse("meetings:year_of", args=[slug, year]),
            )
