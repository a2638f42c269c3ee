"""A year to archive: minutes with an annex, a closed vote, papers, and the organisation that owns it all."""

from dataclasses import dataclass
from datetime import date

import time_machine

import meetings.tasks
import twente.partnership.tasks
import votes.tasks
from meetings.models import AgendaItem
from tests.cast import MORNING, Cast
from tests.meetings.minutes_scene import NOW, Scene, adopt, make_scene
from tests.papers import a_paper, a_pdf, a_picture, work
from tests.standing import scene
from tests.votes.stage import a_closed_vote
from twente.partnership.archive import services
from votes.models import Proposal

WORKING = (meetings.tasks, votes.tasks, twente.partnership.tasks)
"""Whose jobs the worker does."""


def owned(cast: Cast) -> None:
    """The archive is that of a municipality."""
    services.hand_over(
        agreement=cast.agreement,
        name="Gemeente Voorbeeld",
        since=date(2021, 1, 1),
        ground="Besluit 2021-01",
        by=cast.secretary,
        now=MORNING,
    )


@dataclass(frozen=True)
class Year:
    """Two meetings of 2 December 2026: one with adopted minutes and an annex, one with a closed vote and papers."""

    scene: Scene
    vote: Proposal

    @property
    def cast(self) -> Cast:
        """Everybody by part."""
        return self.scene.cast


def make_year() -> Year:
    """Adopted minutes with an annex, and a closed vote with two papers, on 2 December 2026."""
    held = make_scene()
    AgendaItem.objects.filter(pk=held.items[1].pk).update(confidentiality="closed")
    adopt(held)
    owned(held.cast)
    vote = a_closed_vote(held.cast)
    a_paper(held.cast, vote.item, "Koers & raming", content=a_pdf("KOERS"))
    a_paper(held.cast, vote.item, "Kaart", content=a_picture("JPEG", (80, 60)), name="kaart.jpg")
    with time_machine.travel(NOW, tick=False):
        work()
    return Year(held, vote)


archived = scene("archived", make_year)
"""The same, standing under the tests that begin with it."""
