"""Writes: send a document to councils, send it again, note that it was opened, remind, record an answer (BOK-8h)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Contact, Party, User
from twente.core.refusals import Refusal
from twente.documents.models import Document
from twente.outbox.deadlines.services import touched
from twente.outbox.dispatching import rules, selectors, wording
from twente.outbox.dispatching.links import hashed, token_of
from twente.outbox.dispatching.models import Dispatch, DispatchAnswer
from twente.outbox.models import Message
from twente.outbox.services import message, queue_messages
from twente.outbox.settling.services import settle_replaced


class NobodyToSendTo(Refusal):
    """No council was chosen, or none of them can be reached."""

    sentence = "Kies minstens één raad waarvan de griffie is vastgelegd."


class ImpossibleQuestion(Refusal):
    """A question without a day, or a day without a question; the sentence names which."""


class AskedBefore(Refusal):
    """A council was asked something else about the same version, or by another last day; the sentence names which."""


class ImpossibleAnswer(Refusal):
    """An answer from a day that cannot be."""


class NothingAsked(Refusal):
    """Only a question has an answer."""

    sentence = "Aan deze raad is bij dit stuk niets gevraagd."


class SentAgain(Refusal):
    """A row that was sent again is followed by that row."""

    sentence = "Dit stuk is al opnieuw verstuurd. Bekijk de nieuwste regel."


@dataclass(frozen=True)
class Parcel:
    """What is sent: one revision of a document, the items it holds, and what is asked."""

    document: Document
    revision_number: int
    sha256: str
    items: tuple[int, ...]
    question: rules.Question = rules.NO_QUESTION


@transaction.atomic
def dispatch_document(*, parcel: Parcel, parties: Iterable[Party], by: User, now: datetime) -> list[Dispatch]:
    """Send to the clerks of these councils; the same revision again to the same council under the same act: nothing.

    The caller has checked that the document may leave the house. Councils without a clerk are left out.
    Raises NobodyToSendTo, ImpossibleQuestion, AskedBefore.
    """
    wrong = rules.question_flaws(parcel.question, day_of(now))
    if wrong:
        raise ImpossibleQuestion(wording.FLAWS[wrong[0][1]])
    contacts = selectors.addressed(parties).contacts
    if not contacts:
        raise NobodyToSendTo
    locked = Document.objects.select_for_update(no_key=True).select_related("agreement").get(pk=parcel.document.pk)
    act = Dispatch.Act.ASK if parcel.question.text else Dispatch.Act.INFORM
    if act == Dispatch.Act.ASK:
        check_same_question(locked, parcel, contacts)
    sent = Dispatch.objects.filter(document=locked, sha256=parcel.sha256, act=act)
    had = set(sent.values_list("party_id", flat=True))
    rows = [drawn_up(parcel, contact, act, by, now) for contact in contacts if contact.party_id not in had]
    if rows:
        send(rows, now)
        detail = {"parties": [row.party.code for row in rows], "sha256": parcel.sha256, "act": act}
        audit.record(
            agreement=locked.agreement, by=by, at=now, action="document_dispatched", target=locked, detail=detail
        )
    return rows


def check_same_question(document: Document, parcel: Parcel, contacts: Iterable[Contact]) -> None:
    """Raises AskedBefore: two questions about one version would have one answer."""
    asked = selectors.asked_about(document, parcel.sha256)
    rows = [asked[contact.party_id] for contact in contacts if contact.party_id in asked]
    others = [row.party.short_name for row in rows if question_of(row) != parcel.question]
    if others:
        raise AskedBefore(wording.asked_before(others))


def question_of(row: Dispatch) -> rules.Question:
    """What a row asks."""
    return rules.Question(row.question, row.answer_by)


@transaction.atomic
def send_again(*, dispatch: Dispatch, answer_by: date | None, by: User, now: datetime, note: str = "") -> Dispatch:
    """Send the same revision to the same council, at the address of its clerk now; the new row names the earlier one.

    `note` is a sentence in the mail about why it comes again. An earlier mail that was given up is settled by this.
    A question that was answered is not asked again; one of which the last day is over asks by `answer_by` instead.
    The caller has checked that the document may still leave the house.
    Raises NobodyToSendTo, SentAgain, ImpossibleQuestion.
    """
    Document.objects.select_for_update(no_key=True).get(pk=dispatch.document_id)
    if Dispatch.objects.filter(resends=dispatch).exists():
        raise SentAgain
    contact = next(iter(selectors.addressed([dispatch.party]).contacts), None)
    if contact is None:
        raise NobodyToSendTo(wording.without_address([dispatch.party.short_name]))
    question = asked_again(dispatch, answer_by, day_of(now))
    parcel = Parcel(dispatch.document, dispatch.revision_number, dispatch.sha256, tuple(dispatch.items), question)
    act = Dispatch.Act.ASK if question.text else Dispatch.Act.INFORM
    row = drawn_up(parcel, contact, act, by, now)
    row.resends = dispatch
    send([row], now, note)
    agreement, why = dispatch.document.agreement, wording.sent_again_to(dispatch.party.short_name)
    settle_replaced(agreement=agreement, pk=dispatch.message_id, why=why, by=by, now=now)
    detail = {"party": dispatch.party.code, "sha256": dispatch.sha256}
    audit.record(agreement=agreement, by=by, at=now, action="document_sent_again", target=row, detail=detail)
    return row


def asked_again(dispatch: Dispatch, answer_by: date | None, on: date) -> rules.Question:
    """What is asked when a row is sent again. Raises ImpossibleQuestion while the last day is over."""
    if not dispatch.question or selectors.is_answered(dispatch):
        return rules.NO_QUESTION
    question = rules.Question(dispatch.question, answer_by or dispatch.answer_by)
    wrong = rules.question_flaws(question, on)
    if wrong:
        raise ImpossibleQuestion(wording.FLAWS[wrong[0][1]])
    return question


def drawn_up(parcel: Parcel, contact: Contact, act: str, by: User, now: datetime) -> Dispatch:
    """A row of the register, not yet kept: the contact and the version as they are now."""
    key = uuid.uuid4()
    return Dispatch(
        pk=key,
        document=parcel.document,
        revision_number=parcel.revision_number,
        sha256=parcel.sha256,
        items=list(parcel.items),
        party=contact.party,
        contact_name=contact.name,
        contact_email=contact.email,
        act=act,
        question=parcel.question.text,
        answer_by=parcel.question.answer_by,
        sent_at=now,
        sent_by=by,
        token_sha256=hashed(token_of(key)),
    )


def send(rows: Iterable[Dispatch], now: datetime, note: str = "") -> None:
    """Keep the rows with their mails, in the caller's transaction."""
    rows = list(rows)
    for row in rows:
        row.message = covering(row, now, note)
    queue_messages([row.message for row in rows])
    Dispatch.objects.bulk_create(rows)


