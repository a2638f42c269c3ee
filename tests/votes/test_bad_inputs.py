"""What people, browsers and databases do to a vote, each with the answer of the list (lists/bad_inputs.json)."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from meetings import services as meetings
from tests.cast import MORNING
from tests.factories import an_item
from tests.votes import test_bad_counts as counts
from tests.votes.stage import (
    CLOSED,
    TEXT,
    VOTED,
    a_ready_proposal,
    an_open_vote,
    cast_vote,
)
from tests.votes.table_of_inputs import OF_VOTES, Table, listed
from tests.votes.trying import Stage, closed_now, page, refused
from tests.votes.trying import stage as stage
from twente.core import services as core
from twente.core.models import AuditEntry
from twente.outbox.models import Message
from votes import services
from votes.models import Ballot, Proposal

TABLE = Table()
bad_input = TABLE.tries_input
BORNE, ALMELO, HAAKSBERGEN = "GM0147", "GM0141", "GM0158"

ELSEWHERE = {
    "close while 14 cast": "tests/votes/test_races.py: test_closing_while_everybody_votes_twice",
    "deadline in the past on opening": "a vote has no deadline: chair or secretary closes it",
    "secret ballot id enumeration": "there are no secret ballots yet (R20)",
}
"""Inputs of the list that are tried in another file, or cannot be given yet."""


@bad_input("vote without open ballot", "409")
def try_before_opening(stage: Stage) -> None:
    answer = stage.vote(a_ready_proposal(stage.cast), BORNE)
    refused(answer, 409)
    assert "nog niet open" in answer.text


@bad_input("vote 1 s after closing", "409")
def try_a_second_late(stage: Stage) -> None:
    proposal = closed_now(stage, an_open_vote(stage.cast))
    answer = stage.vote(proposal, BORNE, at=CLOSED + timedelta(seconds=1))
    refused(answer, 409)
    assert "Uw stem is niet vastgelegd" in answer.text


@bad_input("vote at the closing instant 24:00", "409")
def try_at_midnight(stage: Stage) -> None:
    """The first moment of the next day is too late; a microsecond earlier is in time."""
    midnight = datetime(2026, 12, 2, 23, 0, tzinfo=UTC)
    proposal = an_open_vote(stage.cast)
    assert stage.vote(proposal, ALMELO, at=midnight - timedelta(microseconds=1)).status_code == 302
    services.close_vote(proposal=proposal, by=stage.cast.chair, now=midnight)
    refused(stage.vote(proposal, BORNE, at=midnight), 409, stored=1)


@bad_input("vote twice same value", "idempotent, one stored")
def try_same_vote_twice(stage: Stage) -> None:
    proposal, key = an_open_vote(stage.cast), uuid.uuid4()
    first, second = (stage.vote(proposal, BORNE, key=key) for _ in range(2))
    from_a_fresh_form = stage.vote(proposal, BORNE, at=VOTED + timedelta(minutes=1))
    assert first["Location"] == second["Location"] == from_a_fresh_form["Location"]
    assert Ballot.objects.count() == Message.objects.filter(kind="vote_receipt").count() == 1


@bad_input("vote twice other value, open ballot", "change recorded in trail")
def try_another_choice(stage: Stage) -> None:
    proposal = an_open_vote(stage.cast)
    for choice in ("voor", "tegen"):
        assert stage.vote(proposal, BORNE, choice=choice).status_code == 302
    assert list(Ballot.objects.values_list("seq", "choice")) == [(1, "voor"), (2, "tegen")]
    assert AuditEntry.objects.filter(action="ballot_cast").count() == 2
    assert closed_now(stage, proposal).result["tally"]["against"] == 1


@bad_input("vote for another municipality (tampered id)", "404")
def try_another_municipality(stage: Stage) -> None:
    refused(stage.vote(an_open_vote(stage.cast), BORNE, by="Almelo"), 404)


def substituted(stage: Stage, proposal: Proposal) -> None:
    """The substitute of Haaksbergen is registered for this meeting (BOK-1f)."""
    meetings.record_substitution(
        meeting=proposal.item.meeting,
        party=stage.cast.parties["Haaksbergen"],
        user=stage.cast.substitute,
        document="Volmacht 7",
        by=stage.cast.secretary,
        now=VOTED,
    )


@bad_input("vote by representative and substitute at once", "first counts, second 409")
def try_two_for_one_party(stage: Stage) -> None:
    proposal = an_open_vote(stage.cast)
    assert stage.vote(proposal, HAAKSBERGEN).status_code == 302
    substituted(stage, proposal)
    refused(stage.vote(proposal, HAAKSBERGEN, by="substitute", choice="tegen"), 409, stored=1)
    assert Ballot.objects.get().choice == "voor"


@bad_input("vote by substitute without registration", "403")
def try_unregistered_substitute(stage: Stage) -> None:
    proposal = an_open_vote(stage.cast)
    refused(stage.vote(proposal, HAAKSBERGEN, by="substitute"), 403)
    substituted(stage, proposal)
    assert stage.vote(proposal, HAAKSBERGEN, by="substitute").status_code == 302


@bad_input("vote by chair (5.5 no vote)", "403")
def try_chair(stage: Stage) -> None:
    """BOK-5.5: also not for Enschede."""
    proposal = an_open_vote(stage.cast)
    for code in (BORNE, "GM0153"):
        refused(stage.vote(proposal, code, by="chair"), 403)


@bad_input(
    "vote by secretary",
    "403 as a voter; entering a party's vote with its reason and notice is another act, marked as such",
)
def try_secretary(stage: Stage) -> None:
    proposal = an_open_vote(stage.cast)
    refused(stage.vote(proposal, BORNE, by="secretary"), 403)
    data = {"choice": "voor", "key": uuid.uuid4(), "reason": "De telefoon is leeg.", "notice": "Mail van 10.44 uur."}
    stage.browser(stage.cast.secretary).post(page("ballot_enter", proposal.pk, BORNE), data)
    assert Ballot.objects.get().entry_notice == "Mail van 10.44 uur."
    assert AuditEntry.objects.filter(action="ballot_entered").exists()


def without_mandate(stage: Stage, name: str, last_day: date) -> None:
    """The mandate of a party ends with this day."""
    mandate = stage.cast.representatives[name].mandates.get()
    core.end_mandate(mandate=mandate, last_day=last_day, by=stage.cast.secretary, now=MORNING)


@bad_input("vote by removed representative", "403")
def try_removed_representative(stage: Stage) -> None:
    """Hengelo's still is deputy chair; who has no role left at all does not even find the vote."""
    proposal = an_open_vote(stage.cast)
    for name in ("Hengelo", "Borne"):
        without_mandate(stage, name, MORNING.date())
    refused(stage.vote(proposal, "GM0164"), 403)
    refused(stage.vote(proposal, BORNE), 404)


