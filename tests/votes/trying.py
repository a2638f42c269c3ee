"""A stage to try inputs of voting on, with the clock in hand."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.votes.stage import CLOSED, VOTED
from twente.core.models import User
from votes import services
from votes.models import Ballot, Proposal


@dataclass
class Stage:
    """The cast, with the clock in hand."""

    cast: Cast
    clock: Any

    def browser(self, user: User, **options: Any) -> Client:
        """A browser in which this person is signed in."""
        client = Client(**options)
        client.force_login(user)
        return client

    def vote(self, proposal: Proposal, party: str, *, by: str = "", at: datetime = VOTED, **data: Any) -> HttpResponse:
        """Send a ballot for a party (by CBS code); `by` is a part or a municipality, else the party's own voter."""
        self.clock.move_to(at, tick=False)
        user = self.cast.everybody.get(by) or self.cast.representatives[by or self.name_of(party)]
        data = {"choice": "voor", "key": uuid.uuid4()} | data
        return self.browser(user).post(page("ballot_cast", proposal.pk, party), data)

    def name_of(self, code: str) -> str:
        """The municipality with this CBS code."""
        return next(name for name, party in self.cast.parties.items() if party.code == code)


@pytest.fixture
def stage(cast: Cast, time_machine: Any) -> Stage:
    """The clock stands at the moment of voting."""
    time_machine.move_to(VOTED, tick=False)
    return Stage(cast, time_machine)


def page(name: str, *args: object) -> str:
    return reverse(f"votes:{name}", args=["bok-ses", *args])


def refused(answer: HttpResponse, status: int, *, stored: int = 0) -> None:
    """Refused with this status and a sentence, and nothing more stored."""
    assert answer.status_code == status
    assert Ballot.objects.count() == stored


def closed_now(stage: Stage, proposal: Proposal) -> Proposal:
    """Closed by the chair."""
    return services.close_vote(proposal=proposal, by=stage.cast.chair, now=CLOSED)
