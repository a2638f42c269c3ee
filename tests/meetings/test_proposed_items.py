"""Items that members propose: who may, what the secretary does with them, and what the proposer hears."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from meetings import attention, services
from meetings.models import AgendaItem, ItemProposal, Meeting
from meetings.services.proposing import Placing, accept_proposal
from tests.cast import MORNING, Cast, gather
from tests.factories import COURSE, MEETING_AT, ORDER, a_convened_meeting, a_meeting, an_open_meeting
from tests.meetings.test_races import together
from twente.core.models import User
from twente.core.permissions import actor_for
from twente.outbox.models import Message

SignIn = Callable[[User], Client]


def page(name: str, *args: object) -> str:
    """An address under the agreement."""
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """The next meeting, in concept."""
    return a_meeting(cast)


def offer(meeting: Meeting, **changes: Any) -> dict[str, Any]:
    """A filled-in offer for this meeting."""
    own = {"body": meeting.body_id, "title": "Fietssnelweg", "why": "De aanbesteding loopt.", "party": ""}
    own |= {"item_class": "subject:8a", "proposed_decision": "De aanbesteding steunen.", "meeting": meeting.pk}
    return own | {"key": str(uuid.uuid4())} | changes


def offered(browser: Client, meeting: Meeting, **changes: Any) -> ItemProposal:
    """The offer that somebody made."""
    answer = browser.post(page("proposed_create"), offer(meeting, **changes))
    assert answer.status_code == 302, answer.text
    return ItemProposal.objects.latest("pk")


@pytest.fixture
def almelo(cast: Cast, signed_in: SignIn) -> Client:
    """The browser of the representative of Almelo."""
    return signed_in(cast.representatives["Almelo"])


@pytest.fixture
def proposal(almelo: Client, cast: Cast, meeting: Meeting) -> ItemProposal:
    """What Almelo offered."""
    return offered(almelo, meeting, party=cast.parties["Almelo"].pk)


def accept(meeting: Meeting, **changes: Any) -> dict[str, Any]:
    """The secretary's answer: on this agenda."""
    return {"meeting": meeting.pk, "place": "", "status": "bespreking", "minutes_planned": "15"} | changes


def test_an_offer_stands_beside_the_agenda_and_on_the_desk(
    secretary: Client, cast: Cast, meeting: Meeting, proposal: ItemProposal
) -> None:
    text = secretary.get(page("meeting_detail", meeting.pk)).text
    assert "Aangeboden punten" in text
    assert "Fietssnelweg" in text
    assert "(Almelo) voor de vergadering van 2 december 2026." in text
    asked = [row.title for row in attention.rows(actor_for(cast.secretary, cast.agreement, MORNING.date()), MORNING)]
    assert "Aangeboden punt beoordelen: Fietssnelweg" in asked
    assert not attention.rows(actor_for(cast.officer, cast.agreement, MORNING.date()), MORNING)


def test_who_offered_it_sees_it_wait_beside_the_agenda(
    almelo: Client, cast: Cast, meeting: Meeting, proposal: ItemProposal, signed_in: SignIn
) -> None:
    address = page("meeting_detail", meeting.pk)
    assert "Fietssnelweg" in almelo.get(address).text
    assert "Fietssnelweg" not in signed_in(cast.representatives["Borne"]).get(address).text


def test_an_accepted_offer_becomes_an_item_at_a_place(
    secretary: Client, cast: Cast, meeting: Meeting, proposal: ItemProposal
) -> None:
    secretary.post(page("proposed_accept", proposal.pk), accept(meeting, place="1"))
    item = meeting.items.get(position=1)
    assert (item.title, item.explanation) == ("Fietssnelweg", "De aanbesteding loopt.")
    assert (item.proposed_decision, item.minutes_planned) == ("De aanbesteding steunen.", 15)
    assert list(meeting.items.order_by("position").values_list("title", flat=True))[1:] == ["Punt 1", "Punt 2"]
    proposal.refresh_from_db()
    assert (proposal.state, proposal.item, proposal.answered_by) == ("accepted", item, cast.secretary)
    mail = Message.objects.get(kind="proposed_item")
    assert mail.recipient == cast.representatives["Almelo"].email
    assert mail.subject == "Geagendeerd: Fietssnelweg"
    assert "komt op de agenda van 2 december 2026" in mail.body