@bad_input("vote with role ended yesterday", "403")
def try_role_ended_yesterday(stage: Stage) -> None:
    """The last day counts, the day after does not."""
    proposal = an_open_vote(stage.cast)
    without_mandate(stage, "Hengelo", VOTED.date())
    refused(stage.vote(proposal, "GM0164", at=VOTED + timedelta(days=1)), 403)
    assert stage.vote(proposal, "GM0164").status_code == 302


@bad_input("choice 'maybe'", "V")
def try_maybe(stage: Stage) -> None:
    answer = stage.vote(an_open_vote(stage.cast), BORNE, choice="maybe")
    refused(answer, 422)
    assert "Kies voor, tegen of onthouding." in answer.text


@bad_input("choice empty", "V")
def try_no_choice(stage: Stage) -> None:
    answer = stage.vote(an_open_vote(stage.cast), BORNE, choice="")
    refused(answer, 422)
    assert "Kies voor, tegen of onthouding." in answer.text


@bad_input("two choices", "400")
def try_two_choices(stage: Stage) -> None:
    refused(stage.vote(an_open_vote(stage.cast), BORNE, choice=["voor", "tegen"]), 400)


@bad_input("weight in POST", "ignored")
def try_weight(stage: Stage) -> None:
    proposal = an_open_vote(stage.cast)
    extra = {"weight": "999999", "inhabitants": "999999", "party_id": stage.cast.parties["Almelo"].pk}
    assert stage.vote(proposal, BORNE, **extra).status_code == 302
    assert Ballot.objects.get().party == stage.cast.parties["Borne"]
    assert closed_now(stage, proposal).result["tally"]["inhabitants_for"] == 24_741


@bad_input("open ballot without text", "V")
def try_without_text(stage: Stage) -> None:
    item = an_item(stage.cast, an_open_vote(stage.cast).item.meeting, "Zonder tekst")
    data = {"title": "Zonder", "text": "", "decision_kind": "gewoon", "financial": "nee", "financial_reason": "Zo."}
    data |= {"form_key": str(uuid.uuid4()), "new_subject": "nee", "new_subject_reason": "Het staat in artikel 8."}
    answer = stage.browser(stage.cast.secretary).post(page("proposal_create", item.pk), data)
    assert answer.status_code == 422
    assert 'id="id_text_error"' in answer.text
    assert not item.proposals.exists()


