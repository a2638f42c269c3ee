"""A rate by way of the overleg: proposed, on the agenda with a vote, and recorded by its decision (8d, R19; UHO-6)."""

import json
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from finance import archiving, attention
from finance.models import Budget, Rate, RateProposal
from finance.selectors.proposing import Stand, class_for, kind_for, standing_of
from finance.services import proposing
from finance.services.proposing import Proposed
from finance.services.settings import RateDetails, record_rate
from meetings.services import record_decision
from tests.cast import MORNING, Cast
from tests.factories import MEETING_AT, a_meeting, an_open_meeting
from tests.votes.stage import CLOSED, OPENED, cast_vote
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.permissions import actor_for
from votes import services as votes

KEY, YEAR = "bijdrage", 2027
LATER = CLOSED + timedelta(days=1)
PROPOSED = Proposed(945, "De kosten stijgen met de lonen mee.", 610_000_000)


@pytest.fixture
def signed_in() -> Iterator[Callable[[User], Client]]:
    """A browser in which this person is signed in, on the day the cast was made."""

    def sign_in(person: User) -> Client:
        browser = Client()
        browser.force_login(person)
        return browser

    with time_machine.travel(MORNING, tick=False):
        yield sign_in


@pytest.fixture
def proposal(cast: Cast) -> RateProposal:
    """The treasurer proposes € 9,45 with a budget."""
    place = {"agreement": cast.agreement, "contribution": KEY, "year": YEAR}
    return proposing.propose_rate(proposed=PROPOSED, by=cast.treasurer, now=MORNING, **place)


def placed(cast: Cast, proposal: RateProposal) -> RateProposal:
    """On the agenda of a meeting that is open."""
    meeting = an_open_meeting(cast)
    return proposing.place_on_agenda(proposal=proposal, meeting=meeting, by=cast.secretary, now=MEETING_AT)


def decided(cast: Cast, proposal: RateProposal, choice: str = "voor") -> RateProposal:
    """Everybody voted the same."""
    vote = votes.make_ready(proposal=placed(cast, proposal).vote, by=cast.secretary, now=MEETING_AT)
    votes.open_vote(proposal=vote, earlier_figures=True, by=cast.chair, now=OPENED)
    for name in cast.representatives:
        cast_vote(cast, vote, name, choice)
    closed = votes.close_vote(proposal=vote, by=cast.chair, now=CLOSED)
    votes.establish_result(proposal=closed, by=cast.chair, now=CLOSED)
    return RateProposal.objects.get(pk=proposal.pk)


def stand(proposal: RateProposal, user: User) -> Stand:
    on = day_of(MEETING_AT)
    return standing_of(RateProposal.objects.get(pk=proposal.pk), actor_for(user, proposal.agreement, on)).stand


def test_item_and_vote_say_what_the_rulebook_says(cast: Cast, proposal: RateProposal) -> None:
    """8d, an ordinary decision about money (R19), with the amounts in the text."""
    vote = placed(cast, proposal).vote
    assert vote is not None
    assert (vote.item.subject, vote.item.status, vote.decision_kind) == ("8d", "besluitvorming", "gewoon")
    assert vote.financial and "9,45" in vote.text and "6.100.000,00" in vote.text
    assert vote.item.explanation == PROPOSED.reason and vote.item.proposed_decision == vote.text
    assert stand(proposal, cast.secretary) is Stand.ON_AGENDA


def test_rate_and_budget_cite_the_decision_by_link(cast: Cast, proposal: RateProposal) -> None:
    done = decided(cast, proposal)
    assert stand(done, cast.secretary) is Stand.ADOPTED
    rate = proposing.record_decided_rate(proposal=done, by=cast.treasurer, now=LATER)
    assert rate.decision is not None and rate.decision.source == f"vote:{done.vote_id}"
    assert (rate.cents, rate.article, rate.decided) == (945, "8d", "Besluit 2026-01")
    assert rate.decided_on == day_of(CLOSED)
    budget = Budget.objects.get(year=YEAR)
    assert (budget.cents, budget.decided) == (610_000_000, "Besluit 2026-01")
    assert proposing.record_decided_rate(proposal=done, by=cast.treasurer, now=LATER) == rate
    assert Rate.objects.filter(year=YEAR).count() == 1


