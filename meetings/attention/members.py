"""What bodies and mandates ask of a person: substitutions to record, terms that end, seats that are empty."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from meetings.presenting.bodies import role_rows, signals
from meetings.selectors import bodies as reads
from meetings.selectors.requests import open_requests_for
from meetings.wording import requests as wording
from twente.core.attention import Attention
from twente.core.dates import day_of, full_date
from twente.core.models import Agreement
from twente.core.permissions import Actor

NOTICE = timedelta(weeks=6)


def rows(actor: Actor, now: datetime) -> list[Attention]:
    """Everything of bodies and substitutions that this person can do something about."""
    if actor.agreement is None or not actor.may("mandate_record"):
        return []
    found = [*asked(actor), *ending(actor, actor.agreement), *empty_seats(actor, actor.agreement)]
    return found + list(offices(actor, actor.agreement))


def asked(actor: Actor) -> Iterator[Attention]:
    """Substitutions that a representative asks for, due on the day of the meeting at the latest."""
    for request in open_requests_for(actor):
        meets_on = day_of(request.meeting.starts_at)
        yield Attention(
            due_on=meets_on,
            title=wording.desk_title(request.party.short_name, request.user.name),
            sentence=wording.desk_sentence(request.asked_by.name, meets_on),
            articles=(),
            action_label="Verzoek bekijken",
            url=reverse("meetings:mandate_register", args=[request.meeting.body.agreement.slug]),
        )


def ending(actor: Actor, agreement: Agreement) -> Iterator[Attention]:
    """Members whose term ends within six weeks while nobody follows."""
    for member in reads.ending_members(agreement, actor.on, actor.on + NOTICE):
        last = member.valid_until
        if last is not None:
            yield Attention(
                due_on=last,
                title=f"Termijn van {member} in {member.body.name.lower()} loopt af",
                sentence=f"De laatste dag is {full_date(last)}. Er is nog geen opvolger.",
                articles=tuple(filter(None, [member.body.article])),
                action_label="Overleg bekijken",
                url=reverse("meetings:body_detail", args=[agreement.slug, member.body_id]),
            )


def empty_seats(actor: Actor, agreement: Agreement) -> Iterator[Attention]:
    """What is missing in a body that has members: before the first one there is nothing to fill up."""
    for body in reads.open_bodies(agreement, actor.on).filter(by_members=True, members__isnull=False).distinct():
        body.agreement = agreement
        for sentence in signals(body, list(reads.members_on(body, actor.on)), actor.on):
            yield Attention(
                due_on=actor.on + NOTICE,
                title=f"{body.name} is niet compleet",
                sentence=sentence,
                articles=tuple(filter(None, [body.article])),
                action_label="Overleg bekijken",
                url=reverse("meetings:body_detail", args=[agreement.slug, body.pk]),
            )


def offices(actor: Actor, agreement: Agreement) -> Iterator[Attention]:
    """Terms of chair, deputy and secretaries that end, or are renewed silently, within six weeks (BOK-5.4, 7.2)."""
    for row in role_rows(agreement, actor.on):
        if row.until is not None and row.soon:
            yield Attention(
                due_on=row.until,
                title=f"Termijn van {row.holder} als {row.name.lower()} loopt af",
                sentence=row.said,
                articles=tuple(filter(None, [row.article])),
                action_label="Overleggen bekijken",
                url=reverse("meetings:body_list", args=[agreement.slug]),
            )
