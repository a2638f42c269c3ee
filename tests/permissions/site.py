"""The addresses of the whole site, read from the resolver."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

Patterns = list[URLPattern | URLResolver]


@dataclass(frozen=True)
class Page:
    """One address: its name with the room, its route, and the names of what varies in it."""

    name: str
    route: str
    varies: tuple[str, ...]


def walk(patterns: Patterns, route: str = "", room: str = "", varies: tuple[str, ...] = ()) -> Iterator[Page]:
    """Every address under these patterns."""
    for entry in patterns:
        here, names = route + str(entry.pattern), varies + tuple(entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, here, entry.namespace or room, names)
        else:
            yield Page(f"{room}:{entry.name}" if room else str(entry.name), here, names)


def pages() -> list[Page]:
    """Every address of the site."""
    return list(walk(get_resolver().url_patterns))


def pages_of_agreements() -> list[Page]:
    """Those under an agreement's slug."""
    return [page for page in pages() if page.route.startswith("<slug:slug>/")]
