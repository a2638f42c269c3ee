"""Writes about the archive: whose records they are from a day, and how long they are kept."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meetings.models import Body
from twente.core import audit
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal
from twente.partnership.archive.models import RecordsOwner, RetentionClass
from twente.partnership.archive.rules import FOR_EVER, term_of


class OtherAgreement(Refusal):
    """A body of another agreement has a term of its own there."""

    status = 422
    sentence = "Dit overleg hoort niet bij deze overeenkomst."


@dataclass(frozen=True)
class Keeping:
    """A class of the selection list as the secretary records it; `term` as "10 years", or "none" for ever."""

    code: str
    name: str
    term: str
    trigger: str
    source: str


@transaction.atomic
def hand_over(
    *,
    agreement: Agreement,
    name: str,
    since: date,
    ground: str,
    by: User,
    now: datetime,
    register: str = "",
    identifier: str = "",
) -> RecordsOwner:
    """From a day on the records belong to this organisation (BOK-17.1, 17.3); the same again is the first."""
    facts = {"name": name, "register": register, "identifier": identifier, "valid_from": since, "ground": ground}
    locked = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    standing = locked.records_owners.last()
    if standing and all(getattr(standing, field) == value for field, value in facts.items()):
        return standing
    made = RecordsOwner.objects.create(agreement=agreement, recorded_by=by, recorded_at=now, **facts)
    detail = {"name": name, "from": since.isoformat()}
    audit.record(agreement=agreement, by=by, at=now, action="records_owner_recorded", target=made, detail=detail)
    return made


@transaction.atomic
def record_class(
    *,
    agreement: Agreement,
    body: Body | None,
    keeping: Keeping,
    since: date,
    by: User,
    now: datetime,
    subject: str = "",
) -> RetentionClass:
    """From a day on dossiers of a body or a subject are kept this long; the same again is the first.

    Raises OtherAgreement.
    """
    if body is not None and body.agreement_id != agreement.pk:
        raise OtherAgreement
    if keeping.term != FOR_EVER:
        term_of(keeping.term)
    facts = {**vars(keeping), "valid_from": since}
    locked = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    standing = locked.retention_classes.filter(body=body, subject=subject).last()
    if standing and all(getattr(standing, field) == value for field, value in facts.items()):
        return standing
    made = RetentionClass.objects.create(
        agreement=agreement, body=body, subject=subject, recorded_by=by, recorded_at=now, **facts
    )
    detail = {"code": keeping.code, "term": keeping.term, "from": since.isoformat()}
    audit.record(agreement=agreement, by=by, at=now, action="retention_recorded", target=made, detail=detail)
    return made