def test_a_declined_offer_says_why(secretary: Client, almelo: Client, proposal: ItemProposal) -> None:
    assert secretary.post(page("proposed_decline", proposal.pk), {"reason": " "}).status_code == 422
    secretary.post(page("proposed_decline", proposal.pk), {"reason": "Dit hoort bij de regio."})
    text = almelo.get(page("proposed_detail", proposal.pk)).text
    assert "Niet geagendeerd" in text
    assert "Dit hoort bij de regio." in text
    assert "Reden: Dit hoort bij de regio." in Message.objects.get(kind="proposed_item").body


@pytest.mark.parametrize("answer", ["proposed_accept", "proposed_decline"])
def test_an_offer_is_answered_once(secretary: Client, meeting: Meeting, proposal: ItemProposal, answer: str) -> None:
    secretary.post(page("proposed_decline", proposal.pk), {"reason": "Nee."})
    again = secretary.post(page(answer, proposal.pk), accept(meeting, reason="Toch niet."))
    assert again.status_code == 409
    assert Message.objects.filter(kind="proposed_item").count() == 1
    assert meeting.items.count() == 2


def test_another_subject_keeps_its_admission(secretary: Client, almelo: Client, cast: Cast, meeting: Meeting) -> None:
    """BOK-10: the secretary puts it on the agenda; whether it is treated is for all parties."""
    proposal = offered(almelo, meeting, party=cast.parties["Almelo"].pk, item_class="other")
    secretary.post(page("proposed_accept", proposal.pk), accept(meeting))
    assert meeting.items.get(title="Fietssnelweg").admission == "requested"


def test_after_sending_an_accepted_offer_is_late(secretary: Client, almelo: Client, cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    proposal = offered(almelo, meeting, party=cast.parties["Almelo"].pk)
    secretary.post(page("proposed_accept", proposal.pk), accept(meeting))
    item = meeting.items.get(title="Fietssnelweg")
    assert (item.position, item.late) == (3, True)


def test_who_proposed_it_can_take_it_back(
    almelo: Client, signed_in: SignIn, cast: Cast, proposal: ItemProposal
) -> None:
    address = page("proposed_withdraw", proposal.pk)
    assert signed_in(cast.representatives["Borne"]).post(address).status_code == 404
    assert almelo.post(address).status_code == 302
    assert almelo.post(address).status_code == 409
    assert not Message.objects.filter(kind="proposed_item").exists()


def test_another_party_does_not_see_it(signed_in: SignIn, cast: Cast, meeting: Meeting, proposal: ItemProposal) -> None:
    borne = signed_in(cast.representatives["Borne"])
    assert borne.get(page("proposed_detail", proposal.pk)).status_code == 404
    for address in (page("proposed_list"), page("meeting_detail", meeting.pk)):
        assert "Fietssnelweg" not in borne.get(address).text


def test_nobody_proposes_for_another_party(almelo: Client, cast: Cast, meeting: Meeting) -> None:
    for party in (cast.parties["Borne"].pk, "", 99999):
        assert almelo.post(page("proposed_create"), offer(meeting, party=party)).status_code == 422
    assert not ItemProposal.objects.exists()


def test_a_substitute_proposes_only_while_registered(signed_in: SignIn, cast: Cast, meeting: Meeting) -> None:
    browser = signed_in(cast.substitute)
    assert browser.get(page("proposed_create")).status_code == 403
    haaksbergen = cast.parties["Haaksbergen"]
    services.record_substitution(
        meeting=meeting, party=haaksbergen, user=cast.substitute, document="Volmacht", by=cast.secretary, now=MORNING
    )
    assert offered(browser, meeting, party=haaksbergen.pk).party == haaksbergen


def test_chair_and_secretary_propose_for_no_party(signed_in: SignIn, cast: Cast, meeting: Meeting) -> None:
    for person in (cast.chair, cast.secretary):
        assert offered(signed_in(person), meeting).party is None


def test_a_clerk_proposes_nothing(signed_in: SignIn, cast: Cast) -> None:
    assert signed_in(cast.clerk).get(page("proposed_list")).status_code == 403


def test_the_same_form_twice_is_one_offer(almelo: Client, cast: Cast, meeting: Meeting) -> None:
    form = offer(meeting, party=cast.parties["Almelo"].pk)
    for _ in range(2):
        assert almelo.post(page("proposed_create"), form).status_code == 302
    assert ItemProposal.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "\u200b"),
        ("title", "a\r\nBcc: iemand"),
        ("why", "  "),
        ("why", "x" * 10_001),
        ("item_class", ""),
        ("item_class", "subject:9z"),
        ("meeting", "99999999999999999999"),
        ("body", "0"),
    ],
)
def test_bad_offers_are_refused(almelo: Client, cast: Cast, meeting: Meeting, field: str, value: str) -> None:
    form = offer(meeting, party=cast.parties["Almelo"].pk) | {field: value}
    assert almelo.post(page("proposed_create"), form).status_code == 422
    assert not ItemProposal.objects.exists()


