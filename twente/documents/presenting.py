"""What the shared pages about a document show: what somebody is about to sign, what was found, what was kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from twente.core.dates import clock_time, day_of, full_date
from twente.core.permissions import Actor
from twente.core.phrases import spaced
from twente.documents.authority import TRIAL
from twente.documents.kinds import KINDS, Kind
from twente.documents.models import Document, Revision, SigningCertificate
from twente.documents.recognition import Recognition, Standing
from twente.documents.rules import offices
from twente.documents.selectors import latest_revision
from twente.documents.signers import ELSEWHERE, trial_key
from twente.documents.signers.options import configured
from twente.documents.validation import SignatureInfo, Verdict
from twente.documents.wording import NOT_SOUND, OFFICES, RECOGNISED, TURNS, VERDICTS

PAGES = ("sign", "elsewhere", "original", "verify", "download")


def address(document: Document, page: str) -> str:
    """Address of one of the shared pages about a document."""
    return reverse(f"documents:{page}", args=[document.agreement.slug, document.public_id])


def frame(document: Document, actor: Actor, here: str) -> dict[str, Any]:
    """Heading, breadcrumb and addresses of every page about this document."""
    kind = KINDS[document.kind]
    place = kind.place(document, actor)
    return {
        "document": document,
        "kind": kind,
        "trail": place.trail,
        "here": here,
        "place": place,
        "links": {page: address(document, page) for page in PAGES},
    }


def signing_page(document: Document, actor: Actor, field: str) -> dict[str, Any]:
    """What somebody is about to sign: every document of the act with the checksum of exactly its bytes."""
    kind, options = KINDS[document.kind], configured()
    return frame(document, actor, "Ondertekenen") | {
        "office": office_in_sentence(field),
        "papers": [paper(each) for each in kind.together(document)],
        "trial": trial_key(field, options),
        "only_elsewhere": options.backend(field) == ELSEWHERE,
    }


def paper(document: Document) -> dict[str, str]:
    """One document of the act."""
    return {
        "title": document.title,
        "sha256": spaced(latest_revision(document).sha256),
        "original": address(document, "original"),
    }


def signing_panel(document: Document, mine: Iterable[str], signed: tuple[str, ...], turn: str | None) -> dict[str, Any]:
    """Whose signature is next, and whether it is this person's; for the page that shows the document."""
    return turn_of(mine, signed, turn) | {
        "sign": address(document, "sign"),
        "verify": address(document, "verify"),
        "act": f"{KINDS[document.kind].noun} ondertekenen",
    }


def turn_of(mine: Iterable[str], signed: Iterable[str], turn: str | None) -> dict[str, Any]:
    """Whose signature is next, and whether it is that of who holds these offices."""
    held = frozenset(mine)
    return {
        "text": TURNS[turn],
        "my_turn": turn in held,
        "i_wait": bool(held) and turn not in held and not held <= set(signed),
    }


def offices_of(actor: Actor) -> frozenset[str]:
    """Signature fields that this person may fill."""
    return offices((holding.role, holding.in_charge) for holding in actor.holdings)


def offices_for(actor: Actor, document: Document) -> frozenset[str]:
    """Signature fields that this person may fill in this document."""
    return offices_of(actor) | KINDS[document.kind].offices(actor, document)


def office_in_sentence(field: str) -> str:
    """voorzitter, coördinerend secretaris"""
    return OFFICES[field].lower()


def signed_message(kind: Kind, field: str) -> str:
    """U hebt het verslag ondertekend als voorzitter."""
    return f"U hebt {kind.name} ondertekend als {office_in_sentence(field)}."


def verdict_page(verdict: Verdict, kind: Kind, *, signed: bool, of_copy: bool) -> dict[str, Any]:
    """A verdict in words: what holds or what is wrong, and who signed when; trial certificates are named as such."""
    return {
        "kind": "success" if verdict.valid else "error",
        "about": "Uw bestand" if of_copy else "Het geregistreerde document",
        "headline": VERDICTS[verdict.valid, signed].format(this=kind.this, registered=kind.registered),
        "findings": [finding.sentence for finding in verdict.findings],
        "signatures": [signature_row(info) for info in verdict.signatures],
        "trial": any(TRIAL in info.holder for info in verdict.signatures),
    }


def signature_row(info: SignatureInfo) -> dict[str, str]:
    """Who signed, when, with which certificate."""
    when = f"op {full_date(day_of(info.at))} om {clock_time(info.at)}" if info.at else "zonder tijdstempel"
    return {"office": OFFICES.get(info.field, info.field), "name": info.name, "when": when, "holder": info.holder}


def revision_rows(revisions: Iterable[Revision]) -> list[dict[str, str]]:
    """What was kept: the act, its moment, and the checksum of the bytes."""
    return [
        {
            "act": row.get_act_display()[:1].upper() + row.get_act_display()[1:],
            "when": f"{full_date(day_of(row.made_at))}, {clock_time(row.made_at)}",
            "sha256": spaced(row.sha256),
        }
        for row in revisions
    ]


def certificate_rows(rows: Iterable[SigningCertificate], now: datetime) -> list[dict[str, str]]:
    """Registered certificates: whose, until when, and whether it can be used today."""
    return [
        {
            "person": row.user.name,
            "subject": row.subject,
            "issuer": row.issuer,
            "until": f"{full_date(day_of(row.valid_from))} tot en met {full_date(day_of(row.valid_until))}",
            "state": "geldig" if row.valid_from <= now < row.valid_until else "niet geldig",
            "kind": "ok" if row.valid_from <= now < row.valid_until else "w",
            "sha256": spaced(row.sha256),
            "recorded": f"{full_date(day_of(row.registered_at))} door {row.registered_by.name}",
        }
        for row in rows
    ]


def recognition_page(found: Recognition) -> dict[str, Any]:
    """What anybody reads about a file: what it is, what is wrong with it, who signed it."""
    broken = found.findings and found.standing in (Standing.REGISTERED, Standing.HALF)
    calm = {Standing.HALF: "warning", Standing.UNSIGNED: "warning", Standing.UNKNOWN: "info"}
    kind = "success" if found.sound else "error" if found.findings else calm.get(found.standing, "error")
    return {
        "kind": kind,
        "headline": NOT_SOUND if broken else RECOGNISED[found.standing],
        "about": "Uw bestand",
        "findings": [each.sentence for each in found.findings],
        "signatures": [signature_row(info) for info in found.signatures],
        "trial": any(TRIAL in info.holder for info in found.signatures),
    }
