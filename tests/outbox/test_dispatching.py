"""The register of what was sent: once per version, never unsigned or confidential, and it stands (BOK-5.6, 8h)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from meetings.models import AgendaItem
from meetings.services.leaving import MayNotLeave, send_again, send_to_councils
from tests.meetings.minutes_scene import NOW, Scene
from tests.meetings.sent_scene import (
    a_list,
    an_annex,
    an_excerpt,
    paper,
    signed_minutes,
    unsigned_list,
    unsigned_minutes,
    with_clerks,
)
from twente.core.dates import full_date
from twente.core.models import AuditEntry, Contact
from twente.documents.models import Document
from twente.outbox import services as outbox
from twente.outbox.dispatching import selectors, services
from twente.outbox.dispatching.links import KeyChanged, token_of
from twente.outbox.dispatching.rules import NO_QUESTION, Question
from twente.outbox.models import Dispatch, DispatchAnswer, Message
from twente.outbox.postman import Postman
from twente.partnership.termlist import questions

ASKED = Question("Stemt uw raad in?", date(2027, 3, 1))
LATER = NOW + timedelta(days=3)


def send(scene: Scene, document: Document, *names: str, question: Question = NO_QUESTION) -> list[Dispatch]:
    cast = scene.cast
    parties = [cast.parties[name] for name in names or cast.parties]
    return send_to_councils(
        paper=paper(scene, document), parties=parties, question=question, by=cast.secretary, now=NOW
    )


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_signed_minutes_go_to_fourteen_clerks_with_version_and_checksum(held: Scene) -> None:
    with_clerks(held.cast)
    document = signed_minutes(held)
    rows = send(held, document)
    assert len(rows) == 14
    latest = document.revisions.latest("number")
    assert {(row.revision_number, row.sha256) for row in rows} == {(3, latest.sha256)}
    message = Message.objects.get(dispatch__party=held.cast.parties["Almelo"])
    assert message.recipient == "griffie.gm0141@voorbeeld.example"
    assert "Versie: 3" in message.body
    assert token_of(rows[0].pk) not in "".join(Message.objects.values_list("body", flat=True))
    assert AuditEntry.objects.get(action="document_dispatched").detail["sha256"] == latest.sha256


def test_the_same_version_twice_is_sent_once(held: Scene) -> None:
    with_clerks(held.cast)
    document = signed_minutes(held)
    assert len(send(held, document, "Almelo", "Borne")) == 2
    assert [row.party.short_name for row in send(held, document, "Almelo", "Losser")] == ["Losser"]
    row = Dispatch.objects.get(party=held.cast.parties["Almelo"])
    message = outbox.queue_message(
        agreement=None, key="x", kind="dispatch", recipient="a@b.example", subject="x", body="x", now=NOW
    )
    twin = {field.attname: getattr(row, field.attname) for field in Dispatch._meta.concrete_fields}
    twin |= {"id": document.public_id, "token_sha256": "cd" * 32, "message_id": message.pk}
    refused(lambda: Dispatch.objects.create(**twin))


def test_a_council_without_a_clerk_is_left_out_and_nobody_at_all_is_refused(held: Scene) -> None:
    document = signed_minutes(held)
    with pytest.raises(services.NobodyToSendTo):
        send(held, document)
    with_clerks(held.cast, "Borne")
    assert [row.party.short_name for row in send(held, document)] == ["Borne"]


@pytest.mark.parametrize("make", [unsigned_minutes, unsigned_list, an_annex])
def test_what_is_unsigned_or_an_annex_never_leaves(held: Scene, make: Callable[[Scene], Document]) -> None:
    with_clerks(held.cast, "Almelo")
    document = make(held)
    revision = document.revisions.latest("number")
    parcel = services.Parcel(document, revision.number, revision.sha256, (held.items[0].pk,))
    parties = [held.cast.parties["Almelo"]]
    refused(lambda: services.dispatch_document(parcel=parcel, parties=parties, by=held.cast.secretary, now=NOW))
    if document.kind != "minutes_annex":
        with pytest.raises(MayNotLeave, match="ondertekenen"):
            send(held, document)


@pytest.mark.parametrize("make", [signed_minutes, a_list, an_excerpt])
def test_what_holds_a_confidential_item_never_leaves(held: Scene, make: Callable[[Scene], Document]) -> None:
    """Also when the item became confidential after the document was made; the database refuses it by itself."""
    with_clerks(held.cast, "Almelo")
    document = make(held)
    revision = document.revisions.latest("number")
    AgendaItem.objects.filter(pk=held.items[1].pk).update(confidentiality="closed")
    with pytest.raises(MayNotLeave):
        send(held, document)
    parcel = services.Parcel(document, revision.number, revision.sha256, (held.items[1].pk,))
    parties = [held.cast.parties["Almelo"]]
    refused(lambda: services.dispatch_document(parcel=parcel, parties=parties, by=held.cast.secretary, now=NOW))
    AgendaItem.objects.filter(pk=held.items[1].pk).update(confidential_until=date(2027, 2, 10))
    assert send(held, document) or document.kind == "decision_excerpt"


def test_a_list_that_is_older_than_the_decisions_is_not_sent(held: Scene) -> None:
    with_clerks(held.cast, "Almelo")
    document = a_list(held)
    AgendaItem.objects.filter(pk=held.items[1].pk).update(title="Andere titel")
    with pytest.raises(MayNotLeave, match="veranderd"):
        send(held, document)


def test_what_was_sent_stands(held: Scene) -> None:
    with_clerks(held.cast, "Almelo")
    row = send(held, signed_minutes(held))[0]
    one = Dispatch.objects.filter(pk=row.pk)
    refused(one.delete)
    for change in ({"sha256": "ab" * 32}, {"contact_email": "x@y.example"}, {"party": held.cast.parties["Borne"]}):
        refused(lambda change=change: one.update(**change))
    services.note_opened(dispatch=row, now=NOW)
    services.note_opened(dispatch=row, now=LATER)
    row.refresh_from_db()
    assert (row.opened_at, row.last_opened_at, row.times_opened) == (NOW, LATER, 2)
    refused(lambda: one.update(opened_at=LATER))
    refused(lambda: one.update(times_opened=1))


def test_sending_again_names_the_earlier_row_and_uses_the_new_address(held: Scene) -> None:
    party = with_clerks(held.cast, "Almelo")[0]
    document = signed_minutes(held)
    row = send(held, document)[0]
    clerk = Contact.Purpose.COUNCIL_CLERK
    Contact.objects.create(party=party, role=clerk, name="raad", email="raad@voorbeeld.example", recorded_at=LATER)
    whose = {"paper": paper(held, document), "by": held.cast.secretary, "now": LATER}
    second = send_again(dispatch=row, answer_by=None, **whose)
    assert (second.resends, second.sha256, second.contact_email) == (row, row.sha256, "raad@voorbeeld.example")
    assert token_of(second.pk) != token_of(row.pk)
    with pytest.raises(services.SentAgain):
        send_again(dispatch=row, answer_by=None, **whose)


def test_the_link_is_put_in_when_the_mail_goes_and_a_bounce_is_seen(held: Scene) -> None:
    with_clerks(held.cast, "Almelo")
    row = send(held, signed_minutes(held))[0]
    outbox.send_message(row.message, Postman())
    assert f"/verzonden/{token_of(row.pk)}/" in mail.outbox[0].body
    assert selectors.by_token(token_of(row.pk)) == row
    assert selectors.by_token("geraden") is None
    Message.objects.filter(dispatch=row).update(state="dead")
    assert selectors.undelivered(held.cast.agreement) == [row]


def test_a_mail_from_before_another_secret_key_is_not_sent_with_a_dead_link(held: Scene, settings) -> None:
    with_clerks(held.cast, "Almelo")
    message = send(held, signed_minutes(held))[0].message
    settings.SECRET_KEY = "een andere sleutel"
    with pytest.raises(KeyChanged):
        outbox.send_message(message, Postman())


def test_a_question_is_open_until_it_is_answered(held: Scene) -> None:
    """BOK-8h: a council that is asked something is reminded, at most once a day."""
    with_clerks(held.cast, "Almelo", "Borne")
    document = signed_minutes(held)
    send(held, document, question=NO_QUESTION)
    rows = send(held, document, question=ASKED)
    by = {"by": held.cast.secretary, "now": LATER}
    asked = selectors.open_questions(held.cast.agreement)
    assert services.remind(document=document, questions=asked, **by) == 2
    assert services.remind(document=document, questions=asked, **by) == 0
    services.record_answer(dispatch=rows[0], answered_on=LATER.date(), document="Raadsbesluit 12", **by)
    assert selectors.open_questions(held.cast.agreement) == [rows[1]]
    assert len(selectors.pressing_questions(held.cast.agreement, date(2027, 2, 15))) == 1
    assert not selectors.pressing_questions(held.cast.agreement, date(2027, 2, 14))
    refused(lambda: DispatchAnswer.objects.update(document="anders"))


def test_the_term_list_names_the_dutch_day_on_which_a_council_was_asked(held: Scene) -> None:
    """Half past eleven in the evening, UTC, is the next day here."""
    with_clerks(held.cast, "Almelo")
    document, evening = signed_minutes(held), NOW.replace(hour=23, minute=30)
    send_to_councils(
        paper=paper(held, document),
        parties=[held.cast.parties["Almelo"]],
        question=ASKED,
        by=held.cast.secretary,
        now=evening,
    )
    (term,) = questions(held.cast.agreement)
    assert term.sentence == f"Gevraagd op {full_date(evening.date() + timedelta(days=1))}."


def test_nobody_answers_what_was_not_asked_or_before_it_was(held: Scene) -> None:
    with_clerks(held.cast, "Almelo")
    document = signed_minutes(held)
    informed, asked = send(held, document)[0], send(held, document, question=ASKED)[0]
    by = {"document": "Besluit", "by": held.cast.secretary, "now": LATER}
    with pytest.raises(services.NothingAsked):
        services.record_answer(dispatch=informed, answered_on=LATER.date(), **by)
    for day in (date(2027, 2, 10), date(2027, 2, 15)):
        with pytest.raises(services.ImpossibleAnswer):
            services.record_answer(dispatch=asked, answered_on=day, **by)
    with pytest.raises(services.ImpossibleQuestion):
        send(held, document, question=Question("Stemt u in?"))
