"""Inhabitants that cannot be, and counts on the edge, through the whole product (lists/bad_inputs.json)."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests.cast import MORNING, START
from tests.partnership.test_services import statline_file
from tests.votes.stage import a_ready_proposal, an_open_vote, cast_vote
from tests.votes.table_of_inputs import Table
from tests.votes.trying import Stage, closed_now, page
from tests.votes.trying import stage as stage
from twente.core import services as core
from twente.core.models import Party, PopulationSet
from twente.partnership.models import UploadedYear
from votes.models import Proposal, Seat
from votes.services.preparing import ProposalText

TABLE = Table()
bad_input = TABLE.tries_input


def refused_at_set_up(stage: Stage, inhabitants: str) -> None:
    """The file is shown with its objection, and cannot be put forward."""
    file = SimpleUploadedFile("cbs.csv", statline_file(stage.cast, wrong=inhabitants))
    browser = stage.browser(stage.cast.treasurer)
    address = reverse("partnership:population_upload", args=["bok-ses"])
    answer = browser.post(address, {"file": file}, follow=True)
    assert answer.status_code in (200, 422)
    assert "Het inwonertal van Almelo" in answer.text
    assert not UploadedYear.objects.filter(ready=True).exists()


@bad_input("weight 0 municipality", "V at set-up")
def try_weight_zero(stage: Stage) -> None:
    refused_at_set_up(stage, "0")


@bad_input("weight negative", "V")
def try_weight_negative(stage: Stage) -> None:
    refused_at_set_up(stage, "-5")


@bad_input("weight 1e9", "V")
def try_weight_with_exponent(stage: Stage) -> None:
    refused_at_set_up(stage, "1e9")


@bad_input("weight 12.345,6", "V")
def try_weight_with_decimals(stage: Stage) -> None:
    refused_at_set_up(stage, "12.345,6")


@bad_input("inhabitants missing for one party on opening", "409 may not open")
def try_inhabitants_missing(stage: Stage) -> None:
    proposal = a_ready_proposal(stage.cast)
    newcomer = Party.objects.create(
        code="GM9999", kind="gemeente", short_name="Nieuwland", official_name="x", contract_party="x", position=15
    )
    core.admit_party(agreement=stage.cast.agreement, party=newcomer, since=START, by=None, now=MORNING)
    answer = stage.browser(stage.cast.chair).post(page("vote_open", proposal.pk), {"earlier_figures": "on"})
    assert answer.status_code == 409
    assert "Het inwonertal ontbreekt van Nieuwland" in answer.text
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.READY


def counted(stage: Stage, inhabitants: dict[str, int]) -> PopulationSet:
    """Confirmed figures of 2026: 20,000 for every party but these."""
    figures = {party: inhabitants.get(name, 20_000) for name, party in stage.cast.parties.items()}
    proposed = core.propose_population(
        reference_date=date(2026, 1, 1),
        status=PopulationSet.Status.FINAL,
        source="CBS StatLine",
        figures=figures,
        by=stage.cast.treasurer,
        now=MORNING,
    )
    return core.confirm_population(population=proposed, by=stage.cast.secretary, now=MORNING)


@bad_input("inhabitants changed while open", "409, snapshot counts")
def try_inhabitants_changed(stage: Stage) -> None:
    proposal = an_open_vote(stage.cast)
    cast_vote(stage.cast, proposal, "Borne", "voor")
    counted(stage, {"Borne": 1_000_000})
    with pytest.raises(DatabaseError), transaction.atomic():
        Seat.objects.filter(proposal=proposal).update(inhabitants=1)
    assert closed_now(stage, proposal).result["tally"]["inhabitants_for"] == 24_741


def outcome(stage: Stage, *, in_favour: int, against: int, blank: int = 0, kind: str = "gewoon", **more: int) -> dict:
    """The result of a vote in which the first parties are for, the next against, the next blank; all may vote.

    Every party has 20,000 inhabitants but those of `more`.
    """
    counted(stage, {name.replace("_", "-"): count for name, count in more.items()})
    text = ProposalText("Bijdrage", "De bijdrage vaststellen.", kind, True, "Het gaat over de bijdrage.")
    proposal = an_open_vote(stage.cast, text=text, present=tuple(stage.cast.parties))
    choices = ["voor"] * in_favour + ["tegen"] * against + ["blanco"] * blank
    for name, choice in zip(stage.cast.parties, choices, strict=False):
        cast_vote(stage.cast, proposal, name, choice)
    return dict(closed_now(stage, proposal).result)


def failed_tests(result: dict) -> set[str]:
    """Codes of the tests that were not passed."""
    return {test["code"] for test in result["tests"] if not test["passed"]}


@bad_input("sum of weights exactly half (art. 12.3 'minimaal de helft')", "passes the weight test")
def try_exactly_half(stage: Stage) -> None:
    """BOK-12.3, R4: seven of fourteen equal parties."""
    result = outcome(stage, in_favour=7, against=6, blank=1)
    assert result["tally"]["inhabitants_for"] * 2 == result["tally"]["inhabitants_total"]
    assert result["adopted"]


@bad_input("half minus one inhabitant", "fails")
def try_half_minus_one(stage: Stage) -> None:
    """BOK-12.3: one inhabitant of Almelo moved to Wierden."""
    result = outcome(stage, in_favour=7, against=6, blank=1, Almelo=19_999, Wierden=20_001)
    assert failed_tests(result) == {"INWONERS_NIET_GEHAALD"}
    assert not result["adopted"]


@bad_input("tie 7-7", "rejected, not adopted")
def try_tie(stage: Stage) -> None:
    result = outcome(stage, in_favour=7, against=7)
    assert failed_tests(result) == {"KOPPEN_NIET_GEHAALD"}
    assert not result["adopted"]


@bad_input("all abstain", "not adopted")
def try_all_abstain(stage: Stage) -> None:
    result = outcome(stage, in_favour=0, against=0, blank=14)
    assert result["tally"]["blank"] == 14
    assert not result["adopted"]


@bad_input("0 votes at closing", "not adopted")
def try_no_votes(stage: Stage) -> None:
    assert not outcome(stage, in_favour=0, against=0)["adopted"]


@bad_input("13 of 14 for a unanimous item", "not adopted")
def try_thirteen_of_fourteen(stage: Stage) -> None:
    """BOK-2.2: a change of purpose that costs money asks every party (R7)."""
    assert not outcome(stage, in_favour=13, against=1, kind="doelwijziging_met_kosten")["adopted"]
    assert outcome(stage, in_favour=14, against=0, kind="doelwijziging_met_kosten")["adopted"]


@pytest.mark.parametrize("text", TABLE.tries)
def test_answer_to(text: str, stage: Stage) -> None:
    TABLE.try_input(text, stage)
