"""A new round follows a finished vote on the same item; a vote is never reopened (votes.md section 6)."""

import uuid
from dataclasses import replace

import pytest

from meetings.services import close_meeting
from tests.cast import INHABITANTS, Cast
from tests.factories import OTHER
from tests.votes.stage import CLOSED, DRAWN, TEXT, a_closed_vote, an_open_vote
from tests.votes.test_annulment import ADMISSION, annulled
from tests.votes.test_views import page, signed_in
from votes import rounds, services
from votes.models import Proposal
from votes.services.preparing import CannotOpenYet

pytestmark = pytest.mark.django_db
FOR = {name: "voor" for name in INHABITANTS if name != "Enschede"}


@pytest.fixture(autouse=True)
def _after_the_vote(time_machine) -> None:
    time_machine.move_to(CLOSED, tick=False)


def following(cast: Cast, proposal: Proposal) -> Proposal:
    """The secretary starts a new round."""
    return services.create_proposal(
        item=proposal.item, content=TEXT, form_key=uuid.uuid4(), by=cast.secretary, now=CLOSED
    )


def test_rejected_vote_can_be_followed_and_knows_its_follower(cast: Cast) -> None:
    first = a_closed_vote(cast)
    second = following(cast, first)
    assert (second.round, second.previous, first.next) == (2, first, second)
    assert rounds.obstacle(first) == rounds.FOLLOWED


def test_adopted_decision_stands_until_it_is_annulled(cast: Cast) -> None:
    first = a_closed_vote(cast, FOR)
    assert first.result["adopted"]
    with pytest.raises(CannotOpenYet, match="is aangenomen"):
        following(cast, first)
    annulled(cast, first)
    first.refresh_from_db()
    assert following(cast, first).previous == first


def test_open_vote_has_no_new_round(cast: Cast) -> None:
    assert rounds.obstacle(an_open_vote(cast)) == rounds.NOT_FINISHED


def test_adopted_admission_is_followed_by_the_content(cast: Cast, client) -> None:
    """BOK-10: first whether, then what; only the title is filled in beforehand."""
    first = a_closed_vote(cast, dict.fromkeys(INHABITANTS, "voor"), text=ADMISSION, item_class=OTHER)
    assert rounds.obstacle(first) == ""
    form = signed_in(cast.secretary).get(page("proposal_create", first.item_id)).text
    assert "De koers SES Twente 2027 vaststellen." not in form


def test_after_the_meeting_the_subject_goes_to_a_next_one(cast: Cast) -> None:
    first = a_closed_vote(cast)
    close_meeting(meeting=first.item.meeting, by=cast.chair, now=CLOSED)
    again = Proposal.objects.get(pk=first.pk)
    assert rounds.obstacle(again) == rounds.MEETING_OVER
    shown = signed_in(cast.secretary).get(page("proposal_detail", first.pk)).text
    assert rounds.MEETING_OVER in shown
    assert page("proposal_create", first.item_id) not in shown


def test_button_starts_from_the_text_of_the_round_before(cast: Cast) -> None:
    first = a_closed_vote(cast, text=replace(TEXT, text="De koers met een voorbehoud vaststellen."))
    secretary = signed_in(cast.secretary)
    create = page("proposal_create", first.item_id)
    assert create in secretary.get(page("proposal_detail", first.pk)).text
    form = secretary.get(create).text
    assert "De koers met een voorbehoud vaststellen." in form
    assert "Dit wordt een nieuwe ronde" in form
    assert str(first.form_key) not in form, "another form, another act"
    assert create not in signed_in(cast.chair).get(page("proposal_detail", first.pk)).text


def test_both_pages_name_the_other_round_and_why(cast: Cast) -> None:
    first = annulled(cast, a_closed_vote(cast))
    second = services.make_ready(proposal=following(cast, first), by=cast.secretary, now=CLOSED)
    member = signed_in(cast.representatives["Borne"])
    newer = member.get(page("proposal_detail", second.pk)).text
    assert "Vorige ronde: " in newer
    assert "(vernietigd: De stukken waren niet verstuurd)" in newer
    older = member.get(page("proposal_detail", first.pk)).text
    assert "Nieuwe ronde: " in older
    assert page("proposal_detail", second.pk) in older


def test_round_that_rejected_is_named_by_its_outcome(cast: Cast) -> None:
    first = a_closed_vote(cast, DRAWN)
    second = services.make_ready(proposal=following(cast, first), by=cast.secretary, now=CLOSED)
    shown = signed_in(cast.representatives["Borne"]).get(page("proposal_detail", second.pk)).text
    assert "ronde 1, Koers SES Twente 2027 (verworpen)" in shown


def test_concept_of_a_next_round_is_the_secretariats_own(cast: Cast) -> None:
    first = a_closed_vote(cast)
    second = following(cast, first)
    for user, sees in ((cast.secretary, True), (cast.representatives["Borne"], False)):
        shown = signed_in(user).get(page("proposal_detail", first.pk)).text
        assert (page("proposal_detail", second.pk) in shown) is sees
