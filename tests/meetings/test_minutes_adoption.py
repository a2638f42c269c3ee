"""Minutes on the agenda of the next meeting, adopted there, and mended beside afterwards (BOK-5.6, 8h, 17)."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from meetings import services as meetings
from meetings.documents import minutes_html
from meetings.models import Action, AgendaItem, Erratum, Meeting, Minutes, MinutesText, Statement
from meetings.rules.minutes import fingerprint
from meetings.services import errata, minutes, minutes_agenda
from meetings.services.minutes_presence import keep_alive
from tests.factories import a_meeting
from tests.meetings.minutes_scene import LATER, NOW, Scene, adopt, write_all
from twente.core import clock

NEXT = LATER + timedelta(days=50)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def scene(held: Scene, settings: Any) -> Scene:
    settings.CLOCK_OFFSET = NOW - clock.now()
    return held


@pytest.fixture
def planned(scene: Scene) -> Meeting:
    """The next meeting, with the minutes on its agenda."""
    write_all(scene)
    meeting = a_meeting(scene.cast, starts_at=NEXT)
    schedule(scene, meeting)
    return meeting


@pytest.fixture
def secretary(scene: Scene, client: Client) -> Client:
    client.force_login(scene.cast.secretary)
    return client


def schedule(scene: Scene, later: Meeting) -> AgendaItem:
    return minutes_agenda.put_on_agenda(
        meeting=scene.meeting, later=later, key=uuid.uuid4(), by=scene.cast.secretary, now=NOW
    )


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def held(scene: Scene, meeting: Meeting) -> Any:
    """The planned meeting is convened and opened; the moment in it."""
    meetings.publish_agenda(meeting=meeting, by=scene.cast.secretary, now=NOW)
    meetings.open_meeting(meeting=meeting, presided_by=scene.cast.chair, by=scene.cast.chair, now=NEXT)
    return NEXT + timedelta(minutes=10)


def test_minutes_become_an_item_of_the_later_meeting_once(scene: Scene, planned: Meeting) -> None:
    item = schedule(scene, planned)
    assert item == schedule(scene, planned) == scene.minutes.on_agenda
    assert (item.title, item.status) == ("Verslag van woensdag 2 december 2026", "besluitvorming")
    with pytest.raises(minutes_agenda.StandsElsewhere):
        schedule(scene, a_meeting(scene.cast, starts_at=NEXT + timedelta(days=9)))


def test_unfinished_minutes_and_past_meetings_are_refused(scene: Scene) -> None:
    later = a_meeting(scene.cast, starts_at=NEXT)
    with pytest.raises(minutes_agenda.NotSchedulable, match="punten 1 en 3"):
        schedule(scene, later)
    write_all(scene)
    with pytest.raises(minutes_agenda.NoLaterMeeting):
        schedule(scene, scene.later)


def test_item_taken_off_the_agenda_can_be_put_on_another(scene: Scene, planned: Meeting) -> None:
    item = schedule(scene, planned)
    meetings.delete_item(item=item, seen=item.version, by=scene.cast.secretary, now=NOW)
    assert scene.minutes.on_agenda is None
    schedule(scene, planned)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ("", "Het verslag van 2 december 2026 is ongewijzigd vastgesteld."),
        (
            "Punt 1 aangevuld.",
            "Het verslag van 2 december 2026 is gewijzigd vastgesteld. Wijzigingen: Punt 1 aangevuld.",
        ),
    ],
)
def test_adoption_in_the_meeting_is_a_decision_at_its_item(
    scene: Scene, planned: Meeting, changes: str, text: str
) -> None:
    now, item = held(scene, planned), schedule(scene, planned)
    given = {"meeting": scene.meeting, "version": scene.minutes.version, "by": scene.cast.secretary, "now": now}
    with pytest.raises(minutes.MinutesNotReady, match="agenda van 1 april 2027"):
        minutes.adopt_in_meeting(later=scene.later, **given)
    for _ in range(2):
        adopted = minutes.adopt_in_meeting(later=planned, changes=changes, **given)
    assert adopted.content["adoption"]["changes"] == changes
    decision = item.decisions.get()
    assert (decision.text, decision.outcome) == (text, "vastgesteld")
    assert ("Gewijzigd in de vergadering" in minutes_html(adopted.content)) is bool(changes)


def test_minutes_of_a_future_meeting_are_not_adopted(scene: Scene, secretary: Client) -> None:
    future = a_meeting(scene.cast, starts_at=NEXT)
    meetings.publish_agenda(meeting=future, by=scene.cast.secretary, now=NOW)
    address = scene.address("vaststellen/").replace(f"/{scene.meeting.pk}/", f"/{future.pk}/")
    response = secretary.post(address, {"how": "schriftelijk", "on": "2027-02-11", "version": 1})
    assert response.status_code == 422
    assert not Minutes.objects.filter(meeting=future, state="adopted").exists()


def test_changed_minutes_name_the_changes(scene: Scene, secretary: Client) -> None:
    version = write_all(scene).version
    form = {"how": "vergadering", "later": scene.later.pk, "version": version, "result": "gewijzigd", "changes": ""}
    assert secretary.post(scene.address("vaststellen/"), form).status_code == 422
    assert secretary.post(scene.address("vaststellen/"), form | {"changes": "Punt 1."}).status_code == 302
    assert scene.minutes.content["adoption"]["changes"] == "Punt 1."


def test_secretary_schedules_on_the_page_and_finds_the_way_back(scene: Scene, secretary: Client) -> None:
    write_all(scene)
    later = a_meeting(scene.cast, starts_at=NEXT)
    address = scene.address("agenderen/")
    assert secretary.get(address).status_code == 200
    assert secretary.post(address, {"later": scene.later.pk, "key": uuid.uuid4()}).status_code == 422
    assert secretary.post(address, {"later": later.pk, "key": uuid.uuid4()}).status_code == 302
    assert "voor 1 april 2027" in words(secretary.get(scene.address()))
    item = scene.minutes.on_agenda
    assert scene.address() in secretary.get(f"/bok-ses/punten/{item.pk}/").content.decode()


def mend(scene: Scene, **how: Any) -> Erratum:
    correction = errata.Correction(how.pop("text", "Lees: 12 partijen."), "Verteld.", **how)
    return errata.record_erratum(
        meeting=scene.meeting, correction=correction, key=uuid.uuid4(), by=scene.cast.secretary, now=NOW
    )


def test_erratum_stands_beside_adopted_minutes_and_changes_nothing(scene: Scene, secretary: Client) -> None:
    adopted = adopt(scene)
    mend(scene, item_number=2, decided_in=scene.later)
    assert fingerprint(scene.minutes.content) == adopted.sha256
    page = words(secretary.get(scene.address()))
    assert "Erratum 1, punt 2" in page and "Lees: 12 partijen." in page
    assert "Besloten in de vergadering van 10 februari 2027" in page
    with pytest.raises(DatabaseError, match=r"alleen toegevoegd|permission denied"), transaction.atomic():
        Erratum.objects.update(text="anders")


def test_erratum_belongs_to_adopted_minutes_and_their_items(scene: Scene) -> None:
    write_all(scene)
    with pytest.raises(minutes.NotAdoptedYet):
        mend(scene)
    adopt_now(scene)
    for wrong in ({"text": " "}, {"item_number": 9}, {"decided_in": scene.meeting}):
        with pytest.raises(errata.NothingToMend):
            mend(scene, **wrong)


def adopt_now(scene: Scene) -> None:
    minutes.adopt_in_meeting(
        meeting=scene.meeting, later=scene.later, version=scene.minutes.version, by=scene.cast.secretary, now=NOW
    )


def test_database_knows_no_erratum_to_a_concept(scene: Scene) -> None:
    concept, by = write_all(scene), scene.cast.secretary
    row = Erratum(
        minutes=concept, number=1, text="a", reason="b", recorded_at=NOW, recorded_by=by, form_key=uuid.uuid4()
    )
    with pytest.raises(IntegrityError, match="vastgesteld verslag"), transaction.atomic():
        row.save()


def test_texts_from_before_the_markup_are_read_as_they_were_typed(scene: Scene) -> None:
    """Adopted content of format 1 keeps its fingerprint and its words; a plain concept becomes paragraphs."""
    write_all(scene)
    MinutesText.objects.filter(item=scene.items[0]).update(text="Een & <b>twee</b>.\n\nDrie.", form="plain")
    old = adopt_frozen(scene)
    assert old["items"][0]["text"] == "<p>Een &amp; &lt;b&gt;twee&lt;/b&gt;.</p><p>Drie.</p>"
    old["format"], old["items"][0]["text"] = 1, "Een & <b>twee</b>.\n\nDrie."
    assert "<p>Een &amp; &lt;b&gt;twee&lt;/b&gt;.</p>\n\n<p>Drie.</p>" in minutes_html(old)


def adopt_frozen(scene: Scene) -> Any:
    adopt_now(scene)
    return scene.minutes.content


def test_word_and_tables_pasted_into_the_editor(scene: Scene, secretary: Client) -> None:
    address, rich = scene.text_address(1), {"rich": "on", "version": 0}
    table = "<table>" + "<tr><td>x</td></tr>" * 10_000 + "</table>"
    response = secretary.post(address, rich | {"text": table})
    assert response.status_code == 422
    assert "10.000 rijen" in words(response)
    for wrong in ("<p><br></p>", "<ul><li>" * 20_000, "<p>" + "a" * 10_001):
        assert secretary.post(address, rich | {"text": wrong}).status_code == 422
    assert secretary.post(address, rich | {"text": "a&#8238;b"}).status_code == 422
    mso = "<p class=MsoNormal style='mso-x:y'><b>Kort</b><img src='http://169.254.169.254/'></p>"
    assert secretary.post(address, rich | {"text": mso}).status_code == 302
    assert MinutesText.objects.get().text == "<p><strong>Kort</strong></p>"


def test_field_without_scripts_keeps_markup_that_was_not_touched(scene: Scene, secretary: Client) -> None:
    address = scene.text_address(1)
    secretary.post(address, {"text": "<p><b>Kort</b></p><ul><li>a</li></ul>", "rich": "on", "version": 0})
    assert secretary.post(address, {"text": "Kort\r\n\r\n- a", "version": 1}).status_code == 302
    assert MinutesText.objects.get().text == "<p><strong>Kort</strong></p><ul><li>a</li></ul>"
    secretary.post(address, {"text": "Korter\r\n\r\n- a", "version": 1})
    assert MinutesText.objects.get().text == "<p>Korter</p><ul><li>a</li></ul>"


def test_others_see_who_types_where_for_thirty_seconds(scene: Scene, client: Client, settings: Any) -> None:
    deputy, address = scene.cast.deputy_secretary, scene.address("wie/")
    client.force_login(scene.cast.secretary)
    keep_alive(item=scene.items[1], by=deputy, now=NOW)
    keep_alive(item=scene.items[0], by=deputy, now=NOW)
    keep_alive(item=scene.items[2], by=scene.cast.secretary, now=NOW)
    fragment = client.get(f"{address}?versie=0", headers=HTMX).content.decode()
    assert f"{deputy.name} bewerkt punt 1." in fragment and "punt 2" not in fragment and "punt 3" not in fragment
    (version,) = re.findall(r'data-versie="([^"]+)"', fragment)
    assert client.get(f"{address}?versie={version}", headers=HTMX).status_code == 204
    settings.CLOCK_OFFSET += timedelta(seconds=31)
    assert "bewerkt" not in client.get(f"{address}?versie={version}", headers=HTMX).content.decode()


def test_meeting_that_runs_has_its_actions_and_statements_in_the_minutes(scene: Scene) -> None:
    """BOK-8, 10."""
    item, by = scene.items[0], scene.cast.secretary
    kept = {"item": item, "recorded_by": by, "recorded_at": NOW}
    Action.objects.create(
        **kept,
        agreement=scene.cast.agreement,
        kind="promise",
        text="Almelo stuurt de kaart.",
        party=scene.cast.parties["Almelo"],
        due_on=LATER.date(),
        form_key=uuid.uuid4(),
    )
    Statement.objects.create(**kept, speaker="bestuurder Losser", text="Wij stemmen <tegen>.", form_key=uuid.uuid4())
    html = minutes_html(adopt(scene).content)
    for piece in ("Almelo stuurt de kaart.", "Toezegging", "10 februari 2027", "Wij stemmen &lt;tegen&gt;."):
        assert piece in html
