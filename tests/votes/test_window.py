"""The planned window: open inside it and nowhere else, by comparing moments, whatever any worker does (BOK-12)."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.html import escape

from meetings.services import record_departure
from tests.cast import Cast
from tests.votes.stage import DRAWN, OPENED, VOTED, a_ready_proposal, cast_vote
from tests.votes.test_races import together
from tests.votes.test_views import page, signed_in
from twente.core import context
from twente.core.dates import day_of
from twente.core.models import AuditEntry
from twente.home import desk
from twente.outbox.models import Message
from votes import chain, presenting, services, tasks
from votes.models import Ballot, Proposal
from votes.rules.window import Planned
from votes.services.preparing import WindowImpossible

pytestmark = pytest.mark.django_db
BEGINS, ENDS = OPENED + timedelta(minutes=3), OPENED + timedelta(minutes=20)
INSTANT = timedelta(microseconds=1)
WINDOW = Planned(BEGINS, ENDS)


def a_planned_vote(cast: Cast, planned: Planned = WINDOW, **how) -> Proposal:
    """Opened by the chair, for a window."""
    proposal = a_ready_proposal(cast, **how)
    return services.open_vote(proposal=proposal, earlier_figures=True, planned=planned, by=cast.chair, now=OPENED)


def test_first_instant_of_the_window_is_open_and_the_one_before_is_not(cast: Cast) -> None:
    proposal = a_planned_vote(cast)
    with pytest.raises(services.VoteNotOpen) as refused:
        cast_vote(cast, proposal, "Borne", "voor", at=BEGINS - INSTANT)
    assert refused.value.sentence == ("De stemming opent op 2 december 2026 om 10.37 uur. Uw stem is niet vastgelegd.")
    assert cast_vote(cast, proposal, "Borne", "voor", at=BEGINS).seq == 1


def test_last_instant_of_the_window_is_open_and_the_closing_instant_is_not(cast: Cast) -> None:
    """Also while no worker ran: the state is still open."""
    proposal = a_planned_vote(cast)
    assert cast_vote(cast, proposal, "Borne", "voor", at=ENDS - INSTANT).seq == 1
    with pytest.raises(services.VoteClosed) as refused:
        cast_vote(cast, proposal, "Almelo", "voor", at=ENDS)
    assert "gesloten om 10.54 uur" in refused.value.sentence
    assert Proposal.objects.get(pk=proposal.pk).state == Proposal.State.OPEN


def test_secretary_enters_no_vote_outside_the_window_either(cast: Cast) -> None:
    proposal, entry = a_planned_vote(cast), services.casting.Entry("Telefoon leeg", "E-mail van 10.30 uur")
    facts = {"party": cast.parties["Borne"], "choice": "voor", "entry": entry, "by": cast.secretary}
    for moment, refusal in ((BEGINS - INSTANT, services.VoteNotOpen), (ENDS, services.VoteClosed)):
        with pytest.raises(refusal):
            services.enter_ballot(proposal=proposal, key=uuid.uuid4(), now=moment, **facts)


@pytest.mark.parametrize("moment", [BEGINS - INSTANT, ENDS])
def test_database_refuses_a_ballot_outside_the_window(cast: Cast, moment) -> None:
    """Also when code forgets to look."""
    proposal, key = a_planned_vote(cast), uuid.uuid4()
    link = chain.next_hash(
        previous=proposal.head_hash,
        vote=proposal.pk,
        seq=1,
        party=cast.parties["Borne"].code,
        choice="voor",
        key=str(key),
        cast_at=chain.instant(moment),
    )
    row = {"proposal": proposal, "seq": 1, "party": cast.parties["Borne"], "choice": "voor", "key": key, "hash": link}
    by = {"cast_by": cast.representatives["Borne"], "on_mandate": "Besluit", "previous_hash": proposal.head_hash}
    with pytest.raises(IntegrityError, match="is niet open"), transaction.atomic():
        Ballot.objects.create(**row, **by, cast_at=moment)


def test_window_is_frozen_in_the_snapshot_and_in_the_row(cast: Cast) -> None:
    proposal = a_planned_vote(cast)
    assert proposal.snapshot["opened_at"] == chain.instant(OPENED)
    assert (proposal.snapshot["opens_at"], proposal.snapshot["closes_at"]) == (
        chain.instant(BEGINS),
        chain.instant(ENDS),
    )
    later = Proposal.objects.filter(pk=proposal.pk)
    with pytest.raises(IntegrityError, match="bevroren"), transaction.atomic():
        later.update(closes_at=ENDS + timedelta(hours=1))


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        (Planned(OPENED - INSTANT, None), "al voorbij"),
        (Planned(None, OPENED), "al voorbij"),
        (Planned(BEGINS, BEGINS), "na het begin"),
        (Planned(None, OPENED + timedelta(days=367)), "hooguit een jaar"),
    ],
)
def test_window_that_nobody_can_vote_in_does_not_open(cast: Cast, planned: Planned, said: str) -> None:
    with pytest.raises(WindowImpossible, match=said):
        a_planned_vote(cast, planned)
    assert not Proposal.objects.filter(state="open").exists()


def test_closing_late_counts_as_of_the_end_of_the_window(cast: Cast) -> None:
    """Who left after the end was still there; the moment of pressing does not matter."""
    proposal = a_planned_vote(cast, present=("Almelo", "Borne"))
    for name, left in (("Almelo", ENDS - INSTANT), ("Borne", ENDS + timedelta(minutes=1))):
        record_departure(meeting=proposal.item.meeting, party=cast.parties[name], by=cast.secretary, now=left)
    closed = services.close_vote(proposal=proposal, by=cast.chair, now=ENDS + timedelta(minutes=5))
    assert (closed.closed_at, closed.closed_by) == (ENDS, cast.chair)
    assert closed.result["present"] == [cast.parties["Borne"].code]


def test_chair_may_close_before_the_end_but_not_before_the_beginning(cast: Cast) -> None:
    proposal = a_planned_vote(cast)
    with pytest.raises(services.VoteNotOpen, match="Vernietig"):
        services.close_vote(proposal=proposal, by=cast.chair, now=BEGINS - INSTANT)
    assert services.close_vote(proposal=proposal, by=cast.chair, now=BEGINS).closed_at == BEGINS


@pytest.mark.django_db(transaction=True)
def test_worker_closes_what_is_due_once_and_leaves_the_rest(cast: Cast, time_machine) -> None:
    proposal = a_planned_vote(cast)
    cast_vote(cast, proposal, "Borne", "voor")
    time_machine.move_to(ENDS - INSTANT, tick=False)
    tasks.close_due()
    assert Proposal.objects.get(pk=proposal.pk).state == Proposal.State.OPEN
    time_machine.move_to(ENDS + timedelta(seconds=9), tick=False)
    for _ in range(2):
        tasks.close_due()
    closed = Proposal.objects.get(pk=proposal.pk)
    assert (closed.state, closed.closed_at, closed.closed_by) == (Proposal.State.CLOSED, ENDS, None)
    assert AuditEntry.objects.get(action="vote_closed").by is None
    assert Message.objects.filter(kind="vote_closed").count() == 17
    assert "vanzelf" in next(stage.note for stage in presenting.stages(closed) if stage.name == "Gesloten")


@pytest.mark.django_db(transaction=True)
def test_worker_and_chair_closing_at_once_give_one_result(cast: Cast) -> None:
    proposal = a_planned_vote(cast)
    for party, choice in DRAWN.items():
        cast_vote(cast, proposal, party, choice)
    late = ENDS + timedelta(seconds=1)
    first, second = together(
        lambda: services.close_vote(proposal=proposal, by=None, now=late),
        lambda: services.close_vote(proposal=proposal, by=cast.chair, now=late + INSTANT),
    )
    assert first.closing_hash == second.closing_hash
    assert first.closed_at == second.closed_at == ENDS
    assert AuditEntry.objects.filter(action="vote_closed").count() == 1


def test_mail_of_the_opening_names_the_window(cast: Cast) -> None:
    a_planned_vote(cast)
    body = Message.objects.filter(kind="vote_opened").first().body
    assert "opent op 2 december 2026 om 10.37 uur" in body
    assert "tot 2 december 2026 om 10.54 uur" in body


@pytest.mark.parametrize(
    ("moment", "word", "ballot"),
    [
        (BEGINS - INSTANT, "Stemming opent later", False),
        (BEGINS, "Stemming open", True),
        (ENDS, "Stemming gesloten", False),
    ],
)
def test_ballot_page_follows_the_clock_by_itself(cast: Cast, time_machine, moment, word: str, ballot: bool) -> None:
    proposal = a_planned_vote(cast)
    time_machine.move_to(moment, tick=False)
    shown = signed_in(cast.representatives["Borne"]).get(page("ballot_cast", proposal.pk, "GM0147")).text
    assert f"{word}</span>" in shown
    assert ('name="choice"' in shown) is ballot


def test_turnout_changes_when_the_window_does(cast: Cast, time_machine) -> None:
    proposal = a_planned_vote(cast)
    time_machine.move_to(BEGINS, tick=False)
    client = signed_in(cast.representatives["Borne"])
    assert client.get(page("turnout", proposal.pk), {"versie": "open-0"}).status_code == 204
    time_machine.move_to(ENDS, tick=False)
    assert "De uitslag wordt vastgelegd" in client.get(page("turnout", proposal.pk), {"versie": "open-0"}).text


def test_who_waits_for_the_window_is_told_when_it_begins(cast: Cast, time_machine) -> None:
    """And stays told while others vote; the form itself never comes by itself."""
    proposal = a_planned_vote(cast)
    time_machine.move_to(BEGINS - INSTANT, tick=False)
    client, address = signed_in(cast.representatives["Borne"]), page("turnout", proposal.pk)
    assert client.get(address, {"versie": "planned-0"}).status_code == 204
    time_machine.move_to(BEGINS, tick=False)
    assert "De stemming is nu open." in client.get(address, {"versie": "planned-0"}).text
    assert client.get(address, {"versie": "planned-open-0"}).status_code == 204
    cast_vote(cast, proposal, "Almelo", "voor", at=BEGINS)
    assert "De stemming is nu open." in client.get(address, {"versie": "planned-open-0"}).text


@pytest.mark.parametrize(
    ("moment", "asked"),
    [(BEGINS - INSTANT, set()), (BEGINS, {"Stem uitbrengen", "Stemming open"}), (ENDS, {"Stemming voorbij"})],
)
def test_desk_follows_the_window(cast: Cast, moment, asked: set[str]) -> None:
    a_planned_vote(cast)
    people = (cast.representatives["Borne"], cast.chair)
    rows = [row for user in people for row in desk.rows_of(desk.actors_of(user, day_of(moment)), moment)]
    assert {row.asked.title.partition(":")[0] for row in rows if "Koers" in row.asked.title} == asked


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [
        ("2026-12-02T10:00", "", "al voorbij"),
        ("", "2026-12-02T10:34", "al voorbij"),
        ("2026-12-02T12:00", "2026-12-02T11:00", "Het einde moet na het begin liggen."),
        ("", "2027-03-28T02:30", "bestaat niet op 28 maart 2027"),
        ("", "2027-10-31T02:30", "komt twee keer voor op 31 oktober 2027"),
        ("", "31-02-2027 10.00", "Vul een dag en een tijd in"),
        ("gisteren", "", "Vul een dag en een tijd in"),
        ("", "9999-12-31T23:59", "hooguit een jaar"),
        ("0001-01-01T00:00", "", "Vul een dag en een tijd in"),
    ],
)
def test_bad_moments_are_told_at_the_field(cast: Cast, time_machine, opens: str, closes: str, said: str) -> None:
    time_machine.move_to(OPENED, tick=False)
    proposal = a_ready_proposal(cast)
    data = {"earlier_figures": "on", "opens_at": opens, "closes_at": closes}
    answer = signed_in(cast.chair).post(page("vote_open", proposal.pk), data)
    assert answer.status_code == 422
    assert said in answer.text
    assert escape(opens or closes) in answer.text, "nothing that was typed is lost"
    assert Proposal.objects.get(pk=proposal.pk).state == Proposal.State.READY


def test_window_is_filled_in_in_amsterdam_time(cast: Cast, time_machine) -> None:
    time_machine.move_to(OPENED, tick=False)
    proposal = a_ready_proposal(cast)
    data = {"earlier_figures": "on", "opens_at": "2026-12-02T10:37", "closes_at": "2-12-2026 10.54"}
    assert signed_in(cast.chair).post(page("vote_open", proposal.pk), data).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.opens_at, proposal.closes_at) == (BEGINS, ENDS)


def test_visitor_of_an_over_vote_can_close_it(cast: Cast, time_machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "SLOTS", {})
    proposal = a_planned_vote(cast)
    time_machine.move_to(ENDS, tick=False)
    chair: Client = signed_in(cast.chair)
    assert "De stemming is gesloten op 2 december 2026 om 10.54 uur. De uitslag wordt vastgelegd." in (
        chair.get(page("proposal_detail", proposal.pk)).text
    )
    assert chair.post(page("vote_close", proposal.pk)).status_code == 302
    assert Proposal.objects.get(pk=proposal.pk).closed_at == ENDS


def test_before_the_window_closing_is_grey_and_no_vote_is_entered(cast: Cast, time_machine) -> None:
    proposal = a_planned_vote(cast)
    time_machine.move_to(BEGINS - INSTANT, tick=False)
    address, secretary = page("proposal_detail", proposal.pk), signed_in(cast.secretary)
    for moment, closes, enters in ((BEGINS - INSTANT, False, False), (BEGINS, True, True), (ENDS, True, False)):
        time_machine.move_to(moment, tick=False)
        shown = secretary.get(address).text
        assert (page("vote_close", proposal.pk) in shown) is closes
        assert ("Stem invoeren" in shown) is enters
        assert ("Sluiten kan vanaf 2 december 2026 om 10.37 uur." in shown) is not closes


def test_vote_without_a_window_stays_as_it_was(cast: Cast) -> None:
    proposal = a_planned_vote(cast, Planned(None, None))
    assert cast_vote(cast, proposal, "Borne", "voor", at=VOTED).seq == 1
    assert services.close_vote(proposal=proposal, by=cast.chair, now=ENDS).closed_at == ENDS
