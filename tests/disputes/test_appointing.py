"""When secretary and deputies are all parties, the chair appoints another for this file, who signs its letters."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from disputes.attention import rows
from disputes.models import Dispute, Fact
from disputes.rules.facts import Kind
from disputes.rules.start import nobody_fits
from disputes.selectors import disputes_for
from disputes.selectors.access import MOVE
from disputes.selectors.people import serving_secretaries
from disputes.services.appointing import appoint_deputy
from disputes.services.letters import request_letter
from disputes.services.refusals import NotPossible, NotThisDispute
from disputes.tasks import LETTER_JOB as LETTER_JOB
from tests.cast import MORNING, START, Cast
from tests.disputes.conftest import SignIn
from tests.disputes.stage import a_dispute, happens
from tests.papers import work
from twente.core import services as core
from twente.core.models import AuditEntry, Role, User
from twente.core.permissions import actor_for
from twente.core.refusals import Forbidden, StaleVersion

TODAY = MORNING.date()


@pytest.mark.parametrize(
    ("secretary", "deputies", "nobody"),
    [
        ({"A"}, [{"B"}], True),
        ({"A"}, [], True),
        ({"A"}, [{"B"}, {"C"}], False),
        ({"A"}, [set()], False),
        ({"C"}, [{"A"}], False),
        (set(), [{"A"}], False),
    ],
)
def test_nobody_fits_only_when_all_are_parties(secretary: set[str], deputies: list[set[str]], nobody: bool) -> None:
    assert nobody_fits(secretary, deputies, {"A", "B"}) is nobody


@pytest.fixture
def dispute(cast: Cast) -> Dispute:
    """Between Hengelo, of the secretary, and Wierden, of the deputy."""
    for person, name in ((cast.secretary, "Hengelo"), (cast.deputy_secretary, "Wierden")):
        role = {"kind": Role.Kind.OFFICER, "party": cast.parties[name], "since": START, "by": None, "now": MORNING}
        core.give_role(agreement=cast.agreement, user=person, **role)
    return a_dispute(cast, "Wierden", ("Hengelo",))


def appoint(cast: Cast, dispute: Dispute, **change: Any) -> Fact:
    dispute.refresh_from_db()
    act = {"person": cast.officer, "reason": "Almelo is geen partij.", "seen": dispute.version, "key": uuid.uuid4()}
    return appoint_deputy(dispute=dispute, **act | {"by": cast.chair, "now": MORNING} | change)


def sees(cast: Cast, user: User, dispute: Dispute, act: str = "dispute_file") -> bool:
    return disputes_for(actor_for(user, cast.agreement, TODAY), act).filter(pk=dispute.pk).exists()


def page(dispute: Dispute, name: str = "deputy_appoint") -> str:
    return reverse(f"disputes:{name}", args=["bok-ses", str(dispute)])


@pytest.mark.django_db
def test_who_is_appointed_serves_in_this_file_alone(cast: Cast, dispute: Dispute) -> None:
    other = a_dispute(cast, "Hengelo", ("Wierden",))
    appoint(cast, dispute)
    assert serving_secretaries(dispute, TODAY) == [cast.officer]
    assert sees(cast, cast.officer, dispute, MOVE)
    assert not sees(cast, cast.officer, other)
    assert not sees(cast, cast.secretary, dispute)
    assert sees(cast, cast.secretary, other)
    happens(cast, dispute, Kind.RECEIPT, TODAY, by=cast.officer, now=MORNING)
    entry = AuditEntry.objects.filter(action="dispute_fact_recorded", by=cast.chair).get()
    assert entry.detail == {"kind": "secretary"}


@pytest.mark.django_db
def test_it_ends_when_the_role_ends(cast: Cast, dispute: Dispute) -> None:
    appoint(cast, dispute)
    Role.objects.filter(user=cast.officer).update(valid_until=TODAY - timedelta(days=1))
    assert not sees(cast, cast.officer, dispute)
    assert sees(cast, cast.secretary, dispute)


@pytest.mark.django_db
def test_what_is_refused(cast: Cast, dispute: Dispute) -> None:
    fit = a_dispute(cast)
    with pytest.raises(NotPossible):
        appoint(cast, fit)
    for by in (cast.secretary, cast.deputy_chair, cast.representatives["Wierden"]):
        with pytest.raises(Forbidden):
            appoint(cast, dispute, by=by)
    for person in (cast.deputy_secretary, cast.secretary, cast.outsider, cast.representatives["Almelo"], cast.clerk):
        with pytest.raises(NotThisDispute):
            appoint(cast, dispute, person=person)
    with pytest.raises(StaleVersion):
        appoint(cast, dispute, seen=99)
    key = uuid.uuid4()
    assert appoint(cast, dispute, key=key).pk == appoint(cast, dispute, key=key).pk
    with pytest.raises(NotPossible):
        appoint(cast, dispute)


@pytest.mark.django_db
def test_the_chair_is_asked_and_nobody_else(cast: Cast, dispute: Dispute, signed_in: SignIn) -> None:
    def asked(user: User) -> list[str]:
        return [row.title for row in rows(actor_for(user, cast.agreement, TODAY), MORNING)]

    title = "Geschil 2026-01: waarnemer aanwijzen"
    assert title in asked(cast.chair)
    assert title not in asked(cast.secretary) + asked(cast.representatives["Wierden"])
    assert page(dispute) in signed_in(cast.chair).get(page(dispute, "dispute_detail")).text
    assert page(dispute) not in signed_in(cast.secretary).get(page(dispute, "dispute_detail")).text
    appoint(cast, dispute)
    assert title not in asked(cast.chair)


@pytest.mark.django_db
def test_the_desk_of_the_chair_costs_the_same_reads_for_many(
    cast: Cast, dispute: Dispute, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    actor = actor_for(cast.chair, cast.agreement, TODAY)
    with django_assert_max_num_queries(30) as one:
        rows(actor, MORNING)
    for _ in range(3):
        a_dispute(cast, "Hengelo", ("Wierden",))
    with django_assert_max_num_queries(len(one)):
        assert len(rows(actor, MORNING)) == 4


def send(browser: Client, dispute: Dispute, **fields: Any) -> int:
    dispute.refresh_from_db()
    data = {"key": uuid.uuid4(), "version": dispute.version} | fields
    return browser.post(page(dispute), data).status_code


@pytest.mark.django_db
def test_the_page(cast: Cast, dispute: Dispute, signed_in: SignIn) -> None:
    browser, officer = signed_in(cast.chair), cast.officer.pk
    assert cast.officer.name in browser.get(page(dispute)).text
    for wrong in ({}, {"person": officer}, {"person": officer, "text": "  "}, {"person": "0", "text": "x"}):
        assert send(browser, dispute, **wrong) == 422
    assert send(browser, dispute, person=cast.deputy_secretary.pk, text="x") == 422
    assert send(browser, dispute, person=officer, text="x", version=77) == 409
    assert send(signed_in(cast.secretary), dispute, person=officer, text="x") == 403
    assert send(signed_in(cast.representatives["Almelo"]), dispute, person=officer, text="x") == 404
    assert not Fact.objects.exists()
    assert send(browser, dispute, person=officer, text="Almelo is geen partij.") == 302
    assert Fact.objects.get().person == cast.officer
    assert send(browser, dispute, person=officer, text="Nog eens.") == 409


@pytest.mark.django_db
def test_who_was_named_for_a_file_signs_its_letters_and_no_others(
    cast: Cast, dispute: Dispute, signed_in: SignIn
) -> None:
    appoint(cast, dispute)
    other = a_dispute(cast)
    letters = [
        request_letter(dispute=dispute, kind="notice", by=cast.officer, now=MORNING),
        request_letter(dispute=other, kind="notice", by=cast.secretary, now=MORNING),
    ]
    work()
    own, strange = (
        reverse("documents:sign", args=["bok-ses", (letter.refresh_from_db(), letter.document.public_id)[1]])
        for letter in letters
    )
    officer = signed_in(cast.officer)
    assert officer.get(own).status_code == 409, "the chair signs first"
    assert officer.get(strange).status_code == 403
    answer = signed_in(cast.chair).post(own, {"password": "", "agree": "on"})
    assert answer.status_code == 422
    for person in (cast.secretary, cast.deputy_secretary):
        assert signed_in(person).get(own).status_code in (403, 404)


@pytest.mark.django_db
def test_a_deputy_named_by_the_secretary_signs_without_being_in_charge(cast: Cast, signed_in: SignIn) -> None:
    dispute = a_dispute(cast, others=("Hengelo",))
    happens(cast, dispute, Kind.SECRETARY, TODAY, text="Eigen gemeente.", person=cast.deputy_secretary, now=MORNING)
    letter = request_letter(dispute=dispute, kind="notice", by=cast.deputy_secretary, now=MORNING)
    work()
    letter.refresh_from_db()
    sign = reverse("documents:sign", args=["bok-ses", letter.document.public_id])
    assert signed_in(cast.deputy_secretary).get(sign).status_code == 409
    assert signed_in(cast.secretary).get(sign).status_code == 404
    assert signed_in(cast.treasurer).get(sign).status_code == 403