def test_new_rate_goes_before_one_that_was_typed(cast: Cast, proposal: RateProposal) -> None:
    details = RateDetails(930, "8d", "Oud besluit", day_of(MORNING))
    place: dict[str, Any] = {"agreement": cast.agreement, "contribution": KEY, "year": YEAR}
    record_rate(details=details, seen=0, by=cast.treasurer, now=MORNING, **place)
    proposing.record_decided_rate(proposal=decided(cast, proposal), by=cast.treasurer, now=LATER)
    assert list(Rate.objects.order_by("id").values_list("cents", flat=True)) == [930, 945]


def test_rejected_proposal_makes_no_rate_and_makes_room(cast: Cast, proposal: RateProposal) -> None:
    done = decided(cast, proposal, "tegen")
    assert stand(done, cast.secretary) is Stand.REJECTED
    with pytest.raises(proposing.NotDecided):
        proposing.record_decided_rate(proposal=done, by=cast.treasurer, now=LATER)
    proposing.withdraw_proposal(proposal=done, by=cast.treasurer, now=LATER)
    place = {"agreement": cast.agreement, "contribution": KEY, "year": YEAR}
    assert proposing.propose_rate(proposed=PROPOSED, by=cast.treasurer, now=LATER, **place) != done


@pytest.mark.parametrize(("outcome", "found"), [("vastgesteld", Stand.ADOPTED), ("verworpen", Stand.REJECTED)])
def test_decision_without_a_vote_counts_too(cast: Cast, proposal: RateProposal, outcome: str, found: Stand) -> None:
    vote = placed(cast, proposal).vote
    assert vote is not None
    record_decision(item=vote.item, text=vote.text, outcome=outcome, by=cast.secretary, now=OPENED, key=uuid.uuid4())
    assert stand(proposal, cast.secretary) is found


def test_one_proposal_at_a_time(cast: Cast, proposal: RateProposal) -> None:
    place = {"agreement": cast.agreement, "contribution": KEY, "year": YEAR}
    with pytest.raises(proposing.ProposalStands):
        proposing.propose_rate(proposed=PROPOSED, by=cast.secretary, now=MORNING, **place)
    placed(cast, proposal)
    with pytest.raises(proposing.ProposalSettled):
        proposing.place_on_agenda(proposal=proposal, meeting=a_meeting(cast), by=cast.secretary, now=MEETING_AT)
    with pytest.raises(proposing.ProposalSettled):
        proposing.withdraw_proposal(proposal=proposal, by=cast.treasurer, now=MEETING_AT)


def test_undecided_proposal_is_no_rate(cast: Cast, proposal: RateProposal) -> None:
    for each in (proposal, placed(cast, proposal)):
        with pytest.raises(proposing.NotDecided):
            proposing.record_decided_rate(proposal=each, by=cast.treasurer, now=LATER)


@pytest.mark.parametrize("change", [{"cents": 1}, {"reason": "anders"}, {"year": 2028}])
def test_the_database_keeps_what_was_proposed(cast: Cast, proposal: RateProposal, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="voorgesteld"), transaction.atomic():
        RateProposal.objects.filter(pk=proposal.pk).update(**change)


def test_agreement_with_a_kind_for_its_budget(cast: Cast) -> None:
    """Where the basis of a rate has a kind of decision of its own, that is taken; else what the rulebook advises."""
    meeting = an_open_meeting(cast)
    item = meeting.items.get(position=1)
    assert class_for(meeting, "8d").subject == "8d" and class_for(meeting, "onbekend").subject == "8d"
    assert kind_for(item, "12.5") == "additionele_middelen"


def test_pages_from_proposal_to_rate(cast: Cast, signed_in: Callable[[User], Client], proposal: RateProposal) -> None:
    """The treasurer sees how far it is; only the secretary puts it on an agenda; the rate links to the decision."""
    treasurer, secretary = signed_in(cast.treasurer), signed_in(cast.secretary)
    year = reverse("finance:year_detail", args=["bok-ses", KEY, YEAR])
    place = reverse("finance:rate_place", args=["bok-ses", proposal.pk])
    assert place not in treasurer.get(year).text and place in secretary.get(year).text
    assert treasurer.get(place).status_code == 403
    assert secretary.post(place, {"meeting": "0"}).status_code == 422
    meeting = a_meeting(cast)
    response = secretary.post(place, {"meeting": meeting.pk})
    vote = RateProposal.objects.get().vote
    assert vote is not None and response.url == reverse("votes:proposal_detail", args=["bok-ses", vote.pk])
    assert "op de agenda" in treasurer.get(year).text
    assert treasurer.post(reverse("finance:rate_by_decision", args=["bok-ses", proposal.pk])).status_code == 409


