"""Who may read an item: impose, confirm and lift its confidentiality, and give an officer the right to read it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from meetings import selectors
from meetings.forms.openness import ConfirmForm, GrantForm, LiftForm, OpennessForm
from meetings.models import AgendaItem
from meetings.presenting import openness as presenting
from meetings.selectors.openness import grantable
from meetings.services import openness as services
from meetings.views.posted import posted
from meetings.wording.openness import LIFTED_BY
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.models import User
from twente.core.refusals import Refusal
from twente.core.render import go, render_part

SECRET = AgendaItem.Confidentiality.SECRET


def item_here(request: AgreementRequest, pk: int) -> AgendaItem:
    """An item that this person may read; 404 otherwise."""
    return get_object_or_404(selectors.items_for(request.actor), pk=pk)


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def item_openness(request: AgreementRequest, pk: int) -> HttpResponse:
    """Make an item besloten, put geheimhouding on it, or change its ground or last day."""
    item = item_here(request, pk)
    form = OpennessForm(posted(request), initial=OpennessForm.initial_of(item))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        act: dict[str, Any] = {"seen": form.cleaned_data["version"], "by": request.user, "now": clock.now()}
        try:
            services.impose(item=item, imposed=form.imposed, **act)
        except Refusal as refusal:
            status = refusal.status
            form.add_error("until" if isinstance(refusal, services.LastDayPast) else None, refusal.sentence)
        else:
            messages.success(request, "De openbaarheid is vastgelegd.")
            return redirect("meetings:item_detail", request.agreement.slug, pk)
    context = presenting.page(item, "Openbaarheid wijzigen") | {"form": form}
    return render_part(request, "meetings/item_openness.html", part="openness_form", status=status, **context)


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def item_openness_lift(request: AgreementRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then let everybody who reads the agenda read the item."""
    item = item_here(request, pk)
    if item.confidentiality == AgendaItem.Confidentiality.PUBLIC:
        raise services.NothingToLift
    form = LiftForm(posted(request), initial={"version": item.version})
    if form.is_valid():
        data = form.cleaned_data
        services.lift(item=item, reason=data["reason"], seen=data["version"], by=request.user, now=clock.now())
        messages.success(request, f"Punt {item.position} is nu openbaar.")
        return go(request, presenting.page(item, "")["back"])
    act = LIFTED_BY[item.confidentiality]
    context = presenting.page(item, act) | presenting.before_lifting(item) | {"form": form, "act": act}
    status = 422 if form.is_bound else 200
    return render_part(request, "meetings/item_openness_act.html", part="openness_act", status=status, **context)


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def item_openness_confirm(request: AgreementRequest, pk: int) -> HttpResponse:
    """Record the decision with which the overleg confirmed the geheimhouding."""
    item = item_here(request, pk)
    if item.confidentiality != SECRET:
        raise services.NotSecret
    form = ConfirmForm(posted(request), initial={"version": item.version})
    if form.is_valid():
        data = form.cleaned_data
        services.confirm(item=item, decision=data["reason"], seen=data["version"], by=request.user, now=clock.now())
        messages.success(request, "De geheimhouding is bekrachtigd.")
        return go(request, presenting.page(item, "")["back"])
    act = "Geheimhouding bekrachtigen"
    context = presenting.page(item, act) | presenting.before_confirming(item) | {"form": form, "act": act}
    status = 422 if form.is_bound else 200
    return render_part(request, "meetings/item_openness_act.html", part="openness_act", status=status, **context)


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def item_grants(request: AgreementRequest, pk: int) -> HttpResponse:
    """Who may read this confidential item besides those who may by office; give an officer the right."""
    item, now = item_here(request, pk), clock.now()
    form = GrantForm(posted(request), people=grantable(item, clock.today()))
    if form.is_valid():
        person = form.cleaned_data["person"]
        services.grant_reading(item=item, user=person, by=request.user, now=now)
        messages.success(request, f"{person} kan dit punt nu lezen.")
        return redirect("meetings:item_grants", request.agreement.slug, pk)
    context = presenting.page(item, "Leesrecht") | {"form": form, "grants": item.grants.select_related("user")}
    status = 422 if form.is_bound else 200
    return render_part(request, "meetings/item_grants.html", part="item_grants", status=status, **context)


@require_POST
@member_page("agenda_edit")
def item_grant_withdraw(request: AgreementRequest, pk: int, user_pk: int) -> HttpResponse:
    """Take a reading right back."""
    item, person = item_here(request, pk), get_object_or_404(User, pk=user_pk)
    if services.withdraw_reading(item=item, user=person, by=request.user, now=clock.now()):
        messages.success(request, f"Het leesrecht van {person} is ingetrokken.")
    return redirect("meetings:item_grants", request.agreement.slug, pk)
