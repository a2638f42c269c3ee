"""The overview of votes: search, filter, and take along as a file."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.render import render_part
from twente.core.selectors import rulebook_on
from twente.core.spreadsheet import download, lines
from votes.forms.overview import FilterForm
from votes.models import Proposal
from votes.overview import listed, matching, outcomes_of, parties_ever, years_of
from votes.presenting.overview import groups
from votes.presenting.spreadsheet import BALLOT_HEADINGS, VOTE_HEADINGS, ballot_lines, vote_lines


@require_GET
@member_page()
def proposal_list(request: AgreementRequest) -> HttpResponse:
    """All votes that this person may see, open ones first; a part of them when something is looked for."""
    rows = listed(request.actor, clock.now())
    form = filter_form(request, rows)
    filters = form.filters()
    found = matching(rows, filters)
    count = found.count() if filters.active else None
    context = {
        "form": form,
        "filters": filters,
        "found": count,
        "asked": form.said() if filters.active else [],
        "query": request.GET.urlencode(),
        "may_export": request.actor.may("result"),
    } | groups(found, filters, request.GET.get("page", "1"))
    announce = "" if count is None else f"{count} {'voorstel' if count == 1 else 'voorstellen'} gevonden"
    status = 422 if form.errors else 200
    return render_part(
        request, "votes/proposal_list.html", part="proposals", status=status, announce=announce, **context
    )


def filter_form(request: AgreementRequest, rows: QuerySet[Proposal]) -> FilterForm:
    """The form with what can be chosen here, filled in from the address."""
    return FilterForm(
        request.GET,
        years=years_of(rows),
        outcomes=outcomes_of(rows),
        parties=parties_ever(request.agreement),
        rulebook=rulebook_on(request.agreement, request.actor.on),
    )


def chosen(request: AgreementRequest) -> Iterable[Proposal]:
    """The votes that the filters in the address leave, one read, row by row."""
    rows = listed(request.actor, clock.now())
    return matching(rows, filter_form(request, rows).filters()).iterator(chunk_size=200)


@require_GET
@member_page("result")
def votes_csv(request: AgreementRequest) -> HttpResponse:
    """The overview as a file, one line per vote."""
    found = vote_lines(chosen(request), request.agreement.slug)
    return download(lines(VOTE_HEADINGS, found), f"stemmingen-{clock.today()}.csv")


@require_GET
@member_page("result")
def ballots_csv(request: AgreementRequest) -> HttpResponse:
    """The overview as a file, one line per party per vote; secret votes are not in it."""
    return download(lines(BALLOT_HEADINGS, ballot_lines(chosen(request))), f"stemmen-per-partij-{clock.today()}.csv")
