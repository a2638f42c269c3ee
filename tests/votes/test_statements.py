"""Stemverklaringen and reminders: until closing, for the right people, each once."""

import uuid
from datetime import timedelta

import pytest

from tests.cast import Cast
from tests.votes.stage import CLOSED, DRAWN, OPENED, VOTED, a_closed_vote, an_open_vote, cast_vote
from twente.core.models import AuditEntry
from twente.outbox.models import Message
from votes import services
from votes.models import Proposal, VoteStatement
from votes.services.reminding import NobodyToRemind, remind_voters
from votes.services.stating import (
    Statement,
    StatementKeyReused,
    StatementTooLate,
    VoteFirst,
    enter_statement,
    state_vote,
)
from votes.statements import statements_of

pytestmark = pytest.mark.django_db
SOON = VOTED + timedelta(minutes=1)


def says(cast: Cast, proposal: Proposal, name: str, text: str, *, at=SOON, by=None, key=None) -> VoteStatement:
    """The party explains its vote."""
    statement = Statement(cast.parties[name], text, key or uuid.uuid4())
    return state_vote(proposal=proposal, statement=statement, by=by or cast.representatives[name], now=at)


def a_vote_of_borne(cast: Cast) -> Proposal:
    """An open vote in which Borne voted."""
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Borne", "voor")
    return proposal


def test_statement_is_nobodys_before_closing_and_everybodys_after(cast: Cast) -> None:
    proposal = a_vote_of_borne(cast)
    says(cast, proposal, "Borne", "Wij steunen de koers.")
    assert statements_of(proposal) == []
    closed = services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    assert [row.text for row in statements_of(closed)] == ["Wij steunen de koers."]


def test_later_statement_replaces_and_none_is_edited(cast: Cast) -> None:
    proposal = a_vote_of_borne(cast)
    for text in ("Wij steunen de koers.", "Wij steunen de koers, met zorg over het tempo."):
        says(cast, proposal, "Borne", text)
    assert VoteStatement.objects.count() == 2
    closed = services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    assert [row.text for row in statements_of(closed)] == ["Wij steunen de koers, met zorg over het tempo."]


def test_same_form_and_same_text_are_one_statement(cast: Cast) -> None:
    proposal, key = a_vote_of_borne(cast), uuid.uuid4()
    first = says(cast, proposal, "Borne", "Wij steunen de koers.", key=key)
    assert says(cast, proposal, "Borne", "Wij steunen de koers.", key=key, at=CLOSED) == first
    assert says(cast, proposal, "Borne", "Wij steunen de koers.") == first
    with pytest.raises(StatementKeyReused):
        says(cast, proposal, "Borne", "Iets anders.", key=key)


def test_no_statement_before_the_vote_of_the_party(cast: Cast) -> None:
    with pytest.raises(VoteFirst):
        says(cast, an_open_vote(cast), "Borne", "Wij steunen de koers.")


def test_no_statement_after_closing(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    with pytest.raises(StatementTooLate):
        says(cast, proposal, "Borne", "Wij steunen de koers.", at=CLOSED)


@pytest.mark.parametrize("part", ["chair", "secretary", "substitute", "representative"])
def test_only_who_speaks_for_the_party_states(cast: Cast, part: str) -> None:
    proposal = a_vote_of_borne(cast)
    with pytest.raises(services.NotAVoter):
        says(cast, proposal, "Borne", "Wij steunen de koers.", by=cast.everybody[part])


def test_secretary_writes_down_what_a_party_says(cast: Cast) -> None:
    proposal = a_vote_of_borne(cast)
    statement = Statement(cast.parties["Borne"], "Wij steunen de koers.", uuid.uuid4())
    row = enter_statement(proposal=proposal, statement=statement, by=cast.secretary, now=SOON)
    assert row.made_by == cast.secretary
    entry = AuditEntry.objects.get(action="statement_entered")
    assert "koers" not in str(entry.detail)


def remind(cast: Cast, proposal: Proposal, at=SOON) -> list[str]:
    """Who the secretary reminds."""
    return [person.name for person in remind_voters(proposal=proposal, by=cast.secretary, now=at)]


def test_only_who_can_vote_and_has_not_is_reminded(cast: Cast) -> None:
    """Not Enschede (BOK-12.2), not who voted."""
    proposal = an_open_vote(cast)
    for name in DRAWN:
        if name not in ("Losser", "Wierden"):
            cast_vote(cast, proposal, name, "voor")
    assert remind(cast, proposal) == ["Bestuurder Losser", "Bestuurder Wierden"]
    mail = Message.objects.get(kind="vote_reminder", recipient=cast.representatives["Losser"].email)
    assert "Namens Losser is nog niet gestemd." in mail.body
    assert AuditEntry.objects.filter(action="voters_reminded").count() == 1


def test_a_second_reminder_waits_five_minutes(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    assert len(remind(cast, proposal)) == 13
    assert remind(cast, proposal, SOON + timedelta(minutes=5, microseconds=-1)) == []
    assert len(remind(cast, proposal, SOON + timedelta(minutes=5))) == 13
    assert Message.objects.filter(kind="vote_reminder").count() == 26


def test_nobody_is_reminded_of_a_vote_that_waits_for_nobody(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    with pytest.raises(NobodyToRemind):
        remind(cast, proposal, CLOSED)
    with pytest.raises(NobodyToRemind):
        remind(cast, an_open_vote(cast), OPENED - timedelta(seconds=1))
