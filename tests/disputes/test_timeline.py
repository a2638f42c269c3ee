"""The timeline: what was done is ticked, what nobody needed is not (BOK-13.3, 13.4)."""

from datetime import date

import pytest

from disputes.models import Dispute
from disputes.presenting.timeline import NOT_TAKEN, NOW, Row, timeline
from disputes.rules.course import MEDIATION
from disputes.rules.facts import Kind
from disputes.selectors.state import standing
from tests.cast import Cast
from tests.disputes.stage import a_dispute, happens, in_mediation, received

pytestmark = pytest.mark.django_db
LATER = date(2027, 1, 15)


def mediation_term(dispute: Dispute) -> Row:
    """The row of the term after which a mediator is asked."""
    found = standing(dispute, LATER)
    label = found.course[MEDIATION].step.label
    return next(row for row in timeline(found, moves=False) if row.title.startswith(f"{label}: "))


def test_a_mediator_that_was_not_needed_gets_no_tick(cast: Cast) -> None:
    dispute = a_dispute(cast)
    received(cast, dispute)
    happens(cast, dispute, Kind.SOLUTION, date(2026, 11, 20), text="Samen opgelost.")
    row = mediation_term(dispute)
    assert (row.below, row.css) == (NOT_TAKEN, "")
    assert row.icon != "circle-check"


def test_a_mediator_that_was_asked_gets_one(cast: Cast) -> None:
    dispute = a_dispute(cast)
    in_mediation(cast, dispute)
    row = mediation_term(dispute)
    assert row.icon == "circle-check"
    assert row.below != NOT_TAKEN


def test_nothing_runs_in_a_dispute_that_is_over(cast: Cast) -> None:
    """Also when nobody wrote down who received the notification."""
    dispute = a_dispute(cast)
    happens(cast, dispute, Kind.SOLUTION, date(2026, 11, 10), text="Samen opgelost.")
    happens(cast, dispute, Kind.ANNOUNCEMENT, date(2026, 11, 12))
    rows = timeline(standing(dispute, LATER), moves=False)
    assert [row.title for row in rows if row.state == NOW or row.label] == []
    assert [row.below for row in rows if row.title == "Ontvangst"] == ["vastgelegd"]
