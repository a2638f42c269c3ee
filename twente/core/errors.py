"""Pages for what went wrong, in the site's own style."""

from django.http import HttpRequest, HttpResponse

from twente.core.middleware import page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key is missing or from another session: nothing was stored."""
    return page(request, 403, "Uw sessie is veranderd. Ga terug, vernieuw de pagina en verstuur opnieuw.")
