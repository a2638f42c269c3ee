"""The pages of a vote, each for the person in the right role, and closed to everybody else."""

import uuid
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import MORNING, Cast
from tests.votes.stage import DRAWN, OPENED, TEXT, a_closed_vote, a_concept, a_ready_proposal, an_open_vote, cast_vote
from twente.core import clock
from twente.core.models import User
from votes import services
from votes.models import Ballot, Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine) -> None:
    time_machine.move_to(OPENED, tick=False)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"votes:{name}", args=["bok-ses", *args])


def test_clock_of_the_tests_stands_still(cast: Cast) -> None:
    assert clock.now() == OPENED > MORNING


def test_stranger_gets_404_on_every_page(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    outsider = signed_in(cast.outsider)
    for name in ("proposal_detail", "chain_check", "vote_close", "proposal_edit"):
        assert outsider.get(page(name, proposal.pk)).status_code == 404
    assert outsider.get(page("proposal_list")).status_code == 404


def test_visitor_goes_to_the_login_page(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    answer = Client().get(page("proposal_detail", proposal.pk))
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_party_without_a_vote_reads_why_and_gets_no_ballot(cast: Cast) -> None:
    """BOK-12.2: Enschede follows the vote on the course like everybody else, but gets no ballot."""
    proposal = an_open_vote(cast)
    client = signed_in(cast.representatives["Enschede"])
    followed = client.get(page("proposal_detail", proposal.pk), follow=True).content.decode()
    assert followed.count("Enschede heeft geen stem: het onderwerp valt onder artikel 8") == 2, "above and in the table"
    assert 'name="choice"' not in followed
    refused = client.get(page("ballot_cast", proposal.pk, "GM0153"))
    assert refused.status_code == 403
    assert "geen stem" in refused.content.decode()


def test_representative_votes_on_the_phone_and_sees_the_receipt(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    client = signed_in(cast.representatives["Hengelo"])
    form = client.get(page("ballot_cast", proposal.pk, "GM0164"))
    assert "Uw stem namens Hengelo" in form.content.decode()
    assert 'data-woord="voor" checked' not in form.content.decode()
    data = {"choice": "voor", "key": uuid.uuid4()}
    answer = client.post(page("ballot_cast", proposal.pk, "GM0164"), data, follow=True)
    assert "Uw stem is vastgelegd" in answer.content.decode()
    assert Ballot.objects.get().choice == "voor"


def test_vote_page_takes_the_voter_to_the_ballot(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    client = signed_in(cast.representatives["Hengelo"])
    answer = client.get(page("proposal_detail", proposal.pk), follow=True)
    assert answer.redirect_chain[-1][0] == page("ballot_cast", proposal.pk, "GM0164")


def test_tampered_party_is_404_and_no_party_is_403(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    data = {"choice": "voor", "key": uuid.uuid4()}
    almelo = signed_in(cast.representatives["Almelo"])
    assert almelo.post(page("ballot_cast", proposal.pk, "GM0164"), data).status_code == 404
    for part in ("chair", "secretary", "substitute", "clerk"):
        client = signed_in(getattr(cast, part))
        status = client.post(page("ballot_cast", proposal.pk, "GM0164"), data).status_code
        assert status in (403, 404), part
    assert not Ballot.objects.exists()


def test_members_see_turnout_but_no_tally_while_open(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Almelo", "tegen")
    for user, sees_who in ((cast.secretary, True), (cast.chair, False)):
        text = signed_in(user).get(page("proposal_detail", proposal.pk)).content.decode()
        assert "1 van de 13 stemgerechtigde partijen" in text
        assert ("Stem invoeren" in text) is sees_who
        assert "Tegen" not in text


def test_unchanged_turnout_is_an_empty_answer(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    client = signed_in(cast.representatives["Borne"])
    assert client.get(page("turnout", proposal.pk), {"versie": "open-0"}).status_code == 204
    cast_vote(cast, proposal, "Almelo", "tegen")
    assert "1 van de 13" in client.get(page("turnout", proposal.pk), {"versie": "open-0"}).content.decode()


def test_chair_opens_with_the_earlier_figures_confirmed(cast: Cast) -> None:
    proposal = a_ready_proposal(cast)
    client = signed_in(cast.chair)
    assert client.post(page("vote_open", proposal.pk), {}).status_code == 422
    assert client.post(page("vote_open", proposal.pk), {"earlier_figures": "on"}).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.OPEN


@pytest.mark.parametrize("part", ["representative", "clerk", "officer", "treasurer", "administrator"])
def test_only_chair_and_secretariat_open_and_close(cast: Cast, part: str) -> None:
    proposal = a_ready_proposal(cast)
    client = signed_in(cast.everybody[part])
    assert client.post(page("vote_open", proposal.pk), {"earlier_figures": "on"}).status_code in (403, 404)
    assert client.post(page("vote_close", proposal.pk)).status_code in (403, 404)


def test_result_page_explains_and_only_the_chair_establishes(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    text = signed_in(cast.secretary).get(page("proposal_detail", proposal.pk)).content.decode()
    for words in ("Verworpen", "319.980", "1.822", "art.\u00a012.3", "Afhankelijk van lezing", "Keten klopt"):
        assert words in text
    assert signed_in(cast.secretary).post(page("result_establish", proposal.pk)).status_code == 403
    assert signed_in(cast.chair).post(page("result_establish", proposal.pk)).status_code == 302
    decision = proposal.item.decisions.get()
    assert (decision.outcome, decision.closing_hash) == ("verworpen", proposal.closing_hash)


def test_draft_is_seen_by_the_secretariat_only(cast: Cast) -> None:
    proposal = a_concept(cast)
    assert signed_in(cast.secretary).get(page("proposal_detail", proposal.pk)).status_code == 200
    assert signed_in(cast.representatives["Almelo"]).get(page("proposal_detail", proposal.pk)).status_code == 404


def test_stale_edit_shows_both_texts(cast: Cast) -> None:
    proposal = a_concept(cast)
    form = {
        "title": "Mijn eigen titel",
        "text": "Mijn eigen besluit",
        "decision_kind": "gewoon",
        "financial": "nee",
        "financial_reason": "Inhoud.",
        "new_subject": "nee",
        "new_subject_reason": "Het staat in artikel 8.",
        "form_key": proposal.form_key,
        "version": proposal.version + 7,
    }
    answer = signed_in(cast.secretary).post(page("proposal_edit", proposal.pk), form)
    assert answer.status_code == 409
    assert "Mijn eigen besluit" in answer.content.decode()
    assert "De koers SES Twente 2027 vaststellen." in answer.content.decode()


def test_open_proposal_cannot_be_edited(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    form = {
        "title": "Anders",
        "text": "Anders",
        "decision_kind": "gewoon",
        "financial": "nee",
        "financial_reason": "Inhoud.",
        "new_subject": "nee",
        "new_subject_reason": "Het staat in artikel 8.",
        "form_key": proposal.form_key,
        "version": proposal.version,
    }
    assert signed_in(cast.secretary).post(page("proposal_edit", proposal.pk), form).status_code == 409


def test_secretary_enters_a_vote_with_reason_and_notice(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    client = signed_in(cast.secretary)
    data = {"choice": "tegen", "key": uuid.uuid4()}
    assert client.post(page("ballot_enter", proposal.pk, "GM0168"), data).status_code == 422
    data |= {"reason": "De telefoon is leeg.", "notice": "E-mail van 10.44 uur."}
    assert client.post(page("ballot_enter", proposal.pk, "GM0168"), data).status_code == 302
    services.close_vote(proposal=proposal, by=cast.chair, now=OPENED)
    text = client.get(page("proposal_detail", proposal.pk)).content.decode()
    assert "ingevoerd door de secretaris: De telefoon is leeg." in text


def test_thirty_requests_in_ten_seconds_are_enough(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    client = signed_in(cast.representatives["Borne"])
    address, data = page("ballot_cast", proposal.pk, "GM0147"), {"choice": "voor", "key": uuid.uuid4()}
    answers = [client.post(address, data).status_code for _ in range(40)]
    assert answers[0] == 302
    assert answers[-1] == 429


def test_page_of_a_vote_asks_a_constant_number_of_queries(cast: Cast, django_assert_max_num_queries) -> None:
    proposal = a_closed_vote(cast, DRAWN)
    client = signed_in(cast.secretary)
    client.get(page("proposal_detail", proposal.pk))
    with django_assert_max_num_queries(22):
        client.get(page("proposal_detail", proposal.pk))


def test_chain_check_recomputes_everything(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    text = signed_in(cast.representatives["Almelo"]).get(page("chain_check", proposal.pk)).content.decode()
    assert text.count('class="ja"') == 4
    assert proposal.closing_hash in text


@pytest.mark.parametrize(("kind", "words"), [("additionele_middelen", "raden"), ("toetreding", "verzoek")])
def test_vote_with_a_gate_does_not_open_before_it(cast: Cast, kind: str, words: str) -> None:
    """BOK-12.5, BOK-14: first the councils, first the written request."""
    proposal = a_ready_proposal(cast, text=replace(TEXT, decision_kind=kind))
    answer = signed_in(cast.chair).post(page("vote_open", proposal.pk), {"earlier_figures": "on"})
    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert not Proposal.objects.filter(state=Proposal.State.OPEN).exists()


@pytest.mark.parametrize("name", ["vote_open", "vote_close"])
def test_opening_and_closing_ask_for_the_password_of_who_signed_in_long_ago(cast: Cast, name: str) -> None:
    """A phone left on the table opens or closes nothing; with the password the act goes on where it stopped."""
    proposal = a_ready_proposal(cast) if name == "vote_open" else an_open_vote(cast)
    cast.chair.set_password("een lang wachtwoord")
    cast.chair.save()
    client = signed_in(cast.chair)
    answer = client.post(page(name, proposal.pk), {"earlier_figures": "on"})
    assert answer.status_code == 302
    assert "/account/reauthenticate/" in answer["Location"]
    before = Proposal.objects.get(pk=proposal.pk).state
    client.post(answer["Location"], {"password": "een lang wachtwoord"}, follow=True)
    assert (before, Proposal.objects.get(pk=proposal.pk).state) in {("ready", "open"), ("open", "closed")}
