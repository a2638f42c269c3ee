"""Stemkracht: the say of each party under a rule, ready to print and to download."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from votes.figures import described
from votes.presenting.calculator import Question, rule_query
from votes.rules.power import MOST_PARTIES, Game, Power, Say, TooManyParties, game_of, power
from votes.wording import conditions
from votes.wording.phrases import counted, named, number

WIDTH = 96


@dataclass(frozen=True)
class PowerRow:
    """One party: inhabitants and their share, its two measures of say, and what stands out."""

    name: str
    inhabitants: int
    share: str
    swings: int
    banzhaf: str
    shapley: str
    width: int
    note: str


def power_page(question: Question) -> dict[str, Any]:
    """The table with what kinds of majorities there are; a sentence alone when there are too many parties."""
    vote = question.vote
    context = {
        "rule": question.rule,
        "population": f"CBS, {described(question.population)}",
        "rule_sentences": conditions(vote),
        "rule_query": urlencode(rule_query(question)),
    }
    game = game_of(vote)
    try:
        found = power(game)
    except TooManyParties:
        return context | {"too_many": f"De stemkracht wordt berekend voor hoogstens {MOST_PARTIES} partijen."}
    return context | {
        "found": found,
        "rows": power_rows(question, game, found),
        "facts": facts(question, game, found),
        "groups": [named(group, question.names) for group in found.blocking.groups],
        "more_groups": max(0, found.blocking.number - len(found.blocking.groups)),
    }


def power_rows(question: Question, game: Game, found: Power) -> list[PowerRow]:
    """The parties with a vote, the most say first."""
    total, weights = sum(question.inhabitants.values()), dict(zip(game.parties, game.inhabitants, strict=True))
    largest = max((say.banzhaf for say in found.says), default=Fraction(0))
    ordered = sorted(found.says, key=lambda say: (-say.banzhaf, -weights[say.party]))
    return [
        PowerRow(
            name=question.names[say.party],
            inhabitants=weights[say.party],
            share=percent(Fraction(weights[say.party], total)),
            swings=say.swings,
            banzhaf=percent(say.banzhaf),
            shapley=percent(say.shapley),
            width=int(WIDTH * say.banzhaf / largest) if largest else 0,
            note=note(say),
        )
        for say in ordered
    ]


def note(say: Say) -> str:
    """What stands out: nothing passes without this party, or its vote never matters."""
    if say.veto:
        return "kan alleen tegenhouden"
    return "maakt nooit het verschil" if say.dummy else ""


def percent(share: Fraction) -> str:
    """13,86 %, rounded half up; a share illustrates and decides nothing."""
    hundredths = (20_000 * share.numerator + share.denominator) // (2 * share.denominator)
    return f"{hundredths // 100},{hundredths % 100:02} %"


def facts(question: Question, game: Game, found: Power) -> list[str]:
    """The majorities in sentences."""
    share = percent(Fraction(found.winning, found.coalitions))
    said = [
        f"Er zijn {number(found.coalitions)} combinaties van voorstemmers mogelijk."
        f" In {number(found.winning)} daarvan wordt het voorstel aangenomen ({share})."
    ]
    sizes = ", ".join(f"{number(count)} van {size} partijen" for size, count in found.minimal.items())
    if found.minimal:
        minimal = counted(sum(found.minimal.values()), "combinatie", "combinaties")
        said.append(f"In {minimal} is iedereen nodig: valt één partij af, dan is er geen besluit ({sizes}).")
    if found.heads_alone or found.inhabitants_alone:
        said.append(
            f"In {number(found.heads_alone)} combinaties zijn er genoeg partijen maar te weinig inwoners;"
            f" in {number(found.inhabitants_alone)} genoeg inwoners maar te weinig partijen."
        )
    return said + blocking(question, found)


def blocking(question: Question, found: Power) -> list[str]:
    """The smallest groups that can stop everything."""
    groups = found.blocking
    if not found.winning or not groups.size:
        return ["Onder deze regel kan geen enkele combinatie een besluit nemen."]
    if groups.size == 1:
        return ["Eén partij kan alleen al tegenhouden."]
    always = f" Daar horen altijd bij: {named(groups.always, question.names)}." if groups.always else ""
    return [f"Ten minste {groups.size} partijen zijn nodig om een besluit tegen te houden.{always}"]


HEADINGS = ("Partij", "Inwoners", "Aandeel inwoners", "Maakt het verschil", "Banzhaf", "Shapley", "Opmerking")


def power_lines(question: Question) -> list[tuple[str | int, ...]]:
    """One line per party for a spreadsheet."""
    found: list[PowerRow] = power_page(question).get("rows", [])
    return [(row.name, row.inhabitants, row.share, row.swings, row.banzhaf, row.shapley, row.note) for row in found]
