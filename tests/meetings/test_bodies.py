"""Bodies and their members: terms, offices, shared members, what is missing, who may know of their meetings."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import selectors, services
from meetings.models import AgendaItem, Body, BodyMember, Meeting, MemberAttendance
from meetings.rules.terms import last_days
from meetings.selectors import bodies as reads
from meetings.selectors.minutes import live_content
from meetings.services import bodies, members_present
from meetings.services.bodies import MemberDetails
from tests.cast import MORNING, Cast
from tests.factories import COURSE, MEETING_AT
from tests.votes.stage import TEXT
from twente.core.models import Role, User
from twente.core.permissions import actor_for
from twente.core.refusals import Refusal
from twente.core.terms import Duration
from twente.home.desk import rows_of
from twente.outbox.models import Message
from votes.services.preparing import create_proposal

TODAY = MORNING.date()
DAY = timedelta(days=1)
SINCE = date(2026, 1, 1)
SignIn = Callable[[User], Client]


@pytest.fixture
def group(cast: Cast) -> Body:
    """The working group of the agreement (BOK-7.3)."""
    return services.ensure_bodies(agreement=cast.agreement, by=cast.secretary, now=MORNING)[1]


def add(cast: Cast, body: Body, **details: Any) -> BodyMember:
    """A member of a body since New Year."""
    return bodies.add_member(
        body=body, details=MemberDetails(**{"since": SINCE} | details), key=uuid.uuid4(), by=cast.secretary, now=MORNING
    )


def officer_of(cast: Cast, body: Body, **details: Any) -> BodyMember:
    """The officer of Almelo sits in the working group, for Almelo and Borne together."""
    parties = (cast.parties["Almelo"], cast.parties["Borne"])
    return add(cast, body, **{"user": cast.officer, "parties": parties} | details)


def a_group_meeting(cast: Cast, body: Body, *, convened: bool = True) -> Meeting:
    """A meeting of the working group with one item."""
    details = services.MeetingDetails(MEETING_AT, MEETING_AT + timedelta(hours=2), "stadhuis Borne")
    by: dict[str, Any] = {"by": cast.secretary, "now": MORNING}
    meeting = services.plan_meeting(body=body, details=details, key=uuid.uuid4(), **by)
    item = services.ItemDetails("Stand van zaken", COURSE, "bespreking", "", 10)
    services.add_item(meeting=meeting, details=item, key=uuid.uuid4(), **by)
    if convened:
        services.publish_agenda(meeting=meeting, **by)
    meeting.refresh_from_db()
    return meeting


def test_the_rulebook_says_where_members_sit_in_person(cast: Cast) -> None:
    overleg, group = services.ensure_bodies(agreement=cast.agreement, by=cast.secretary, now=MORNING)
    assert (overleg.by_members, group.by_members) == (False, True)
    assert (overleg.article, group.article) == ("5.1", "7.3")


def test_colleges_share_a_member_and_the_others_are_missing(cast: Cast, group: Body) -> None:
    """BOK-7.3."""
    officer_of(cast, group)
    members = list(reads.members_on(group, TODAY))
    missing = {party.short_name for party in reads.without_member(group, members, TODAY)}
    assert missing == cast.parties.keys() - {"Almelo", "Borne"}


def test_a_guest_or_substitute_fills_no_seat(cast: Cast, group: Body) -> None:
    member = officer_of(cast, group)
    losser = (cast.parties["Losser"],)
    add(cast, group, name="Gast", parties=losser, office="guest")
    add(cast, group, name="Invaller", parties=losser, office="substitute", stands_in_for=member)
    assert cast.parties["Losser"] in reads.without_member(group, list(reads.members_on(group, TODAY)), TODAY)


NOBODY = {"name": "", "user": None}
BAD: dict[str, tuple[dict[str, Any], type[Refusal]]] = {
    "the same person twice": ({}, bodies.MemberTwice),
    "again from the last day": ({"since": date(2026, 6, 30)}, bodies.MemberTwice),
    "on nobody's behalf": ({"user": None, "name": "Iemand", "parties": ()}, bodies.OnNobodysBehalf),
    "a substitute of nobody": ({"user": None, "name": "Iemand", "office": "substitute"}, bodies.OtherBody),
    "before the agreement": ({"user": None, "name": "Iemand", "since": date(2020, 1, 1)}, bodies.NotTakingPart),
}


@pytest.mark.parametrize(("changed", "refusal"), BAD.values(), ids=BAD)
def test_what_the_register_refuses(cast: Cast, group: Body, changed: dict[str, Any], refusal: type[Refusal]) -> None:
    officer_of(cast, group, until=date(2026, 6, 30))
    with pytest.raises(refusal):
        officer_of(cast, group, **changed)
    assert group.members.count() == 1


def test_the_day_after_the_term_the_same_person_may_return(cast: Cast, group: Body) -> None:
    officer_of(cast, group, until=date(2026, 6, 30))
    officer_of(cast, group, since=date(2026, 7, 1))
    assert group.members.count() == 2


def test_somebody_without_account_is_known_by_name_and_organisation(cast: Cast, group: Body) -> None:
    """UHO-P: a water authority takes part without being party."""
    water: dict[str, Any] = {"name": "Deelnemer water", "organisation": "Waterschap", "office": "guest"}
    add(cast, group, **water)
    with pytest.raises(bodies.MemberTwice):
        add(cast, group, **water | {"name": "deelnemer WATER"})
    add(cast, group, **water | {"organisation": "Provincie"})


def test_at_the_table_of_parties_a_mandate_is_needed(cast: Cast, group: Body) -> None:
    """BOK-5.1: who speaks for a party stands in the mandate register; guests and other organisations can join."""
    overleg = Body.objects.order_by("pk")[0]
    with pytest.raises(bodies.MandateInstead):
        officer_of(cast, overleg)
    add(cast, overleg, name="Deelnemer water", organisation="Waterschap", office="guest")


@pytest.mark.parametrize(
    "rows",
    [
        {"user": None, "name": ""},
        {"valid_until": SINCE - DAY},
        {"office": "substitute"},
        {"name": "Ook een naam"},
    ],
    ids=["nobody", "ends before it begins", "replaces nobody", "account and name"],
)
def test_the_database_refuses_what_the_rule_forbids(cast: Cast, group: Body, rows: dict[str, Any]) -> None:
    facts = {"body": group, "user": cast.officer, "valid_from": SINCE, "form_key": uuid.uuid4()}
    with pytest.raises(IntegrityError), transaction.atomic():
        BodyMember.objects.create(**facts | {"recorded_by": cast.secretary, "recorded_at": MORNING} | rows)


def test_a_body_that_met_cannot_be_erased(cast: Cast, group: Body) -> None:
    officer_of(cast, group)
    a_group_meeting(cast, group)
    with pytest.raises(models.ProtectedError):
        group.delete()


def further(cast: Cast, name: str = "Kerngroep") -> Body:
    """A body that the secretary adds (UHO-1g, HER-5a)."""
    return bodies.add_body(
        agreement=cast.agreement,
        name=name,
        purpose="Bereidt voor.",
        article="",
        contact="",
        by=cast.secretary,
        now=MORNING,
    )


def test_a_body_is_added_once_and_ended_with_its_members(cast: Cast) -> None:
    body = further(cast)
    assert further(cast) == body
    with pytest.raises(bodies.BodyExists):
        bodies.add_body(
            agreement=cast.agreement,
            name="kerngroep",
            purpose="Anders.",
            article="",
            contact="",
            by=cast.secretary,
            now=MORNING,
        )
    member = officer_of(cast, body)
    a_group_meeting(cast, body)
    with pytest.raises(bodies.BodyStillMeets):
        bodies.end_body(body=body, last_day=TODAY, by=cast.secretary, now=MORNING)
    bodies.end_body(body=body, last_day=MEETING_AT.date(), by=cast.secretary, now=MORNING)
    member.refresh_from_db()
    assert member.valid_until == MEETING_AT.date()
    assert body not in reads.open_bodies(cast.agreement, MEETING_AT.date() + DAY)


def test_what_the_agreement_names_is_not_ended_here(cast: Cast, group: Body) -> None:
    with pytest.raises(bodies.BodyOfTheAgreement):
        bodies.end_body(body=group, last_day=TODAY, by=cast.secretary, now=MORNING)


def test_the_secretary_chairs_until_a_member_is_appointed(cast: Cast, group: Body) -> None:
    """BOK-7.4; the old office stays as history."""
    member = officer_of(cast, group)
    assert reads.leading(group, TODAY) == [cast.secretary, cast.deputy_secretary]
    key = uuid.uuid4()
    chair = bodies.give_office(member=member, office="chair", since=TODAY, key=key, by=cast.secretary, now=MORNING)
    assert reads.leading(group, TODAY)[0] == cast.officer
    assert {seat.party.short_name for seat in chair.seats.all()} == {"Almelo", "Borne"}
    member.refresh_from_db()
    assert member.valid_until == TODAY - DAY
    other = add(cast, group, name="Ander lid", parties=(cast.parties["Losser"],))
    with pytest.raises(bodies.ChairTaken):
        bodies.give_office(member=other, office="chair", since=TODAY, key=uuid.uuid4(), by=cast.secretary, now=MORNING)
    other.refresh_from_db()
    assert other.valid_until is None


def test_only_members_and_the_secretariat_are_invited(cast: Cast, group: Body) -> None:
    """BOK-7.3, 7.5."""
    officer_of(cast, group)
    add(cast, group, name="Zonder account", parties=(cast.parties["Losser"],))
    a_group_meeting(cast, group)
    invited = set(Message.objects.filter(kind="agenda").values_list("recipient", flat=True))
    assert invited == {cast.officer.email, cast.secretary.email, cast.deputy_secretary.email}


KNOWN = {
    "member of the group": ("officer", True, True),
    "representative": ("representative", True, False),
    "substitute": ("substitute", True, False),
    "clerk": ("clerk", False, False),
    "treasurer": ("treasurer", False, False),
    "chair": ("chair", True, True),
    "secretary": ("secretary", True, True),
    "deputy secretary": ("deputy_secretary", True, True),
    "deputy chair": ("deputy_chair", True, True),
    "administrator": ("administrator", False, False),
    "outsider": ("outsider", False, False),
}


@pytest.mark.parametrize(("part", "overleg", "of_group"), KNOWN.values(), ids=KNOWN)
def test_who_reads_drafts_of_which_body(cast: Cast, group: Body, part: str, overleg: bool, of_group: bool) -> None:
    """Drafts of the overleg by role; of the working group only its members, the chair and the secretariat."""
    officer_of(cast, group)
    table = Body.objects.order_by("pk")[0]
    drafts = [a_group_meeting(cast, body, convened=False) for body in (table, group)]
    known = selectors.meetings_for(actor_for(cast.everybody[part], cast.agreement, TODAY))
    assert [draft in known for draft in drafts] == [overleg, of_group]
    if overleg:
        actor = actor_for(cast.everybody[part], cast.agreement, TODAY)
        asked = Meeting.objects.filter(pk=drafts[1].pk, items__in=AgendaItem.objects.filter(selectors.readable(actor)))
        assert asked.exists() is of_group


@pytest.mark.parametrize(
    ("term", "knows"),
    [((SINCE, None), True), ((SINCE, TODAY), True), ((SINCE, TODAY - DAY), False), ((TODAY + DAY, None), False)],
    ids=["runs on", "last day today", "ended yesterday", "starts tomorrow"],
)
def test_a_member_reads_within_the_term(cast: Cast, group: Body, term: tuple[date, date | None], knows: bool) -> None:
    officer_of(cast, group, since=term[0], until=term[1])
    meeting = a_group_meeting(cast, group, convened=False)
    actor = actor_for(cast.officer, cast.agreement, TODAY)
    assert selectors.meetings_for(actor).filter(pk=meeting.pk).exists() is knows
    assert selectors.items_for(actor).filter(meeting=meeting).exists() is knows


def test_the_member_of_one_body_sees_nothing_of_another(cast: Cast, group: Body) -> None:
    officer_of(cast, group)
    other = a_group_meeting(cast, further(cast), convened=True)
    assert not selectors.meetings_for(actor_for(cast.officer, cast.agreement, TODAY)).filter(pk=other.pk).exists()


def test_a_meeting_of_members_runs_without_parties(cast: Cast, group: Body) -> None:
    member = officer_of(cast, group)
    meeting = a_group_meeting(cast, group)
    by: dict[str, Any] = {"by": cast.secretary, "now": MEETING_AT}
    services.open_meeting(meeting=meeting, presided_by=cast.secretary, **by)
    members_present.record_member_arrival(meeting=meeting, member=member, **by)
    members_present.record_member_arrival(meeting=meeting, member=member, **by)
    with pytest.raises(members_present.MemberStillPresent):
        members_present.record_member_absence(meeting=meeting, member=member, notice="ziek", **by)
    assert [row.member for row in reads.members_present(meeting)] == [member]
    services.close_meeting(meeting=meeting, by=cast.secretary, now=MEETING_AT + timedelta(hours=1))
    content = live_content(meeting)
    assert [(row["party"], row["name"]) for row in content["present"]] == [("Almelo en Borne", "Ambtenaar Almelo")]
    assert content["absent"] == []
    assert MemberAttendance.objects.get().left_at == MEETING_AT + timedelta(hours=1)
    with pytest.raises(bodies.MemberWasThere):
        bodies.end_member(member=member, last_day=TODAY, **by)


def test_the_checklist_of_a_meeting_of_members_counts_members(cast: Cast, group: Body, secretary: Client) -> None:
    """BOK-7.3: nobody needs a mandate there; every college has a member, alone or shared."""
    address = reverse("meetings:meeting_detail", args=["bok-ses", a_group_meeting(cast, group, convened=False).pk])
    assert "Er zijn nog geen leden vastgelegd." in secretary.get(address).text
    member = officer_of(cast, group)
    add(cast, group, name="Gast", parties=(cast.parties["Losser"],), office="guest")
    add(cast, group, name="Oud-lid", parties=(cast.parties["Losser"],), until=date(2026, 6, 30))
    text = secretary.get(address).text
    assert "Leden bekend: 1 van 13" in text and "Voor 12 plaatsen is nog geen lid bekend." in text
    assert "Mandaten bekend" not in text
    served = {seat.party_id for seat in member.seats.all()}
    add(cast, group, name="Lid", parties=tuple(p for p in cast.parties.values() if p.pk not in served))
    text = secretary.get(address).text
    assert "Leden bekend" in text and "Leden bekend:" not in text


def test_who_is_no_member_today_does_not_sit_down(cast: Cast, group: Body) -> None:
    member = officer_of(cast, group, until=MEETING_AT.date() - DAY)
    meeting = a_group_meeting(cast, group)
    with pytest.raises(members_present.NotAMember):
        members_present.record_member_arrival(meeting=meeting, member=member, by=cast.secretary, now=MEETING_AT)


@pytest.mark.parametrize("own", [True, False], ids=["of the agreement", "added by the secretary"])
def test_nobody_votes_in_a_body_of_members(cast: Cast, group: Body, own: bool) -> None:
    """BOK-7.3: a proposal for a vote is refused with the reason."""
    body = group if own else further(cast)
    item = a_group_meeting(cast, body).items.get()
    with pytest.raises(Refusal, match="stem"):
        create_proposal(
            item=item,
            content=replace(TEXT, decision_kind="gewoon"),
            form_key=uuid.uuid4(),
            by=cast.secretary,
            now=MORNING,
        )


FIRST = date(2021, 2, 1)
FOUR = Duration.parse("4 years")
TERMS = {
    "in the first term": (date(2023, 1, 1), FOUR, False, [date(2025, 1, 31)]),
    "on its last day": (date(2025, 1, 31), FOUR, False, [date(2025, 1, 31)]),
    "the day after": (date(2025, 2, 1), FOUR, False, [date(2025, 1, 31), date(2029, 1, 31)]),
    "not renewed": (date(2026, 1, 1), None, False, [date(2025, 1, 31)]),
    "renewed once (R15)": (date(2035, 1, 1), FOUR, True, [date(2025, 1, 31), date(2029, 1, 31)]),
}


@pytest.mark.parametrize(("until", "renewal", "once", "days"), TERMS.values(), ids=TERMS)
def test_the_term_of_the_secretary_is_counted_on(
    until: date, renewal: Duration | None, once: bool, days: list[date]
) -> None:
    """BOK-7.2: four years at most, silently renewed."""
    assert last_days(FIRST, FOUR, renewal, until=until, once=once) == days


def titles(user: User, cast: Cast) -> list[str]:
    """What the desk of this person says."""
    return [row.asked.title for row in rows_of([actor_for(user, cast.agreement, TODAY)], MORNING)]


def test_the_desk_names_ending_terms_and_empty_seats(cast: Cast, group: Body) -> None:
    officer_of(cast, group, until=TODAY + timedelta(weeks=6))
    found = titles(cast.secretary, cast)
    assert "Termijn van Ambtenaar Almelo in ambtelijke werkgroep loopt af" in found
    assert "Ambtelijke werkgroep is niet compleet" in found
    assert not any("werkgroep" in title for title in titles(cast.representatives["Almelo"], cast))
    both = (cast.parties["Almelo"], cast.parties["Borne"])
    add(cast, group, name="Opvolger", parties=both, since=TODAY + timedelta(days=43))
    assert "Termijn van Ambtenaar Almelo in ambtelijke werkgroep loopt af" not in titles(cast.secretary, cast)


def test_the_desk_names_the_term_of_an_office(cast: Cast) -> None:
    Role.objects.filter(agreement=cast.agreement, kind="secretary").update(
        valid_from=TODAY - timedelta(days=4 * 365 - 20)
    )
    assert "Termijn van Coördinerend secretaris als coördinerend secretaris loopt af" in titles(cast.secretary, cast)


def page(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


def fields(cast: Cast, **changes: Any) -> dict[str, Any]:
    """A filled-in member form."""
    filled = {
        "user": cast.officer.pk,
        "office": "member",
        "parties": [cast.parties["Almelo"].pk],
        "since": "2026-01-01",
    }
    return {name: value for name, value in (filled | {"key": uuid.uuid4()} | changes).items() if value is not None}


BAD_FIELDS: dict[str, tuple[dict[str, Any], str]] = {
    "nobody": ({"user": None}, "Kies een persoon of vul een naam in."),
    "two ways at once": ({"name": "Iemand"}, "Kies een account of vul een naam in, niet allebei."),
    "ends before it begins": ({"until": "2025-12-31"}, "De laatste dag ligt vóór de eerste dag."),
    "no such day": ({"since": "2026-02-30"}, "Vul een bestaande dag in"),
    "substitute of nobody": ({"office": "substitute"}, "Kies het lid dat deze persoon vervangt."),
    "for nobody": ({"parties": None}, "Kies voor welke partij"),
    "a line break in the name": ({"user": None, "name": "A\nB"}, "Gebruik hier geen regeleinden."),
    "right-to-left trick": ({"user": None, "name": "A\u202eB"}, "tekens die niet zichtbaar zijn"),
    "an office that is none": ({"office": "koning"}, "koning"),
    "another agreement's party": ({"parties": [999_999]}, "999999"),
}


@pytest.mark.parametrize(("changes", "said"), BAD_FIELDS.values(), ids=BAD_FIELDS)
def test_bad_input_is_answered_at_the_field(
    cast: Cast, group: Body, secretary: Client, changes: dict[str, Any], said: str
) -> None:
    response = secretary.post(page("member_create", group.pk), fields(cast, **changes))
    assert response.status_code == 422
    assert said in response.text
    assert not group.members.exists()


def test_the_same_form_twice_is_one_member(cast: Cast, group: Body, secretary: Client) -> None:
    filled = fields(cast)
    for _ in range(2):
        assert secretary.post(page("member_create", group.pk), filled).status_code == 302
    assert group.members.count() == 1


def test_the_page_of_a_body_keeps_its_history(cast: Cast, group: Body, secretary: Client, signed_in: SignIn) -> None:
    officer_of(cast, group, until=date(2026, 6, 30))
    add(
        cast, group, name="Deelnemer water", organisation="Waterschap", office="guest", email="water@waterschap.example"
    )
    text = secretary.get(page("body_detail", group.pk)).text
    assert "Almelo en Borne" in text
    assert text.index("Eerdere leden") < text.index("30 juni 2026")
    assert "water@waterschap.example" in text
    assert "water@waterschap.example" not in signed_in(cast.officer).get(page("body_detail", group.pk)).text


def test_a_body_is_changed_by_one_at_a_time(cast: Cast, group: Body, secretary: Client) -> None:
    seen = {"purpose": "Helpt de secretaris.", "contact": "", "version": 1}
    assert secretary.post(page("body_edit", group.pk), seen).status_code == 302
    response = secretary.post(page("body_edit", group.pk), seen | {"purpose": "Iets anders."})
    assert response.status_code == 409
    assert "Iets anders." in response.text


def test_attendance_of_members_is_marked_on_their_own_page(cast: Cast, group: Body, secretary: Client) -> None:
    member, meeting = officer_of(cast, group), a_group_meeting(cast, group)
    assert secretary.get(page("attendance", meeting.pk))["Location"] == page("members_present", meeting.pk)
    mark = {"member": member.pk, "mark": "arrived"}
    assert secretary.post(page("members_present", meeting.pk), mark).status_code == 302
    assert "1 lid aanwezig, namens 2 partijen" in secretary.get(page("members_present", meeting.pk)).text
    services.open_meeting(meeting=meeting, presided_by=cast.secretary, by=cast.secretary, now=MORNING)
    assert "Ambtenaar Almelo" in secretary.get(page("meeting_live", meeting.pk)).text
    response = secretary.post(page("members_present", meeting.pk), {"member": "999", "mark": "arrived"})
    assert response.status_code == 422


def test_more_members_cost_no_more_reads(cast: Cast, group: Body, secretary: Client) -> None:
    officer_of(cast, group)
    address = page("body_detail", group.pk)
    secretary.get(address)
    with CaptureQueriesContext(connection) as before:
        secretary.get(address)
    for number, party in enumerate(cast.parties.values()):
        add(cast, group, name=f"Lid {number}", parties=(party,))
    with CaptureQueriesContext(connection) as after:
        secretary.get(address)
    assert len(after) == len(before)


def test_only_a_body_of_members_has_that_page(cast: Cast, group: Body, secretary: Client) -> None:
    overleg = a_group_meeting(cast, Body.objects.order_by("pk")[0])
    assert secretary.get(page("members_present", overleg.pk)).status_code == 404
    with pytest.raises(ObjectDoesNotExist):
        group.members.get(pk=0)
