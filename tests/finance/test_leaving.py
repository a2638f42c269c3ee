"""The costs of leaving: real, established after consultation, all of them on who leaves (UHO-9, 10; BOK-15; F20)."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from finance.exit_archiving import exit_records
from finance.models import Claim, ExitCosts
from finance.selectors.leaving import still_owed
from finance.services import claims, leaving
from finance.services.leaving import CostDetails
from finance.services.settings import RateDetails, record_rate
from finance.termlist import rows
from meetings.models import Decision
from meetings.services import record_decision
from tests.cast import Cast
from tests.factories import MEETING_AT, an_open_meeting
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.permissions import actor_for
from twente.core.services import SamePerson
from twente.core.termlist import ListedTerm

TODAY = day_of(MEETING_AT)
SURVEY, SYSTEM = CostDetails("Onderzoek", 1_250_000, date(2026, 11, 2)), CostDetails("Afkoop", 399_999, TODAY)


@pytest.fixture
def consent(cast: Cast) -> Decision:
    """The overleg agrees with the consequences."""
    item = an_open_meeting(cast).items.get(position=1)
    facts: dict[str, Any] = {"by": cast.secretary, "now": MEETING_AT, "key": uuid.uuid4()}
    return record_decision(item=item, text="Instemmen met de gevolgen.", outcome="vastgesteld", **facts)


@pytest.fixture
def acts(cast: Cast) -> dict[str, Any]:
    """By the treasurer."""
    return {"by": cast.treasurer, "now": MEETING_AT}


@pytest.fixture
def about(cast: Cast, consent: Decision, acts: dict[str, Any]) -> ExitCosts:
    """Tubbergen leaves."""
    return leaving.start_leaving(agreement=cast.agreement, party=cast.parties["Tubbergen"], consent=consent, **acts)


def established(about: ExitCosts, acts: dict[str, Any]) -> Claim:
    """Two costs, after consultation."""
    for details in (SURVEY, SYSTEM):
        leaving.add_exit_cost(key=uuid.uuid4(), about=about, details=details, **acts)
    return leaving.establish(about=about, consulted_on=TODAY, consulted="Akkoord, brief van 1 december.", **acts)


def test_notice_runs_from_the_decision(about: ExitCosts, consent: Decision) -> None:
    """Twenty-four months after the consent (BOK-15.2)."""
    decided = day_of(consent.decided_at)
    assert about.ends_on == decided.replace(year=decided.year + 2)
    assert about.article == "15.1"


def test_notice_stands_in_the_term_list_of_who_may_see_departures(cast: Cast, about: ExitCosts) -> None:
    """Until its last day; the day after the party is out (BOK-15.2, R18)."""

    def seen(user: User, on: date) -> list[ListedTerm]:
        actor = actor_for(user, cast.agreement, on)
        return [row for row in rows(actor, MEETING_AT) if row.key.startswith("leaving:")]

    (term,) = seen(cast.secretary, about.ends_on)
    assert (term.day, term.article, term.reading) == (about.ends_on, "15.2", "R18")
    assert term.title == "Opzegtermijn van Tubbergen loopt af"
    assert not seen(cast.secretary, about.ends_on + timedelta(days=1))
    others = [cast.representatives["Tubbergen"], cast.chair, cast.officer, cast.clerk, cast.administrator]
    assert [user for user in others if seen(user, TODAY)] == []
    assert seen(cast.treasurer, TODAY)
    leaving.withdraw_leaving(about=about, by=cast.treasurer, now=MEETING_AT)
    assert not seen(cast.treasurer, TODAY)


def test_all_of_it_on_who_leaves(cast: Cast, about: ExitCosts, acts: dict[str, Any]) -> None:
    """Case F20: 12.500,00 and 3.999,99 make 16.499,99; a second person makes the invoice."""
    claim = established(about, acts)
    assert (claim.cents, claim.party) == (1_649_999, cast.parties["Tubbergen"])
    assert "2 kostenposten" in claim.explanation and "besluit 2026-1" in claim.explanation
    with pytest.raises(SamePerson):
        claims.confirm_claim(asked=claim, **acts)


def test_refused_before_it_is_established(about: ExitCosts, acts: dict[str, Any]) -> None:
    with pytest.raises(leaving.NotEstablished):
        leaving.ask(about=about, **acts)
    with pytest.raises(leaving.NoCosts):
        leaving.establish(about=about, consulted_on=TODAY, consulted="Akkoord.", **acts)
    leaving.add_exit_cost(key=uuid.uuid4(), about=about, details=SURVEY, **acts)
    with pytest.raises(leaving.FutureConsultation):
        leaving.establish(about=about, consulted_on=date(2027, 1, 1), consulted="Akkoord.", **acts)
    assert not Claim.objects.exists()


def test_established_costs_stand(about: ExitCosts, acts: dict[str, Any]) -> None:
    """In the services and in the database."""
    established(about, acts)
    for refused in (
        lambda: leaving.add_exit_cost(key=uuid.uuid4(), about=about, details=SURVEY, **acts),
        lambda: leaving.remove_exit_cost(line=about.lines.first(), **acts),
        lambda: leaving.withdraw_leaving(about=about, **acts),
    ):
        with pytest.raises(leaving.CostsEstablished):
            refused()
    with pytest.raises(IntegrityError, match="vastgestelde kosten"), transaction.atomic():
        about.lines.update(cents=1)
    with pytest.raises(IntegrityError, match="vastgestelde kosten"), transaction.atomic():
        ExitCosts.objects.update(ends_on=date(2030, 1, 1))


def test_same_claim_until_it_is_taken_back(about: ExitCosts, acts: dict[str, Any]) -> None:
    claim = established(about, acts)
    assert leaving.ask(about=about, **acts) == claim
    claims.withdraw_claim(asked=claim, **acts)
    assert leaving.ask(about=about, **acts) != claim


def test_once_per_party_and_decision(cast: Cast, about: ExitCosts, consent: Decision, acts: dict[str, Any]) -> None:
    facts: dict[str, Any] = {"agreement": cast.agreement, "party": about.party, "consent": consent, **acts}
    with pytest.raises(leaving.LeavingKnown):
        leaving.start_leaving(**facts)
    leaving.withdraw_leaving(about=about, **acts)
    assert leaving.start_leaving(**facts) != about


def test_what_stays_due_until_the_last_day(cast: Cast, about: ExitCosts, acts: dict[str, Any]) -> None:
    """BOK-15.2, 15.4: whole years, and a part of the last; unknown where no rate was decided."""
    details = RateDetails(925, "8d", "Besluit 2026-09", date(2026, 9, 16))
    place: dict[str, Any] = {"agreement": cast.agreement, "contribution": "bijdrage", "year": 2027, "seen": 0}
    record_rate(details=details, **place, **acts)
    owed = {row.year: row for row in still_owed(about, TODAY)}
    assert set(owed) == {2026, 2027, 2028}
    assert owed[2028].cents is None and owed[2027].article == "8d"


def test_established_costs_go_into_the_archive(cast: Cast, about: ExitCosts, acts: dict[str, Any]) -> None:
    """As data, in the year in which they were established; not while they are collected."""
    actor = actor_for(cast.treasurer, cast.agreement, TODAY)
    assert not list(exit_records(actor, TODAY.year, "alleen voor wie alle facturen leest"))
    established(about, acts)
    (record,) = exit_records(actor, TODAY.year, "alleen voor wie alle facturen leest")
    assert "16.499,99" in record.about and not list(exit_records(actor, TODAY.year + 1, ""))


@pytest.fixture
def signed_in() -> Iterator[Callable[[User], Client]]:
    """A browser in which this person is signed in, on the day of the meeting."""

    def sign_in(person: User) -> Client:
        browser = Client()
        browser.force_login(person)
        return browser

    with time_machine.travel(MEETING_AT, tick=False):
        yield sign_in


def page(name: str, *args: object) -> str:
    return reverse(f"finance:leaving_{name}", args=["bok-ses", *args])


def test_pages_from_decision_to_claim(cast: Cast, consent: Decision, signed_in: Callable[[User], Client]) -> None:
    """The secretary, who may read the decision before the minutes are signed."""
    secretary = signed_in(cast.secretary)
    response = secretary.post(page("list"), {"party": "GM0183", "consent": consent.pk})
    about = ExitCosts.objects.get()
    assert response.url == page("detail", about.pk)
    cost = {"description": "Onderzoek & advies", "cents": "12.500,00", "incurred_on": "2026-11-02"}
    cost["form_key"] = str(uuid.uuid4())
    assert secretary.post(page("detail", about.pk), cost).status_code == 302
    text = secretary.get(page("detail", about.pk)).text
    assert "Onderzoek &amp; advies" in text and "12.500,00" in text and "Kosten vaststellen" in text
    filled = {"consulted_on": TODAY.isoformat(), "consulted": "Akkoord."}
    done = secretary.post(page("establish", about.pk), filled, follow=True).text
    assert "Vordering bekijken" in done and "Toevoegen" not in done


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"cents": "0"}, "meer is dan nul"),
        ({"cents": "-1"}, "zonder minteken"),
        ({"cents": "1,000.00"}, "Schrijf duizendtallen"),
        ({"description": " "}, "Schrijf op welke kosten"),
        ({"incurred_on": "2099-01-01"}, "Deze dag ligt in de toekomst."),
        ({"incurred_on": "31-11-2026"}, "Vul een bestaande dag in"),
    ],
)
def test_cost_is_refused_with_what_to_do(
    cast: Cast, about: ExitCosts, signed_in: Callable[[User], Client], change: dict[str, str], sentence: str
) -> None:
    filled = {"description": "Onderzoek", "cents": "1,00", "incurred_on": "2026-11-02"} | change
    filled["form_key"] = str(uuid.uuid4())
    response = signed_in(cast.treasurer).post(page("detail", about.pk), filled)
    assert response.status_code == 422 and sentence in response.text
    assert not about.lines.exists()
