"""The costs of leaving: collected, established after consultation, and then a claim on who leaves (UHO-9, 10; 15)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from finance.models import Claim, ExitCostLine, ExitCosts
from finance.rules import exit_costs
from finance.services import claims
from finance.services.claims import ClaimDetails
from finance.services.once import same_form
from finance.wording import leaving as wording
from meetings.models import Decision
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Agreement, Party, User
from twente.core.refusals import Refusal
from twente.core.selectors import rulebook_on
from twente.core.terms import Duration


class NoLeaving(Refusal):
    """The agreement does not arrange leaving."""

    status = 422
    sentence = "Deze overeenkomst regelt geen uittreden."


class LeavingKnown(Refusal):
    """Once per party and decision."""

    status = 422
    sentence = "Voor deze partij en dit besluit staan de kosten al op een pagina."


class CostsEstablished(Refusal):
    """What was established or taken back does not change."""

    sentence = "Deze kosten zijn al vastgesteld of ingetrokken. Er verandert niets meer."


class NoCosts(Refusal):
    """Only real costs are charged."""

    status = 422
    sentence = "Er zijn nog geen kosten ingevoerd."


class FutureConsultation(Refusal):
    """The party was consulted before the costs are established."""

    status = 422
    sentence = "Dit overleg ligt in de toekomst. Stel de kosten vast als het is geweest."


class NotEstablished(Refusal):
    """A claim rests on established costs."""

    sentence = "Deze kosten zijn nog niet vastgesteld."


@dataclass(frozen=True)
class CostDetails:
    """A real cost in whole cents, and when it was made."""

    description: str
    cents: int
    incurred_on: date


@transaction.atomic
def start_leaving(*, agreement: Agreement, party: Party, consent: Decision, by: User, now: datetime) -> ExitCosts:
    """Begin the costs of a departure by the decision on its consequences. Raises NoLeaving, LeavingKnown."""
    decided_on = day_of(consent.decided_at)
    rule = rulebook_on(agreement, decided_on).withdrawal
    if rule is None or rule.notice is None:
        raise NoLeaving
    facts = {
        "article": rule.costs_article or rule.article,
        "ends_on": Duration.parse(str(rule.notice)).after(decided_on),
        "started_by": by,
        "started_at": now,
    }
    try:
        with transaction.atomic():
            made = ExitCosts.objects.create(agreement=agreement, party=party, consent=consent, **facts)
    except IntegrityError as error:
        raise LeavingKnown from error
    audit.record(agreement=agreement, by=by, at=now, action="exit_costs_started", target=made)
    return made


@transaction.atomic
def add_exit_cost(*, about: ExitCosts, details: CostDetails, key: UUID, by: User, now: datetime) -> ExitCostLine:
    """A cost of leaving; the same form key again is the same one. Raises CostsEstablished, FormUsed."""
    locked = _open(about)
    if known := ExitCostLine.objects.filter(form_key=key).first():
        return same_form(known, exit_costs=locked, **vars(details))
    line = ExitCostLine.objects.create(form_key=key, exit_costs=locked, **vars(details))
    _written(locked, "exit_cost_added", by, now, cents=line.cents)
    return line


@transaction.atomic
def remove_exit_cost(*, line: ExitCostLine, by: User, now: datetime) -> None:
    """A cost that does not belong here after all. Raises CostsEstablished."""
    locked = _open(line.exit_costs)
    detail = {"description": line.description, "cents": line.cents}
    line.delete()
    _written(locked, "exit_cost_removed", by, now, **detail)


@transaction.atomic
def establish(*, about: ExitCosts, consulted_on: date, consulted: str, by: User, now: datetime) -> Claim:
    """Fix the costs after consultation and ask the party to bear them; somebody else makes the invoice.

    Raises CostsEstablished, NoCosts, FutureConsultation.
    """
    locked = _open(about)
    if consulted_on > day_of(now):
        raise FutureConsultation
    if not locked.lines.exists():
        raise NoCosts
    locked.consulted_on, locked.consulted = consulted_on, consulted
    locked.established_by, locked.established_at = by, now
    locked.save(update_fields=["consulted_on", "consulted", "established_by", "established_at"])
    _written(locked, "exit_costs_established", by, now)
    return ask(about=locked, by=by, now=now)


@transaction.atomic
def ask(*, about: ExitCosts, by: User, now: datetime) -> Claim:
    """The claim on who leaves: all of it (UHO-10). The same again while it stands. Raises NotEstablished."""
    locked = _locked(about)
    if locked.established_at is None or locked.consulted_on is None:
        raise NotEstablished
    cents = list(locked.lines.values_list("cents", flat=True))
    shares = exit_costs(cents, leaver=locked.party.code, established=True).cents_by_party
    details = ClaimDetails(
        article=locked.article,
        subject=wording.SUBJECT,
        cents=shares[locked.party.code],
        explanation=wording.explanation(str(locked.consent), locked.consulted_on, len(cents)),
        source=source_of(locked),
    )
    return claims.claim(agreement=locked.agreement, party=locked.party, details=details, by=by, now=now)


def source_of(about: ExitCosts) -> str:
    """What a claim calls the record behind it."""
    return f"exit:{about.pk}"


@transaction.atomic
def withdraw_leaving(*, about: ExitCosts, by: User, now: datetime) -> None:
    """The party stays, or this was made by mistake. Raises CostsEstablished."""
    locked = _open(about)
    locked.withdrawn_at = now
    locked.save(update_fields=["withdrawn_at"])
    _written(locked, "exit_costs_withdrawn", by, now)


def _locked(about: ExitCosts) -> ExitCosts:
    rows = ExitCosts.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("agreement", "party", "consent").get(pk=about.pk)


def _open(about: ExitCosts) -> ExitCosts:
    locked = _locked(about)
    if locked.established_at or locked.withdrawn_at:
        raise CostsEstablished
    return locked


def _written(about: ExitCosts, action: str, by: User, now: datetime, **detail: object) -> None:
    audit.record(agreement=about.agreement, by=by, at=now, action=action, target=about, detail=detail)
