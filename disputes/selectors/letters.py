"""Which letters a dispute can have now, and what they say: plain values, so that the same facts are the same letter."""

import hashlib
import json
from typing import Any

from disputes.models import Dispute, Letter
from disputes.rules.costs import by_agreement
from disputes.rules.course import PROVINCIAL
from disputes.rules.facts import Kind
from disputes.selectors.access import disputes_for
from disputes.selectors.state import Standing
from disputes.wording.course import length_of, started
from twente.core.dates import full_date, long_date
from twente.core.permissions import Actor
from twente.core.phrases import listed
from twente.documents.models import Document

LETTER_JOB, DOCUMENT_KIND = "dispute_letter", "dispute_letter"
NEEDS = {
    Letter.Kind.SOLUTION: Kind.ANNOUNCEMENT,
    Letter.Kind.MEDIATOR: Kind.MEDIATOR,
    Letter.Kind.SUBMISSION: Kind.SUBMISSION,
}
"""Kind of letter → the fact that it tells of; the notification has its letter from the start.

The letter to all parties says what was told to all of them, never what those involved wrote down (BOK-13.3).
"""


def possible(found: Standing) -> list[str]:
    """The letters that can be made now."""
    return [kind for kind in Letter.Kind.values if NEEDS.get(Letter.Kind(kind)) is None or told(found, kind)]


def told(found: Standing, kind: str) -> bool:
    """Whether what the letter tells of has happened."""
    return found.facts.has(NEEDS[Letter.Kind(kind)])


def content_of(found: Standing, kind: str) -> dict[str, Any]:
    """Everything that a letter says; who signs it is seen from the signatures."""
    if kind == Letter.Kind.SOLUTION:
        return told_to_all(found)
    dispute, step = found.dispute, found.course.get(PROVINCIAL)
    received, mediation = found.facts.latest_receipt, found.facts.last(Kind.MEDIATION_START)
    mediators, submissions = found.of(Kind.MEDIATOR), found.of(Kind.SUBMISSION)
    return {
        "format": 2,
        "kind": kind,
        "number": str(dispute),
        "overleg": dispute.agreement.name,
        "notifier": str(found.notifier),
        "others": listed([str(party) for party in found.others]),
        "parties": listed([str(row.party) for row in found.parties]),
        "scope": listed([dispute.Scope(one).label for one in dispute.scope]),
        "article": dispute.article,
        "subject": dispute.subject,
        "description": dispute.description,
        "solution": dispute.solution,
        "notified_on": full_date(dispute.notified_on),
        "received_on": long_date(received) if received else "",
        "starts": started(found.course),
        "by_agreement": by_agreement(found.choices),
        "skipped": found.facts.has(Kind.CHAIR_SKIPPED),
        "mediation_on": long_date(mediation) if mediation else "",
        "length": length_of(step) if step else "",
        "mediator": mediators[-1].text if mediators else "",
        "submitter": str(submissions[-1].party) if submissions else "",
    }


def told_to_all(found: Standing) -> dict[str, Any]:
    """What every party may read: the announcement under its own number, nothing else of the file (BOK-13.3)."""
    announcement = found.dispute.announcement
    return {
        "format": 2,
        "kind": str(Letter.Kind.SOLUTION),
        "announcement": str(announcement),
        "overleg": found.dispute.agreement.name,
        "parties": listed([str(row.party) for row in found.parties]),
        "article": found.dispute.article,
        "outcome": announcement.text,
        "announced_on": full_date(announcement.announced_on),
    }


def fingerprint(content: dict[str, Any]) -> str:
    """SHA-256 of what a letter says."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def letter_of(document: Document) -> Letter:
    """The letter behind a document."""
    return Letter.objects.select_related("dispute__agreement").get(document=document)


def readable(actor: Actor, document: Document) -> bool:
    """A letter is read by who sees its dispute, signed or not."""
    rows: Any = Letter.objects.filter(document=document).values("dispute")
    return disputes_for(actor).filter(pk__in=rows).exists()


def of(dispute: Dispute) -> list[Letter]:
    """The letters of a dispute, the oldest first."""
    return list(Letter.objects.filter(dispute=dispute).select_related("document__agreement"))
