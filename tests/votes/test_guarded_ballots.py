"""The chain in the database itself: what code forgets, a trigger refuses; what the owner rewrites, the code shows."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg.types.json import Jsonb

from tests.cast import Cast
from tests.conftest import as_owner
from tests.votes.stage import CLOSED, OPENED, TEXT, VOTED, a_closed_vote, a_ready_proposal, an_open_vote, cast_vote
from tests.votes.verifying import verify
from votes import chain, counting, export, services
from votes.models import Ballot, Proposal
from votes.rules.window import Planned

SECOND = timedelta(seconds=1)


def link(proposal: Proposal, cast: Cast, **changed: Any) -> dict[str, Any]:
    """A ballot of Borne that fits the chain, but for what is changed; its hash is that of what it says."""
    proposal.refresh_from_db()
    facts = {"seq": proposal.ballots_cast + 1, "choice": "voor", "cast_at": VOTED, "key": uuid.uuid4()} | changed
    previous = facts.pop("previous_hash", proposal.head_hash)
    own = chain.next_hash(
        previous=previous,
        vote=proposal.pk,
        seq=facts["seq"],
        party="GM0147",
        choice=facts["choice"],
        key=str(facts["key"]),
        cast_at=chain.instant(facts["cast_at"]),
    )
    by = {"party": cast.parties["Borne"], "cast_by": cast.representatives["Borne"], "on_mandate": "besluit"}
    return {"proposal": proposal, "previous_hash": previous, "hash": own} | by | facts


def refused(cast: Cast, proposal: Proposal, said: str, **changed: Any) -> None:
    """Writing this ballot past the services is refused by the database, for this reason."""
    values = link(proposal, cast) | changed if "hash" in changed else link(proposal, cast, **changed)
    with pytest.raises(IntegrityError, match=said), transaction.atomic():
        Ballot.objects.create(**values)


@pytest.mark.django_db
def test_ballot_that_fits_the_chain_is_written(cast: Cast) -> None:
    """So that the refusals below cannot pass for another reason."""
    proposal = an_open_vote(cast)
    assert Ballot.objects.create(**link(proposal, cast)).seq == 1


@pytest.mark.django_db
def test_code_that_does_not_fit_the_ballot_is_refused(cast: Cast) -> None:
    refused(cast, an_open_vote(cast), "de code van de stem klopt niet", hash="f" * 64)


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [{"seq": 1}, {"seq": 3}, {"previous_hash": "f" * 64}])
def test_fork_or_gap_in_the_chain_is_refused(cast: Cast, changed: dict[str, Any]) -> None:
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Losser", "voor")
    refused(cast, proposal, "sluit niet aan op de keten", **changed)


@pytest.mark.django_db
def test_second_ballot_on_the_same_link_is_refused(cast: Cast) -> None:
    """A forked head: both would follow from the snapshot."""
    proposal = an_open_vote(cast)
    fork = link(proposal, cast)
    cast_vote(cast, proposal, "Losser", "voor")
    with pytest.raises(IntegrityError, match="keten"), transaction.atomic():
        Ballot.objects.create(**fork)


@pytest.mark.django_db
@pytest.mark.parametrize("head", [{"head_hash": "f" * 64}, {"ballots_cast": 7}])
def test_head_that_is_no_ballot_is_refused(cast: Cast, head: dict[str, Any]) -> None:
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Losser", "voor")
    with pytest.raises(IntegrityError, match="kop van de keten"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**head)


@pytest.mark.django_db
@pytest.mark.parametrize("at", [OPENED - SECOND, VOTED + 2 * SECOND, VOTED + timedelta(hours=1)])
def test_ballot_outside_the_planned_window_is_refused(cast: Cast, at: datetime) -> None:
    """The planned end is the first moment that is too late, whatever any worker does."""
    proposal = a_ready_proposal(cast)
    planned = Planned(OPENED, VOTED + 2 * SECOND)
    services.open_vote(proposal=proposal, earlier_figures=True, planned=planned, by=cast.chair, now=OPENED)
    refused(cast, proposal, "is niet open", cast_at=at)
    Ballot.objects.create(**link(proposal, cast, cast_at=VOTED + SECOND))


@pytest.mark.django_db
def test_open_ballot_on_a_secret_vote_is_refused(cast: Cast) -> None:
    """R20: a vote about persons has no row that ties a party to a choice."""
    secret = {"decision_kind": "personen", "title": "Plaatsvervangend voorzitter"}
    proposal = a_ready_proposal(cast, text=replace(TEXT, **secret))
    proposal.candidates.create(name="Kandidaat", position=1)
    services.open_vote(proposal=proposal, earlier_figures=True, by=cast.chair, now=OPENED)
    refused(cast, proposal, "is niet open")


CHANGES = (
    "UPDATE votes_ballot SET choice = 'voor'",
    "DELETE FROM votes_ballot",
    "TRUNCATE votes_ballot",
    "UPDATE votes_seat SET inhabitants = 1",
    "ALTER TABLE votes_ballot DISABLE TRIGGER ALL",
    "DROP TRIGGER append_only ON votes_ballot",
)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", CHANGES)
def test_application_role_changes_no_ballot(cast: Cast, statement: str) -> None:
    """It may only add and read, and it is no owner: it cannot switch a trigger off either."""
    a_closed_vote(cast)
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.fixture
def owner(transactional_db: None) -> Iterator[psycopg.Connection]:
    """The role that owns the tables."""
    with as_owner(connection.settings_dict) as connected:
        yield connected


@pytest.mark.parametrize("statement", CHANGES[:4])
def test_owner_changes_no_ballot_while_the_triggers_stand(
    cast: Cast, owner: psycopg.Connection, statement: str
) -> None:
    a_closed_vote(cast)
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="alleen toegevoegd"):
        owner.execute(statement)


def rewrite(owner: psycopg.Connection, proposal: Proposal, change: Callable[[Ballot], str]) -> Proposal:
    """With the triggers off: other choices, and every code that follows from them, up to the closing hash."""
    for table in ("votes_ballot", "votes_proposal"):
        owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    try:
        rewrite_ballots(owner, proposal, change)
        forged = Proposal.objects.get(pk=proposal.pk)
        forged.result = counting.result_of(forged, at=forged.closing)
        owner.execute(
            "UPDATE votes_proposal SET result = %s, closing_hash = %s WHERE id = %s",
            [Jsonb(forged.result), counting.closing_hash(forged), forged.pk],
        )
    finally:
        for table in ("votes_ballot", "votes_proposal"):
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return Proposal.objects.get(pk=proposal.pk)


def rewrite_ballots(owner: psycopg.Connection, proposal: Proposal, change: Callable[[Ballot], str]) -> None:
    """A new chain over the changed choices."""
    previous = proposal.snapshot_hash
    for ballot in proposal.ballots.select_related("party").order_by("seq"):
        facts = {"choice": change(ballot), "party": ballot.party.code, "cast_at": chain.instant(ballot.cast_at)}
        own = chain.next_hash(previous=previous, vote=proposal.pk, seq=ballot.seq, key=str(ballot.key), **facts)
        owner.execute(
            "UPDATE votes_ballot SET choice = %s, previous_hash = %s, hash = %s WHERE id = %s",
            [facts["choice"], previous, own, ballot.pk],
        )
        previous = own
    owner.execute("UPDATE votes_proposal SET head_hash = %s WHERE id = %s", [previous, proposal.pk])


def test_owner_who_rewrites_everything_is_caught_by_the_published_closing_code(
    cast: Cast, owner: psycopg.Connection, tmp_path: Path
) -> None:
    """The file and the pages agree with themselves; only the code in fourteen mailboxes does not."""
    proposal = a_closed_vote(cast)
    mailed = proposal.closing_hash
    forged = rewrite(owner, proposal, lambda ballot: "voor")
    assert forged.result["result"] == "AANGENOMEN"
    assert all(check.passed for check in counting.checks(forged))
    text = export.export(forged)
    assert verify(tmp_path, text).code == 0
    caught = verify(tmp_path, text, outside=mailed)
    assert caught.code == 1
    assert caught.wrong == ("Uw sluitcode: een andere. Dit bestand is van na het sluiten.",)


def test_owner_who_rewrites_one_ballot_breaks_the_chain(cast: Cast, owner: psycopg.Connection, tmp_path: Path) -> None:
    """Without the codes that follow, the very ballot is named, on the page and by the verifier."""
    proposal = a_closed_vote(cast)
    owner.execute("ALTER TABLE votes_ballot DISABLE TRIGGER USER")
    owner.execute("UPDATE votes_ballot SET choice = 'voor' WHERE seq = 4")
    owner.execute("ALTER TABLE votes_ballot ENABLE TRIGGER USER")
    failed = [check.sentence for check in counting.checks(proposal) if not check.passed]
    assert "De keten breekt bij stem 4." in failed
    assert verify(tmp_path, export.export(proposal)).wrong[0] == "De keten van stemmen: de keten breekt bij stem 4."


def test_vote_closed_a_moment_ago_takes_no_ballot(cast: Cast, owner: psycopg.Connection) -> None:
    """Not from the owner either: the ballot guard stands for everybody."""
    proposal = an_open_vote(cast)
    late = link(proposal, cast)
    services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    values = [
        proposal.pk,
        late["party"].pk,
        late["key"],
        late["cast_by"].pk,
        VOTED,
        late["previous_hash"],
        late["hash"],
    ]
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="is niet open"):
        owner.execute(
            "INSERT INTO votes_ballot (proposal_id, seq, party_id, choice, key, cast_by_id, on_mandate, entry_reason,"
            " entry_notice, cast_at, previous_hash, hash) VALUES (%s, 1, %s, 'voor', %s, %s, '', '', '', %s, %s, %s)",
            values,
        )
