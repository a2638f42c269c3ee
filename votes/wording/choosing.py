"""Choosing the kind of decision: what is advised and why, what cannot be, and what follows from a choice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from twente.core.agreement import DecisionRule, Gate, Rulebook
from twente.core.articles import full
from votes.rules import Ballots, Matter, Vote, excluded_parties, is_financial
from votes.rules.choosing import Advice, Answers, Bar, Option, Point, completed, given
from votes.rules.outcomes import Readings
from votes.wording.entitlement import conditions
from votes.wording.explanations import Explanation
from votes.wording.phrases import in_words

BARS: Mapping[Bar, str] = {
    Bar.REFUSED: "het overleg heeft dit onderwerp geweigerd.",
    Bar.NOT_ADMITTED: "eerst besluit het overleg of het dit onderwerp behandelt.",
    Bar.ADMITTED: "het overleg heeft dit onderwerp al toegelaten.",
    Bar.ELSEWHERE: "dit hoort bij een punt onder {articles}.",
    Bar.OTHER_READING: "in de gebruikte lezing loopt dit anders.",
    Bar.MONEY: "dit besluit gaat over geld.",
    Bar.NO_MONEY: "dit besluit gaat niet over geld.",
    Bar.NEW: "dit is een nieuw onderwerp of een nieuwe taak.",
    Bar.NOT_NEW: "dit is geen nieuw onderwerp en geen nieuwe taak.",
}
GATES: Mapping[tuple[str, str | None], str] = {
    ("councils", "voorgelegd"): "Eerst moeten de {all} raden het voornemen krijgen. Pas dan kan de stemming open.",
    ("councils", "ingestemd"): "Eerst moeten de {all} raden instemmen. Pas dan kan de stemming open.",
    ("request", None): "Eerst moet het schriftelijke verzoek er liggen. Pas dan kan de stemming open.",
    ("admission", None): "Eerst moet het overleg dit onderwerp toelaten. Pas dan kan de stemming open.",
}


def bar_sentence(option: Option) -> str:
    """Why this kind cannot be taken here: "Kan hier niet: dit besluit gaat over geld."; empty when it can."""
    if option.bar is None:
        return ""
    first, *others = (full(article) for article in option.articles or ("1",))
    articles = f"{', '.join((first, *others[:-1]))} of {others[-1]}" if others else first
    return f"Kan hier niet: {BARS[option.bar].format(articles=articles)}"


def advice_sentence(advice: Advice, point: Point, answers: Answers) -> Explanation | None:
    """The advised kind and why; or what is still to be answered; nothing where the rulebook gives no advice."""
    row = advice.advised
    if row is not None:
        option = advice.option(row.decision)
        label = option.rule.label if option else row.decision
        return Explanation(f"Advies: {label}", row.because, None, row.article, row.reading)
    open_kinds = any(option.bar is None for option in advice.options)
    if open_kinds and None in (answers.financial, answers.new_subject):
        return Explanation("Nog geen advies", "Beantwoord eerst de twee vragen.", None, None)
    return None if open_kinds else Explanation("Geen besluit mogelijk", _nothing_left(advice), None, None)


def _nothing_left(advice: Advice) -> str:
    bars = {option.bar for option in advice.options}
    known = next((BARS[bar] for bar in (Bar.REFUSED, Bar.NOT_ADMITTED) if bar in bars), "geen enkele soort past hier.")
    return known[:1].upper() + known[1:]


@dataclass(frozen=True)
class Given:
    """A question that the rulebook answers: what the form shows instead of it, and the reason that is stored."""

    question: str
    reason: str

    @property
    def sentence(self) -> str:
        """Question, answer and reason on one line."""
        return f"{self.question} {self.reason}"


def given_answers(rulebook: Rulebook, point: Point) -> dict[str, Given]:
    """Question → the answer that the rulebook gives itself for this item."""
    own, said = given(rulebook, point), {}
    if own.financial:
        reason = f"Dit punt valt onder {full(point.article)} en gaat altijd over geld."
        said["financial"] = Given("Gaat het besluit over geld? Ja.", reason)
    if own.new_subject:
        reason = "Dit punt staat als ander onderwerp op de agenda en is nog niet toegelaten."
        said["new_subject"] = Given("Is het nieuw? Ja.", reason)
    if own.new_subject is False:
        said["new_subject"] = Given("Is het nieuw? Nee.", "Het overleg heeft dit onderwerp al toegelaten.")
    return said


def consequences(
    rulebook: Rulebook, rule: DecisionRule, point: Point, answers: Answers, readings: Readings
) -> tuple[Explanation, ...]:
    """What follows from deciding this way: who votes along, what must be reached, what goes before, what it binds."""
    said = completed(rulebook, point, answers)
    vote = Vote(rulebook, rule, Matter(point.article, bool(said.financial)), Ballots(()), readings)
    return (
        *_who(vote, said),
        *conditions(vote),
        *_before(rule.gate, vote),
        *_nature(rule),
    )


def _who(vote: Vote, said: Answers) -> Iterator[Explanation]:
    """Whether the party that can be excluded votes along, and why (BOK-12.2)."""
    exclusion = vote.rulebook.exclusion
    if exclusion is None or not vote.rule.exclusion:
        return
    name = vote.rulebook.party_names[exclusion.party]
    found = excluded_parties(vote.rulebook, vote.rule, vote.matter, vote.readings)
    if found and said.financial is None:
        sentence = f"Of {name} meestemt, hangt af van de vraag over geld."
    elif found:
        under = " of ".join(map(full, exclusion.scope[vote.readings[exclusion.reading]]))
        sentence = f"{name} stemt niet mee, omdat het onderwerp onder {under} valt en niet over geld gaat."
    else:
        money = is_financial(exclusion, vote.matter)
        why = "het over geld gaat" if money else "het onderwerp buiten de uitsluiting valt"
        sentence = f"{name} stemt mee, omdat {why}."
    yield Explanation("Wie stemt", sentence, None, exclusion.article, exclusion.reading)


def _before(gate: Gate | None, vote: Vote) -> Iterator[Explanation]:
    """What must have happened before the vote may open (BOK-12.5, 14, 10; R10)."""
    if gate is not None:
        value = vote.readings[gate.reading] if gate.reading else None
        sentence = GATES[gate.kind, value].format(all=in_words(len(vote.rulebook.parties)))
        yield Explanation("Vooraf", sentence, None, gate.article, gate.reading)


def _nature(rule: DecisionRule) -> Iterator[Explanation]:
    """That an outcome binds nobody (HER-4b)."""
    if not rule.binding:
        yield Explanation("Niet bindend", "De uitkomst geeft richting en bindt niemand.", None, rule.article)