def covering(row: Dispatch, now: datetime, note: str) -> Message:
    """The mail that brings the document; its text holds no link yet (see `links`)."""
    agreement = row.document.agreement
    return message(
        agreement=agreement,
        key=f"dispatch:{row.pk}",
        kind="dispatch",
        recipient=row.contact_email,
        subject=wording.subject(row.document.title, asks=bool(row.question)),
        body=wording.letter(
            name=row.contact_name,
            overleg=agreement.name,
            title=row.document.title,
            version=row.revision_number,
            sha256=row.sha256,
            question=row.question,
            until=row.answer_by,
            note=note,
        ),
        now=now,
    )


@transaction.atomic
def note_opened(*, dispatch: Dispatch, now: datetime) -> None:
    """Somebody with the link downloaded the document."""
    row = Dispatch.objects.select_for_update(no_key=True).get(pk=dispatch.pk)
    row.opened_at = row.opened_at or now
    row.last_opened_at, row.times_opened = max(now, row.last_opened_at or now), row.times_opened + 1
    row.save(update_fields=["opened_at", "last_opened_at", "times_opened"])


@transaction.atomic
def remind(*, document: Document, questions: Iterable[Dispatch], by: User, now: datetime) -> int:
    """A mail to the clerks of councils that did not answer, at most one a day each; how many are new.

    The caller has checked that each question about the document may still leave the house.
    """
    rows = list(questions)
    clerks = {contact.party_id: contact for contact in selectors.addressed(row.party for row in rows).contacts}
    mails = [reminding(row, clerks.get(row.party_id), now) for row in rows]
    known = set(Message.objects.filter(key__in=[mail.key for mail in mails]).values_list("key", flat=True))
    new = [row.party.code for row, mail in zip(rows, mails, strict=True) if mail.key not in known]
    queue_messages(mails)
    if new:
        agreement, detail = document.agreement, {"parties": new}
        audit.record(agreement=agreement, by=by, at=now, action="councils_reminded", target=document, detail=detail)
    return len(new)


def reminding(row: Dispatch, contact: Contact | None, now: datetime) -> Message:
    """The reminder of one open question, to the clerk as the council has one now, else to who got the question."""
    name, email = (contact.name, contact.email) if contact else (row.contact_name, row.contact_email)
    until = row.answer_by or day_of(now)
    return message(
        agreement=row.document.agreement,
        key=f"dispatch_reminder:{row.pk}:{day_of(now)}",
        kind="dispatch_reminder",
        recipient=email,
        subject=f"Herinnering: antwoord van uw raad: {row.document.title}"[:200],
        body=wording.reminder(name=name, title=row.document.title, question=row.question, until=until),
        now=now,
    )


@transaction.atomic
def record_answer(*, dispatch: Dispatch, answered_on: date, document: str, by: User, now: datetime) -> DispatchAnswer:
    """Keep what a council answered; the first answer stands. Raises NothingAsked, ImpossibleAnswer."""
    row = Dispatch.objects.select_for_update(no_key=True).select_related("document__agreement").get(pk=dispatch.pk)
    if row.act != Dispatch.Act.ASK:
        raise NothingAsked
    wrong = rules.answer_flaws(answered_on, day_of(row.sent_at), day_of(now))
    if wrong:
        raise ImpossibleAnswer(wording.FLAWS[wrong[0]])
    standing = DispatchAnswer.objects.filter(dispatch=row).first()
    if standing is not None:
        return standing
    answer = DispatchAnswer.objects.create(
        dispatch=row, answered_on=answered_on, document=document, recorded_at=now, recorded_by=by
    )
    agreement = row.document.agreement
    touched(agreement=agreement, of=f"dispatch:{row.pk}")
    audit.record(agreement=agreement, by=by, at=now, action="council_answered", target=row, detail={})
    return answer
