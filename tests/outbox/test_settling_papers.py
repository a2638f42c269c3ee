"""A paper whose mail was given up: the desk, the register and Postvak uit say the same of it (BOK-8h)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from meetings.services.leaving import send_again, send_to_councils
from tests.meetings.minutes_scene import NOW, Scene
from tests.meetings.sent_scene import paper, signed_minutes, with_clerks
from tests.outbox.test_bounces import comes_back
from tests.votes.browser import signed_in
from twente.outbox.bouncing.services import confirm_address
from twente.outbox.dispatching.rules import NO_QUESTION
from twente.outbox.dispatching.selectors import undelivered
from twente.outbox.models import Dispatch, Message
from twente.outbox.selectors import dead_letters
from twente.outbox.settling.services import NothingGivenUp, settle
from twente.outbox.settling.services import send_again as try_again

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def lost(held: Scene) -> Dispatch:
    """Signed minutes to one council, of which the mail was given up."""
    with_clerks(held.cast, "Almelo")
    document, parties = signed_minutes(held), [held.cast.parties["Almelo"]]
    by = held.cast.secretary
    (row,) = send_to_councils(paper=paper(held, document), parties=parties, question=NO_QUESTION, by=by, now=NOW)
    Message.objects.filter(dispatch=row).update(state=Message.State.DEAD, attempts=7)
    return row


def test_what_is_settled_is_asked_nowhere_any_more(held: Scene, lost: Dispatch) -> None:
    """The register goes on to say that the mail did not arrive, and asks nothing about it."""
    register = reverse("partnership:dispatch_list", args=[held.cast.agreement.slug, lost.document.public_id])
    secretary = signed_in(held.cast.secretary)
    assert undelivered(held.cast.agreement) == [lost]
    assert secretary.get(register).context["bounced"] == "Almelo"
    settle(agreement=held.cast.agreement, pk=lost.message_id, why="Per post.", by=held.cast.secretary, now=LATER)
    assert not undelivered(held.cast.agreement)
    page = secretary.get(register)
    assert page.context["bounced"] == ""
    assert "niet aangekomen" in page.text


def test_what_is_sent_again_from_the_desk_leaves_postvak_uit_and_goes_once(held: Scene, lost: Dispatch) -> None:
    agreement, by = held.cast.agreement, held.cast.secretary
    send_again(paper=paper(held, lost.document), dispatch=lost, answer_by=None, by=by, now=LATER)
    assert not dead_letters(agreement)
    with pytest.raises(NothingGivenUp):
        try_again(agreement=agreement, mails=[str(lost.message_id)], by=by, now=LATER)
    old = Message.objects.get(dispatch=lost)
    said = (old.state, old.settled_at, old.settled_by, old.settled_why)
    assert said == ("dead", LATER, by, "Opnieuw verzonden aan de raad van Almelo.")
    assert Message.objects.filter(kind="dispatch", state=Message.State.QUEUED).count() == 1


def test_what_arrived_and_is_sent_again_was_not_given_up(held: Scene, lost: Dispatch) -> None:
    Message.objects.filter(dispatch=lost).update(state=Message.State.SENT, sent_at=NOW)
    by = held.cast.secretary
    send_again(paper=paper(held, lost.document), dispatch=lost, answer_by=None, by=by, now=LATER)
    assert Message.objects.get(dispatch=lost).settled_at is None


def test_what_was_held_and_is_sent_again_does_not_go_as_well_once_its_address_is_confirmed(
    held: Scene, lost: Dispatch
) -> None:
    """The address refused an earlier mail; the paper waits for it twice, and goes as the newest."""
    by = held.cast.secretary
    comes_back(lost.contact_email)
    papers = Message.objects.filter(kind="dispatch")
    papers.update(state=Message.State.BOUNCED)
    again = send_again(paper=paper(held, lost.document), dispatch=lost, answer_by=None, by=by, now=LATER)
    papers.update(state=Message.State.BOUNCED)
    assert confirm_address(agreement=held.cast.agreement, address=lost.contact_email, by=by, now=LATER) == 1
    assert list(papers.filter(state=Message.State.QUEUED)) == [again.message]
