"""The 26 inputs that every form must survive, on the proposal form and the entry form (lists/bad_inputs.json)."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from tests.cast import Cast
from tests.factories import an_item
from tests.votes.stage import OPENED, TEXT, a_concept, an_open_vote
from tests.votes.table_of_inputs import GENERIC, Table, listed
from twente.core.models import Agreement, Role
from votes.models import Ballot, Proposal

TABLE = Table()
bad_input = TABLE.tries_input
FORM = "application/x-www-form-urlencoded"


@dataclass
class Form:
    """A form with a good answer, the text field that is tried, and what was stored from it."""

    address: str
    good: dict[str, Any]
    field: str
    limit: int
    stored: Callable[[], Any]
    lines: bool = False


@dataclass
class Stage:
    """The secretary behind the forms of the votes room."""

    cast: Cast
    browser: Client
    forms: list[Form]
    concept: Proposal
    vote: Proposal

    def send(self, form: Form, value: Any, browser: Client | None = None) -> HttpResponse:
        """Post the good answer with another text."""
        return (browser or self.browser).post(form.address, form.good | {form.field: value})

    def raw(self, form: Form, body: str) -> int:
        """Post these very bytes."""
        return self.browser.generic("POST", form.address, body, FORM).status_code


def page(name: str, *args: object) -> str:
    return reverse(f"votes:{name}", args=["bok-ses", *args])


def proposal_form(address: str, field: str, limit: int, **more: Any) -> Form:
    """The proposal form, tried at one of its text fields."""
    good = {"title": TEXT.title, "text": TEXT.text, "decision_kind": "gewoon", "financial": "nee"}
    good |= {"new_subject": "nee", "new_subject_reason": "Het staat in artikel 8."}
    good |= {"financial_reason": "Het gaat alleen over de inhoud.", "form_key": str(uuid.uuid4())}
    return Form(address, good, field, limit, lambda: getattr(Proposal.objects.latest("pk"), field), **more)


def entry_form(vote: Proposal, field: str) -> Form:
    """The entry form, tried at one of its text fields."""
    good = {"choice": "tegen", "key": str(uuid.uuid4()), "reason": "De telefoon is leeg.", "notice": "Mail, 10.44 uur."}
    address = page("ballot_enter", vote.pk, "GM0168")
    return Form(address, good, field, 200, lambda: getattr(Ballot.objects.latest("pk"), f"entry_{field}"))


@pytest.fixture
def stage(cast: Cast, time_machine: Any) -> Stage:
    """A meeting that runs, with an open vote and an item without a proposal."""
    vote, concept = an_open_vote(cast), a_concept(cast)
    time_machine.move_to(OPENED, tick=False)
    browser = Client()
    browser.force_login(cast.secretary)
    address = page("proposal_create", an_item(cast, vote.item.meeting, "Zonder voorstel").pk)
    forms = [
        proposal_form(address, "title", 200),
        proposal_form(address, "text", 10_000, lines=True),
        proposal_form(address, "financial_reason", 300),
        proposal_form(address, "new_subject_reason", 300),
        entry_form(vote, "reason"),
        entry_form(vote, "notice"),
    ]
    return Stage(cast, browser, forms, concept, vote)


@contextmanager
def undone() -> Iterator[None]:
    """Try one input and take everything back, so that each form starts from the same rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def rows() -> tuple[int, int]:
    """How many proposals and ballots there are."""
    return Proposal.objects.count(), Ballot.objects.count()


def refused_at_the_field(stage: Stage, value: str) -> None:
    """V: the form comes back with a Dutch message at the field, and nothing is stored."""
    before = rows()
    for form in stage.forms:
        answer = stage.send(form, value)
        assert (form.field, answer.status_code) == (form.field, 422)
        assert f'id="id_{form.field}_error"' in answer.text
        assert rows() == before


def stored_and_escaped(stage: Stage, value: str) -> None:
    """X: stored byte for byte, and never shown as anything but text."""
    for form in stage.forms:
        with undone():
            answer = stage.send(form, value)
            assert (form.field, answer.status_code) == (form.field, 302)
            assert form.stored() == value
            shown = stage.browser.get(answer["Location"]).text
            assert value == escape(value) or value not in shown
            if form.field in ("title", "text"):
                assert escape(value) in shown


