"""Which votes a person sees in the overview, and which of them match what was asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import ExtractYear

from twente.core.models import Agreement, Party
from twente.core.permissions import Actor
from votes import selectors
from votes.models import Proposal
from votes.rules import Ground

State = Proposal.State
NOT_CAST, NO_VOTE = "niet", "geen"
"""Two things that are no choice: may vote and did not, and may not vote (BOK-12.2)."""


@dataclass(frozen=True)
class Filters:
    """What somebody looks for; an empty value asks nothing. `choice` is only asked together with `party`."""

    text: str = ""
    year: int | None = None
    party: str = ""
    choice: str = ""
    outcome: str = ""
    kind: str = ""
    state: str = ""

    @property
    def active(self) -> bool:
        """Whether anything was asked."""
        return self != Filters()


def listed(actor: Actor, moment: datetime) -> QuerySet[Proposal]:
    """Votes of which this person may open the page now, the newest meeting first; three reads at most."""
    pages = [state for state, act in selectors.PAGE_ACTS.items() if actor.may(act)]
    followed = Q(state=State.OPEN)
    if not actor.may("turnout"):
        follows = [vote.pk for vote in selectors.open_proposals(actor) if selectors.may_follow(vote, actor, moment)]
        followed = Q(pk__in=follows)
    rows = selectors.proposals_for(actor).filter(Q(state__in=pages) | followed)
    rows = rows.annotate(secret=KT("snapshot__secret")).defer("snapshot")
    return rows.order_by("-item__meeting__starts_at", "item__position", "-round", "-pk")


def matching(rows: QuerySet[Proposal], filters: Filters) -> QuerySet[Proposal]:
    """The votes that answer every question that was asked."""
    asked = [narrow(filters) for name, narrow in NARROW.items() if getattr(filters, name)]
    if filters.text:
        rows = rows.annotate(words=SearchVector("title", "text", config="dutch"))
    return rows.filter(*asked)


def _text(filters: Filters) -> Q:
    """Words in any of their Dutch forms, or the very characters, in subject or proposed decision."""
    words = Q(words=SearchQuery(filters.text, config="dutch", search_type="websearch"))
    return words | Q(title__icontains=filters.text) | Q(text__icontains=filters.text)


def _party(filters: Filters) -> Q:
    """Open votes in which the party had a seat, with its choice; what was voted in secret is nobody's (R20)."""
    return Q(snapshot__secret=False) & CHOICES.get(filters.choice, _any)(filters.party, filters.choice)


def _row(**fields: str) -> Q:
    """A row of the frozen table with these values."""
    return Q(result__contains={"ballots": [fields]})


def _any(party: str, choice: str) -> Q:
    return _row(party=party)


def _chosen(party: str, choice: str) -> Q:
    return _row(party=party, choice=choice, excluded="")


def _not_cast(party: str, choice: str) -> Q:
    return _row(party=party, choice="", excluded="")


def _no_vote(party: str, choice: str) -> Q:
    return _row(party=party, excluded=str(Ground.AGREEMENT)) | _row(party=party, excluded=str(Ground.DECISION))


def _outcome(filters: Filters) -> Q:
    """What came out, in the word above the result or in that of the decision; an annulled vote decided nothing."""
    word = Q(result__title=filters.outcome) | Q(result__outcome=filters.outcome)
    return word & ~Q(state=State.ANNULLED)


CHOICES: Mapping[str, Callable[[str, str], Q]] = {
    "voor": _chosen,
    "tegen": _chosen,
    "blanco": _chosen,
    NOT_CAST: _not_cast,
    NO_VOTE: _no_vote,
}
NARROW: Mapping[str, Callable[[Filters], Q]] = {
    "text": _text,
    "year": lambda filters: Q(item__meeting__starts_at__year=filters.year),
    "party": _party,
    "outcome": _outcome,
    "kind": lambda filters: Q(decision_kind=filters.kind),
    "state": lambda filters: Q(state=filters.state),
}
"""Question → which votes answer it."""


def years_of(rows: QuerySet[Proposal]) -> list[int]:
    """The years in which these votes were held, newest first."""
    years = rows.order_by().annotate(year=ExtractYear("item__meeting__starts_at")).values_list("year", flat=True)
    return sorted(set(years.distinct()), reverse=True)


def outcomes_of(rows: QuerySet[Proposal]) -> list[str]:
    """The words for what came out, as these votes have them."""
    words = rows.order_by().annotate(word=KT("result__title")).values_list("word", flat=True)
    return sorted(word for word in set(words.distinct()) if word)


def parties_ever(agreement: Agreement) -> QuerySet[Party]:
    """Parties that take part or once did, in their fixed order."""
    return Party.objects.filter(memberships__agreement=agreement).distinct().order_by("position")
