"""What every kind of mail looks like, and one of them sent to oneself; for who looks after the mail of the overleg."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.fields import FormKeyField
from twente.core.letter.writing import html_of
from twente.home import samples
from twente.outbox.trying import send_trial

LETTER = {"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [SELF], "form-action": [NONE]}
"""What the HTML of a mail may do: show its own styles inside our page, and nothing more."""


class TrialForm(forms.Form):
    """Only its key: pressing twice sends one mail."""

    key = FormKeyField()


def asked_for(request: AgreementRequest, name: str) -> samples.Sample:
    """The sample of the address. Raises Http404."""
    found = samples.sample_named(request.agreement, request.user, clock.now(), name)
    if found is None:
        raise Http404
    return found


@require_safe
@member_page("outbox_state")
def mail_samples(request: AgreementRequest) -> HttpResponse:
    """Every kind of mail by its subject, with invented facts."""
    groups = samples.grouped(request.agreement, request.user, clock.now())
    return render(request, "home/mail_samples.html", {"groups": groups})


@csp_update({"frame-src": [SELF]})
@require_http_methods(["GET", "POST"])
@member_page("outbox_state")
def mail_sample(request: AgreementRequest, name: str) -> HttpResponse:
    """One mail in both forms; posting sends it to the person who looks."""
    sample, form = asked_for(request, name), TrialForm(posted(request))
    if form.is_valid():
        key, now = form.cleaned_data["key"], clock.now()
        send_trial(
            agreement=request.agreement, subject=sample.subject, body=sample.body, key=key, by=request.user, now=now
        )
        messages.success(request, f"De proefmail gaat naar {request.user.email}.")
        return redirect("home:mail_sample", request.agreement.slug, name)
    return render(
        request, "home/mail_sample.html", {"sample": sample, "form": form}, status=422 if form.errors else 200
    )


@csp(LETTER)
@xframe_options_sameorigin
@require_safe
@member_page("outbox_state")
def mail_sample_html(request: AgreementRequest, name: str) -> HttpResponse:
    """The HTML exactly as it is sent."""
    sample = asked_for(request, name)
    return HttpResponse(html_of(sample.subject, sample.body))
