"""Search: Dutch word forms, phrases, what is left out, what nobody may find, and input that wants to break it."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings import services
from meetings.models import AgendaItem, Meeting, MinutesText, Paper, PaperPage, PaperVersion
from meetings.services.actions import ActionDetails, record_action
from tests.cast import Cast
from tests.meetings.minutes_scene import NOW, Scene, adopt, write_all
from tests.votes.browser import signed_in
from twente.core.permissions import actor_for
from twente.home import search
from twente.home.search import Asked, Part, parts_of
from twente.home.searched import SOURCES
from twente.outbox.models import Message

ADDRESS = "/bok-ses/zoeken/"
CANARY = "kanariegeel"


@pytest.fixture(autouse=True)
def _the_day_after(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def scene(held: Scene) -> Scene:
    """A meeting that was held, with a vote, texts of minutes and an action."""
    write_all(held)
    cast, item = held.cast, held.items[0]
    details = ActionDetails("action", "De vergadering regelen", cast.secretary, None, date(2027, 3, 1))
    record_action(item=item, details=details, key=uuid.uuid4(), by=cast.secretary, now=NOW)
    AgendaItem.objects.filter(pk=held.items[2].pk).update(
        title="Vergaderingen in de regio", explanation="Wij bespreken de sterke regio en de bijdrage voor toerisme."
    )
    return held


def found(client: Client, q: str, **more: str) -> list[str]:
    """Titles of the hits, in order."""
    text = client.get(ADDRESS, {"q": q} | more).text
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a></h3>', text)


def total(client: Client, q: str) -> str:
    """The number of hits, as the page says it."""
    match = re.search(r"<b>([\d.]+ treffers?)</b>", client.get(ADDRESS, {"q": q}).text)
    return match[1] if match else ""


def test_words_are_found_in_every_form(scene: Scene) -> None:
    client = signed_in(scene.cast.secretary)
    assert "Vergaderingen in de regio" in found(client, "vergadering")
    assert "Verslag: Opening en vaststelling van de agenda" in found(client, "vergaderingen")
    assert found(client, "bijdragen") == found(client, "bijdrage") == ["Vergaderingen in de regio"]


def test_the_question_is_understood(scene: Scene) -> None:
    client = signed_in(scene.cast.secretary)
    asked = {
        '"sterke regio"': 1,
        '"regio sterke"': 0,
        "regio -toerisme": 0,
        "regio toerisme": 1,
        "spoorlijn or toerisme": 1,
        "spoorlijn": 0,
        "de het een": 0,
    }
    for q, hits in asked.items():
        assert found(client, q).count("Vergaderingen in de regio") == hits, q


def test_the_word_stands_out_in_its_fragment(scene: Scene) -> None:
    text = signed_in(scene.cast.secretary).get(ADDRESS, {"q": "bijdragen"}).text
    assert "<mark>bijdrage</mark>" in text


def test_every_kind_is_found_and_filtered(scene: Scene) -> None:
    client = signed_in(scene.cast.secretary)
    assert found(client, "koers", soort="besluit") == ["Besluit 2026-1: Koers SES Twente 2027"]
    assert found(client, "koers", soort="agenda") == ["Koers SES Twente 2027"]
    assert found(client, "vergadering", soort="actie") == ["Actiepunt: De vergadering regelen"]
    assert found(client, "koers", jaar="2027") == []
    assert client.get(ADDRESS, {"q": "koers", "soort": "x"}).status_code == 422


def test_a_name_leads_straight_to_its_page(scene: Scene) -> None:
    client = signed_in(scene.cast.secretary)
    assert "Ga naar Actielijst" in client.get(ADDRESS, {"q": "actielijst"}).text
    assert "/besluiten/2026-1/" in client.get(ADDRESS, {"q": "Besluit 2026-1"}).text


HOSTILE = [
    "'; drop table meetings_meeting; --",
    '"',
    "'",
    "((((",
    "a & | ! <-> b:*",
    "\\",
    "%_%",
    "-",
    '""""',
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "x" * 200,
    "e\u0301\u0301",
    "🦆",
    ":*:*:*",
    "or or or",
]


def test_hostile_words_are_only_words(scene: Scene) -> None:
    client = signed_in(scene.cast.secretary)
    for q in HOSTILE:
        answer = client.get(ADDRESS, {"q": q})
        assert answer.status_code == 200, q
        assert "<script>alert" not in answer.text
        assert ">49<" not in answer.text
    assert Meeting.objects.exists()


