"""The next meeting beside the desk: steps for who sees drafts, buttons for who prepares, nothing for strangers."""

from datetime import timedelta

import pytest

from tests.cast import MORNING, Cast
from tests.factories import a_convened_meeting, a_meeting
from tests.moment import morning as morning
from twente.core.models import User
from twente.home import desk, panels

pytestmark = pytest.mark.usefixtures("morning")


def seen(user: User) -> list[panels.NextMeeting]:
    return panels.next_meetings(desk.actors_of(user, MORNING.date()), MORNING)


def test_the_secretary_sees_the_next_step(cast: Cast) -> None:
    a_meeting(cast)
    (panel,) = seen(cast.secretary)
    assert panel.day == "Woensdag 2 december 2026"
    assert [step.act for step in panel.steps if step.address] == ["Punten aanvullen", "Agenda versturen"]


def test_a_representative_sees_the_steps_without_buttons(cast: Cast) -> None:
    a_meeting(cast)
    (panel,) = seen(cast.representatives["Almelo"])
    assert panel.steps
    assert not any(step.address for step in panel.steps)


def test_a_clerk_knows_of_a_meeting_only_once_it_is_convened(cast: Cast) -> None:
    a_meeting(cast, starts_at=MORNING + timedelta(days=40))
    assert seen(cast.clerk) == []
    a_convened_meeting(cast)
    (panel,) = seen(cast.clerk)
    assert (panel.short_day, panel.steps) == ("2 december 2026", ())


def test_the_nearest_meeting_is_shown(cast: Cast) -> None:
    a_meeting(cast, starts_at=MORNING + timedelta(days=40))
    a_meeting(cast, starts_at=MORNING + timedelta(days=20))
    a_meeting(cast, starts_at=MORNING - timedelta(days=1))
    (panel,) = seen(cast.secretary)
    assert panel.short_day == "10 december 2026"


def test_a_stranger_sees_no_meeting(cast: Cast) -> None:
    a_convened_meeting(cast)
    assert seen(cast.outsider) == []
