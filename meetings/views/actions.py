"""The list of actions and promises, one of them, and everything that can be done with it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.forms.actions import ActionForm, ActionSearchForm, SettleForm
from meetings.forms.agenda import SeenForm
from meetings.models import Action, AgendaItem
from meetings.presenting import actions as page
from meetings.presenting.planning import with_version
from meetings.selectors import actions as reads
from meetings.selectors import recipients_of
from meetings.services import actions as recording
from meetings.services import following as services
from meetings.services.reasons import NoReason
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.refusals import Forbidden, StaleVersion
from twente.core.render import render_part
from twente.core.selectors import parties_of
from twente.core.spreadsheet import download, lines

UNREADABLE = "Deze persoon mag het agendapunt niet lezen. Kies iemand anders."


@require_GET
@member_page("agenda_draft")
def action_list(request: AgreementRequest) -> HttpResponse:
    """Open promises and actions by their last day, then what was settled."""
    rows = reads.actions_for(request.actor)
    form = search_form(request, rows)
    filters = form.filters()
    found = reads.matching(rows, filters, request.actor.on)
    count = found.count() if filters.active else None
    context = {
        "form": form,
        "filters": filters,
        "found": count,
        "asked": form.said() if filters.active else [],
        "query": request.GET.urlencode(),
        "may_add": request.actor.may("agenda_edit"),
    } | page.groups(found, request.actor, request.GET.get("page", "1"))
    announce = "" if count is None else f"{count} gevonden"
    status = 422 if form.errors else 200
    return render_part(
        request, "meetings/action_list.html", part="actions", status=status, announce=announce, **context
    )


def search_form(request: AgreementRequest, rows: QuerySet[Action]) -> ActionSearchForm:
    """The form with what can be chosen here, filled in from the address."""
    return ActionSearchForm(
        request.GET,
        owners=reads.owners_in(rows),
        parties=reads.parties_in(rows),
        meetings=reads.meetings_in(rows),
    )


@require_GET
@member_page("agenda_draft")
def actions_csv(request: AgreementRequest) -> HttpResponse:
    """The list as a file, with the same filters."""
    rows = reads.actions_for(request.actor)
    found = reads.matching(rows, search_form(request, rows).filters(), request.actor.on)
    content = page.file_lines(reads.open_first(found).select_related("item__meeting__body__agreement"))
    return download(lines(page.HEADINGS, content), f"acties-{clock.today()}.csv")


def action_here(request: AgreementRequest, pk: int) -> Action:
    """The action, if this person may read its item."""
    return get_object_or_404(reads.actions_for(request.actor), pk=pk)


def settle_form(request: AgreementRequest, action: Action) -> SettleForm:
    """The form that ends an action, with what came in."""
    return SettleForm(
        posted(request),
        meeting_day=day_of(action.item.meeting.starts_at),
        today=clock.today(),
        initial={"settled_on": clock.today(), "version": action.version},
    )


@require_GET
@member_page("agenda_draft")
def action_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """One action with its history, and the form to settle it for who may."""
    action = action_here(request, pk)
    context = page.action_page(action, request.actor) | {"form": settle_form(request, action)}
    return render_part(request, "meetings/action_detail.html", part="action", **context)


def action_form(request: AgreementRequest, action: Action | None = None) -> ActionForm:
    """The form of an action, with what came in; a new one may name its item in the address (`?punt=`)."""
    people = recipients_of(agreement=request.agreement, on=request.actor.on)
    initial = ActionForm.initial_of(action) if action else {"item": request.GET.get("punt")}
    return ActionForm(
        posted(request),
        items=None if action else reads.items_to_act_on(request.actor),
        owners=User.objects.filter(pk__in=[person.pk for person in people]).order_by("name", "pk"),
        parties=parties_of(request.agreement, request.actor.on),
        initial=initial,
    )


def complete(form: ActionForm, item: AgendaItem | None = None) -> bool:
    """Whether the form can be kept: its owner must be able to read the item."""
    if not form.is_valid():
        return False
    owner, about = form.details.owner, item or form.cleaned_data["item"]
    if owner is not None and not reads.may_know(owner, about, clock.today()):
        form.add_error("owner", UNREADABLE)
    return not form.errors


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def action_create(request: AgreementRequest) -> HttpResponse:
    """Add an action or a promise at an item of a meeting that was opened."""
    form = action_form(request)
    if complete(form):
        data = form.cleaned_data
        row = recording.record_action(
            item=data["item"], details=form.details, key=data["key"], by=request.user, now=clock.now()
        )
        messages.success(request, f"{row.get_kind_display().capitalize()} toegevoegd.")
        return redirect("meetings:action_list", request.agreement.slug)
    return form_page(request, form, 422 if form.is_bound else 200, h1="Actie of toezegging toevoegen")


def form_page(request: AgreementRequest, form: ActionForm, status: int, **context: Any) -> HttpResponse:
    """The form on its page; errors answer 422, a conflict 409."""
    return render_part(request, "meetings/action_form.html", part="action_form", status=status, form=form, **context)


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def action_edit(request: AgreementRequest, pk: int) -> HttpResponse:
    """Change an action; somebody else's newer version is shown beside one's own."""
    action = action_here(request, pk)
    form = action_form(request, action)
    context: dict[str, Any] = {"h1": f"{action.get_kind_display().capitalize()} wijzigen", "action": action}
    if not complete(form, action.item):
        return form_page(request, form, 422 if form.is_bound else 200, **context)
    try:
        seen = form.cleaned_data["version"] or 0
        services.edit_action(action=action, details=form.details, seen=seen, by=request.user, now=clock.now())
    except StaleVersion:
        newer = page.as_saved(action)
        return form_page(request, with_version(form, action.version), 409, newer=newer, **context)
    messages.success(request, "De wijziging is opgeslagen.")
    return redirect("meetings:action_detail", request.agreement.slug, pk)


@require_POST
@member_page("agenda_draft")
def action_settle(request: AgreementRequest, pk: int) -> HttpResponse:
    """The action was done or dropped, says the secretary or who does it."""
    action = action_here(request, pk)
    if not reads.may_settle(request.actor, action):
        raise Forbidden
    form = settle_form(request, action)
    if form.is_valid():
        data = form.cleaned_data
        seen = data.pop("version")
        try:
            services.settle_action(action=action, **data, seen=seen, by=request.user, now=clock.now())
        except NoReason as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, "De actie is afgedaan.")
            return redirect("meetings:action_detail", request.agreement.slug, pk)
    context = page.action_page(action, request.actor) | {"form": form}
    return render_part(request, "meetings/action_detail.html", part="action", status=422, **context)


@require_POST
@member_page("agenda_draft")
def action_reopen(request: AgreementRequest, pk: int) -> HttpResponse:
    """It was not settled after all."""
    action = action_here(request, pk)
    if not reads.may_settle(request.actor, action):
        raise Forbidden
    form = SeenForm(request.POST)
    seen = form.cleaned_data["version"] if form.is_valid() else 0
    services.reopen_action(action=action, seen=seen, by=request.user, now=clock.now())
    messages.success(request, "De actie staat weer open.")
    return redirect("meetings:action_detail", request.agreement.slug, pk)
