"""Many hands at once: fourteen parties that tap twice against one closing, two secretaries in one item."""

import uuid
from collections.abc import Callable

import pytest

from meetings import services as meetings
from meetings.models import AgendaItem
from tests.cast import MORNING, Cast
from tests.factories import COURSE, a_meeting
from tests.meetings.test_races import together
from tests.votes.stage import CLOSED, VOTED, an_open_vote
from twente.core.models import User
from twente.core.refusals import StaleVersion
from votes import services
from votes.models import Ballot
from votes.services.preparing import ProposalText

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
ABOUT_MONEY = ProposalText("Bijdrage", "De bijdrage vaststellen.", "gewoon", True, "Het gaat over de bijdrage.")


def test_twenty_eight_casts_against_one_closing_are_each_counted_or_refused(cast: Cast) -> None:
    """All fourteen parties vote about money (BOK-12.2), each taps twice, while the chair closes."""
    vote = an_open_vote(cast, text=ABOUT_MONEY)

    def tap(name: str, key: uuid.UUID) -> Callable[[], Ballot]:
        party, person = cast.parties[name], cast.representatives[name]
        return lambda: services.cast_ballot(proposal=vote, party=party, by=person, choice="voor", key=key, now=VOTED)

    keys = {name: uuid.uuid4() for name in cast.parties}
    taps = [tap(name, key) for name, key in keys.items() for _ in range(2)]
    close = [lambda: services.close_vote(proposal=vote, by=cast.chair, now=CLOSED)]
    answers = together(*taps[:14], *close, *taps[14:])
    closed = answers.pop(14)
    accepted = {answer.pk for answer in answers if isinstance(answer, Ballot)}
    assert len(answers) == 28
    assert all(isinstance(answer, Ballot | services.VoteClosed) for answer in answers)
    assert accepted == set(Ballot.objects.values_list("pk", flat=True))
    assert Ballot.objects.values("party").distinct().count() == Ballot.objects.count()
    assert closed.result["tally"]["in_favour"] == len(accepted) == closed.ballots_cast


def test_of_two_secretaries_who_save_one_item_one_hears_of_the_other(cast: Cast) -> None:
    """Neither text disappears silently: the second gets both to look at (409)."""
    item = a_meeting(cast, items=(COURSE,)).items.get()

    def save(title: str, by: User) -> Callable[[], AgendaItem]:
        details = meetings.ItemDetails(title, COURSE, AgendaItem.Status.DECIDE, "", 10)
        return lambda: meetings.edit_item(item=item, details=details, seen=item.version, by=by, now=MORNING)

    titles = {"Van de secretaris": cast.secretary, "Van de plaatsvervanger": cast.deputy_secretary}
    answers = together(*[save(title, by) for title, by in titles.items()])
    saved = [title for title, answer in zip(titles, answers, strict=True) if not isinstance(answer, StaleVersion)]
    item.refresh_from_db()
    assert [item.title] == saved
    assert item.version == 2
