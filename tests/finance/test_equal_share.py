"""Costs that all parties share, in whichever run a party gets its part (UHO-7.4)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from finance.models import Invoice, InvoiceRun
from finance.services import runs
from finance.services.finalising import finalise_run
from finance.services.settings import record_issuer, record_profile, record_terms
from tests.finance.stage import ISSUER, PROFILE, TERMS
from tests.votes.answer_stage import Overleg, account, an_overleg
from twente.core import clock, services
from twente.core.models import Party, Role, User

NOW = datetime(2027, 2, 11, 9, 0, tzinfo=UTC)
ABOUT = {"contribution": "werkgeverschap", "year": 2026}
KIND = "transitievergoeding"


@pytest.fixture
def overleg(db: None) -> Overleg:
    """The fifteen parties about the environment desk, ready to be invoiced by a treasurer."""
    made = an_overleg("uh_omgevingsrecht")
    office: dict[str, Any] = {"kind": Role.Kind.TREASURER, "since": date(2024, 11, 1), "by": None, "now": NOW}
    services.give_role(agreement=made.agreement, user=account("financien"), **office)
    place: dict[str, Any] = {"agreement": made.agreement, "seen": 0, **acts()}
    record_issuer(details=ISSUER, **place)
    record_terms(details=TERMS | {"series": "UHO"}, **place)
    for party in Party.objects.filter(memberships__agreement=made.agreement):
        details = PROFILE | {"name": party.short_name, "city": "Almelo", "email": "facturen@voorbeeld.example"}
        record_profile(party=party, details=details, **place)
    return made


def acts() -> dict[str, Any]:
    """By the treasurer, now."""
    return {"by": User.objects.get(username="financien"), "now": NOW}


def with_cost(run: InvoiceRun, cents: int) -> None:
    """Somebody enters a cost."""
    details = runs.CostDetails(KIND, "Vertrek", cents, date(2026, 6, 1))
    runs.add_cost(run=run, details=details, seen=run.version, **acts())
    run.refresh_from_db()


def final(overleg: Overleg, run: InvoiceRun) -> list[Invoice]:
    """The secretary agreed."""
    runs.submit_run(run=run, checker=overleg.secretary, seen=run.version, **acts())
    runs.approve_run(run=run, seen=run.version, by=overleg.secretary, now=NOW)
    return finalise_run(run=run, **acts())


@pytest.fixture
def invoiced(overleg: Overleg) -> list[Invoice]:
    """150.000,00 over fifteen parties, of which Borne waits."""
    run = runs.start_run(agreement=overleg.agreement, **acts(), **ABOUT)
    with_cost(run, 15_000_000)
    borne, chosen = Party.objects.get(short_name="Borne"), {"left_out": "Later."}
    runs.choose(run=run, party=borne, chosen=chosen, seen=run.version, **acts())
    run.refresh_from_db()
    return final(overleg, run)


def test_party_of_a_later_run_bears_its_part_of_all_costs(overleg: Overleg, invoiced: list[Invoice]) -> None:
    """A fifteenth, as if it had been there; without entering the costs again."""
    assert {found.net_cents for found in invoiced} == {1_000_000} and len(invoiced) == 14
    later = runs.start_run(agreement=overleg.agreement, **acts(), **ABOUT)
    assert later.kind == InvoiceRun.Kind.LATER
    (made,) = final(overleg, later)
    assert (made.party.short_name, made.net_cents) == ("Borne", 1_000_000)
    assert made.lines.get().description.endswith("een gelijk deel van €\u00a0150.000,00 over 15 partijen")


def test_revision_divides_what_came_after(overleg: Overleg, invoiced: list[Invoice]) -> None:
    """1.500,00 more is 100,00 each; nobody gets back what was invoiced."""
    revision = runs.start_revision(agreement=overleg.agreement, **acts(), **ABOUT)
    with_cost(revision, 150_000)
    made = final(overleg, revision)
    assert {(found.kind, found.net_cents) for found in made} == {("invoice", 10_000)} and len(made) == 14


def test_costs_of_earlier_runs_are_shown_and_stay(
    overleg: Overleg, invoiced: list[Invoice], client: Client, settings: Settings
) -> None:
    """Who adds costs to a later run sees what it shares already, without a button to take it away."""
    settings.CLOCK_OFFSET += NOW - clock.now()
    later = runs.start_run(agreement=overleg.agreement, **acts(), **ABOUT)
    client.force_login(acts()["by"])
    text = client.get(reverse("finance:run_costs", args=[overleg.agreement.slug, later.pk])).text
    assert "Uit eerdere ronden van 2026" in text and "150.000,00" in text and "Weghalen" not in text
