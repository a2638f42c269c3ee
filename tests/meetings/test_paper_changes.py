"""What a reader of the earlier agenda hears about papers, and how papers are frozen when an agenda is sent."""

import uuid

from django.test import Client
from django.urls import reverse

from meetings import services, wording
from meetings.models import AgendaVersion
from meetings.rules import changes
from meetings.rules.papers import paper_changes
from meetings.services import papers as paper_services
from tests.cast import MORNING, Cast
from tests.factories import a_convened_meeting, a_meeting
from tests.papers import a_paper, a_pdf
from twente.documents.inspection import inspect

ONE = {"id": 1, "title": "Koers", "version": 1, "sha256": "a"}


def told(old: list[dict], new: list[dict]) -> list[str]:
    return [wording.change(found) for found in paper_changes("Begroting", old, new)]


def test_every_change_has_its_sentence() -> None:
    assert told([], [ONE]) == ["Punt “Begroting”: nieuw stuk “Koers”."]
    assert told([ONE], []) == ["Punt “Begroting”: stuk “Koers” is ingetrokken."]
    assert told([ONE], [ONE | {"version": 2, "sha256": "b"}]) == ["Punt “Begroting”: nieuwe versie van “Koers”."]
    assert told([ONE], [ONE | {"title": "Kader"}]) == ["Punt “Begroting”: stuk “Koers” heet nu “Kader”."]
    assert told([ONE], [ONE]) == []
    two = ONE | {"id": 2}
    assert told([ONE, two], [two, ONE]) == ["Punt “Begroting”: de stukken staan in een andere volgorde."]


def test_an_agenda_from_before_there_were_papers_has_not_changed(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    content = AgendaVersion.objects.get().content
    assert "papers" not in content["items"][0]
    assert services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING).number == 1


def test_a_supplementary_agenda_names_the_new_paper(secretary: Client, cast: Cast) -> None:
    meeting = a_meeting(cast)
    item = meeting.items.get(position=2)
    first = a_paper(cast, item, "Koers")
    services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    a_paper(cast, item, "Nazending")
    file = inspect(a_pdf("nieuw"), name="koers2.pdf")
    paper_services.renew_paper(paper=first, seen=1, file=file, key=uuid.uuid4(), by=cast.secretary, now=MORNING)
    version = services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    before, after = AgendaVersion.objects.order_by("number")
    assert (version.number, len(after.content["items"][1]["papers"])) == (2, 2)
    assert [each.what for each in changes(before.content, after.content)] == ["paper_added", "paper_renewed"]
    text = secretary.get(reverse("meetings:agenda_version", args=["bok-ses", meeting.pk, 2])).text
    assert "nieuw stuk “Nazending”" in text and "nieuwe versie van “Koers”" in text
    assert reverse("meetings:paper_read", args=["bok-ses", first.pk]) in text
