"""The page of a vote in each of its states, the check of its chain, and the panel on agenda pages."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from meetings import selectors as meetings
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Forbidden
from twente.core.render import wants_part
from votes import counting, presenting, selectors
from votes.answered import ASKING
from votes.models import Proposal
from votes.presenting import proof
from votes.presenting.acts import within
from votes.presenting.answers import asks
from votes.presenting.ballots import cast_rows
from votes.presenting.panel import panel_rows
from votes.presenting.paper import document_panel
from votes.presenting.preparation import before
from votes.presenting.recusals import recusal_rows
from votes.presenting.standing import standing
from votes.presenting.window import situation
from votes.views import answers, person_pages
from votes.views.casting import live, own_proposal
from votes.views.ways import choice_of_way

State = Proposal.State


@require_GET
@member_page()
def proposal_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """One address for a vote from concept to established; each state has its page."""
    proposal = own_proposal(request, pk)
    if proposal.opened_at is None:
        _, rule = selectors.rule_of(proposal, clock.now())
        return READY_PAGES.get(rule.procedure, ready_page)(request, proposal)
    if proposal.annulled_at is not None and proposal.closed_at is None:
        return annulled_page(request, proposal)
    pages = OPEN_PAGES if proposal.state == State.OPEN else RESULT_PAGES
    return pages[proposal.snapshot["procedure"]](request, proposal)


def ready_page(request: AgreementRequest, proposal: Proposal) -> HttpResponse:
    """Before opening: the rule explained, who may vote or answer and why."""
    if asks(selectors.rule_of(proposal, clock.now())[1]):
        return answers.ready_page(request, proposal)
    preview = presenting.preview(proposal, clock.now())
    context = shared(request, proposal) | {"preview": preview, "recusals": recusal_rows(proposal, request.actor)}
    context |= choice_of_way(request, proposal, preview["rule"].procedure)
    return render(request, "votes/proposal_ready.html", context)


def open_page(request: AgreementRequest, proposal: Proposal) -> HttpResponse:
    """While open: the voter goes to the ballot, the others follow the turnout, the secretariat sees who is missing."""
    now = clock.now()
    mine = selectors.parties_with_vote(proposal, request.actor, now)
    if mine:
        return redirect("votes:ballot_receipt", request.agreement.slug, proposal.pk, mine[0].code)
    if not selectors.may_follow(proposal, request.actor, clock.now()):
        raise Forbidden
    preview = presenting.preview(proposal, now)
    spoken_for = {party.code for party in selectors.parties_voted_for(proposal, request.actor, now)}
    context = shared(request, proposal) | live(proposal, now)
    context |= {
        "acts": acts_now(request, proposal, now),
        "preview": preview,
        "no_vote": [row.sentence for row in preview["rows"] if row.code in spoken_for],
        "shows_who_voted": sees_who_voted(request, proposal),
    }
    return render(request, "votes/proposal_open.html", context)


def acts_now(request: AgreementRequest, proposal: Proposal, now: datetime) -> dict[str, bool]:
    """What this person can do with an open vote at this moment of its window."""
    return within(presenting.acts(proposal, request.actor), situation(proposal, now))


def sees_who_voted(request: AgreementRequest, proposal: Proposal) -> bool:
    """The secretariat, and everybody who may follow where the overleg admits a subject (BOK-12.6)."""
    return request.actor.may("tally") or selectors.decides_admission(proposal)


@require_GET
@member_page()
def seats(request: AgreementRequest, pk: int) -> HttpResponse:
    """Who has voted, asked by the table with the version shown; unchanged or no longer open is an empty answer."""
    proposal, now = own_proposal(request, pk), clock.now()
    if not (selectors.may_follow(proposal, request.actor, now) and sees_who_voted(request, proposal)):
        raise Forbidden
    if not wants_part(request):
        return redirect("votes:proposal_detail", request.agreement.slug, pk)
    context = live(proposal, now)
    if proposal.state != State.OPEN or request.GET.get("versie") == context["version"]:
        return HttpResponse(status=204)
    entry = acts_now(request, proposal, now)["may_enter"]
    context |= {"proposal": proposal, "preview": presenting.preview(proposal, now), "show_voted": True, "entry": entry}
    return render(request, "votes/_seat_rows.html", context)


def result_page(request: AgreementRequest, proposal: Proposal) -> HttpResponse:
    """After closing: outcome, thresholds, reasons, readings, map, table."""
    if not request.actor.may("result"):
        raise Forbidden
    context = shared(request, proposal) | presenting.result_page(proposal)
    return render(request, "votes/result.html", context)


def annulled_page(request: AgreementRequest, proposal: Proposal) -> HttpResponse:
    """Annulled while it was open: no result, but what was cast stays readable, except where it is secret (R20)."""
    if not request.actor.may("result"):
        raise Forbidden
    context = shared(request, proposal) | {"rows": cast_rows(proposal)}
    return render(request, "votes/annulled.html", context)


Page = Callable[[AgreementRequest, Proposal], HttpResponse]
READY_PAGES: dict[str, Page] = {"persons": person_pages.ready_page}
OPEN_PAGES: dict[str, Page] = {
    "vote": open_page,
    "persons": person_pages.open_page,
    **dict.fromkeys(ASKING, answers.open_page),
}
RESULT_PAGES: dict[str, Page] = {
    "vote": result_page,
    "persons": person_pages.result_page,
    **dict.fromkeys(ASKING, answers.result_page),
}
"""Procedure of the rule → the page before it opens, while it is open, and of what came out."""


def shared(request: AgreementRequest, proposal: Proposal) -> dict[str, object]:
    """What every page of a vote shows."""
    return {
        "proposal": proposal,
        "item": proposal.item,
        "meeting": proposal.item.meeting,
        "stages": presenting.stages(proposal),
        "acts": presenting.acts(proposal, request.actor),
        "standing": standing(proposal, request.actor, clock.now()),
        "document": document_panel(proposal, request.actor),
        "before": before(proposal, request.actor, clock.now()),
    }


@require_GET
@member_page("result")
def chain_check(request: AgreementRequest, pk: int) -> HttpResponse:
    """Uitslag narekenen: every link, the snapshot, the count and the closing hash recomputed from the rows."""
    proposal = own_proposal(request, pk)
    if proposal.closed_at is None:
        raise Forbidden("De stemming is nog open. Narekenen kan na het sluiten.")
    context = shared(request, proposal) | {"checks": counting.checks(proposal), "links": proof.link_rows(proposal)}
    return render(request, "votes/chain_check.html", context)


@require_GET
@member_page()
def item_panel(request: AgreementRequest, item_pk: int) -> HttpResponse:
    """The votes on one agenda item, as a fragment for the agenda and the live page."""
    rows = panel_rows(item_pk, request.actor, clock.now())
    context = {"rows": rows, "item_pk": item_pk, "may_create": may_propose(request, item_pk)}
    return render(request, "votes/_item_panel.html", context)


def may_propose(request: AgreementRequest, item_pk: int) -> bool:
    """Whether this person can put a proposal to this item: the secretariat, where the body votes."""
    item = meetings.items_for(request.actor).filter(pk=item_pk).first()
    return item is not None and request.actor.may("agenda_edit") and selectors.takes_votes(item)
