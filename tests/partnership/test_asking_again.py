"""Sending again and asking again: an answer stands, no question is lost, no day that is over is asked for (BOK-8h)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from meetings.services.leaving import send_again, send_to_councils
from tests.meetings.minutes_scene import NOW, Scene
from tests.meetings.sent_scene import paper, signed_minutes, with_clerks
from tests.votes.browser import signed_in
from twente.documents.models import Document
from twente.outbox.dispatching.rules import Question
from twente.outbox.dispatching.selectors import addressed, open_questions
from twente.outbox.dispatching.services import (
    AskedBefore,
    ImpossibleQuestion,
    Parcel,
    drawn_up,
    record_answer,
    send,
)
from twente.outbox.models import Dispatch

pytestmark = pytest.mark.django_db
LAST_DAY = NOW.date() + timedelta(days=18)
ASKED = Question("Stemt uw raad in?", LAST_DAY)
AFTER = NOW + timedelta(days=18)
"""The last day itself: too late to ask for it."""


@pytest.fixture(autouse=True)
def _the_day_after(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def minutes(held: Scene) -> Document:
    """Signed minutes, for councils with a clerk."""
    with_clerks(held.cast, "Almelo", "Borne")
    return signed_minutes(held)


def ask(scene: Scene, document: Document, *names: str, question: Question = ASKED) -> list[Dispatch]:
    parties = [scene.cast.parties[name] for name in names]
    by = scene.cast.secretary
    return send_to_councils(paper=paper(scene, document), parties=parties, question=question, by=by, now=NOW)


def answered(scene: Scene, row: Dispatch) -> None:
    record_answer(dispatch=row, answered_on=NOW.date(), document="Raadsbesluit 12", by=scene.cast.secretary, now=NOW)


def address(name: str, key: object) -> str:
    return reverse(f"partnership:{name}", args=["bok-ses", key])


def test_what_was_answered_is_sent_again_without_the_question(held: Scene, minutes: Document) -> None:
    (row,) = ask(held, minutes, "Almelo")
    answered(held, row)
    again = {"paper": paper(held, minutes), "answer_by": None, "by": held.cast.secretary, "now": NOW}
    second = send_again(dispatch=row, **again)
    assert (second.act, second.question, second.answer_by) == ("inform", "", None)
    assert not open_questions(held.cast.agreement)
    register = signed_in(held.cast.secretary).get(address("dispatch_list", minutes.public_id)).text
    assert register.count("beantwoord") == 1
    assert "nog open" not in register


def test_an_answer_on_an_earlier_row_counts_for_the_whole_chain(held: Scene, minutes: Document) -> None:
    (row,) = ask(held, minutes, "Almelo")
    again = {"paper": paper(held, minutes), "answer_by": None, "by": held.cast.secretary, "now": NOW}
    second = send_again(dispatch=row, **again)
    assert (second.question, second.answer_by) == (ASKED.text, LAST_DAY)
    answered(held, row)
    assert send_again(dispatch=second, **again).act == "inform"


def test_the_database_lets_no_open_question_disappear_by_sending_again(held: Scene, minutes: Document) -> None:
    """Past the rules: as information only after the answer."""
    (row,) = ask(held, minutes, "Almelo")
    revision, (contact,) = minutes.revisions.latest("number"), addressed([row.party]).contacts
    parcel = Parcel(minutes, revision.number, revision.sha256, tuple(row.items))

    def forced() -> None:
        made = drawn_up(parcel, contact, Dispatch.Act.INFORM, held.cast.secretary, NOW)
        made.resends = row
        send([made], NOW)

    with pytest.raises(DatabaseError, match="hetzelfde stuk"), transaction.atomic():
        forced()
    answered(held, row)
    forced()


def test_another_question_about_the_same_version_is_said_and_loses_nothing(held: Scene, minutes: Document) -> None:
    """Two questions about one version would have one answer; councils that were not asked can be asked anything."""
    ask(held, minutes, "Almelo")
    secretary, page = signed_in(held.cast.secretary), address("dispatch_create", minutes.public_id)
    codes = [held.cast.parties[name].code for name in ("Almelo", "Borne")]
    typed = {"question": "Wat vindt uw raad van de koers?", "answer_by": LAST_DAY.isoformat()}
    response = secretary.post(page, typed | {"parties": codes})
    assert response.status_code == 422
    assert "Aan de raad van Almelo is over deze versie al een andere vraag gesteld" in response.text
    assert typed["question"] in response.text
    assert Dispatch.objects.count() == 1
    with pytest.raises(AskedBefore, match="Almelo"):
        ask(held, minutes, "Almelo", question=Question(typed["question"], LAST_DAY))
    assert secretary.post(page, typed | {"parties": codes[1:]}).status_code == 302
    assert Dispatch.objects.filter(question=typed["question"]).count() == 1
    assert ask(held, minutes, "Almelo") == []


def test_the_same_question_with_another_last_day_is_said_to_be_that(held: Scene, minutes: Document) -> None:
    """The sentence holds for both that may differ: it does not say that the council was asked something else."""
    ask(held, minutes, "Almelo")
    later = Question(ASKED.text, LAST_DAY + timedelta(days=1))
    typed = {"question": later.text, "answer_by": later.answer_by, "parties": [held.cast.parties["Almelo"].code]}
    response = signed_in(held.cast.secretary).post(address("dispatch_create", minutes.public_id), typed)
    assert (response.status_code, Dispatch.objects.count()) == (422, 1)
    assert "of dezelfde met een andere laatste dag" in response.text
    with pytest.raises(AskedBefore, match="of dezelfde met een andere laatste dag"):
        ask(held, minutes, "Almelo", question=later)


def test_a_question_whose_last_day_is_over_asks_for_a_new_one(held: Scene, minutes: Document, time_machine) -> None:
    (row,) = ask(held, minutes, "Almelo")
    page = address("dispatch_again", row.pk)
    assert "Kies een nieuwe" not in signed_in(held.cast.secretary).get(page).text
    time_machine.move_to(AFTER, tick=False)
    secretary = signed_in(held.cast.secretary)
    assert "Kies een nieuwe" in secretary.get(page).text
    for day in ("", "31-02-2027", AFTER.date().isoformat()):
        answer = secretary.post(page, {"answer_by": day})
        assert answer.status_code == 422
        assert "id_answer_by_error" in answer.text
    with pytest.raises(ImpossibleQuestion):
        send_again(paper=paper(held, minutes), dispatch=row, answer_by=None, by=held.cast.secretary, now=AFTER)
    assert Dispatch.objects.count() == 1
    new = AFTER.date() + timedelta(days=30)
    assert secretary.post(page, {"answer_by": new.isoformat()}).status_code == 302
    second = Dispatch.objects.get(resends=row)
    assert (second.question, second.answer_by) == (ASKED.text, new)
    assert secretary.get(page).status_code == 409


def test_nobody_else_opens_the_page(held: Scene, minutes: Document) -> None:
    (row,) = ask(held, minutes, "Almelo")
    assert Client().get(address("dispatch_again", row.pk)).status_code == 302
    assert signed_in(held.cast.officer).get(address("dispatch_again", row.pk)).status_code == 403
