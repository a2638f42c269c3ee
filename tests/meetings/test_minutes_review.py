"""The review of minutes by the members, from the mail to what became of each comment (BOK-5.6, 8h)."""

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.attention.review import rows
from meetings.models import AgendaItem, MinutesText, ReviewAnswer, ReviewComment, ReviewRound
from meetings.services import minutes as minutes_services
from meetings.services import review as services
from meetings.services.reasons import NoReason
from tests.meetings.minutes_scene import NOW, Scene, write_all
from twente.core import clock
from twente.core.models import AuditEntry, User
from twente.core.permissions import actor_for
from twente.outbox.models import Message

LAST = date(2027, 2, 25)
AFTER = NOW + timedelta(days=15)
QUOTE = "ongewijzigd gevolgd"


@pytest.fixture
def scene(held: Scene, settings: Any) -> Scene:
    settings.CLOCK_OFFSET = NOW - clock.now()
    write_all(held)
    return held


@pytest.fixture
def asked(scene: Scene) -> Scene:
    opened(scene)
    return scene


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    def enter(user: User) -> Client:
        client.force_login(user)
        return client

    return enter


def opened(scene: Scene, last_day: date = LAST, *, shared: bool = True) -> ReviewRound:
    return services.open_round(
        meeting=scene.meeting, last_day=last_day, shared=shared, by=scene.cast.secretary, now=NOW
    )


def comment(scene: Scene, party: str = "Almelo", now: Any = NOW, item: int = 0, **remark: str) -> ReviewComment:
    said = services.Remark(remark.pop("text", "Graag aanvullen."), **remark)
    return services.write_comment(
        item=scene.items[item],
        remark=said,
        party=scene.cast.parties[party],
        key=uuid.uuid4(),
        by=scene.cast.representatives[party],
        now=now,
    )


def text_of(scene: Scene) -> str:
    return MinutesText.objects.get(item=scene.items[0]).text


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_members_get_one_mail_each_that_says_until_when(asked: Scene) -> None:
    opened(asked)
    mails = Message.objects.filter(kind="minutes_review")
    assert mails.count() == len({mail.recipient for mail in mails}) >= 14
    assert asked.cast.secretary.email not in {mail.recipient for mail in mails}
    mail = mails.first()
    assert mail is not None
    assert "reageren tot en met 25 februari 2027" in mail.subject
    assert asked.address() in mail.body
    assert "agenda" not in mail.body.lower().replace("agendapunt", "")


def test_a_round_does_not_end_before_it_begins(scene: Scene) -> None:
    with pytest.raises(services.LastDayPast):
        opened(scene, date(2027, 2, 10))


def test_commenting_ends_with_the_last_day_whatever_the_worker_does(asked: Scene) -> None:
    comment(asked, now=NOW + timedelta(days=14))
    with pytest.raises(services.ReviewClosed):
        comment(asked, now=AFTER)
    opened(asked, date(2027, 3, 20))
    comment(asked, now=AFTER)


def test_without_a_round_nobody_comments(scene: Scene) -> None:
    with pytest.raises(services.ReviewClosed):
        comment(scene)


def test_taking_over_puts_the_proposal_in_the_place_of_the_quoted_words(asked: Scene) -> None:
    remark = comment(asked, quote=QUOTE, proposal="gevolgd, behalve punt 3 & 4")
    services.take_comment(comment=remark, by=asked.cast.secretary, now=NOW)
    services.take_comment(comment=remark, by=asked.cast.secretary, now=NOW)
    assert "De agenda wordt gevolgd, behalve punt 3 &amp; 4." in text_of(asked)
    assert MinutesText.objects.get(item=asked.items[0]).version == 2
    assert AuditEntry.objects.filter(action="minutes_comment_taken").count() == 1


def test_taking_over_adds_a_proposal_without_quote_at_the_end(asked: Scene) -> None:
    remark = comment(asked, proposal="<b>Losser</b> sluit zich aan.")
    services.take_comment(comment=remark, by=asked.cast.secretary, now=NOW)
    assert text_of(asked).endswith("<p>&lt;b&gt;Losser&lt;/b&gt; sluit zich aan.</p>")


