"""PostgreSQL is restarted while the chair closes: the vote is open with all its votes, or closed with its result."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.site import Browser, Site, opened
from tests.votes.verifying import verify

pytestmark = pytest.mark.fault
ROUNDS, CAST = 6, 13
STATE = """
SELECT state, ballots_cast, closed_at IS NOT NULL, closing_hash <> '', result <> '{}',
       (SELECT count(*) FROM votes_ballot WHERE proposal_id = vote.id),
       (SELECT count(*) FROM core_auditentry WHERE action = 'vote_closed' AND target_id = vote.id::text),
       (SELECT count(*) FROM outbox_message WHERE kind = 'vote_closed' AND body LIKE '%' || closing_hash || '%'
                                                  AND closing_hash <> '')
FROM votes_proposal vote WHERE id = {vote}
"""
CODE = "SELECT closing_hash FROM votes_proposal WHERE id = {vote}"
OPEN = ("open", CAST, False, False, False, CAST, 0, 0)
CLOSED = ("closed", CAST, True, True, True, CAST, 1, 17)
"""The only two states that exist: nothing of a closing, or all of it, with seventeen mails that carry its code."""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """One site with a vote for every round, and one to see how long a closing takes here."""
    with opened(voted=ROUNDS + 1) as running:
        yield running


@pytest.fixture(scope="module")
def takes_seconds(site: Site) -> float:
    """How long a closing takes when nothing goes wrong."""
    chair = site.browser("voorzitter")
    begin = time.perf_counter()
    assert close(chair, site.voted[ROUNDS]) == 302
    return time.perf_counter() - begin


def close(chair: Browser, vote: int) -> int:
    """Press the button; the answer."""
    page = f"/bok-ses/stemmingen/{vote}/sluiten/"
    chair.get(page)
    return chair.post(page, {"csrfmiddlewaretoken": chair.cookies["csrftoken"]}).status


def state(site: Site, vote: int) -> tuple[object, ...]:
    """How the vote stands in the database."""
    (row,) = site.rows(STATE.replace("{vote}", str(vote)))
    return row


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_vote_is_open_or_closed_and_never_between(
    site: Site, takes_seconds: float, tmp_path: Path, round_: int
) -> None:
    """At another point each round; whatever the chair was told, pressing again settles it, and it recomputes."""
    vote, chair = site.voted[round_], site.browser("voorzitter")
    told: list[int] = []
    chair.get(f"/bok-ses/stemmingen/{vote}/sluiten/")
    sender = threading.Thread(target=lambda: told.append(close(chair, vote)))
    sender.start()
    sender.join(takes_seconds * round_ / (ROUNDS - 2))
    site.stop_database()
    sender.join()
    site.start_database()
    assert state(site, vote) in ((OPEN, CLOSED) if told[0] != 302 else (CLOSED,))
    assert close(chair, vote) == 302
    assert state(site, vote) == CLOSED
    ((code,),) = site.rows(CODE.replace("{vote}", str(vote)))
    exported = chair.get(f"/bok-ses/stemmingen/{vote}/export/")
    assert verify(tmp_path, exported.text.encode(), outside=str(code)).code == 0
