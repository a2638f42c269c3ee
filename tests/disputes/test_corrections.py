"""Putting right what was recorded, letting a solution lapse, and the days that no correction walks around (BOK-13)."""

import uuid
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from disputes.models import Fact
from disputes.presenting.timeline import timeline
from disputes.rules.course import Phase
from disputes.rules.facts import Kind
from disputes.selectors.state import standing
from disputes.services.billing import bill_costs, unbilled
from disputes.services.recording import correct, event_of
from disputes.services.refusals import DayRefused, NotPossible
from finance.models import Claim, Invoice
from finance.services.claims import confirm_claim, withdraw_claim
from finance.services.crediting import ask_credit, confirm_credit
from tests.cast import START, Cast
from tests.disputes.stage import TODAY, a_dispute, at, happens, in_mediation, received
from tests.finance.conftest import books as books
from tests.finance.stage import NOW as IN_THE_BOOKS
from tests.finance.stage import Books
from twente.core import services as core
from twente.core.models import Role

pytestmark = pytest.mark.django_db


def put_right(cast: Cast, fact: Fact, now: datetime = TODAY, **changes: object) -> Fact:
    """The secretary corrects it."""
    fact.dispute.refresh_from_db()
    act = {"seen": fact.dispute.version, "key": uuid.uuid4(), "by": cast.secretary, "now": now}
    return correct(fact=fact, event=replace(event_of(fact), **changes), reason="Verkeerd overgenomen.", **act)


def test_a_solution_that_was_not_told_yet_is_put_right_or_lapses_and_the_dispute_goes_on(cast: Cast) -> None:
    dispute = a_dispute(cast)
    received(cast, dispute)
    happens(cast, dispute, Kind.SOLUTION, date(2026, 11, 10), text="Eens over 2 januari.")
    right = put_right(cast, dispute.facts.get(kind="solution"), text="Eens over 1 januari.")
    assert standing(dispute, TODAY.date()).of(Kind.SOLUTION) == [right]
    happens(cast, dispute, Kind.LAPSED, date(2026, 11, 12), text="Wierden trekt zich terug.")
    found = standing(dispute, TODAY.date())
    assert found.phase is Phase.CONSULTATION and not found.of(Kind.SOLUTION)
    with pytest.raises(NotPossible):
        happens(cast, dispute, Kind.ANNOUNCEMENT, date(2026, 11, 13), text="Klaar.")
    happens(cast, dispute, Kind.SOLUTION, date(2026, 11, 14), text="Toch eens.")
    happens(cast, dispute, Kind.WITHDRAWAL, date(2026, 11, 15), text="Melding ingetrokken.")
    assert standing(dispute, TODAY.date()).phase is Phase.CLOSED


def test_the_database_lets_only_a_standing_solution_lapse(cast: Cast) -> None:
    dispute = a_dispute(cast)
    received(cast, dispute)
    facts = {"kind": "lapsed", "text": "x", "reason": "x", "recorded_by": cast.secretary, "recorded_at": TODAY}

    def lapse(agreed: Fact) -> None:
        Fact.objects.create(dispute=dispute, replaces=agreed, on=TODAY.date(), form_key=uuid.uuid4(), **facts)

    with pytest.raises(IntegrityError, match="alleen een oplossing"), transaction.atomic():
        lapse(dispute.facts.first())
    happens(cast, dispute, Kind.SOLUTION, date(2026, 11, 10), text="Eens.")
    happens(cast, dispute, Kind.ANNOUNCEMENT, date(2026, 11, 12), text="Eens.")
    with pytest.raises(IntegrityError, match="afgesloten"), transaction.atomic():
        lapse(dispute.facts.get(kind="solution"))


def test_a_cost_is_put_right_until_it_is_claimed(cast: Cast) -> None:
    """Its shares are made again; what was asked of somebody stands."""
    dispute, later = a_dispute(cast), at(date(2026, 12, 20))
    in_mediation(cast, dispute)
    happens(cast, dispute, Kind.COST, date(2026, 12, 18), text="Nota", cents=1_000_000)
    right = put_right(cast, dispute.facts.get(kind="cost"), later, cents=100_000)
    assert [share.cents for share in right.shares.all()] == [50_000, 50_000]
    assert sum(share.cents for share in unbilled(dispute)) == 100_000
    bill_costs(dispute=dispute, by=cast.secretary, now=later)
    with pytest.raises(NotPossible, match="al gevorderd"):
        put_right(cast, right, later, cents=90_000)
    for asked in Claim.objects.all():
        withdraw_claim(asked=asked, by=cast.treasurer, now=later)
    assert put_right(cast, right, later, cents=90_000).cents == 90_000


