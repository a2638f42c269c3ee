"""A representative asks for a substitute; the secretary records it, declines it, or it is taken back (BOK-1f)."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from meetings import selectors
from meetings.models import AgendaItem, Meeting, Substitution, SubstitutionRequest
from meetings.services.attendance import AlreadySubstituted, NoDocument, NotRegistered, record_substitution, taking_part
from meetings.services.locks import lock_meeting, not_held
from meetings.services.reasons import need_reason
from meetings.wording import requests as wording
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Party, Role, User
from twente.core.refusals import Forbidden, Refusal
from twente.core.selectors import roles_held
from twente.outbox.services import queue_message

State = SubstitutionRequest.State


class NotYourParty(Forbidden):
    """Only who holds the mandate of a party asks for its substitute."""

    sentence = "U spreekt in deze vergadering niet voor deze partij."


class AlreadyAsked(Refusal):
    """One open request per party, meeting and item."""

    status = 422
    sentence = "Hiervoor staat al een verzoek open. Trek dat eerst in."


class RequestSettled(Refusal):
    """The request was answered or taken back meanwhile."""

    sentence = "Dit verzoek is al afgehandeld."


@transaction.atomic
def ask_substitution(
    *,
    meeting: Meeting,
    party: Party,
    user: User,
    document: str,
    item: AgendaItem | None,
    key: uuid.UUID,
    by: User,
    now: datetime,
) -> SubstitutionRequest:
    """The representative names the registered substitute for a meeting or an item; the secretariat gets a mail.

    The same form key again is the same request. Raises NotYourParty, NotRegistered, NoDocument, AlreadySubstituted,
    AlreadyAsked, NotAParty, MeetingOver.
    """
    locked = lock_meeting(meeting)
    not_held(locked)
    known = SubstitutionRequest.objects.filter(form_key=key).first()
    if known is not None:
        return known
    taking_part(locked, party, now)
    askable(locked, party, user, document, by, now)
    if Substitution.objects.filter(meeting=locked, item=item, party=party).exists():
        raise AlreadySubstituted
    facts = {"meeting": locked, "item": item, "party": party, "user": user, "document": document}
    try:
        with transaction.atomic():
            request = SubstitutionRequest.objects.create(**facts, form_key=key, asked_by=by, asked_at=now)
    except IntegrityError as error:
        raise AlreadyAsked from error
    for role in secretariat(locked, now):
        mail(request, role, wording.asked_subject(party.short_name), wording.asked_body(role.name, about(request)), now)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="substitution_asked", target=request)
    return request


def askable(meeting: Meeting, party: Party, user: User, document: str, by: User, now: datetime) -> None:
    """Raises NotYourParty, NoDocument, NotRegistered."""
    on = day_of(now)
    voter = selectors.voter_for(meeting=meeting, party=party, on=on)
    if voter is None or voter.user.pk != by.pk:
        raise NotYourParty
    if not document.strip():
        raise NoDocument
    people = selectors.registered_for(agreement=meeting.body.agreement, party_id=party.pk, on=on)
    if not people.filter(pk=user.pk).exists():
        raise NotRegistered


@transaction.atomic
def grant_request(*, request: SubstitutionRequest, by: User, now: datetime) -> SubstitutionRequest:
    """Record what was asked as a substitution, and tell both; twice changes nothing.

    Raises RequestSettled and whatever recording a substitution raises.
    """
    locked = lock_request(request)
    if locked.state == State.GRANTED:
        return locked
    still_open(locked)
    row = record_substitution(
        meeting=locked.meeting,
        party=locked.party,
        user=locked.user,
        document=locked.document,
        item=locked.item,
        by=by,
        now=now,
    )
    locked.substitution = row
    settle(locked, State.GRANTED, by, now)
    for person in {locked.asked_by, locked.user}:
        mail(
            locked,
            person,
            wording.granted_subject(str(locked.user)),
            wording.granted_body(person.name, about(locked)),
            now,
        )
    return locked


@transaction.atomic
def decline_request(*, request: SubstitutionRequest, reason: str, by: User, now: datetime) -> SubstitutionRequest:
    """Say no with a reason, and tell who asked. Raises NoReason, RequestSettled."""
    locked = lock_request(request)
    still_open(locked)
    need_reason(reason, "Schrijf waarom het verzoek niet kan.")
    locked.reason = reason
    settle(locked, State.DECLINED, by, now)
    body = wording.declined_body(locked.asked_by.name, about(locked), reason)
    mail(locked, locked.asked_by, wording.declined_subject(str(locked.user)), body, now)
    return locked


@transaction.atomic
def withdraw_request(*, request: SubstitutionRequest, by: User, now: datetime) -> SubstitutionRequest:
    """Who asked takes it back before it is answered; twice changes nothing. Raises RequestSettled, NotYourParty."""
    locked = lock_request(request)
    if locked.asked_by_id != by.pk:
        raise NotYourParty
    if locked.state == State.WITHDRAWN:
        return locked
    still_open(locked)
    settle(locked, State.WITHDRAWN, by, now)
    return locked


def lock_request(request: SubstitutionRequest) -> SubstitutionRequest:
    """The request as it is now, with its meeting kept still: the meeting comes first, as everywhere."""
    meeting = lock_meeting(request.meeting)
    locked = SubstitutionRequest.objects.select_related("party", "user", "asked_by", "item").get(pk=request.pk)
    locked.meeting = meeting
    return locked


def still_open(request: SubstitutionRequest) -> None:
    """Raises RequestSettled."""
    if request.state != State.ASKED:
        raise RequestSettled


def settle(request: SubstitutionRequest, state: str, by: User, now: datetime) -> None:
    """Keep the answer, by whom and when."""
    request.state, request.settled_by, request.settled_at = state, by, now
    request.save(update_fields=["state", "reason", "substitution", "settled_by", "settled_at"])
    agreement = request.meeting.body.agreement
    audit.record(agreement=agreement, by=by, at=now, action=f"substitution_{state}", target=request)


def about(request: SubstitutionRequest) -> wording.Asked:
    """What the mails say; of a confidential item only its number."""
    item, meeting = request.item, request.meeting
    public = item is None or item.confidentiality == AgendaItem.Confidentiality.PUBLIC
    return wording.Asked(
        body=meeting.body.name,
        meets_on=day_of(meeting.starts_at),
        party=request.party.short_name,
        asked_by=request.asked_by.name,
        person=request.user.name,
        item=(f"punt {item.position}, {item.title}" if public else f"punt {item.position}") if item else "",
        document=request.document,
        address=settings.SITE_URL + reverse("meetings:mandate_register", args=[meeting.body.agreement.slug]),
    )


def secretariat(meeting: Meeting, now: datetime) -> list[User]:
    """Who can record it: the coordinating secretary and the deputy."""
    kinds = (Role.Kind.SECRETARY, Role.Kind.DEPUTY_SECRETARY)
    roles = [role for kind in kinds for role in roles_held(meeting.body.agreement, kind, day_of(now))]
    return list({role.user.pk: role.user for role in roles}.values())


def mail(request: SubstitutionRequest, person: User, subject: str, body: str, now: datetime) -> None:
    """One mail per person and state of the request, in the outbox."""
    queue_message(
        agreement=request.meeting.body.agreement,
        key=f"substitution:{request.pk}:{request.state}:{person.pk}",
        kind="substitution",
        recipient=person.email,
        subject=subject,
        body=body,
        now=now,
    )
