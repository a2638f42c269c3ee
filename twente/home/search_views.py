"""The search page of an agreement, and the way straight to a page or a decision by its name."""

import re
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from disputes.selectors.access import disputes_for
from meetings.selectors import bodies_of, meetings_for
from meetings.selectors.decisions import decisions_for
from twente.core import clock, navigation
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.render import render_part
from twente.home import search
from twente.home.forms import FindForm

NUMBER = re.compile(r"(?P<year>\d{4})-(?P<number>\d{1,4})")
SHORTEST = 3
"""So many letters of a page's name are enough to be led there."""


@dataclass(frozen=True)
class Way:
    """Straight to a page."""

    title: str
    address: str


@require_GET
@member_page()
def search_page(request: AgreementRequest) -> HttpResponse:
    """What was found, the best first; nothing that this person may not read, not even in a count."""
    form = FindForm(request.GET, years=years_of(request), bodies=bodies_of(request.agreement))
    asked, now = form.question(), clock.now()
    page, hits = search.found(request.actor, asked, request.GET.get("page", "1"), now) if asked else (None, [])
    count = None if page is None else page.paginator.count
    context = {
        "form": form,
        "asked": asked,
        "page": page,
        "hits": hits,
        "found": count,
        "ways": ways(request, asked.text) if asked else [],
    }
    announce = "" if count is None else f"{count} gevonden"
    status = 422 if form.errors else 200
    return render_part(request, "home/search.html", part="found", status=status, announce=announce, **context)


def years_of(request: AgreementRequest) -> list[int]:
    """The years of the meetings that this person may know of, newest first."""
    moments = meetings_for(request.actor).order_by().values_list("starts_at", flat=True)
    return sorted({day_of(moment).year for moment in moments}, reverse=True)


def ways(request: AgreementRequest, text: str) -> list[Way]:
    """Pages of the menu whose name holds the text, and the decision and the dispute of this number."""
    return pages_named(request, text) + decisions_numbered(request, text) + disputes_numbered(request, text)


def pages_named(request: AgreementRequest, text: str) -> list[Way]:
    """Pages of the menu by name."""
    if len(text) < SHORTEST:
        return []
    entries = navigation.menu(request.actor, request.path)
    return [Way(entry.label, entry.address) for entry in entries if text.casefold() in entry.label.casefold()]


def decisions_numbered(request: AgreementRequest, text: str) -> list[Way]:
    """The decision of this number, if this person may read it."""
    named = NUMBER.fullmatch(text.casefold().removeprefix("besluit").strip())
    if named is None or not text.isascii():
        return []
    rows = decisions_for(request.actor).filter(year=int(named["year"]), number=int(named["number"]))
    args = [request.agreement.slug, named["year"], int(named["number"])]
    return [Way(f"Besluit {row.year}-{row.number}", reverse("meetings:decision_detail", args=args)) for row in rows]


def disputes_numbered(request: AgreementRequest, text: str) -> list[Way]:
    """The dispute of this number, if this person may read its file."""
    named = NUMBER.fullmatch(text.casefold().removeprefix("geschil").strip())
    if named is None or not text.isascii():
        return []
    rows = disputes_for(request.actor).filter(year=int(named["year"]), number=int(named["number"]))
    slug = request.agreement.slug
    return [Way(f"Geschil {row}", reverse("disputes:dispute_detail", args=[slug, str(row)])) for row in rows]