def test_undoing_gives_the_text_back_unless_it_changed_since(asked: Scene) -> None:
    before, remark, secretary = text_of(asked), comment(asked, proposal="Erbij."), asked.cast.secretary
    services.take_comment(comment=remark, by=secretary, now=NOW)
    services.reopen_comment(comment=remark, by=secretary, now=NOW)
    assert text_of(asked) == before
    services.take_comment(comment=remark, by=secretary, now=NOW)
    version = MinutesText.objects.get(item=asked.items[0]).version
    minutes_services.save_text(item=asked.items[0], text="Heel anders.", version=version, by=secretary, now=NOW)
    with pytest.raises(services.TextMovedOn):
        services.reopen_comment(comment=remark, by=secretary, now=NOW)
    assert text_of(asked) == "<p>Heel anders.</p>"


def test_declining_asks_a_reason_and_stands_until_reopened(asked: Scene) -> None:
    remark, secretary = comment(asked), asked.cast.secretary
    with pytest.raises(NoReason):
        services.decline_comment(comment=remark, reason="  ", by=secretary, now=NOW)
    services.decline_comment(comment=remark, reason="Zo is het niet gezegd.", by=secretary, now=NOW)
    with pytest.raises(services.CommentAnswered):
        services.take_comment(comment=remark, by=secretary, now=NOW)


def test_open_comments_and_a_running_round_keep_minutes_from_being_adopted(asked: Scene) -> None:
    comment(asked)
    given = {"meeting": asked.meeting, "later": asked.later, "version": asked.minutes.version}
    with pytest.raises(minutes_services.MinutesNotReady, match=r"nog reageren.*opmerkingen bij punt 1"):
        minutes_services.adopt_in_meeting(**given, by=asked.cast.secretary, now=NOW)
    with pytest.raises(minutes_services.MinutesNotReady, match="opmerkingen bij punt 1"):
        minutes_services.adopt_in_meeting(**given, by=asked.cast.secretary, now=AFTER)


@pytest.mark.parametrize("act", ["comment", "answer", "round"])
def test_database_keeps_what_was_said(asked: Scene, act: str) -> None:
    remark = comment(asked)
    services.take_comment(comment=remark, by=asked.cast.secretary, now=NOW)
    acts = {
        "comment": lambda: ReviewComment.objects.update(text="anders"),
        "answer": lambda: ReviewAnswer.objects.all().delete(),
        "round": lambda: ReviewRound.objects.update(last_day=LAST),
    }
    with pytest.raises(DatabaseError, match=r"alleen toegevoegd|permission denied"), transaction.atomic():
        acts[act]()


def test_member_reads_and_comments_and_sees_what_became_of_it(asked: Scene, sign_in: Callable[[User], Client]) -> None:
    almelo = sign_in(asked.cast.representatives["Almelo"])
    page = almelo.get(asked.address()).content.decode()
    assert "Opmerking bij punt 1" in page and "Overnemen" not in page
    address, key = f"{asked.text_address(1)}opmerkingen/", str(uuid.uuid4())
    said = {"text": "Graag <b>noemen</b>.", "quote": "", "proposal": "", "key": key}
    assert [almelo.post(address, said).status_code for _ in range(2)] == [302, 302]
    remark = ReviewComment.objects.get()
    assert (remark.party.short_name, remark.author) == ("Almelo", asked.cast.representatives["Almelo"])
    services.decline_comment(comment=remark, reason="Al genoemd.", by=asked.cast.secretary, now=NOW)
    shown = almelo.get(asked.address()).content.decode()
    assert "Graag &lt;b&gt;noemen&lt;/b&gt;." in shown and "Al genoemd." in shown


