"""Closing and establishing: what is kept, who hears it, and what the database refuses afterwards (BOK-12, 10, 18)."""

import uuid
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from meetings.models import AgendaItem
from tests.cast import INHABITANTS, Cast
from tests.factories import OTHER
from tests.votes.stage import (
    CLOSED,
    DRAWN,
    OPENED,
    TEXT,
    VOTED,
    a_closed_vote,
    a_ready_proposal,
    an_open_vote,
    cast_vote,
)
from twente.core.services import adopt_reading
from twente.outbox.models import Message
from votes import chain, counting, services
from votes.models import Ballot, Proposal, Seat

pytestmark = pytest.mark.django_db
ADMISSION = replace(TEXT, title="Toelaten van het onderwerp sport", decision_kind="ander_onderwerp")
EVERYBODY = dict.fromkeys(INHABITANTS, "voor")


def test_drawn_vote_fails_on_the_inhabitants(cast: Cast) -> None:
    """BOK-12.3: a majority of the votes, but 1,822 inhabitants short of half."""
    result = a_closed_vote(cast).result
    assert (result["result"], result["title"]) == ("NIET_AANGENOMEN", "Verworpen")
    assert (result["tally"]["in_favour"], result["tally"]["against"], result["tally"]["blank"]) == (9, 3, 1)
    assert [row["passed"] for row in result["tests"]] == [True, False]
    assert result["tests"][1]["figures"] == {"reached": 319_980, "whole": 643_603, "needed": 321_802}


def test_result_says_on_which_readings_it_hangs(cast: Cast) -> None:
    """BOK-18: R4 would turn it, R1 may, R3 would not."""
    differs = {(row["reading"], row["differs"]) for row in a_closed_vote(cast).result["alternatives"]}
    assert {("R4", True), ("R1", True), ("R3", False)} <= differs


