"""An invoice run: start, choose per party, ask a second person, approve or give back, withdraw (BOK-8f, 11.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings as site
from django.db import IntegrityError, transaction
from django.urls import reverse

from finance.models import Cost, InvoiceRun, RunParty
from finance.rules.concept import Gap, Stage
from finance.selectors import settings
from finance.selectors.destroyed import YearDestroyed, destroyed
from finance.selectors.snapshots import live
from finance.wording.mails import to_check
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Agreement, Party, User
from twente.core.permissions import actor_for
from twente.core.refusals import Refusal, StaleVersion
from twente.core.services import SamePerson
from twente.outbox.services import queue_message

State = InvoiceRun.State
CHOICES = ("capaciteit", "betaling")
SUBMITTED_ANEW = "Deze factuurronde is intussen gewijzigd en opnieuw ingediend. Bekijk haar voordat u akkoord geeft."


class RunExists(Refusal):
    """One regular run per contribution and year, and one open run at a time."""

    sentence = "Voor dit jaar is er al een factuurronde. Rond die eerst af, of trek haar in."


class NothingToRevise(Refusal):
    """A revision is the difference from what was invoiced."""

    sentence = "Voor dit jaar is er nog geen definitieve factuurronde. Er valt niets te herzien."


class NotAConcept(Refusal):
    """Only a concept changes."""

    sentence = "Deze factuurronde is geen concept meer. Haal haar eerst terug uit de controle."


class GapsLeft(Refusal):
    """Something must be solved before this step."""

    sentence = "Los eerst op wat op de pagina staat."

    def __init__(self, gaps: Iterable[Gap]) -> None:
        super().__init__()
        self.gaps = tuple(gaps)


class NothingToInvoice(Refusal):
    """No party is ready."""

    sentence = "Er is geen partij die een factuur kan krijgen."


class NotInCheck(Refusal):
    """Approving or giving back needs a run that waits for it."""

    sentence = "Deze factuurronde ligt niet ter controle."


class CheckerMayNot(Refusal):
    """The second person must be somebody else who may approve."""

    sentence = "Kies iemand anders die een factuurronde mag goedkeuren."


@dataclass(frozen=True)
class CostDetails:
    """A real cost in whole cents, by its category in the agreement (UHO-7.4)."""

    category: str
    description: str
    cents: int
    incurred_on: date


@transaction.atomic
def start_run(*, agreement: Agreement, contribution: str, year: int, by: User, now: datetime) -> InvoiceRun:
    """Begin the run of a year: the regular one, or one for later parties once the regular one is final.

    Raises RunExists, NoSuchContribution, YearDestroyed.
    """
    settings.contribution(agreement, contribution, day_of(now))
    earlier = InvoiceRun.objects.filter(agreement=agreement, contribution=contribution, year=year)
    later = earlier.filter(kind=InvoiceRun.Kind.REGULAR, state=State.FINAL).exists()
    kind = InvoiceRun.Kind.LATER if later else InvoiceRun.Kind.REGULAR
    return _start(agreement, contribution, year, kind, by, now)


@transaction.atomic
def start_revision(*, agreement: Agreement, contribution: str, year: int, by: User, now: datetime) -> InvoiceRun:
    """Begin a revision after new inhabitants or a new rate: the difference per party (R17).

    Raises NothingToRevise, RunExists, YearDestroyed.
    """
    final = InvoiceRun.objects.filter(agreement=agreement, contribution=contribution, year=year, state=State.FINAL)
    if not final.exists():
        raise NothingToRevise
    return _start(agreement, contribution, year, InvoiceRun.Kind.REVISION, by, now)


def _start(agreement: Agreement, contribution: str, year: int, kind: str, by: User, now: datetime) -> InvoiceRun:
    if destroyed(agreement, year):
        raise YearDestroyed
    facts: dict[str, Any] = {"agreement": agreement, "contribution": contribution, "year": year, "kind": kind}
    try:
        with transaction.atomic():
            run = InvoiceRun.objects.create(started_by=by, started_at=now, **facts)
    except IntegrityError as error:
        raise RunExists from error
    audit.record(agreement=agreement, by=by, at=now, action="invoice_run_started", target=run)
    return run


@transaction.atomic
def choose(*, run: InvoiceRun, party: Party, chosen: Mapping[str, Any], seen: int, by: User, now: datetime) -> None:
    """What is chosen for a party, by the columns of RunParty: left out for a reason, a figure seen, staff in kind.

    Raises NotAConcept, StaleVersion.
    """
    locked = _draft(run, seen)
    RunParty.objects.update_or_create(run=locked, party=party, defaults=dict(chosen))
    _changed(locked, by, now, "invoice_run_party_chosen", {"party": party.code, **chosen})


@transaction.atomic
def add_cost(*, run: InvoiceRun, details: CostDetails, seen: int, by: User, now: datetime) -> Cost:
    """A cost that the parties share (UHO-7.4). Raises NotAConcept, StaleVersion."""
    locked = _draft(run, seen)
    cost = Cost.objects.create(run=locked, **vars(details))
    _changed(locked, by, now, "invoice_run_cost_added", {"cents": cost.cents})
    return cost


@transaction.atomic
def remove_cost(*, cost: Cost, seen: int, by: User, now: datetime) -> None:
    """A cost that does not belong in a concept after all. Raises NotAConcept, StaleVersion."""
    locked = _draft(cost.run, seen)
    detail = {"description": cost.description, "cents": cost.cents}
    cost.delete()
    _changed(locked, by, now, "invoice_run_cost_removed", detail)


@transaction.atomic
def explain_difference(*, run: InvoiceRun, reason: str, seen: int, by: User, now: datetime) -> None:
    """Why the total differs from the budget (BOK-8f). Raises NotAConcept, StaleVersion."""
    locked = _draft(run, seen)
    locked.difference_reason = reason
    locked.save(update_fields=["difference_reason"])
    _changed(locked, by, now, "invoice_run_difference_explained", {"reason": reason})


@transaction.atomic
def submit_run(*, run: InvoiceRun, checker: User, seen: int, by: User, now: datetime) -> InvoiceRun:
    """Freeze what the run rests on and ask a second person; he or she gets a mail.

    Raises NotAConcept, StaleVersion, GapsLeft, NothingToInvoice, CheckerMayNot.
    """
    locked = _draft(run, seen)
    now_known = live(locked, day_of(now))
    if gaps := now_known.concept.blocked(Stage.CHECK):
        raise GapsLeft(gaps)
    if not now_known.concept.ready:
        raise NothingToInvoice
    if checker == by or not actor_for(checker, run.agreement, day_of(now)).may("run_approve"):
        raise CheckerMayNot
    locked.inputs, locked.inputs_sha256 = now_known.snapshot, now_known.digest
    locked.population = now_known.year.population
    locked.state, locked.checker = State.CHECKING, checker
    locked.submitted_by, locked.submitted_at = by, now
    locked.save()
    audit.record(
        agreement=locked.agreement,
        by=by,
        at=now,
        action="invoice_run_submitted",
        target=locked,
        detail={"sha256": locked.inputs_sha256, "due": now_known.concept.due},
    )
    _ask(locked, now)
    return locked


@transaction.atomic
def approve_run(*, run: InvoiceRun, seen: int, by: User, now: datetime) -> InvoiceRun:
    """A second person agrees with exactly what was submitted and `seen`. Twice changes nothing.

    Raises NotInCheck, StaleVersion, SamePerson.
    """
    locked = locked_run(run)
    if locked.state not in (State.CHECKING, State.APPROVED):
        raise NotInCheck
    if locked.version != seen:
        raise StaleVersion(SUBMITTED_ANEW)
    if locked.state == State.APPROVED:
        return locked
    if locked.submitted_by_id == by.pk:
        raise SamePerson
    locked.state, locked.approved_by, locked.approved_at = State.APPROVED, by, now
    locked.save(update_fields=["state", "approved_by", "approved_at"])
    audit.record(agreement=locked.agreement, by=by, at=now, action="invoice_run_approved", target=locked)
    return locked


@transaction.atomic
def give_back(*, run: InvoiceRun, reason: str, by: User, now: datetime) -> InvoiceRun:
    """Back to concept, with what must change; what was frozen is let go. Raises NotInCheck."""
    locked = locked_run(run)
    if locked.state not in (State.CHECKING, State.APPROVED):
        raise NotInCheck
    locked.state, locked.inputs, locked.inputs_sha256, locked.population = State.DRAFT, None, "", None
    locked.checker = locked.submitted_by = locked.submitted_at = locked.approved_by = locked.approved_at = None
    locked.version += 1
    locked.save()
    audit.record(
        agreement=locked.agreement,
        by=by,
        at=now,
        action="invoice_run_given_back",
        target=locked,
        detail={"reason": reason},
    )
    return locked


@transaction.atomic
def withdraw_run(*, run: InvoiceRun, by: User, now: datetime) -> InvoiceRun:
    """Stop a concept; a new run may start. Raises NotAConcept."""
    locked = locked_run(run)
    if locked.state != State.DRAFT:
        raise NotAConcept
    locked.state = State.WITHDRAWN
    locked.save(update_fields=["state"])
    audit.record(agreement=locked.agreement, by=by, at=now, action="invoice_run_withdrawn", target=locked)
    return locked


def locked_run(run: InvoiceRun) -> InvoiceRun:
    """The run for one who acts at a time."""
    return InvoiceRun.objects.select_for_update(no_key=True, of=("self",)).select_related("agreement").get(pk=run.pk)


def _draft(run: InvoiceRun, seen: int) -> InvoiceRun:
    locked = locked_run(run)
    if locked.state != State.DRAFT:
        raise NotAConcept
    if locked.version != seen:
        raise StaleVersion
    return locked


def _changed(locked: InvoiceRun, by: User, now: datetime, action: str, detail: dict[str, Any]) -> None:
    locked.version += 1
    locked.save(update_fields=["version"])
    audit.record(agreement=locked.agreement, by=by, at=now, action=action, target=locked, detail=detail)


def _ask(run: InvoiceRun, now: datetime) -> None:
    """One mail to who was asked, without amounts: those stand behind the login."""
    if run.checker is None or not run.checker.email:
        return
    address = site.SITE_URL + reverse("finance:run_detail", args=[run.agreement.slug, run.pk])
    subject, body = to_check(name=run.checker.name, run=str(run), address=address)
    queue_message(
        agreement=run.agreement,
        key=f"run-check:{run.pk}:{run.version}",
        kind="invoice_run",
        recipient=run.checker.email,
        subject=subject,
        body=body,
        now=now,
    )
