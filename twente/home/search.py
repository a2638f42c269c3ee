"""Search in all rooms: PostgreSQL's own full text in Dutch. Every hit comes through the selector of its room.

Nothing is copied to a place of its own: what somebody may not read is in no list, count or fragment, by the same rule
that keeps it from the page itself.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, Model, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from twente.core.permissions import Actor
from twente.home.searched import SOURCES
from twente.home.source import Source

PER_PAGE = 20
OPENS, CLOSES = "\ue000", "\ue001"
"""Marks around a word that was looked for: characters that no text has, so that a page can escape everything else."""
CONFIG = "dutch"
ALL = 10_000_000
"""More rows than any table here has."""


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; an empty value asks nothing. `body` is the id of a body."""

    text: str
    kind: str = ""
    year: int | None = None
    body: int | None = None


@dataclass(frozen=True)
class Part:
    """A piece of a fragment; `marked` when it is a word that was looked for."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Hit:
    """Something that was found: what it is, its title and address, when and where, and a fragment of its text."""

    source: Source
    title: str
    address: str
    about: str
    parts: tuple[Part, ...]


def query_of(text: str) -> SearchQuery:
    """Words, "a phrase", -not this; whatever is typed is a question, never an error."""
    return SearchQuery(text, config=CONFIG, search_type="websearch")


def not_told_yet(source: Source, asked: Asked, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows without those that another source tells already."""
    if not source.known_by:
        return rows
    known = SearchVector(source.known_by, config=CONFIG)
    return rows.annotate(known=known).exclude(known=query_of(asked.text))


def vector_of(source: Source) -> SearchVector:
    """The text of a source as it is indexed; the same expression as in the migration, so that the index is used."""
    return SearchVector(*source.fields, config=CONFIG)


def narrowed(source: Source, asked: Asked) -> Q:
    """The year and the body, by the meeting of the item; what belongs to no meeting belongs to no body."""
    about = Q()
    if asked.year:
        about &= Q(**{f"{source.moment}__year": asked.year})
    if not asked.body:
        return about
    return Q(pk__in=[]) if source.dated else about & Q(**{f"{source.item}meeting__body": asked.body})


def matching(source: Source, model: type[Model], query: SearchQuery) -> QuerySet[Any, Any]:
    """Keys of everything that holds the words, read or not, by the index alone.

    The limit keeps PostgreSQL from first collecting what somebody may read and then taking the words out of every text.
    """
    rows = model._default_manager.annotate(words=vector_of(source)).filter(words=query)
    return rows.order_by().values("pk")[:ALL]


def ranked(source: Source, actor: Actor, asked: Asked, now: datetime) -> QuerySet[Any, Any]:
    """Kind, key, rank and moment of everything that this person may find in one source."""
    query, vector = query_of(source.asks(asked.text)), vector_of(source)
    readable = source.rows(actor, now).filter(narrowed(source, asked))
    rows = readable.filter(pk__in=matching(source, readable.model, query))
    rows = not_told_yet(source, asked, rows).annotate(
        hit_kind=Value(source.key, output_field=CharField()),
        hit_key=F("pk"),
        hit_rank=SearchRank(vector, query),
        hit_at=F(source.moment),
    )
    return rows.order_by().values_list("hit_kind", "hit_key", "hit_rank", "hit_at")


def sources_for(asked: Asked) -> list[Source]:
    """The sources that were asked for."""
    return [source for source in SOURCES if asked.kind in ("", source.kind)]


def found(actor: Actor, asked: Asked, number: str, now: datetime) -> tuple[Page[Any], list[Hit]]:
    """One page of hits, the best first and of equals the newest; a fixed number of reads."""
    first, *others = [ranked(source, actor, asked, now) for source in sources_for(asked)]
    rows = first.union(*others, all=True) if others else first
    page = Paginator(rows.order_by("-hit_rank", "-hit_at", "hit_kind", "hit_key"), PER_PAGE).get_page(number)
    keys = [(kind, key) for kind, key, _, _ in page]
    hits = {
        (source.key, row.pk): hit_of(source, row)
        for source in sources_for(asked)
        for row in shown(source, actor, asked, [key for kind, key in keys if kind == source.key], now)
    }
    return page, [hits[key] for key in keys if key in hits]


def shown(source: Source, actor: Actor, asked: Asked, keys: list[int], now: datetime) -> QuerySet[Any]:
    """The rows of a page with their fragment, through the selector once more."""
    if not keys:
        return source.rows(actor, now).none()
    text = Cast(source.fields[0], CharField()) if len(source.fields) == 1 else joined(source.fields)
    fragment = SearchHeadline(
        text,
        query_of(source.asks(asked.text)),
        config=CONFIG,
        start_sel=OPENS,
        stop_sel=CLOSES,
        max_words=40,
        min_words=20,
        max_fragments=2,
        fragment_delimiter=" … ",
    )
    return source.rows(actor, now).filter(pk__in=keys).annotate(fragment=fragment)


def joined(fields: tuple[str | Combinable, ...]) -> Concat:
    """Several fields as one text."""
    expressions = [F(field) if isinstance(field, str) else field for field in fields]
    between = [part for expression in expressions for part in (expression, Value(" "))]
    return Concat(*between[:-1], output_field=CharField())


def hit_of(source: Source, row: Any) -> Hit:
    """A row as the page shows it."""
    title, address, about = source.tell(row)
    return Hit(source, title, address, about, parts_of(source.plain(row)))


def parts_of(fragment: str) -> tuple[Part, ...]:
    """A fragment in pieces, so that a template escapes all of it and marks the words itself."""
    first, *pieces = fragment.split(OPENS)
    parts = [Part(first.replace(CLOSES, ""), marked=False)]
    for piece in pieces:
        word, closed, rest = piece.partition(CLOSES)
        if closed:
            parts.append(Part(word, marked=True))
        parts.append(Part((rest if closed else word).replace(CLOSES, ""), marked=False))
    return tuple(part for part in parts if part.text)
