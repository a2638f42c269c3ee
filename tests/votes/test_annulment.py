"""Taking a vote back: two persons, from every state after ready; what was voted and decided stays readable."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from meetings.documents import decision_on_paper
from meetings.models import AgendaItem, Decision
from meetings.models.annulments import DecisionAnnulment
from meetings.presenting.pages import pills_of
from meetings.selectors.minutes import annulled_decisions, live_content
from tests.cast import INHABITANTS, Cast
from tests.factories import OTHER
from tests.rehearsal import rehearsed
from tests.votes.stage import CLOSED, TEXT, a_closed_vote, a_ready_proposal, an_open_vote, cast_vote
from tests.votes.test_views import page, signed_in
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.permissions import actor_for
from twente.core.services import SamePerson
from twente.home import desk
from twente.outbox.models import Message
from votes import counting, presenting, services
from votes.models import Annulment, Ballot, Proposal
from votes.services.annulling import (
    AnnulmentAlreadyAsked,
    AnnulmentSettled,
    NothingToAnnul,
    ask_annulment,
    confirm_annulment,
    withdraw_annulment,
)
from votes.services.casting import VoteAnnulled
from votes.services.publishing import publish_result

pytestmark = pytest.mark.django_db
REASON = "De stukken waren niet verstuurd."
ADMISSION = replace(TEXT, title="Toelaten van het onderwerp sport", decision_kind="ander_onderwerp")


@rehearsed
def established(cast: Cast, **how) -> Proposal:
    return services.establish_result(proposal=a_closed_vote(cast, **how), by=cast.chair, now=CLOSED)


@rehearsed
def published(cast: Cast) -> Proposal:
    return publish_result(proposal=established(cast), by=cast.secretary, now=CLOSED)


STATES: dict[str, Callable[[Cast], Proposal]] = {
    "open": an_open_vote,
    "closed": a_closed_vote,
    "established": established,
    "published": published,
}


def asked_for(cast: Cast, proposal: Proposal) -> Annulment:
    """The chair asks."""
    return ask_annulment(proposal=proposal, reason=REASON, by=cast.chair, now=CLOSED)


def annulled(cast: Cast, proposal: Proposal) -> Proposal:
    """The chair asks, the secretary confirms."""
    return confirm_annulment(annulment=asked_for(cast, proposal), by=cast.secretary, now=CLOSED)


@pytest.mark.parametrize("state", STATES)
def test_two_persons_annul_from_every_state_after_ready(cast: Cast, state: str) -> None:
    proposal = STATES[state](cast)
    before = Proposal.objects.values("snapshot_hash", "closing_hash", "result", "closed_at").get(pk=proposal.pk)
    vote = annulled(cast, proposal)
    assert (vote.state, vote.annulled_at) == (Proposal.State.ANNULLED, CLOSED)
    after = Proposal.objects.values("snapshot_hash", "closing_hash", "result", "closed_at").get(pk=proposal.pk)
    assert before == after, "what was frozen and counted stays"


def test_before_opening_there_is_nothing_to_annul(cast: Cast) -> None:
    with pytest.raises(NothingToAnnul):
        asked_for(cast, a_ready_proposal(cast))


def test_same_person_cannot_confirm(cast: Cast) -> None:
    """Refused by the service, by the constraint, and by the trigger of the vote itself."""
    proposal = a_closed_vote(cast)
    asked = asked_for(cast, proposal)
    with pytest.raises(SamePerson):
        confirm_annulment(annulment=asked, by=cast.chair, now=CLOSED)
    with pytest.raises(IntegrityError, match="annulment_two_persons"), transaction.atomic():
        Annulment.objects.filter(pk=asked.pk).update(confirmed_by=cast.chair, confirmed_at=CLOSED)
    with pytest.raises(IntegrityError, match="twee personen"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(state="annulled", annulled_at=CLOSED)
    assert Proposal.objects.get(pk=proposal.pk).state == Proposal.State.CLOSED


@pytest.mark.parametrize("back", ["open", "closed", "established", "published", "ready"])
def test_database_refuses_every_step_back(cast: Cast, back: str) -> None:
    proposal = annulled(cast, published(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(state=back, annulled_at=None)


def test_database_keeps_a_settled_annulment_as_it_is(cast: Cast) -> None:
    annulled(cast, a_closed_vote(cast))
    for change in ({"reason": "anders"}, {"confirmed_by": None, "confirmed_at": None}):
        with pytest.raises(IntegrityError, match="afgehandelde"), transaction.atomic():
            Annulment.objects.update(**change)


def test_request_can_be_withdrawn_until_it_is_confirmed(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    asked = asked_for(cast, proposal)
    for _ in range(2):
        withdraw_annulment(annulment=asked, by=cast.chair, now=CLOSED)
    with pytest.raises(AnnulmentSettled):
        confirm_annulment(annulment=asked, by=cast.secretary, now=CLOSED)
    again = asked_for(cast, proposal)
    confirm_annulment(annulment=again, by=cast.secretary, now=CLOSED)
    with pytest.raises(AnnulmentSettled):
        withdraw_annulment(annulment=again, by=cast.chair, now=CLOSED)


def test_asking_and_confirming_twice_change_nothing(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    assert asked_for(cast, proposal) == asked_for(cast, proposal)
    with pytest.raises(AnnulmentAlreadyAsked):
        ask_annulment(proposal=proposal, reason="Iets anders.", by=cast.secretary, now=CLOSED)
    asked = Annulment.objects.get()
    for _ in range(2):
        confirm_annulment(annulment=asked, by=cast.secretary, now=CLOSED)
    assert Message.objects.filter(kind="vote_annulled").count() == 14 + 3
    with pytest.raises(NothingToAnnul):
        asked_for(cast, proposal)


def test_annulled_while_open_takes_no_more_votes_and_gets_no_result(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Borne", "voor")
    annulled(cast, proposal)
    with pytest.raises(VoteAnnulled):
        cast_vote(cast, proposal, "Almelo", "tegen", at=CLOSED)
    with pytest.raises(services.VoteNotOpen):
        services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    assert Ballot.objects.count() == 1


def test_everybody_who_heard_of_the_vote_hears_why(cast: Cast) -> None:
    """Also who no longer speaks for a party: the opening was mailed to that person."""
    proposal = an_open_vote(cast)
    annulled(cast, proposal)
    told = {mail.recipient: mail.body for mail in Message.objects.filter(kind="vote_annulled")}
    assert set(Message.objects.filter(kind="vote_opened").values_list("recipient", flat=True)) <= set(told)
    assert {cast.chair.email, cast.secretary.email, cast.deputy_secretary.email} <= set(told)
    body = told[cast.representatives["Borne"].email]
    assert f"Reden: {REASON}" in body
    assert "Voorzitter vroeg dit, Coördinerend secretaris bevestigde het." in body


def test_proof_of_a_counted_vote_still_holds(cast: Cast) -> None:
    assert all(check.passed for check in counting.checks(annulled(cast, a_closed_vote(cast))))


def test_delivered_decision_says_that_it_was_annulled(cast: Cast) -> None:
    """On the item, on the agenda, and in the minutes that are still being written."""
    proposal = annulled(cast, established(cast))
    decision = Decision.objects.get(source=f"vote:{proposal.pk}")
    assert (decision.annulment.reason, decision.annulment.confirmed_by) == (REASON, cast.secretary)
    assert "Vernietigd" in [pill.text for pill in pills_of(proposal.item)]
    content = live_content(proposal.item.meeting)["items"][0]["decisions"][0]
    assert content["annulled"] == "vernietigd op 2 december 2026: De stukken waren niet verstuurd."
    assert decision_on_paper(content)["outcome"] == (
        "Vernietigd op 2 december 2026: De stukken waren niet verstuurd. Verworpen"
    )


def test_fact_stands_beside_adopted_minutes(cast: Cast) -> None:
    proposal = annulled(cast, established(cast))
    (sentence,) = annulled_decisions(proposal.item.meeting, actor_for(cast.secretary, cast.agreement, day_of(CLOSED)))
    assert sentence.startswith("Besluit 2026-1: vernietigd op 2 december 2026")


def test_annulment_of_a_decision_is_only_added(cast: Cast) -> None:
    annulled(cast, established(cast))
    with pytest.raises(Exception, match=r"niet toegestaan|permission denied"), transaction.atomic():
        DecisionAnnulment.objects.update(reason="anders")


def test_vote_that_delivered_nothing_annuls_no_decision(cast: Cast) -> None:
    annulled(cast, a_closed_vote(cast))
    assert not DecisionAnnulment.objects.exists()


@pytest.mark.parametrize("choices", [{}, {"Losser": "tegen"}])
def test_admission_is_open_again(cast: Cast, choices: dict[str, str]) -> None:
    """BOK-10, BOK-12.6: without its decision the question is neither answered yes nor no."""
    everybody = dict.fromkeys(INHABITANTS, "voor") | choices
    proposal = established(cast, choices=everybody, text=ADMISSION, item_class=OTHER)
    annulled(cast, proposal)
    assert AgendaItem.objects.get(pk=proposal.item_id).admission == AgendaItem.Admission.REQUESTED


def titles(user: User) -> set[str]:
    return {row.asked.title for row in desk.rows_of(desk.actors_of(user, day_of(CLOSED)), CLOSED)}


def test_desk_asks_another_person_to_confirm(cast: Cast) -> None:
    asked_for(cast, a_closed_vote(cast))
    title = "Vernietiging bevestigen: Koers SES Twente 2027"
    assert title in titles(cast.secretary)
    assert title not in titles(cast.chair)
    assert title not in titles(cast.representatives["Borne"])


@pytest.fixture
def _now(time_machine) -> None:
    time_machine.move_to(CLOSED, tick=False)


@pytest.mark.usefixtures("_now")
def test_two_persons_annul_on_the_pages(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    chair, secretary = signed_in(cast.chair), signed_in(cast.secretary)
    assert chair.post(page("annulment_ask", proposal.pk), {"reason": ""}).status_code == 422
    assert chair.post(page("annulment_ask", proposal.pk), {"reason": REASON}).status_code == 302
    assert "Een ander dan u moet dit bevestigen" in chair.get(page("annulment_confirm", proposal.pk)).text
    assert chair.post(page("annulment_confirm", proposal.pk)).status_code == 403
    assert "vraagt om vernietiging" in secretary.get(page("proposal_detail", proposal.pk)).text
    assert secretary.post(page("annulment_confirm", proposal.pk)).status_code == 302
    shown = signed_in(cast.representatives["Borne"]).get(page("proposal_detail", proposal.pk)).text
    assert "door Voorzitter en Coördinerend secretaris: De stukken waren niet verstuurd." in shown
    assert "319.980" in shown, "the result stays readable"


@pytest.mark.usefixtures("_now")
def test_votes_of_an_open_vote_that_was_annulled_stay_readable(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Borne", "voor")
    annulled(cast, proposal)
    shown = signed_in(cast.representatives["Almelo"]).get(page("proposal_detail", proposal.pk)).text
    assert "Vernietigd op 2 december 2026" in shown
    assert "Bestuurder Borne" in shown
    ballot = signed_in(cast.representatives["Almelo"]).get(page("ballot_cast", proposal.pk, "GM0141")).text
    assert "De stemming is vernietigd op" in ballot
    assert 'name="choice"' not in ballot


@pytest.mark.usefixtures("_now")
@pytest.mark.parametrize(
    "part", ["representative", "clerk", "officer", "treasurer", "deputy_chair", "deputy_secretary"]
)
def test_nobody_else_annuls(cast: Cast, part: str) -> None:
    """Deputies only while they are in charge (BOK-5.4)."""
    proposal = a_closed_vote(cast)
    asked_for(cast, proposal)
    client = signed_in(cast.everybody[part])
    assert client.post(page("annulment_ask", proposal.pk), {"reason": REASON}).status_code == 403
    assert client.post(page("annulment_confirm", proposal.pk)).status_code == 403


def test_strip_ends_with_the_annulment(cast: Cast) -> None:
    names = [(stage.name, stage.state) for stage in presenting.stages(annulled(cast, established(cast)))]
    assert names == [
        ("Klaargezet", "ok"),
        ("Open", "ok"),
        ("Gesloten", "ok"),
        ("Vastgesteld", "ok"),
        ("Vernietigd", "nu"),
    ]


def test_strip_leaves_out_what_never_came(cast: Cast) -> None:
    vote = annulled(cast, an_open_vote(cast))
    assert [stage.name for stage in presenting.stages(vote)] == ["Klaargezet", "Open", "Vernietigd"]
