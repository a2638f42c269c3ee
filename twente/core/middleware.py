"""Two guards around every request: how long a session lasts, and which bodies are not accepted at all."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.contrib.auth import logout
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from twente.core import clock
from twente.core.refusals import Refusal
from twente.core.render import refusal

Response = Callable[[HttpRequest], HttpResponse]
STARTED, SEEN = "started_at", "seen_at"


class MemoryUploads(MemoryFileUploadHandler):
    """Keeps a file in memory whatever its size: for pages that promise to keep nothing (`memory_only` on the view)."""

    def handle_raw_input(self, *args: Any, **more: Any) -> None:
        """Called by Django before the body is read; RequestGuard has refused what is too large."""
        self.activated = True


class SessionLimits:
    """Ends a session after thirty idle minutes or twelve hours in all (server time)."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Log out when a limit has passed, else note that the person is here; polling does not count as being here."""
        if request.user.is_authenticated:
            moment = clock.now().timestamp()
            session = request.session
            idle = moment - session.get(SEEN, moment) > settings.SESSION_IDLE.total_seconds()
            old = moment - session.setdefault(STARTED, moment) > settings.SESSION_ABSOLUTE.total_seconds()
            if idle or old:
                logout(request)
            elif "versie" not in request.GET and moment - session.get(SEEN, 0) > 60:
                session[SEEN] = moment
        return self.get_response(request)


class RequestGuard:
    """Refuses unreadable bodies before a view sees them, and turns refusals of services into pages."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pages of signed-in people are never kept by a browser or proxy; a body beyond every ceiling is not read."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_MAX_BYTES:
            return refusal(request, 413)
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        """413 for a body that is too large, 400 for broken UTF-8 or for a single field that came twice."""
        if request.method != "POST":
            return None
        if getattr(view, "memory_only", False):
            request.upload_handlers = [MemoryUploads(request)]
        if self.is_form(request):
            if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                return refusal(request, 413)
            if not readable(request.body):
                return refusal(request, 400)
        several: frozenset[str] = getattr(view, "several", frozenset())
        if any(len(values) > 1 and name not in several for name, values in request.POST.lists()):
            return refusal(request, 400)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal is an answer for a person, not a crash."""
        return refusal(request, error.status, error.sentence) if isinstance(error, Refusal) else None

    @staticmethod
    def is_form(request: HttpRequest) -> bool:
        """Whether the body is a plain form (uploads are judged by their own forms)."""
        return request.content_type == "application/x-www-form-urlencoded"


def readable(body: bytes) -> bool:
    """Whether a form body is UTF-8 after unquoting; Django would silently replace what is not."""
    try:
        unquote_to_bytes(body).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
