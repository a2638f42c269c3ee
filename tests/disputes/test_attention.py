"""What the desk asks of whom: numbers, never who or what; and as many reads however many disputes."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from disputes.attention import rows
from disputes.rules.facts import Kind
from disputes.services.recording import correct, event_of
from disputes.services.refusals import DayRefused, NotPossible, NotThisDispute
from tests.cast import MORNING, START, Cast
from tests.disputes.conftest import SignIn
from tests.disputes.stage import a_dispute, at, happens, in_mediation, received
from twente.core import services as core
from twente.core.attention import Attention
from twente.core.models import Role, User
from twente.core.permissions import actor_for

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()


def desk(cast: Cast, user: User, on: date = TODAY) -> list[Attention]:
    return rows(actor_for(user, cast.agreement, on), at(on))


def test_the_chair_is_asked_for_the_consultation(cast: Cast) -> None:
    received(cast, a_dispute(cast))
    (row,) = desk(cast, cast.chair)
    assert row.title == "Geschil 2026-01: Overleg onder leiding van de voorzitter"
    assert row.due_on == date(2026, 11, 25)
    assert row.articles == ("13.3",)
    assert not [word for word in ("Wierden", "Rijssen", "peildatum") if word in row.title + row.sentence]
    assert not desk(cast, cast.representatives["Wierden"])
    assert not desk(cast, cast.representatives["Almelo"])


def test_the_secretary_records_receipts_and_later_asks_the_mediator(cast: Cast) -> None:
    dispute = a_dispute(cast)
    assert [row.action_label for row in desk(cast, cast.secretary)] == ["Ontvangst vastleggen"]
    received(cast, dispute)
    assert not desk(cast, cast.secretary)
    (row,) = desk(cast, cast.secretary, date(2026, 12, 10))
    assert "erkend mediator" in row.title


def test_both_parties_hear_that_gedeputeerde_staten_are_open(cast: Cast) -> None:
    in_mediation(cast, a_dispute(cast))
    for name, size in (("Wierden", 1), ("Rijssen-Holten", 1), ("Almelo", 0)):
        assert len(desk(cast, cast.representatives[name], date(2027, 3, 18))) == size


def test_the_desk_costs_the_same_reads_however_many_disputes(
    cast: Cast, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    actor = actor_for(cast.secretary, cast.agreement, TODAY)
    for _ in range(4):
        a_dispute(cast)
    with django_assert_max_num_queries(10):
        assert len(rows(actor, MORNING)) == 4


def test_a_deputy_whose_municipality_is_party_does_not_take_over(cast: Cast) -> None:
    """Both secretaries involved: the chair appoints somebody else."""
    dispute = a_dispute(cast)
    role = {"agreement": cast.agreement, "user": cast.deputy_secretary, "kind": Role.Kind.OFFICER, "since": START}
    core.give_role(**role, party=cast.parties["Wierden"], by=None, now=MORNING)
    with pytest.raises(NotPossible, match="wijst dan een ander aan"):
        happens(cast, dispute, Kind.SECRETARY, date(2026, 10, 27), text="x", person=cast.deputy_secretary)
    with pytest.raises(NotThisDispute):
        happens(cast, dispute, Kind.SECRETARY, date(2026, 10, 27), text="x", person=cast.officer)


def put_right(cast: Cast, kind: str, on: date) -> None:
    """Correct the only fact of a kind of the only dispute."""
    fact = cast.agreement.disputes.get().facts.filter(kind=kind).last()
    act = {"seen": fact.dispute.version, "key": uuid.uuid4(), "by": cast.secretary, "now": at(date(2027, 6, 1))}
    correct(fact=fact, event=replace(event_of(fact), on=on), reason="Verkeerd overgenomen.", **act)


def test_a_correction_keeps_the_order_of_the_steps(cast: Cast) -> None:
    dispute = a_dispute(cast)
    in_mediation(cast, dispute)
    with pytest.raises(DayRefused):
        put_right(cast, "mediator", date(2026, 12, 18))
    put_right(cast, "mediator", date(2026, 12, 12))
    happens(cast, dispute, Kind.WITHDRAWAL, TODAY + timedelta(days=90), text="Ingetrokken.")
    with pytest.raises(NotPossible):
        put_right(cast, "mediator", date(2026, 12, 11))


def test_once_the_chair_is_skipped_the_secretary_is_asked_for_the_mediator(cast: Cast) -> None:
    """R13: at once, also while nobody has received the notification."""
    dispute = a_dispute(cast, others=("Enschede",))
    happens(cast, dispute, Kind.CHAIR_SKIPPED, date(2026, 10, 28), text="De voorzitter is partij.")
    (row,) = desk(cast, cast.secretary, date(2026, 10, 28))
    assert "mediator" in row.title and "Kan meteen" in row.sentence


def test_a_secretary_whose_own_municipality_is_party_is_asked_to_hand_over(cast: Cast, signed_in: SignIn) -> None:
    """R14: also again once the deputy who was named has stopped; the page then offers it too."""
    role = {"agreement": cast.agreement, "user": cast.secretary, "kind": Role.Kind.OFFICER, "since": START}
    core.give_role(**role, party=cast.parties["Wierden"], by=None, now=MORNING)
    dispute = a_dispute(cast)
    received(cast, dispute)
    assert [row.action_label for row in desk(cast, cast.secretary)] == ["Waarnemer aanwijzen"]
    happens(cast, dispute, Kind.SECRETARY, date(2026, 11, 2), text="Eigen gemeente.", person=cast.deputy_secretary)
    assert not desk(cast, cast.secretary)
    Role.objects.filter(user=cast.deputy_secretary).update(valid_until=date(2026, 11, 10))
    core.give_role(**role | {"user": cast.officer, "kind": Role.Kind.DEPUTY_SECRETARY}, by=None, now=MORNING)
    (row,) = desk(cast, cast.secretary)
    shown = signed_in(cast.secretary).get(reverse("disputes:dispute_detail", args=["bok-ses", str(dispute)])).text
    assert row.url in shown and "in plaats van de secretaris" not in shown