@bad_input("edit the proposal while open", "409")
def try_edit_while_open(stage: Stage) -> None:
    proposal = an_open_vote(stage.cast)
    data = {"title": "Anders", "text": "Anders", "decision_kind": "gewoon", "financial": "nee"}
    data |= {"new_subject": "nee", "new_subject_reason": "Het staat in artikel 8."}
    data |= {"financial_reason": "Zo.", "form_key": str(proposal.form_key), "version": str(proposal.version)}
    assert stage.browser(stage.cast.secretary).post(page("proposal_edit", proposal.pk), data).status_code == 409
    proposal.refresh_from_db()
    assert proposal.title == TEXT.title
    with pytest.raises(DatabaseError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(title="Anders")


@bad_input("close twice at once", "one result, idempotent")
def try_close_twice(stage: Stage) -> None:
    """Truly at once: tests/votes/test_races.py."""
    proposal, hashes = an_open_vote(stage.cast), set()
    for user in (stage.cast.chair, stage.cast.secretary):
        assert stage.browser(user).post(page("vote_close", proposal.pk)).status_code == 302
        hashes.add(Proposal.objects.get(pk=proposal.pk).closing_hash)
    assert len(hashes) == 1
    assert AuditEntry.objects.filter(action="vote_closed").count() == 1


@bad_input("reopen closed ballot", "no such act: 404; a new round is linked to the old")
def try_reopen(stage: Stage) -> None:
    proposal = closed_now(stage, an_open_vote(stage.cast))
    chair = stage.browser(stage.cast.chair)
    assert chair.post(f"/bok-ses/stemmingen/{proposal.pk}/heropenen/").status_code == 404
    chair.post(page("vote_open", proposal.pk), {"earlier_figures": "on"})
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.CLOSED
    again = services.create_proposal(
        item=proposal.item, content=TEXT, form_key=uuid.uuid4(), by=stage.cast.secretary, now=CLOSED
    )
    assert (again.previous, again.round) == (proposal, 2)


@bad_input("delete vote by ORM or SQL", "refused by trigger")
def try_delete(stage: Stage) -> None:
    proposal = an_open_vote(stage.cast)
    ballot = cast_vote(stage.cast, proposal, "Borne", "voor")
    for delete in (ballot.delete, proposal.seats.all().delete, lambda: sql("DELETE FROM votes_ballot")):
        with pytest.raises(DatabaseError), transaction.atomic():
            delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        sql("DELETE FROM votes_proposal")
    assert Ballot.objects.count() == 1


def sql(statement: str) -> None:
    """As the web's own role would."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


@bad_input("update vote by SQL as web role", "refused")
def try_update(stage: Stage) -> None:
    cast_vote(stage.cast, an_open_vote(stage.cast), "Borne", "voor")
    for statement in ("UPDATE votes_ballot SET choice = 'tegen'", "TRUNCATE votes_ballot"):
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(statement)
    assert Ballot.objects.get().choice == "voor"


@bad_input("read running tally", "403 for all but the secretariat")
def try_running_tally(stage: Stage) -> None:
    """How parties vote is on no page while the vote is open; who voted is for the secretary alone."""
    proposal = an_open_vote(stage.cast)
    cast_vote(stage.cast, proposal, "Losser", "tegen")
    shows = set()
    for part, user in stage.cast.everybody.items():
        browser = stage.browser(user)
        assert browser.get(page("chain_check", proposal.pk)).status_code in (403, 404)
        text = browser.get(page("proposal_detail", proposal.pk), follow=True).text
        assert "Tegen</td>" not in text
        shows |= {part} if "gestemd\n" in text or "gestemd<" in text else set()
    assert shows == {"secretary"}


@bad_input("read others' vote before closing", "403")
def try_others_vote(stage: Stage) -> None:
    """Who votes for no party: 403. Who votes for another party: that ballot does not exist (tampered id)."""
    proposal = an_open_vote(stage.cast)
    cast_vote(stage.cast, proposal, "Borne", "voor")
    address = page("ballot_receipt", proposal.pk, BORNE)
    for part in ("chair", "secretary", "officer", "substitute"):
        assert stage.browser(stage.cast.everybody[part]).get(address).status_code == 403
    assert stage.browser(stage.cast.representatives["Almelo"]).get(address).status_code == 404


@bad_input("CSRF token of another session", "403")
def try_foreign_token(stage: Stage) -> None:
    address = page("ballot_cast", an_open_vote(stage.cast).pk, BORNE)
    mine, other = (stage.browser(stage.cast.representatives["Borne"], enforce_csrf_checks=True) for _ in range(2))
    tokens = [browser.get(address).context["csrf_token"] for browser in (mine, other)]
    data = {"choice": "voor", "key": uuid.uuid4()}
    refused(mine.post(address, data | {"csrfmiddlewaretoken": str(tokens[1])}), 403)
    assert mine.post(address, data | {"csrfmiddlewaretoken": str(tokens[0])}).status_code == 302


@bad_input("replayed request after logout", "302")
def try_after_logout(stage: Stage) -> None:
    address, data = page("ballot_cast", an_open_vote(stage.cast).pk, BORNE), {"choice": "voor", "key": uuid.uuid4()}
    browser = stage.browser(stage.cast.representatives["Borne"])
    kept = browser.cookies["sessionid"].value
    browser.post(reverse("account_logout"))
    browser.cookies["sessionid"] = kept
    answer = browser.post(address, data)
    refused(answer, 302)
    assert answer["Location"].startswith(reverse("account_login"))


@bad_input("htmx header forged", "no effect")
def try_forged_header(stage: Stage) -> None:
    proposal = an_open_vote(stage.cast)
    address, data = page("ballot_cast", proposal.pk, BORNE), {"choice": "voor", "key": uuid.uuid4()}
    forged = {"HX-Request": "true", "HX-Current-URL": "https://elders.example/", "HX-Target": "ballot"}
    for user, status in ((stage.cast.chair, 403), (stage.cast.outsider, 404)):
        refused(stage.browser(user).post(address, data, headers=forged), status)
    answer = stage.browser(stage.cast.representatives["Borne"]).post(address, data, headers=forged)
    assert (answer.status_code, Ballot.objects.count()) == (200, 1)
    assert answer["HX-Redirect"] == page("ballot_receipt", proposal.pk, BORNE)


@bad_input("vote link from mail opened by another user", "404")
def try_link_from_mail(stage: Stage) -> None:
    """The link names no person; opening it never votes, and shows each his or her own."""
    an_open_vote(stage.cast)
    mail = Message.objects.get(kind="vote_opened", recipient=stage.cast.representatives["Borne"].email)
    (link,) = [word for word in mail.body.split() if word.startswith("http")]
    path = link.partition("//")[2].partition("/")[2]
    assert stage.browser(stage.cast.outsider).get(f"/{path}").status_code == 404
    shown = stage.browser(stage.cast.representatives["Almelo"]).get(f"/{path}", follow=True)
    assert "Uw stem namens Almelo" in shown.text
    assert stage.browser(stage.cast.representatives["Almelo"]).get(shown.request["PATH_INFO"]).status_code == 200
    assert stage.browser(stage.cast.representatives["Borne"]).get(shown.request["PATH_INFO"]).status_code == 404
    assert not Ballot.objects.exists()


@bad_input("browser offline, resend later before closing", "stored once")
def try_resend_in_time(stage: Stage) -> None:
    """The answer was lost on the way; the browser sends the same form again."""
    proposal, key = an_open_vote(stage.cast), uuid.uuid4()
    for minutes in (0, 5):
        assert stage.vote(proposal, BORNE, key=key, at=VOTED + timedelta(minutes=minutes)).status_code == 302
    assert Ballot.objects.get().cast_at == VOTED


@bad_input("browser offline, resend after closing", "409 with clear text")
def try_resend_too_late(stage: Stage) -> None:
    """The form never arrived before; who did vote in time keeps the receipt."""
    proposal, key = an_open_vote(stage.cast), uuid.uuid4()
    stage.vote(proposal, ALMELO, key=key)
    closed_now(stage, proposal)
    answer = stage.vote(proposal, BORNE, at=CLOSED + timedelta(minutes=5))
    refused(answer, 409, stored=1)
    assert "De stemming is gesloten om 10.47 uur. Uw stem is niet vastgelegd." in answer.text
    assert stage.vote(proposal, ALMELO, key=key, at=CLOSED + timedelta(minutes=5)).status_code == 302


@bad_input("clock of the browser 1 h wrong", "server time counts")
def try_wrong_clock(stage: Stage) -> None:
    proposal = an_open_vote(stage.cast)
    stage.vote(proposal, BORNE, cast_at=(VOTED - timedelta(hours=1)).isoformat(), now="0", date="2020-01-01")
    assert Ballot.objects.get().cast_at == VOTED


@bad_input("500 vote requests in 10 s by one user", "429")
def try_flood(stage: Stage) -> None:
    proposal = an_open_vote(stage.cast)
    browser = stage.browser(stage.cast.representatives["Borne"])
    address, data = page("ballot_cast", proposal.pk, BORNE), {"choice": "voor", "key": uuid.uuid4()}
    answers = [browser.post(address, data).status_code for _ in range(40)]
    assert answers == [302] * 30 + [429] * 10
    assert Ballot.objects.count() == 1
    assert stage.vote(proposal, ALMELO).status_code == 302


@pytest.mark.parametrize("text", TABLE.tries)
def test_answer_to(text: str, stage: Stage) -> None:
    TABLE.try_input(text, stage)


def test_every_input_of_the_list_is_here_or_named_elsewhere() -> None:
    wanted = listed(OF_VOTES)
    answers = TABLE.answers | counts.TABLE.answers
    assert wanted.keys() == answers.keys() | ELSEWHERE.keys()
    assert answers == {text: wanted[text] for text in answers}
