"""A published result that is taken back: the address stays and says when and why; published again it is as it was."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.cast import Cast
from tests.votes.stage import CLOSED
from tests.votes.test_annulment import annulled
from tests.votes.test_publication import established, public, published
from tests.votes.test_views import page, signed_in
from twente.core.models import AuditEntry
from votes.models import Proposal
from votes.models.publicity import Withdrawal
from votes.services.publishing import NotOpen, publish_result
from votes.services.withdrawing import NotPublic, withdraw_result

pytestmark = pytest.mark.django_db
REASON = "Er stond een naam te veel in de toelichting."


@pytest.fixture(autouse=True)
def _after_the_vote(time_machine) -> None:
    time_machine.move_to(CLOSED, tick=False)


def withdrawn(cast: Cast) -> Proposal:
    """Published, and taken back by the form of the secretary."""
    proposal = published(cast)
    answer = signed_in(cast.secretary).post(page("result_withdraw", proposal.pk), {"reason": REASON})
    assert answer.status_code == 302
    return proposal


def test_the_address_says_when_and_why_and_nothing_else(cast: Cast) -> None:
    """Woo: 410 for people and for programs, out of every list; the file is gone too."""
    address, visitor = public(withdrawn(cast)), Client()
    answer = visitor.get(address)
    assert answer.status_code == 410
    assert REASON in answer.text and "2 december 2026" in answer.text
    assert "319.980" not in answer.text and "Coördinerend secretaris" not in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    known = visitor.get(f"{address}metadata.json")
    assert known.status_code == 410
    assert known.json() == {
        "titel": "Koers SES Twente 2027",
        "ingetrokken": CLOSED.isoformat(timespec="seconds"),
        "reden": REASON,
    }
    assert visitor.get(f"{address}bestand/").status_code == 410
    for name in ("", "index.json", "sitemap.xml", "uitslagen/"):
        assert address not in visitor.get(f"/openbaar/bok-ses/{name}").text, name


def test_published_again_it_is_as_it_was_and_the_reason_stands(cast: Cast) -> None:
    proposal, secretary = withdrawn(cast), signed_in(cast.secretary)
    shown = secretary.get(page("proposal_detail", proposal.pk)).text
    assert "Uitslag publiceren" in shown and "Publicatie intrekken" not in shown
    assert "Hoe elke partij stemde" in secretary.get(page("result_publish", proposal.pk)).text
    assert secretary.post(page("result_publish", proposal.pk)).status_code == 302
    answer = Client().get(public(proposal))
    assert answer.status_code == 200 and "319.980" in answer.text
    assert Withdrawal.objects.get().reason == REASON
    withdraw_result(proposal=proposal, reason="Nog eens.", by=cast.secretary, now=CLOSED + timedelta(hours=1))
    assert "Nog eens." in Client().get(public(proposal)).text
    actions = AuditEntry.objects.filter(action__startswith="result_").order_by("pk").values_list("action", flat=True)
    assert list(actions)[-4:] == ["result_published", "result_withdrawn", "result_published", "result_withdrawn"]


def test_what_is_not_public_is_not_taken_back(cast: Cast) -> None:
    proposal = established(cast)
    secretary = signed_in(cast.secretary)
    for answer in (
        secretary.get(page("result_withdraw", proposal.pk)),
        secretary.post(page("result_withdraw", proposal.pk), {"reason": REASON}),
    ):
        assert answer.status_code == 409
    publish_result(proposal=proposal, by=cast.secretary, now=CLOSED)
    withdraw_result(proposal=proposal, reason=REASON, by=cast.secretary, now=CLOSED)
    with pytest.raises(NotPublic):
        withdraw_result(proposal=proposal, reason=REASON, by=cast.secretary, now=CLOSED)


def test_an_annulled_result_is_taken_back_too_and_a_confidential_one_stays_away(cast: Cast) -> None:
    proposal = annulled(cast, published(cast))
    withdraw_result(proposal=proposal, reason=REASON, by=cast.secretary, now=CLOSED)
    assert Client().get(public(proposal)).status_code == 410
    type(proposal.item).objects.filter(pk=proposal.item.pk).update(confidentiality="closed")
    assert Client().get(public(proposal)).status_code == 404
    with pytest.raises(NotOpen):
        publish_result(proposal=proposal, by=cast.secretary, now=CLOSED)


@pytest.mark.parametrize("reason", ["", "   ", "\u200b", "a" * 301])
def test_a_reason_that_says_nothing_is_named_at_its_field(cast: Cast, reason: str) -> None:
    proposal = published(cast)
    answer = signed_in(cast.secretary).post(page("result_withdraw", proposal.pk), {"reason": reason})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert Client().get(public(proposal)).status_code == 200


@pytest.mark.parametrize("part", ["chair", "representative", "clerk", "treasurer"])
def test_only_the_secretariat_takes_back(cast: Cast, part: str) -> None:
    proposal, client = published(cast), signed_in(cast.everybody[part])
    assert client.post(page("result_withdraw", proposal.pk), {"reason": REASON}).status_code == 403
    assert "Publicatie intrekken" not in client.get(page("proposal_detail", proposal.pk)).text


def test_the_database_keeps_the_reason_and_refuses_one_of_nothing(cast: Cast) -> None:
    proposal = withdrawn(cast)
    row = Withdrawal.objects.get()
    for change in ({"reason": "Anders."}, {"withdrawn_at": CLOSED - timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Withdrawal.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(proposal=proposal, reason="Twee.", withdrawn_at=CLOSED, withdrawn_by=cast.secretary)
    Withdrawal.objects.update(again_at=CLOSED, again_by=cast.secretary)
    with pytest.raises(IntegrityError, match="verandert niet"), transaction.atomic():
        Withdrawal.objects.update(again_at=None, again_by=None)


def test_the_database_refuses_it_before_publication(cast: Cast) -> None:
    never = established(cast)
    with pytest.raises(IntegrityError, match="gepubliceerde"), transaction.atomic():
        Withdrawal.objects.create(proposal=never, reason="Nee.", withdrawn_at=CLOSED, withdrawn_by=cast.secretary)
