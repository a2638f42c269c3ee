"""Pages and parts of pages: whole for a browser, a fragment for htmx. The one door from a view to a template."""

from typing import Any

from django.contrib.messages import get_messages
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget
from django_htmx.middleware import HtmxDetails


class HouseForms(TemplatesSetting):
    """Django's form renderer with our templates: label, hint, error beside the field."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment (not when it restores a page from the browser's history)."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(htmx) and not (htmx and htmx.history_restore_request)


def render_part(
    request: HttpRequest, template: str, *, part: str, status: int = 200, announce: str = "", **context: Any
) -> HttpResponse:
    """The whole page, or for htmx the fragment `_<part>.html` beside it with the status line out of band.

    `announce` is read out to screen reader users and not shown (for what they cannot see change). Answer a form
    with errors with status 422, a conflict with 409: htmx swaps both.
    """
    context["announce"] = announce
    if not wants_part(request):
        return render(request, template, context, status=status)
    folder = template.rpartition("/")[0]
    body = render_to_string(f"{folder}/_{part}.html", context, request)
    return HttpResponse(body + status_line(request, announce), status=status)


def status_line(request: HttpRequest, announce: str = "") -> str:
    """Out-of-band elements for the messages of this request; a read-only request without any leaves them alone."""
    changed = request.method == "POST" or len(get_messages(request)) > 0
    if not changed and not announce:
        return ""
    return render_to_string("_status.html", {"changed": changed, "announce": announce}, request)


def go(request: HttpRequest, address: str) -> HttpResponse:
    """To another page after a finished act; htmx is told to load it whole."""
    return HttpResponseClientRedirect(address) if wants_part(request) else HttpResponseRedirect(address)


def refusal(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    """The error page of this status; for htmx a notice in the status line, so that the page stays as it is."""
    context = {"sentence": sentence, "status": status}
    if not wants_part(request):
        return render(request, f"errors/{status}.html", context, status=status)
    response = render(request, "errors/_refusal.html", context, status=status)
    return reswap(retarget(response, "#status"), "innerHTML")
