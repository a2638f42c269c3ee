"""Pages where nobody votes: before opening, while answers are collected, the forms, and what came out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.refusals import Forbidden
from twente.core.render import go, render_part
from votes import presenting, selectors
from votes.answered import answers_of, parties_asked
from votes.forms.answers import FORMS, AnswerForm, HandsForm
from votes.models import Proposal
from votes.presenting import answers as shown
from votes.presenting.paper import document_panel
from votes.presenting.standing import standing
from votes.services import NotAVoter
from votes.services.answering import NotAsked, record_answer, record_hands
from votes.views.casting import own_proposal, posted

State = Proposal.State
BODIES = {"advice": "votes/_hands.html"}
"""Procedure → the fragment with what was recorded; elsewhere the table of answers."""


def frame(request: AgreementRequest, proposal: Proposal) -> dict[str, Any]:
    """What each of these pages shows: the stages, the buttons, and the words of this way of deciding."""
    _, rule = selectors.rule_of(proposal, clock.now())
    return shown.about(rule, proposal.about) | {
        "proposal": proposal,
        "item": proposal.item,
        "stages": presenting.stages(proposal),
        "acts": presenting.acts(proposal, request.actor),
        "standing": standing(proposal, request.actor, clock.now()),
        "document": document_panel(proposal, request.actor),
        "body": BODIES.get(rule.procedure, "votes/_answers.html"),
    }


def ready_page(request: AgreementRequest, proposal: Proposal) -> HttpResponse:
    """Before opening: what is asked of whom, and which rule and article decide."""
    context = frame(request, proposal) | {"preview": presenting.preview(proposal, clock.now())}
    return render(request, "votes/answers_ready.html", context)


def open_page(request: AgreementRequest, proposal: Proposal) -> HttpResponse:
    """While open: every voice with its answer; open facts for everybody who may follow, unlike votes."""
    now = clock.now()
    if not selectors.may_follow(proposal, request.actor, now):
        raise Forbidden
    own = {party.code: party for party in parties_asked(proposal, request.actor, now)}
    enters = request.actor.may("vote_enter")

    def address(voice: str) -> str:
        name = "votes:answer_give" if voice in own else "votes:answer_enter" if enters else ""
        return reverse(name, args=[request.agreement.slug, proposal.pk, voice]) if name else ""

    page = shown.open_page(proposal, address)
    mine = [(party, address(code)) for code, party in own.items() if address(code) in page["unanswered"]]
    context = frame(request, proposal) | page | {"mine": mine}
    return render(request, "votes/answers_open.html", context)


def close_page(request: AgreementRequest, proposal: Proposal) -> HttpResponse:
    """Before closing: how many answered, who did not, and why it cannot be closed yet."""
    context = frame(request, proposal) | shown.open_page(proposal, lambda voice: "")
    return render(request, "votes/answers_close.html", context)


def result_page(request: AgreementRequest, proposal: Proposal) -> HttpResponse:
    """After closing: outcome, reasons, the table of answers, closing hash."""
    if not request.actor.may("result"):
        raise Forbidden
    return render(request, "votes/answers_result.html", frame(request, proposal) | shown.result_page(proposal))


@require_http_methods(["GET", "POST"])
@member_page()
def answer_give(request: AgreementRequest, pk: int, code: str) -> HttpResponse:
    """The answer of the own college, by who speaks for it."""
    proposal = own_proposal(request, pk)
    mine = selectors.parties_voted_for(proposal, request.actor, clock.now())
    if not mine:
        raise NotAVoter("U heeft op dit moment geen mandaat om voor deze partij te antwoorden.")
    if code not in {party.code for party in mine}:
        raise Http404
    return answer_page(request, proposal, code)


@require_http_methods(["GET", "POST"])
@member_page("vote_enter")
def answer_enter(request: AgreementRequest, pk: int, code: str) -> HttpResponse:
    """The secretary records what a college, party or member answered."""
    return answer_page(request, own_proposal(request, pk), code)


def answer_page(request: AgreementRequest, proposal: Proposal, code: str) -> HttpResponse:
    """The form of one voice; the post records its answer."""
    names = {voice["code"]: voice["name"] for voice in proposal.snapshot.get("voices", [])}
    if code not in names:
        raise NotAsked
    form = form_for(request, proposal, code)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        record_answer(proposal=proposal, voice=code, given=form.given(), key=key, by=request.user, now=clock.now())
        messages.success(request, f"Het antwoord van {names[code]} is vastgelegd.")
        return go(request, reverse("votes:proposal_detail", args=[request.agreement.slug, proposal.pk]))
    context = frame(request, proposal) | {"form": form, "name": names[code]}
    return render_part(
        request, "votes/answer_record.html", part="answer_form", status=422 if form.errors else 200, **context
    )


def form_for(request: AgreementRequest, proposal: Proposal, code: str) -> AnswerForm:
    """The form of this way of deciding; it knows which persons the other colleges named (BOK-6.3)."""
    others = [row.nominee for row in answers_of(proposal) if row.nominee and row.voice != code]
    known = list(dict.fromkeys(others))
    return FORMS[proposal.snapshot["procedure"]](posted(request), today=day_of(clock.now()), known=known)


@require_http_methods(["GET", "POST"])
@member_page("vote_enter")
def hands_enter(request: AgreementRequest, pk: int) -> HttpResponse:
    """The secretary records the show of hands of a conference (HER-4b)."""
    proposal = own_proposal(request, pk)
    form = HandsForm(posted(request))
    if request.method == "POST" and form.is_valid():
        record_hands(proposal=proposal, hands=form.hands(), by=request.user, now=clock.now())
        messages.success(request, "De telling is vastgelegd.")
        return go(request, reverse("votes:proposal_detail", args=[request.agreement.slug, proposal.pk]))
    context = frame(request, proposal) | {"form": form}
    return render_part(
        request, "votes/hands_enter.html", part="answer_form", status=422 if form.errors else 200, **context
    )
