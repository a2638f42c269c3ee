"""What the pages about a sent agenda put together."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from meetings import selectors, wording
from meetings.models import AgendaVersion, Meeting
from meetings.presenting import pages, planning, preparing
from meetings.rules import changes, digest
from meetings.rules.openness import PUBLIC
from meetings.selectors.openness import content_for
from meetings.services.publishing import mail_about
from twente.core.dates import day_of, full_date, long_date
from twente.core.models import User
from twente.core.permissions import Actor
from twente.outbox.models import Message


def sent_sentence(version: AgendaVersion) -> str:
    """The agenda was sent, to how many people."""
    count = Message.objects.filter(key__startswith=f"agenda:{version.meeting_id}:{version.number}:").count()
    return f"Versie {version.number} van de agenda gaat naar {wording.count(count, 'persoon', 'personen')}."


def confirm_page(meeting: Meeting, reader: User, today: date) -> dict[str, Any]:
    """What happens when the agenda is sent: to whom, which version, what changed."""
    before = selectors.latest_version(meeting)
    content = selectors.agenda_content(meeting)
    people = selectors.recipients_of(agreement=meeting.body.agreement, body=meeting.body, on=today)
    number = before.number + 1 if before else 1
    day = full_date(day_of(meeting.starts_at))
    mailed = mail_about(content, before.content if before else None)
    return {
        "meeting": meeting,
        "trail": planning.trail(meeting),
        "question": f"Agenda van {day} versturen aan {wording.count(len(people), 'persoon', 'personen')}?",
        "recipients": [person.name for person in people],
        "consequences": consequences(number, len(content["items"])),
        "unchanged": before is not None and before.sha256 == digest(content),
        "mail_subject": wording.invitation_subject(content, number),
        "mail_body": wording.invitation_body(
            name=reader.name, number=number, address="(adres van deze agenda)", **mailed
        ),
        "back": reverse("meetings:meeting_detail", args=[meeting.body.agreement.slug, meeting.pk]),
    }


def consequences(number: int, items: int) -> list[str]:
    """What sending means."""
    first = ["De vergadering is dan bijeengeroepen."] if number == 1 else []
    return [
        f"Versie {number} met {wording.count(items, 'punt', 'punten')} wordt vastgelegd en verandert niet meer.",
        *first,
        "Iedereen krijgt een mail met een uitnodiging voor de eigen agenda.",
    ]


def frozen_row(item: dict[str, Any], articles: Mapping[str, str]) -> dict[str, Any]:
    """A frozen item with its pills, its time in words and what was prepared; older agendas say less of an item."""
    pill = pages.STATUSES.get(item["status"], pages.Pill(item["status_label"].capitalize()))
    handling = pages.HANDLINGS.get(item.get("handling", ""))
    disposal = pages.DISPOSALS.get(item.get("disposal", ""))
    late = pages.LATE if item.get("late") else None
    shut = item.get("confidentiality", PUBLIC) != PUBLIC
    openness = pages.Pill(item["openness_label"].capitalize(), "w", "lock") if shut else None
    return item | {
        "pills": [found for found in (openness, late, disposal, pill, handling) if found],
        "time": wording.duration(item["minutes"]),
        "people": pages.people(item.get("portfolio", ""), item.get("presenter", "")),
        "texts": preparing.texts_of(item, articles),
    }


def changed_since(before: AgendaVersion, content: dict[str, Any], actor: Actor) -> list[str]:
    """What changed since the version before, of what this person may read in both."""
    return [wording.change(found) for found in changes(content_for(actor, before.content), content)]


def version_page(version: AgendaVersion, actor: Actor) -> dict[str, Any]:
    """A sent agenda, read from its frozen content only, as far as this person may read it now."""
    content, articles = content_for(actor, version.content), preparing.articles_of(version.meeting)
    starts_at, ends_at = (datetime.fromisoformat(content[key]) for key in wording.MOMENTS)
    before = AgendaVersion.objects.filter(meeting_id=version.meeting_id, number=version.number - 1).first()
    later = AgendaVersion.objects.filter(meeting_id=version.meeting_id, number__gt=version.number).last()
    return {
        "version": version,
        "content": content,
        "h1": f"Agenda van {long_date(day_of(starts_at))}",
        "period": wording.period(starts_at, ends_at),
        "items": [frozen_row(item, articles) for item in content["items"]],
        "changed": changed_since(before, content, actor) if before else [],
        "later": later,
    }