@pytest.mark.parametrize(
    "said",
    [{"text": ""}, {"text": " \u200b"}, {"text": "a\x00"}, {"text": "a" * 2_001}, {"text": "a", "quote": "b\nc"}],
)
def test_comment_that_cannot_be_kept_comes_back(
    asked: Scene, sign_in: Callable[[User], Client], said: dict[str, str]
) -> None:
    almelo = sign_in(asked.cast.representatives["Almelo"])
    response = almelo.post(f"{asked.text_address(1)}opmerkingen/", {"key": str(uuid.uuid4())} | said)
    assert response.status_code == 422
    assert not ReviewComment.objects.exists()


def test_in_a_round_that_is_not_shared_members_see_only_their_own(
    scene: Scene, sign_in: Callable[[User], Client]
) -> None:
    opened(scene, shared=False)
    comment(scene, text="Van Almelo.")
    assert "Van Almelo." in words(sign_in(scene.cast.representatives["Almelo"]).get(scene.address()))
    assert "Van Almelo." not in words(sign_in(scene.cast.representatives["Hengelo"]).get(scene.address()))
    assert "Van Almelo." in words(sign_in(scene.cast.secretary).get(scene.address()))


def test_comment_on_a_confidential_item_is_invisible_without_right(
    asked: Scene, sign_in: Callable[[User], Client]
) -> None:
    comment(asked, text="KANARIE")
    AgendaItem.objects.filter(pk=asked.items[0].pk).update(confidentiality="closed")
    officer = sign_in(asked.cast.everybody["officer"])
    assert "KANARIE" not in officer.get(asked.address()).content.decode()
    assert officer.post(f"{asked.text_address(1)}opmerkingen/", {}).status_code == 404


def test_secretary_opens_a_round_on_its_page(scene: Scene, sign_in: Callable[[User], Client]) -> None:
    secretary = sign_in(scene.cast.secretary)
    page = secretary.get(scene.address("commentaar/")).content.decode()
    assert 'value="2027-02-25"' in page
    assert secretary.post(scene.address("commentaar/"), {"last_day": "2027-02-10"}).status_code == 422
    assert secretary.post(scene.address("commentaar/"), {"last_day": "31-02-2027"}).status_code == 422
    assert secretary.post(scene.address("commentaar/"), {"last_day": "25-02-2027", "shared": "on"}).status_code == 302
    assert "tot en met 25 februari 2027" in words(secretary.get(scene.address()))


def test_desk_asks_members_to_read_and_the_secretary_to_handle(asked: Scene) -> None:
    cast = asked.cast

    def desk(user: User) -> list[str]:
        return [row.title for row in rows(actor_for(user, cast.agreement, NOW.date()), NOW)]

    almelo, secretary = cast.representatives["Almelo"], cast.secretary
    assert desk(almelo) == ["Reageren op het verslag van 2 december 2026"]
    assert desk(secretary) == []
    comment(asked)
    assert desk(almelo) == []
    assert desk(secretary) == ["Opmerkingen behandelen bij het verslag van 2 december 2026"]
    assert desk(cast.clerk) == []


@pytest.mark.parametrize("part", ["secretary", "representative", "officer"])
def test_many_comments_cost_as_many_queries_as_two(asked: Scene, sign_in: Callable[[User], Client], part: str) -> None:
    """Two comments, then fourteen of several parties on several items; half of them handled."""
    people = asked.cast.everybody | {"representative": asked.cast.representatives["Hengelo"]}
    client, counts = sign_in(people[part]), []
    parties = list(asked.cast.representatives)
    for number in (2, 12):
        for nth in range(number):
            remark = comment(asked, parties[nth], item=nth % len(asked.items), text=f"Opmerking {number}-{nth}")
            if nth % 2:
                services.decline_comment(comment=remark, reason="Staat er al.", by=asked.cast.secretary, now=NOW)
        client.get(asked.address())
        with CaptureQueriesContext(connection) as captured:
            page = words(client.get(asked.address()))
        assert f"Opmerking {number}-{number - 1}" in page
        counts.append(len(captured))
    assert counts[0] == counts[1]