@pytest.mark.parametrize(("place", "status"), [("0", 422), ("-1", 422), ("4", 422), ("x", 422)])
def test_a_place_that_is_none_is_refused(
    secretary: Client, meeting: Meeting, proposal: ItemProposal, place: str, status: int
) -> None:
    assert secretary.post(page("proposed_accept", proposal.pk), accept(meeting, place=place)).status_code == status
    assert meeting.items.count() == 2
    proposal.refresh_from_db()
    assert proposal.state == "offered"


def test_an_offer_for_a_meeting_that_was_held_goes_elsewhere(secretary: Client, almelo: Client, cast: Cast) -> None:
    meeting = an_open_meeting(cast)
    proposal = offered(almelo, meeting, party=cast.parties["Almelo"].pk)
    services.close_meeting(meeting=meeting, by=cast.chair, now=MEETING_AT)
    assert secretary.post(page("proposed_accept", proposal.pk), accept(meeting)).status_code == 422


@pytest.mark.parametrize(
    "half", [{"state": "accepted"}, {"state": "declined", "answered_at": MORNING}, {"why": ""}], ids=str
)
def test_the_database_refuses_half_an_answer(proposal: ItemProposal, half: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemProposal.objects.filter(pk=proposal.pk).update(**half)


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_two_secretaries_accept_at_once() -> None:
    players = gather()
    meeting = a_meeting(players, items=(ORDER, COURSE))
    proposal = ItemProposal.objects.create(
        body=meeting.body,
        title="Fietssnelweg",
        why="Omdat.",
        kind="subject",
        subject="8a",
        proposed_by=players.chair,
        proposed_at=MORNING,
        form_key=uuid.uuid4(),
    )
    placing = Placing(meeting, 1, "bespreking", 10)
    together(
        lambda: accept_proposal(proposal=proposal, placing=placing, by=players.secretary, now=MORNING),
        lambda: accept_proposal(proposal=proposal, placing=placing, by=players.deputy_secretary, now=MORNING),
    )
    assert AgendaItem.objects.filter(title="Fietssnelweg").count() == 1
    assert Message.objects.filter(kind="proposed_item").count() == 1


def test_a_deputy_chair_proposes_for_the_own_party_only(signed_in: SignIn, cast: Cast, meeting: Meeting) -> None:
    """Not in charge, and a representative all the same: for Hengelo, never for another party or for none."""
    browser = signed_in(cast.deputy_chair)
    assert browser.post(page("proposed_create"), offer(meeting)).status_code == 422
    assert offered(browser, meeting, party=cast.parties["Hengelo"].pk).party == cast.parties["Hengelo"]
