"""Bodies and their members: list, one body, and what the secretary records of them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from meetings.forms.bodies import BodyForm, LastDayForm, MemberForm, OfficeForm, people_of
from meetings.models import Body, BodyMember
from meetings.presenting import bodies as presenting
from meetings.selectors import bodies as reads
from meetings.services import bodies as services
from meetings.services import ensure_bodies
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal, StaleVersion
from twente.core.render import render_part
from twente.core.selectors import parties_of


@require_safe
@member_page("mandates")
def body_list(request: AgreementRequest) -> HttpResponse:
    """Every body of the agreement."""
    context = presenting.list_page(request.actor, request.agreement, clock.now())
    return render_part(request, "meetings/body_list.html", part="bodies", **context)


@require_safe
@member_page("mandates")
def body_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """One body with its members, today, before and later."""
    body = get_object_or_404(reads.bodies_for(request.actor), pk=pk)
    context = presenting.body_page(body, request.actor, clock.now())
    return render_part(request, "meetings/body_detail.html", part="body", **context)


def answered(
    request: AgreementRequest,
    form: forms.Form,
    act: Callable[[], Any],
    *,
    said: str,
    back: str,
    field: str | None = None,
    **page: str,
) -> HttpResponse:
    """A form on its page; once it is right the act, and back with a sentence. A refusal stands at the field."""
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            act()
        except Refusal as refusal:
            form.add_error(field, refusal.sentence)
            status = 409 if isinstance(refusal, StaleVersion) else 422
        else:
            messages.success(request, said)
            return redirect(back)
    context: dict[str, Any] = {"form": form, "back": back} | page
    return render_part(request, "meetings/body_form.html", part="body_form", status=status, **context)


def page_of(body: Body) -> str:
    """Address of a body."""
    return reverse("meetings:body_detail", args=[body.agreement.slug, body.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("mandate_record")
def body_create(request: AgreementRequest) -> HttpResponse:
    """A further body beside those of the agreement."""
    now = clock.now()
    ensure_bodies(agreement=request.agreement, by=request.user, now=now)
    form = BodyForm(posted(request), named=True)

    def add() -> None:
        data = {name: form.cleaned_data[name] for name in ("name", "purpose", "contact")}
        services.add_body(agreement=request.agreement, article="", by=request.user, now=now, **data)

    back = reverse("meetings:body_list", args=[request.agreement.slug])
    page = {"h1": "Overleg toevoegen", "button": "Overleg toevoegen", "here": "Toevoegen"}
    return answered(request, form, add, said="Het overleg is toegevoegd.", back=back, field="name", **page)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("mandate_record")
def body_edit(request: AgreementRequest, pk: int) -> HttpResponse:
    """What a body is for and where it is reached."""
    body = get_object_or_404(reads.bodies_for(request.actor), pk=pk)
    shown = {"purpose": body.purpose, "contact": body.contact, "version": body.version}
    form = BodyForm(posted(request), named=False, initial=shown)

    def edit() -> None:
        data = form.cleaned_data
        facts = {"purpose": data["purpose"], "contact": data["contact"], "seen": data["version"] or 0}
        services.edit_body(body=body, by=request.user, now=clock.now(), **facts)

    page = {"h1": f"{body} wijzigen", "button": "Opslaan", "here": "Wijzigen", "up": body.name}
    return answered(request, form, edit, said="Het overleg is gewijzigd.", back=page_of(body), **page)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("mandate_record")
def body_end(request: AgreementRequest, pk: int) -> HttpResponse:
    """The last day of a body that the secretary added."""
    body = get_object_or_404(reads.bodies_for(request.actor), pk=pk)
    form = LastDayForm(posted(request), initial={"last_day": request.actor.on})

    def end() -> None:
        services.end_body(body=body, last_day=form.cleaned_data["last_day"], by=request.user, now=clock.now())

    page = {"h1": f"{body} beëindigen", "button": "Overleg beëindigen", "here": "Beëindigen", "up": body.name}
    page["hint"] = "De leden stoppen op dezelfde dag. Agenda’s, verslagen en besluiten blijven staan."
    return answered(request, form, end, said="Het overleg is beëindigd.", back=page_of(body), field="last_day", **page)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("mandate_record")
def member_create(request: AgreementRequest, pk: int) -> HttpResponse:
    """Somebody sits in a body from a day."""
    body = get_object_or_404(reads.bodies_for(request.actor), pk=pk)
    on = request.actor.on
    choices: dict[str, Any] = {"people": people_of(request.agreement), "parties": parties_of(request.agreement, on)}
    form = MemberForm(posted(request), members=reads.members_on(body, on), initial={"since": on}, **choices)

    def add() -> None:
        key = form.cleaned_data["key"]
        services.add_member(body=body, details=form.details, key=key, by=request.user, now=clock.now())

    page = {"h1": "Lid toevoegen", "button": "Lid toevoegen", "here": "Lid toevoegen", "up": body.name}
    return answered(request, form, add, said="Het lid is toegevoegd.", back=page_of(body), **page)


def member_of(request: AgreementRequest, pk: int) -> BodyMember:
    """A member of a body of this agreement, or 404."""
    rows = BodyMember.objects.filter(body__in=reads.bodies_for(request.actor))
    return get_object_or_404(rows.select_related("body__agreement", "user"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("mandate_record")
def member_end(request: AgreementRequest, pk: int) -> HttpResponse:
    """The last day of a membership."""
    member = member_of(request, pk)
    form = LastDayForm(posted(request), initial={"last_day": request.actor.on})

    def end() -> None:
        services.end_member(member=member, last_day=form.cleaned_data["last_day"], by=request.user, now=clock.now())

    page = {"h1": f"Lidmaatschap van {member} beëindigen", "button": "Lidmaatschap beëindigen", "here": "Beëindigen"}
    page, back = page | {"up": member.body.name}, page_of(member.body)
    return answered(
        request, form, end, said=f"De laatste dag van {member} is vastgelegd.", back=back, field="last_day", **page
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("mandate_record")
def member_office(request: AgreementRequest, pk: int) -> HttpResponse:
    """A member takes another office, such as the chair."""
    member = member_of(request, pk)
    form = OfficeForm(posted(request), initial={"since": request.actor.on, "office": BodyMember.Office.CHAIR})

    def give() -> None:
        services.give_office(member=member, by=request.user, now=clock.now(), **form.cleaned_data)

    page = {"h1": f"Functie van {member}", "button": "Functie vastleggen", "here": "Functie"}
    page, back = page | {"up": member.body.name}, page_of(member.body)
    return answered(request, form, give, said="De functie is vastgelegd.", back=back, field="since", **page)
