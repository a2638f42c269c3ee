"""Voting by many at once over HTTP, beside the barest post there is; and closing with the tally of them all."""

import statistics
import time
import uuid
from collections.abc import Iterator

from bench import crowd as crowds
from bench.server import Post, Timed, at_once, running, signed_in
from bench.table import row
from twente.core import clock
from votes import services
from votes.models import Ballot

WARM = 8


def measure(size: int) -> Iterator[str]:
    """Lines about one vote of so many parties. Raises RuntimeError when a vote is lost or stored twice."""
    crowd = crowds.gather(size, "stemmen", clock.now())
    proposal = crowds.open_vote(crowd, clock.now())
    sessions = [signed_in(voter) for voter in crowd.voters]
    bare = [Post(session, "/meting/", {}) for session in sessions]
    casts = [
        Post(session, f"{crowd.address}{proposal.pk}/stem/{party.code}/", {"choice": "voor", "key": str(uuid.uuid4())})
        for session, party in zip(sessions, crowd.parties, strict=True)
    ]
    with running() as port:
        at_once(port, bare[:WARM])
        plain, voted = at_once(port, bare), at_once(port, casts)
    stored = Ballot.objects.filter(proposal=proposal)
    if {answer.status for answer in voted} != {302} or stored.values("party").distinct().count() != stored.count():
        raise RuntimeError(f"niet elke stem is aangenomen: {sorted({answer.status for answer in voted})}")
    if stored.count() != size:
        raise RuntimeError(f"{stored.count()} stemmen opgeslagen van {size}")
    yield row(f"kale post, {size} tegelijk", *spread(plain))
    yield row(f"stem, {size} tegelijk", *spread(voted), ratio(voted, plain))
    begin = time.perf_counter()
    services.close_vote(proposal=proposal, by=crowd.chair, now=clock.now())
    yield row(f"sluiten en tellen van {size}", (time.perf_counter() - begin) * 1000)


def ratio(voted: list[Timed], plain: list[Timed]) -> float:
    """How many times longer the middle vote takes than the middle bare post."""
    return statistics.median(answer.took for answer in voted) / statistics.median(answer.took for answer in plain)


def spread(answers: list[Timed]) -> tuple[float, float, float]:
    """Median, 95th percentile and the last of them in milliseconds."""
    took = sorted(answer.took for answer in answers)
    return statistics.median(took), took[int(len(took) * 0.95)], took[-1]
