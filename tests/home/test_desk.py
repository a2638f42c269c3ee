"""The desk: for each role what that role can do, and never what it may not know."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from meetings.models import AgendaItem
from tests.cast import MORNING, START, Cast
from tests.factories import a_convened_meeting
from tests.moment import morning as morning
from tests.papers import a_paper
from tests.partnership.test_services import asked, statline_file, uploaded
from twente.core import agreement as rulebooks
from twente.core import attention
from twente.core import services as core_services
from twente.core.models import Mandate, User
from twente.home import desk, news
from twente.partnership import services
from twente.partnership.attention import next_due
from twente.partnership.duty_services import Settled, settle_duty
from twente.partnership.models import DutyNote

pytestmark = pytest.mark.usefixtures("morning")
TODAY = date(2026, 11, 20)


def titles(user: User) -> list[str]:
    return [row.asked.title for row in desk.rows_of(desk.actors_of(user, TODAY), MORNING)]


def told(user: User) -> list[str]:
    return [sentence.text for sentence in news.since_yesterday(desk.actors_of(user, TODAY), MORNING)]


def page_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("home:today")).content.decode()


def losing_almelo(cast: Cast) -> None:
    known = Mandate.objects.get(party=cast.parties["Almelo"])
    services.end_mandate(mandate=known, last_day=TODAY - timedelta(days=1), by=cast.secretary, now=MORNING)


def test_the_front_door_leads_to_the_desk_or_to_the_login_page(cast: Cast, client: Client) -> None:
    assert client.get("/")["Location"] == reverse("account_login")
    client.force_login(cast.secretary)
    assert client.get("/")["Location"] == reverse("home:today")


def test_a_missing_mandate_is_the_secretarys_concern(cast: Cast) -> None:
    """BOK-1f: gaps are loud for who can close them."""
    losing_almelo(cast)
    concerned = {
        part for part, user in cast.everybody.items() if "Almelo zonder bestuurder met mandaat" in titles(user)
    }
    assert concerned == {"secretary", "deputy_secretary"}


def test_a_mandate_that_ends_soon_asks_for_a_successor(cast: Cast) -> None:
    known = Mandate.objects.get(party=cast.parties["Almelo"])
    services.end_mandate(mandate=known, last_day=TODAY + timedelta(weeks=6), by=cast.secretary, now=MORNING)
    title = "Mandaat van Bestuurder Almelo voor Almelo loopt af"
    assert title in titles(cast.secretary)
    services.record_mandate(
        agreement=cast.agreement,
        party=known.party,
        user=cast.outsider,
        since=TODAY + timedelta(days=43),
        document="Collegebesluit 2027-01",
        by=cast.secretary,
        now=MORNING,
    )
    assert title not in titles(cast.secretary)


def test_waiting_figures_are_for_the_other_person(cast: Cast) -> None:
    """R5: who put them forward cannot confirm them, so is not asked."""
    services.propose_year(year=uploaded(cast, statline_file(cast)).years.get(), by=cast.treasurer, now=MORNING)
    title = "Inwonertallen per 1 januari 2026 bevestigen"
    assert {part for part, user in cast.everybody.items() if title in titles(user)} == {"secretary"}
    assert "Inwonertallen van 1 januari 2026 ontbreken" not in titles(cast.secretary)


def test_a_waiting_reading_is_for_the_other_person(cast: Cast) -> None:
    asked(cast)
    concerned = {part for part, user in cast.everybody.items() if "Lezing R1 bevestigen" in titles(user)}
    assert concerned == {"chair"}


def test_duties_of_the_agreement_stand_on_the_secretarys_desk(cast: Cast) -> None:
    """BOK-16.3: the next evaluation is due on 1 February 2027."""
    rows = desk.rows_of(desk.actors_of(cast.secretary, TODAY), MORNING)
    due = {row.asked.title: row.asked.due_on for row in rows}
    assert due["Evaluatie van de overeenkomst"] == date(2027, 2, 1)
    assert [row.asked.due_on for row in rows] == sorted(row.asked.due_on for row in rows)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2021, 2, 1), date(2023, 2, 1)),
        (date(2023, 2, 1), date(2023, 2, 1)),
        (date(2023, 2, 2), date(2025, 2, 1)),
        (date(2026, 11, 20), date(2027, 2, 1)),
    ],
)
def test_an_evaluation_comes_every_two_years(on: date, due: date) -> None:
    """BOK-16.3."""
    book = next(book for book in rulebooks.shipped() if book.key == "bok_ses")
    duty = next(duty for duty in book.duties if duty.key == "evaluatie_overeenkomst")
    assert next_due(duty, on, {}) == due


def test_a_duty_of_once_does_not_return() -> None:
    """BOK-12.4: before 1 July 2022, and never again."""
    book = next(book for book in rulebooks.shipped() if book.key == "bok_ses")
    duty = next(duty for duty in book.duties if duty.key == "evaluatie_bijdrage")
    assert next_due(duty, date(2022, 7, 1), {}) == date(2022, 7, 1)
    assert next_due(duty, date(2022, 7, 2), {}) is None


def test_an_empty_desk_is_calm(cast: Cast) -> None:
    page = page_of(cast.clerk)
    assert "Niets te doen." in page
    assert "De eerstvolgende datum is" in page


def test_a_calm_desk_names_the_next_meeting_when_it_comes_first(cast: Cast) -> None:
    a_convened_meeting(cast)
    assert "De eerstvolgende datum is 2 december 2026: vergadering van het overleg." in page_of(cast.clerk)


def test_every_room_that_asks_registered_once_what_it_asks() -> None:
    assert set(attention.ROOMS) <= set(desk.ROOMS)
    assert [provide.__module__ for provide in desk.providers()] == [
        "votes.attention",
        "meetings.attention",
        "finance.attention",
        "disputes.attention",
        "twente.partnership.attention",
        "twente.outbox.attention",
        "twente.home.attention",
    ]


@pytest.mark.parametrize(
    ("on", "asked"), [(date(2027, 12, 31), False), (date(2028, 1, 1), True), (date(2029, 2, 1), True)]
)
def test_the_administrator_hears_in_2028_that_the_table_of_equated_days_runs_out(
    cast: Cast, on: date, asked: bool
) -> None:
    """Atw 3: a later decree adds days, and nobody may compute a term without them unknowingly."""

    def hears(user: User) -> bool:
        rows = desk.rows_of(desk.actors_of(user, on), MORNING)
        return "Vrije dagen na 2028 zijn nog niet bekend" in [row.asked.title for row in rows]

    assert hears(cast.administrator) is asked
    assert not hears(cast.secretary)


def test_an_outsider_sees_an_empty_hall(cast: Cast) -> None:
    """The canary: not one word of what goes on."""
    losing_almelo(cast)
    page = page_of(cast.outsider)
    assert "U neemt op dit moment aan geen overleg deel." in page
    for word in ("Almelo", "BOK SES", "Lezing", "Inwonertallen"):
        assert word not in page


def test_news_is_told_only_to_who_may_know(cast: Cast) -> None:
    losing_almelo(cast)
    sentence = "Almelo: mandaat van Bestuurder Almelo beëindigd."
    informed = {part for part, user in cast.everybody.items() if sentence in told(user)}
    assert informed == {"chair", "deputy_chair", "secretary", "deputy_secretary", "substitute", "officer", "treasurer"}


def test_an_officer_hears_nothing_of_another_partys_mandate(cast: Cast) -> None:
    known = Mandate.objects.get(party=cast.parties["Borne"])
    services.end_mandate(mandate=known, last_day=TODAY, by=cast.secretary, now=MORNING)
    assert not any("Borne" in sentence for sentence in told(cast.officer))


def test_a_sent_agenda_is_told_to_who_may_know_of_the_meeting(cast: Cast) -> None:
    a_convened_meeting(cast)
    sentence = "Agenda van 2 december 2026 verstuurd, versie 1."
    informed = {part for part, user in cast.everybody.items() if sentence in told(user)}
    assert informed == set(cast.everybody) - {"outsider", "administrator"}
    assert "Vergadering van 2 december 2026 gepland." in told(cast.secretary)


def test_new_papers_are_told_in_one_sentence_to_who_may_open_them(cast: Cast) -> None:
    """HER-5: what few may read counts for few, and no title is told."""
    meeting = a_convened_meeting(cast)
    public, shut = meeting.items.order_by("position")
    AgendaItem.objects.filter(pk=shut.pk).update(confidentiality="closed")
    for item in (public, public, shut):
        a_paper(cast, item, title="Kanarie")
    sentence = "Vergadering van 2 december 2026: {} nieuwe of vervangen stukken."
    assert sentence.format(3) in told(cast.secretary)
    assert sentence.format(2) in told(cast.officer)
    for person in (cast.clerk, cast.outsider):
        assert not [text for text in told(person) if "stuk" in text]
    assert not [text for text in told(cast.secretary) if "Kanarie" in text]


def test_every_told_act_exists() -> None:
    """A sentence for an act that no service records would never be told."""
    rooms = [settings.ROOT / room for room in ("twente", "meetings", "votes", "disputes")]
    source = "".join(
        path.read_text(encoding="utf-8") for room in rooms for path in room.rglob("*.py") if path.name != "news.py"
    )
    dynamic = {"subject_admitted", "subject_refused", "dispute_fact_recorded", "dispute_fact_corrected"}
    assert [act for act in news.TOLD if act not in dynamic and f'action="{act}"' not in source] == []


def test_old_news_is_no_news(cast: Cast) -> None:
    later = MORNING + timedelta(days=2)
    actors = desk.actors_of(cast.secretary, TODAY + timedelta(days=2))
    assert news.since_yesterday(actors, later) == []


def test_two_overleggen_are_told_apart(cast: Cast) -> None:
    book = next(book for book in rulebooks.shipped() if any(party.code.startswith("PV") for party in book.parties))
    other = core_services.store_rulebook(rulebook=book, by=None, now=MORNING).agreement
    assert "Uw overleggen" in page_of(cast.secretary)
    core_services.give_role(agreement=other, user=cast.secretary, kind="secretary", since=START, by=None, now=MORNING)
    rows = desk.rows_of(desk.actors_of(cast.secretary, TODAY), MORNING)
    assert {row.agreement for row in rows} >= {str(cast.agreement)}
    assert escape(str(other)) in page_of(cast.secretary)
    assert escape(str(other)) not in page_of(cast.chair)


def noted(kind: str, on: date) -> dict[tuple[str, date], DutyNote]:
    """A note about the evaluation of 1 February 2027."""
    return {("evaluatie_overeenkomst", date(2027, 2, 1)): DutyNote(kind=kind, on=on)}


@pytest.mark.parametrize(
    ("kind", "noted_on", "on", "due"),
    [
        ("done", date(2026, 11, 19), TODAY, date(2029, 2, 1)),
        ("moved", date(2027, 3, 1), TODAY, date(2027, 3, 1)),
        ("moved", date(2027, 3, 1), date(2027, 2, 10), date(2027, 3, 1)),
        ("moved", date(2027, 3, 1), date(2027, 3, 2), date(2029, 2, 1)),
    ],
)
def test_a_duty_done_leaves_the_desk_and_one_moved_stands_for_its_new_day(
    kind: str, noted_on: date, on: date, due: date
) -> None:
    """BOK-16.3."""
    book = next(book for book in rulebooks.shipped() if book.key == "bok_ses")
    duty = next(duty for duty in book.duties if duty.key == "evaluatie_overeenkomst")
    assert next_due(duty, on, noted(kind, noted_on)) == due


def test_a_duty_done_asks_the_secretary_nothing_more(cast: Cast) -> None:
    """Noted with its proof it stands on no desk until its day."""
    facts = {"agreement": cast.agreement, "duty": "evaluatie_overeenkomst", "due_on": date(2027, 2, 1)}
    settle_duty(settled=Settled("done", date(2026, 11, 19), "Besluit 2026-04"), by=cast.secretary, now=MORNING, **facts)
    rows = desk.rows_of(desk.actors_of(cast.secretary, TODAY), MORNING)
    assert "Evaluatie van de overeenkomst" not in {row.asked.title for row in rows}