@bad_input("empty", "V")
def try_empty(stage: Stage) -> None:
    refused_at_the_field(stage, "")


@bad_input("only spaces", "V")
def try_spaces(stage: Stage) -> None:
    refused_at_the_field(stage, "   ")


@bad_input("only U+200B zero-width space", "V")
def try_zero_width(stage: Stage) -> None:
    refused_at_the_field(stage, "\u200b\u200b")


@bad_input("NUL byte \\x00", "V")
def try_nul(stage: Stage) -> None:
    refused_at_the_field(stage, "a\x00b")


@bad_input("lone surrogate / invalid UTF-8 body", "400")
def try_invalid_utf8(stage: Stage) -> None:
    for form in stage.forms:
        assert stage.raw(form, f"{form.field}=%ed%a0%80") == 400
        assert stage.raw(form, f"{form.field}=%ff%fe") == 400


@bad_input("10,001 characters in a 10,000 field", "V")
def try_one_too_many(stage: Stage) -> None:
    for form in stage.forms:
        with undone():
            assert stage.send(form, "x" * (form.limit + 1)).status_code == 422
            assert stage.send(form, "x" * form.limit).status_code == 302


@bad_input("1 MB in one field", "413")
def try_a_megabyte(stage: Stage) -> None:
    for form in stage.forms:
        assert stage.raw(form, f"{form.field}={'x' * 1_000_000}") == 413


@bad_input("<script>alert(1)</script>", "X")
def try_script(stage: Stage) -> None:
    stored_and_escaped(stage, "<script>alert(1)</script>")


@bad_input('"><img src=x onerror=1>', "X")
def try_image(stage: Stage) -> None:
    stored_and_escaped(stage, '"><img src=x onerror=1>')


@bad_input("{{ 7*7 }} and {% load %}", "X")
def try_template(stage: Stage) -> None:
    stored_and_escaped(stage, "{{ 7*7 }} and {% load %}")


@bad_input("'; drop table x; --", "X")
def try_sql(stage: Stage) -> None:
    stored_and_escaped(stage, "'; drop table x; --")


@bad_input('=HYPERLINK("x") (must be quoted in CSV/XLSX export)', "X")
def try_formula(stage: Stage) -> None:
    stored_and_escaped(stage, '=HYPERLINK("x")')


@bad_input("right-to-left override U+202E", "V")
def try_right_to_left(stage: Stage) -> None:
    refused_at_the_field(stage, "a\u202eb")


@bad_input("emoji and combining marks (e + U+0301 equals é)", "N")
def try_combining(stage: Stage) -> None:
    for form in stage.forms:
        with undone():
            assert stage.send(form, "Cafe\u0301 👍🏽").status_code == 302
            assert form.stored() == "Café 👍🏽"


@bad_input("CR LF in a one-line field (header injection)", "V")
def try_line_break(stage: Stage) -> None:
    for form in stage.forms:
        with undone():
            answer = stage.send(form, "Regel\r\nBcc: x@voorbeeld.example")
            assert (form.field, answer.status_code) == (form.field, 302 if form.lines else 422)


@bad_input("../../etc/passwd as a name", "X")
def try_path(stage: Stage) -> None:
    stored_and_escaped(stage, "../../etc/passwd")


@bad_input("file:///etc/passwd or http://127.0.0.1/ in text that goes to PDF (no fetch)", "X")
def try_local_address(stage: Stage) -> None:
    stored_and_escaped(stage, "file:///etc/passwd http://127.0.0.1/")


@bad_input("unknown extra field in POST (status=adopted)", "N ignored")
def try_extra_fields(stage: Stage) -> None:
    extra = {"state": "closed", "status": "adopted", "round": "9", "cast_by": "1", "seq": "9"}
    for form in stage.forms:
        with undone():
            form.good |= extra
            assert stage.send(form, "Gewoon").status_code == 302
            assert Proposal.objects.latest("pk").state == Proposal.State.CONCEPT
            assert not Proposal.objects.filter(round=9).exists()
            assert not Ballot.objects.exclude(seq=1, cast_by=stage.cast.secretary).exists()


