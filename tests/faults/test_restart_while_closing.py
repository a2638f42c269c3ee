"""PostgreSQL is restarted while the chair closes: the vote is open with all its votes, or closed with its result."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.processes import until
from tests.faults.site import Browser, Site, opened
from tests.votes.verifying import verify

pytestmark = pytest.mark.fault
CAST = 13
WRITES = ("votes_proposal", "outbox_message", "core_auditentry")
"""What a closing writes, in this order: the result, the mails with its code, the audit entry."""
SHARES = (0.6, 0.95)
"""How much of the time of a closing passes before the database goes."""
ROUNDS = len(WRITES) + len(SHARES) + 1
WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
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


def assert_settled(site: Site, chair: Browser, vote: int, folder: Path) -> None:
    """Pressing again closes what was still open and changes nothing else; the export recomputes with the code."""
    assert close(chair, vote) == 302
    assert state(site, vote) == CLOSED
    ((code,),) = site.rows(CODE.replace("{vote}", str(vote)))
    exported = chair.get(f"/bok-ses/stemmingen/{vote}/export/")
    assert verify(folder, exported.text.encode(), outside=str(code)).code == 0


def pressing(chair: Browser, vote: int) -> tuple[threading.Thread, list[int]]:
    """The chair presses the button; the thread, and what he or she was told once it ended."""
    told: list[int] = []
    sender = threading.Thread(target=lambda: told.append(close(chair, vote)))
    sender.start()
    return sender, told


@pytest.mark.parametrize("place", range(len(WRITES)), ids=WRITES)
def test_restart_halfway_leaves_the_vote_open_with_all_its_votes(site: Site, tmp_path: Path, place: int) -> None:
    """The closing stands still at one of its writes when the database goes: nothing before it remains."""
    vote, chair = site.voted[place], site.browser("voorzitter")
    with site.held(WRITES[place]):
        sender, told = pressing(chair, vote)
        until(lambda: site.rows(WAITING), f"a closing that waits for {WRITES[place]}", by=site.database)
        site.stop_database()
    sender.join()
    site.start_database()
    assert told == [500]
    assert state(site, vote) == OPEN
    assert_settled(site, chair, vote, tmp_path)


def test_restart_after_the_answer_keeps_the_result(site: Site, tmp_path: Path) -> None:
    """Who was told that the vote is closed finds it closed."""
    vote, chair = site.voted[len(WRITES)], site.browser("voorzitter")
    assert close(chair, vote) == 302
    site.stop_database()
    site.start_database()
    assert state(site, vote) == CLOSED
    assert_settled(site, chair, vote, tmp_path)


@pytest.mark.parametrize("place", range(len(SHARES)))
def test_restart_at_any_moment_leaves_nothing_between(
    site: Site, takes_seconds: float, tmp_path: Path, place: int
) -> None:
    """Wherever it happens to be: open with all its votes or closed with its result, and closed if that was said."""
    vote, chair = site.voted[len(WRITES) + 1 + place], site.browser("voorzitter")
    sender, told = pressing(chair, vote)
    sender.join(takes_seconds * SHARES[place])
    site.stop_database()
    sender.join()
    site.start_database()
    assert state(site, vote) in ((OPEN, CLOSED) if told[0] != 302 else (CLOSED,))
    assert_settled(site, chair, vote, tmp_path)
