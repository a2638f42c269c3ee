"""Putting a shipped agreement into use on this site: its rulebook, its parties and its bodies."""

from datetime import datetime

from django.db import transaction

from meetings.services import ensure_bodies
from twente.core import data
from twente.core import services as core
from twente.core.agreement import Rulebook
from twente.core.models import Agreement, Party, User
from twente.partnership.services import register_party


@transaction.atomic
def install_agreement(*, rulebook: Rulebook, by: User | None, now: datetime) -> Agreement:
    """Store the rulebook, register its parties with the facts that come with the product, and name its bodies.

    The same rulebook again changes nothing. Raises LookupError for a party that the product has no facts of.
    """
    agreement = core.store_rulebook(rulebook=rulebook, by=by, now=now).agreement
    for code in rulebook.party_codes:
        core.admit_party(agreement=agreement, party=party(code, now), since=rulebook.valid_from, by=by, now=now)
    ensure_bodies(agreement=agreement, by=by, now=now)
    return agreement


def party(code: str, now: datetime) -> Party:
    """The party with this CBS code, registered when it is new (UHO-P: the province too)."""
    facts = next((facts for facts in data.parties() if facts.code == code), None)
    if facts is None:
        raise LookupError(f"geen gegevens van partij {code}")
    return register_party(**vars(facts), by=None, now=now)
