"""Sending a document to the councils: a page that asks first, the register, again, a reminder, an answer (BOK-8h)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from meetings.rules.leaving import flaws
from meetings.selectors.leaving import Leaving, leaving, questions_to_repeat
from meetings.services import leaving as services
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.selectors import parties_of
from twente.outbox.dispatching import selectors, wording
from twente.outbox.dispatching import services as dispatching
from twente.outbox.dispatching.models import Dispatch
from twente.partnership.dispatch_forms import AgainForm, AnswerForm, SendingForm
from twente.partnership.presenting import dispatches as page

REGISTER = "partnership:dispatch_list"


def paper_here(request: AgreementRequest, document: UUID) -> Leaving:
    """A document of this agreement that could leave the house; 404 otherwise."""
    paper = leaving(request.agreement, document, request.actor.on)
    if paper is None:
        raise Http404
    return paper


def dispatch_here(request: AgreementRequest, pk: UUID) -> Dispatch:
    """A line of the register of this agreement."""
    return get_object_or_404(selectors.dispatches(request.agreement), pk=pk)


@require_safe
@member_page("distribute")
def dispatch_list(request: AgreementRequest, document: UUID) -> HttpResponse:
    """Per council: sent, delivered or not, downloaded, answered."""
    context = page.register_page(paper_here(request, document), request.actor.on)
    return render(request, "partnership/dispatch_list.html", context)


@require_http_methods(["GET", "POST"])
@member_page("distribute", several=["parties"])
def dispatch_create(request: AgreementRequest, document: UUID) -> HttpResponse:
    """Who gets the document at which address, what is asked; the post sends. Raises MayNotLeave."""
    paper, on = paper_here(request, document), request.actor.on
    services.check(flaws(paper.facts))
    councils, initial = page.reachable(paper, on), {"parties": page.still_to_send(paper, on)}
    form = SendingForm(posted(request), councils=councils, asked=page.asked(paper), on=on, initial=initial)
    if form.is_valid():
        chosen = parties_of(request.agreement, on).filter(code__in=form.cleaned_data["parties"])
        sent = services.send_to_councils(
            paper=paper, parties=chosen, question=form.question_asked, by=request.user, now=clock.now()
        )
        messages.success(request, wording.sent_notice(len(sent), len(chosen) - len(sent)))
        return redirect(REGISTER, request.agreement.slug, document)
    context = page.sending_page(paper, on) | {"form": form}
    return render(request, "partnership/dispatch_create.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@member_page("distribute")
def dispatch_again(request: AgreementRequest, pk: UUID) -> HttpResponse:
    """Ask, then send the same version to the same council once more; a question whose last day is over needs a new day.

    Raises MayNotLeave, NobodyToSendTo, SentAgain.
    """
    dispatch, on = dispatch_here(request, pk), request.actor.on
    if hasattr(dispatch, "sent_again"):
        raise dispatching.SentAgain
    paper, again = paper_here(request, dispatch.document.public_id), page.again_page(dispatch, on)
    form = AgainForm(posted(request), overdue=again["overdue"], on=on)
    if form.is_valid():
        day = form.cleaned_data.get("answer_by")
        services.send_again(paper=paper, dispatch=dispatch, answer_by=day, by=request.user, now=clock.now())
        messages.success(request, f"De raad van {dispatch.party} krijgt het stuk opnieuw.")
        return redirect(REGISTER, request.agreement.slug, dispatch.document.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "partnership/dispatch_again.html", again | {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@member_page("distribute")
def dispatch_remind(request: AgreementRequest, document: UUID) -> HttpResponse:
    """A reminder to the clerks whose council did not answer; the page first names them."""
    paper = paper_here(request, document)
    if request.method == "POST":
        sent = services.remind_councils(document=paper.document, by=request.user, now=clock.now())
        words = "Eén griffie krijgt een mail." if sent == 1 else f"{sent} griffies krijgen een mail."
        messages.success(request, words if sent else "Er is vandaag niets meer te herinneren.")
        return redirect(REGISTER, request.agreement.slug, document)
    context = page.frame(paper) | {"waiting": questions_to_repeat(paper.document, request.actor.on)}
    return render(request, "partnership/dispatch_remind.html", context)


@require_http_methods(["GET", "POST"])
@member_page("distribute")
def dispatch_errata(request: AgreementRequest, document: UUID) -> HttpResponse:
    """Which councils hear of an erratum to minutes that they got; the post sends. Raises MayNotLeave."""
    paper, on = paper_here(request, document), request.actor.on
    services.check(flaws(paper.facts))
    if request.method == "POST":
        sent = services.report_errata(paper=paper, by=request.user, now=clock.now())
        messages.success(request, wording.told_notice(len(sent)))
        return redirect(REGISTER, request.agreement.slug, document)
    return render(request, "partnership/dispatch_errata.html", page.errata_page(paper, on))


@require_http_methods(["GET", "POST"])
@member_page("distribute")
def dispatch_answer(request: AgreementRequest, pk: UUID) -> HttpResponse:
    """What a council answered to a question. Raises NothingAsked."""
    dispatch, on = dispatch_here(request, pk), request.actor.on
    if dispatch.act != Dispatch.Act.ASK:
        raise dispatching.NothingAsked
    form = AnswerForm(posted(request), sent_on=day_of(dispatch.sent_at), on=on, initial={"answered_on": on})
    if form.is_valid():
        dispatching.record_answer(dispatch=dispatch, by=request.user, now=clock.now(), **form.cleaned_data)
        messages.success(request, f"Het antwoord van de raad van {dispatch.party} is vastgelegd.")
        return redirect(REGISTER, request.agreement.slug, dispatch.document.public_id)
    context = {"dispatch": dispatch, "form": form}
    return render(request, "partnership/dispatch_answer.html", context, status=422 if form.is_bound else 200)
