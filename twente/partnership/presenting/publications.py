"""What everybody reads of the overleg, and what the secretary sees before publishing or taking back (Woo)."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse

from meetings.presenting.minutes_errata import public_rows
from meetings.rules.leaving import KINDS, flaws_in_public
from meetings.selectors.errata import errata_outside
from meetings.selectors.leaving import Leaving, open_to_all, reasons_shut
from meetings.wording.leaving import CLOSED, FLAWS
from twente.core.dates import clock_time, day_of, full_date
from twente.core.models import Agreement
from twente.core.phrases import spaced
from twente.outbox.publishing import selectors
from twente.outbox.publishing.metadata import ORGANISATION_TYPE, Metadata, as_json, pairs
from twente.outbox.publishing.models import Publication
from twente.partnership.presenting.dispatches import SIGNED, file_name
from votes.presenting.publication import metadata_of
from votes.publicity import published_proposals


@dataclass(frozen=True)
class Entry:
    """One line of the public index: a document or a result."""

    title: str
    kind: str
    dated_on: date
    modified_at: datetime
    address: str
    about: Metadata

    @property
    def day(self) -> str:
        """2 december 2026"""
        return full_date(self.dated_on)


def address(publication: Publication, name: str = "document") -> str:
    """An address of a public document; it never changes."""
    document = publication.document
    return reverse(f"openbaar:{name}", args=[document.agreement.slug, document.public_id])


def changed_at(publication: Publication) -> datetime:
    """When what this address shows last changed."""
    return publication.withdrawn_at or publication.published_at


def about(publication: Publication) -> Metadata:
    """The record for machines."""
    document = publication.document
    return Metadata(
        identifier=settings.SITE_URL + address(publication),
        title=document.title,
        kind=KINDS[document.kind].label.lower(),
        dated_on=publication.dated_on,
        modified_at=changed_at(publication),
        organisation=document.agreement.name,
        organisation_type=ORGANISATION_TYPE,
        file=settings.SITE_URL + address(publication, "document_file"),
        format="application/pdf",
        sha256=publication.sha256,
    )


def entries(agreement: Agreement, on: date) -> list[Entry]:
    """Everything that is public on a day, the newest first: documents whose items are open, established results."""
    found = []
    for publication in open_to_all(list(selectors.standing(agreement)), on):
        record, page = about(publication), address(publication)
        found.append(Entry(record.title, record.kind, record.dated_on, record.modified_at, page, record))
    for proposal in published_proposals(agreement, on):
        record = metadata_of(proposal)
        page = reverse("public:result_detail", args=[agreement.slug, proposal.pk])
        found.append(Entry(record.title, record.kind, record.dated_on, record.modified_at, page, record))
    return sorted(found, key=lambda entry: (entry.dated_on, entry.modified_at), reverse=True)


def index_page(agreement: Agreement, on: date) -> dict[str, Any]:
    """The public index, by year."""
    years = groupby(entries(agreement, on), key=lambda entry: entry.dated_on.year)
    return {"overleg": agreement, "years": [(year, list(rows)) for year, rows in years]}


def index_json(agreement: Agreement, on: date) -> dict[str, Any]:
    """The same for a program."""
    return {
        "organisatie": agreement.name,
        "organisatiesoort": ORGANISATION_TYPE,
        "documenten": [as_json(entry.about) for entry in entries(agreement, on)],
    }


def document_page(publication: Publication, on: date) -> dict[str, Any]:
    """A public document."""
    record, document = about(publication), publication.document
    return {
        "overleg": document.agreement,
        "title": record.title,
        "metadata": pairs(record),
        "errata": public_rows(errata_outside([document], on).get(document.pk, [])),
        "file": address(publication, "document_file"),
        "json": address(publication, "document_metadata"),
        "file_name": file_name(document),
        "facts": [
            ("Soort", KINDS[document.kind].label),
            ("Datum", full_date(publication.dated_on)),
            SIGNED,
            ("Versie", str(publication.revision_number)),
            ("Gepubliceerd", moment(publication.published_at)),
        ],
        "sha256": spaced(publication.sha256),
    }


def tombstone(publication: Publication, on: date) -> dict[str, Any]:
    """What is left of a document that was taken back or destroyed, or that holds what is confidential on a day."""
    withdrawn = publication.withdrawn_at
    return {
        "overleg": publication.document.agreement,
        "title": publication.document.title,
        "withdrawn": full_date(day_of(withdrawn)) if withdrawn else "",
        "reason": publication.reason,
        "closed": closed(publication, on),
    }


def closed(publication: Publication, on: date) -> str:
    """Why nobody can read what was not taken back; "" while everybody can."""
    (reason,) = reasons_shut([publication], on)
    return CLOSED.get(reason, "")


def gone_json(publication: Publication, on: date) -> dict[str, str]:
    """The same for a program."""
    reason = publication.reason or closed(publication, on)
    left = {"titel": publication.document.title, "ingetrokken": "", "reden": reason}
    if publication.withdrawn_at:
        left["ingetrokken"] = publication.withdrawn_at.isoformat(timespec="seconds")
    return {name: value for name, value in left.items() if value}


def moment(at: datetime) -> str:
    """11 februari 2027, 10.42 uur"""
    return f"{full_date(day_of(at))}, {clock_time(at)}"


def publishing_page(paper: Leaving, on: date) -> dict[str, Any]:
    """What the secretary sees: whether it is public, what becomes public, what happened before."""
    rows = selectors.history(paper.document)
    standing = next((row for row in rows if row.withdrawn_at is None), None)
    args = [paper.document.agreement.slug, paper.document.public_id]
    return {
        "paper": paper,
        "title": paper.document.title,
        "standing": standing,
        "readable": standing is not None and not closed(standing, on),
        "current": standing is not None and standing.sha256 == paper.revision.sha256,
        "refused": [FLAWS[flaw] for flaw in flaws_in_public(paper.facts)],
        "address": settings.SITE_URL + reverse("openbaar:document", args=args),
        "public": reverse("openbaar:document", args=args),
        "history": [
            {
                "published": moment(row.published_at),
                "by": row.published_by.name,
                "withdrawn": moment(row.withdrawn_at) if row.withdrawn_at else "",
                "reason": row.reason,
            }
            for row in rows
        ],
        "consequences": [
            f"{paper.kind.label} van {full_date(paper.dated_on)}, versie {paper.revision.number}.",
            "De datum, de soort en het controlegetal van het stuk.",
        ],
        "stays": "Een besloten bijlage, de griffies en hun adressen, en wat er over het versturen is vastgelegd.",
    }
