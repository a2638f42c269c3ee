"""Checking a vote on the screen: the public explanation, the downloads, the chain with one's own control code."""

import uuid
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.votes.stage import CLOSED, a_closed_vote, an_open_vote, cast_vote
from tests.votes.test_views import page, signed_in
from tests.votes.verifying import SOURCE, verify
from votes import chain, services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _after_the_vote(time_machine) -> None:
    time_machine.move_to(CLOSED, tick=False)


def test_explanation_and_verifier_are_open_to_everybody() -> None:
    """Whoever doubts a result needs no account."""
    visitor = Client()
    text = visitor.get(reverse("proof:explanation")).content.decode()
    file = visitor.get(reverse("proof:verifier_file"))
    assert reverse("proof:verifier_file") in text
    assert file.content == SOURCE.read_bytes()
    assert 'filename="narekenen.py"' in file["Content-Disposition"]


def test_downloaded_export_passes_the_downloaded_verifier(cast: Cast, tmp_path: Path) -> None:
    """The three steps of the page, as a member takes them."""
    proposal = a_closed_vote(cast)
    answer = signed_in(cast.representatives["Almelo"]).get(page("vote_export", proposal.pk))
    assert answer["Content-Type"] == "application/jsonl; charset=utf-8"
    assert f'filename="stemming-2026-{proposal.pk}.jsonl"' in answer["Content-Disposition"]
    assert verify(tmp_path, answer.content, outside=proposal.closing_hash).code == 0


def test_open_vote_has_no_export(cast: Cast) -> None:
    """Who voted what is nobody's business before the closing."""
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Borne", "tegen")
    answer = signed_in(cast.secretary).get(page("vote_export", proposal.pk))
    assert answer.status_code == 409
    assert "niet gesloten" in answer.content.decode()


def test_receipt_leads_to_the_own_line_in_the_chain(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    ballot = proposal.ballots.get(party=cast.parties["Losser"])
    client = signed_in(cast.representatives["Losser"])
    receipt = client.get(page("ballot_receipt", proposal.pk, ballot.party.code)).content.decode()
    there = client.get(page("chain_check", proposal.pk)).content.decode()
    assert f'{page("chain_check", proposal.pk)}#stem-{ballot.seq}"' in receipt
    row = there.partition(f'id="stem-{ballot.seq}"')[2].partition("</tr>")[0]
    assert "Losser" in row
    assert chain.control_code(ballot.hash) in row
    assert "telt" in row


def test_chain_shows_which_ballot_a_later_one_replaced(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    first = cast_vote(cast, proposal, "Borne", "tegen", key=uuid.uuid4())
    cast_vote(cast, proposal, "Borne", "voor")
    services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    text = signed_in(cast.secretary).get(page("chain_check", proposal.pk)).content.decode()
    assert text.count("vervangen") == 1
    assert chain.control_code(first.hash) in text


def test_result_page_says_how_to_check_it_yourself(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    text = signed_in(cast.secretary).get(page("proposal_detail", proposal.pk)).content.decode()
    assert reverse("proof:explanation") in text.partition("Zelf nagaan")[2]
