"""Letters: made by the worker, read by who sees the dispute, signed by chair and secretary (BOK-5.6, 13.2 to 13.5)."""

from datetime import date, timedelta

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from disputes.models import Letter
from disputes.rules.facts import Kind
from disputes.services.letters import request_letter
from disputes.services.refusals import NotPossible
from disputes.tasks import LETTER_JOB as LETTER_JOB
from tests.cast import MORNING, Cast
from tests.disputes.conftest import SignIn
from tests.disputes.stage import a_dispute, happens, in_mediation
from tests.papers import work
from twente.documents.models import Document
from twente.outbox.models import Job

pytestmark = pytest.mark.django_db


def words_of(document: Document) -> str:
    pdf = pypdfium2.PdfDocument(bytes(document.revisions.get().content))
    return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_the_worker_prints_a_letter_once(cast: Cast, morning: None) -> None:
    dispute = a_dispute(cast, description="{{ 7*7 }} <script>alert(1)</script> file:///etc/passwd")
    by = {"by": cast.secretary, "now": MORNING}
    letter = request_letter(dispute=dispute, kind="notice", **by)
    assert request_letter(dispute=dispute, kind="notice", **by).pk == letter.pk
    work()
    letter.refresh_from_db()
    words = words_of(letter.document)
    for part in ("Rijssen-Holten", "Wierden", "{{ 7*7 }}", "<script>alert(1)</script>", "artikel 11, lid 1"):
        assert part in words
    assert "Wierden" not in letter.document.title
    request_letter(dispute=dispute, kind="notice", **by)
    work()
    assert Document.objects.count() == 1


def test_a_letter_needs_what_it_tells_of(cast: Cast) -> None:
    dispute = a_dispute(cast)
    for kind in ("solution", "mediator", "submission", "geen"):
        with pytest.raises(NotPossible):
            request_letter(dispute=dispute, kind=kind, by=cast.secretary, now=MORNING)


@pytest.mark.parametrize("kind", Letter.Kind.values)
def test_every_letter_can_be_printed(cast: Cast, morning: None, kind: str) -> None:
    dispute = a_dispute(cast)
    in_mediation(cast, dispute)
    happens(cast, dispute, Kind.SUBMISSION, date(2027, 3, 18), party=cast.parties["Wierden"])
    happens(cast, dispute, Kind.SOLUTION, date(2027, 4, 1), text="Samen opgelost.")
    happens(cast, dispute, Kind.ANNOUNCEMENT, date(2027, 4, 2), text="Partijen zijn het eens.")
    letter = request_letter(dispute=dispute, kind=kind, by=cast.secretary, now=MORNING)
    work()
    letter.refresh_from_db()
    assert "Ondertekening" in words_of(letter.document)


def test_only_who_sees_the_dispute_reads_its_letters(cast: Cast, signed_in: SignIn) -> None:
    dispute = a_dispute(cast)
    letter = request_letter(dispute=dispute, kind="notice", by=cast.secretary, now=MORNING)
    work()
    letter.refresh_from_db()
    for name in ("download", "verify"):
        page = reverse(f"documents:{name}", args=["bok-ses", letter.document.public_id])
        assert signed_in(cast.representatives["Wierden"]).get(page).status_code in (200, 409)
        assert signed_in(cast.representatives["Almelo"]).get(page).status_code == 404
        assert signed_in(cast.deputy_secretary).get(page).status_code == 404
    sign = reverse("documents:sign", args=["bok-ses", letter.document.public_id])
    assert signed_in(cast.chair).get(sign).status_code == 200
    shown = signed_in(cast.chair).get(reverse("disputes:dispute_detail", args=["bok-ses", str(dispute)])).text
    assert sign in shown


def test_a_letter_does_not_change(cast: Cast) -> None:
    letter = request_letter(dispute=a_dispute(cast), kind="notice", by=cast.secretary, now=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(content={})


def test_the_letter_to_all_parties_says_what_was_told_to_all_of_them(cast: Cast, morning: None) -> None:
    """BOK-13.3: nothing that those involved wrote down for themselves, not even the number of their file."""
    a_dispute(cast)
    dispute = a_dispute(
        cast, subject="geheim onderwerp", description="geheime omschrijving", solution="geheim voorstel"
    )
    happens(cast, dispute, Kind.SOLUTION, date(2026, 11, 10), text="Wierden betaalt een geheim bedrag.")
    with pytest.raises(NotPossible):
        request_letter(dispute=dispute, kind="solution", by=cast.secretary, now=MORNING)
    happens(cast, dispute, Kind.ANNOUNCEMENT, date(2026, 11, 12), text="Partijen zijn het eens.")
    letter = request_letter(dispute=dispute, kind="solution", by=cast.secretary, now=MORNING)
    work()
    letter.refresh_from_db()
    words = words_of(letter.document)
    assert "Partijen zijn het eens." in words and "12 november 2026" in words
    assert "gehei" not in words.casefold() and str(dispute) not in words and "26 oktober" not in words
    assert "2026-01" in words, "the number of the announcement"


def test_the_mediator_reads_that_the_chair_was_skipped(cast: Cast, morning: None) -> None:
    """R13: nobody has received the notification yet, and no attempt failed."""
    dispute = a_dispute(cast, others=("Enschede",))
    happens(cast, dispute, Kind.CHAIR_SKIPPED, date(2026, 10, 28), text="De voorzitter is partij.")
    happens(cast, dispute, Kind.MEDIATOR, date(2026, 10, 29), text="Mediator Voorbeeld")
    letter = request_letter(dispute=dispute, kind="mediator", by=cast.secretary, now=MORNING)
    work()
    letter.refresh_from_db()
    words = " ".join(words_of(letter.document).split())
    assert "overgeslagen" in words and "geen overeenstemming" not in words and "laatste ontvangst" not in words


def test_a_letter_that_could_not_be_made_says_so_and_is_asked_for_again(cast: Cast, signed_in: SignIn) -> None:
    dispute = a_dispute(cast)
    page = reverse("disputes:dispute_detail", args=["bok-ses", str(dispute)])
    request_letter(dispute=dispute, kind="notice", by=cast.secretary, now=MORNING)
    assert "Wordt gemaakt." in signed_in(cast.secretary).get(page).text
    Job.objects.update(state=Job.State.FAILED)
    assert "niet gelukt" in signed_in(cast.secretary).get(page).text
    request_letter(dispute=dispute, kind="notice", by=cast.secretary, now=MORNING + timedelta(minutes=4))
    assert "Wordt gemaakt." in signed_in(cast.secretary).get(page).text
