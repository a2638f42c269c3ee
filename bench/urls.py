"""The addresses of the product, and the barest act there is: a signed-in post that writes one row."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.http import require_POST

from twente import urls
from twente.core import audit, clock
from twente.core.models import User


class SignedInRequest(HttpRequest):
    """A request after `login_required`."""

    user: User


@require_POST
@login_required
def bare(request: SignedInRequest) -> HttpResponse:
    """Session, forgery check, one row, an answer: through the same middleware as every page."""
    audit.record(agreement=None, by=request.user, at=clock.now(), action="measured", target=request.user)
    return HttpResponseRedirect("/")


urlpatterns = [path("meting/", bare), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
