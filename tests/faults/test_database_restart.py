"""PostgreSQL is restarted while a page is open: the page goes on, and a vote is stored once or refused clearly."""

import threading
from collections.abc import Iterator

import pytest

from tests.faults.site import Site, form_of, opened

pytestmark = pytest.mark.fault
BORNE, ALMELO = "GM0147", "GM0141"
CHAIN = """
SELECT ballots_cast, head_hash = coalesce((SELECT hash FROM votes_ballot ORDER BY seq DESC LIMIT 1), snapshot_hash),
       (SELECT count(*) FROM core_auditentry WHERE action = 'ballot_cast'),
       (SELECT count(*) FROM outbox_message WHERE kind = 'vote_receipt')
FROM votes_proposal
"""
"""What must agree with the number of ballots: counter, head of the chain, audit trail, receipts."""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """One site for the tests of this module; each votes for a party of its own."""
    with opened() as running:
        yield running


def ballots(site: Site) -> int:
    """How many ballots are stored."""
    ((count,),) = site.rows("SELECT count(*) FROM votes_ballot")
    return int(str(count))


def turnout(site: Site) -> int:
    """How many parties have voted, however often they changed their vote."""
    ((count,),) = site.rows("SELECT count(DISTINCT party_id) FROM votes_ballot")
    return int(str(count))


def whole(site: Site) -> bool:
    """Whether everything that belongs to a ballot is there for each ballot, and nothing more."""
    count = ballots(site)
    return site.rows(CHAIN) == [(count, True, count, count)]


def other_choice(site: Site, code: str) -> str:
    """A choice that differs from the party's latest: the same one again would be no new ballot."""
    latest = "SELECT choice FROM votes_ballot b JOIN core_party p ON p.id = b.party_id WHERE p.code = '{}' ORDER BY seq"
    found = [choice for (choice,) in site.rows(latest.format(code))]
    return "voor" if found[-1:] == ["tegen"] else "tegen"


def ballot_page(site: Site, code: str) -> str:
    """Where a party votes."""
    return site.page(f"stem/{code}/")


def test_open_page_goes_on_after_a_restart(site: Site) -> None:
    """The very first request after the restart answers: the dead connection is noticed before it is used."""
    browser = site.browser(BORNE)
    assert browser.get(ballot_page(site, BORNE)).status == 200
    poll = site.page(f"opkomst/?versie=open-{turnout(site)}")
    assert browser.get(poll).status == 204
    site.stop_database()
    site.start_database()
    assert browser.get(ballot_page(site, BORNE)).status == 200
    assert browser.get(poll).status == 204
    assert "van de 13" in browser.get(site.page("opkomst/")).text


def test_vote_while_the_database_is_away_is_refused_clearly_and_can_be_sent_again(site: Site) -> None:
    browser = site.browser(BORNE)
    form = form_of(browser.get(ballot_page(site, BORNE))) | {"choice": "voor"}
    before = ballots(site)
    site.stop_database()
    refused = browser.post(ballot_page(site, BORNE), form)
    site.start_database()
    assert refused.status == 500
    assert "Er ging iets mis" in refused.text
    assert ballots(site) == before
    again = browser.post(ballot_page(site, BORNE), form)
    assert (again.status, again.location) == (302, site.page(f"bewijs/{BORNE}/"))
    assert whole(site)


@pytest.mark.parametrize("round_", range(6))
def test_vote_at_the_moment_of_the_restart_is_stored_once_whole_or_not_at_all(site: Site, round_: int) -> None:
    """The form goes out while the database shuts down; whatever the voter was told, sending it again settles it."""
    browser = site.browser(ALMELO)
    form = form_of(browser.get(ballot_page(site, ALMELO))) | {"choice": other_choice(site, ALMELO)}
    before = ballots(site)
    told: list[int] = []
    sender = threading.Thread(target=lambda: told.append(browser.post(ballot_page(site, ALMELO), form).status))
    sender.start()
    site.stop_database()
    sender.join()
    site.start_database()
    assert told[0] in (302, 500)
    assert whole(site)
    assert ballots(site) == before + 1 if told[0] == 302 else ballots(site) in (before, before + 1)
    assert browser.post(ballot_page(site, ALMELO), form).status == 302
    assert ballots(site) == before + 1
    assert whole(site)
