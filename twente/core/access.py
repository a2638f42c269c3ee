"""The door of every page under an agreement: who are you here, and may you do this?"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django_htmx.middleware import HtmxDetails

from twente.core import clock
from twente.core.models import Agreement, User
from twente.core.permissions import Actor, actor_for
from twente.core.refusals import Forbidden

P = ParamSpec("P")


class AgreementRequest(HttpRequest):
    """A request by a signed-in person who takes part in the agreement of the address."""

    htmx: HtmxDetails
    user: User
    agreement: Agreement
    actor: Actor


View = Callable[Concatenate[AgreementRequest, P], HttpResponseBase]


def member_page(act: str | None = None, *, several: Iterable[str] = ()) -> Callable[[View[P]], Any]:
    """Decorate a view whose address starts with the agreement's slug.

    A visitor goes to the login page; a person without a role in this agreement gets 404; a person whose roles do
    not allow `act` gets 403. `several` names the form fields that may occur more than once.
    """

    def decorate(view: View[P]) -> Any:
        @login_required
        @wraps(view)
        def page(request: AgreementRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            request.agreement = get_object_or_404(Agreement, slug=slug)
            request.actor = actor_for(request.user, request.agreement, clock.today())
            if not request.actor.takes_part:
                raise Http404
            if act is not None and not request.actor.may(act):
                raise Forbidden
            return view(request, *args, **kwargs)

        page.several = frozenset(several)  # type: ignore[attr-defined]
        return page

    return decorate
