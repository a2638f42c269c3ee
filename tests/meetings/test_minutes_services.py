"""Writing, adopting, printing and signing minutes: what is kept, what is refused, and that nothing moves afterwards."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from meetings.documents import minutes_pdf
from meetings.models import Minutes, MinutesText
from meetings.rules.minutes import fingerprint
from meetings.selectors.minutes import content_of, is_signed, live_content
from meetings.services import minutes as services
from meetings.tasks import make_minutes_pdf
from tests.factories import a_convened_meeting, an_open_meeting
from tests.meetings.minutes_scene import LATER, MARKUP, NOW, Scene, adopt, decide, write_all
from twente.core.models import AuditEntry
from twente.core.refusals import StaleVersion
from twente.documents.models import Document
from twente.documents.selectors import NoDocumentYet, verdict
from twente.documents.signing import ChairSignsFirst
from twente.outbox.models import Job
from twente.outbox.services import fail_job


@pytest.fixture
def scene(held: Scene) -> Scene:
    return held


@pytest.fixture
def printed(scene: Scene, keys: Path, settings: object) -> Scene:
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = keys, "proef"  # type: ignore[attr-defined]
    make_minutes_pdf(adopt(scene).pk, NOW)
    return scene


def save(scene: Scene, text: str, version: int) -> MinutesText:
    return services.save_text(item=scene.items[0], text=text, version=version, by=scene.cast.secretary, now=NOW)


def test_text_is_kept_with_version_and_audit_entry(scene: Scene) -> None:
    save(scene, "De voorzitter opent.", 0)
    row = save(scene, "De voorzitter opent de vergadering.", 1)
    assert (row.version, row.saved_by, row.saved_at) == (2, scene.cast.secretary, NOW)
    assert AuditEntry.objects.filter(action="minutes_text_saved", by=scene.cast.secretary).count() == 2


def test_stale_version_is_refused_and_carries_the_other_text(scene: Scene) -> None:
    save(scene, "Eerste lezing.", 0)
    with pytest.raises(services.TextConflict) as conflict:
        save(scene, "Tweede lezing.", 0)
    assert conflict.value.theirs.text == "<p>Eerste lezing.</p>"
    assert MinutesText.objects.get().text == "<p>Eerste lezing.</p>"


def test_same_text_twice_is_stored_once(scene: Scene) -> None:
    assert save(scene, "Besproken.", 0).version == save(scene, "Besproken.", 0).version == 1


def test_minutes_begin_when_the_meeting_is_opened(scene: Scene) -> None:
    convened = a_convened_meeting(scene.cast)
    item = convened.items.first()
    with pytest.raises(services.MeetingNotOpened):
        services.save_text(item=item, text="x", version=0, by=scene.cast.secretary, now=NOW)


def test_facts_follow_the_decision_and_typed_text_stays(scene: Scene) -> None:
    save(scene, "Mijn tekst.", 0)
    decide(scene.items[0], at=scene.meeting.opened_at + timedelta(minutes=5), source="vote:2")
    item = live_content(scene.meeting)["items"][0]
    assert item["text"] == "<p>Mijn tekst.</p>"
    assert item["decisions"][0]["number"] == "2026-2"
    assert item["line"][0]["text"].startswith("Aanwezig 4 partijen, stemgerechtigd 13")


def test_line_without_vote_counts_the_parties_that_came(scene: Scene) -> None:
    assert live_content(scene.meeting)["items"][2]["line"] == [{"text": "Aanwezig 4 partijen.", "article": ""}]


def test_presence_keeps_the_document_behind_each_representative(scene: Scene) -> None:
    """BOK-1f."""
    rows = {row["party"]: row for row in live_content(scene.meeting)["present"]}
    assert rows["Almelo"]["ground"] == "Collegebesluit Almelo 2021-01"
    assert (rows["Haaksbergen"]["ground"], rows["Haaksbergen"]["substitute"]) == ("Volmacht Haaksbergen 2026-31", True)


def test_absentees_are_told_apart_by_their_notice(scene: Scene) -> None:
    absent = {row["party"]: row["notice"] for row in live_content(scene.meeting)["absent"]}
    assert len(absent) == 10
    assert (absent["Losser"], absent["Wierden"]) == ("raadsvergadering", "")


def test_adoption_freezes_everything_and_asks_for_the_document(scene: Scene) -> None:
    minutes = adopt(scene)
    minutes.refresh_from_db()
    assert (minutes.state, minutes.adopted_on, minutes.adopted_in) == ("adopted", LATER.date(), scene.later)
    assert minutes.sha256 == fingerprint(minutes.content)
    assert minutes.content["items"][0]["text"] == MARKUP
    assert minutes.content["items"][1]["decisions"][0]["closing_hash"] == "ab" * 32
    assert Job.objects.get().kind == "minutes_pdf"
    assert AuditEntry.objects.get(action="minutes_adopted").detail["sha256"] == minutes.sha256


def test_later_facts_leave_adopted_minutes_alone(scene: Scene) -> None:
    minutes = adopt(scene)
    scene.items[0].title = "Andere titel"
    scene.items[0].save()
    decide(scene.items[0], at=NOW, source="vote:9")
    assert content_of(scene.meeting) == minutes.content


def test_same_adoption_twice_is_one(scene: Scene) -> None:
    first = adopt(scene)
    again = services.adopt_in_meeting(
        meeting=scene.meeting, later=scene.later, version=1, by=scene.cast.secretary, now=NOW
    )
    assert (again.pk, again.sha256) == (first.pk, first.sha256)
    assert Job.objects.count() == AuditEntry.objects.filter(action="minutes_adopted").count() == 1


def test_adopting_differently_afterwards_is_refused(scene: Scene) -> None:
    adopt(scene)
    with pytest.raises(services.MinutesStand):
        in_writing(scene, date(2027, 2, 1))


def in_writing(scene: Scene, on: date) -> Minutes:
    version = Minutes.objects.filter(meeting=scene.meeting).values_list("version", flat=True).first() or 1
    return services.adopt_in_writing(meeting=scene.meeting, on=on, version=version, by=scene.cast.secretary, now=NOW)


def test_minutes_are_adopted_in_writing_on_a_day_that_was(scene: Scene) -> None:
    write_all(scene)
    minutes = in_writing(scene, date(2027, 1, 15))
    assert (minutes.adopted_on, minutes.adopted_in, minutes.content["adoption"]["meeting"]) == (
        date(2027, 1, 15),
        None,
        "",
    )


@pytest.mark.parametrize("on", [date(2026, 12, 1), date(2027, 2, 12)])
def test_adoption_before_the_meeting_or_in_the_future_is_refused(scene: Scene, on: date) -> None:
    write_all(scene)
    with pytest.raises(services.MinutesNotReady):
        in_writing(scene, on)
    assert scene.minutes.state == "concept"


def test_incomplete_minutes_are_not_adopted(scene: Scene) -> None:
    save(scene, "Alleen punt 1.", 0)
    with pytest.raises(services.MinutesNotReady, match="Schrijf nog een tekst bij punt 3"):
        in_writing(scene, date(2027, 1, 15))


def test_minutes_of_a_meeting_that_is_not_over_are_not_adopted(scene: Scene) -> None:
    meeting = an_open_meeting(scene.cast, present=("Almelo",), at=NOW)
    with pytest.raises(services.MinutesNotReady, match="nog niet gesloten"):
        services.adopt_in_writing(meeting=meeting, on=NOW.date(), version=1, by=scene.cast.secretary, now=NOW)


def test_adoption_in_an_earlier_or_unopened_meeting_is_refused(scene: Scene) -> None:
    version = write_all(scene).version
    convened = a_convened_meeting(scene.cast)
    for other in (scene.meeting, convened):
        with pytest.raises(services.MinutesNotReady, match="latere vergadering"):
            services.adopt_in_meeting(
                meeting=scene.meeting, later=other, version=version, by=scene.cast.secretary, now=NOW
            )


def test_adopting_what_somebody_just_changed_is_refused(scene: Scene) -> None:
    version = write_all(scene).version
    save(scene, "Nog een wijziging.", 1)
    with pytest.raises(StaleVersion):
        services.adopt_in_meeting(
            meeting=scene.meeting, later=scene.later, version=version, by=scene.cast.secretary, now=NOW
        )


def test_adopted_text_is_not_edited(scene: Scene) -> None:
    adopt(scene)
    with pytest.raises(services.MinutesStand):
        save(scene, "Toch anders.", 1)


@pytest.mark.parametrize("change", ["content", "sha256", "adopted_on", "text", "delete"])
def test_database_itself_refuses_to_change_adopted_minutes(scene: Scene, change: str) -> None:
    """BOK-17."""
    rows = Minutes.objects.filter(pk=adopt(scene).pk)
    acts = {
        "content": lambda: rows.update(content={}),
        "sha256": lambda: rows.update(sha256="0" * 64),
        "adopted_on": lambda: rows.update(adopted_on=date(2027, 1, 1)),
        "text": lambda: MinutesText.objects.update(text="Toch anders."),
        "delete": lambda: MinutesText.objects.all().delete(),
    }
    with pytest.raises(IntegrityError, match="verandert niet"), transaction.atomic():
        acts[change]()


def test_same_content_gives_the_same_bytes(scene: Scene) -> None:
    content = adopt(scene).content
    assert minutes_pdf(content) == minutes_pdf(content)


def test_document_comes_once_however_often_the_job_runs(printed: Scene) -> None:
    minutes = printed.minutes
    make_minutes_pdf(minutes.pk, NOW)
    assert services.keep_document(minutes=minutes, pdf=b"%PDF anders", now=NOW) == minutes.document
    assert Document.objects.count() == 1
    assert AuditEntry.objects.filter(action="minutes_document_made").count() == 1


def test_failed_document_is_asked_for_again(scene: Scene) -> None:
    minutes = adopt(scene)
    Job.objects.update(attempts=3)
    fail_job(job=Job.objects.get(), error="Pango ontbreekt", now=NOW)
    job = services.request_document(minutes=minutes, by=scene.cast.secretary, now=NOW)
    assert job is not None and job.state == "queued"
    assert services.request_document(minutes=minutes, by=scene.cast.secretary, now=NOW) == job


def test_concept_does_not_become_a_document(scene: Scene) -> None:
    minutes = write_all(scene)
    with pytest.raises(services.NotAdoptedYet):
        services.request_document(minutes=minutes, by=scene.cast.secretary, now=NOW)
    with pytest.raises(services.NotAdoptedYet):
        services.keep_document(minutes=minutes, pdf=b"%PDF", now=NOW)


def test_chair_then_secretary_sign_and_the_document_is_valid(printed: Scene) -> None:
    """BOK-5.6."""
    cast, minutes = printed.cast, printed.minutes
    assert not is_signed(minutes)
    services.sign(minutes=minutes, field="voorzitter", by=cast.chair, now=NOW)
    assert not is_signed(minutes)
    services.sign(minutes=minutes, field="secretaris", by=cast.secretary, now=NOW)
    assert is_signed(minutes)
    assert verdict(minutes.document).valid
    assert [entry.by for entry in AuditEntry.objects.filter(action="minutes_signed").order_by("id")] == [
        cast.chair,
        cast.secretary,
    ]


def test_secretary_does_not_sign_before_the_chair(printed: Scene) -> None:
    """BOK-5.6."""
    with pytest.raises(ChairSignsFirst):
        services.sign(minutes=printed.minutes, field="secretaris", by=printed.cast.secretary, now=NOW)


def test_chair_who_signs_twice_signed_once(printed: Scene) -> None:
    first, second = (
        services.sign(minutes=printed.minutes, field="voorzitter", by=printed.cast.chair, now=NOW) for _ in range(2)
    )
    assert first.pk == second.pk
    assert AuditEntry.objects.filter(action="minutes_signed").count() == 1


def test_one_person_does_not_give_both_signatures(printed: Scene) -> None:
    """BOK-5.6: two signatures are of two persons."""
    services.sign(minutes=printed.minutes, field="voorzitter", by=printed.cast.chair, now=NOW)
    with pytest.raises(services.SigningNotPossible, match="twee personen"):
        services.sign(minutes=printed.minutes, field="secretaris", by=printed.cast.chair, now=NOW)


def test_nothing_is_signed_before_there_is_a_document(scene: Scene) -> None:
    minutes = adopt(scene)
    with pytest.raises(NoDocumentYet):
        services.sign(minutes=minutes, field="voorzitter", by=scene.cast.chair, now=NOW)


def test_missing_key_is_a_sentence_and_signs_nothing(printed: Scene, settings: object, tmp_path: Path) -> None:
    settings.SIGNING_FOLDER = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(services.SigningNotPossible):
        services.sign(minutes=printed.minutes, field="voorzitter", by=printed.cast.chair, now=NOW)
    assert printed.minutes.document.revisions.count() == 1
