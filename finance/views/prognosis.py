"""The prognosis: what a year would cost with another rate or other inhabitants (BOK-8d, 12.4)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from finance.forms.prognosis import PrognosisForm
from finance.money_fields import editable
from finance.rules.prognosis import Guess, prognosis
from finance.selectors.years import Year, year_of
from finance.views.settings import known_contribution
from twente.core.access import AgreementRequest, member_page
from twente.core.selectors import inhabitants_in
from twente.core.spreadsheet import download, table_lines
from twente.core.tables import Column, Holds, Table


def found_year(request: AgreementRequest, key: str, year: int) -> Year:
    """A year of a contribution per inhabitant; else 404."""
    if known_contribution(request, key, year).kind != "per_inhabitant":
        raise Http404
    return year_of(request.agreement, key, year, request.actor.on)


def guesses(known: Year, form: PrognosisForm) -> list[Guess]:
    """Every party with what was filled in; nothing while the form is not right."""
    if known.population is None or not form.is_valid():
        return []
    figures = inhabitants_in(known.population)
    parties = [(party.short_name, figures[party.pk]) for party in known.parties if party.pk in figures]
    rate = known.cents or known.contribution.cents or 0
    return prognosis(parties, rate=rate, new_rate=form.cleaned_data["rate"], growth=form.part)


def filled(request: AgreementRequest, known: Year) -> PrognosisForm:
    """The form with what was asked, or with the rate of the year and no growth."""
    if "rate" in request.GET:
        return PrognosisForm(request.GET)
    return PrognosisForm({"rate": editable(known.cents or known.contribution.cents or 0), "growth": "0,00"})


@require_safe
@member_page("run_approve")
def prognosis_page(request: AgreementRequest, key: str, year: int) -> HttpResponse:
    """A table with a bar per party; nothing is stored."""
    known = found_year(request, key, year)
    form = filled(request, known)
    rows = guesses(known, form)
    context = {"known": known, "form": form, "rows": rows, "most": max((row.would_be for row in rows), default=1)}
    context |= {"now": sum(row.cents for row in rows), "then": sum(row.would_be for row in rows)}
    return render(request, "finance/prognosis.html", context, status=422 if form.errors else 200)


@require_safe
@member_page("run_approve")
def prognosis_csv(request: AgreementRequest, key: str, year: int) -> HttpResponse:
    """The same for a spreadsheet, in whole cents."""
    known = found_year(request, key, year)
    return download(table_lines(prognosis_table(guesses(known, filled(request, known)))), f"prognose-{year}.csv")


def prognosis_table(rows: list[Guess]) -> Table:
    """A line per party: now, and as it would be."""
    columns = (
        Column("Partij"),
        Column("Inwoners nu", Holds.WHOLE),
        Column("Inwoners dan", Holds.WHOLE),
        Column("Bijdrage nu", Holds.MONEY),
        Column("Bijdrage dan", Holds.MONEY),
    )
    return Table("Prognose", columns, [(r.name, r.inhabitants, r.then, r.cents, r.would_be) for r in rows])