@bad_input("same field twice in POST", "400 unless the field takes several values")
def try_same_field_twice(stage: Stage) -> None:
    before = rows()
    for form in stage.forms:
        assert stage.send(form, ["a", "b"]).status_code == 400
    assert rows() == before


@bad_input("GET on a POST-only URL", "405")
def try_get(stage: Stage) -> None:
    for name in ("proposal_ready", "result_establish"):
        assert stage.browser.get(page(name, stage.concept.pk)).status_code == 405


@bad_input("POST without CSRF token", "403")
def try_without_token(stage: Stage) -> None:
    browser, before = Client(enforce_csrf_checks=True), rows()
    browser.force_login(stage.cast.secretary)
    for form in stage.forms:
        answer = stage.send(form, "Gewoon", browser)
        assert answer.status_code == 403
        assert "vernieuw de pagina" in answer.text
    assert rows() == before


@bad_input("id 0, -1, 99999999999999999999", "404")
def try_absurd_ids(stage: Stage) -> None:
    for number in ("0", "-1", "99999999999999999999"):
        for address in (f"stemmingen/{number}/", f"punten/{number}/stemming/nieuw/", f"stemmingen/{number}/sluiten/"):
            assert stage.browser.get(f"/bok-ses/{address}").status_code == 404
        assert stage.browser.get(page("ballot_enter", stage.vote.pk, number)).status_code == 404


@bad_input("id of another municipality's object", "404")
def try_foreign_ids(stage: Stage) -> None:
    """Another agreement's vote, also for who has the same role there; and another party's ballot."""
    other = Agreement.objects.create(slug="elders", rulebook="elders", name="Elders", short_name="Elders")
    Role.objects.create(agreement=other, user=stage.cast.secretary, kind="secretary", valid_from=OPENED.date())
    for address in (f"stemmingen/{stage.vote.pk}/", f"punten/{stage.vote.item_id}/stemming/nieuw/"):
        assert stage.browser.get(f"/bok-ses/{address}").status_code == 200
        assert stage.browser.get(f"/elders/{address}").status_code == 404
    almelo = Client()
    almelo.force_login(stage.cast.representatives["Almelo"])
    assert almelo.get(page("ballot_cast", stage.vote.pk, "GM0147")).status_code == 404


@bad_input("stale version number", "409")
def try_stale_version(stage: Stage) -> None:
    form = stage.forms[0]
    form.address, form.good["version"] = page("proposal_edit", stage.concept.pk), stage.concept.version + 1
    answer = stage.send(form, "Mijn titel")
    assert answer.status_code == 409
    assert "Mijn titel" in answer.text
    stage.concept.refresh_from_db()
    assert stage.concept.title == TEXT.title


@bad_input("form sent twice within 100 ms", "one stored, second shows the first result")
def try_sent_twice(stage: Stage) -> None:
    for form in stage.forms:
        with undone():
            first = stage.send(form, "Gewoon")
            after = rows()
            second = stage.send(form, "Gewoon")
            assert first["Location"] == second["Location"]
            assert rows() == after


@bad_input("session expired while typing", "302 login, text kept and offered back")
def try_expired_session(stage: Stage) -> None:
    """The browser keeps what was typed in a form marked `data-bewaar`, and offers it on the same address."""
    before = rows()
    for form in stage.forms:
        answer = stage.send(form, "Gewoon", Client())
        assert answer.status_code == 302
        assert answer["Location"] == f"{reverse('account_login')}?next={form.address}"
    assert rows() == before
    assert "data-bewaar=" in stage.browser.get(stage.forms[0].address).text


@pytest.mark.parametrize("text", TABLE.tries)
def test_answer_to(text: str, stage: Stage) -> None:
    TABLE.try_input(text, stage)


def test_every_generic_input_of_the_list_is_here() -> None:
    assert TABLE.answers == listed(GENERIC)