def test_what_no_line_can_hold_is_refused_at_the_field(scene: Scene) -> None:
    client = signed_in(scene.cast.secretary)
    for q in ("x" * 201, "x" * 1_000_000, "a\x00b", "a\u202eb", "een\ntwee"):
        answer = client.get(ADDRESS, {"q": q})
        assert answer.status_code == 422, q[:20]
        assert "foutmelding" in answer.text


def test_without_words_nothing_is_looked_for(scene: Scene) -> None:
    client = signed_in(scene.cast.secretary)
    for q in ("", "   ", "\u200b"):
        answer = client.get(ADDRESS, {"q": q})
        assert answer.status_code == 200
        assert 'class="gevonden"' not in answer.text


def test_typed_markup_is_text_in_a_fragment(scene: Scene) -> None:
    AgendaItem.objects.filter(pk=scene.items[2].pk).update(
        explanation="Zie &lt;b&gt; en <img src=x onerror=1> toerisme"
    )
    text = signed_in(scene.cast.secretary).get(ADDRESS, {"q": "toerisme"}).text
    assert "<img src=x" not in text
    assert "<mark>toerisme</mark>" in text


def a_paper(cast: Cast, item: AgendaItem, *texts: str) -> Paper:
    """A paper at an item, with the texts of its pages."""
    at = {"position": item.papers.count() + 1, "added_by": cast.secretary, "added_at": NOW}
    paper = Paper.objects.create(item=item, title="Notitie", **at)
    a_version(cast, paper, *texts)
    return paper


def a_version(cast: Cast, paper: Paper, *texts: str) -> None:
    """The next version of a paper, that counts from now on."""
    kept = {"stored_as": uuid.uuid4().hex, "uploaded_by": cast.secretary, "uploaded_at": NOW}
    about = {"file_name": "n.pdf", "content_type": "application/pdf", "size": 9, "sha256": "a" * 64, "scan": "clean"}
    number = paper.versions.count() + 1
    version = PaperVersion.objects.create(
        paper=paper, number=number, pages=len(texts), form_key=uuid.uuid4(), **kept, **about
    )
    for page, text in enumerate(texts, start=1):
        PaperPage.objects.create(version=version, number=page, text=text)
    Paper.objects.filter(pk=paper.pk).update(current=version)


def test_a_page_of_a_paper_is_found_in_the_version_that_counts(scene: Scene) -> None:
    cast, client = scene.cast, signed_in(scene.cast.officer)
    paper = a_paper(cast, scene.items[0], "Woningbouw in Borne", "Kosten van de spoorlijn")
    assert found(client, "spoorlijnen") == ["Notitie, blz. 2"]
    assert f"/bok-ses/stukken/{paper.pk}/blad/2/" in client.get(ADDRESS, {"q": "spoorlijn"}).text
    a_version(cast, paper, "Woningbouw in Borne")
    assert found(client, "spoorlijn") == []


def test_a_paper_follows_its_item(scene: Scene) -> None:
    """HER-5: what few may read is found by few, also on page 1 of a paper."""
    a_paper(scene.cast, scene.items[1], f"Over {CANARY}")
    assert found(signed_in(scene.cast.officer), CANARY) == ["Notitie, blz. 1"]
    AgendaItem.objects.filter(pk=scene.items[1].pk).update(confidentiality="closed")
    assert found(signed_in(scene.cast.officer), CANARY) == []
    assert found(signed_in(scene.cast.secretary), CANARY) == ["Notitie, blz. 1"]


def hidden_everywhere(scene: Scene) -> None:
    """An item behind closed doors, with the same word in everything that hangs on it."""
    cast, item = scene.cast, scene.items[1]
    AgendaItem.objects.filter(pk=item.pk).update(explanation=CANARY, confidentiality="closed")
    item.refresh_from_db()
    services.record_decision(item=item, text=CANARY, outcome="vastgesteld", by=cast.secretary, now=NOW)
    details = ActionDetails("promise", CANARY, cast.officer, None, None)
    record_action(item=item, details=details, key=uuid.uuid4(), by=cast.secretary, now=NOW)
    MinutesText.objects.create(minutes=scene.minutes, item=item, text=CANARY)


