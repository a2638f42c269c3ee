"""Contacts of parties in one place: the clerk of a council, for whoever sends something there (BOK-8h, 12.5)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from twente.core import audit
from twente.core.models import Agreement, Contact, Party, User
from twente.core.refusals import StaleVersion


@dataclass(frozen=True)
class ContactDetails:
    """How a party is reached."""

    name: str
    email: str
    phone: str


@transaction.atomic
def record_contact(
    *,
    agreement: Agreement | None,
    party: Party,
    role: str,
    details: ContactDetails,
    seen: int,
    by: User | None,
    now: datetime,
) -> Contact:
    """Replace the contact of a party for a role; the earlier one stays in its history.

    `seen` is the id of the contact that the person was looking at, 0 for none. The same details again change nothing.
    Raises StaleVersion.
    """
    Party.objects.select_for_update(no_key=True).get(pk=party.pk)
    current = Contact.objects.filter(party=party, role=role).first()
    if current is not None and all(getattr(current, name) == value for name, value in asdict(details).items()):
        return current
    if (current.pk if current else 0) != seen:
        raise StaleVersion
    contact = Contact.objects.create(party=party, role=role, recorded_by=by, recorded_at=now, **asdict(details))
    audit.record(agreement=agreement, by=by, at=now, action="contact_recorded", target=contact)
    return contact
