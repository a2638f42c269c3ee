"""Pages that belong to no room: statements that the law asks for, files for machines, the page of all components."""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from twente.core import clock, showcase

ROBOTS = "User-agent: *\nAllow: /openbaar/\nDisallow: /\n"


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (EN 301 549), a draft until an audit has been done."""
    return render(request, "core/accessibility.html", {"contact": contact()})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which personal data are kept, why and how long (AVG)."""
    return render(request, "core/privacy.html", {"contact": contact()})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Only what was published belongs in a search engine, and where it finds that (Woo)."""
    sitemap = f"Sitemap: {settings.SITE_URL}/openbaar/sitemap.xml\n"
    return HttpResponse(ROBOTS + sitemap, content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); internet.nl asks for it."""
    expires = (clock.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: mailto:{contact()}",
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone shows without a connection: the papers that were saved on it; the page itself knows nobody."""
    return render(request, "core/offline.html")


@require_safe
def offline_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it may answer for the whole site; never kept, so that a fix arrives."""
    script = (settings.ROOT / "static" / "js" / "offline-worker.js").read_bytes()
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """How the site stands on the home screen of a phone."""
    icons = [
        {"src": static(f"img/app-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)
    ]
    about = {"name": "Bestuurlijk overleg", "short_name": "Overleg", "lang": "nl", "start_url": "/", "scope": "/"}
    looks = {"display": "standalone", "background_color": "#ffffff", "theme_color": "#0b5d6b", "icons": icons}
    return JsonResponse(about | looks, content_type="application/manifest+json")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for the eye and for axe; only while developing or demonstrating."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "core/components.html", showcase.everything(clock.now()))


def contact() -> str:
    """The address of the secretariat."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
