"""Open points of the text as the overleg adopted them: a dispute follows those of the day it was filed (BOK-18)."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from disputes.attention import rows
from disputes.models import Dispute
from disputes.presenting.files import chair_said, secretary_said
from disputes.rules import course
from disputes.rules.facts import Kind
from disputes.rules.start import Finding
from disputes.selectors.state import standing
from disputes.services.refusals import NotPossible, NotShared
from disputes.wording.course import sentence
from tests.cast import MORNING, START, Cast
from tests.disputes.conftest import SignIn
from tests.disputes.stage import FILED, TODAY, a_dispute, at, happens, in_mediation, received
from tests.disputes.test_rules import OTHER, known, terms
from twente.core import services as core
from twente.core.models import Role
from twente.core.permissions import actor_for

pytestmark = pytest.mark.django_db


def adopted(cast: Cast, reading: str, value: str) -> None:
    """By the chair, confirmed by the secretary, before the dispute."""
    about = {"agreement": cast.agreement, "reading": reading, "value": value, "decision": "Besluit 2026-09"}
    on = FILED.date() - timedelta(days=20)
    core.adopt_reading(**about, adopted_on=on, asked_by=cast.chair, confirmed_by=cast.secretary, now=FILED)


def mediation(dispute: Dispute) -> course.Deadline:
    return standing(dispute, TODAY.date()).course[course.MEDIATION]


def test_six_weeks_after_the_four(cast: Cast) -> None:
    """R11: from 25 November on, where the chair's four weeks end."""
    adopted(cast, "R11", "zes_na_vier")
    dispute = a_dispute(cast)
    assert "voor het overleg voorbij is" in sentence(mediation(dispute))
    received(cast, dispute)
    row = mediation(dispute)
    assert (row.last_day, row.opens_on) == (date(2027, 1, 6), date(2027, 1, 7))
    assert "na de termijn voor het overleg op 25 november 2026" in sentence(row)
    with pytest.raises(NotPossible):
        happens(cast, dispute, Kind.MEDIATOR, date(2027, 1, 6), text="M")


def test_six_weeks_from_the_first_conversation(cast: Cast) -> None:
    """R11: where nobody will talk, or not in time, they run from the latest receipt: a mediator can be asked."""
    adopted(cast, "R11", "zes_vanaf_overleg")
    dispute = a_dispute(cast)
    received(cast, dispute)
    assert mediation(dispute).opens_on == date(2026, 12, 10)
    for day in (date(2026, 11, 3), date(2026, 11, 12)):
        happens(cast, dispute, Kind.CONVERSATION, day, text="x", detail={"present": "allen"})
    assert mediation(dispute).last_day == date(2026, 12, 15)
    assert "het begin van het overleg op 3 november 2026" in sentence(mediation(dispute))
    late = a_dispute(cast)
    received(cast, late)
    happens(cast, late, Kind.CONVERSATION, date(2026, 11, 26), text="x", detail={"present": "allen"})
    assert mediation(late).opens_on == date(2026, 12, 10)


def test_a_later_reading_changes_nothing_in_a_dispute_that_was_filed(cast: Cast) -> None:
    dispute = a_dispute(cast)
    adopted(cast, "R11", "zes_na_vier")
    received(cast, dispute)
    assert mediation(dispute).opens_on == date(2026, 12, 10)


def test_the_chair_tries_also_when_the_own_municipality_is_party(cast: Cast) -> None:
    """R13: nee."""
    adopted(cast, "R13", "nee")
    dispute = a_dispute(cast, others=("Enschede",))
    assert set(chair_said(standing(dispute, TODAY.date()), Finding.INVOLVED, "Enschede")) == {"text"}
    with pytest.raises(NotPossible, match="R13"):
        happens(cast, dispute, Kind.CHAIR_SKIPPED, date(2026, 10, 28), text="Partij.")


def test_the_secretary_serves_also_when_the_own_municipality_is_party(cast: Cast) -> None:
    """R14: nee. Nobody is asked to name a deputy."""
    adopted(cast, "R14", "nee")
    role = {"agreement": cast.agreement, "user": cast.secretary, "kind": Role.Kind.OFFICER, "since": START}
    core.give_role(**role, party=cast.parties["Wierden"], by=None, now=MORNING)
    dispute = a_dispute(cast)
    assert set(secretary_said(standing(dispute, TODAY.date()), Finding.INVOLVED, "Wierden")) == {"text"}
    for user in (cast.secretary, cast.chair):
        asked = rows(actor_for(user, cast.agreement, TODAY.date()), at(TODAY.date()))
        assert "Waarnemer aanwijzen" not in [row.action_label for row in asked]


def test_an_agreement_that_leaves_nothing_open_cites_no_reading() -> None:
    """UHO-14: the same steps without readings."""
    waiting = terms(OTHER, known().received(7, None))  # type: ignore[arg-type]
    assert "lezing" not in " ".join(sentence(row) for row in waiting.values())


def test_the_parties_agree_who_pays_what(cast: Cast, signed_in: SignIn) -> None:
    """R21: the form asks each part; together they are the whole, or nothing is written."""
    adopted(cast, "R21", "afspraak")
    dispute = a_dispute(cast)
    in_mediation(cast, dispute)
    one, two = (row.party for row in dispute.involved.all())
    page = reverse("disputes:fact_record", args=["bok-ses", str(dispute), "kosten"])
    with time_machine.travel(at(date(2026, 12, 20)), tick=False):
        browser = signed_in(cast.secretary)
        shown = browser.get(page).text
        assert f"Deel van {one}" in shown and f"Deel van {two}" in shown
        dispute.refresh_from_db()
        data = {"on": "2026-12-18", "amount": "1.000,00", "text": "Nota", "version": str(dispute.version)}
        data |= {"key": str(uuid.uuid4()), f"deel_{one.code}": "900,00"}
        wrong = browser.post(page, data | {f"deel_{two.code}": "50,00"})
        assert wrong.status_code == 422 and "samen € 950,00" in wrong.text.replace("\u00a0", " ")
        assert not dispute.facts.filter(kind="cost").exists()
        assert browser.post(page, data | {f"deel_{two.code}": "100,00"}).status_code == 302
        cost = dispute.facts.get(kind="cost")
        assert {share.party: share.cents for share in cost.shares.all()} == {one: 90_000, two: 10_000}
        right = reverse("disputes:fact_correct", args=["bok-ses", str(dispute), cost.pk])
        assert "900,00" in browser.get(right).text
        dispute.refresh_from_db()
        data |= {"version": str(dispute.version), "key": str(uuid.uuid4()), "reason": "Anders afgesproken"}
        data |= {f"deel_{one.code}": "500,00", f"deel_{two.code}": "500,00"}
        assert browser.post(right, data).status_code == 302
    assert [share.cents for share in dispute.facts.get(replaces=cost).shares.all()] == [50_000, 50_000]
    with pytest.raises(NotShared):
        happens(cast, dispute, Kind.COST, date(2026, 12, 18), text="Nota", cents=100)