def test_what_few_may_read_is_found_by_nobody_else(scene: Scene) -> None:
    """HER-5: not in hits, counts or fragments; who may read it finds all of it."""
    hidden_everywhere(scene)
    cast = scene.cast
    for person in (cast.officer, cast.clerk, cast.treasurer, cast.administrator):
        client = signed_in(person)
        answer = client.get(ADDRESS, {"q": CANARY})
        assert found(client, CANARY) == [], person
        assert total(client, CANARY) == "0 treffers", person
        assert answer.text.count(CANARY) <= 4, person
    assert total(signed_in(cast.representatives["Almelo"]), CANARY) == "4 treffers"
    assert total(signed_in(cast.secretary), CANARY) == "4 treffers"
    assert signed_in(cast.outsider).get(ADDRESS, {"q": CANARY}).status_code == 404


def test_what_is_public_again_is_found_by_all(scene: Scene) -> None:
    hidden_everywhere(scene)
    AgendaItem.objects.filter(pk=scene.items[1].pk).update(confidential_until=NOW.date() - timedelta(days=1))
    assert total(signed_in(scene.cast.officer), CANARY) == "4 treffers"


def test_draft_minutes_are_found_by_readers_of_drafts_only(scene: Scene) -> None:
    cast = scene.cast
    assert found(signed_in(cast.officer), "ongewijzigd", soort="verslag")
    assert found(signed_in(cast.clerk), "ongewijzigd", soort="verslag") == []
    assert found(signed_in(cast.treasurer), "ongewijzigd", soort="verslag") == []
    assert found(signed_in(cast.substitute), "ongewijzigd", soort="verslag")


def test_adopted_but_unsigned_minutes_stay_hidden_from_councils(scene: Scene) -> None:
    """BOK-5.6: both signatures or it is not signed."""
    adopt(scene)
    assert found(signed_in(scene.cast.clerk), "ongewijzigd", soort="verslag") == []


def test_a_clerk_finds_no_agenda_of_a_meeting_to_come(cast: Cast) -> None:
    from tests.factories import a_meeting, an_item

    an_item(cast, a_meeting(cast), f"Over {CANARY}")
    assert found(signed_in(cast.clerk), CANARY) == []
    assert found(signed_in(cast.officer), CANARY) == [f"Over {CANARY}"]


def test_the_page_asks_as_many_questions_with_more_hits(scene: Scene) -> None:
    client = signed_in(scene.cast.secretary)

    def asked() -> int:
        client.get(ADDRESS, {"q": "vergadering"})
        with CaptureQueriesContext(connection) as counted:
            assert client.get(ADDRESS, {"q": "vergadering"}).status_code == 200
        return len(counted)

    before = asked()
    for number in range(12):
        details = ActionDetails("action", f"Vergadering {number}", scene.cast.secretary, None, None)
        record_action(item=scene.items[0], details=details, key=uuid.uuid4(), by=scene.cast.secretary, now=NOW)
    assert asked() == before


def test_pages_of_hits(scene: Scene) -> None:
    for number in range(25):
        details = ActionDetails("action", f"Fietspad {number}", scene.cast.secretary, None, None)
        record_action(item=scene.items[0], details=details, key=uuid.uuid4(), by=scene.cast.secretary, now=NOW)
    client = signed_in(scene.cast.secretary)
    first, second = found(client, "fietspad"), found(client, "fietspaden", page="2")
    assert (len(first), len(second)) == (20, 5)
    assert not set(first) & set(second)
    assert found(client, "fietspad", page="99") == second


def test_the_words_are_indexed(scene: Scene) -> None:
    """The query is written as the index is, so that PostgreSQL can use it."""
    actor = actor_for(scene.cast.secretary, scene.cast.agreement, NOW.date())
    for source in SOURCES:
        rows = source.rows(actor, NOW).model.objects
        query = rows.annotate(words=search.vector_of(source)).filter(words=search.query_of("koers")).order_by()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            sql, values = query.values("pk").query.sql_with_params()
            cursor.execute(f"EXPLAIN {sql}", values)
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert f"{rows.model._meta.db_table}_words" in plan, source.kind


def test_a_fragment_in_pieces() -> None:
    assert parts_of("een \ue000twee\ue001 drie") == (
        Part("een ", False),
        Part("twee", True),
        Part(" drie", False),
    )
    assert parts_of("los \ue001 eind") == (Part("los  eind", False),)
    assert parts_of("\ue000open") == (Part("open", False),)


def test_searching_mails_nobody(scene: Scene) -> None:
    before = Message.objects.count()
    actor = actor_for(scene.cast.secretary, scene.cast.agreement, NOW.date())
    search.found(actor, Asked("koers"), "1", NOW)
    assert Message.objects.count() == before
