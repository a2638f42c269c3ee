"""The statement of destruction (verklaring van vernietiging): what is gone, on which grounds, by whom."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from twente.core.dates import day_of, full_date, long_moment
from twente.documents.printing import print_document
from twente.partnership.archive.models import Destruction
from twente.partnership.archive.selectors import policy_of


def title_of(destruction: Destruction) -> str:
    """Verklaring van vernietiging 3"""
    return f"Verklaring van vernietiging {destruction.pk}"


def certificate_pdf(destruction: Destruction, now: datetime) -> bytes:
    """The statement as PDF/A, without places to sign: two persons approved in the application."""
    html = render_to_string("partnership/destruction_document.html", certificate(destruction, now))
    return print_document(html, title=title_of(destruction), created=now, author=destruction.agreement.name)


def certificate(destruction: Destruction, now: datetime) -> dict[str, Any]:
    """What stands in it."""
    owner = policy_of(destruction.agreement).owner(day_of(now))
    facts = {
        "Archiefvormer": owner.name,
        "Voorgesteld": f"{destruction.proposed_by}, {long_moment(destruction.proposed_at)}",
        "Goedgekeurd": f"{destruction.approved_by}, {long_moment(destruction.approved_at or now)}",
        "Vernietigd": long_moment(now),
        "Wijze": "Inhoud gewist uit de toepassing; reservekopieën verlopen volgens het schema van de beheerder",
    }
    return {
        "overleg": destruction.agreement.name,
        "status": "Verklaring van vernietiging",
        "title": title_of(destruction),
        "facts": [{"name": name, "value": value} for name, value in facts.items()],
        "dossiers": [
            {
                "title": each.title,
                "ground": f"{each.code} {each.category} ({each.source})",
                "ended": full_date(each.ended_on),
                "files": each.files,
            }
            for each in destruction.dossiers.all()
        ],
    }
