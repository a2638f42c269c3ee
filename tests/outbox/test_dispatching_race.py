"""Two people, or one impatient hand, press the button at the same moment: a council gets one mail (BOK-8h)."""

import pytest

from meetings.services.leaving import publish, send_again, send_to_councils
from tests.meetings.minutes_scene import NOW, Scene, make_scene
from tests.meetings.sent_scene import paper, signed_minutes, with_clerks
from tests.votes.test_races import together
from twente.outbox.dispatching.rules import NO_QUESTION
from twente.outbox.dispatching.services import SentAgain
from twente.outbox.models import Dispatch, Message, Publication

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def test_the_same_paper_sent_four_times_at_once_is_sent_once(scene: Scene) -> None:
    parties, document = with_clerks(scene.cast), signed_minutes(scene)
    found, by = paper(scene, document), {"by": scene.cast.secretary, "now": NOW}

    def send() -> list[Dispatch]:
        return send_to_councils(paper=found, parties=parties, question=NO_QUESTION, **by)

    answers = together(*[send] * 4)
    assert sorted(len(answer) for answer in answers) == [0, 0, 0, 14]
    assert Message.objects.filter(kind="dispatch").count() == 14
    row = Dispatch.objects.first()
    again = together(*[lambda: send_again(paper=found, dispatch=row, answer_by=None, **by)] * 3)
    assert sum(isinstance(answer, SentAgain) for answer in again) == 2
    assert Message.objects.filter(kind="dispatch").count() == 15


def test_published_by_two_at_once_is_published_once(scene: Scene) -> None:
    found = paper(scene, signed_minutes(scene))
    answers = together(*[lambda: publish(paper=found, by=scene.cast.secretary, now=NOW)] * 3)
    assert len({answer.pk for answer in answers}) == 1
    assert Publication.objects.count() == 1
