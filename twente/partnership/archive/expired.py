"""Reads for destruction: which dossiers of which room are past their term, and what is left of what was destroyed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from twente.core.models import Agreement
from twente.documents.archive import discarders
from twente.documents.archive.discarders import Settled
from twente.documents.archive.records import Retention
from twente.documents.archive.rooms import Subject
from twente.partnership.archive import rules
from twente.partnership.archive.models import DestroyedDossier, Destruction
from twente.partnership.archive.selectors import Policy, policy_of


@dataclass(frozen=True)
class Expired:
    """A dossier whose term is over, under a term that somebody recorded; `held` says why it is still needed."""

    subject: str
    dossier: Settled
    retention: Retention
    ended_on: date
    held: tuple[str, ...]


def expired(agreement: Agreement, on: date) -> list[Expired]:
    """Every dossier past its recorded term that is on no other list and was not destroyed; also what is still held."""
    policy, listed = policy_of(agreement), set(standing(agreement).values_list("key", flat=True))
    found = (each for each in discarders.settled(agreement, on) if each[1].key not in listed)
    return [
        Expired(subject.key, dossier, retention, ended_on, tuple(held(agreement, subject, dossier, on)))
        for subject, dossier in found
        if (retention := term_of(subject.key, dossier, policy, on)) and (ended_on := retention.ends_on)
    ]


def held(agreement: Agreement, subject: Subject, dossier: Settled, on: date) -> Iterable[str]:
    """Why a dossier is still needed."""
    return discarders.of(subject.key).held(agreement, dossier.key, on)


def term_of(subject: str, dossier: Settled, policy: Policy, on: date) -> Retention | None:
    """The term when it is over; nothing for a provisional term, or one that never ends."""
    if policy.recorded(dossier.body, dossier.begins_on, subject) is None:
        return None
    retention = policy.retention(dossier.body, dossier.begins_on, dossier.handled_on, subject=subject)
    return retention if rules.passed(dossier.handled_on, retention.term, on) else None


def still_expired(rows: Iterable[DestroyedDossier], agreement: Agreement, on: date) -> bool:
    """Whether the term of every listed dossier is still over: somebody may have recorded a longer one since."""
    policy = policy_of(agreement)
    found = {each.key: (subject.key, each) for subject, each in discarders.settled(agreement, on)}
    return all(row.key in found and term_of(*found[row.key], policy, on) for row in rows)


def standing(agreement: Agreement) -> QuerySet[DestroyedDossier]:
    """Dossiers on a list that was not withdrawn."""
    return DestroyedDossier.objects.filter(destruction__withdrawn_at=None, destruction__agreement=agreement)


def tombstones(agreement: Agreement, keys: Iterable[str]) -> dict[str, DestroyedDossier]:
    """Key → what is left of a dossier that was destroyed."""
    gone = standing(agreement).filter(key__in=list(keys), destroyed_at__isnull=False)
    return {row.key: row for row in gone.select_related("destruction__approved_by")}


def lists_of(agreement: Agreement) -> QuerySet[Destruction]:
    """Every list of an agreement, the newest first."""
    rows = Destruction.objects.filter(agreement=agreement).prefetch_related("dossiers")
    return rows.select_related("agreement", "proposed_by", "approved_by", "withdrawn_by", "certificate")