def test_a_cost_is_put_right_once_its_invoices_are_credited_in_full(books: Books) -> None:
    cast, dispute = books.cast, a_dispute(books.cast)
    in_mediation(cast, dispute)
    happens(cast, dispute, Kind.COST, date(2026, 12, 18), text="Nota", cents=100_000)
    bill_costs(dispute=dispute, by=cast.secretary, now=IN_THE_BOOKS)
    cost = dispute.facts.get(kind="cost")
    one, two = (confirm_claim(asked=row, by=cast.treasurer, now=IN_THE_BOOKS) for row in Claim.objects.all())
    credit(books, one, 50_000)
    credit(books, two, 49_999)
    with pytest.raises(NotPossible, match="al gevorderd"):
        put_right(cast, cost, IN_THE_BOOKS, cents=10_000)
    credit(books, two, 1)
    assert [share.cents for share in put_right(cast, cost, IN_THE_BOOKS, cents=10_000).shares.all()] == [5_000, 5_000]


def credit(books: Books, invoice: Invoice, cents: int) -> None:
    """By two persons."""
    asked = ask_credit(invoice=invoice, cents=cents, reason="Verkeerd bedrag.", **books.acts)
    confirm_credit(asked=asked, by=books.cast.secretary, now=IN_THE_BOOKS)


def test_words_are_put_right_also_where_the_day_turned_out_too_early(cast: Cast) -> None:
    """A receipt was later than thought, so the mediator was asked two days too soon; the name can still be mended."""
    dispute, later = a_dispute(cast), at(date(2026, 12, 12))
    received(cast, dispute)
    happens(cast, dispute, Kind.MEDIATOR, date(2026, 12, 10), text="Mediatr", detail={"registered": False})
    put_right(cast, dispute.facts.get(kind="receipt", party=None), later, on=date(2026, 10, 30))
    right = put_right(cast, dispute.facts.get(kind="mediator"), later, text="Mediator", detail={"registered": True})
    assert (right.text, right.on) == ("Mediator", date(2026, 12, 10))


def test_a_day_that_had_to_wait_is_not_put_right_to_one_that_did_not(cast: Cast) -> None:
    """What it waited for may still be put right; the file then says that the day was too early."""
    dispute, end = a_dispute(cast), at(date(2027, 4, 1))
    in_mediation(cast, dispute)
    happens(cast, dispute, Kind.SUBMISSION, date(2027, 3, 18), party=cast.parties["Wierden"])
    with pytest.raises(NotPossible, match="18 maart 2027"):
        put_right(cast, dispute.facts.get(kind="submission"), end, on=date(2027, 3, 17))
    put_right(cast, dispute.facts.get(kind="mediation_start"), end, on=date(2027, 1, 5))
    rows = {row.title: row.text for row in timeline(standing(dispute, end.date()), moves=False)}
    assert "kon dat nog niet" in rows["Voorgelegd aan Gedeputeerde Staten"]


def test_a_chair_who_is_no_party_is_not_skipped(cast: Cast) -> None:
    """R13: Enschede has nothing to do with this dispute."""
    with pytest.raises(NotPossible, match="geen partij"):
        happens(cast, a_dispute(cast), Kind.CHAIR_SKIPPED, date(2026, 10, 28), text="Sneller.")


def test_a_deputy_chair_in_charge_whose_municipality_is_party_is_skipped(cast: Cast) -> None:
    """R13: who leads the attempt counts, not only who holds the office."""
    place = {"agreement": cast.agreement, "by": cast.secretary, "now": TODAY}
    role = {"user": cast.deputy_chair, "kind": Role.Kind.OFFICER, "party": cast.parties["Wierden"], "since": START}
    core.give_role(**place, **role)
    deputy = Role.objects.get(agreement=cast.agreement, kind=Role.Kind.DEPUTY_CHAIR)
    days = {"since": TODAY.date(), "until": date(2026, 12, 1)}
    core.put_in_charge(role=deputy, reason="ziek", by=cast.secretary, now=TODAY, **days)
    dispute = a_dispute(cast)
    happens(cast, dispute, Kind.CHAIR_SKIPPED, date(2026, 11, 20), text="Eigen gemeente.", now=TODAY)
    assert standing(dispute, TODAY.date()).phase is Phase.TO_MEDIATOR


def test_a_file_is_not_closed_before_the_decision(cast: Cast) -> None:
    dispute = a_dispute(cast)
    in_mediation(cast, dispute)
    happens(cast, dispute, Kind.SUBMISSION, date(2027, 3, 18), party=cast.parties["Wierden"])
    happens(cast, dispute, Kind.DECISION, date(2027, 6, 1), text="Ongegrond.")
    with pytest.raises(DayRefused):
        happens(cast, dispute, Kind.CLOSURE, date(2027, 5, 1), text="Klaar.", now=at(date(2027, 6, 2)))


def test_of_two_overrides_the_one_recorded_last_counts(cast: Cast) -> None:
    dispute = a_dispute(cast)
    received(cast, dispute)
    for on, last_day in ((date(2026, 11, 9), "2026-12-02"), (date(2026, 11, 2), "2026-12-04")):
        detail = {"step": "consultation", "last_day": last_day}
        happens(cast, dispute, Kind.OVERRIDE, on, text="Afgesproken.", detail=detail, now=TODAY)
    assert standing(dispute, TODAY.date()).course["consultation"].last_day == date(2026, 12, 4)
