"""The form of the rekenhulp: everything stands in the address, and whatever an address holds it never fails.

A value that the rekenhulp does not know is left out with a sentence; the usual value takes its place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django import forms
from django.http import QueryDict

from twente.core.agreement import DecisionRule, Rulebook
from twente.core.articles import short
from twente.core.models import Agreement
from twente.core.selectors import parties_of, reading_values, rulebook_on
from votes.figures import Figures, complete_figures, usual
from votes.presenting.calculator import ELSEWHERE, Question, subject_of
from votes.rules import Choice, Matter, is_financial

MONEY = {"nee": "Nee", "ja": "Ja"}


@dataclass
class Address:
    """The values of an address, read one by one; `unknown` tells which could not be used."""

    params: QueryDict
    unknown: list[str] = field(default_factory=list)

    def one_of(self, name: str, allowed: Iterable[str], otherwise: str) -> str:
        """The value of this name if it is one of the allowed ones."""
        asked, known = self.params.get(name), set(allowed)
        if asked is None or asked in known:
            return otherwise if asked is None else asked
        self.unknown.append(name)
        return otherwise

    def some_of(self, name: str, allowed: Iterable[str]) -> frozenset[str]:
        """Those values of this name that are allowed."""
        asked, known = set(self.params.getlist(name)), set(allowed)
        if asked - known:
            self.unknown.append(name)
        return frozenset(asked & known)


class NothingToCalculate(Exception):
    """The agreement takes no votes, or no figures are known; the sentence says which."""


class RuleForm(forms.Form):
    """Step 1: kind of decision, subject, money, figures; readings apart, because few people change them."""

    def __init__(self, question: Question, figures: Mapping[str, Figures], in_use: Mapping[str, str]) -> None:
        super().__init__()
        book, rule = question.rulebook, question.rule
        kinds = {kind.key: kind.label for kind in counted_kinds(book)}
        self._add("besluit", "Soort besluit", kinds, rule.key, hint=rule.when)
        self._add_matter(book, question.matter, asked=rule.exclusion)
        sets = {key: found.label for key, found in figures.items()}
        self._add("cijfers", "Inwoners op", sets, str(question.population.pk))
        readings = book.count_readings(rule)
        for reading in readings:
            self._add(reading.id, f"{reading.id} {reading.point}", reading.values, question.readings[reading.id])
        self.barred = sorted(question.barred)
        self.other_reading = any(question.readings[one.id] != in_use[one.id] for one in readings)

    def _add_matter(self, book: Rulebook, matter: Matter, *, asked: bool) -> None:
        """Subject and money decide who has no vote (BOK-12.2); where that is not asked they are kept out of sight."""
        excluding = book.exclusion
        subject, money = subject_of(book, matter), "ja" if matter.financial else "nee"
        who, always = "", ""
        if excluding is not None:
            who = f"Bepaalt of {book.party_names[excluding.party]} een stem heeft ({short(excluding.article)})."
            always = (
                "Dit onderwerp gaat altijd over geld."
                if is_financial(excluding, replace(matter, financial=False))
                else ""
            )
        self._add("onderwerp", "Onderwerp", subjects(book), subject, hint=who)
        self._add("geld", "Gaat het over geld?", MONEY, money, hint=always)
        if excluding is None or not asked:
            self.fields["onderwerp"].widget = self.fields["geld"].widget = forms.HiddenInput()

    def _add(self, name: str, label: str, choices: Mapping[str, str], now: str, *, hint: str = "") -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=list(choices.items()), initial=now, help_text=hint)

    @property
    def settings(self) -> list[forms.BoundField]:
        """The fields that always show."""
        return [found for found in self.visible_fields() if not found.name.startswith("R")]

    @property
    def reading_fields(self) -> list[forms.BoundField]:
        """One field per reading that touches this count."""
        return [found for found in self if found.name.startswith("R")]


def counted_kinds(book: Rulebook) -> list[DecisionRule]:
    """The kinds of decision that are voted on at the table."""
    return [rule for rule in book.decision_rules if rule.procedure == "vote"]


def subjects(book: Rulebook) -> dict[str, str]:
    """The standing subjects by article, and every other one."""
    standing = {subject.key: f"{short(subject.key)}: {subject.label}" for subject in book.subjects}
    return standing | {ELSEWHERE: "Een ander onderwerp"}


def matter_of(rule: DecisionRule, subject: str, *, financial: bool) -> Matter:
    """What is decided about; another subject falls under the article of the decision itself."""
    return Matter(rule.article if subject == ELSEWHERE else subject, financial)


def question_of(agreement: Agreement, address: Address, on: date) -> tuple[Question, dict[str, Figures]]:
    """What an address asks, and the figures there are to choose from. Raises NothingToCalculate."""
    book = rulebook_on(agreement, on)
    kinds = {kind.key: kind for kind in counted_kinds(book)}
    if not kinds:
        raise NothingToCalculate("Deze overeenkomst kent geen besluiten waarover partijen samen stemmen.")
    parties = tuple(parties_of(agreement, on))
    figures = complete_figures(parties)
    first = usual(figures, on)
    if first is None:
        raise NothingToCalculate("Er zijn nog geen bevestigde inwonertallen van alle partijen.")
    rule = kinds[address.one_of("besluit", kinds, next(iter(kinds)))]
    codes = [party.code for party in parties]
    chosen = figures[address.one_of("cijfers", figures, str(first.population.pk))]
    subject = address.one_of("onderwerp", subjects(book), next(iter(subjects(book))))
    question = Question(
        rulebook=book,
        rule=rule,
        matter=matter_of(rule, subject, financial=address.one_of("geld", MONEY, "nee") == "ja"),
        readings=readings(book, rule, address, reading_values(agreement, on)),
        population=chosen.population,
        parties=parties,
        inhabitants=chosen.inhabitants,
        present=address.some_of("aanwezig", codes) if "ingevuld" in address.params else frozenset(codes),
        barred=address.some_of("zonder", codes),
        choices={code: Choice(address.one_of(code, list(Choice), Choice.FOR)) for code in codes},
    )
    return question, figures


def readings(book: Rulebook, rule: DecisionRule, address: Address, in_use: Mapping[str, str]) -> dict[str, str]:
    """The readings in use, except those that the address changes for this kind of decision."""
    asked = {found.id: address.one_of(found.id, found.values, in_use[found.id]) for found in book.count_readings(rule)}
    return {**in_use, **asked}
