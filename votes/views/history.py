"""How one party voted over the years."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from twente.core.access import AgreementRequest, member_page
from votes.history import votes_of
from votes.overview import parties_ever
from votes.presenting.history import history_page


@require_GET
@member_page("result")
def party_history(request: AgreementRequest, code: str) -> HttpResponse:
    """All established open votes with the choice of this party; 404 for a party that never took part."""
    party = get_object_or_404(parties_ever(request.agreement), code=code)
    context = history_page(votes_of(party, request.actor), request.GET.get("page", "1"))
    return render(request, "votes/party_history.html", context | {"party": party})
