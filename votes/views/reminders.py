"""The reminder: first who gets it, then the mails."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import clock_time
from twente.core.render import go
from votes.models import Proposal
from votes.services.reminding import NobodyToRemind, remind_voters
from votes.views.casting import own_proposal
from votes.waiting import last_reminder, waiting_for
from votes.wording.phrases import counted, listed


@require_http_methods(["GET", "POST"])
@member_page("tally")
def vote_remind(request: AgreementRequest, pk: int) -> HttpResponse:
    """Herinnering sturen: the page names who speaks for the parties that have not voted; the post mails them."""
    proposal, now = own_proposal(request, pk), clock.now()
    back = reverse("votes:proposal_detail", args=[request.agreement.slug, pk])
    if request.method == "POST":
        reminded = remind_voters(proposal=proposal, by=request.user, now=now)
        said = f"Herinnering verstuurd aan {counted(len(reminded), 'ontvanger', 'ontvangers')}."
        messages.success(
            request, said if reminded else "Er ging minder dan vijf minuten geleden al een herinnering uit."
        )
        return go(request, back)
    context: dict[str, Any] = {"proposal": proposal, "act": "Herinnering sturen", "back": back, "action": request.path}
    context |= asked(proposal, now)
    return render(request, "votes/vote_remind.html", context)


def asked(proposal: Proposal, now: datetime) -> dict[str, Any]:
    """What the page asks: who gets the mail, and when the last one went out. Raises NobodyToRemind."""
    waiting, last = waiting_for(proposal, now), last_reminder(proposal)
    if not waiting:
        raise NobodyToRemind
    recipients = [f"{person.name} ({listed(p.short_name for p in parties)})" for person, parties in waiting.items()]
    return {
        "question": f"Herinnering sturen aan {counted(len(recipients), 'ontvanger', 'ontvangers')}",
        "consequences": [
            "Alleen wie nog niet stemde, krijgt een mail met een link naar de stemming.",
            f"De vorige herinnering ging uit om {clock_time(last)}." if last else "Dit is de eerste herinnering.",
        ],
        "recipients": recipients,
    }
