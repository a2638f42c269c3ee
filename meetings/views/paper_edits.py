"""Handing in papers and what happens to them afterwards: the secretariat, and officers for their own party's items."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from meetings.forms import MoveForm
from meetings.forms.papers import PaperForm, RenewForm, TitleForm, WithdrawForm
from meetings.models import AgendaItem, Paper
from meetings.presenting import papers as page
from meetings.rules.papers import sent_late
from meetings.selectors import items_for
from meetings.selectors.papers import may_add, papers_for, twins
from meetings.selectors.planning import due_days
from meetings.services import papers as services
from meetings.services.locks import not_held
from meetings.views.posted import posted
from meetings.wording import papers as wording
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.refusals import Forbidden, Refusal
from twente.core.render import render_part


@require_http_methods(["GET", "POST"])
@member_page("attachment_add")
def paper_create(request: AgreementRequest, pk: int) -> HttpResponse:
    """Hand in a new paper with an item."""
    item = get_object_or_404(items_for(request.actor), pk=pk)
    checked(request, item)
    form = PaperForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        paper = services.add_paper(item=item, by=request.user, now=clock.now(), **form.details)
        warn(request, paper)
        messages.success(request, f"“{paper.title}” staat bij punt {item.position}.")
        return redirect("meetings:item_detail", request.agreement.slug, item.pk)
    back = reverse("meetings:item_detail", args=[request.agreement.slug, item.pk])
    context = {"h1": "Stuk toevoegen", "act": "Stuk toevoegen", "back": back}
    return form_page(request, form, status=form.status, with_file=True, item=item, **context)


@require_http_methods(["GET", "POST"])
@member_page("attachment_add")
def paper_renew(request: AgreementRequest, pk: int) -> HttpResponse:
    """Hand in the next version of a paper."""
    paper = own_paper(request, pk)
    files = request.FILES if request.method == "POST" else None
    form = RenewForm(posted(request), files, initial={"version": paper.version})
    if form.is_valid():
        data = form.cleaned_data
        services.renew_paper(
            paper=paper, seen=data["version"], file=data["file"], key=data["key"], by=request.user, now=clock.now()
        )
        paper.refresh_from_db()
        warn(request, paper)
        messages.success(request, f"Versie {page.current(paper).number} van “{paper.title}” is opgeslagen.")
        return redirect("meetings:paper_read", request.agreement.slug, pk)
    context = {"h1": f"Nieuwe versie van “{paper.title}”", "act": "Versie opslaan", "back": here(request, paper)}
    return form_page(request, form, status=form.status, with_file=True, item=paper.item, **context)


@require_http_methods(["GET", "POST"])
@member_page("attachment_add")
def paper_rename(request: AgreementRequest, pk: int) -> HttpResponse:
    """Give a paper another title."""
    paper = own_paper(request, pk)
    form = TitleForm(posted(request), initial={"title": paper.title, "version": paper.version})
    if form.is_valid():
        data = form.cleaned_data
        services.rename_paper(paper=paper, title=data["title"], seen=data["version"], by=request.user, now=clock.now())
        messages.success(request, f"Het stuk heet nu “{data['title']}”.")
        return redirect("meetings:paper_read", request.agreement.slug, pk)
    context = {"h1": "Titel wijzigen", "act": "Titel opslaan", "back": here(request, paper)}
    return form_page(request, form, status=422 if form.is_bound else 200, item=paper.item, **context)


@require_http_methods(["GET", "POST"])
@member_page("attachment_add")
def paper_withdraw(request: AgreementRequest, pk: int) -> HttpResponse:
    """Say why, then take the paper back."""
    paper = own_paper(request, pk)
    form = WithdrawForm(posted(request), initial={"version": paper.version})
    if form.is_valid():
        data = form.cleaned_data
        services.withdraw_paper(
            paper=paper, reason=data["reason"], seen=data["version"], by=request.user, now=clock.now()
        )
        messages.success(request, f"“{paper.title}” is ingetrokken.")
        return redirect("meetings:item_detail", request.agreement.slug, paper.item_id)
    context = {"h1": f"“{paper.title}” intrekken", "act": "Stuk intrekken", "back": here(request, paper)}
    return form_page(request, form, status=422 if form.is_bound else 200, item=paper.item, **context)


@require_POST
@member_page("attachment_add")
def paper_move(request: AgreementRequest, pk: int) -> HttpResponse:
    """Put a paper one place up or down; the list comes back in its new order."""
    paper = own_paper(request, pk)
    item, form = paper.item, MoveForm(request.POST)
    status, sentence = 422, services.NoSuchPaperPlace.sentence
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.move_paper(paper=paper, to=data["to"], seen=data["seen"], by=request.user, now=clock.now())
        except Refusal as refusal:
            status, sentence = refusal.status, refusal.sentence
        else:
            status, sentence = 200, f"Stuk verplaatst naar plaats {data['to']}."
    if status != 200:
        messages.error(request, sentence)
    elif not request.htmx:
        return redirect("meetings:item_detail", request.agreement.slug, item.pk)
    context = page.item_papers(item, request.actor) | {"trail": page.trail(item)}
    return render_part(request, "meetings/item_papers.html", part="papers", status=status, announce=sentence, **context)


def checked(request: AgreementRequest, item: AgendaItem) -> None:
    """Raises MeetingOver, and Forbidden for who hands in papers with other items only."""
    not_held(item.meeting)
    if not may_add(request.actor, item):
        raise Forbidden


def own_paper(request: AgreementRequest, pk: int) -> Paper:
    """A paper that this person may change. Raises Http404, MeetingOver, Forbidden, PaperWithdrawn."""
    paper = get_object_or_404(papers_for(request.actor), pk=pk)
    checked(request, paper.item)
    if paper.withdrawn_at is not None:
        raise services.PaperWithdrawn
    return paper


def here(request: AgreementRequest, paper: Paper) -> str:
    """The page of the paper."""
    return reverse("meetings:paper_read", args=[request.agreement.slug, paper.pk])


def warn(request: AgreementRequest, paper: Paper) -> None:
    """After the last day is allowed and shown; the same file twice is allowed, and more often a slip than a wish."""
    due = due_days(paper.item.meeting)["papers"]
    if sent_late(day_of(page.current(paper).uploaded_at), due):
        messages.warning(request, wording.after_the_last_day(due))
    for twin in twins(request.actor, paper.item.meeting, page.current(paper)):
        messages.warning(request, wording.same_file(twin.title, twin.item.position))


def form_page(request: AgreementRequest, form: Any, *, status: int, item: AgendaItem, **context: Any) -> HttpResponse:
    """A form about a paper on its page."""
    context |= {"form": form, "item": item, "trail": page.trail(item)}
    return render(request, "meetings/paper_form.html", context, status=status)
