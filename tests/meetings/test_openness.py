"""Items that few may read: their row on every agenda, how that begins and ends, and who gets a right to read one."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import services as meetings
from meetings.models import AgendaItem, ItemGrant, Meeting, OpennessChange
from meetings.rules.openness import is_confidential, veil
from meetings.selectors.openness import agenda_for
from meetings.services import openness as services
from meetings.services.openness import Imposed
from meetings.services.ordering import undo_change
from tests.cast import MORNING, Cast
from tests.factories import COURSE, ORDER, a_convened_meeting, a_meeting, an_item
from twente.core.models import AuditEntry, User
from twente.core.permissions import actor_for
from twente.core.refusals import StaleVersion
from twente.outbox.models import Message

TITLE = "Aankoop van de grond bij het station"
WHY = "De eigenaar vraagt een bod onder de taxatie."
GROUND = "artikel 2:5 Awb, bedrijfsgegevens"
TODAY = MORNING.date()
SignIn = Callable[[User], Client]


def impose(cast: Cast, item: AgendaItem, level: str = "secret", until: date | None = None) -> AgendaItem:
    """Geheimhouding, or besloten, by the secretary."""
    item.refresh_from_db()
    imposed = Imposed(level=level, ground=GROUND if level == "secret" else "", until=until)
    services.impose(item=item, imposed=imposed, seen=item.version, by=cast.secretary, now=MORNING)
    item.refresh_from_db()
    return item


def lift(cast: Cast, item: AgendaItem, reason: str = "De grond is gekocht.") -> OpennessChange:
    """The secretary ends it."""
    item.refresh_from_db()
    return services.lift(item=item, reason=reason, seen=item.version, by=cast.secretary, now=MORNING)


def secret_item(cast: Cast, meeting: Meeting) -> AgendaItem:
    """A confidential item at the end of the agenda, with an explanation."""
    item = an_item(cast, meeting, TITLE)
    AgendaItem.objects.filter(pk=item.pk).update(explanation=WHY)
    return impose(cast, item)


def agenda_page(browser: Client, meeting: Meeting) -> str:
    """The agenda as this person sees it."""
    return browser.get(reverse("meetings:meeting_detail", args=["bok-ses", meeting.pk])).text


def send(cast: Cast, meeting: Meeting) -> list[Message]:
    """The agenda goes out; the mails of the latest version."""
    version = meetings.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    return list(Message.objects.filter(key__startswith=f"agenda:{meeting.pk}:{version.number}:"))


def test_who_may_not_read_sees_a_row_with_its_number_and_404_behind_it(cast: Cast, signed_in: SignIn) -> None:
    meeting = a_meeting(cast)
    item = secret_item(cast, meeting)
    officer, secretary = signed_in(cast.officer), signed_in(cast.secretary)
    page = agenda_page(officer, meeting)
    assert "Besloten punt" in page
    assert '<span class="nr">3.</span>' in page
    assert not {TITLE, WHY, GROUND} & {word for word in (TITLE, WHY, GROUND) if word in page}
    address = reverse("meetings:item_detail", args=["bok-ses", item.pk])
    assert address not in page
    assert officer.get(address).status_code == 404
    assert TITLE in agenda_page(secretary, meeting)
    shown = secretary.get(address).text
    assert all(word in shown for word in (TITLE, WHY, GROUND, "Geheimhouding", "Tot de geheimhouding wordt opgeheven"))


@pytest.mark.parametrize(
    ("level", "until", "confidential"),
    [
        ("public", None, False),
        ("closed", None, True),
        ("secret", None, True),
        ("secret", TODAY - timedelta(days=1), False),
        ("secret", TODAY, True),
        ("closed", TODAY + timedelta(days=1), True),
    ],
)
def test_confidential_up_to_and_including_the_last_day(level: str, until: date | None, confidential: bool) -> None:
    assert is_confidential(level, until, TODAY) is confidential


def test_after_its_last_day_everybody_reads_it(cast: Cast, signed_in: SignIn) -> None:
    meeting = a_meeting(cast)
    item = secret_item(cast, meeting)
    AgendaItem.objects.filter(pk=item.pk).update(confidential_until=TODAY - timedelta(days=1))
    page = agenda_page(signed_in(cast.officer), meeting)
    assert TITLE in page
    assert "Geheimhouding" not in page


def test_a_veil_leaves_number_and_minutes_and_empties_whatever_comes_later() -> None:
    row = {"id": 7, "position": 3, "minutes": 20, "title": TITLE, "papers": [WHY], "more": {"a": WHY}, "cost": 4}
    left = veil(row, "Besloten punt")
    assert left == {"id": 7, "position": 3, "minutes": 20, "title": "Besloten punt", "veiled": True} | {
        "papers": [],
        "more": {},
        "cost": 0,
    }


def test_a_veiled_item_has_nothing_left_to_show(cast: Cast) -> None:
    meeting = a_meeting(cast, items=())
    item = secret_item(cast, meeting)
    lone = agenda_for(actor_for(cast.officer, cast.agreement, TODAY), meeting)[0]
    texts = {field.attname: str(getattr(lone, field.attname)) for field in lone._meta.concrete_fields}
    assert not [name for name, value in texts.items() if TITLE in value or WHY in value or GROUND in value]
    assert list(lone.decisions.all()) == []
    assert (lone.pk, lone.position, lone.minutes_planned) == (item.pk, 1, 10)


def test_a_sent_agenda_follows_the_openness_of_today(cast: Cast, signed_in: SignIn) -> None:
    meeting = a_meeting(cast)
    item = secret_item(cast, meeting)
    send(cast, meeting)
    address = reverse("meetings:agenda_version", args=["bok-ses", meeting.pk, 1])
    clerk, secretary = signed_in(cast.clerk), signed_in(cast.secretary)
    assert TITLE not in clerk.get(address).text
    assert "Besloten punt" in clerk.get(address).text
    assert TITLE in secretary.get(address).text
    lift(cast, item)
    assert TITLE in clerk.get(address).text


def test_what_was_sent_in_public_and_made_secret_later_is_hidden_in_the_old_version_too(
    cast: Cast, signed_in: SignIn
) -> None:
    meeting = a_meeting(cast)
    item = an_item(cast, meeting, TITLE)
    send(cast, meeting)
    address = reverse("meetings:agenda_version", args=["bok-ses", meeting.pk, 1])
    assert TITLE in signed_in(cast.clerk).get(address).text
    impose(cast, item)
    assert TITLE not in signed_in(cast.clerk).get(address).text


def test_a_secret_item_that_left_the_agenda_stays_secret_in_what_was_sent(cast: Cast, signed_in: SignIn) -> None:
    meeting = a_meeting(cast)
    item = an_item(cast, meeting, TITLE)
    AgendaItem.objects.filter(pk=item.pk).update(confidentiality="closed")
    send(cast, meeting)
    AgendaItem.objects.get(pk=item.pk).delete()
    second = send(cast, meeting)
    clerk = signed_in(cast.clerk)
    for number in (1, 2):
        page = clerk.get(reverse("meetings:agenda_version", args=["bok-ses", meeting.pk, number])).text
        assert TITLE not in page
    assert TITLE not in second[0].body


def test_mail_names_neither_title_nor_explanation_nor_what_changed(cast: Cast) -> None:
    meeting = a_meeting(cast)
    item = secret_item(cast, meeting)
    for message in send(cast, meeting):
        assert "3. Besloten punt (10 minuten)" in message.body
        assert TITLE not in message.body + message.subject
        assert TITLE.encode() not in bytes(message.calendar or b"")
    AgendaItem.objects.filter(pk=item.pk).update(title="Aankoop voor een ander bedrag", minutes_planned=25)
    body = send(cast, meeting)[0].body
    assert "Aankoop" not in body
    assert "Punt “Besloten punt” duurt nu 25 minuten in plaats van 10." in body


def test_mail_stays_silent_about_the_title_that_was_public_before(cast: Cast) -> None:
    meeting = a_meeting(cast)
    item = an_item(cast, meeting, TITLE)
    send(cast, meeting)
    impose(cast, item)
    assert TITLE not in send(cast, meeting)[0].body


def test_mail_tells_that_an_item_became_public(cast: Cast) -> None:
    meeting = a_meeting(cast)
    item = secret_item(cast, meeting)
    send(cast, meeting)
    lift(cast, item)
    assert f"Een besloten punt is nu openbaar: “{TITLE}”." in send(cast, meeting)[0].body


def test_the_preview_of_the_mail_is_the_mail(cast: Cast, secretary: Client) -> None:
    meeting = a_meeting(cast)
    secret_item(cast, meeting)
    page = secretary.get(reverse("meetings:agenda_publish", args=["bok-ses", meeting.pk])).text
    assert "3. Besloten punt (10 minuten)" in page


def test_year_plan_does_not_count_what_somebody_may_not_read(cast: Cast, signed_in: SignIn) -> None:
    meeting = a_meeting(cast, items=(ORDER,))
    item = secret_item(cast, meeting)
    address = reverse("meetings:item_detail", args=["bok-ses", item.pk])
    year = reverse("meetings:year_of", args=["bok-ses", 2026])
    assert address in signed_in(cast.secretary).get(year).text
    assert address not in signed_in(cast.officer).get(year).text


def test_a_substitute_reads_it_for_the_meeting_or_item_of_the_registration(cast: Cast, signed_in: SignIn) -> None:
    meeting = a_convened_meeting(cast)
    item, other = secret_item(cast, meeting), secret_item(cast, meeting)
    browser = signed_in(cast.substitute)
    here = {one.pk: reverse("meetings:item_detail", args=["bok-ses", one.pk]) for one in (item, other)}
    assert {browser.get(address).status_code for address in here.values()} == {404}
    registered = {"party": cast.parties["Haaksbergen"], "user": cast.substitute, "document": "Volmacht 7"}
    meetings.record_substitution(meeting=meeting, item=item, by=cast.secretary, now=MORNING, **registered)
    assert browser.get(here[item.pk]).status_code == 200
    assert browser.get(here[other.pk]).status_code == 404


@pytest.mark.parametrize("part", ["officer", "secretary"])
def test_agenda_page_has_a_constant_number_of_queries(cast: Cast, signed_in: SignIn, part: str) -> None:
    """2 items and 20 items, a part of them confidential: the same number of reads for who may and may not."""
    browser, counts = signed_in(getattr(cast, part)), []
    for number in (2, 20):
        meeting = a_meeting(cast, items=(COURSE,) * number)
        for item in meeting.items.filter(position__gt=number / 2):
            impose(cast, item)
        agenda_page(browser, meeting)
        with CaptureQueriesContext(connection) as captured:
            agenda_page(browser, meeting)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_geheimhouding_runs_from_imposed_through_confirmed_to_lifted(cast: Cast, secretary: Client) -> None:
    """Everything as a plain form post, every act kept with its reason and one audit entry without content."""
    item = an_item(cast, a_meeting(cast), TITLE)
    page = reverse("meetings:item_openness", args=["bok-ses", item.pk])
    filled = {"level": "secret", "ground": GROUND, "until": "31-12-2027", "version": 1}
    assert secretary.post(page, filled).status_code == 302
    confirm = reverse("meetings:item_openness_confirm", args=["bok-ses", item.pk])
    assert TITLE in secretary.get(confirm).text
    assert secretary.post(confirm, {"reason": "Besluit 2026-12", "version": 2}).status_code == 302
    lifting = reverse("meetings:item_openness_lift", args=["bok-ses", item.pk])
    assert "Geheimhouding opheffen" in secretary.get(lifting).text
    assert secretary.post(lifting, {"reason": "De grond is gekocht.", "version": 3}).status_code == 302
    item.refresh_from_db()
    assert (item.confidentiality, item.confidential_ground, item.confidential_until) == ("public", "", None)
    acts = [(row.act, row.level, row.reason) for row in item.openness_changes.all()]
    assert acts == [
        ("imposed", "secret", GROUND),
        ("confirmed", "secret", "Besluit 2026-12"),
        ("lifted", "public", "De grond is gekocht."),
    ]
    trail = AuditEntry.objects.filter(action__startswith="openness_", target_id=str(item.pk))
    assert [entry.action for entry in trail.order_by("pk")] == [
        "openness_imposed",
        "openness_confirmed",
        "openness_lifted",
    ]
    assert TITLE not in str([entry.detail for entry in trail])
    shown = secretary.get(reverse("meetings:item_detail", args=["bok-ses", item.pk])).text
    assert "Geheimhouding bekrachtigd op 20 november 2026: Besluit 2026-12" in shown


BAD_FORMS = {
    "no level": ({"level": ""}, 422, "Kies besloten of geheimhouding."),
    "level of nobody": ({"level": "vertrouwelijk"}, 422, "vertrouwelijk"),
    "public by the back door": ({"level": "public"}, 422, "public"),
    "secret without a ground": ({"ground": ""}, 422, "Vul de grond voor geheimhouding in."),
    "ground of spaces": ({"ground": "   "}, 422, "Vul de grond voor geheimhouding in."),
    "ground with a line break": ({"ground": "artikel\n2:5"}, 422, "Gebruik hier geen regeleinden."),
    "ground with a direction sign": ({"ground": "artikel \u202e2:5"}, 422, "niet zichtbaar"),
    "ground of 201 characters": ({"ground": "a" * 201}, 422, "200"),
    "day that does not exist": ({"until": "30-2-2027"}, 422, "Vul een bestaande dag in"),
    "last day of yesterday": ({"until": "19-11-2026"}, 422, "De laatste dag is al voorbij."),
    "last day in another century": ({"until": "1-1-2126"}, 422, "Vul een jaar tussen 2000 en 2099 in."),
    "somebody was first": ({"version": 7}, 409, "intussen"),
    "no version": ({"version": ""}, 422, ""),
}


@pytest.mark.parametrize("name", BAD_FORMS)
def test_bad_input_changes_nothing_and_says_why(cast: Cast, secretary: Client, name: str) -> None:
    changed, status, sentence = BAD_FORMS[name]
    item = an_item(cast, a_meeting(cast), TITLE)
    address = reverse("meetings:item_openness", args=["bok-ses", item.pk])
    filled = {"level": "secret", "ground": GROUND, "until": "", "version": 1}
    answer = secretary.post(address, filled | changed)
    assert answer.status_code == status
    assert sentence in answer.text
    item.refresh_from_db()
    assert item.confidentiality == "public"
    assert not OpennessChange.objects.exists()


@pytest.mark.parametrize(
    ("page", "level", "status"),
    [
        ("item_openness_lift", "public", 409),
        ("item_openness_confirm", "public", 409),
        ("item_openness_confirm", "closed", 409),
        ("item_openness_lift", "closed", 422),
        ("item_openness_confirm", "secret", 422),
    ],
)
def test_ending_and_confirming_ask_something_to_end_and_a_reason(
    cast: Cast, secretary: Client, page: str, level: str, status: int
) -> None:
    item = an_item(cast, a_meeting(cast), TITLE)
    if level != "public":
        impose(cast, item, level)
    answer = secretary.post(reverse(f"meetings:{page}", args=["bok-ses", item.pk]), {"version": item.version})
    assert answer.status_code == status


def test_the_form_of_an_item_opens_nothing_once_the_agenda_was_sent(cast: Cast, secretary: Client) -> None:
    meeting = a_convened_meeting(cast)
    item = secret_item(cast, meeting)
    address = reverse("meetings:item_edit", args=["bok-ses", item.pk])
    filled = {"title": TITLE, "item_class": "subject:8a", "status": "besluitvorming", "minutes_planned": 10}
    answer = secretary.post(
        address, filled | {"confidentiality": "public", "version": item.version, "key": uuid.uuid4()}
    )
    assert answer.status_code == 422
    assert services.LiftSeparately.sentence in answer.text
    item.refresh_from_db()
    assert item.confidentiality == "secret"


def test_the_form_of_an_item_leaves_the_same_trace_as_the_acts(cast: Cast, secretary: Client) -> None:
    """Closed when it was added, given a ground, made public again, all in the concept; a new title is no act."""
    meeting = a_meeting(cast)
    filled = {"title": TITLE, "item_class": "subject:8a", "status": "besluitvorming", "minutes_planned": 10}
    create = reverse("meetings:item_create", args=["bok-ses", meeting.pk])
    secretary.post(create, filled | {"confidentiality": "closed", "key": uuid.uuid4()})
    item = meeting.items.get(title=TITLE)
    edit = reverse("meetings:item_edit", args=["bok-ses", item.pk])
    secret = {"confidentiality": "secret", "confidential_ground": GROUND, "confidential_until": "2027-12-31"}
    for version, changed in enumerate((secret, secret | {"title": "Grond"}, {"confidentiality": "public"}), start=1):
        assert secretary.post(edit, filled | changed | {"version": version, "key": uuid.uuid4()}).status_code == 302
    acts = [(row.act, row.level, row.reason, row.until) for row in item.openness_changes.all()]
    assert acts == [
        ("imposed", "closed", services.NO_GROUND, None),
        ("imposed", "secret", GROUND, date(2027, 12, 31)),
        ("lifted", "public", services.IN_CONCEPT, None),
    ]
    trail = AuditEntry.objects.filter(action__startswith="openness_", target_id=str(item.pk))
    assert trail.count() == 3
    assert services.IN_CONCEPT in secretary.get(reverse("meetings:item_detail", args=["bok-ses", item.pk])).text


def test_a_closed_item_of_a_concept_can_go_and_come_back_with_its_history(cast: Cast) -> None:
    meeting = a_meeting(cast)
    item = secret_item(cast, meeting)
    meetings.delete_item(item=item, seen=item.version, by=cast.secretary, now=MORNING)
    assert OpennessChange.objects.filter(item_id=item.pk).count() == 1
    undo_change(undo=meeting.undos.get(), by=cast.secretary, now=MORNING)
    back = meeting.items.get(title=TITLE)
    assert [row.act for row in back.openness_changes.all()] == ["imposed"]


def test_lifting_twice_or_over_somebody_else_is_refused(cast: Cast) -> None:
    item = secret_item(cast, a_meeting(cast))
    lift(cast, item)
    with pytest.raises(services.NothingToLift):
        lift(cast, item)
    with pytest.raises(StaleVersion):
        services.lift(item=item, reason="Nogmaals.", seen=1, by=cast.secretary, now=MORNING)


def test_the_database_refuses_what_the_rule_forbids(cast: Cast) -> None:
    item = secret_item(cast, a_meeting(cast))
    row = item.openness_changes.get()
    for wrong in ({"reason": ""}, {"act": "lifted", "level": "secret"}, {"act": "confirmed", "level": "closed"}):
        facts = {"act": "imposed", "level": "secret", "reason": "x", "made_by": cast.secretary, "made_at": MORNING}
        with pytest.raises(IntegrityError), transaction.atomic():
            OpennessChange.objects.create(item=item, **facts | wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        OpennessChange.objects.filter(pk=row.pk).update(reason="iets anders")


def test_an_officer_gets_a_reading_right_and_loses_it_again(cast: Cast, signed_in: SignIn, secretary: Client) -> None:
    meeting = a_meeting(cast)
    item, other = secret_item(cast, meeting), secret_item(cast, meeting)
    officer, here = signed_in(cast.officer), reverse("meetings:item_detail", args=["bok-ses", item.pk])
    grants = reverse("meetings:item_grants", args=["bok-ses", item.pk])
    assert secretary.post(grants, {"person": cast.officer.pk}).status_code == 302
    assert officer.get(here).status_code == 200
    assert officer.get(reverse("meetings:item_detail", args=["bok-ses", other.pk])).status_code == 404
    assert agenda_page(officer, meeting).count("Besloten punt") == 1
    assert cast.officer.name in secretary.get(grants).text
    withdraw = reverse("meetings:item_grant_withdraw", args=["bok-ses", item.pk, cast.officer.pk])
    assert [secretary.post(withdraw).status_code for _ in range(2)] == [302, 302]
    assert officer.get(here).status_code == 404
    trail = AuditEntry.objects.filter(action__startswith="reading_").order_by("pk")
    assert [entry.action for entry in trail] == ["reading_granted", "reading_withdrawn"]


@pytest.mark.parametrize("part", ["clerk", "outsider", "administrator", "chair"])
def test_only_an_officer_can_get_a_reading_right(cast: Cast, secretary: Client, part: str) -> None:
    item = secret_item(cast, a_meeting(cast))
    person = getattr(cast, part)
    grants = reverse("meetings:item_grants", args=["bok-ses", item.pk])
    assert secretary.post(grants, {"person": person.pk}).status_code == 422
    with pytest.raises(services.NoNeedToGrant):
        services.grant_reading(item=item, user=person, by=cast.secretary, now=MORNING)
    assert not ItemGrant.objects.exists()


def test_a_reading_right_twice_is_once_and_none_is_given_on_what_is_public(cast: Cast) -> None:
    item = secret_item(cast, a_meeting(cast))
    act = {"item": item, "user": cast.officer, "by": cast.secretary, "now": MORNING}
    assert services.grant_reading(**act) == services.grant_reading(**act)
    lift(cast, item)
    with pytest.raises(services.PublicAlready):
        services.grant_reading(**act)
