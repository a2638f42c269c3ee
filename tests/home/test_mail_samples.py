"""Mails bekijken: every kind that the code can send has a sample, in both forms, and one can be sent to oneself."""

import ast
import uuid
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from tests.cast import MORNING, Cast
from tests.core.test_letter import read, words
from twente.core.letter.writing import html_of
from twente.home.samples import grouped
from twente.outbox.models import Message
from twente.outbox.wording import MAILS

ROOT = Path(__file__).resolve().parents[2]
QUEUEING = {"queue_message", "message", "mail", "Message"}
PAGES = "/bok-ses/mailvoorbeelden/"
NO_MAIL = {"vote_result", "trial"}
"""Kinds of documents, and the sample itself."""


def kinds_in(path: Path) -> set[str]:
    """What a module gives as `kind` to the outbox: a word, or a constant of that module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    given = [
        keyword.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in QUEUEING
        for keyword in node.keywords
        if keyword.arg == "kind"
    ]
    found = {node.value for node in given if isinstance(node, ast.Constant)}
    return found | {named[node.id] for node in given if isinstance(node, ast.Name) and node.id in named}


def sent_kinds() -> set[str]:
    rooms = ("twente", "meetings", "votes", "finance", "disputes")
    return set().union(*(kinds_in(path) for room in rooms for path in (ROOT / room).rglob("*.py")))


@pytest.mark.django_db
def test_every_kind_that_can_be_sent_has_a_sample(cast: Cast) -> None:
    groups = grouped(cast.agreement, cast.secretary, MORNING)
    shown = {sample.kind for _, samples in groups for sample in samples}
    assert len(sent_kinds()) > 15
    assert sent_kinds() - NO_MAIL <= shown


def test_every_kind_that_can_be_sent_has_a_name_in_postvak_uit() -> None:
    assert sent_kinds() - {"vote_result"} <= set(MAILS)
    assert len(set(MAILS.values())) == len(MAILS)


@pytest.mark.django_db
def test_every_sample_says_the_same_in_both_forms(cast: Cast) -> None:
    samples = [sample for _, group in grouped(cast.agreement, cast.secretary, MORNING) for sample in group]
    assert len({sample.name for sample in samples}) == len(samples)
    for sample in samples:
        said = read(html_of(sample.subject, sample.body)).words
        both = words(f"Bestuurlijk overleg {sample.subject} {sample.body}")
        assert words(" ".join(said)) == both, sample.name
        assert "None" not in sample.body
        assert len(sample.subject) <= 100, sample.name


@pytest.fixture
def browser(cast: Cast):
    with time_machine.travel(MORNING, tick=False):
        browser = Client()
        browser.force_login(cast.secretary)
        yield browser


@pytest.mark.django_db
def test_a_trial_goes_once_to_who_asked_under_a_name_of_its_own(cast: Cast, browser: Client) -> None:
    key = uuid.uuid4()
    for _ in range(2):
        assert browser.post(f"{PAGES}agenda/", {"key": key}).status_code == 302
    (mail,) = Message.objects.all()
    assert (mail.recipient, mail.kind) == (cast.secretary.email, "trial")
    assert mail.subject.startswith("Proef: Bekijk de agenda")


@pytest.mark.django_db
def test_the_picture_of_a_mail_may_load_nothing_and_stands_only_in_our_own_page(browser: Client) -> None:
    page, picture = browser.get(f"{PAGES}agenda/"), browser.get(f"{PAGES}agenda/html/")
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert sorted(picture.headers["Content-Security-Policy"].split("; ")) == [
        *("default-src 'none'", "form-action 'none'", "frame-ancestors 'self'", "style-src 'unsafe-inline'")
    ]
    assert picture.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert browser.get(f"{PAGES}bestaat-niet/").status_code == 404


@pytest.mark.django_db
def test_who_has_no_address_is_told_so(cast: Cast, browser: Client) -> None:
    type(cast.secretary).objects.filter(pk=cast.secretary.pk).update(email="")
    answer = browser.post(f"{PAGES}agenda/", {"key": uuid.uuid4()})
    assert "geen mailadres" in answer.text
    assert not Message.objects.exists()
