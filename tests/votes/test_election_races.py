"""Secret slips under real concurrency: one slip a party, none missing, none too many (R20)."""

import uuid

import pytest

from tests.cast import Cast
from tests.votes.election import ANNA, BRAM, an_open_election, slip
from tests.votes.stage import CLOSED
from tests.votes.test_races import together
from votes import services
from votes.models import Participation, Proposal, Slip
from votes.services.electing import AlreadyVoted

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_devices_of_one_party_put_one_slip_in_the_box(cast: Cast) -> None:
    vote = an_open_election(cast)
    answers = together(
        *[lambda choice=choice: slip(cast, vote, "Borne", choice) for choice in (ANNA, BRAM, ANNA, BRAM)]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyVoted"] * 3 + ["Participation"]
    assert (Participation.objects.count(), Slip.objects.count()) == (1, 1)


def test_a_double_tap_gives_the_same_confirmation_twice(cast: Cast) -> None:
    vote, key = an_open_election(cast), uuid.uuid4()
    first, second = together(*[lambda: slip(cast, vote, "Borne", ANNA, key=key)] * 2)
    assert first == second
    assert Slip.objects.count() == 1


@pytest.mark.parametrize("round_", range(2))
def test_closing_while_all_vote_counts_what_was_accepted(cast: Cast, round_: int) -> None:
    vote = an_open_election(cast)
    taps = [lambda party=party: slip(cast, vote, party, ANNA) for party in cast.parties]
    answers = together(*taps, lambda: services.close_vote(proposal=vote, by=cast.chair, now=CLOSED))
    accepted = [answer for answer in answers if isinstance(answer, Participation)]
    late = [answer for answer in answers[:-1] if not isinstance(answer, Participation)]
    vote = Proposal.objects.get(pk=vote.pk)
    assert all(isinstance(answer, services.VoteClosed) for answer in late)
    assert vote.result["tally"]["total"] == len(accepted) == Slip.objects.count()
    assert not any(isinstance(answer, AlreadyVoted) for answer in answers)
