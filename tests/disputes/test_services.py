"""From notification to the end: what is recorded, refused, frozen and told (BOK-13.1 to 13.6)."""

import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from disputes.models import Announcement, CostShare, Dispute, Fact
from disputes.rules.course import Phase
from disputes.rules.facts import Kind
from disputes.selectors.state import standing
from disputes.services.billing import bill_costs
from disputes.services.filing import file_dispute
from disputes.services.recording import Event, correct, event_of, record
from disputes.services.refusals import CorrectionNeedsReason, DayRefused, NotPossible, NotThisDispute
from tests.cast import Cast
from tests.disputes.stage import FILED, TODAY, a_dispute, a_notice, at, happens, in_mediation, received
from twente.core.models import AuditEntry
from twente.core.refusals import StaleVersion
from twente.outbox.models import Message

pytestmark = pytest.mark.django_db


def test_numbers_follow_one_another_within_agreement_and_year(cast: Cast) -> None:
    numbers = [str(a_dispute(cast)) for _ in range(3)]
    assert numbers == ["2026-01", "2026-02", "2026-03"]


def test_the_same_form_twice_is_one_dispute(cast: Cast) -> None:
    act = {"agreement": cast.agreement, "notice": a_notice(cast), "file": None, "key": uuid.uuid4()}
    by = {"by": cast.representatives["Rijssen-Holten"], "now": FILED}
    assert file_dispute(**act, **by).pk == file_dispute(**act, **by).pk
    assert Dispute.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"others": ["Rijssen-Holten"]}, {"others": []}], ids=["notifier itself", "no other party"]
)
def test_parties_that_make_no_dispute(cast: Cast, wrong: dict) -> None:
    with pytest.raises(NotThisDispute):
        a_dispute(cast, others=wrong["others"])


def test_the_same_party_twice_is_once(cast: Cast) -> None:
    assert a_dispute(cast, others=("Wierden", "Wierden")).involved.count() == 2


