"""A party that takes no part because of its interest (Awb 2:4): two persons record it, nothing does so by itself."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.factories import ORDER, OTHER
from tests.votes.stage import CLOSED, DRAWN, OPENED, TEXT, VOTED, a_ready_proposal, cast_vote
from tests.votes.test_views import page, signed_in
from twente.core.services import SamePerson, adopt_reading
from votes import services
from votes.models import Proposal, Recusal
from votes.services.preparing import CannotOpenYet
from votes.services.recusing import (
    Interest,
    NobodySeated,
    RecusalAlreadyAsked,
    RecusalSettled,
    RecusalTooLate,
    ask_recusal,
    confirm_recusal,
    withdraw_recusal,
)

pytestmark = pytest.mark.django_db
GROUND = "de gemeente verkoopt de grond"
SENTENCE = "wegens een belang (Awb 2:4): de gemeente verkoopt de grond. Zo besloot Borne zelf."


def asked_for(cast: Cast, proposal: Proposal, name: str = "Borne") -> Recusal:
    """The chair asks."""
    interest = Interest(cast.parties[name], GROUND, f"{name} zelf")
    return ask_recusal(proposal=proposal, interest=interest, by=cast.chair, now=OPENED)


def recused(cast: Cast, proposal: Proposal, name: str = "Borne") -> Recusal:
    """The chair asks, the secretary confirms."""
    return confirm_recusal(recusal=asked_for(cast, proposal, name), by=cast.secretary, now=OPENED)


def opened(cast: Cast, proposal: Proposal) -> Proposal:
    return services.open_vote(proposal=proposal, earlier_figures=True, by=cast.chair, now=OPENED)


def test_recused_party_has_no_vote_and_everybody_reads_why(cast: Cast, time_machine) -> None:
    proposal = a_ready_proposal(cast)
    recused(cast, proposal)
    vote = opened(cast, proposal)
    seat = vote.seats.get(party=cast.parties["Borne"])
    assert (seat.excluded, seat.excluded_because) == ("besluit", f"{GROUND}. Zo besloot Borne zelf.")
    with pytest.raises(services.PartyExcluded):
        cast_vote(cast, vote, "Borne", "voor")
    time_machine.move_to(VOTED, tick=False)
    borne = signed_in(cast.representatives["Borne"])
    assert borne.get(page("ballot_cast", vote.pk, "GM0147")).status_code == 403
    assert f"Borne neemt niet deel {SENTENCE}" in borne.get(page("proposal_detail", vote.pk)).text


def test_database_refuses_the_ballot_of_a_recused_party(cast: Cast) -> None:
    proposal = a_ready_proposal(cast)
    recused(cast, proposal)
    vote = opened(cast, proposal)
    with pytest.raises(IntegrityError, match="niet stemgerechtigd"), transaction.atomic():
        services.casting.append(
            vote,
            services.casting.Cast(
                cast.parties["Borne"], "voor", "0" * 32, cast.representatives["Borne"], "Collegebesluit"
            ),
            now=VOTED,
        )


def closed_without_borne(cast: Cast) -> Proposal:
    """The drawn vote, in which Borne takes no part."""
    proposal = a_ready_proposal(cast)
    recused(cast, proposal)
    vote = opened(cast, proposal)
    for party, choice in DRAWN.items():
        if party != "Borne":
            cast_vote(cast, vote, party, choice)
    return services.close_vote(proposal=vote, by=cast.chair, now=CLOSED)


def test_heads_leave_the_party_out_and_inhabitants_keep_it_in(cast: Cast) -> None:
    """R3: of the votes cast; R4 "alle_partijen": its inhabitants stay in the whole."""
    result = closed_without_borne(cast).result
    heads, people = (row["figures"] for row in result["tests"])
    assert (heads["reached"], heads["whole"]) == (8, 11)
    assert people["whole"] == 643_603
    assert result["tally"]["entitled"] == 12
    assert result["tally"]["inhabitants_for"] == 319_980 - 24_741


def test_inhabitants_of_the_entitled_leave_it_out_too(cast: Cast) -> None:
    """R4 "stemgerechtigd": without Enschede (BOK-12.2) and without Borne (Awb 2:4)."""
    adopt_reading(
        agreement=cast.agreement,
        reading="R4",
        value="stemgerechtigd",
        adopted_on=OPENED.date(),
        decision="Besluit 2026-99",
        asked_by=cast.secretary,
        confirmed_by=cast.chair,
        now=OPENED,
    )
    result = closed_without_borne(cast).result
    assert result["tests"][1]["figures"]["whole"] == 643_603 - 162_317 - 24_741


def test_result_names_ground_and_decider(cast: Cast, time_machine) -> None:
    vote = closed_without_borne(cast)
    sentences = [row["sentence"] for row in vote.result["reasons"]]
    assert f"Borne nam niet deel {SENTENCE}" in sentences
    assert any(sentence.startswith("Enschede had geen stem") for sentence in sentences)
    time_machine.move_to(CLOSED, tick=False)
    shown = signed_in(cast.secretary).get(page("proposal_detail", vote.pk)).text
    assert f"Borne nam niet deel {SENTENCE}" in shown


def test_one_person_alone_recuses_nobody(cast: Cast) -> None:
    asked = asked_for(cast, a_ready_proposal(cast))
    with pytest.raises(SamePerson):
        confirm_recusal(recusal=asked, by=cast.chair, now=OPENED)
    with pytest.raises(IntegrityError, match="recusal_two_persons"), transaction.atomic():
        Recusal.objects.filter(pk=asked.pk).update(confirmed_by=cast.chair, confirmed_at=OPENED)


def test_vote_does_not_open_while_a_recusal_waits(cast: Cast) -> None:
    proposal = a_ready_proposal(cast)
    asked = asked_for(cast, proposal)
    with pytest.raises(CannotOpenYet, match="Borne is nog niet bevestigd"):
        opened(cast, proposal)
    withdraw_recusal(recusal=asked, by=cast.secretary, now=OPENED)
    assert opened(cast, proposal).seats.get(party=cast.parties["Borne"]).excluded == ""


def test_recusal_that_was_taken_back_changes_nothing(cast: Cast) -> None:
    proposal = a_ready_proposal(cast)
    withdrawn = recused(cast, proposal)
    for _ in range(2):
        withdraw_recusal(recusal=withdrawn, by=cast.chair, now=OPENED)
    with pytest.raises(RecusalSettled):
        confirm_recusal(recusal=withdrawn, by=cast.secretary, now=OPENED)
    recused(cast, proposal)
    assert opened(cast, proposal).seats.get(party=cast.parties["Borne"]).excluded == "besluit"


def test_from_opening_on_it_is_fixed_who_takes_part(cast: Cast) -> None:
    """In the services and in the database."""
    proposal = a_ready_proposal(cast)
    recusal = recused(cast, proposal)
    opened(cast, proposal)
    for act in (
        lambda: asked_for(cast, proposal, "Losser"),
        lambda: confirm_recusal(recusal=recusal, by=cast.secretary, now=VOTED),
        lambda: withdraw_recusal(recusal=recusal, by=cast.secretary, now=VOTED),
    ):
        with pytest.raises(RecusalTooLate):
            act()
    for change in ({"withdrawn_at": VOTED}, {"ground": "anders"}):
        with pytest.raises(IntegrityError, match="vanaf het openen"), transaction.atomic():
            Recusal.objects.filter(pk=recusal.pk).update(**change)


def test_same_question_twice_is_one_and_another_is_refused(cast: Cast) -> None:
    proposal = a_ready_proposal(cast)
    assert asked_for(cast, proposal) == asked_for(cast, proposal)
    other = Interest(cast.parties["Borne"], "een ander belang", "het overleg")
    with pytest.raises(RecusalAlreadyAsked):
        ask_recusal(proposal=proposal, interest=other, by=cast.chair, now=OPENED)


def test_where_parties_do_not_vote_none_is_left_out(cast: Cast) -> None:
    proposal = a_ready_proposal(cast)
    Proposal.objects.filter(pk=proposal.pk).update(decision_kind="clusterbenoeming")
    proposal.refresh_from_db()
    with pytest.raises(NobodySeated):
        asked_for(cast, proposal)


@pytest.mark.parametrize("item_class", [ORDER, OTHER])
def test_item_without_an_article_can_be_voted_on(cast: Cast, item_class) -> None:
    """BOK-12.2: what falls under no article falls outside the exclusion, so Enschede votes along."""
    kind = "gewoon" if item_class is ORDER else "ander_onderwerp"
    proposal = a_ready_proposal(cast, text=replace(TEXT, decision_kind=kind), item_class=item_class)
    vote = opened(cast, proposal)
    assert not vote.seats.exclude(excluded="").exists()
    cast_vote(cast, vote, "Enschede", "voor")
    assert services.close_vote(proposal=vote, by=cast.chair, now=CLOSED).result["tally"]["entitled"] == 14


@pytest.fixture
def _now(time_machine) -> None:
    time_machine.move_to(OPENED, tick=False)


@pytest.mark.usefixtures("_now")
def test_two_persons_record_a_recusal_on_the_pages(cast: Cast) -> None:
    proposal = a_ready_proposal(cast)
    data = {"party": cast.parties["Borne"].pk, "ground": GROUND, "decided_by": "partij"}
    chair, secretary = signed_in(cast.chair), signed_in(cast.secretary)
    assert chair.post(page("recusal_ask", proposal.pk), data).status_code == 302
    confirm, detail = page("recusal_confirm", proposal.pk, "GM0147"), page("proposal_detail", proposal.pk)
    assert "Wacht op bevestiging" in chair.get(detail).text
    assert confirm not in chair.get(detail).text, "who asked gets no button"
    assert chair.post(confirm).status_code == 403
    assert "kan zo niet open" in chair.get(page("vote_open", proposal.pk)).text
    assert confirm in secretary.get(detail).text
    assert secretary.post(confirm).status_code == 302
    member = signed_in(cast.representatives["Almelo"]).get(detail).text
    assert f"Borne neemt niet deel {SENTENCE}" in member
    assert "12 partijen mogen stemmen" in member


@pytest.mark.usefixtures("_now")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"party": ""}, "Kies een partij."),
        ({"party": "999999"}, "Kies een partij bij de overeenkomst."),
        ({"ground": ""}, "Vul in welk belang"),
        ({"ground": "x" * 201}, "200"),
        ({"decided_by": "voorzitter"}, "Kies wie dit besloot."),
    ],
)
def test_bad_recusals_are_told_at_the_field(cast: Cast, change: dict, said: str) -> None:
    proposal = a_ready_proposal(cast)
    data = {"party": cast.parties["Borne"].pk, "ground": GROUND, "decided_by": "overleg"} | change
    answer = signed_in(cast.chair).post(page("recusal_ask", proposal.pk), data)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Recusal.objects.exists()


@pytest.mark.usefixtures("_now")
def test_pages_read_the_same_number_of_rows_with_more_recusals(cast: Cast, django_assert_num_queries) -> None:
    proposal = a_ready_proposal(cast)
    recused(cast, proposal)
    client, address = signed_in(cast.secretary), page("proposal_detail", proposal.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for name in ("Losser", "Wierden", "Almelo"):
        recused(cast, proposal, name)
    with django_assert_num_queries(len(one.captured_queries)):
        client.get(address)
