"""Two at the same moment: numbers without gaps, one of two facts, one file for two clicks."""

import threading
import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from disputes.models import Dispute, Fact
from disputes.rules.facts import Kind
from disputes.services.filing import file_dispute
from disputes.services.recording import Event, record
from tests.cast import Cast, gather
from tests.disputes.stage import FILED, TODAY, a_dispute, a_notice
from twente.core.refusals import Refusal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]


def warmed_up() -> Cast:
    """The cast with a first dispute: addresses and rulebook are loaded once per process, which takes seconds."""
    cast = gather()
    a_dispute(cast)
    return cast


def together(*acts: Callable[[], object]) -> list[object]:
    """Do these at the same moment; what each came to, a refusal included."""
    gate, found = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            found.append(act())
        except Refusal as refused:
            found.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def test_disputes_filed_at_once_get_numbers_without_gaps() -> None:
    cast = warmed_up()
    notice, by = a_notice(cast), cast.representatives["Rijssen-Holten"]

    def filing() -> str:
        act = {"agreement": cast.agreement, "notice": notice, "file": None, "key": uuid.uuid4()}
        return str(file_dispute(**act, by=by, now=FILED))

    found = together(*[filing] * 4)
    assert sorted(map(str, found)) == ["2026-02", "2026-03", "2026-04", "2026-05"]


def test_two_clicks_are_one_dispute_and_two_secretaries_record_one_receipt() -> None:
    cast = warmed_up()
    key = uuid.uuid4()
    act = {"agreement": cast.agreement, "notice": a_notice(cast), "file": None, "key": key}
    by = {"by": cast.representatives["Rijssen-Holten"], "now": FILED}
    together(*[lambda: file_dispute(**act, **by)] * 2)
    assert Dispute.objects.count() == 2
    dispute, event = a_dispute(cast), Event(Kind.RECEIPT, date(2026, 10, 28))

    def recording() -> Fact:
        return record(
            dispute=dispute, event=event, seen=dispute.version, key=uuid.uuid4(), by=cast.secretary, now=TODAY
        )

    found = together(*[recording] * 2)
    assert sorted(type(one).__name__ for one in found) == ["Fact", "StaleVersion"]
    assert Fact.objects.count() == 1
