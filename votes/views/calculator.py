"""Rekenhulp: an imagined vote, its address a calculation to share; and the power of each party under a rule."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.render import render_part
from twente.core.selectors import reading_values, readings_on
from twente.core.spreadsheet import download, lines
from votes.forms.calculator import Address, NothingToCalculate, RuleForm, question_of
from votes.presenting.calculator import Question, address_of, calculation, prefilled, rows
from votes.presenting.power import HEADINGS, power_lines, power_page
from votes.rules import Choice
from votes.views.casting import own_proposal

Page = Callable[[AgreementRequest], HttpResponse]
PARTS = {"uitkomst": "outcome"}
"""The element that htmx fills → its fragment; anything else gets form and outcome."""


def asked(request: AgreementRequest) -> tuple[Question, RuleForm, bool]:
    """The question of the address, its form, and whether the address held what nobody knows."""
    address, today = Address(request.GET), clock.today()
    question, figures = question_of(request.agreement, address, today)
    form = RuleForm(question, figures, reading_values(request.agreement, today))
    return question, form, bool(address.unknown)


def calculable(view: Page) -> Page:
    """Decorate a page that needs votes and figures: without them it says what is missing."""

    @wraps(view)
    def page(request: AgreementRequest) -> HttpResponse:
        try:
            return view(request)
        except NothingToCalculate as reason:
            return render(request, "votes/calculator_empty.html", {"reason": str(reason)})

    return page


@require_GET
@member_page("result")
@calculable
def calculator(request: AgreementRequest) -> HttpResponse:
    """Rekenhulp: choose the rule, tick who is there, set votes; the answer is that of a real vote."""
    question, form, strange = asked(request)
    if request.GET.get("allen") in set(Choice):
        everybody = question.all_voting(Choice(request.GET["allen"]))
        return redirect(f"{reverse('votes:calculator', args=[request.agreement.slug])}?{address_of(everybody)}")
    found = calculation(question, adopted=readings_on(request.agreement, clock.today()))
    context: dict[str, Any] = {"form": form, "rows": rows(question), "strange": strange, **found}
    part = PARTS.get(request.htmx.target or "", "calculator")
    said = f"{found['result']['title']}. {found['needed'].title}"
    return render_part(request, "votes/calculator.html", part=part, announce=said, **context)


@require_GET
@member_page("result")
def calculate_vote(request: AgreementRequest, pk: int) -> HttpResponse:
    """The rekenhulp with the rule, the subject and the figures of a vote; never with its ballots."""
    query = prefilled(own_proposal(request, pk), clock.now())
    return redirect(f"{reverse('votes:calculator', args=[request.agreement.slug])}?{query}")


@require_GET
@member_page("result")
@calculable
def power_table(request: AgreementRequest) -> HttpResponse:
    """Stemkracht: how often each party makes the difference under a rule, with vetoes and groups that block."""
    question, form, strange = asked(request)
    return render(request, "votes/power.html", {"form": form, "strange": strange, **power_page(question)})


@require_GET
@member_page("result")
@calculable
def power_csv(request: AgreementRequest) -> HttpResponse:
    """The same table for a spreadsheet."""
    question, _, _ = asked(request)
    name = f"stemkracht-{question.population.reference_date}.csv"
    return download(lines(HEADINGS, power_lines(question)), name)
