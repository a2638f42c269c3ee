"""Pages of the way a vote is taken: choosing it, establishing without a vote, and the roll call."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.models import Meeting
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Forbidden
from twente.core.render import go, render_part
from votes import presenting, selectors
from votes.forms.ways import SpokenForm, WayForm, WithoutVoteForm
from votes.models import Proposal
from votes.presenting import ways
from votes.services.calling import NoChoiceOfWay, NotCalled, NothingSpoken, choose_way, mark_absent, record_spoken
from votes.services.skipping import NeedsVote, adopt_without_vote
from votes.views.casting import own_proposal, posted
from votes.wording.ways import ABSENT, WAY_SENTENCES

State = Proposal.State


def address(request: AgreementRequest, name: str, pk: int) -> str:
    """A page of this vote."""
    return reverse(f"votes:{name}", args=[request.agreement.slug, pk])


def choice_of_way(request: AgreementRequest, proposal: Proposal, procedure: str) -> dict[str, Any]:
    """What the page of a proposal offers before opening; nothing where the kind of decision has its own way."""
    if procedure != "vote":
        return {}
    opens = request.actor.may("vote_open") and proposal.state == State.READY
    in_meeting = proposal.item.meeting.state == Meeting.State.OPEN
    return {
        "way_form": WayForm(initial={"way": proposal.way}) if opens else None,
        "way_sentence": WAY_SENTENCES.get(proposal.way, ""),
        "may_skip": opens and in_meeting and request.actor.may("vote_close"),
    }


@require_POST
@member_page("vote_open")
def way_choose(request: AgreementRequest, pk: int) -> HttpResponse:
    """Online or by roll call, before opening."""
    proposal, form = own_proposal(request, pk), WayForm(request.POST)
    if not form.is_valid():
        raise NoChoiceOfWay("Kies online of hoofdelijk.")
    choose_way(proposal=proposal, way=form.cleaned_data["way"], by=request.user, now=clock.now())
    messages.success(request, "De manier van stemmen is vastgelegd.")
    return go(request, address(request, "proposal_detail", pk))


@require_http_methods(["GET", "POST"])
@member_page("vote_open", several={"against"})
@reauthentication_required
def vote_skip(request: AgreementRequest, pk: int) -> HttpResponse:
    """Vaststellen zonder stemming: who is there, who wants to be noted; what the rule refuses is said on the page."""
    if not request.actor.may("vote_close"):
        raise Forbidden
    proposal, now = own_proposal(request, pk), clock.now()
    preview = presenting.preview(proposal, now)
    table = ways.table_of(proposal, preview["rows"], now)
    present = [(row.code, row.name) for row in table.present]
    form = WithoutVoteForm(posted(request), present=present, confirmation_needed=preview["earlier_figures"])
    context: dict[str, Any] = {"proposal": proposal, "form": form, "preview": preview, "table": table}
    if request.method == "POST" and form.is_valid():
        try:
            adopt_without_vote(
                proposal=proposal, against=form.noted, earlier_figures=form.earlier, by=request.user, now=now
            )
        except NeedsVote as needed:
            return render(request, "votes/vote_skip.html", context | {"needed": needed.sentence}, status=409)
        messages.success(request, "Het voorstel is zonder stemming aangenomen. De sluitcode gaat naar alle leden.")
        return go(request, address(request, "proposal_detail", pk))
    return render(request, "votes/vote_skip.html", context, status=422 if form.errors else 200)


def called(request: AgreementRequest, pk: int) -> Proposal:
    """The roll call of the address. Raises NotCalled for another way of voting."""
    proposal = own_proposal(request, pk)
    if proposal.opened_at is None or proposal.way != Proposal.Way.ROLL_CALL:
        raise NotCalled
    return proposal


@require_GET
@member_page("vote_enter")
def roll_call(request: AgreementRequest, pk: int) -> HttpResponse:
    """Hoofdelijke stemming: all parties in the order in which they are called, each with its answer."""
    proposal, now = called(request, pk), clock.now()
    if proposal.closed_at is not None:
        return redirect("votes:proposal_detail", request.agreement.slug, pk)
    context = ways.roll_call(proposal, request.GET.get("vanaf", ""), now)
    context |= {"proposal": proposal, "turnout": selectors.turnout(proposal)}
    return render(request, "votes/roll_call.html", context)


@require_POST
@member_page("vote_enter")
def spoken_record(request: AgreementRequest, pk: int, code: str) -> HttpResponse:
    """What one party answered; htmx gets its row back, a browser the page."""
    proposal, now = called(request, pk), clock.now()
    party = get_object_or_404(selectors.seats_of(proposal), party__code=code).party
    form = SpokenForm(request.POST)
    if not form.is_valid():
        raise NothingSpoken
    if form.cleaned_data["choice"] == ABSENT:
        mark_absent(proposal=proposal, party=party, by=request.user, now=now)
    else:
        record_spoken(proposal=proposal, party=party, by=request.user, now=now, **form.cleaned_data)
    first = request.POST.get("vanaf", "")
    if not request.htmx:
        return redirect(f"{address(request, 'roll_call', pk)}?vanaf={first}#partij-{code}")
    context = ways.roll_call(called(request, pk), first, now)
    row = next(row for row in context["rows"] if row.code == code)
    return render_part(request, "votes/roll_call.html", part="call", **context, proposal=proposal, row=row)
