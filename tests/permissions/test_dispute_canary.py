"""A dispute is found by nobody without right: every address as every role, the search, the mails, wrong forms."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client

from disputes.selectors import access
from tests.permissions.conftest import then
from tests.permissions.dispute_canary import CARRIERS, OUTSIDE, DisputeNest, hatch_disputes, heard, looks, posts
from tests.permissions.matrix import expected
from tests.permissions.world import VISITORS, Visitor
from tests.standing import scene
from twente.core.models import AuditEntry
from twente.documents.models import Document
from twente.outbox.models import Message

dispute_nest = scene("dispute_nest", then(hatch_disputes))
RIGHT = expected()["dispute_file"]
pytestmark = pytest.mark.usefixtures("today", "frame_once")


def has_right(visitor: Visitor) -> bool:
    """What the matrix says of who is no party; nobody of the visitors has a grant."""
    how = RIGHT.get(visitor.role)
    return how == "yes" or (how == "acting" and visitor.acting)


without_right = pytest.mark.parametrize(
    "visitor", [visitor for visitor in VISITORS if not has_right(visitor)], ids=lambda visitor: visitor.name
)


@contextmanager
def visit(nest: DisputeNest, visitor: Visitor) -> Iterator[Client]:
    """A browser of this visitor; what the visit changed is taken back."""
    with transaction.atomic():
        visitor.prepare(nest.world)
        browser = Client()
        if user := visitor.user(nest.world):
            browser.force_login(user)
        yield browser
        transaction.set_rollback(True)


def heard_by(nest: DisputeNest, visitor: Visitor) -> dict[str, set[str]]:
    with visit(nest, visitor) as browser:
        return {address: songs for address, words in looks(browser, nest) if (songs := heard(words))}


def named(name: str) -> Visitor:
    return next(one for one in VISITORS if one.name == name)


@without_right
def test_nobody_without_right_hears_a_canary(dispute_nest: DisputeNest, visitor: Visitor) -> None:
    leaks = [f"{address}: {sorted(songs)}" for address, songs in heard_by(dispute_nest, visitor).items()]
    assert not leaks, "\n".join(leaks)


@without_right
def test_no_wrong_form_gets_one_back(dispute_nest: DisputeNest, visitor: Visitor) -> None:
    with visit(dispute_nest, visitor) as browser:
        leaks = [address for address, _, words in posts(browser, dispute_nest) if heard(words)]
    assert not leaks


def test_who_has_right_hears_them_all(dispute_nest: DisputeNest) -> None:
    """So that the tests above cannot pass because nothing was planted."""
    assert set().union(*heard_by(dispute_nest, named("secretary")).values()) == set(CARRIERS)
    assert set().union(*heard_by(dispute_nest, named("chair")).values()) >= set(CARRIERS) - {"reden"} - OUTSIDE


def test_no_mail_holds_one_nor_who_or_what(dispute_nest: DisputeNest) -> None:
    """Mail is not encrypted: also to who may read the file."""
    mails = [f"{mail.subject}\n{mail.body}\n{mail.headers}" for mail in Message.objects.all()]
    assert not [mail for mail in mails if heard(mail)]
    about = [mail for mail in mails if f"/geschillen/{dispute_nest.dispute}/" in mail]
    assert about
    assert not [mail for mail in about if "Borne" in mail or "Haaksbergen" in mail]


def test_no_audit_entry_and_no_title_of_a_document_holds_one(dispute_nest: DisputeNest) -> None:
    assert not [row for row in AuditEntry.objects.all() if heard(str(row.detail))]
    assert not [row for row in Document.objects.all() if heard(row.title)]


def test_a_planted_leak_is_heard(dispute_nest: DisputeNest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one read that forgets to ask who reads, the round of an officer turns red."""
    monkeypatch.setattr(access, "by_office", lambda actor, act: access.EVERYBODY)
    here = f"/bok-ses/geschillen/{dispute_nest.dispute}/"
    monkeypatch.setattr("tests.permissions.dispute_canary.everywhere", lambda nest: [here])
    assert "onderwerp" in heard_by(dispute_nest, named("officer"))[here]
