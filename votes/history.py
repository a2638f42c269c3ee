"""How one party voted over the years, read from the frozen results: established, open votes only."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Func, JSONField, Value
from django.db.models.fields.json import KT

from twente.core.dates import day_of
from twente.core.models import Party
from twente.core.permissions import Actor
from votes import selectors
from votes.models import Proposal

State = Proposal.State
SETTLED = (State.ESTABLISHED, State.PUBLISHED)


class RowOfParty(Func):
    """The row of one party in the frozen table of a result, so that the other thirteen stay in the database."""

    function = "jsonb_path_query_first"
    arg_joiner = ", '$.ballots[*] ? (@.party == $code)'::jsonpath, "
    output_field = JSONField()


@dataclass(frozen=True)
class PartyVote:
    """One vote of a party: what was decided, and the party's row in it."""

    pk: int
    day: date
    title: str
    outcome: str
    in_favour: int
    against: int
    row: dict[str, Any]

    @property
    def with_majority(self) -> bool | None:
        """Whether it voted as most parties did; None without a choice, or when the votes were tied."""
        sides = {"voor": self.in_favour - self.against, "tegen": self.against - self.in_favour}
        lead = 0 if self.row["excluded"] else sides.get(self.row["choice"], 0)
        return lead > 0 if lead else None


def votes_of(party: Party, actor: Actor) -> list[PartyVote]:
    """Every established open vote in which the party had a seat, newest first; one read. Secret votes are nobody's."""
    rows = (
        selectors.proposals_for(actor)
        .filter(state__in=SETTLED, snapshot__secret=False, result__contains={"ballots": [{"party": party.code}]})
        .order_by("-item__meeting__starts_at", "-item__position", "-pk")
        .annotate(
            outcome=KT("result__title"),
            tally=F("result__tally"),
            row=RowOfParty(F("result"), Value({"code": party.code}, output_field=JSONField())),
        )
        .values_list("pk", "item__meeting__starts_at", "title", "outcome", "tally", "row", named=True)
    )
    return [
        PartyVote(
            pk=found.pk,
            day=day_of(found.item__meeting__starts_at),
            title=found.title,
            outcome=found.outcome,
            in_favour=found.tally["in_favour"],
            against=found.tally["against"],
            row=found.row,
        )
        for found in rows
    ]
