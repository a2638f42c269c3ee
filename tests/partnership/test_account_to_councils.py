"""The signed and adopted yearly account goes to the councils through the register of the minutes (BOK-8f, 8h)."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from finance.models import YearAccount
from finance.services.accounts import ACCOUNT_JOB, adopt_account
from meetings.models import AgendaItem, Decision
from meetings.selectors.leaving import leaving
from meetings.services.leaving import MayNotLeave, publish, send_to_councils
from tests.meetings.minutes_scene import NOW, Scene
from tests.meetings.sent_scene import PDF, sign, with_clerks
from tests.votes.browser import signed_in
from twente.core.frozen import digest
from twente.core.permissions import actor_for
from twente.documents.models import Document
from twente.documents.services import store_rendered
from twente.outbox.dispatching.rules import NO_QUESTION
from twente.outbox.models import Dispatch, Message, Publication
from twente.partnership.dispatch_attention import rows

pytestmark = pytest.mark.django_db
CONTENT = {"year": 2026, "contributions": [], "claims": [], "total": {}, "documents": 0}


@pytest.fixture(autouse=True)
def _the_day_after(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def an_account(scene: Scene, *, signed: bool = True, adopted: bool = True) -> YearAccount:
    """The account of 2026 with its document, as far as it is."""
    agreement = scene.cast.agreement
    made = YearAccount.objects.create(
        agreement=agreement,
        year=2026,
        content=CONTENT,
        content_sha256=digest(CONTENT),
        closed_by=scene.cast.treasurer,
        closed_at=datetime(2027, 1, 4, 9, 0, tzinfo=UTC),
    )
    title, key = "Financiële verantwoording 2026", f"{ACCOUNT_JOB}:{made.pk}"
    document = store_rendered(
        agreement=agreement, kind=ACCOUNT_JOB, title=title, source_key=key, pdf=PDF, by=None, now=NOW
    )
    YearAccount.objects.filter(pk=made.pk).update(document=document)
    if signed:
        sign(document, scene)
    made.refresh_from_db()
    if adopted:
        decision = Decision.objects.get(item__meeting=scene.meeting)
        made = adopt_account(account=made, decision=decision, by=scene.cast.secretary, now=NOW)
    return made


def paper_of(scene: Scene, document: Document | None):
    assert document is not None
    found = leaving(scene.cast.agreement, document.public_id, NOW.date())
    assert found is not None
    return found


def at(name: str, *args: object) -> str:
    return reverse(f"partnership:{name}", args=["bok-ses", *args])


def test_from_its_page_to_the_reading_page_of_a_council(held: Scene) -> None:
    account, secretary = an_account(held), signed_in(held.cast.secretary)
    (almelo,) = with_clerks(held.cast, "Almelo")
    shown = secretary.get(reverse("finance:account_detail", args=["bok-ses", 2026])).text
    register = at("dispatch_list", account.document.public_id)
    assert register in shown and "Nog niet verstuurd aan de raden." in shown
    assert at("publication", account.document.public_id) not in shown
    asked = rows(actor_for(held.cast.secretary, held.cast.agreement, NOW.date()))
    assert "Financiële verantwoording 2026 versturen aan de raden" in [row.title for row in asked]
    sent = secretary.post(at("dispatch_create", account.document.public_id), {"parties": [almelo.code]}, follow=True)
    assert "Eén raad krijgt het stuk." in sent.text
    row = Dispatch.objects.get()
    assert row.items == [account.adopted_in.item_id]
    assert "Financiële verantwoording 2026" in Message.objects.get(key=f"dispatch:{row.pk}").body
    for reader in (held.cast.clerk, held.cast.secretary):
        browser = signed_in(reader)
        assert "Financiële verantwoording 2026" in browser.get(at("council_detail", almelo.code)).text
        assert browser.get(at("council_file", almelo.code, row.pk)).content.startswith(PDF)
    left = rows(actor_for(held.cast.secretary, held.cast.agreement, NOW.date()))
    assert not [row for row in left if row.title.startswith("Financiële verantwoording 2026 versturen")]


REFUSED = {
    "unsigned": ({"signed": False, "adopted": False}, "Voorzitter en secretaris moeten dit stuk eerst allebei"),
    "not adopted": ({"adopted": False}, "Het overleg moet dit stuk eerst vaststellen"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_before_both_signed_and_a_decision_adopted_it_stays_inside(held: Scene, case: str) -> None:
    """Refused by the service with a sentence, and by the database without one."""
    how, sentence = REFUSED[case]
    account = an_account(held, **how)
    parties, paper = with_clerks(held.cast, "Almelo"), paper_of(held, account.document)
    acts = {"by": held.cast.secretary, "now": NOW}
    with pytest.raises(MayNotLeave, match=sentence):
        send_to_councils(paper=paper, parties=parties, question=NO_QUESTION, **acts)
    shown = signed_in(held.cast.secretary).get(at("dispatch_list", account.document.public_id)).text
    assert sentence in shown
    with pytest.raises(IntegrityError), transaction.atomic():
        by_hand(held, account)


def by_hand(scene: Scene, account: YearAccount, items: tuple[int, ...] = ()) -> None:
    """A row of the register past every service."""
    revision = account.document.revisions.latest("number")
    message = Message.objects.create(
        agreement=scene.cast.agreement, key="x", kind="x", recipient="x@y.example", queued_at=NOW, due_at=NOW
    )
    Dispatch.objects.create(
        document=account.document,
        revision_number=revision.number,
        sha256=revision.sha256,
        items=list(items or (scene.items[0].pk,)),
        party=scene.cast.parties["Almelo"],
        contact_name="griffie",
        contact_email="griffie@voorbeeld.example",
        sent_at=NOW,
        sent_by=scene.cast.secretary,
        message=message,
        token_sha256="0" * 64,
    )


def test_the_database_lets_a_whole_one_through(held: Scene) -> None:
    by_hand(held, an_account(held))
    assert Dispatch.objects.count() == 1


def test_adopted_under_a_closed_item_it_stays_inside_and_its_link_closes(held: Scene) -> None:
    account = an_account(held)
    parties, acts = with_clerks(held.cast, "Almelo"), {"by": held.cast.secretary, "now": NOW}
    paper = paper_of(held, account.document)
    (row,) = send_to_councils(paper=paper, parties=parties, question=NO_QUESTION, **acts)
    inside = reverse("documents:download", args=["bok-ses", account.document.public_id])
    assert signed_in(held.cast.clerk).get(inside).status_code == 200
    AgendaItem.objects.filter(pk=account.adopted_in.item_id).update(confidentiality="closed")
    with pytest.raises(MayNotLeave):
        send_to_councils(paper=paper, parties=parties, question=NO_QUESTION, **acts)
    answer = signed_in(held.cast.clerk).get(at("council_file", parties[0].code, row.pk))
    assert answer.status_code == 409
    assert signed_in(held.cast.clerk).get(inside).status_code == 404
    assert signed_in(held.cast.secretary).get(inside).status_code == 200
    with pytest.raises(IntegrityError, match="niet openbaar"), transaction.atomic():
        by_hand(held, account)


def test_it_is_never_published(held: Scene) -> None:
    account = an_account(held)
    with pytest.raises(MayNotLeave, match="niet gepubliceerd"):
        publish(paper=paper_of(held, account.document), by=held.cast.secretary, now=NOW)
    revision = account.document.revisions.latest("number")
    with pytest.raises(IntegrityError, match="gaat hier niet naar buiten"), transaction.atomic():
        Publication.objects.create(
            document=account.document,
            revision_number=revision.number,
            sha256=revision.sha256,
            items=[held.items[0].pk],
            dated_on=NOW.date(),
            published_at=NOW,
            published_by=held.cast.secretary,
        )
    assert Client().get(reverse("openbaar:document", args=["bok-ses", account.document.public_id])).status_code == 404
