"""Answers and the closing at the same moment, on real connections: none accepted is missing, none late is in it."""

import uuid

import pytest

from tests.votes.answer_stage import ANSWERED, CLOSED, an_open, an_overleg
from tests.votes.test_races import together
from votes import services
from votes.models import Answer
from votes.services.answering import AnsweringNotOpen, Given, record_answer

pytestmark = pytest.mark.django_db(transaction=True)


def test_closing_while_sixteen_members_answer_twice() -> None:
    """BWT-3: half of them double taps; who is refused reads that it was too late."""
    overleg = an_overleg("werkbedrijf", speakers=())
    proposal = an_open(overleg, "consensus")
    seats = [voice["code"] for voice in proposal.snapshot["voices"]]

    def saying(seat: str, key: uuid.UUID):
        return lambda: record_answer(
            proposal=proposal, voice=seat, given=Given("akkoord"), key=key, by=overleg.secretary, now=ANSWERED
        )

    saying(seats[0], uuid.uuid4())()
    taps = [act for seat in seats[1:] for act in [saying(seat, uuid.uuid4())] * 2]
    answers = together(*taps, lambda: services.close_vote(proposal=proposal, by=overleg.chair, now=CLOSED))
    accepted = {answer.pk for answer in answers[:-1] if isinstance(answer, Answer)}
    refused = [answer for answer in answers[:-1] if not isinstance(answer, Answer)]
    proposal.refresh_from_db()
    assert all(isinstance(answer, AnsweringNotOpen) for answer in refused)
    assert len(accepted) + 1 == Answer.objects.count() == proposal.result["tally"]["answers"]
