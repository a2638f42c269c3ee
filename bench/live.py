"""A running meeting with readers who poll: how many polls find nothing new, and what that costs the server."""

import http.client
import resource
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bench import crowd as crowds
from bench.server import running, signed_in
from bench.table import row
from meetings import services
from meetings.models import Meeting
from twente.core import clock
from twente.core.models import User

EVERY = 2.0
"""Seconds between two polls of one reader, as in static/js/app.js."""
COLUMNS = ("vragen", "ongewijzigd", "p50 ms", "cpu s/min")


@dataclass
class Reader:
    """Somebody who follows the meeting, with the version on screen and what every poll answered and took."""

    session: str
    version: int
    statuses: list[int]
    took: list[float]


def measure(readers: int, seconds: int) -> Iterator[str]:
    """A line about so many readers during so many seconds, while a party comes or goes every ten seconds.

    The CPU is that of the web server, without what it takes to start and stop. Raises RuntimeError when a poll fails.
    """
    crowd = crowds.gather(14, f"live{readers}", clock.now())
    meeting = crowds.open_item(crowd, clock.now()).meeting
    address = f"/{crowd.agreement.slug}/vergaderingen/{meeting.pk}/live/volgen/"
    people = [Reader(session, 0, [], []) for session in sessions(crowd.voters, readers)]
    start = children()
    with running():
        pass
    before = children()
    idle = before - start
    with running() as port:
        end = time.monotonic() + seconds
        threads = [threading.Thread(target=follow, args=(reader, port, address, end)) for reader in people]
        for thread in threads:
            thread.start()
        happen(crowd, meeting, end)
        for thread in threads:
            thread.join()
    spent = max(0.0, children() - before - idle)
    yield summed(people, spent * 60 / seconds)


def children() -> float:
    """Seconds of processor time of the servers that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def sessions(voters: tuple[User, ...], readers: int) -> list[str]:
    """A session for every reader; a person who follows on several screens has several."""
    return [signed_in(voters[place % len(voters)]) for place in range(readers)]


def follow(reader: Reader, port: int, address: str, end: float) -> None:
    """Poll until the end, each time with the version that came last."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < end:
        begin = time.perf_counter()
        headers = {"Cookie": f"sessionid={reader.session}", "HX-Request": "true"}
        connection.request("GET", f"{address}?punt=&versie={reader.version or ''}", headers=headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        reader.took.append((time.perf_counter() - begin) * 1000)
        reader.statuses.append(answer.status)
        if 'data-versie="' in body:
            reader.version = int(body.split('data-versie="')[1].split('"')[0])
        time.sleep(max(0.0, EVERY - (time.perf_counter() - begin)))
    connection.close()


def happen(crowd: crowds.Crowd, meeting: Meeting, end: float) -> None:
    """A party sits down every ten seconds: each time every screen has something new."""
    for party in crowd.parties:
        time.sleep(max(0.0, min(10.0, end - time.monotonic())))
        if time.monotonic() >= end:
            return
        services.record_arrival(meeting=meeting, party=party, by=crowd.secretary, now=clock.now())


def summed(people: list[Reader], cpu: float) -> str:
    """Number of polls, share without news, the middle one in milliseconds, seconds of CPU per minute."""
    statuses = [status for reader in people for status in reader.statuses]
    if set(statuses) - {200, 204}:
        raise RuntimeError(f"niet elke vraag kreeg antwoord: {sorted(set(statuses))}")
    share = f"{statuses.count(204) * 100 // len(statuses)}%"
    middle = statistics.median(took for reader in people for took in reader.took)
    return row(f"{len(people)} lezers volgen", len(statuses), share, middle, cpu)
