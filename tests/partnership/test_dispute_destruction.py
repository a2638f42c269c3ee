"""Destroying a closed dispute after its term: the words go, number, parties and days stay; the database sees to it."""

import json
import uuid
from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

import disputes.tasks
from disputes.models import Dispute, DisputePaper, Fact, Grant, Letter
from disputes.rules.facts import Kind
from disputes.services import people
from disputes.services.billing import bill_costs
from disputes.services.letters import keep_letter, request_letter
from disputes.services.papers import add_paper
from disputes.services.refusals import NotPossible
from tests.cast import MORNING, Cast
from tests.conftest import as_owner
from tests.disputes.stage import a_dispute, happens, received
from tests.papers import a_pdf, work
from tests.partnership.archive_scene import owned
from tests.partnership.test_archive_destruction import NOW, ONE_YEAR, browser_of, page, text_of
from tests.partnership.test_archive_rooms import dossiers
from twente.documents import vault
from twente.documents.archive.discarders import StillHeld
from twente.documents.inspection import inspect
from twente.documents.models import DossierTombstone
from twente.documents.services import Grounds, bury_dossier
from twente.partnership.archive import destroying, services
from twente.partnership.archive.expired import expired
from twente.partnership.models import DestroyedDossier, Destruction

WORD = "Wilgenroosje"
"""Stands in everything that somebody types in the dispute."""
WORKING = (disputes.tasks,)
"""Whose jobs the worker does beside those of the archive."""
TITLES = ["Teksten van het geschil", "Stuk 1", "Brief: Melding van het geschil"]
ENDED = date(2026, 11, 12)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """It is 1 March 2029, more than two years after the dispute ended."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def quarrel(cast: Cast) -> Dispute:
    """A dispute with a paper, a letter and a reader, under a recorded term of a year; not closed yet."""
    owned(cast)
    since, acts = date(2021, 2, 1), {"by": cast.secretary, "now": MORNING}
    services.record_class(agreement=cast.agreement, body=None, keeping=ONE_YEAR, since=since, **acts)
    dispute = a_dispute(cast, subject=f"peildatum {WORD}", description=f"Over {WORD}.", solution=f"Minder {WORD}.")
    received(cast, dispute)
    talk = {"text": f"Verslag {WORD}.", "detail": {"present": f"{WORD} en co"}}
    happens(cast, dispute, Kind.CONVERSATION, date(2026, 11, 3), **talk)
    file = inspect(a_pdf(f"Stuk {WORD}"), name=f"{WORD}.pdf")
    add_paper(dispute=dispute, title=f"Bewijs {WORD}", party=None, file=file, key=uuid.uuid4(), **acts)
    keep_letter(letter=request_letter(dispute=dispute, kind="notice", **acts), pdf=a_pdf(WORD), now=MORNING)
    people.give_grant(dispute=dispute, user=cast.clerk, reason=f"Ambtenaar {WORD}", **acts)
    return dispute


def closed(cast: Cast, dispute: Dispute) -> Dispute:
    """A solution that was told to all parties."""
    happens(cast, dispute, Kind.SOLUTION, date(2026, 11, 10), text=f"Het werd {WORD}.")
    happens(cast, dispute, Kind.ANNOUNCEMENT, ENDED)
    return dispute


def key_of(dispute: Dispute) -> str:
    return f"geschil-{dispute.pk}"


def rows_of(dispute: Dispute) -> str:
    """Everything that the database keeps of a dispute itself, as text."""
    tables = (Fact, DisputePaper, Letter, Grant)
    rows = [list(table.objects.filter(dispute=dispute).values()) for table in tables]
    return json.dumps([rows, list(Dispute.objects.filter(pk=dispute.pk).values())], default=str)


def test_two_persons_destroy_every_word_of_it(cast: Cast, quarrel: Dispute) -> None:
    """BOK-17: papers, letters and typed text go; number, parties, days, checksums and the solution told to all stay."""
    closed(cast, quarrel)
    secretary, administrator = browser_of(cast.secretary), browser_of(cast.administrator)
    listed = secretary.get(page("destruction_list")).text
    assert "Geschil 2026-01" in listed and "3 bestanden" in listed and WORD not in listed
    assert secretary.post(page("destruction_list"), {"dossier": [key_of(quarrel)]}).status_code == 302
    destruction = Destruction.objects.get()
    assert secretary.post(page("destruction_detail", destruction.pk)).status_code == 409
    paper, facts = DisputePaper.objects.get(), Fact.objects.count()
    assert WORD in rows_of(quarrel)
    texts = dossiers(cast.secretary, cast.agreement, 2026, NOW)[key_of(quarrel)].records[0].files[1].sha256
    assert administrator.post(page("destruction_detail", destruction.pk)).status_code == 302
    work()
    assert WORD not in rows_of(quarrel)
    assert not vault.path_of(paper.stored_as).exists()
    assert (Fact.objects.count(), quarrel.involved.count()) == (facts, 2)
    assert quarrel.announcement.text == f"Het werd {WORD}."
    statement = text_of(secretary.get(page("certificate_file", destruction.pk)).content)
    assert (
        "Geschil 2026-01" in statement
        and "Stuk 1" in statement
        and paper.sha256[:20] in statement
        and texts[:20] in statement
    )
    assert "Brief: Melding van het geschil" in statement and WORD not in statement
    stone = DossierTombstone.objects.get()
    assert (stone.key, stone.proposed_by, stone.approved_by) == (key_of(quarrel), cast.secretary, cast.administrator)


def destroyed(cast: Cast, dispute: Dispute) -> None:
    """By both persons, and the worker."""
    acts = {"now": NOW}
    made = destroying.propose_destruction(
        agreement=cast.agreement, keys=[key_of(closed(cast, dispute))], by=cast.secretary, **acts
    )
    destroying.approve_destruction(destruction=made, by=cast.administrator, **acts)
    work()


def test_its_page_says_so_and_its_archive_tells_what_is_gone(cast: Cast, quarrel: Dispute) -> None:
    paper = DisputePaper.objects.get()
    destroyed(cast, quarrel)
    browser = browser_of(cast.secretary)
    shown = browser.get(reverse("disputes:dispute_detail", args=["bok-ses", str(quarrel)])).text
    assert "1 maart 2029 is de inhoud van dit geschil vernietigd" in shown and "Brief maken" not in shown
    assert "Tekst lezen" not in shown
    assert browser.get(reverse("disputes:paper_file", args=["bok-ses", str(quarrel), paper.pk])).status_code == 410
    found = dossiers(cast.secretary, cast.agreement, 2026, NOW)
    (record,) = found[key_of(quarrel)].records
    assert [each["title"] for each in json.loads(record.files[0].read())] == TITLES
    assert found[key_of(quarrel)].retention.ends_on == date(2027, 11, 12)
    assert found["oplossingen-2026"].records
    assert key_of(quarrel) not in dossiers(cast.representatives["Almelo"], cast.agreement, 2026, NOW)
    with pytest.raises(NotPossible):
        request_letter(dispute=quarrel, kind="notice", by=cast.secretary, now=NOW)


def held(cast: Cast) -> list[tuple[str, ...]]:
    """Why the dossiers past their term are kept."""
    return [each.held for each in expired(cast.agreement, NOW.date())]


def test_a_dispute_that_runs_is_on_no_list(cast: Cast, quarrel: Dispute) -> None:
    assert held(cast) == []
    closed(cast, quarrel)
    assert held(cast) == [()]


def test_a_dispute_that_belongs_to_it_and_runs_holds_it(cast: Cast, quarrel: Dispute) -> None:
    other = a_dispute(cast)
    people.link_disputes(dispute=closed(cast, quarrel), other=other, by=cast.secretary, now=NOW)
    assert held(cast) == [("Geschil 2026-02 hoort erbij en loopt nog.",)]
    assert "hoort erbij en loopt nog" in browser_of(cast.secretary).get(page("destruction_list")).text
    with pytest.raises(destroying.NothingExpired):
        destroying.propose_destruction(agreement=cast.agreement, keys=[key_of(quarrel)], by=cast.secretary, now=NOW)
    happens(cast, other, Kind.WITHDRAWAL, date(2026, 12, 1), text="Ingetrokken.")
    assert held(cast)[0] == ()


def test_costs_hold_it_until_they_are_paid(cast: Cast, quarrel: Dispute) -> None:
    happens(cast, quarrel, Kind.MEDIATOR, date(2026, 12, 10), text="Mediator", detail={"registered": True})
    cost = {"text": "Uren", "cents": 20_000}
    happens(cast, quarrel, Kind.COST, date(2026, 12, 15), **cost)
    happens(cast, quarrel, Kind.SOLUTION, date(2026, 12, 16), text="Klaar.")
    happens(cast, quarrel, Kind.ANNOUNCEMENT, date(2026, 12, 17))
    assert held(cast) == [("Niet alle kosten zijn gevorderd.",)]
    bill_costs(dispute=quarrel, by=cast.secretary, now=NOW)
    assert held(cast) == [("Een vordering wacht nog op haar factuur.",)]


def test_what_holds_it_since_the_list_was_made_stops_it(cast: Cast, quarrel: Dispute) -> None:
    made = destroying.propose_destruction(
        agreement=cast.agreement, keys=[key_of(closed(cast, quarrel))], by=cast.secretary, now=NOW
    )
    other = a_dispute(cast)
    people.link_disputes(dispute=quarrel, other=other, by=cast.secretary, now=NOW)
    with pytest.raises(StillHeld):
        destroying.approve_destruction(destruction=made, by=cast.administrator, now=NOW)
    assert DestroyedDossier.objects.get().destroyed_at is None


def refused(statement: str, *values: object) -> str:
    """What the database says."""
    with pytest.raises(IntegrityError) as found, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(found.value)


def test_the_database_lets_no_word_go_without_a_tombstone(cast: Cast, quarrel: Dispute) -> None:
    closed(cast, quarrel)
    assert "verandert niet" in refused("SELECT disputes_destroy(%s)", quarrel.pk)
    assert "verandert niet" in refused("UPDATE disputes_dispute SET subject = 'Vernietigd'")
    assert WORD in rows_of(quarrel)


def bury(cast: Cast, dispute: Dispute) -> None:
    """A tombstone by two persons."""
    grounds = Grounds("19.1.12", "Selectielijst 2020", ENDED, cast.secretary, cast.administrator)
    bury_dossier(agreement=cast.agreement, key=key_of(dispute), grounds=grounds, now=NOW)


def test_a_running_dispute_is_never_emptied(cast: Cast, quarrel: Dispute) -> None:
    bury(cast, quarrel)
    assert "niet afgesloten" in refused("SELECT disputes_destroy(%s)", quarrel.pk)


@pytest.mark.django_db(transaction=True)
def test_a_tombstone_opens_the_way_to_nothing_else(cast: Cast, quarrel: Dispute) -> None:
    """Not even the owner changes a word into another, a day, or deletes a row; and nothing is added any more."""
    bury(cast, closed(cast, quarrel))
    changes = (
        "UPDATE disputes_fact SET text = 'anders'",
        "UPDATE disputes_fact SET \"on\" = '2026-01-01'",
        'UPDATE disputes_fact SET detail = \'{"present": "anders"}\'',
        "UPDATE disputes_dispute SET subject = 'anders'",
        "UPDATE disputes_disputepaper SET sha256 = repeat('a', 64)",
        "UPDATE disputes_letter SET fingerprint = repeat('a', 64)",
        "UPDATE disputes_grant SET granted_at = now()",
        "DELETE FROM disputes_fact",
        "DELETE FROM disputes_disputepaper",
        "INSERT INTO disputes_grant (dispute_id, user_id, reason, granted_by_id, granted_at) "
        "SELECT dispute_id, granted_by_id, 'x', user_id, granted_at FROM disputes_grant",
    )
    with as_owner(connection.settings_dict) as owner:
        for change in changes:
            with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
                owner.execute(change)
        owner.execute("SELECT disputes_destroy(%s)", [quarrel.pk])
    assert WORD not in rows_of(quarrel)
