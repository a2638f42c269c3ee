"""The page of addresses from which mail comes back."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.fields import LineField
from twente.outbox.bouncing import selectors, wording
from twente.outbox.bouncing.services import NothingReturned, confirm_address


class AddressForm(forms.Form):
    """The address that was looked at."""

    address = LineField(max_length=254)


@require_safe
@member_page("outbox_state")
def returned(request: AgreementRequest) -> HttpResponse:
    """Whose mail comes back, why, and what to do."""
    rows = [(row, wording.reason(row.code)) for row in selectors.returning(request.agreement)]
    return render(request, "outbox/returned.html", {"rows": rows})


@require_POST
@member_page("outbox_state")
def address_confirm(request: AgreementRequest) -> HttpResponse:
    """Somebody asked: the address is right, mail may go there again."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        raise NothingReturned
    address = form.cleaned_data["address"]
    sent = confirm_address(agreement=request.agreement, address=address, by=request.user, now=clock.now())
    messages.success(request, wording.confirmed(address, sent))
    return redirect("outbox:returned", request.agreement.slug)
