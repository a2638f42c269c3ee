"""Mails about meetings, minutes and actions, with invented facts."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from meetings.wording import actions, invitations, moving, news, proposing, requests, review
from twente.core.dates import day_of
from twente.core.models import Agreement, User
from twente.home.samples.sample import ABSENT, BODY, PLACE, TOPIC, Sample, day_in, in_weeks, page
from twente.outbox.choosing import wording as weeks
from twente.outbox.choosing.links import choices_address
from twente.outbox.deadlines import wording as deadlines
from twente.outbox.deadlines.rules import LATE

LONG = timedelta(hours=2)


def samples(agreement: Agreement, person: User, now: datetime) -> list[Sample]:
    """In the order of the life of a meeting."""
    return [
        *convening(agreement, person, now),
        *minuting(agreement, person, now),
        *asking(agreement, person, now),
        terms(agreement, person, now),
        weekly(agreement, person, now),
        daily(agreement, person, now),
    ]


def convening(agreement: Agreement, person: User, now: datetime) -> list[Sample]:
    """Invitation, another day, called off."""
    starts, later, address = in_weeks(now, 2), in_weeks(now, 3), page(agreement, "meetings:meeting_list")
    listed = [
        {"position": 1, "title": "Opening", "status_label": "ter kennisname", "minutes": 5},
        {"position": 2, "title": TOPIC, "status_label": "ter besluitvorming", "minutes": 20},
        {"position": 3, "title": news.CLOSED, "status_label": "ter bespreking", "minutes": 15},
    ]
    moments = {"starts_at": starts.isoformat(), "ends_at": (starts + LONG).isoformat()}
    content = moments | {"body": BODY, "place": PLACE, "items": listed}
    invited = invitations.invitation_body(name=person.name, content=content, number=1, changed=(), address=address)
    moved = moving.moved_body(
        name=person.name,
        body=BODY,
        starts_at=later,
        ends_at=later + LONG,
        place=PLACE,
        changed=["Dag: een week later."],
        address=address,
    )
    off = moving.cancelled_body(
        name=person.name,
        body=BODY,
        starts_at=starts,
        reason="Er zijn te weinig onderwerpen.",
        carried=moving.carried(3, later),
        address=address,
    )
    return [
        Sample("agenda", "agenda", "Uitnodiging met agenda", invitations.invitation_subject(content, 1), invited),
        Sample("meeting_moved", "verplaatst", "Verplaatst", moving.moved_subject(BODY, starts, later), moved),
        Sample("meeting_cancelled", "afgelast", "Afgelast", moving.cancelled_subject(BODY, starts), off),
    ]


def minuting(agreement: Agreement, person: User, now: datetime) -> list[Sample]:
    """Comments on draft minutes."""
    held, last, address = day_in(now, -2), day_in(now, 1), page(agreement, "meetings:meeting_list")
    asked = review.invitation_body(person.name, held, last, address)
    again = review.reminder_body(person.name, held, last, address)
    return [
        Sample("minutes_review", "verslag", "Reageren op verslag", review.invitation_subject(held, last), asked),
        Sample(
            "minutes_review_reminder",
            "verslag-herinnering",
            "Reageren op verslag, herinnering",
            review.reminder_subject(held, last),
            again,
        ),
    ]


def asking(agreement: Agreement, person: User, now: datetime) -> list[Sample]:
    """A substitution, an item that was proposed, an action."""
    due, address = day_in(now, 1), page(agreement, "meetings:action_list")
    asked = requests.Asked(
        BODY, day_in(now, 2), "Almelo", ABSENT, "B. Proef", "", "Collegebesluit 2026-12", page(agreement)
    )
    proposed = proposing.answer_body(
        name=person.name, title=TOPIC, reason="", meets_at=in_weeks(now, 2), address=page(agreement)
    )
    action = actions.mail_body("soon", "action", "Cijfers rondsturen aan alle partijen.", due, address)
    return [
        Sample(
            "substitution",
            "vervanging",
            "Vervanging vastleggen",
            requests.asked_subject(asked.party),
            requests.asked_body(person.name, asked),
        ),
        Sample(
            "proposed_item",
            "aangeboden-punt",
            "Aangeboden punt",
            proposing.answer_subject(TOPIC, accepted=True),
            proposed,
        ),
        Sample("action_reminder", "actie", "Actie", actions.mail_subject("soon", "action", due), action),
    ]


def terms(agreement: Agreement, person: User, now: datetime) -> Sample:
    """Terms that come near, those of one day in one mail."""
    lines = [
        deadlines.Line("Agenda versturen", day_in(now, 1), "week", "", page(agreement, "meetings:meeting_list")),
        deadlines.Line("Actielijst bijwerken", day_in(now, 0), "laatste", "", page(agreement, "meetings:action_list")),
    ]
    body = deadlines.body(person.name, lines, **addresses())
    return Sample("deadline_reminder", "termijnen", "Termijnen", deadlines.subject(lines), body)


def weekly(agreement: Agreement, person: User, now: datetime) -> Sample:
    """Everything that asks a person's attention these weeks."""
    late, soon, later = day_in(now, -1), day_of(now), day_in(now, 2)
    lines = [
        deadlines.Line("Verslag klaar", late, LATE.key, "", page(agreement, "meetings:meeting_list")),
        deadlines.Line("Geschil 2026-01", soon, "", "", page(agreement, "disputes:dispute_list"), discreet=True),
        deadlines.Line("Agenda versturen", later, "", "", page(agreement, "meetings:meeting_list")),
    ]
    overview = weeks.Overview(person.name, day_of(now), lines)
    body = weeks.body(overview, **addresses())
    return Sample("week_overview", "weekoverzicht", "Weekoverzicht", weeks.subject(overview), body)


def addresses() -> dict[str, str]:
    """Where a mail about terms leads besides the terms: the term list, and the page of choices."""
    return {"everything": settings.SITE_URL + reverse("home:terms"), "settings": choices_address()}


def daily(agreement: Agreement, person: User, now: datetime) -> Sample:
    """The mail of the day."""
    day, address = day_in(now, 2), page(agreement, "meetings:meeting_list")
    own = choices_address()
    parts = [
        ("agenda", [(news.agenda_of(BODY, day, 2), address)], own),
        ("papers", [(news.papers_of(3, BODY, day), address)], own),
        ("actions", [(news.due("cijfers rondsturen", day_in(now, 1)), page(agreement, "meetings:action_list"))], own),
    ]
    body = news.body(name=person.name, parts=parts, settings=own)
    return Sample("digest", "mail-van-de-dag", "Mail van de dag", news.subject(len(parts)), body)
