"""The secretariat's and the chair's pages: write, get ready, open, close, establish."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from meetings import selectors as meetings
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import StaleVersion
from twente.core.render import go
from votes import presenting, selectors, services
from votes.answered import ASKING
from votes.forms import OpenForm
from votes.models import Proposal
from votes.presenting.answers import about, asks
from votes.presenting.preparation import opening
from votes.presenting.recusals import recusal_rows
from votes.views.answers import close_page
from votes.views.casting import own_proposal, posted
from votes.views.choosing import form_page, proposal_form
from votes.wording.asking import WORDS
from votes.wording.persons import SECRECY

State = Proposal.State


def address(request: AgreementRequest, pk: int) -> str:
    """The page of one vote."""
    return reverse("votes:proposal_detail", args=[request.agreement.slug, pk])


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def proposal_create(request: AgreementRequest, item_pk: int) -> HttpResponse:
    """A proposal on an agenda item."""
    item = get_object_or_404(meetings.items_for(request.actor), pk=item_pk)
    earlier = item.proposals.order_by("round").last()
    form = proposal_form(request, item, {"title": item.title} | again(earlier))
    if request.method == "POST" and form.is_valid():
        proposal = services.create_proposal(
            item=item,
            content=form.content(),
            form_key=form.cleaned_data["form_key"],
            by=request.user,
            now=clock.now(),
        )
        return go(request, address(request, proposal.pk))
    return form_page(request, item, form, earlier=earlier)


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def proposal_edit(request: AgreementRequest, pk: int) -> HttpResponse:
    """Change a proposal before it opens; a stale version comes back with both texts."""
    proposal = own_proposal(request, pk)
    form = proposal_form(request, proposal.item, initial(proposal))
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_proposal(
                proposal=proposal,
                content=form.content(),
                version=form.cleaned_data["version"] or 0,
                by=request.user,
                now=clock.now(),
            )
        except StaleVersion as stale:
            return form_page(request, proposal.item, form, status=409, stale=stale.sentence, stored=proposal)
        return go(request, address(request, pk))
    return form_page(request, proposal.item, form)


def initial(proposal: Proposal) -> dict[str, object]:
    """The form as the proposal stands."""
    names = ("title", "text", "decision_kind", "about", "financial_reason", "new_subject_reason", "version", "form_key")
    answers = {name: "ja" if getattr(proposal, name) else "nee" for name in ("financial", "new_subject")}
    return {name: getattr(proposal, name) for name in names} | answers


def again(earlier: Proposal | None) -> dict[str, object]:
    """A new round starts as the one before it; after an admission only the title, because the content comes next."""
    if earlier is None or (selectors.decides_admission(earlier) and earlier.result.get("adopted")):
        return {}
    return {name: value for name, value in initial(earlier).items() if name not in ("version", "form_key")}


@require_POST
@member_page("agenda_edit")
def proposal_ready(request: AgreementRequest, pk: int) -> HttpResponse:
    """Klaarzetten."""
    services.make_ready(proposal=own_proposal(request, pk), by=request.user, now=clock.now())
    messages.success(request, "Het voorstel is klaargezet. De leden kunnen het nu lezen.")
    return go(request, address(request, pk))


OPENING = {"persons": "votes/persons_opening.html"}
"""Procedure → the page that asks whether to open, where it is not the ordinary one."""


@require_http_methods(["GET", "POST"])
@member_page("vote_open")
@reauthentication_required
def vote_open(request: AgreementRequest, pk: int) -> HttpResponse:
    """Openen: the page names who may vote and on which figures; the post freezes it."""
    proposal, now = own_proposal(request, pk), clock.now()
    preview = presenting.preview(proposal, now)
    form = OpenForm(posted(request), confirmation_needed=preview["earlier_figures"], now=now)
    rule = preview["rule"]
    if request.method == "POST" and form.is_valid():
        services.open_vote(
            proposal=proposal, earlier_figures=form.earlier, planned=form.planned, by=request.user, now=now
        )
        messages.success(request, WORDS[rule.procedure].opened)
        return go(request, address(request, pk))
    context = about(rule, proposal.about) | {"proposal": proposal, "form": form, "preview": preview}
    context |= {"secrecy": SECRECY.get(proposal.way), "recusals": recusal_rows(proposal, request.actor)}
    context |= opening(proposal, request.actor, clock.now())
    template = "votes/answers_start.html" if asks(rule) else OPENING.get(rule.procedure, "votes/vote_open.html")
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@member_page("vote_close")
@reauthentication_required
def vote_close(request: AgreementRequest, pk: int) -> HttpResponse:
    """Sluiten cannot be undone, so the page first names who has not voted."""
    proposal = own_proposal(request, pk)
    if request.method == "POST":
        closed = services.close_vote(proposal=proposal, by=request.user, now=clock.now())
        messages.success(request, WORDS[closed.snapshot["procedure"]].closed)
        return go(request, address(request, pk))
    if proposal.snapshot and proposal.snapshot["procedure"] in ASKING:
        return close_page(request, proposal)
    preview = presenting.preview(proposal, clock.now())
    missing = [row.name for row in preview["rows"] if row.entitled and not row.voted]
    context = {"proposal": proposal, "missing": missing, "turnout": selectors.turnout(proposal)}
    return render(request, "votes/vote_close.html", context)


@require_POST
@member_page("result_establish")
def result_establish(request: AgreementRequest, pk: int) -> HttpResponse:
    """Vaststellen by the chair; the decision goes to the agenda item and the minutes."""
    services.establish_result(proposal=own_proposal(request, pk), by=request.user, now=clock.now())
    messages.success(request, "De uitslag is vastgesteld. Het besluit staat bij het agendapunt en in het verslag.")
    return go(request, address(request, pk))
