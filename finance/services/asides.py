"""Writes: a bank line that belongs to no invoice goes out of the list, and comes back with a reason (BOK-11.2)."""

from datetime import datetime

from django.db import transaction

from finance.models import BankLine, PutBack, SetAside
from finance.services.payments import held
from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal


class NotAside(Refusal):
    """Only what was set aside is put back."""

    sentence = "Deze regel staat al in de lijst."


@transaction.atomic
def set_aside(*, line: BankLine, reason: str, by: User, now: datetime) -> SetAside:
    """Say that a bank line belongs to no invoice; saying it again changes nothing."""
    held(line.bank_import.agreement)
    standing = SetAside.objects.filter(line=line, put_back__isnull=True).first()
    if standing is not None:
        return standing
    made = SetAside.objects.create(line=line, reason=reason, recorded_by=by, recorded_at=now)
    written(line, "bank_line_set_aside", reason, by, now)
    return made


@transaction.atomic
def put_back(*, line: BankLine, reason: str, by: User, now: datetime) -> PutBack:
    """Undo that, with a row of its own; the line is in the list again. Raises NotAside."""
    held(line.bank_import.agreement)
    standing = SetAside.objects.filter(line=line, put_back__isnull=True).first()
    if standing is None:
        raise NotAside
    made = PutBack.objects.create(set_aside=standing, reason=reason, recorded_by=by, recorded_at=now)
    written(line, "bank_line_put_back", reason, by, now)
    return made


def written(line: BankLine, action: str, reason: str, by: User, now: datetime) -> None:
    """The audit entry of one line."""
    agreement = line.bank_import.agreement
    audit.record(agreement=agreement, by=by, at=now, action=action, target=line, detail={"reason": reason})
