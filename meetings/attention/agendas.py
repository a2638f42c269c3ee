"""What agendas ask of the secretary: to be sent, items to judge, meetings to plan and close, minutes to finish."""

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import NoReverseMatch, reverse

from meetings import selectors, wording
from meetings.models import ItemProposal, Meeting, Minutes
from meetings.presenting.proposing import proposed_row
from meetings.presenting.rhythm import outlooks
from meetings.rules import digest
from meetings.selectors.planning import by_hand, due_days
from meetings.selectors.proposing import proposed_for
from meetings.wording import reach
from meetings.wording.year import chosen_sentence, minutes_sentence
from twente.core.attention import Attention
from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor


def rows(actor: Actor, now: datetime) -> list[Attention]:
    """Everything about agendas and meetings, in no order; nothing for who may not do it."""
    if not actor.may("agenda_edit"):
        return []
    meetings = selectors.meetings_for(actor).annotate(item_count=Count("items"))
    unfinished = ~Q(minutes__state=Minutes.State.ADOPTED)
    coming = meetings.filter(ends_at__gte=now).prefetch_related("due_days")
    held = meetings.filter(state=Meeting.State.HELD).prefetch_related("due_days")
    found = [to_send(meeting) for meeting in coming.filter(state=Meeting.State.CONCEPT)]
    found += [to_resend(meeting) for meeting in changed_since_sent(coming)]
    offered = proposed_for(actor).filter(state=ItemProposal.State.OFFERED).prefetch_related("meeting__due_days")
    found += [to_answer(row) for row in offered]
    found += [to_close(meeting) for meeting in meetings.filter(state=Meeting.State.OPEN, ends_at__lt=now)]
    found += to_plan(actor)
    return found + [to_minute(meeting) for meeting in held.filter(unfinished)]


def day(meeting: Meeting) -> str:
    """2 december 2026"""
    return full_date(day_of(meeting.starts_at))


def address(name: str, meeting: Meeting) -> str:
    """A page of the meeting; the meeting itself when that page does not exist."""
    args = [meeting.body.agreement.slug, meeting.pk]
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return reverse("meetings:meeting_detail", args=args)


def changed_since_sent(meetings: QuerySet[Meeting]) -> list[Meeting]:
    """Convened meetings whose agenda differs from what was sent."""
    convened = meetings.filter(state=Meeting.State.CONVENED)
    pairs = [(meeting, selectors.latest_version(meeting)) for meeting in convened]
    return [meeting for meeting, sent in pairs if sent and sent.sha256 != digest(selectors.agenda_content(meeting))]


def to_send(meeting: Meeting) -> Attention:
    """The agenda goes out seven days before (house rule), or on the day that somebody chose."""
    items: int = meeting.item_count  # type: ignore[attr-defined]
    name = "meetings:agenda_publish" if items else "meetings:meeting_detail"
    return Attention(
        due_on=due_days(meeting)["sent"],
        title=f"Agenda versturen voor {day(meeting)}",
        sentence=chosen_sentence(items) if "sent" in by_hand(meeting) else wording.due_sentence(items),
        articles=(),
        action_label="Agenda versturen" if items else "Agenda opstellen",
        url=address(name, meeting),
    )


def to_resend(meeting: Meeting) -> Attention:
    """Everybody should have the agenda that is used."""
    return Attention(
        due_on=day_of(meeting.starts_at),
        title=f"Gewijzigde agenda versturen voor {day(meeting)}",
        sentence="De agenda is gewijzigd nadat hij is verstuurd.",
        articles=(),
        action_label="Agenda versturen",
        url=address("meetings:agenda_publish", meeting),
    )


def to_answer(proposal: ItemProposal) -> Attention:
    """An item that a member offered: to be answered before the agenda goes out; without a meeting within a week."""
    wanted = proposal.meeting
    due = due_days(wanted)["sent"] if wanted else day_of(proposal.proposed_at) + timedelta(days=7)
    return Attention(
        due_on=due,
        title=f"Aangeboden punt beoordelen: {proposal.title}",
        sentence=proposed_row(proposal).sentence,
        articles=(),
        action_label="Punt beoordelen",
        url=reverse("meetings:proposed_detail", args=[proposal.body.agreement.slug, proposal.pk]),
    )


def to_plan(actor: Actor) -> list[Attention]:
    """Bodies whose rhythm is in danger this year or the next, in time to do something about it (BOK-5.7)."""
    return [
        Attention(
            due_on=max(found.plan_by, actor.on) if found.plan_by else actor.on,
            title=reach.asked(found, body.name, year),
            sentence=reach.warning(found, actor.on),
            articles=(body.rhythm_article or body.article,),
            action_label="Vergadering plannen",
            url=reverse("meetings:year_of", args=[actor.agreement.slug if actor.agreement else "", year]),
        )
        for year, body, found in outlooks(actor)
        if found.asks(actor.on)
    ]


def to_close(meeting: Meeting) -> Attention:
    """A meeting that is over but was never closed."""
    return Attention(
        due_on=day_of(meeting.ends_at),
        title=f"Vergadering van {day(meeting)} sluiten",
        sentence="De vergadering is voorbij, maar nog niet gesloten.",
        articles=(),
        action_label="Vergadering sluiten",
        url=address("meetings:meeting_close", meeting),
    )


def to_minute(meeting: Meeting) -> Attention:
    """The minutes are adopted in the next meeting; the draft is ready fourteen days after this one (house rule),
    or on the day that somebody chose.
    """
    return Attention(
        due_on=due_days(meeting)["minutes"],
        title=f"Verslag afmaken van {day(meeting)}",
        sentence=minutes_sentence(chosen="minutes" in by_hand(meeting)),
        articles=tuple(filter(None, [selectors.signing_article(meeting)])),
        action_label="Verslag openen",
        url=address("meetings:minutes_detail", meeting),
    )
