"""Bad inputs of the list that are about how a form of disputes comes in, and what may leave by another way."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from disputes.models import Dispute, Fact
from disputes.services.mailing import NEWS
from tests.cast import Cast
from tests.disputes.conftest import SignIn
from tests.disputes.stage import a_dispute
from tests.outbox.reports import a_report
from tests.outbox.test_bounce_reports import a_maildir
from twente.core import clock
from twente.core.models import AuditEntry, User
from twente.outbox.bounce_tasks import understood
from twente.outbox.bouncing import folder
from twente.outbox.models import Bounce, Message

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
PAGES = {
    "notice": lambda dispute: reverse("disputes:notice_create", args=["bok-ses", "GM1742"]),
    "fact": lambda dispute: reverse("disputes:fact_record", args=["bok-ses", str(dispute), "gesprek"]),
    "paper": lambda dispute: reverse("disputes:paper_add", args=["bok-ses", str(dispute)]),
    "grant": lambda dispute: reverse("disputes:grant_give", args=["bok-ses", str(dispute)]),
}
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
Address = Callable[[Dispute], str]


@pytest.fixture
def dispute(cast: Cast) -> Dispute:
    return a_dispute(cast)


@every_page
def test_how_a_form_comes_in(cast: Cast, dispute: Dispute, signed_in: SignIn, page: Address) -> None:
    browser, address = signed_in(cast.secretary), page(dispute)
    assert browser.generic("POST", address, "text=%ff%fe", FORM).status_code == 400
    assert browser.generic("POST", address, f"text={'x' * 1_000_000}", FORM).status_code == 413
    assert browser.post(address, {"text": ["een", "twee"], "reason": ["een", "twee"]}).status_code == 400
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.secretary)
    assert strict.post(address, {"text": "x"}).status_code == 403
    expired = Client().post(address, {"text": "x"})
    assert expired["Location"] == f"{reverse('account_login')}?next={address}"
    assert Dispute.objects.count() == 1
    assert not Fact.objects.exists()


@every_page
def test_what_was_typed_is_masked_in_the_report_of_an_error(
    cast: Cast, dispute: Dispute, signed_in: SignIn, page: Address
) -> None:
    request = signed_in(cast.secretary).post(page(dispute), {"text": "geheim"}).wsgi_request
    assert request.sensitive_post_parameters == "__ALL__"


def test_no_address_holds_more_than_a_number(cast: Cast, dispute: Dispute, signed_in: SignIn) -> None:
    browser = signed_in(cast.secretary)
    for page in PAGES.values():
        answer = browser.get(page(dispute))
        title = answer.text.partition("</title>")[0].rpartition("<title>")[2]
        assert "peildatum" not in answer.wsgi_request.path + title
        assert "Wierden" not in answer.wsgi_request.path + title


def test_a_mail_that_comes_back_with_a_secret_answer_stays_in_its_box(
    cast: Cast, dispute: Dispute, tmp_path: Path
) -> None:
    """Somebody answered our mail with everything in it, and that bounced: nothing of it comes in here."""
    mail = Message.objects.filter(kind=NEWS).first()
    assert mail is not None
    Message.objects.filter(pk=mail.pk).update(state=Message.State.SENT)
    ours = a_report(mail.pk).replace(b"U bent uitgenodigd.", b"KANARIE over de peildatum")
    reply = a_report(uuid.uuid4()).replace(b"U bent uitgenodigd.", b"KANARIE over de peildatum")
    place = a_maildir(tmp_path / "retour", ours, reply)
    folder.empty(place, understood)
    bounce = Bounce.objects.get()
    entry = AuditEntry.objects.get(action="mail_returned")
    assert "KANARIE" not in f"{bounce.answer} {bounce.message.last_error} {bounce.message.body} {entry.detail}"
    assert len(list((place / ".apart" / "cur").iterdir())) == 1
    assert clock.now() >= bounce.found_at


def test_who_speaks_for_another_party_from_today_sees_it_no_more(
    cast: Cast, dispute: Dispute, signed_in: SignIn
) -> None:
    page = reverse("disputes:dispute_detail", args=["bok-ses", str(dispute)])
    person: User = cast.representatives["Wierden"]
    assert signed_in(person).get(page).status_code == 200
    person.mandates.update(party=cast.parties["Losser"], valid_from="2000-01-01", valid_until="2000-01-02")
    assert signed_in(person).get(page).status_code == 404
