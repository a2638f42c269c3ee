"""What the pages about sending to the councils show: recipients beforehand, the register afterwards (BOK-8h)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import slugify

from meetings.models import Erratum
from meetings.presenting.minutes_errata import ErratumRow, public_rows
from meetings.rules.leaving import KINDS, flaws
from meetings.selectors.errata import errata_outside, untold
from meetings.selectors.leaving import Leaving, reasons_shut
from meetings.services.leaving import can_be_told
from meetings.wording.leaving import CLOSED_LABELS, FLAWS
from twente.core.phrases import listed, spaced
from twente.core.selectors import parties_of
from twente.documents.models import Document
from twente.outbox.dispatching import rules, selectors, wording
from twente.outbox.dispatching.models import Dispatch

Pill = tuple[str, str, str]
ANSWERED: Pill = ("beantwoord", "g", "check")
OPEN: Pill = ("nog open", "d", "clock")
LATE: Pill = ("te laat", "w", "alert-triangle")
SIGNED = ("Ondertekend", "ja, door voorzitter en secretaris")
"""Nothing else is sent or published (BOK-5.6)."""


@dataclass(frozen=True)
class Row:
    """One line of the register; `again` says that it may be sent once more, `answerable` that it may be answered.

    `shut` is a word for why nobody can read it outside; empty while the council can.
    """

    dispatch: Dispatch
    title: str
    pill: Pill
    opened: str
    answer: Pill | None
    sha256: str
    again: bool
    answerable: bool
    verify: str
    shut: str
    errata: list[ErratumRow]


def row_of(dispatch: Dispatch, on: date, shut: str, errata: list[Erratum]) -> Row:
    """A dispatch as the register shows it; `shut` is why nobody can read it outside, or ""."""
    latest = not hasattr(dispatch, "sent_again")
    return Row(
        dispatch=dispatch,
        title=dispatch.document.title,
        pill=wording.PILLS[rules.arrived(dispatch.message.state)],
        opened=wording.opened(dispatch.times_opened),
        answer=answer_of(dispatch, on),
        sha256=spaced(dispatch.sha256),
        again=latest and not shut,
        answerable=latest and dispatch.act == Dispatch.Act.ASK and not hasattr(dispatch, "answer"),
        verify=verifying_page(dispatch.document),
        shut=CLOSED_LABELS.get(shut, ""),
        errata=[] if shut else public_rows(errata),
    )


def verifying_page(document: Document) -> str:
    """Where somebody who takes part checks a copy of it; empty where there is no such page."""
    minutes = getattr(document, "minutes", None)
    return reverse("meetings:minutes_verify", args=[document.agreement.slug, minutes.meeting_id]) if minutes else ""


def answer_of(dispatch: Dispatch, on: date) -> Pill | None:
    """How the question to this council stands; None when nothing was asked, or a later row asks it."""
    if hasattr(dispatch, "answer"):
        return ANSWERED
    if dispatch.answer_by is None or hasattr(dispatch, "sent_again"):
        return None
    return LATE if dispatch.answer_by < on else OPEN


def register_page(paper: Leaving, on: date) -> dict[str, Any]:
    """Everything that was sent of one document, and what can be done."""
    rows = rows_of(selectors.sent_of(paper.document), on)
    facts = selectors.facts(row.dispatch for row in rows)
    return frame(paper) | {
        "rows": rows,
        "refused": [FLAWS[flaw] for flaw in flaws(paper.facts)],
        "bounced": listed(rules.bounced(facts)),
        "waiting": listed(rules.waiting(facts)),
        "complete": selectors.has_all(paper.document, paper.revision.sha256, parties(paper, on)),
    }


def frame(paper: Leaving) -> dict[str, Any]:
    """What stands on every page about sending this document."""
    args = [paper.document.agreement.slug, paper.document.public_id]
    names = {
        "list": "dispatch_list",
        "send": "dispatch_create",
        "remind": "dispatch_remind",
        "errata": "dispatch_errata",
        "publish": "publication",
    }
    return {
        "paper": paper,
        "title": paper.document.title,
        "version": paper.revision.number,
        "sha256": spaced(paper.revision.sha256),
        "links": {key: reverse(f"partnership:{name}", args=args) for key, name in names.items()},
    }


def parties(paper: Leaving, on: date) -> Any:
    """The councils on a day."""
    return parties_of(paper.document.agreement, on)


def sending_page(paper: Leaving, on: date) -> dict[str, Any]:
    """The page before sending: who gets it at which address, who cannot be reached, who has it."""
    found = selectors.addressed(parties(paper, on))
    names = [party.short_name for party in found.unknown]
    return frame(paper) | {
        "unknown": found.unknown,
        "unknown_words": wording.without_address(names) if names else "",
        "reachable": bool(found.contacts),
        "facts": [
            ("Stuk", paper.document.title),
            ("Versie", str(paper.revision.number)),
            SIGNED,
            ("Controlegetal (SHA-256)", spaced(paper.revision.sha256)),
        ],
    }


def reachable(paper: Leaving, on: date) -> list[tuple[str, str]]:
    """Code and words of every council that can be chosen, with the clerk and the address."""
    contacts = selectors.addressed(parties(paper, on)).contacts
    return [(contact.party.code, f"{contact.party}: {contact.name}, {contact.email}") for contact in contacts]


def asked(paper: Leaving) -> dict[str, Dispatch]:
    """Code of a council → the row that asked it something about this version."""
    rows = selectors.asked_about(paper.document, paper.revision.sha256).values()
    return {row.party.code: row for row in rows}


def again_page(dispatch: Dispatch, on: date) -> dict[str, Any]:
    """The page before sending once more: to whom, and whether the question still stands or needs a new day."""
    asks = bool(dispatch.question) and not selectors.is_answered(dispatch)
    contact = next(iter(selectors.addressed([dispatch.party]).contacts), None)
    return {
        "dispatch": dispatch,
        "contact": contact,
        "asks": asks,
        "overdue": selectors.overdue(dispatch, on),
    }


def still_to_send(paper: Leaving, on: date) -> list[str]:
    """Codes of the councils that did not get this version yet."""
    had = selectors.sent_of(paper.document).filter(sha256=paper.revision.sha256).values_list("party__code", flat=True)
    return [code for code, _ in reachable(paper, on) if code not in set(had)]


def file_name(document: Document) -> str:
    """besluitenlijst-van-woensdag-2-december-2026.pdf"""
    return f"{slugify(document.title)}.pdf"


def link_page(dispatch: Dispatch, token: str, on: date) -> dict[str, Any]:
    """What somebody with the link reads."""
    document = dispatch.document
    return {
        "overleg": document.agreement,
        "dispatch": dispatch,
        "kind": KINDS[document.kind].label,
        "title": document.title,
        "sha256": spaced(dispatch.sha256),
        "download": reverse("sent:paper_file", args=[token]),
        "errata": public_rows(errata_outside([document], on).get(document.pk, [])),
        "file_name": file_name(document),
    }


def errata_page(paper: Leaving, on: date) -> dict[str, Any]:
    """The page before telling councils of an erratum: what it says, who hears of it, who cannot be reached now."""
    rows = untold(paper.document, on)
    told = [row for row in rows if can_be_told(row, on)]
    return frame(paper) | {
        "errata": public_rows(errata_outside([paper.document], on).get(paper.document.pk, [])),
        "told": told,
        "left": listed([row.party.short_name for row in rows if row not in told]),
    }


def rows_of(dispatches: Iterable[Dispatch], on: date) -> list[Row]:
    """Dispatches as the register shows them."""
    sent = list(dispatches)
    errata = errata_outside({row.document for row in sent}, on)
    shut = zip(sent, reasons_shut(sent, on), strict=True)
    return [row_of(dispatch, on, reason, errata.get(dispatch.document_id, [])) for dispatch, reason in shut]