def test_desk_asks_who_must_do_something(cast: Cast, proposal: RateProposal) -> None:
    """The secretary, for an agenda; then nobody, until it is adopted: the treasurer."""

    def asked(user: User) -> list[str]:
        rows = attention.rows(actor_for(user, cast.agreement, day_of(MORNING)), MORNING)
        return [row.title for row in rows]

    assert (asked(cast.secretary), asked(cast.treasurer)) == ([f"Tariefvoorstel op de agenda zetten: {YEAR}"], [])
    decided(cast, proposal)
    assert (asked(cast.secretary), asked(cast.treasurer)) == ([], [f"Tarief vastleggen: {YEAR}"])


def test_year_links_to_the_decision(cast: Cast, signed_in: Callable[[User], Client], proposal: RateProposal) -> None:
    """For who may read it: before the minutes are signed that is not the treasurer, who sees its number only."""
    decided(cast, proposal)
    treasurer = signed_in(cast.treasurer)
    year = reverse("finance:year_detail", args=["bok-ses", KEY, YEAR])
    assert "Tarief vastleggen volgens dit besluit" in treasurer.get(year).text
    text = treasurer.post(reverse("finance:rate_by_decision", args=["bok-ses", proposal.pk]), follow=True).text
    link = reverse("meetings:decision_detail", args=["bok-ses", 2026, 1])
    assert "tarief vastgelegd" in text and "Besluit 2026-01" in text and link not in text
    assert link in signed_in(cast.secretary).get(year).text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"cents": ""}, "Vul het tarief in."),
        ({"cents": "0"}, "meer is dan nul"),
        ({"cents": "9.45"}, "Schrijf een komma"),
        ({"budget_cents": "-1"}, "zonder minteken"),
        ({"reason": "\u200b"}, "Schrijf op waarom dit tarief."),
        ({"reason": "x" * 4001}, "4000"),
    ],
)
def test_proposal_is_refused_with_what_to_do(
    cast: Cast, signed_in: Callable[[User], Client], change: dict[str, str], sentence: str
) -> None:
    filled = {"cents": "9,45", "budget_cents": "", "reason": "Lonen."} | change
    response = signed_in(cast.treasurer).post(reverse("finance:rate_propose", args=["bok-ses", KEY, YEAR]), filled)
    assert response.status_code == 422 and sentence in response.text
    assert not RateProposal.objects.exists()


def archived(cast: Cast, person: User) -> dict[str, Any]:
    """The proposals in what finance leaves to the archive of the year, by identifier, as this person gets it."""
    found = archiving.dossiers(actor_for(person, cast.agreement, day_of(LATER)), YEAR, LATER)
    return {
        record.identifier: json.loads(record.files[0].read())
        for dossier in found
        for record in dossier.records
        if record.kind == "Tariefvoorstel"
    }


def test_archive_of_the_year_holds_the_way_of_a_rate(cast: Cast, proposal: RateProposal) -> None:
    """BOK-17: the proposal with its reason, the vote, the decision that the rate cites; for who reads all invoices."""
    assert archiving.keys(actor_for(cast.treasurer, cast.agreement, day_of(LATER)), YEAR) == ["financien-2027"]
    done = decided(cast, proposal)
    rate = proposing.record_decided_rate(proposal=done, by=cast.treasurer, now=LATER)
    (content,) = archived(cast, cast.treasurer).values()
    made = (content["centen"], content["begrotingInCenten"], content["toelichting"])
    assert made == (PROPOSED.cents, PROPOSED.budget_cents, PROPOSED.reason)
    assert content["besluit"]["nummer"] == rate.decided == content["tarief"]["besluit"] == "Besluit 2026-01"
    assert content["stemming"]["nummer"] == done.vote_id and content["tarief"]["artikel"] == "8d"
    assert archived(cast, cast.representatives["Almelo"]) == {}


def test_archive_holds_a_proposal_that_was_taken_back(cast: Cast, proposal: RateProposal) -> None:
    proposing.withdraw_proposal(proposal=proposal, by=cast.treasurer, now=LATER)
    (content,) = archived(cast, cast.secretary).values()
    assert (content["ingetrokkenOp"], content["besluit"], content["stemming"]) == (LATER.isoformat(), {}, {})
