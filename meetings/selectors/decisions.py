"""Reads of decisions over all meetings: which this person may read, which match what was asked, how far they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from meetings.models import Decision, DecisionProgress
from meetings.selectors.agenda import items_for
from twente.core.permissions import Actor

ANNULLED = "vernietigd"
"""A word to look for beside the outcomes."""
NOTHING_NOTED = "none"
"""Of a decision whose execution nobody noted anything about."""


@dataclass(frozen=True)
class DecisionFilters:
    """What somebody looks for; an empty value asks nothing. `body` is the id of a body, `subject` a key ("8a")."""

    text: str = ""
    year: int | None = None
    body: int | None = None
    subject: str = ""
    portfolio: str = ""
    outcome: str = ""
    stand: str = ""

    @property
    def active(self) -> bool:
        """Whether anything was asked."""
        return self != DecisionFilters()


def decisions_for(actor: Actor) -> QuerySet[Decision]:
    """The decisions this person may read, the newest number first, each with `stand` (see `DecisionProgress`)."""
    noted = DecisionProgress.objects.filter(decision=OuterRef("pk")).order_by("-pk")
    rows = Decision.objects.filter(agreement=actor.agreement, item__in=items_for(actor))
    rows = rows.select_related("item__meeting__body__agreement", "annulment")
    return rows.annotate(stand=Coalesce(Subquery(noted.values("state")[:1]), Value(""))).order_by("-year", "-number")


def with_progress(rows: QuerySet[Decision], actor: Actor) -> QuerySet[Decision]:
    """The same with everything that was noted; a replacement that this person may not read stays unnamed."""
    readable = decisions_for(actor).order_by()
    steps = DecisionProgress.objects.select_related("recorded_by").prefetch_related(
        Prefetch("replaced_by", readable, to_attr="replacement")
    )
    return rows.prefetch_related(Prefetch("progress", steps))


def matching(rows: QuerySet[Decision], filters: DecisionFilters) -> QuerySet[Decision]:
    """The decisions that answer every question that was asked."""
    asked = [narrow(filters) for name, narrow in NARROW.items() if getattr(filters, name)]
    if filters.text:
        rows = rows.annotate(words=SearchVector("text", "item__title", config="dutch"))
    return rows.filter(*asked)


def _text(filters: DecisionFilters) -> Q:
    """Words in any of their Dutch forms, or the very characters, in decision or item; or the number itself."""
    words = Q(words=SearchQuery(filters.text, config="dutch", search_type="websearch"))
    found = words | Q(text__icontains=filters.text) | Q(item__title__icontains=filters.text)
    year, _, number = filters.text.partition("-")
    if all(part.isascii() and part.isdigit() and len(part) <= 4 for part in (year, number)):
        found |= Q(year=int(year), number=int(number))
    return found


def _outcome(filters: DecisionFilters) -> Q:
    """What came out; an annulled decision decided nothing."""
    if filters.outcome == ANNULLED:
        return Q(annulment__isnull=False)
    return Q(outcome=filters.outcome, annulment__isnull=True)


NARROW: Mapping[str, Callable[[DecisionFilters], Q]] = {
    "text": _text,
    "year": lambda filters: Q(year=filters.year),
    "body": lambda filters: Q(item__meeting__body=filters.body),
    "subject": lambda filters: Q(item__subject=filters.subject),
    "portfolio": lambda filters: Q(item__portfolio=filters.portfolio),
    "outcome": _outcome,
    "stand": lambda filters: Q(stand="" if filters.stand == NOTHING_NOTED else filters.stand),
}
"""Question → which decisions answer it."""


def years_of(rows: QuerySet[Decision]) -> list[int]:
    """The years in which these decisions were taken, newest first."""
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def outcomes_of(rows: QuerySet[Decision]) -> list[str]:
    """The words for what came out, as these decisions have them."""
    return list(rows.order_by("outcome").values_list("outcome", flat=True).distinct())


def portfolios_of(rows: QuerySet[Decision]) -> list[str]:
    """The portfolios under which these decisions were prepared (HER-5a)."""
    named = rows.exclude(item__portfolio="").order_by("item__portfolio")
    return list(named.values_list("item__portfolio", flat=True).distinct())


def replaceable_by(decision: Decision, actor: Actor) -> QuerySet[Decision]:
    """Decisions that can stand in the place of this one: those taken after it that were not annulled."""
    later = Q(decided_at__gt=decision.decided_at) | Q(decided_at=decision.decided_at, pk__gt=decision.pk)
    return decisions_for(actor).filter(later, annulment__isnull=True)


def replaced_by(decision: Decision, actor: Actor) -> QuerySet[Decision]:
    """The decisions in whose place this one came, as far as this person may read them."""
    return decisions_for(actor).filter(pk__in=decision.replaces.values("decision"), stand="replaced")
