"""What was given up: a mail or a job is tried again, or somebody says that it is settled."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.fields import LineField
from twente.outbox import wording
from twente.outbox.models import Message
from twente.outbox.settling import services


class SettleForm(forms.Form):
    """What was done instead."""

    why = LineField(
        label="Wat is er gedaan?",
        help_text="Bijvoorbeeld: gebeld met de griffie.",
        error_messages={"required": "Vul in wat er is gedaan."},
    )


@require_POST
@member_page("outbox_state", several=("mail",))
def mail_again(request: AgreementRequest) -> HttpResponse:
    """Send the chosen mails that were given up."""
    chosen = request.POST.getlist("mail")
    number = services.send_again(agreement=request.agreement, mails=chosen, by=request.user, now=clock.now())
    messages.success(request, wording.sent_again(number))
    return redirect("outbox:state", request.agreement.slug)


@require_POST
@member_page("outbox_state")
def job_again(request: AgreementRequest, row: UUID) -> HttpResponse:
    """Have the worker try a failed job once more."""
    services.run_again(agreement=request.agreement, pk=row, by=request.user, now=clock.now())
    messages.success(request, "De taak wordt opnieuw uitgevoerd.")
    return redirect("outbox:state", request.agreement.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("outbox_state")
def settle(request: AgreementRequest, row: UUID) -> HttpResponse:
    """Ask what was done instead. POST: keep that, so that nobody needs to look again."""
    found = services.given_up(request.agreement, row)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        why = form.cleaned_data["why"]
        services.settle(agreement=request.agreement, pk=row, why=why, by=request.user, now=clock.now())
        messages.success(request, "Dit is afgehandeld.")
        return redirect("outbox:state", request.agreement.slug)
    about = f"Bericht aan {found.recipient}" if isinstance(found, Message) else wording.job(found.kind)
    context = {"form": form, "about": about, "queued_at": found.queued_at}
    return render(request, "outbox/settle.html", context, status=422 if form.is_bound else 200)