def test_what_was_filed_is_frozen_by_the_database(cast: Cast) -> None:
    dispute = a_dispute(cast)
    assert dispute.readings["R11"]
    assert dispute.agreement_version.number == 1
    for change in ({"description": "anders"}, {"notified_on": date(2026, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dispute.objects.filter(pk=dispute.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.filter(pk=dispute.pk).delete()


def test_the_latest_receipt_starts_the_terms(cast: Cast) -> None:
    """R11: 27 and 28 October; four weeks from the 28th end on 25 November, six on 9 December."""
    dispute = a_dispute(cast)
    found = standing(dispute, TODAY.date())
    assert found.phase is Phase.NOTICE
    assert found.course["consultation"].term is None
    received(cast, dispute)
    found = standing(dispute, TODAY.date())
    assert found.course["consultation"].last_day == date(2026, 11, 25)
    assert found.course["mediation"].last_day == date(2026, 12, 9)
    assert found.course["mediation"].opens_on == date(2026, 12, 10)
    assert found.silent


@pytest.mark.parametrize("on", [date(2026, 10, 25), date(2026, 11, 21), date(2202, 1, 1)])
def test_a_receipt_before_the_notification_or_to_come_is_refused(cast: Cast, on: date) -> None:
    dispute = a_dispute(cast)
    with pytest.raises(DayRefused):
        happens(cast, dispute, Kind.RECEIPT, on, now=TODAY)
    assert not Fact.objects.exists()


def test_somebody_receives_once_and_only_an_addressee(cast: Cast) -> None:
    dispute = a_dispute(cast)
    happens(cast, dispute, Kind.RECEIPT, date(2026, 10, 27), party=cast.parties["Wierden"])
    with pytest.raises(NotPossible):
        happens(cast, dispute, Kind.RECEIPT, date(2026, 10, 28), party=cast.parties["Wierden"])
    for stranger in ("Almelo", "Rijssen-Holten"):
        with pytest.raises(NotThisDispute):
            happens(cast, dispute, Kind.RECEIPT, date(2026, 10, 28), party=cast.parties[stranger])


def test_the_mediator_waits_for_six_weeks(cast: Cast) -> None:
    dispute = a_dispute(cast)
    received(cast, dispute)
    with pytest.raises(NotPossible) as refused:
        happens(cast, dispute, Kind.MEDIATOR, date(2026, 12, 9), text="M")
    assert "donderdag 10 december 2026" in refused.value.sentence
    happens(cast, dispute, Kind.MEDIATOR, date(2026, 12, 10), text="M")
    assert standing(dispute, date(2026, 12, 10)).phase is Phase.MEDIATOR


def test_a_chair_who_is_party_is_skipped(cast: Cast) -> None:
    """R13: to the mediator at once."""
    dispute = a_dispute(cast, others=("Enschede",))
    received(cast, dispute)
    happens(cast, dispute, Kind.CHAIR_SKIPPED, date(2026, 10, 28), text="De voorzitter is partij.")
    happens(cast, dispute, Kind.MEDIATOR, date(2026, 10, 29), text="M")
    assert standing(dispute, date(2026, 10, 29)).course["consultation"].skipped


def test_gedeputeerde_staten_the_day_after_three_months_and_not_before(cast: Cast) -> None:
    dispute = a_dispute(cast)
    with pytest.raises(NotPossible):
        happens(cast, dispute, Kind.SUBMISSION, date(2026, 12, 1), party=cast.parties["Wierden"])
    in_mediation(cast, dispute)
    with pytest.raises(NotPossible) as refused:
        happens(cast, dispute, Kind.SUBMISSION, date(2027, 3, 17), party=cast.parties["Wierden"])
    assert "donderdag 18 maart 2027" in refused.value.sentence
    happens(cast, dispute, Kind.SUBMISSION, date(2027, 3, 18), party=cast.parties["Wierden"])


def test_to_the_court_without_a_decision_is_refused_by_rule_and_database(cast: Cast) -> None:
    dispute = a_dispute(cast)
    received(cast, dispute)
    with pytest.raises(NotPossible):
        happens(cast, dispute, Kind.APPEAL, date(2026, 11, 20), party=cast.parties["Wierden"])
    row = {"kind": "appeal", "on": date(2026, 11, 20), "recorded_by": cast.secretary, "recorded_at": TODAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.create(dispute=dispute, form_key=uuid.uuid4(), **row)


def test_the_term_of_appeal_follows_the_termijnenwet(cast: Cast) -> None:
    """Sent on Saturday 15 May 2027, six weeks later is a Saturday too, so Monday 28 June; late is recorded."""
    dispute = a_dispute(cast)
    in_mediation(cast, dispute)
    happens(cast, dispute, Kind.SUBMISSION, date(2027, 3, 18), party=cast.parties["Wierden"])
    happens(cast, dispute, Kind.DECISION, date(2027, 5, 15))
    found = standing(dispute, date(2027, 5, 16))
    assert found.course["court"].last_day == date(2027, 6, 28)
    happens(cast, dispute, Kind.APPEAL, date(2027, 7, 1), party=cast.parties["Wierden"])
    happens(cast, dispute, Kind.CLOSURE, date(2027, 8, 1), text="Ongegrond.")
    with pytest.raises(NotPossible):
        happens(cast, dispute, Kind.CONVERSATION, date(2027, 8, 2), text="Nog een gesprek.")


def test_a_solution_is_told_to_all_fourteen_with_number_and_link_only(cast: Cast) -> None:
    dispute = a_dispute(cast)
    received(cast, dispute)
    with pytest.raises(NotPossible):
        happens(cast, dispute, Kind.ANNOUNCEMENT, date(2026, 11, 18), text="Opgelost.")
    happens(cast, dispute, Kind.SOLUTION, date(2026, 11, 18), text="Beide partijen nemen 1 januari.")
    happens(cast, dispute, Kind.ANNOUNCEMENT, date(2026, 11, 19), text="De peildatum is 1 januari.")
    assert Announcement.objects.get().text == "De peildatum is 1 januari."
    told = Message.objects.filter(kind="dispute_outcome")
    assert told.count() == 14
    for mail in Message.objects.filter(key__startswith="dispute"):
        words = f"{mail.subject} {mail.body}"
        for secret in ("Wierden", "Rijssen", "peildatum", "11.1"):
            assert secret not in words
    with pytest.raises(NotPossible):
        happens(cast, dispute, Kind.RECEIPT, date(2026, 11, 20))


def test_the_outcome_has_a_number_of_its_own(cast: Cast) -> None:
    """An outsider who reads outcome 2026-01 of dispute 2026-02 cannot tell that there is another dispute."""
    a_dispute(cast)
    second = a_dispute(cast)
    happens(cast, second, Kind.SOLUTION, date(2026, 11, 1), text="Klaar.")
    happens(cast, second, Kind.ANNOUNCEMENT, date(2026, 11, 1), text="Klaar.")
    assert (str(second), str(second.announcement)) == ("2026-02", "2026-01")


def test_cost_is_shared_with_rest_cents(cast: Cast) -> None:
    """BOK-13.6, R21: 1,000.00 over three parties."""
    dispute = a_dispute(cast, others=("Wierden", "Almelo"))
    in_mediation(cast, dispute)
    happens(cast, dispute, Kind.COST, date(2027, 1, 5), cents=100_000, text="Drie gesprekken.")
    shares = {str(row.party): row.cents for row in CostShare.objects.all()}
    assert shares == {"Almelo": 33_334, "Rijssen-Holten": 33_333, "Wierden": 33_333}


def test_cost_is_claimed_once_and_says_nothing_of_the_dispute(cast: Cast) -> None:
    """BOK-13.6: finance gets amount, party and article; neither number nor subject nor the other party."""
    dispute = a_dispute(cast)
    in_mediation(cast, dispute)
    with pytest.raises(NotPossible, match="geen kosten"):
        bill_costs(dispute=dispute, by=cast.secretary, now=TODAY)
    happens(cast, dispute, Kind.COST, date(2027, 1, 5), cents=100_001, text="Drie gesprekken.")
    claims = bill_costs(dispute=dispute, by=cast.secretary, now=TODAY)
    assert [(str(row.party), row.cents, row.article) for row in claims] == [
        ("Rijssen-Holten", 50_001, "13.6"),
        ("Wierden", 50_000, "13.6"),
    ]
    for row in claims:
        said = f"{row.subject} {row.explanation} {row.source}"
        assert str(dispute) not in said and dispute.subject not in said
        assert not any(str(other.party) in said for other in claims)
    with pytest.raises(NotPossible, match="geen kosten"):
        bill_costs(dispute=dispute, by=cast.secretary, now=TODAY)


def test_a_correction_is_a_new_row_and_terms_follow(cast: Cast) -> None:
    dispute = a_dispute(cast)
    received(cast, dispute)
    fact = dispute.facts.get(kind="receipt", party=None)
    dispute.refresh_from_db()
    act = {"seen": dispute.version, "key": uuid.uuid4(), "by": cast.secretary, "now": TODAY}
    correct(fact=fact, event=replace(event_of(fact), on=date(2026, 10, 30)), reason="De brief kwam later.", **act)
    assert standing(dispute, TODAY.date()).course["consultation"].last_day == date(2026, 11, 27)
    assert dispute.facts.filter(kind="receipt").count() == 3
    with pytest.raises(ProgrammingError), transaction.atomic():
        Fact.objects.filter(pk=fact.pk).update(on=date(2026, 10, 1))


def test_a_receipt_is_not_corrected_without_reason_once_mediation_runs(cast: Cast) -> None:
    dispute = a_dispute(cast)
    in_mediation(cast, dispute)
    fact = dispute.facts.filter(kind="receipt").first()
    act = {"seen": 99, "key": uuid.uuid4(), "by": cast.secretary, "now": at(date(2026, 12, 20))}
    with pytest.raises(CorrectionNeedsReason):
        correct(fact=fact, event=replace(event_of(fact), on=date(2026, 10, 30)), reason="", **act)


def test_somebody_was_earlier(cast: Cast) -> None:
    dispute = a_dispute(cast)
    seen = dispute.version
    happens(cast, dispute, Kind.RECEIPT, date(2026, 10, 27), party=cast.parties["Wierden"])
    event = Event(Kind.RECEIPT, date(2026, 10, 28))
    with pytest.raises(StaleVersion):
        record(dispute=dispute, event=event, seen=seen, key=uuid.uuid4(), by=cast.secretary, now=TODAY)


def test_the_same_form_twice_is_one_fact(cast: Cast) -> None:
    dispute = a_dispute(cast)
    event, key = Event(Kind.RECEIPT, date(2026, 10, 28)), uuid.uuid4()
    act = {"dispute": dispute, "event": event, "seen": dispute.version, "key": key, "by": cast.secretary, "now": TODAY}
    assert record(**act).pk == record(**act).pk


def test_an_override_is_used_and_explained(cast: Cast) -> None:
    dispute = a_dispute(cast)
    received(cast, dispute)
    detail = {"step": "consultation", "last_day": "2026-12-02"}
    happens(cast, dispute, Kind.OVERRIDE, date(2026, 11, 2), text="Partijen spraken dit af.", detail=detail)
    row = standing(dispute, TODAY.date()).course["consultation"]
    assert row.last_day == date(2026, 12, 2)
    assert row.term.last_day == date(2026, 11, 25)


def test_every_act_leaves_one_entry_without_words_of_the_matter(cast: Cast) -> None:
    dispute = a_dispute(cast)
    received(cast, dispute)
    rows = AuditEntry.objects.filter(target_type="disputes.dispute")
    assert [row.action for row in rows.order_by("id")] == ["dispute_filed", *["dispute_fact_recorded"] * 2]
    assert {frozenset(row.detail) for row in rows} == {frozenset(), frozenset({"kind"})}


def test_the_application_role_cannot_rewrite_what_happened(cast: Cast) -> None:
    dispute = a_dispute(cast)
    happens(cast, dispute, Kind.RECEIPT, date(2026, 10, 28))
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM disputes_fact")
