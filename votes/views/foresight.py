"""The tally of an open vote, polled by the secretariat; nobody else ever gets it while the vote is open."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.core.render import render_part
from votes.models import Proposal
from votes.presenting.foresight import running_tally
from votes.views.casting import own_proposal


class NoTally(Refusal):
    """Secret or uncounted votes have no tally while they are open."""

    sentence = "Van deze stemming is er geen tussenstand."


@require_GET
@member_page("tally")
def tally(request: AgreementRequest, pk: int) -> HttpResponse:
    """Tussenstand, asked with the version shown; unchanged is an empty answer, a closed vote points to its result."""
    proposal = own_proposal(request, pk)
    if not has_tally(proposal):
        raise NoTally
    context: dict[str, Any] = {"proposal": proposal}
    if proposal.state == Proposal.State.OPEN:
        context |= running_tally(proposal, clock.now())
        if request.GET.get("versie") == context["tally_version"]:
            return HttpResponse(status=204)
    return render_part(request, "votes/tally.html", part="tally", **context)


def has_tally(proposal: Proposal) -> bool:
    """Whether votes are openly cast and counted; a secret vote shows nothing before its closing (R20)."""
    frozen = proposal.snapshot
    return bool(frozen) and frozen["procedure"] == "vote" and not frozen["secret"]
