"""Pages for what went wrong, in the site's own style."""

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

from twente.core.render import refusal


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key is missing or from another session: nothing was stored."""
    return refusal(request, 403, "Uw sessie is veranderd. Ga terug, vernieuw de pagina en verstuur opnieuw.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read."""
    return refusal(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: known, but not allowed."""
    return refusal(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or not for this person; the two look the same on purpose."""
    return refusal(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without request and without database, because either may be what is broken."""
    return HttpResponseServerError(render_to_string("errors/500.html"))
