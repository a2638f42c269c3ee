"""A run from concept to final: two persons, frozen inputs, numbers in order (BOK-11.1, 8f; finance.md 5)."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from finance.models import Invoice, InvoiceLine, InvoiceRun, NumberSeries
from finance.rules.concept import GapKind
from finance.services import runs
from finance.services.finalising import AlreadyFinal, ChangedSinceCheck, finalise_run
from finance.services.numbering import DateBeforeLast
from finance.services.settings import ComponentsDoNotAddUp, RateDetails, SeriesTaken, record_rate, record_terms
from tests.finance.stage import KEY, NOW, TERMS, TODAY, YEAR, Books
from twente.core import clock
from twente.core.models import AuditEntry
from twente.core.refusals import StaleVersion
from twente.core.services import SamePerson
from twente.outbox.models import Job, Message


def test_fourteen_invoices_in_the_order_of_the_agreement(books: Books) -> None:
    """Numbers 1 to 14, each inhabitants times the rate, together the total of the concept."""
    made = books.invoices()
    assert [invoice.code for invoice in made] == [f"SES-2027-{number:04}" for number in range(1, 15)]
    assert [invoice.party.short_name for invoice in made] == list(books.cast.parties)
    assert sum(invoice.total_cents for invoice in made) == 595_332_775
    first = made[0]
    assert (first.net_cents, first.vat_cents, first.payment_reference) == (69_167_800, 0, "RF85SES20270001")
    assert (first.issued_on, first.due_on) == (TODAY, TODAY + timedelta(days=30))
    line = first.lines.get()
    assert line.description == "Bijdrage per inwoner 2027: 74.776 inwoners × €\u00a09,25"
    assert line.quantity * line.price * 100 == line.cents
    assert first.grounds == [
        "Grondslag: Bestuursovereenkomst Sociaal Economische Structuurversterking Twente (art.\u00a08d).",
        "Tarief: Besluit 2026-09, 16 september 2026.",
        "74.776 inwoners per 1 januari 2027, voorlopig, bron CBS StatLine 37230ned.",
        "Raadsbesluit: Raadsbesluit 2026-81, 5 november 2026.",
    ]
    assert Job.objects.filter(kind="invoice_run_files").count() == 1


def test_year_of_the_agreement_prints_the_parts_of_its_own_rate(books: Books) -> None:
    """BOK-11.1: 8,92 and 0,09, without a decision of its own; no council budget is needed in 2022."""
    books.figures(date(2022, 1, 1))
    books.budget(643_603 * 901, 2022)
    run = runs.start_run(agreement=books.cast.agreement, contribution=KEY, year=2022, **books.acts)
    runs.submit_run(run=run, checker=books.cast.secretary, seen=0, **books.acts)
    runs.approve_run(run=run, seen=run.version, by=books.cast.secretary, now=NOW)
    made = finalise_run(run=run, **books.acts)
    assert made[0].lines.get().parts == [
        {"label": "Twente Board Development", "cents": 74_776 * 892},
        {"label": "Strategisch beleid vrijetijdseconomie", "cents": 74_776 * 9},
    ]
    assert made[0].grounds[0].endswith("(art.\u00a011.1).")


def test_year_without_a_rate_has_no_basis(books: Books) -> None:
    """R19: no rate, no run."""
    run = runs.start_run(agreement=books.cast.agreement, contribution=KEY, year=2028, **books.acts)
    with pytest.raises(runs.GapsLeft) as refused:
        runs.submit_run(run=run, checker=books.cast.secretary, seen=0, **books.acts)
    assert GapKind.BASIS in {gap.kind for gap in refused.value.gaps}


def test_party_without_council_budget_waits_or_is_left_out(books: Books) -> None:
    """BOK-11.1, R19: the council took it back; the others go on, and later the party gets its own run."""
    books.promised("Tubbergen", stands=False, document="Raadsbesluit 2026-99", decided_on=date(2026, 12, 1))
    run = books.run()
    with pytest.raises(runs.GapsLeft):
        runs.submit_run(run=run, checker=books.cast.secretary, seen=0, **books.acts)
    party = books.cast.parties["Tubbergen"]
    runs.choose(run=run, party=party, chosen={"left_out": "De raad beslist later."}, seen=0, **books.acts)
    runs.submit_run(run=run, checker=books.cast.secretary, seen=1, **books.acts)
    runs.approve_run(run=run, seen=1, by=books.cast.secretary, now=NOW)
    assert len(finalise_run(run=run, **books.acts)) == 13

    books.promised("Tubbergen", document="Raadsbesluit 2027-2", decided_on=date(2027, 1, 20))
    later = books.run()
    assert later.kind == InvoiceRun.Kind.LATER
    runs.submit_run(run=later, checker=books.cast.secretary, seen=0, **books.acts)
    runs.approve_run(run=later, seen=later.version, by=books.cast.secretary, now=NOW)
    made = finalise_run(run=later, **books.acts)
    assert [(found.code, found.party) for found in made] == [("SES-2027-0014", party)]


def test_one_regular_run_a_year(books: Books) -> None:
    books.run()
    with pytest.raises(runs.RunExists):
        books.run()


def test_only_a_concept_is_withdrawn(books: Books) -> None:
    """Who checks gives it back first."""
    run = books.submitted()
    with pytest.raises(runs.NotAConcept):
        runs.withdraw_run(run=run, **books.acts)
    back = runs.give_back(run=run, reason="Stop.", by=books.cast.secretary, now=NOW)
    assert runs.withdraw_run(run=back, **books.acts).state == InvoiceRun.State.WITHDRAWN


def test_nothing_is_revised_before_it_was_invoiced(books: Books) -> None:
    """Not without a run, nor while the first is on its way."""
    revise = partial(runs.start_revision, agreement=books.cast.agreement, contribution=KEY, year=YEAR, **books.acts)
    with pytest.raises(runs.NothingToRevise):
        revise()
    books.approved()
    with pytest.raises(runs.NothingToRevise):
        revise()


def test_withdrawn_run_makes_room_for_another(books: Books) -> None:
    runs.withdraw_run(run=books.run(), **books.acts)
    assert books.run().state == InvoiceRun.State.DRAFT


def test_who_submits_does_not_approve(books: Books) -> None:
    """The second person is somebody else; the database says so too."""
    run = books.run()
    with pytest.raises(runs.CheckerMayNot):
        runs.submit_run(run=run, checker=books.cast.treasurer, seen=0, **books.acts)
    with pytest.raises(runs.CheckerMayNot):
        runs.submit_run(run=run, checker=books.cast.clerk, seen=0, **books.acts)
    runs.submit_run(run=run, checker=books.cast.secretary, seen=0, **books.acts)
    with pytest.raises(SamePerson):
        runs.approve_run(run=run, seen=run.version, **books.acts)
    changes = {"state": "approved", "approved_by": books.cast.treasurer, "approved_at": NOW}
    with pytest.raises(IntegrityError, match="run_two_persons"), transaction.atomic():
        InvoiceRun.objects.filter(pk=run.pk).update(**changes)


def test_checker_gets_a_mail_without_amounts(books: Books) -> None:
    books.submitted()
    mail = Message.objects.get(kind="invoice_run")
    assert mail.recipient == books.cast.secretary.email
    assert "€" not in mail.body and "/financien/rondes/" in mail.body


def test_what_changed_after_the_check_must_be_checked_again(books: Books) -> None:
    """Another address is enough: exactly what was approved becomes final."""
    run = books.approved()
    books.profile("Borne", street="Postbus 2")
    with pytest.raises(ChangedSinceCheck):
        finalise_run(run=run, **books.acts)
    assert Invoice.objects.count() == 0
    back = runs.give_back(run=run, reason="Nieuw adres", by=books.cast.secretary, now=NOW)
    runs.submit_run(run=back, checker=books.cast.secretary, seen=back.version, **books.acts)
    runs.approve_run(run=back, seen=back.version, by=books.cast.secretary, now=NOW)
    assert finalise_run(run=back, **books.acts)[1].buyer["street"] == "Postbus 2"


def test_who_checks_agrees_with_what_the_page_showed(books: Books) -> None:
    """Given back, changed and submitted anew: the page of before no longer counts, also once somebody agreed."""
    run = books.submitted()
    runs.give_back(run=run, reason="Leg uit.", by=books.cast.secretary, now=NOW)
    runs.explain_difference(run=run, reason="Afronding", seen=1, **books.acts)
    runs.submit_run(run=run, checker=books.cast.secretary, seen=2, **books.acts)
    approve = partial(runs.approve_run, run=run, by=books.cast.secretary, now=NOW)
    with pytest.raises(StaleVersion, match="opnieuw ingediend"):
        approve(seen=0)
    assert approve(seen=2).state == InvoiceRun.State.APPROVED
    with pytest.raises(StaleVersion):
        approve(seen=0)


def test_page_of_the_checker_carries_what_it_showed(books: Books, client: Client, settings: Settings) -> None:
    """An approval without it is no approval; that of before a change is answered 409."""
    settings.CLOCK_OFFSET += NOW - clock.now()
    run = books.submitted()
    client.force_login(books.cast.secretary)
    address = reverse("finance:run_approve", args=["bok-ses", run.pk])
    assert '<input type="hidden" name="version" value="0"' in client.get(address).text
    assert client.post(address).status_code == 422
    runs.give_back(run=run, reason="Leg uit.", by=books.cast.secretary, now=NOW)
    runs.submit_run(run=run, checker=books.cast.secretary, seen=1, **books.acts)
    answer = client.post(address, {"version": 0})
    assert answer.status_code == 409 and "opnieuw ingediend" in answer.text
    assert client.post(address, {"version": 1}).status_code == 302


def test_concept_counts_with_earlier_figures_but_is_not_final_with_them(books: Books) -> None:
    """R17: 2028 has no inhabitants yet."""
    books.rate(year=2028)
    books.budget(year=2028)
    for name in books.cast.parties:
        books.promised(name, first_year=2028, last_year=2028)
    run = runs.start_run(agreement=books.cast.agreement, contribution=KEY, year=2028, **books.acts)
    runs.submit_run(run=run, checker=books.cast.secretary, seen=0, **books.acts)
    runs.approve_run(run=run, seen=run.version, by=books.cast.secretary, now=NOW)
    with pytest.raises(runs.GapsLeft):
        finalise_run(run=run, **books.acts)


def test_final_twice_gives_no_second_numbers(books: Books) -> None:
    books.invoices()
    with pytest.raises(AlreadyFinal):
        finalise_run(run=InvoiceRun.objects.get(), **books.acts)
    assert NumberSeries.objects.get().last == 14


def test_two_people_change_a_concept_and_the_second_is_told(books: Books) -> None:
    run = books.run()
    runs.explain_difference(run=run, reason="Afronding", seen=0, **books.acts)
    with pytest.raises(StaleVersion):
        runs.explain_difference(run=run, reason="Iets anders", seen=0, **books.acts)


def test_revision_gives_credits_supplements_or_nothing(books: Books) -> None:
    """R17: definitive figures are one lower everywhere; each gets a credit note on its own invoice."""
    made = books.invoices()
    books.figures(date(2027, 1, 1), add=-1)
    run = runs.start_revision(agreement=books.cast.agreement, contribution=KEY, year=YEAR, **books.acts)
    runs.submit_run(run=run, checker=books.cast.secretary, seen=0, **books.acts)
    runs.approve_run(run=run, seen=run.version, by=books.cast.secretary, now=NOW)
    credits = finalise_run(run=run, **books.acts)
    assert [(found.kind, found.net_cents, found.refers_to) for found in credits] == [
        ("credit", 925, invoice) for invoice in made
    ]
    assert credits[0].code == "SES-2027-0015"

    books.figures(date(2027, 1, 1), add=2)
    again = runs.start_revision(agreement=books.cast.agreement, contribution=KEY, year=YEAR, **books.acts)
    runs.submit_run(run=again, checker=books.cast.secretary, seen=0, **books.acts)
    runs.approve_run(run=again, seen=again.version, by=books.cast.secretary, now=NOW)
    assert {(found.kind, found.net_cents) for found in finalise_run(run=again, **books.acts)} == {("invoice", 2775)}


def test_date_before_that_of_the_last_number_is_refused(books: Books) -> None:
    books.invoices()
    books.figures(date(2027, 1, 1), add=-1)
    earlier = NOW - timedelta(days=1)
    run = runs.start_revision(agreement=books.cast.agreement, contribution=KEY, year=YEAR, **books.acts)
    runs.submit_run(run=run, checker=books.cast.secretary, seen=0, **books.acts)
    runs.approve_run(run=run, seen=run.version, by=books.cast.secretary, now=NOW)
    with pytest.raises(DateBeforeLast, match="11 februari 2027"):
        finalise_run(run=run, by=books.cast.treasurer, now=earlier)


def test_every_step_leaves_one_line_in_the_audit_trail(books: Books) -> None:
    before = AuditEntry.objects.count()
    books.approved()
    actions = list(AuditEntry.objects.order_by("id")[before:].values_list("action", flat=True))
    assert actions == ["invoice_run_started", "invoice_run_submitted", "invoice_run_approved"]


@pytest.mark.parametrize("table", ["invoice", "invoiceline", "rate", "billingprofile", "commitment", "issuer"])
@pytest.mark.parametrize("act", ["UPDATE finance_{} SET id = id", "DELETE FROM finance_{}"])
def test_the_database_keeps_what_was_invoiced(books: Books, table: str, act: str) -> None:
    """Not by code, not by SQL."""
    books.invoices()
    refused = pytest.raises(DatabaseError, match=r"permission denied|alleen toegevoegd")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(table))


def copied(invoice: Invoice, **changes: object) -> Invoice:
    """The same columns once more."""
    facts = {field.attname: getattr(invoice, field.attname) for field in Invoice._meta.concrete_fields}
    return Invoice(**(facts | {"id": None, "charge": "", **changes}))


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 16, "code": "SES-2027-0016"},
        {"number": 14, "code": "SES-2027-0014"},
        {"number": 15, "code": "SES-2027-0051"},
        {"number": 15, "code": "SES-2027-0015", "issued_on": date(2027, 2, 10)},
        {"number": 15, "code": "SES-2027-0015", "issued_on": date(2028, 2, 10), "due_on": date(2028, 3, 1)},
    ],
)
def test_the_database_refuses_a_number_out_of_order(books: Books, changes: dict[str, object]) -> None:
    """A gap, the same again, a code of another number, an earlier date, a date of another year."""
    made = books.invoices()
    with pytest.raises(IntegrityError), transaction.atomic():
        copied(made[-1], **changes).save()


def test_the_database_refuses_lines_that_do_not_add_up(books: Books) -> None:
    """Checked when the transaction ends."""
    made = books.invoices()
    with pytest.raises(IntegrityError, match="tellen niet op"), transaction.atomic(), connection.cursor() as cursor:
        InvoiceLine.objects.create(
            invoice=made[0], position=2, description="erbij", quantity=1, unit="C62", price="0.01", cents=1
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_refuses_more_credit_than_the_invoice(books: Books) -> None:
    made = books.invoices()
    changes = {"number": 15, "code": "SES-2027-0015", "kind": "credit", "refers_to_id": made[0].pk}
    too_much = {"net_cents": made[0].net_cents + 1, "total_cents": made[0].net_cents + 1}
    with pytest.raises(IntegrityError, match="niet meer te crediteren"), transaction.atomic():
        copied(made[0], **changes, **too_much).save()


@pytest.mark.parametrize("changes", [{"state": "final"}, {"state": "approved"}, {"year": 2028}, {"kind": "later"}])
def test_the_database_refuses_a_run_that_skips_a_step(books: Books, changes: dict[str, object]) -> None:
    run = books.run()
    with pytest.raises(IntegrityError), transaction.atomic():
        InvoiceRun.objects.filter(pk=run.pk).update(**changes)


def test_the_database_refuses_to_change_a_final_run(books: Books) -> None:
    books.invoices()
    with pytest.raises(IntegrityError, match="afgesloten"), transaction.atomic():
        InvoiceRun.objects.update(difference_reason="anders")


def test_series_belongs_to_one_agreement(books: Books) -> None:
    """Two agreements never share numbers."""
    other = type(books.cast.agreement).objects.create(slug="ander", rulebook="ander", name="Ander", short_name="Ander")
    with pytest.raises(SeriesTaken):
        record_terms(agreement=other, details=TERMS, seen=0, **books.acts)


def test_components_add_up_to_the_rate(books: Books) -> None:
    details = RateDetails(925, "8d", "Besluit", date(2026, 9, 16), [{"label": "deel", "cents": 900}])
    about = {"agreement": books.cast.agreement, "contribution": KEY, "year": 2029, "seen": 0}
    with pytest.raises(ComponentsDoNotAddUp):
        record_rate(details=details, **about, **books.acts)
    right = replace(details, components=[{"label": "deel", "cents": 900}, {"label": "rest", "cents": 25}])
    assert record_rate(details=right, **about, **books.acts).cents == 925
