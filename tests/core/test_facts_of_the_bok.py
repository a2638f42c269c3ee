"""What the product itself takes from the main agreement: who sits at the table, its offices, subjects and first day."""

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from meetings import selectors as meetings
from meetings.models import Body
from tests.cast import MORNING, Cast, person
from tests.factories import a_body, a_meeting
from tests.moment import morning as morning
from tests.votes.stage import TEXT, an_open_vote
from twente.core import services
from twente.core.models import Role
from twente.core.selectors import rulebook_on
from twente.core.services import RoleTaken
from votes import selectors
from votes import services as votes

pytestmark = pytest.mark.usefixtures("morning")
TODAY = MORNING.date()
IN_FORCE = date(2021, 2, 1)


def planned_on(cast: Cast, day: date) -> int:
    """The answer to planning a meeting on a day."""
    body = a_body(cast)
    data = {"body": body.pk, "day": day, "starts": "10:00", "ends": "12:00", "place": "Almelo", "key": uuid.uuid4()}
    browser = Client()
    browser.force_login(cast.secretary)
    return browser.post(reverse("meetings:meeting_create", args=["bok-ses"]), data).status_code


def test_nothing_happens_before_the_agreement_is_in_force(cast: Cast) -> None:
    """BOK-16.1: in force on 1 February 2021, at work from 1 April."""
    book = rulebook_on(cast.agreement, TODAY)
    assert (book.in_force_on, book.operational_on) == (IN_FORCE, date(2021, 4, 1))
    assert planned_on(cast, IN_FORCE - timedelta(days=1)) == 422
    assert planned_on(cast, IN_FORCE) == 302


def test_the_table_has_a_seat_for_every_party_and_none_for_the_chair(cast: Cast) -> None:
    """BOK-5.1: one representative per party, and a chair."""
    vote = an_open_vote(cast)
    speaking = meetings.voters(meeting=vote.item.meeting, on=TODAY)
    assert [seat.party for seat in vote.seats.all()] == list(cast.parties.values())
    assert len({voter.user for voter in speaking.values()}) == len(cast.parties) == 14
    assert cast.chair not in {voter.user for voter in speaking.values()}


@pytest.mark.parametrize("kind", [Role.Kind.SECRETARY, Role.Kind.CHAIR])
def test_there_is_one_coordinating_secretary_and_one_chair_at_a_time(cast: Cast, kind: str) -> None:
    """BOK-7.1, BOK-5.3: a second one has to wait for the end of the first."""
    second = person("tweede", "Tweede")
    with pytest.raises(RoleTaken):
        services.give_role(agreement=cast.agreement, user=second, kind=kind, since=TODAY, by=None, now=MORNING)
    assert not second.roles.exists()


def test_every_item_carries_one_of_eight_standing_subjects_or_another_class(cast: Cast) -> None:
    """BOK-8a to 8h: the form offers each of them once, and no others."""
    offered = [one.subject for one in meetings.classes_offered(a_meeting(cast)) if one.subject]
    assert offered == ["8a", "8b", "8c", "8d", "8e", "8f", "8g", "8h"]


def test_the_working_group_is_a_body_of_its_own_without_votes(cast: Cast) -> None:
    """BOK-7.3: it meets beside the overleg, and nothing is put to the vote there."""
    a_body(cast)
    group = Body.objects.get(key="ambtelijke_werkgroep")
    item = a_meeting(cast).items.get(position=2)
    assert selectors.takes_votes(item)
    item.meeting.body = group
    item.meeting.save()
    with pytest.raises(votes.BodyWithoutVotes):
        votes.create_proposal(item=item, content=TEXT, form_key=uuid.uuid4(), by=cast.secretary, now=MORNING)
    browser = Client()
    browser.force_login(cast.secretary)
    assert "Voorstel maken" not in browser.get(reverse("votes:item_panel", args=["bok-ses", item.pk])).text