def test_closing_hash_goes_to_everybody_by_mail(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    mails = Message.objects.filter(kind="vote_closed")
    assert mails.count() == 14 + 3
    assert all(proposal.closing_hash in mail.body for mail in mails)


def test_nobody_votes_and_nothing_is_adopted(cast: Cast) -> None:
    result = a_closed_vote(cast, {}).result
    assert not result["adopted"]
    assert result["sentence"]


def test_tie_is_not_adopted_and_is_told(cast: Cast) -> None:
    """R6."""
    names = [name for name in INHABITANTS if name != "Enschede"][:12]
    choices = {name: "voor" if place % 2 else "tegen" for place, name in enumerate(names)}
    result = a_closed_vote(cast, choices).result
    assert not result["adopted"]
    assert any("staakten" in sentence for sentence in result["flags"])


def test_enschede_votes_along_when_it_is_about_money(cast: Cast) -> None:
    """BOK-12.2."""
    financial = replace(TEXT, financial=True, financial_reason="Het gaat over de bijdrage.")
    proposal = a_closed_vote(cast, DRAWN | {"Enschede": "voor"}, text=financial)
    assert proposal.result["adopted"]
    assert proposal.result["tally"]["entitled"] == 14


def test_seats_keep_who_spoke_and_the_snapshot_only_its_code(cast: Cast) -> None:
    """BOK-1f: the frozen mandates can be proved, and line 1 of the export names nobody (AVG)."""
    proposal = an_open_vote(cast)
    seat = proposal.seats.get(party=cast.parties["Borne"])
    kept = {party["code"]: party for party in proposal.snapshot["parties"]}[seat.party.code]
    assert seat.voter == cast.representatives["Borne"].name
    assert kept["mandate"] == chain.digest([seat.voter, seat.mandate])
    assert "voter" not in kept


def test_other_mandate_in_the_snapshot_is_found(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    assert counting.checks(proposal)[0].passed
    proposal.snapshot["parties"][1]["mandate"] = chain.digest(["Iemand anders", "Een ander besluit"])
    proposal.snapshot_hash = chain.digest(proposal.snapshot)
    assert not counting.checks(proposal)[0].passed


def test_snapshot_keeps_the_reading_of_the_opening(cast: Cast) -> None:
    """A reading adopted while the vote is open changes nothing about it."""
    proposal = an_open_vote(cast)
    adopt_reading(
        agreement=cast.agreement,
        reading="R4",
        value="stemgerechtigd",
        adopted_on=VOTED.date(),
        decision="Besluit 2026-99",
        asked_by=cast.secretary,
        confirmed_by=cast.chair,
        now=VOTED,
    )
    for party, choice in DRAWN.items():
        cast_vote(cast, proposal, party, choice)
    closed = services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    assert closed.result["result"] == "NIET_AANGENOMEN"


def test_established_decision_reaches_the_agenda_item_once(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    for _ in range(2):
        services.establish_result(proposal=proposal, by=cast.chair, now=CLOSED)
    decision = proposal.item.decisions.get()
    assert decision.closing_hash == proposal.closing_hash
    assert "1.822 te weinig" in decision.sentence


def test_open_vote_has_no_result_to_establish(cast: Cast) -> None:
    with pytest.raises(services.NotClosed):
        services.establish_result(proposal=an_open_vote(cast), by=cast.chair, now=CLOSED)


def test_other_subject_waits_for_a_unanimous_admission(cast: Cast) -> None:
    """BOK-10, BOK-12.6: first the vote on admission, then one on the content."""
    content = a_ready_proposal(cast, item_class=OTHER)
    with pytest.raises(services.AdmissionMissing):
        services.open_vote(proposal=content, earlier_figures=True, by=cast.chair, now=OPENED)


@pytest.mark.parametrize(
    ("choices", "state"),
    [(EVERYBODY, AgendaItem.Admission.ADMITTED), (EVERYBODY | {"Losser": "tegen"}, AgendaItem.Admission.REFUSED)],
)
def test_admission_decides_whether_the_subject_is_treated(cast: Cast, choices: dict, state: str) -> None:
    """BOK-12.6: thirteen of fourteen are not enough."""
    proposal = a_closed_vote(cast, choices, text=ADMISSION, item_class=OTHER)
    services.establish_result(proposal=proposal, by=cast.chair, now=CLOSED)
    assert AgendaItem.objects.get(pk=proposal.item_id).admission == state


def test_new_round_points_at_the_one_before(cast: Cast) -> None:
    first = a_closed_vote(cast)
    second = services.create_proposal(
        item=first.item, content=TEXT, form_key=uuid.uuid4(), by=cast.secretary, now=CLOSED
    )
    assert (second.round, second.previous) == (2, first)


def test_second_proposal_waits_until_the_first_is_finished(cast: Cast) -> None:
    first = an_open_vote(cast)
    with pytest.raises(services.CannotOpenYet):
        services.create_proposal(item=first.item, content=TEXT, form_key=uuid.uuid4(), by=cast.secretary, now=CLOSED)


def refused_by_the_database(act) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_database_refuses_a_ballot_after_closing(cast: Cast) -> None:
    """Also when code forgets to look."""
    proposal = a_closed_vote(cast)
    last = Ballot.objects.order_by("seq").last()
    late = {"proposal": proposal, "seq": last.seq + 1, "previous_hash": last.hash, "hash": "f" * 64}
    by = {"party": cast.parties["Borne"], "choice": "tegen", "key": uuid.uuid4(), "cast_by": cast.chair}
    refused_by_the_database(lambda: Ballot.objects.create(**late, **by, on_mandate="geen", cast_at=CLOSED))


def test_database_refuses_a_ballot_of_an_excluded_party(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    first = {"proposal": proposal, "seq": 1, "previous_hash": proposal.head_hash, "hash": "f" * 64}
    by = {"party": cast.parties["Enschede"], "choice": "voor", "key": uuid.uuid4(), "cast_by": cast.chair}
    refused_by_the_database(lambda: Ballot.objects.create(**first, **by, on_mandate="geen", cast_at=VOTED))


@pytest.mark.parametrize(
    "change",
    [{"text": "anders"}, {"state": "open"}, {"closing_hash": "0" * 64}, {"ballots_cast": 99}, {"snapshot": {"a": 1}}],
)
def test_database_refuses_to_change_a_closed_vote(cast: Cast, change: dict) -> None:
    proposal = a_closed_vote(cast)
    refused_by_the_database(lambda: Proposal.objects.filter(pk=proposal.pk).update(**change))


def test_database_refuses_to_delete_an_opened_vote(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    Message.objects.all().delete()
    refused_by_the_database(lambda: Proposal.objects.filter(pk=proposal.pk)._raw_delete("default"))
    assert Seat.objects.filter(proposal=proposal).count() == 14


def test_rewritten_ballot_shows_in_the_chain(cast: Cast) -> None:
    """What an owner of the database could do with the triggers off is seen by whoever recomputes."""
    proposal = a_closed_vote(cast)
    links = [
        chain.Link(
            vote=proposal.pk,
            seq=ballot.seq,
            party=ballot.party.code,
            choice=ballot.choice,
            key=str(ballot.key),
            cast_at=chain.instant(ballot.cast_at),
            previous=ballot.previous_hash,
            hash=ballot.hash,
        )
        for ballot in proposal.ballots.order_by("seq")
    ]
    assert counting.chain_break(proposal) is None
    assert links[3].choice == "blanco"
    changed = [replace(link, choice="voor") if link.seq == 4 else link for link in links]
    assert chain.broken_at(proposal.snapshot_hash, changed) == 4
