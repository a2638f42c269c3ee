"""The yearly account as a document that chair and secretary sign (BOK-8f, 5.6)."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from finance.selectors.accounts import Content
from twente.core.dates import day_of, full_date
from twente.core.money import format_amount
from twente.core.phrases import spaced
from twente.documents.printing import print_document

SIGNERS = (("voorzitter", "Voorzitter"), ("secretaris", "Coördinerend secretaris"))


def account_pdf(*, agreement: str, short_name: str, content: Content, fingerprint: str, closed_at: datetime) -> bytes:
    """The account with its figures, its explanation and two places to sign. Raises PrintLibraryMissing."""
    title = title_of(content["year"])
    context: dict[str, Any] = {
        "title": title,
        "overleg": agreement,
        "status": f"Cijfers per {full_date(day_of(closed_at))}",
        "content": content | {"contributions": [row | {"against": against(row)} for row in content["contributions"]]},
        "fingerprint": spaced(fingerprint),
        "signers": SIGNERS,
    }
    html = render_to_string("finance/account_document.html", context)
    return print_document(html, title=title, created=closed_at, author=short_name)


def against(part: Content) -> str:
    """gefactureerd is € 322,00 minder dan begroot"""
    difference = part["difference"] or 0
    if not difference:
        return "gefactureerd is precies wat was begroot"
    return f"gefactureerd is {format_amount(abs(difference))} {'minder' if difference < 0 else 'meer'} dan begroot"


def title_of(year: int) -> str:
    """Financiële verantwoording 2027"""
    return f"Financiële verantwoording {year}"
