"""Notifying a dispute: by a party in this application, or recorded from its letter (BOK-13.2)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from disputes.forms.notice import SEVERAL, LetterForm, NoticeForm
from disputes.presenting.files import address
from disputes.selectors.access import notifies_for, on_behalf
from disputes.services.filing import file_dispute
from disputes.views.found import book_here
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.models import Party
from twente.core.render import go
from twente.core.selectors import parties_of


@require_GET
@member_page()
def notice_choice(request: AgreementRequest) -> HttpResponse:
    """For which party; who speaks for one party goes on at once."""
    book_here(request)
    parties = notifies_for(request.actor)
    if not parties:
        raise Http404
    if len(parties) == 1:
        return redirect("disputes:notice_create", request.agreement.slug, parties[0].code)
    return render(request, "disputes/notice_choice.html", {"parties": parties})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@member_page(several=SEVERAL)
def notice_create(request: AgreementRequest, code: str) -> HttpResponse:
    """The notification of one party."""
    party = next((one for one in notifies_for(request.actor) if one.code == code), None)
    if party is None:
        raise Http404
    form = notice_form(request, party)
    if not form.is_valid():
        context = {"form": form, "party": party, "behalf": on_behalf(request.actor, party)}
        return render(request, "disputes/notice_form.html", context, status=form.status)
    dispute = file_dispute(
        agreement=request.agreement,
        notice=form.notice,
        file=form.cleaned_data["file"],
        key=form.cleaned_data["key"],
        by=request.user,
        now=clock.now(),
    )
    messages.success(request, f"Het geschil is vastgelegd onder nummer {dispute}. De betrokkenen krijgen bericht.")
    return go(request, address(dispute, "dispute_detail"))


def notice_form(request: AgreementRequest, party: Party) -> NoticeForm:
    """The form of the party itself, or that for its letter."""
    kind = LetterForm if on_behalf(request.actor, party) else NoticeForm
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    parties = parties_of(request.agreement, request.actor.on)
    return kind(*posted, parties=parties, notifier=party, book=book_here(request), today=request.actor.on)
