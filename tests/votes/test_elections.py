"""Votes about persons through the services: candidates, slips, rounds, lot (BOK-5.4, 7.1; R20; Gemeentewet 31)."""

import uuid

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from psycopg.sql import SQL, Identifier

from meetings.selectors.minutes import live_content
from meetings.wording.minutes import line_text
from tests.cast import Cast
from tests.votes.election import ANNA, BRAM, CARLA, a_nomination, a_ready_election, an_open_election, fill, held, slip
from tests.votes.election import opened as open_it
from tests.votes.stage import CLOSED, OPENED, VOTED, an_open_vote
from twente.core.models import AuditEntry, ReadingAdoption
from twente.outbox.models import Message
from votes import counting, elections, selectors, services
from votes.models import LotDraw, Participation, Proposal, Slip, Totals
from votes.rules import Result
from votes.services.appointing import NobodyToAsk, VoteNeeded, appoint_unopposed
from votes.services.casting import SecretVote
from votes.services.checking import NoCandidates, OtherCandidates, WeighedSlips
from votes.services.closing import LotNotDrawn
from votes.services.drawing_lots import (
    AlreadyDrawn,
    Draw,
    NoLotNeeded,
    NoNextRound,
    NotInTheDraw,
    draw_lot,
    hold_next_round,
)
from votes.services.electing import AlreadyVoted, NoSuchCandidate, cast_slip
from votes.services.nominating import CandidatesFixed, Nomination, NotAboutPersons, nominate

pytestmark = pytest.mark.django_db
LOT = Draw(name=BRAM, drawn_by="De voorzitter", witness="De coördinerend secretaris")


def test_candidates_stand_on_the_slip_in_their_order_until_opening(cast: Cast) -> None:
    proposal = a_nomination(cast, (BRAM, ANNA))
    nominate(
        proposal=proposal, nomination=Nomination((ANNA, CARLA), "ballot"), version=2, by=cast.secretary, now=OPENED
    )
    vote = open_it(cast, services.make_ready(proposal=proposal, by=cast.secretary, now=OPENED))
    assert vote.snapshot["candidates"] == [ANNA, CARLA]
    assert vote.snapshot["election"] == {"step": "eerste_stemming", "ahead": []}
    with pytest.raises(services.ProposalFrozen):
        nominate(proposal=vote, nomination=Nomination((BRAM,), "ballot"), version=3, by=cast.secretary, now=OPENED)


def test_changed_candidates_make_a_ready_proposal_a_concept_again(cast: Cast) -> None:
    vote = a_ready_election(cast)
    nominate(
        proposal=vote, nomination=Nomination((ANNA,), "ballot"), version=vote.version, by=cast.secretary, now=OPENED
    )
    vote.refresh_from_db()
    assert vote.state == Proposal.State.CONCEPT


def test_nobody_can_be_chosen_without_candidates(cast: Cast) -> None:
    proposal = a_ready_election(cast)
    proposal.candidates.all().delete()
    with pytest.raises(NoCandidates):
        open_it(cast, proposal)


