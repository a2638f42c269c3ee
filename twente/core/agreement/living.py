"""How an agreement lives: its parties, bodies, people, money, disputes, duties and end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from twente.core.agreement.fields import (
    ArticleRef,
    DecisionRef,
    Key,
    Number,
    OfficeRef,
    PartyRef,
    ReadingRef,
    Record,
    Share,
    StepRef,
    Text,
    matching,
    one_of,
)
from twente.core.agreement.measures import Length, Often


@dataclass(frozen=True)
class Article(Record):
    """An article in our own words; `automated` says that the software itself applies it."""

    about: Text
    automated: bool
    number: str = ""

    given = frozenset({"number"})


@dataclass(frozen=True)
class Party(Record):
    """A public body that takes part: its CBS code and the name on screen."""

    code: Annotated[str, matching(r"GM\d{4}|PV\d{2}", "GM0153")]
    name: Text


@dataclass(frozen=True)
class Member(Record):
    """Seats in a body for a group that is not one of the parties, such as employers or UWV."""

    key: Key
    label: Text
    article: ArticleRef
    seats: Number | None
    party: PartyRef | None
    temporary: bool
    votes: bool


@dataclass(frozen=True)
class Subject(Record):
    """A standing subject of the agenda; `financial` is None where the secretary answers that question.

    `below` is the article by which the agreement goes before what is treated under this subject (BOK-2.3).
    """

    key: ArticleRef
    label: Text
    financial: bool | None
    below: ArticleRef | None = None

    @property
    def article(self) -> str:
        return self.key


@dataclass(frozen=True)
class ItemClass(Record):
    """A class of agenda items, the articles it may follow from, and the decision that must admit it first."""

    key: Key
    label: Text
    articles: tuple[ArticleRef, ...]
    admission: DecisionRef | None
    votes: bool


@dataclass(frozen=True)
class ItemStatus(Record):
    """What is asked of the meeting with an item (HER-5)."""

    key: Key
    label: Text


@dataclass(frozen=True)
class Body(Record):
    """A body that meets under the agreement; `rhythm` is the least it must meet, by `rhythm_article`.

    `per_party` says that every party has a member in it, alone or shared (BOK-7.3); `least_parties` how many parties
    must have one (UHO-1g); `chair_article` who chairs it where that is not the chair of the agreement (BOK-7.4).
    """

    key: Key
    name: Text
    article: ArticleRef
    rhythm: Often | None
    rhythm_article: ArticleRef | None
    seats: Number | None
    votes: bool
    per_party: bool = False
    least_parties: Number | None = None
    chair_article: ArticleRef | None = None


@dataclass(frozen=True)
class Office(Record):
    """An office: who holds it or how one comes to it, whether it votes, how long it lasts."""

    key: Key
    label: Text
    article: ArticleRef
    holder: Text | None
    party: PartyRef | None
    nominated_by: Text | None
    decision: DecisionRef | None
    votes: bool
    term: Length | None
    renewal: Length | None
    renewal_reading: ReadingRef | None
    ends_with: Text | None


@dataclass(frozen=True)
class Signing(Record):
    """Whose signatures the documents of a body need, in this order (BOK-5.6)."""

    article: ArticleRef
    offices: tuple[OfficeRef, ...]


@dataclass(frozen=True)
class Cluster(Record):
    """Parties that together appoint one person; all their colleges must agree (BOK-6.3)."""

    key: Key
    article: ArticleRef
    parties: tuple[PartyRef, ...]


@dataclass(frozen=True)
class Roster(Record):
    """The retirement roster of the seats in a board (BOK-6.4 to 6.6)."""

    board: Text
    article: ArticleRef
    permanent_party: PartyRef
    permanent_article: ArticleRef
    term: Length
    term_article: ArticleRef
    counts_from: date
    first_last_days: tuple[date, ...]
    by_lot_article: ArticleRef
    successor_reading: ReadingRef
    reminders: tuple[Length, ...]


@dataclass(frozen=True)
class Component(Record):
    """A part of an amount that is printed on its own."""

    label: Text
    cents: Number


@dataclass(frozen=True)
class Basis(Record):
    """From which year to which year an amount is owed, and what must be there before a party is invoiced."""

    first_year: Number
    last_year: Number | None
    needs: Annotated[str, one_of("council_budget", "rate_decision", "rate_and_budget")] | None
    article: ArticleRef


CONTRIBUTION_KINDS: Mapping[str, tuple[str, ...]] = {
    "per_inhabitant": ("cents", "components"),
    "equal_share": ("categories",),
    "share_of_fte": ("share",),
    "in_kind_or_fixed": ("cents",),
    "own_costs": (),
}
"""The closed table of contributions, and what each kind must say."""


@dataclass(frozen=True)
class Contribution(Record):
    """What parties owe: the kind of computation, the amount in whole cents if there is one, and the years."""

    key: Key
    label: Text
    article: ArticleRef
    kind: Annotated[str, one_of(*CONTRIBUTION_KINDS)]
    rhythm: Often | None
    basis: tuple[Basis, ...]
    readings: tuple[ReadingRef, ...]
    cents: Number | None = None
    components: tuple[Component, ...] = ()
    categories: tuple[Text, ...] = ()
    share: Share | None = None

    def mistakes(self) -> Iterator[tuple[str, str]]:
        wanted = CONTRIBUTION_KINDS[self.kind]
        for name in ("cents", "components", "categories", "share"):
            if name in wanted and not getattr(self, name):
                yield name, f"{self.kind} vraagt deze sleutel."
            if name not in wanted and getattr(self, name):
                yield name, f"{self.kind} kent deze sleutel niet."
        if self.components and sum(part.cents for part in self.components) != self.cents:
            yield "components", "de delen tellen niet op tot het bedrag."


@dataclass(frozen=True)
class DisputeStep(Record):
    """A step of a dispute: what starts its term, how long it is, what it leads to and who acts."""

    key: Key
    label: Text
    article: ArticleRef
    starts_with: Annotated[str, one_of("notice", "receipt", "mediation_start", "decision_sent")]
    term: Length | None
    regime: Annotated[str, one_of("contract", "statutory")]
    effect: Annotated[str, one_of("deadline", "opens_right")]
    leads_to: StepRef | None
    actor: Annotated[str, one_of("party", "chair", "secretary", "host")]
    confidential: bool
    costs: Annotated[str, one_of("own_costs", "equal_share")] | None
    costs_article: ArticleRef | None
    readings: tuple[ReadingRef, ...]


@dataclass(frozen=True)
class Duty(Record):
    """Something that must happen by a day, once or again and again; `house_rule` when no article asks it."""

    key: Key
    label: Text
    article: ArticleRef
    actor: Annotated[str, one_of("parties", "chair", "secretary", "host", "board_members", "board")]
    due: date | None
    starts: date | None
    within: Length | None
    every: Length | None
    house_rule: bool


@dataclass(frozen=True)
class Departure(Record):
    """How a party leaves: whose consent, the notice after it, and who bears the cost."""

    article: ArticleRef
    label: Text
    decision: DecisionRef | None
    notice: Length | None
    notice_article: ArticleRef | None
    obligations_article: ArticleRef | None
    costs: Annotated[str, one_of("leaver")] | None
    costs_article: ArticleRef | None
    reading: ReadingRef | None


@dataclass(frozen=True)
class HouseRule(Record):
    """A choice of the secretariat that no article makes: shown as such, and a setting."""

    key: Key
    label: Text
    value: Text
    article: ArticleRef | None
