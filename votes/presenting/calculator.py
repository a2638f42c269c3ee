"""Rekenhulp: an imagined vote under a rule of the agreement, answered by the very functions of a real vote."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from twente.core.agreement import DecisionRule, Rulebook
from twente.core.models import Party, PopulationSet
from votes import drawing, selectors
from votes.counting.ballots import counted
from votes.models import Proposal
from votes.pairs import recused
from votes.presenting.ballots import MARKS, reason_rows
from votes.rules import (
    Ballots,
    Choice,
    Council,
    CouncilAnswer,
    Ground,
    Matter,
    Preparation,
    Seat,
    Vote,
    obstacles,
    seated,
)
from votes.wording import entitlement
from votes.wording.foresight import shortage

ELSEWHERE = "anders"
"""A subject that is none of the standing ones."""


@dataclass(frozen=True)
class Question:
    """What is imagined: the rule with its readings, the figures, who is there, and what each party votes.

    `barred` are the parties that a decision keeps out of the vote (Awb 2:4); their inhabitants stay in the whole.
    """

    rulebook: Rulebook
    rule: DecisionRule
    matter: Matter
    readings: Mapping[str, str]
    population: PopulationSet
    parties: tuple[Party, ...]
    inhabitants: Mapping[int, int]
    present: frozenset[str]
    barred: frozenset[str] = frozenset()
    choices: Mapping[str, Choice] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        """Code → name on screen."""
        return {party.code: party.short_name for party in self.parties}

    @property
    def vote(self) -> Vote:
        """The vote as the rules see it; whoever is absent makes no choice, and what must precede has been done."""
        seats = tuple(
            Seat(
                party=party.code,
                inhabitants=self.inhabitants[party.pk],
                present=party.code in self.present,
                choice=self.choices.get(party.code, Choice.FOR) if party.code in self.present else None,
                excluded=Ground.DECISION if party.code in self.barred else None,
            )
            for party in self.parties
        )
        preparation = prepared(self.parties)
        return Vote(self.rulebook, self.rule, self.matter, Ballots(seats), self.readings, preparation)

    def all_voting(self, choice: Choice) -> "Question":
        """The same with everybody who is there voting this."""
        return replace(self, choices={party.code: choice for party in self.parties})


def prepared(parties: tuple[Party, ...]) -> Preparation:
    """Every council asked and willing, a request made, the subject admitted: the count is what is asked about."""
    councils = tuple(Council(party.code, submitted=True, answer=CouncilAnswer.CONSENTED) for party in parties)
    return Preparation(councils, requested=True, admitted=True)


def address_of(question: Question) -> str:
    """The question as the query of an address, so that a calculation can be shared."""
    pairs = rule_query(question)
    pairs += [
        ("ingevuld", "1"),
        *(("aanwezig", party.code) for party in question.parties if party.code in question.present),
    ]
    pairs += [(party.code, str(question.choices.get(party.code, Choice.FOR))) for party in question.parties]
    return urlencode(pairs)


def rule_query(question: Question) -> list[tuple[str, str]]:
    """The rule, the subject, the figures and the readings of a question."""
    pairs = matter_query(question.rulebook, question.rule, question.matter)
    readings = question.rulebook.count_readings(question.rule)
    pairs += [(reading.id, question.readings[reading.id]) for reading in readings]
    pairs += [("zonder", code) for code in sorted(question.barred)]
    return [*pairs, ("cijfers", str(question.population.pk))]


def matter_query(rulebook: Rulebook, rule: DecisionRule, matter: Matter) -> list[tuple[str, str]]:
    """The kind of decision and what it is about."""
    money = "ja" if matter.financial else "nee"
    return [("besluit", rule.key), ("onderwerp", subject_of(rulebook, matter)), ("geld", money)]


def prefilled(proposal: Proposal, now: datetime) -> str:
    """The query with the rule, the subject, the readings and the figures of a vote; never anything of its ballots.

    Empty for a decision that is not voted on at the table.
    """
    rulebook, rule = selectors.rule_of(proposal, now)
    if rule.procedure != "vote":
        return ""
    used = proposal.snapshot.get("readings", {})
    subject = proposal.snapshot.get("subject") or selectors.subject_article(proposal)
    pairs = matter_query(rulebook, rule, Matter(subject, proposal.financial))
    pairs += [(reading.id, used[reading.id]) for reading in rulebook.count_readings(rule) if reading.id in used]
    barred = Party.objects.filter(pk__in=recused(proposal)).order_by("code")
    pairs += [("zonder", party.code) for party in barred]
    pairs += [("cijfers", str(proposal.population_id))] if proposal.population_id else []
    return urlencode(pairs)


def subject_of(rulebook: Rulebook, matter: Matter) -> str:
    """The standing subject that a matter belongs to."""
    return matter.article if any(matter.article == one.key for one in rulebook.subjects) else ELSEWHERE


@dataclass(frozen=True)
class Row:
    """A party to tick and to set: there or not, its vote, or why it has none.

    `options` are the three choices: value, word, icon, and whether it is the one.
    """

    code: str
    name: str
    inhabitants: int
    present: bool
    choice: str
    options: tuple[tuple[str, str, str, bool], ...]
    without_vote: str


def rows(question: Question) -> list[Row]:
    """The parties of the form, in their fixed order."""
    vote = question.vote
    barred = {seat.party for seat in seated(vote).seats if seat.excluded}
    return [
        Row(
            code=party.code,
            name=party.short_name,
            inhabitants=question.inhabitants[party.pk],
            present=party.code in question.present,
            choice=str(question.choices.get(party.code, Choice.FOR)),
            options=options(question.choices.get(party.code, Choice.FOR)),
            without_vote=entitlement(vote, party.code, question.names).sentence if party.code in barred else "",
        )
        for party in question.parties
    ]


def options(chosen: Choice) -> tuple[tuple[str, str, str, bool], ...]:
    """The three choices with the marks that they have in a result."""
    return tuple((str(choice), *MARKS[choice][:2], choice is chosen) for choice in Choice)


def calculation(question: Question, *, adopted: Mapping[str, object]) -> dict[str, Any]:
    """The outcome with its bars and reasons, what is still needed, and whether another reading changes it."""
    vote = question.vote
    result = counted(vote, question.names, adopted=adopted)
    return {
        "result": result,
        "hero": "ja" if result["adopted"] else "",
        "hero_icon": "circle-check" if result["adopted"] else "circle-x",
        "needed": shortage(vote, question.present, question.names),
        "bars": drawing.result_bars(result["tally"], result["tests"]),
        "reasons": reason_rows(result),
        "flips": [row for row in result["alternatives"] if row["differs"]],
        "assumes": assumption(vote),
        "share_query": address_of(question),
        "rule_query": urlencode(rule_query(question)),
    }


def assumption(vote: Vote) -> str:
    """What the calculation takes for granted where something must come before the vote (BOK-12.5, 14)."""
    parties = tuple(seat.party for seat in vote.ballots.seats)
    if not obstacles(vote.rule.gate, parties, Preparation(), vote.readings):
        return ""
    return "De rekenhulp neemt aan dat alles is gedaan wat vóór deze stemming moet gebeuren."
