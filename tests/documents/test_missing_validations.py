"""A check of a signed document that did not come is asked again, by itself (Archiefregeling art. 24c)."""

from datetime import datetime, timedelta

import pytest
import time_machine

from tests.documents.conftest import NOW
from tests.papers import work
from twente.core.models import User
from twente.documents.models import Document, ValidationRecord
from twente.documents.services import sign_document
from twente.outbox.models import Heartbeat, Job
from twente.outbox.settling.services import settle
from twente.outbox.validation_tasks import ask_missing

HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db(transaction=True)  # a task closes the connection that it was given


def sweep(at: datetime) -> int:
    """Ask at this moment; how many requests there have been since the first."""
    with time_machine.travel(at, tick=False):
        ask_missing()
    return Job.objects.count()


@pytest.fixture
def unchecked(document: Document, chair: User, secretary: User) -> Document:
    """Both signed, and the check failed for the last time."""
    sign_document(document=document, field="voorzitter", by=chair, now=NOW)
    assert sweep(NOW) == 0
    sign_document(document=document, field="secretaris", by=secretary, now=NOW)
    assert sweep(NOW + 25 * HOUR) == 1
    Job.objects.update(state=Job.State.FAILED, finished_at=NOW, attempts=3)
    return document


def test_a_check_that_failed_is_asked_again_a_day_later_and_kept(unchecked: Document, secretary: User) -> None:
    assert sweep(NOW + 23 * HOUR) == 1
    assert sweep(NOW + 25 * HOUR) == 2
    assert Job.objects.get(state=Job.State.QUEUED).owner == secretary
    with time_machine.travel(NOW + 25 * HOUR, tick=False):
        work()
    assert ValidationRecord.objects.get().revision.document == unchecked
    assert sweep(NOW + 99 * HOUR) == 2
    assert Heartbeat.objects.get(task="validations").at == NOW + 99 * HOUR


def test_a_document_that_was_signed_before_there_were_checks_is_checked(unchecked: Document) -> None:
    Job.objects.all().delete()
    assert sweep(NOW) == 1


def test_what_somebody_settled_is_not_asked_again(unchecked: Document, secretary: User) -> None:
    pk = Job.objects.get().pk
    settle(agreement=unchecked.agreement, pk=pk, why="Met de hand gecontroleerd.", by=secretary, now=NOW)
    assert sweep(NOW + 25 * HOUR) == 1
