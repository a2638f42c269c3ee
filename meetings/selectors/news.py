"""What is new for one person: for the page of a member, and for the mail of the day. Nothing that is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from meetings.models import Action, AgendaItem, AgendaVersion, MailStop, Meeting, MeetingInvitation, Minutes, Paper
from meetings.rules import FRAME, changes
from meetings.rules.papers import sent_late
from meetings.selectors.agenda import readable
from meetings.selectors.meetings import meetings_for, not_off
from meetings.selectors.papers import papers_for, standing
from meetings.selectors.planning import due_days
from meetings.wording import change
from meetings.wording import news as wording
from twente.core.dates import day_of
from twente.core.permissions import Actor

BEFORE = (1, 0)
"""House rule: days before the last day of an action on which this mail names it; a week before has its own mail."""


@dataclass(frozen=True)
class News:
    """One sentence of news, of a kind that can be stopped, with the page it is about."""

    kind: str
    sentence: str
    page: str
    about: int


def actions_of(actor: Actor) -> QuerySet[Action]:
    """Open actions and promises of this person, or of a party without a name, as far as they may be read."""
    mine = Q(owner=actor.user) | Q(owner=None, party__in=actor.party_ids)
    found = Action.objects.filter(mine, readable(actor, "item__"), agreement=actor.agreement, state=Action.State.OPEN)
    return found.select_related("item__meeting__body", "party").order_by(F("due_on").asc(nulls_last=True), "pk")


def changed_since(actor: Actor, meeting: Meeting, since: datetime) -> list[str]:
    """What changed in a meeting after a moment, without a word of its items: those may be read by few."""
    found = []
    versions = list(meeting.agenda_versions.order_by("number"))
    for before, after in zip([None, *versions], versions, strict=False):
        if after.published_at <= since:
            continue
        moved = [found for found in changes(before.content, after.content) if found.what in FRAME] if before else []
        found += [wording.agenda(after.number), *map(change, moved)]
    fresh = new_papers(actor, since).filter(item__meeting=meeting)
    days = [day_of(at) for at in fresh.values_list("current__uploaded_at", flat=True)]
    if days:
        due = due_days(meeting)["papers"]
        found.append(wording.papers(len(days), sum(sent_late(day, due) for day in days)))
    off = getattr(meeting, "cancellation", None)
    return found + ([wording.off(off.reason)] if off and off.cancelled_at > since else [])


def new_papers(actor: Actor, since: datetime) -> QuerySet[Paper]:
    """Papers that came or were replaced after a moment, as far as this person may open them."""
    return standing(papers_for(actor)).filter(current__uploaded_at__gt=since)


def news_of(actor: Actor, *, since: datetime, now: datetime) -> Iterator[News]:
    """Everything new in one agreement for one person after `since`, up to and including `now`."""
    yield from sent_agendas(actor, since, now)
    yield from added_papers(actor, since, now)
    yield from reminders(actor, since, now)
    yield from adopted_minutes(actor, since, now)
    yield from due_actions(actor, since, now)


def sent_agendas(actor: Actor, since: datetime, now: datetime) -> Iterator[News]:
    """Agendas of coming meetings, for who did not get the mail that convened them."""
    mailed = MeetingInvitation.objects.filter(meeting=OuterRef("meeting"), user=actor.user)
    coming = not_off(meetings_for(actor)).filter(ends_at__gt=now)
    versions = AgendaVersion.objects.filter(~Exists(mailed), meeting__in=coming, published_at__gt=since)
    latest: dict[int, AgendaVersion] = {}
    for version in versions.filter(published_at__lte=now).select_related("meeting__body").order_by("number"):
        latest[version.meeting_id] = version
    for version in latest.values():
        meeting = version.meeting
        sentence = wording.agenda_of(meeting.body.name, day_of(meeting.starts_at), version.number)
        yield News(MailStop.Kind.AGENDA, sentence, "meetings:meeting_detail", meeting.pk)


def added_papers(actor: Actor, since: datetime, now: datetime) -> Iterator[News]:
    """Papers of coming meetings, by their number: a title may say too much."""
    coming = not_off(meetings_for(actor)).filter(ends_at__gt=now)
    papers = new_papers(actor, since).filter(current__uploaded_at__lte=now)
    for meeting in coming.filter(items__papers__in=papers).annotate(fresh=Count("items__papers")).order_by("starts_at"):
        sentence = wording.papers_of(meeting.fresh, meeting.body.name, day_of(meeting.starts_at))
        yield News(MailStop.Kind.PAPERS, sentence, "meetings:meeting_detail", meeting.pk)


def between(day: date, since: datetime, now: datetime) -> bool:
    """Whether a day came up after the last mail: of days that the worker missed, the news is not lost."""
    return day_of(since) < day <= day_of(now)


def reminders(actor: Actor, since: datetime, now: datetime) -> Iterator[News]:
    """Convened meetings whose day to be reminded came up."""
    coming = meetings_for(actor).filter(state=Meeting.State.CONVENED, starts_at__gt=now)
    for meeting in coming.filter(invitations__user=actor.user).prefetch_related("due_days"):
        if between(due_days(meeting)["reminder"], since, now):
            sentence = wording.reminder(meeting.body.name, meeting.starts_at, meeting.place)
            yield News(MailStop.Kind.REMINDER, sentence, "meetings:meeting_detail", meeting.pk)


def adopted_minutes(actor: Actor, since: datetime, now: datetime) -> Iterator[News]:
    """Minutes that were adopted on a whole day since then, for who may read them."""
    if not actor.may("minutes_draft"):
        return
    adopted = Minutes.objects.filter(meeting__in=meetings_for(actor), state=Minutes.State.ADOPTED)
    days = (day_of(since), day_of(now))
    for minutes in adopted.filter(adopted_on__gte=days[0], adopted_on__lt=days[1]).select_related("meeting__body"):
        sentence = wording.adopted(minutes.meeting.body.name, day_of(minutes.meeting.starts_at))
        yield News(MailStop.Kind.MINUTES, sentence, "meetings:minutes_detail", minutes.meeting_id)


def due_actions(actor: Actor, since: datetime, now: datetime) -> Iterator[News]:
    """Actions whose last day is near; of a confidential item only that it is one."""
    today = day_of(now)
    for action in actions_of(actor).filter(due_on__gte=today, due_on__lte=today + timedelta(days=max(BEFORE))):
        last = action.due_on or today
        if any(between(last - timedelta(days=step), since, now) for step in BEFORE):
            text = action.text if open_to_all(action.item, today) else wording.CLOSED
            yield News(MailStop.Kind.ACTIONS, wording.due(text, last), "meetings:item_detail", action.item_id)


def open_to_all(item: AgendaItem, on: date) -> bool:
    """Whether a word of an item may stand in a mail: public, or public again."""
    until = item.confidential_until
    return item.confidentiality == AgendaItem.Confidentiality.PUBLIC or (until is not None and until < on)