def test_an_ordinary_proposal_has_no_candidates(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    with pytest.raises(NotAboutPersons):
        nominate(proposal=proposal, nomination=Nomination((ANNA,), "ballot"), version=2, by=cast.secretary, now=OPENED)


def test_all_fourteen_vote_and_nothing_is_weighed(cast: Cast) -> None:
    """BOK-12.2 excludes Enschede from no vote about persons; R20: no inhabitants."""
    vote = an_open_election(cast)
    assert vote.population is None
    assert selectors.turnout(vote).entitled == 14
    assert set(vote.seats.values_list("inhabitants", flat=True)) == {None}


def test_a_weighed_reading_keeps_the_vote_shut(cast: Cast) -> None:
    """R20 `zoals_12_3`: a weighted total would show what every party voted."""
    proposal = a_ready_election(cast)
    ReadingAdoption.objects.create(
        agreement=cast.agreement,
        reading="R20",
        value="zoals_12_3",
        adopted_on=OPENED.date(),
        decision="Besluit 2026-9",
        asked_by=cast.chair,
        confirmed_by=cast.secretary,
        recorded_at=OPENED,
    )
    with pytest.raises(WeighedSlips, match="verraadt"):
        open_it(cast, proposal)


def test_a_slip_is_cast_once_and_never_changed(cast: Cast) -> None:
    vote, key = an_open_election(cast), uuid.uuid4()
    first = slip(cast, vote, "Borne", ANNA, key=key)
    assert slip(cast, vote, "Borne", ANNA, key=key) == first, "a double tap"
    with pytest.raises(AlreadyVoted):
        slip(cast, vote, "Borne", BRAM)
    assert (Participation.objects.count(), Slip.objects.count()) == (1, 1)


def test_a_name_that_is_not_on_the_slip_is_refused(cast: Cast) -> None:
    vote = an_open_election(cast)
    for choice in (CARLA, "tegen", "ongeldig", ""):
        with pytest.raises(NoSuchCandidate):
            slip(cast, vote, "Borne", choice)
    assert not Slip.objects.exists()


def test_the_chair_and_somebody_without_mandate_put_nothing_in_the_box(cast: Cast) -> None:
    vote = an_open_election(cast)
    for person in (cast.chair, cast.secretary, cast.representatives["Almelo"]):
        with pytest.raises(services.NotAVoter):
            cast_slip(proposal=vote, party=cast.parties["Borne"], by=person, choice=ANNA, key=uuid.uuid4(), now=VOTED)
    assert not Slip.objects.exists()


def test_a_slip_after_closing_is_too_late(cast: Cast) -> None:
    vote = held(cast, {ANNA: 2})
    with pytest.raises(services.VoteClosed):
        slip(cast, vote, "Wierden", BRAM)


def test_the_secretary_enters_no_slip_for_a_party(cast: Cast) -> None:
    vote = an_open_election(cast)
    with pytest.raises(SecretVote, match="papier"):
        services.enter_ballot(
            proposal=vote,
            party=cast.parties["Borne"],
            by=cast.secretary,
            choice="voor",
            key=uuid.uuid4(),
            entry=services.casting.Entry("Telefoon leeg", "Mail"),
            now=VOTED,
        )


@pytest.mark.parametrize(
    ("counts", "names", "code"),
    [
        ({ANNA: 8, BRAM: 5, "blanco": 1}, (ANNA, BRAM), f"GEKOZEN:{ANNA}"),
        ({ANNA: 7, BRAM: 5, "blanco": 2}, (ANNA, BRAM), f"GEKOZEN:{ANNA}"),
        ({ANNA: 7, BRAM: 7}, (ANNA, BRAM), f"HERSTEMMING:{ANNA},{BRAM}"),
        ({ANNA: 6, BRAM: 5, CARLA: 3}, (ANNA, BRAM, CARLA), f"HERSTEMMING:{ANNA},{BRAM}"),
        ({ANNA: 6, BRAM: 4, CARLA: 4}, (ANNA, BRAM, CARLA), f"TUSSENSTEMMING:{BRAM},{CARLA}"),
        ({ANNA: 9, "tegen": 4, "blanco": 1}, (ANNA,), f"GEKOZEN:{ANNA}"),
        ({ANNA: 7, "tegen": 7}, (ANNA,), "NIET_GEKOZEN"),
    ],
)
def test_worked_examples_through_the_services(cast: Cast, counts, names, code: str) -> None:
    """V077, V079, V080, V082, V083, V084, V085."""
    vote = held(cast, counts, names)
    assert vote.result["result"] == code
    assert vote.result["ballots"] == []
    assert len(vote.result["participants"]) == 14


def test_the_sentence_says_who_is_chosen_for_which_office(cast: Cast) -> None:
    vote = held(cast, {ANNA: 8, BRAM: 5, "blanco": 1})
    assert vote.result["sentence"].startswith(f"{ANNA} is gekozen tot plaatsvervangend voorzitter.")
    assert counting.settled(vote)["headline"] == f"Gekozen: {ANNA}"
    assert all(check.passed for check in counting.checks(vote))


def test_a_tie_goes_to_a_run_off_and_then_to_the_lot(cast: Cast) -> None:
    """V080, V081: 7-7, again 7-7, the lot (Gemeentewet 31)."""
    first = held(cast, {ANNA: 7, BRAM: 7})
    second = hold_next_round(proposal=first, by=cast.chair, now=CLOSED)
    assert hold_next_round(proposal=first, by=cast.secretary, now=CLOSED) == second, "twice makes one"
    assert (second.item, second.previous, second.state) == (first.item, first, Proposal.State.READY)
    second = fill(cast, open_it(cast, second), {ANNA: 7, BRAM: 7})
    assert second.result["result"] == f"LOTING:{ANNA},{BRAM}"
    with pytest.raises(LotNotDrawn):
        services.establish_result(proposal=second, by=cast.chair, now=CLOSED)
    draw_lot(proposal=second, draw=LOT, by=cast.secretary, now=CLOSED)
    services.establish_result(proposal=second, by=cast.chair, now=CLOSED)
    assert counting.settled(second)["headline"] == f"Gekozen: {BRAM}, na loting"
    decision = second.item.decisions.get(source=f"vote:{second.pk}")
    assert decision.outcome == "gekozen na loting"
    assert f"{BRAM} is gekozen tot plaatsvervangend voorzitter, na loting." in decision.sentence
    with pytest.raises(NoNextRound):
        hold_next_round(proposal=second, by=cast.chair, now=CLOSED)


def test_a_lot_is_drawn_once_between_those_who_are_level(cast: Cast) -> None:
    first = held(cast, {ANNA: 7, BRAM: 7})
    with pytest.raises(NoLotNeeded):
        draw_lot(proposal=first, draw=LOT, by=cast.chair, now=CLOSED)
    second = open_it(cast, hold_next_round(proposal=first, by=cast.chair, now=CLOSED))
    second = fill(cast, second, {ANNA: 7, BRAM: 7})
    with pytest.raises(NotInTheDraw):
        draw_lot(proposal=second, draw=Draw(CARLA, "De voorzitter", "De griffier"), by=cast.chair, now=CLOSED)
    lot = draw_lot(proposal=second, draw=LOT, by=cast.chair, now=CLOSED)
    assert draw_lot(proposal=second, draw=LOT, by=cast.chair, now=CLOSED) == lot
    with pytest.raises(AlreadyDrawn):
        draw_lot(proposal=second, draw=Draw(ANNA, "De voorzitter", "De griffier"), by=cast.chair, now=CLOSED)
    assert LotDraw.objects.count() == 1


def test_who_was_ahead_waits_for_the_winner_of_the_preliminary_vote(cast: Cast) -> None:
    """V083: 6-4-4, so Bram and Carla meet first, and the winner meets Anna."""
    first = held(cast, {ANNA: 6, BRAM: 4, CARLA: 4}, (ANNA, BRAM, CARLA))
    between = hold_next_round(proposal=first, by=cast.chair, now=CLOSED)
    assert [one.name for one in between.candidates.all()] == [BRAM, CARLA]
    between = fill(cast, open_it(cast, between), {BRAM: 5, CARLA: 6, "blanco": 3})
    assert between.snapshot["election"] == {"step": "tussenstemming", "ahead": [ANNA]}
    assert between.result["result"] == f"HERSTEMMING:{ANNA},{CARLA}"
    assert not between.result["adopted"], "to win a preliminary vote is not to be chosen"
    last = hold_next_round(proposal=between, by=cast.chair, now=CLOSED)
    assert [one.name for one in last.candidates.all()] == [ANNA, CARLA]
    last = fill(cast, open_it(cast, last), {ANNA: 4, CARLA: 10})
    assert last.result["result"] == f"GEKOZEN:{CARLA}"


def test_a_level_preliminary_vote_is_settled_by_lot(cast: Cast) -> None:
    first = held(cast, {ANNA: 6, BRAM: 4, CARLA: 4}, (ANNA, BRAM, CARLA))
    between = open_it(cast, hold_next_round(proposal=first, by=cast.chair, now=CLOSED))
    between = fill(cast, between, {BRAM: 7, CARLA: 7})
    assert elections.ended(between) is Result.LOT
    with pytest.raises(NoNextRound):
        hold_next_round(proposal=between, by=cast.chair, now=CLOSED)
    draw_lot(proposal=between, draw=LOT, by=cast.chair, now=CLOSED)
    assert not counting.settled(between)["adopted"]
    last = hold_next_round(proposal=between, by=cast.chair, now=CLOSED)
    assert [one.name for one in last.candidates.all()] == [ANNA, BRAM]


def test_names_of_a_next_round_stand(cast: Cast) -> None:
    first = held(cast, {ANNA: 7, BRAM: 7})
    second = hold_next_round(proposal=first, by=cast.chair, now=CLOSED)
    with pytest.raises(CandidatesFixed):
        nominate(
            proposal=second, nomination=Nomination((ANNA, CARLA), "ballot"), version=1, by=cast.secretary, now=CLOSED
        )
    second.candidates.filter(name=BRAM).update(name=CARLA)
    with pytest.raises(OtherCandidates):
        open_it(cast, second)


def test_the_minutes_print_numbers_and_no_party(cast: Cast) -> None:
    vote = held(cast, {ANNA: 8, BRAM: 5, "blanco": 1})
    services.establish_result(proposal=vote, by=cast.chair, now=CLOSED)
    item = live_content(vote.item.meeting)["items"][0]
    assert line_text(item["line"]) == (
        f"Aanwezig 14 partijen, stemgerechtigd 14. Geheime stemming, 14 briefjes: {ANNA} 8, {BRAM} 5, blanco 1."
    )
    assert not item["decisions"][0]["figures"]["ballots"]


def test_the_only_candidate_is_appointed_when_nobody_asks_for_a_vote(cast: Cast) -> None:
    proposal = a_ready_election(cast, (ANNA,), present=("Almelo", "Borne"))
    vote = appoint_unopposed(proposal=proposal, by=cast.chair, now=OPENED)
    assert appoint_unopposed(proposal=proposal, by=cast.chair, now=OPENED) == vote, "twice changes nothing"
    assert vote.result["sentence"].startswith(f"{ANNA} is benoemd tot plaatsvervangend voorzitter, zonder stemming")
    assert vote.result["present"] == ["GM0141", "GM0147"]
    assert not Message.objects.filter(kind="vote_opened").exists(), "there is nothing to cast"


def test_two_candidates_or_an_empty_table_need_a_vote(cast: Cast) -> None:
    with pytest.raises(NobodyToAsk):
        appoint_unopposed(proposal=a_ready_election(cast, (ANNA,)), by=cast.chair, now=OPENED)


def test_two_candidates_need_a_vote(cast: Cast) -> None:
    with pytest.raises(VoteNeeded):
        appoint_unopposed(proposal=a_ready_election(cast, present=("Almelo",)), by=cast.chair, now=OPENED)


@pytest.mark.parametrize("table", [Participation, Slip, Totals, LotDraw])
def test_the_application_role_adds_but_never_changes(cast: Cast, table) -> None:
    name = Identifier(table._meta.db_table)
    for statement in ("UPDATE {} SET proposal_id = 0", "DELETE FROM {}", "TRUNCATE {}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SQL(statement).format(name))


def test_the_database_refuses_a_slip_without_a_party(cast: Cast) -> None:
    vote = an_open_election(cast)
    slip(cast, vote, "Borne", ANNA)
    with pytest.raises(DatabaseError, match="meer briefjes dan deelnemers"), transaction.atomic():
        Slip.objects.create(proposal=vote, choice=ANNA)


def test_a_box_that_does_not_fit_the_parties_is_void(cast: Cast) -> None:
    vote = an_open_election(cast)
    slip(cast, vote, "Borne", ANNA)
    Participation.objects.create(
        proposal=vote,
        party=cast.parties["Losser"],
        key=uuid.uuid4(),
        cast_by=cast.representatives["Losser"],
        on_mandate="Collegebesluit",
    )
    vote = services.close_vote(proposal=vote, by=cast.chair, now=CLOSED)
    assert vote.result["result"] == "ONGELDIG"
    assert "1 briefjes en 2 partijen" in vote.result["sentence"]


def test_no_row_ties_a_party_to_a_choice(cast: Cast) -> None:
    """R20: after a vote every row of every table is read as text; none but the slips of one choice knows the choice."""
    vote = an_open_election(cast)
    slip(cast, vote, "Losser", "blanco")
    slip(cast, vote, "Borne", BRAM)
    rows = every_row()
    about_bram = {table for table, text in rows if BRAM in text}
    assert about_bram == {"votes_slip", "votes_candidate", "votes_proposal", "core_auditentry", "outbox_message"}
    for table, text in rows:
        if BRAM in text and table in ("core_auditentry", "outbox_message"):
            assert ANNA in text, "both candidates are named where the vote was prepared or announced"
    losser = str(cast.parties["Losser"].pk)
    assert not any(losser in text.split(",") for table, text in rows if table == "votes_slip")
    assert AuditEntry.objects.get(action="slip_cast", by=cast.representatives["Borne"]).detail == {"party": "GM0147"}


def every_row() -> list[tuple[str, str]]:
    """Table → each of its rows as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(SQL("SELECT row::text FROM {} row").format(Identifier(table)))
            found += [(table, text) for (text,) in cursor.fetchall()]
    return found


def test_slip_and_participation_share_no_column_but_the_vote() -> None:
    columns = {field.column for field in Slip._meta.concrete_fields}
    assert columns == {"id", "proposal_id", "choice"}
    assert columns & {field.column for field in Participation._meta.concrete_fields} == {"id", "proposal_id"}
