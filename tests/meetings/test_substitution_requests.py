"""BOK-1f: a representative asks for a substitute, the secretary records it in one click."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from meetings import selectors, services
from meetings.models import Meeting, Substitution, SubstitutionRequest
from meetings.services import requests
from meetings.services.reasons import NoReason
from tests.cast import MORNING, Cast
from tests.factories import COURSE, MEETING_AT, ORDER, a_meeting, an_open_meeting
from twente.core.models import User
from twente.core.permissions import actor_for
from twente.core.refusals import Refusal
from twente.home.desk import rows_of
from twente.outbox.models import Message

SignIn = Callable[[User], Client]
PLACE = "Haaksbergen"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """The meeting of December, in concept."""
    return a_meeting(cast, items=(ORDER, COURSE))


def ask(cast: Cast, meeting: Meeting, **changes: Any) -> SubstitutionRequest:
    """The representative of Haaksbergen asks for the registered substitute."""
    facts: dict[str, Any] = {"meeting": meeting, "party": cast.parties[PLACE], "user": cast.substitute, "item": None}
    facts |= {"document": "Volmacht 7", "key": uuid.uuid4(), "by": cast.representatives[PLACE], "now": MORNING}
    return requests.ask_substitution(**facts | changes)


def mailed(kind: str = "substitution") -> list[tuple[str, str]]:
    return sorted(Message.objects.filter(kind=kind).values_list("recipient", "subject"))


def test_asking_tells_the_secretariat_and_changes_nothing_yet(cast: Cast, meeting: Meeting) -> None:
    ask(cast, meeting)
    said = "Leg een vervanging vast voor Haaksbergen"
    assert mailed() == sorted([(cast.secretary.email, said), (cast.deputy_secretary.email, said)])
    voter = selectors.voter_for(meeting=meeting, party=cast.parties[PLACE], on=MORNING.date())
    assert voter is not None and voter.user == cast.representatives[PLACE]


def test_granting_records_the_substitution_once_and_tells_both(cast: Cast, meeting: Meeting) -> None:
    asked = ask(cast, meeting)
    for _ in range(2):
        requests.grant_request(request=asked, by=cast.secretary, now=MORNING)
    row = Substitution.objects.get()
    assert (row.user, row.document, row.recorded_by) == (cast.substitute, "Volmacht 7", cast.secretary)
    told = {recipient for recipient, subject in mailed() if subject.startswith("Vervanging vastgelegd")}
    assert told == {cast.substitute.email, cast.representatives[PLACE].email}


def test_declining_needs_a_reason_and_tells_who_asked(cast: Cast, meeting: Meeting) -> None:
    asked = ask(cast, meeting)
    with pytest.raises(NoReason):
        requests.decline_request(request=asked, reason=" ", by=cast.secretary, now=MORNING)
    requests.decline_request(request=asked, reason="Het besluit ontbreekt.", by=cast.secretary, now=MORNING)
    assert (cast.representatives[PLACE].email, "Vervanging door Vervanger Haaksbergen kan niet") in mailed()
    with pytest.raises(requests.RequestSettled):
        requests.grant_request(request=asked, by=cast.secretary, now=MORNING)
    assert not Substitution.objects.exists()


def test_who_asked_takes_it_back_and_asks_anew(cast: Cast, meeting: Meeting) -> None:
    asked = ask(cast, meeting)
    with pytest.raises(requests.AlreadyAsked):
        ask(cast, meeting)
    with pytest.raises(requests.NotYourParty):
        requests.withdraw_request(request=asked, by=cast.representatives["Borne"], now=MORNING)
    requests.withdraw_request(request=asked, by=cast.representatives[PLACE], now=MORNING)
    ask(cast, meeting)


def test_the_database_keeps_one_open_request(cast: Cast, meeting: Meeting) -> None:
    asked = ask(cast, meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        SubstitutionRequest.objects.create(
            meeting=meeting,
            party=asked.party,
            user=asked.user,
            document="Volmacht 8",
            form_key=uuid.uuid4(),
            asked_by=asked.asked_by,
            asked_at=MORNING,
        )


def test_the_same_form_twice_is_one_request(cast: Cast, meeting: Meeting) -> None:
    key = uuid.uuid4()
    assert ask(cast, meeting, key=key) == ask(cast, meeting, key=key)


BAD = {
    "not one's own party": (lambda cast: {"by": cast.representatives["Borne"]}, requests.NotYourParty),
    "the chair": (lambda cast: {"by": cast.chair}, requests.NotYourParty),
    "somebody of another party": (
        lambda cast: {"user": cast.representatives["Borne"]},
        services.attendance.NotRegistered,
    ),
    "no document": (lambda cast: {"document": "  "}, services.attendance.NoDocument),
    "no party to the agreement": (lambda cast: {"now": MORNING.replace(year=2020)}, services.attendance.NotAParty),
}


@pytest.mark.parametrize(("changes", "refusal"), BAD.values(), ids=BAD)
def test_what_cannot_be_asked(
    cast: Cast, meeting: Meeting, changes: Callable[[Cast], dict[str, Any]], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        ask(cast, meeting, **changes(cast))
    assert not Message.objects.exists()


def test_after_the_meeting_nothing_is_asked_or_granted(cast: Cast) -> None:
    meeting = an_open_meeting(cast)
    asked = ask(cast, meeting, now=MEETING_AT)
    services.close_meeting(meeting=meeting, by=cast.chair, now=MEETING_AT)
    for act in (
        lambda: ask(cast, meeting, now=MEETING_AT),
        lambda: requests.grant_request(request=asked, by=cast.secretary, now=MEETING_AT),
    ):
        with pytest.raises(Refusal, match="gehouden"):
            act()


def test_the_mail_does_not_name_a_confidential_item(cast: Cast, meeting: Meeting) -> None:
    item = meeting.items.get(position=2)
    meeting.items.filter(pk=item.pk).update(title="Kanarie", confidentiality="closed")
    item.refresh_from_db()
    ask(cast, meeting, item=item)
    assert not Message.objects.filter(body__contains="Kanarie").exists()


def page(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


def test_from_the_members_button_to_the_secretarys_click(
    cast: Cast, meeting: Meeting, secretary: Client, signed_in: SignIn
) -> None:
    member = signed_in(cast.representatives[PLACE])
    assert "Vervanging vragen" in member.get(page("meeting_detail", meeting.pk)).text
    filled = {"person": cast.substitute.pk, "document": "Volmacht 7", "key": uuid.uuid4()}
    assert member.post(page("substitution_request", meeting.pk), filled).status_code == 302
    actor = actor_for(cast.secretary, cast.agreement, MORNING.date())
    title = "Vervanging voor Haaksbergen vastleggen: Vervanger Haaksbergen"
    assert title in [row.asked.title for row in rows_of([actor], MORNING)]
    asked = SubstitutionRequest.objects.get()
    assert page("substitution_grant", asked.pk) in secretary.get(page("mandate_register")).text
    assert secretary.post(page("substitution_grant", asked.pk)).status_code == 302
    assert Substitution.objects.get().user == cast.substitute
    assert title not in [row.asked.title for row in rows_of([actor], MORNING)]


def test_others_see_no_request_and_cannot_take_it_back(cast: Cast, meeting: Meeting, signed_in: SignIn) -> None:
    asked = ask(cast, meeting)
    other = signed_in(cast.representatives["Borne"])
    assert "Gevraagde vervangingen" not in other.get(page("mandate_register")).text
    assert other.post(page("substitution_retract", asked.pk)).status_code == 404
    assert other.post(page("substitution_grant", asked.pk)).status_code == 403


def test_who_speaks_for_no_party_cannot_ask(cast: Cast, meeting: Meeting, signed_in: SignIn) -> None:
    assert signed_in(cast.substitute).get(page("substitution_request", meeting.pk)).status_code == 403
    assert signed_in(cast.chair).get(page("substitution_request", meeting.pk)).status_code == 403
