"""The phone at the edges: too late, two devices, a roll call, too often, and the button on the desk."""

import uuid
from datetime import timedelta

import pytest

from tests.cast import Cast
from tests.votes.stage import CLOSED, VOTED, an_open_vote, cast_vote
from tests.votes.test_views import page, signed_in
from tests.votes.test_ways import a_roll_call, spoken
from twente.core.dates import day_of
from twente.home import desk
from votes import services
from votes.models import Ballot

pytestmark = pytest.mark.django_db
BORNE = "GM0147"


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine) -> None:
    time_machine.move_to(VOTED, tick=False)


def ballot(choice: str = "voor") -> dict[str, object]:
    """A filled-in form."""
    return {"choice": choice, "key": uuid.uuid4()}


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_who_is_too_late_reads_when_it_closed_and_finds_the_result(
    cast: Cast, time_machine, headers: dict[str, str]
) -> None:
    """Nothing about a text that nobody typed."""
    proposal, borne = an_open_vote(cast), signed_in(cast.representatives["Borne"])
    services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    time_machine.move_to(CLOSED, tick=False)
    answer = borne.post(page("ballot_cast", proposal.pk, BORNE), ballot(), headers=headers)
    assert answer.status_code == 409
    assert "10.47 uur. Uw stem is niet vastgelegd." in answer.text
    assert page("proposal_detail", proposal.pk) in answer.text
    assert "tekst" not in answer.text.partition('id="ballot"')[2].partition("</main>")[0]
    assert not Ballot.objects.exists()


def test_last_of_two_devices_of_one_person_counts(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    address = page("ballot_cast", proposal.pk, BORNE)
    phone, tablet = (signed_in(cast.representatives["Borne"]) for _ in range(2))
    for device, choice in ((phone, "voor"), (tablet, "tegen")):
        assert device.post(address, ballot(choice)).status_code == 302
    assert "U stemde <b>tegen</b>" in phone.get(page("ballot_receipt", proposal.pk, BORNE)).text


def test_same_choice_again_shows_the_receipt_of_the_one_ballot(cast: Cast) -> None:
    proposal, borne = an_open_vote(cast), signed_in(cast.representatives["Borne"])
    for _ in range(2):
        shown = borne.post(page("ballot_cast", proposal.pk, BORNE), ballot(), follow=True).text
    assert "Uw stem is vastgelegd" in shown
    assert Ballot.objects.count() == 1


def test_too_many_votes_in_ten_seconds_are_told_about_votes(cast: Cast) -> None:
    proposal, borne = an_open_vote(cast), signed_in(cast.representatives["Borne"])
    data = ballot()
    answers = [borne.post(page("ballot_cast", proposal.pk, BORNE), data) for _ in range(31)]
    assert answers[-1].status_code == 429
    assert "U stuurde te vaak een stem achter elkaar." in answers[-1].text


def test_phone_in_a_roll_call_follows_and_offers_nothing_to_press(cast: Cast) -> None:
    proposal, borne = a_roll_call(cast), signed_in(cast.representatives["Borne"])
    before = borne.get(page("proposal_detail", proposal.pk), follow=True).text
    assert "U stemt mondeling" in before
    assert 'name="choice"' not in before
    assert borne.post(page("ballot_cast", proposal.pk, BORNE), ballot()).status_code == 409
    spoken(cast, proposal, "Borne", "tegen")
    after = borne.get(page("proposal_detail", proposal.pk), follow=True).text
    assert "U stemde <b>tegen</b> namens Borne." in after
    assert "Stemverklaring toevoegen" in after
    assert "Stem wijzigen" not in after


def test_entering_a_vote_in_a_roll_call_leads_to_the_roll_call(cast: Cast) -> None:
    proposal, secretary = a_roll_call(cast), signed_in(cast.secretary)
    answer = secretary.get(page("ballot_enter", proposal.pk, BORNE))
    assert answer["Location"] == page("roll_call", proposal.pk)


def test_receipt_offers_a_statement_until_closing(cast: Cast) -> None:
    proposal, borne = an_open_vote(cast), signed_in(cast.representatives["Borne"])
    cast_vote(cast, proposal, "Borne", "voor")
    address = page("ballot_receipt", proposal.pk, BORNE)
    assert "Stemverklaring toevoegen" in borne.get(address).text
    data = {"text": "Wij steunen de koers.", "key": uuid.uuid4()}
    borne.post(page("statement_write", proposal.pk, BORNE), data)
    assert "Stemverklaring vervangen" in borne.get(address).text
    services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    assert "Stemverklaring vervangen" not in borne.get(address).text


def test_desk_asks_for_an_online_vote_only_and_its_button_says_the_act_once(cast: Cast) -> None:
    a_roll_call(cast)
    user, moment = cast.representatives["Borne"], VOTED + timedelta(minutes=1)
    assert desk.rows_of(desk.actors_of(user, day_of(moment)), moment) == []
    an_open_vote(cast)
    (row,) = desk.rows_of(desk.actors_of(user, day_of(moment)), moment)
    assert (row.asked.action_label, row.asked.action_about) == ("Stem uitbrengen", "Koers SES Twente 2027")
