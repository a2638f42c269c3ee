"""Excerpts of decisions and the list of a meeting: what they hold, who gets them, and that they come once."""

import uuid
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest

from meetings import services
from meetings.decision_documents import excerpt_html, list_html
from meetings.excerpt_tasks import make_excerpt, make_list
from meetings.models import AgendaItem, Decision
from meetings.presenting.excerpts import list_panel
from meetings.selectors.excerpts import excerpt_content, list_content
from meetings.services.excerpts import NothingToPrint, request_excerpt, request_list
from tests.meetings.minutes_scene import NOW, Scene
from tests.meetings.sent_scene import an_excerpt, kept, paper, unsigned_list
from tests.votes.browser import signed_in
from twente.core.models import Role
from twente.core.permissions import actor_for
from twente.core.services import give_role
from twente.documents.models import Document
from twente.outbox.models import Job

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SECRET = "Kanarieweg"


@pytest.fixture(autouse=True)
def _the_day_after(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def scene(held: Scene) -> Scene:
    """A meeting that was held, with one decision by a vote and one behind closed doors."""
    item = held.items[2]
    AgendaItem.objects.filter(pk=item.pk).update(confidentiality="closed")
    item.refresh_from_db()
    services.record_decision(
        item=item, text=SECRET, outcome="vastgesteld", by=held.cast.secretary, now=NOW, key=uuid.uuid4()
    )
    return held


def by_vote() -> Decision:
    """The decision that a vote delivered."""
    return Decision.objects.get(number=1)


def test_an_excerpt_holds_what_makes_it_checkable(scene: Scene) -> None:
    """BOK-5.6: text, figures, reasons with their article, who was there, and room for both signatures."""
    html = excerpt_html(excerpt_content(by_vote(), TODAY))
    for text in (
        "Besluit 2026-1",
        "De koers SES Twente 2027 wordt vastgesteld.",
        "artikel 12, lid 3; lezing R4",
        "321.802",
        "Volmacht Haaksbergen 2026-31",
        'id="sig-voorzitter"',
        'id="sig-secretaris"',
    ):
        assert text in html, text
    assert "Losser</th><td>Bestuurder" not in html
    assert "voorzitter</p>" not in html


def another_chair(scene: Scene) -> None:
    """The chair of the scene left on the day before."""
    cast = scene.cast
    Role.objects.filter(kind=Role.Kind.CHAIR).update(valid_until=TODAY - timedelta(days=1))
    give_role(
        agreement=cast.agreement, user=cast.outsider, kind=Role.Kind.CHAIR, since=TODAY, by=cast.secretary, now=NOW
    )


def named_of_before(content: dict[str, Any]) -> dict[str, Any]:
    """The same as it was made before names were left to the signatures."""
    names = {"voorzitter": "Voorzitter", "secretaris": "Coördinerend secretaris"}
    return content | {"format": 1, "signers": names}


def test_a_document_stands_when_the_chair_changes_between_two_signatures(held: Scene) -> None:
    """BOK-5.6: each signature names its own signer; the paper waits for the second, whoever took office."""
    excerpt, decisions = an_excerpt(held), unsigned_list(held)
    another_chair(held)
    assert not paper(held, excerpt).facts.outdated
    assert list_panel(held.meeting, actor_for(held.cast.secretary, held.cast.agreement, TODAY))["made"]
    assert not paper(held, decisions).facts.outdated


def test_a_list_of_before_keeps_its_fingerprint(scene: Scene) -> None:
    """Whoever was in office when it was made; and it is not made again."""
    content = list_content(scene.meeting, TODAY)
    before = kept(scene, "decision_list", scene.meeting.pk, named_of_before(content), "Besluitenlijst")
    Document.objects.filter(pk=before.pk).update(created_at=NOW - timedelta(days=2))
    another_chair(scene)
    assert not paper(scene, before).facts.outdated
    assert request_list(meeting=scene.meeting, by=scene.cast.secretary, now=NOW) is None


def test_only_who_was_there_at_that_moment_is_named(scene: Scene) -> None:
    present = excerpt_content(by_vote(), TODAY)["present"]
    assert [row["party"] for row in present] == ["Almelo", "Enschede", "Haaksbergen", "Hengelo"]


def test_typed_text_cannot_fetch_or_mark_up(scene: Scene) -> None:
    item = scene.items[0]
    text = '<img src="file:///etc/passwd"><script>1</script>'
    row = services.record_decision(item=item, text=text, outcome="vastgesteld", by=scene.cast.secretary, now=NOW)
    html = excerpt_html(excerpt_content(row, TODAY))
    assert '<img src="file' not in html
    assert "<script>" not in html


def test_the_list_holds_no_decision_that_few_may_read(scene: Scene) -> None:
    html = list_html(list_content(scene.meeting, TODAY))
    assert "De koers SES Twente 2027 wordt vastgesteld." in html
    assert SECRET not in html


def test_a_list_of_nothing_public_is_refused(scene: Scene) -> None:
    AgendaItem.objects.filter(meeting=scene.meeting).update(confidentiality="closed")
    with pytest.raises(NothingToPrint):
        request_list(meeting=scene.meeting, by=scene.cast.secretary, now=NOW)


def page_text(document: Document) -> str:
    """The words of a stored document."""
    with pypdfium2.PdfDocument(bytes(document.revisions.get().content)) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def test_the_document_comes_once_and_again_after_an_annulment(scene: Scene) -> None:
    cast, decision = scene.cast, by_vote()
    request_excerpt(decision=decision, by=cast.secretary, now=NOW)
    request_excerpt(decision=decision, by=cast.chair, now=NOW)
    assert Job.objects.filter(kind="decision_excerpt").count() == 1
    make_excerpt(decision.pk, NOW)
    make_excerpt(decision.pk, NOW)
    assert Document.objects.filter(kind="decision_excerpt").count() == 1
    assert "Besluit 2026-1" in page_text(Document.objects.get(kind="decision_excerpt"))
    assert request_excerpt(decision=decision, by=cast.secretary, now=NOW) is None
    services.annul_decision(
        source="vote:1",
        reason="Stukken te laat",
        asked_by=cast.chair,
        confirmed_by=cast.secretary,
        annulled_at=NOW,
        now=NOW,
    )
    make_excerpt(decision.pk, NOW)
    assert Document.objects.filter(kind="decision_excerpt").count() == 2


def test_an_excerpt_behind_closed_doors_is_for_who_may_read_it(scene: Scene) -> None:
    """HER-5: the excerpt follows its item."""
    hidden = Decision.objects.get(text=SECRET)
    number = f"{hidden.year}-{hidden.number}"
    make_excerpt(hidden.pk, NOW)
    for person, status in ((scene.cast.secretary, 200), (scene.cast.officer, 404), (scene.cast.clerk, 403)):
        client = signed_in(person)
        address = f"/bok-ses/besluiten/{number}/uittreksel/"
        assert client.get(f"{address}pdf/").status_code == status
        assert client.post(address).status_code == {200: 302}.get(status, status)


def test_from_the_page_to_the_file(scene: Scene) -> None:
    client = signed_in(scene.cast.representatives["Almelo"])
    page = "/bok-ses/besluiten/2026-1/"
    assert "Document maken" in client.get(page).text
    assert client.get(f"{page}uittreksel/pdf/").status_code == 409
    assert client.post(f"{page}uittreksel/").status_code == 302
    assert "wordt gemaakt" in client.get(page).text
    poll = f"{page}uittreksel/?versie=queued"
    assert client.get(poll, headers={"HX-Request": "true"}).status_code == 204
    make_excerpt(by_vote().pk, NOW)
    assert client.get(poll, headers={"HX-Request": "true"}).status_code == 200
    assert "uittreksel-besluit-2026-1.pdf" in client.get(page).text
    answer = client.get(f"{page}uittreksel/pdf/")
    assert answer.content.startswith(b"%PDF")
    assert "uittreksel-besluit-2026-1.pdf" in answer["Content-Disposition"]


def test_the_list_of_a_meeting_as_a_file(scene: Scene) -> None:
    client, page = signed_in(scene.cast.officer), f"/bok-ses/vergaderingen/{scene.meeting.pk}/besluiten/"
    assert SECRET not in client.get(page).text
    assert SECRET in signed_in(scene.cast.secretary).get(page).text
    assert client.post(f"{page}document/").status_code == 302
    make_list(scene.meeting.pk, NOW)
    assert "besluitenlijst-2026-12-02.pdf" in client.get(page).text
    assert client.get(f"{page}pdf/").status_code == 200
    assert SECRET not in page_text(Document.objects.get(kind="decision_list"))
