"""What of a dispute leaves by mail, stands in the audit trail or in a title, and what the chair reads of it."""

from dataclasses import replace

import pytest

from disputes.selectors import access
from tests.permissions.aviary import SONGS, Aviary, leaks, named, visit
from tests.permissions.crawling import heard, words_of
from tests.permissions.dispute_canary import OUTSIDE
from tests.permissions.dispute_canary import SONGS as OF_DISPUTES
from twente.core.models import AuditEntry
from twente.documents.models import Document
from twente.outbox.models import Message

pytestmark = pytest.mark.usefixtures("today", "frame_once")
PAGES, DOCUMENTS = "/bok-ses/geschillen/", "/bok-ses/documenten/"


def test_the_chair_hears_all_but_why_somebody_else_reads_it(aviary: Aviary) -> None:
    """So that a round without a song proves something: here they sing."""
    missing = set(OF_DISPUTES) - {"geschilreden"} - OUTSIDE
    pages = [address for address in aviary.starts if address.startswith((PAGES, DOCUMENTS))]
    with visit(aviary.world, named("chair")) as browser:
        for address in pages:
            missing -= heard(words_of(browser.get(address, follow=True)), SONGS)
    assert not missing


def test_no_mail_tells_who_or_what(aviary: Aviary) -> None:
    """Mail is not encrypted: also to who may read the file."""
    mails = [f"{mail.subject}\n{mail.body}\n{mail.headers}" for mail in Message.objects.all()]
    about = [mail for mail in mails if f"/geschillen/{aviary.disputes.dispute}/" in mail]
    assert about
    assert not [mail for mail in about if "Borne" in mail or "Haaksbergen" in mail]


def test_no_audit_entry_and_no_title_of_a_document_holds_one(aviary: Aviary) -> None:
    assert not [row for row in AuditEntry.objects.all() if heard(str(row.detail), OF_DISPUTES)]
    assert not [row for row in Document.objects.all() if heard(row.title, OF_DISPUTES)]


def test_a_planted_leak_is_heard(aviary: Aviary, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one read that forgets to ask who reads, the round of an officer turns red."""
    monkeypatch.setattr(access, "by_office", lambda actor, act: access.EVERYBODY)
    here = f"{PAGES}{aviary.disputes.dispute}/"
    monkeypatch.setattr("tests.permissions.crawling.worth", lambda address: False)
    assert "geschilonderwerp" in leaks(replace(aviary, starts=frozenset({here})), named("officer"))[here]
