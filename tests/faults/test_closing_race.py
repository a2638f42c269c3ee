"""Closing while everybody votes: every accepted vote is in the count and no late one, over and over (BOK-12.1, 12.3).

`CLOSING_ROUNDS` says how often; in the ordinary run once for each number of votes before the gavel falls.
"""

import os
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from meetings.services import record_substitution
from tests.cast import INHABITANTS, Cast
from tests.faults.test_many_at_once import ABOUT_MONEY
from tests.votes.stage import CLOSED, VOTED, an_open_vote
from tests.votes.test_races import casting, together
from twente.core.models import User
from votes import counting, services
from votes.models import Ballot, Proposal
from votes.services.annulling import ask_annulment, confirm_annulment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
ROUNDS = int(os.environ.get("CLOSING_ROUNDS", "29"))


def next_round(cast: Cast, before: Proposal) -> Proposal:
    """A further open vote on the same item; an adopted decision leaves room for one only once it is annulled."""
    asked = ask_annulment(proposal=before, reason="Een volgende proef.", by=cast.secretary, now=CLOSED)
    confirm_annulment(annulment=asked, by=cast.chair, now=CLOSED)
    proposal = services.create_proposal(
        item=before.item, content=ABOUT_MONEY, form_key=uuid.uuid4(), by=cast.secretary, now=VOTED
    )
    services.make_ready(proposal=proposal, by=cast.secretary, now=VOTED)
    return services.open_vote(proposal=proposal, earlier_figures=True, by=cast.chair, now=VOTED)


@dataclass
class Hall:
    """Twenty-eight hands and one gavel: the chair closes once so many votes were answered."""

    answered: threading.Semaphore

    def tap(self, act: Callable[[], object]) -> Callable[[], object]:
        """A vote, and the sign that it was answered."""

        def cast_then_tell() -> object:
            try:
                return act()
            finally:
                self.answered.release()

        return cast_then_tell

    def close(self, cast: Cast, proposal: Proposal, after: int) -> Proposal:
        """Close after this many answers, while the other votes are under way."""
        for _ in range(after):
            self.answered.acquire()
        return services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)


def race(cast: Cast, proposal: Proposal, after: int) -> list[object]:
    """All fourteen parties vote twice, from two devices, while the chair closes; all answers, the closing last."""
    hall = Hall(threading.Semaphore(0))
    choices = ("voor", "tegen")
    taps = [
        hall.tap(casting(cast, proposal, name, choices[device], uuid.uuid4()))
        for device in range(2)
        for name in INHABITANTS
    ]
    return together(*taps, lambda: hall.close(cast, proposal, after))


def assert_complete(proposal: Proposal, answers: list[object]) -> None:
    """What was accepted is what is stored and counted; whoever was late heard so."""
    *votes, closed = answers
    accepted = {answer.pk for answer in votes if isinstance(answer, Ballot)}
    assert isinstance(closed, Proposal), closed
    assert all(isinstance(answer, Ballot | services.VoteClosed) for answer in votes), votes
    assert accepted == set(proposal.ballots.values_list("pk", flat=True))
    assert closed.ballots_cast == len(accepted)
    tally = closed.result["tally"]
    assert tally["in_favour"] + tally["against"] == proposal.ballots.values("party").distinct().count()
    assert all(check.passed for check in counting.checks(Proposal.objects.get(pk=proposal.pk)))


def test_no_accepted_vote_is_missing_and_no_late_one_counts(cast: Cast) -> None:
    """The gavel falls at another moment each round: before the first vote, after the last, and everywhere between."""
    proposal = an_open_vote(cast, text=ABOUT_MONEY)
    late = 0
    for round_ in range(ROUNDS):
        answers = race(cast, proposal, after=round_ % 29)
        assert_complete(proposal, answers)
        late += sum(isinstance(answer, services.VoteClosed) for answer in answers)
        proposal = next_round(cast, proposal)
    assert late, "nobody was ever too late, so nothing raced"


def test_two_devices_of_one_person_are_two_votes_of_which_the_last_counts(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    answers = together(
        casting(cast, proposal, "Borne", "voor", uuid.uuid4()), casting(cast, proposal, "Borne", "tegen", uuid.uuid4())
    )
    closed = services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    last = max((answer for answer in answers if isinstance(answer, Ballot)), key=lambda ballot: ballot.seq)
    assert {answer.seq for answer in answers if isinstance(answer, Ballot)} == {1, 2}
    assert [row["choice"] for row in closed.result["ballots"] if row["name"] == "Borne"] == [last.choice]


def test_double_click_is_one_vote(cast: Cast) -> None:
    proposal, key = an_open_vote(cast), uuid.uuid4()
    first, second = together(*[casting(cast, proposal, "Borne", "voor", key)] * 2)
    assert first == second == Ballot.objects.get()


@pytest.mark.parametrize("round_", range(4))
def test_of_representative_and_substitute_at_once_one_votes(cast: Cast, round_: int) -> None:
    """BOK-1f: the substitution is recorded while both vote; whoever was first, the party has one voter."""
    proposal = an_open_vote(cast)
    party = cast.parties["Haaksbergen"]

    def vote(person: User, choice: str) -> Callable[[], object]:
        return lambda: services.cast_ballot(
            proposal=proposal, party=party, by=person, choice=choice, key=uuid.uuid4(), now=VOTED
        )

    answers = together(
        vote(cast.representatives["Haaksbergen"], "voor"),
        lambda: record_substitution(
            meeting=proposal.item.meeting,
            item=None,
            party=party,
            user=cast.substitute,
            document="Vervangingsbrief",
            by=cast.secretary,
            now=VOTED,
        ),
        vote(cast.substitute, "tegen"),
    )
    stored = list(proposal.ballots.all())
    assert [answer for answer in answers if isinstance(answer, Ballot)] == stored
    assert len(stored) <= 1
    refusals = (services.NotAVoter, services.AlreadyVotedByAnother)
    assert all(isinstance(answer, (Ballot, *refusals)) for answer in (answers[0], answers[2])), answers
