"""How long the pages of the thin path take, and how many queries they ask, on the demonstration data.

Median and 95th percentile in milliseconds of Django's own work (no network), and the number of queries.
"""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.server import BACKEND
from bench.table import row
from meetings.models import Meeting
from twente.core import clock
from twente.core.models import User
from twente.home import demo
from votes.models import Proposal

ROUNDS = 40
COLUMNS = ("antwoord", "p50 ms", "p95 ms", "vragen")


def addresses() -> list[tuple[str, str, str]]:
    """Name, person and address of every page that is measured."""
    open_vote = Proposal.objects.filter(state=Proposal.State.OPEN).latest("pk")
    closed = Proposal.objects.filter(state=Proposal.State.ESTABLISHED).latest("pk")
    coming = Meeting.objects.filter(state=Meeting.State.CONVENED).latest("pk")
    base = f"/{coming.body.agreement.slug}"
    return [
        ("vandaag", "secretaris", "/vandaag/"),
        ("agenda", "secretaris", f"{base}/vergaderingen/{coming.pk}/"),
        ("live, ongewijzigd", "bestuurder.hengelo", f"{base}/vergaderingen/{coming.pk}/live/?versie={coming.version}"),
        ("stem uitbrengen", "bestuurder.hengelo", f"{base}/stemmingen/{open_vote.pk}/stem/GM0164/"),
        ("opkomst, ongewijzigd", "bestuurder.hengelo", f"{base}/stemmingen/{open_vote.pk}/opkomst/?versie=open-5"),
        ("uitslag", "secretaris", f"{base}/stemmingen/{closed.pk}/"),
        ("rekenhulp", "bestuurder.hengelo", f"{base}/stemmingen/rekenhulp/"),
        ("stemkracht", "bestuurder.hengelo", f"{base}/stemmingen/rekenhulp/macht/"),
        ("tussenstand", "secretaris", f"{base}/stemmingen/{open_vote.pk}/stand/"),
        ("verslag", "secretaris", f"{base}/vergaderingen/{closed.item.meeting_id}/verslag/"),
    ]


def measure() -> Iterator[str]:
    """A line per page of the demonstration."""
    demo.play(clock.now())
    for name, username, address in addresses():
        yield measure_page(name, username, address)


@dataclass(frozen=True)
class Measured:
    """What a page answered, how many milliseconds each time took, and how many queries it asked."""

    status: int
    took: list[float]
    queries: int

    @property
    def middle(self) -> float:
        """The median in milliseconds."""
        return statistics.median(self.took)


def looked_at(username: str, address: str) -> Measured:
    """Ask for a page again and again as this person, after a first time that does not count."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username=username), backend=BACKEND)
    client.get(address)
    took = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        answer = client.get(address)
        took.append((time.perf_counter() - begin) * 1000)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return Measured(answer.status_code, took, len(asked))


def measure_page(name: str, username: str, address: str) -> str:
    """Status, median and 95th percentile in milliseconds, number of queries of one page."""
    page = looked_at(username, address)
    return row(name, page.status, page.middle, sorted(page.took)[int(ROUNDS * 0.95)], page.queries)
