"""Attendance, substitution, the meeting in session and its decisions."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from meetings import selectors, services
from meetings.models import AgendaItem, Attendance, Decision, Meeting
from meetings.services.attendance import (
    AlreadySubstituted,
    NobodySpeaks,
    NoDocument,
    NotAParty,
    NotConvened,
    NotRegistered,
    OtherPersonPresent,
    StillPresent,
    SubstitutionUsed,
)
from meetings.services.decisions import AdmissionSettled, NotAdmitted, NothingToDecide, NotInSession
from meetings.services.locks import MeetingOver
from meetings.services.session import ItemElsewhere, ItemRefused, MayNotPreside, NotOpen, NotReadyToOpen
from tests.cast import MORNING, Cast
from tests.factories import COURSE, MEETING_AT, ORDER, OTHER, a_convened_meeting, a_meeting, an_item, an_open_meeting
from twente.core import services as core
from twente.core.models import Mandate, Party, Role

DAY = date(2026, 12, 2)
LATER = MEETING_AT + timedelta(minutes=30)


def arrive(cast: Cast, meeting: Meeting, name: str, at: datetime = MEETING_AT) -> Attendance:
    """The party sits down."""
    return services.record_arrival(meeting=meeting, party=cast.parties[name], by=cast.secretary, now=at)


def stand_in(cast: Cast, meeting: Meeting, **changes: Any) -> Any:
    """The substitute of Haaksbergen stands in."""
    act = {"party": cast.parties["Haaksbergen"], "user": cast.substitute, "document": "Collegebesluit 2026-114"}
    return services.record_substitution(meeting=meeting, by=cast.secretary, now=MORNING, **(act | changes))


def deliver(cast: Cast, item: AgendaItem, source: str, decided_at: datetime = MEETING_AT) -> Decision:
    """A vote delivers its outcome."""
    return services.deliver_decision(
        item=item,
        outcome="aangenomen",
        text="De koers is vastgesteld.",
        sentence="Dertien voor, een tegen.",
        reasons=[{"sentence": "Een meerderheid is voor.", "article": "12.3"}],
        figures={"for": 13},
        source=source,
        closing_hash="a" * 64,
        decided_at=decided_at,
        by=cast.chair,
        now=decided_at,
    )


def test_standing_mandate_speaks(cast: Cast) -> None:
    """BOK-1f: every party through its representative, on a document."""
    speaking = selectors.voters(meeting=a_meeting(cast), on=DAY)
    almelo = speaking[cast.parties["Almelo"].pk]
    assert len(speaking) == 14
    assert (almelo.user, almelo.document) == (cast.representatives["Almelo"], "Collegebesluit Almelo 2021-01")


def test_substitution_for_the_item_goes_before_the_meeting_before_the_mandate(cast: Cast) -> None:
    """BOK-1f, HLB-9c."""
    meeting = a_convened_meeting(cast)
    haaksbergen, item = cast.parties["Haaksbergen"].pk, meeting.items.get(position=2)
    stand_in(cast, meeting)
    stand_in(cast, meeting, item=item, user=cast.representatives["Haaksbergen"], document="Alleen punt 2")
    assert selectors.voters(meeting=meeting, on=DAY)[haaksbergen].user == cast.substitute
    assert selectors.voters(meeting=meeting, item=item, on=DAY)[haaksbergen].document == "Alleen punt 2"
    other = meeting.items.get(position=1)
    assert selectors.voters(meeting=meeting, item=other, on=DAY)[haaksbergen].user == cast.substitute


def test_arrival_keeps_the_mandate_behind_the_chair(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    first, again = arrive(cast, meeting, "Borne"), arrive(cast, meeting, "Borne", LATER)
    assert first == again
    assert first.mandate == Mandate.objects.get(party=cast.parties["Borne"])


def test_presence_follows_arrival_and_departure(cast: Cast) -> None:
    meeting, borne = a_convened_meeting(cast), cast.parties["Borne"]
    arrive(cast, meeting, "Borne")
    services.record_departure(meeting=meeting, party=borne, by=cast.secretary, now=LATER)
    present = [selectors.present_party_ids(meeting=meeting, at=at) for at in (MORNING, MEETING_AT, LATER)]
    assert present == [frozenset(), frozenset({borne.pk}), frozenset()]
    assert services.record_departure(meeting=meeting, party=borne, by=cast.secretary, now=LATER) is None


def test_representative_and_substitute_are_not_both_present(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    arrive(cast, meeting, "Haaksbergen")
    stand_in(cast, meeting)
    with pytest.raises(OtherPersonPresent):
        arrive(cast, meeting, "Haaksbergen", LATER)
    services.record_departure(meeting=meeting, party=cast.parties["Haaksbergen"], by=cast.secretary, now=LATER)
    assert arrive(cast, meeting, "Haaksbergen", LATER).user == cast.substitute


def test_attendance_needs_a_convened_meeting_that_is_not_over(cast: Cast) -> None:
    with pytest.raises(NotConvened):
        arrive(cast, a_meeting(cast), "Borne")
    meeting = an_open_meeting(cast)
    services.close_meeting(meeting=meeting, by=cast.chair, now=LATER)
    with pytest.raises(MeetingOver):
        arrive(cast, meeting, "Borne", LATER)


def test_non_party_has_no_seat(cast: Cast) -> None:
    stranger = Party.objects.create(code="GM9999", kind="gemeente", short_name="Elders", position=99)
    meeting = a_convened_meeting(cast)
    for act in (services.record_arrival, services.record_absence):
        extra = {"notice": ""} if act is services.record_absence else {}
        with pytest.raises(NotAParty):
            act(meeting=meeting, party=stranger, by=cast.secretary, now=MEETING_AT, **extra)


def test_party_without_mandate_has_nobody_to_send(cast: Cast) -> None:
    core.end_mandate(
        mandate=Mandate.objects.get(party=cast.parties["Borne"]),
        last_day=DAY - timedelta(days=1),
        by=cast.secretary,
        now=MORNING,
    )
    with pytest.raises(NobodySpeaks):
        arrive(cast, a_convened_meeting(cast), "Borne")


def test_notice_of_absence_ends_with_arrival(cast: Cast) -> None:
    meeting, borne = a_convened_meeting(cast), cast.parties["Borne"]
    services.record_absence(meeting=meeting, party=borne, notice="Ziek", by=cast.secretary, now=MORNING)
    arrive(cast, meeting, "Borne")
    assert not meeting.absences.exists()
    with pytest.raises(StillPresent):
        services.record_absence(meeting=meeting, party=borne, notice="", by=cast.secretary, now=LATER)


def test_substitution_needs_a_document_and_somebody_of_the_party(cast: Cast) -> None:
    """BOK-1f: a proxy for another municipality does not exist."""
    meeting = a_convened_meeting(cast)
    with pytest.raises(NoDocument):
        stand_in(cast, meeting, document="  ")
    with pytest.raises(NotRegistered):
        stand_in(cast, meeting, user=cast.representatives["Almelo"])
    with pytest.raises(NotRegistered):
        stand_in(cast, meeting, party=cast.parties["Almelo"])
    assert stand_in(cast, meeting).user == cast.substitute


def test_one_substitute_at_a_time(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    assert stand_in(cast, meeting) == stand_in(cast, meeting)
    with pytest.raises(AlreadySubstituted):
        stand_in(cast, meeting, user=cast.representatives["Haaksbergen"])


def test_unused_substitution_can_be_withdrawn(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    row = stand_in(cast, meeting)
    services.withdraw_substitution(substitution=row, by=cast.secretary, now=MORNING)
    row = stand_in(cast, meeting)
    arrive(cast, meeting, "Haaksbergen")
    with pytest.raises(SubstitutionUsed):
        services.withdraw_substitution(substitution=row, by=cast.secretary, now=MEETING_AT)


def test_only_the_chair_or_a_deputy_in_charge_presides(cast: Cast) -> None:
    """BOK-5.3 to 5.5, R8."""
    meeting = a_convened_meeting(cast)
    for person in (cast.secretary, cast.deputy_chair):
        with pytest.raises(MayNotPreside):
            services.open_meeting(meeting=meeting, presided_by=person, by=cast.secretary, now=MEETING_AT)
    role = Role.objects.get(kind=Role.Kind.DEPUTY_CHAIR)
    core.put_in_charge(role=role, since=DAY, until=DAY, reason="Voorzitter verhinderd", by=cast.secretary, now=MORNING)
    opened = services.open_meeting(meeting=meeting, presided_by=cast.deputy_chair, by=cast.secretary, now=MEETING_AT)
    assert (opened.state, opened.presided_by) == (Meeting.State.OPEN, cast.deputy_chair)


def test_meeting_opens_once_after_it_was_convened(cast: Cast) -> None:
    with pytest.raises(NotReadyToOpen):
        services.open_meeting(meeting=a_meeting(cast), presided_by=cast.chair, by=cast.chair, now=MEETING_AT)
    meeting = an_open_meeting(cast)
    again = services.open_meeting(meeting=meeting, presided_by=cast.chair, by=cast.chair, now=LATER)
    assert (again.opened_at, again.version) == (MEETING_AT, meeting.version)
    assert again.current_item.position == 1


def test_items_are_taken_in_their_own_open_meeting(cast: Cast) -> None:
    meeting = an_open_meeting(cast, items=(ORDER, OTHER))
    item = meeting.items.get(position=2)
    assert services.take_item(meeting=meeting, item=item, by=cast.secretary, now=LATER).current_item == item
    with pytest.raises(ItemElsewhere):
        services.take_item(meeting=meeting, item=a_meeting(cast).items.first(), by=cast.secretary, now=LATER)
    refused = services.settle_admission(item=item, admitted=False, by=cast.chair, now=LATER)
    with pytest.raises(ItemRefused):
        services.take_item(meeting=meeting, item=refused, by=cast.secretary, now=LATER)
    services.close_meeting(meeting=meeting, by=cast.chair, now=LATER)
    with pytest.raises(NotOpen):
        services.take_item(meeting=meeting, item=item, by=cast.secretary, now=LATER)


def test_closing_ends_attendance(cast: Cast) -> None:
    meeting = an_open_meeting(cast, present=("Almelo", "Borne"))
    closed = services.close_meeting(meeting=meeting, by=cast.chair, now=LATER)
    assert (closed.state, closed.closed_at, closed.current_item) == (Meeting.State.HELD, LATER, None)
    assert set(Attendance.objects.values_list("left_at", flat=True)) == {LATER}
    assert services.close_meeting(meeting=meeting, by=cast.chair, now=LATER + timedelta(hours=1)).closed_at == LATER


def test_only_an_open_meeting_closes(cast: Cast) -> None:
    with pytest.raises(NotOpen):
        services.close_meeting(meeting=a_convened_meeting(cast), by=cast.chair, now=LATER)


def test_same_source_is_one_decision(cast: Cast) -> None:
    item = an_open_meeting(cast).items.get(position=2)
    assert deliver(cast, item, "vote:1") == deliver(cast, item, "vote:1")
    assert deliver(cast, item, "vote:2").number == 2


def test_numbers_start_again_every_dutch_year(cast: Cast) -> None:
    """The year is that of Amsterdam: half past midnight on 1 January is 2027, though UTC still says 2026."""
    item = an_open_meeting(cast).items.get(position=2)
    deliver(cast, item, "vote:1", datetime(2026, 12, 31, 22, 30, tzinfo=UTC))
    newyear = deliver(cast, item, "vote:2", datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert (newyear.year, newyear.number) == (2027, 1)


def test_decision_without_vote_needs_a_meeting_and_a_text(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    item = meeting.items.get(position=2)
    act = {"item": item, "by": cast.secretary, "now": MEETING_AT}
    with pytest.raises(NotInSession):
        services.record_decision(text="Akkoord.", outcome="vastgesteld", **act)
    services.open_meeting(meeting=meeting, presided_by=cast.chair, by=cast.chair, now=MEETING_AT)
    for text, outcome in (("  ", "vastgesteld"), ("Akkoord.", "misschien")):
        with pytest.raises(NothingToDecide):
            services.record_decision(text=text, outcome=outcome, **act)
    key = uuid.uuid4()
    first, again = (services.record_decision(text="Akkoord.", outcome="vastgesteld", key=key, **act) for _ in "ab")
    assert first == again
    assert Decision.objects.get().number == 1


def test_other_subject_is_not_decided_before_admission(cast: Cast) -> None:
    """BOK-10, 12.6."""
    item = an_open_meeting(cast, items=(OTHER,)).items.get()
    act = {"item": item, "text": "Akkoord.", "outcome": "vastgesteld", "by": cast.secretary, "now": LATER}
    with pytest.raises(NotAdmitted):
        services.record_decision(**act)
    services.settle_admission(item=item, admitted=True, by=cast.chair, now=LATER)
    assert services.record_decision(**act).outcome == "vastgesteld"


def test_admission_is_settled_once(cast: Cast) -> None:
    meeting = a_meeting(cast, items=(OTHER, COURSE))
    item = meeting.items.get(position=1)
    for _ in range(2):
        assert services.settle_admission(item=item, admitted=True, by=cast.chair, now=LATER).admission == "admitted"
    with pytest.raises(AdmissionSettled):
        services.settle_admission(item=item, admitted=False, by=cast.chair, now=LATER)
    with pytest.raises(AdmissionSettled):
        services.settle_admission(item=meeting.items.get(position=2), admitted=True, by=cast.chair, now=LATER)


def test_everything_in_session_raises_the_version_that_is_polled(cast: Cast) -> None:
    meeting = an_open_meeting(cast)
    item = meeting.items.get(position=2)
    acts = [
        lambda: arrive(cast, meeting, "Borne"),
        lambda: services.take_item(meeting=meeting, item=item, by=cast.secretary, now=LATER),
        lambda: deliver(cast, item, "vote:1"),
        lambda: an_item(cast, meeting, "Rondvraag", ORDER),
        lambda: stand_in(cast, meeting),
    ]
    versions = [meeting.version]
    for act in acts:
        act()
        versions.append(Meeting.objects.values_list("version", flat=True).get(pk=meeting.pk))
    assert versions == sorted(set(versions))
