"""The search form above the votes: a plain GET form, so that an address can be kept and shared."""

from collections.abc import Iterable
from typing import Any

from django import forms

from twente.core.agreement import Rulebook
from twente.core.fields import LineField
from twente.core.models import Party
from votes.models import Proposal
from votes.overview import NO_VOTE, NOT_CAST, Filters

CHOICES = (
    ("", "maakt niet uit"),
    ("voor", "voor"),
    ("tegen", "tegen"),
    ("blanco", "onthouding"),
    (NOT_CAST, "niet gestemd"),
    (NO_VOTE, "niet stemgerechtigd"),
)
UNKNOWN = {"invalid_choice": "Kies een waarde uit de lijst."}


class FilterForm(forms.Form):
    """What to look for; every field may stay empty."""

    tekst = LineField(label="Zoek in onderwerp en besluit", required=False, max_length=100)
    jaar = forms.TypedChoiceField(label="Jaar", required=False, coerce=int, empty_value=None, error_messages=UNKNOWN)
    partij = forms.ChoiceField(label="Partij", required=False, error_messages=UNKNOWN)
    keuze = forms.ChoiceField(label="Stem van de partij", required=False, choices=CHOICES, error_messages=UNKNOWN)
    uitslag = forms.ChoiceField(label="Uitslag", required=False, error_messages=UNKNOWN)
    soort = forms.ChoiceField(label="Soort besluit", required=False, error_messages=UNKNOWN)
    stand = forms.ChoiceField(label="Stand", required=False, error_messages=UNKNOWN)

    def __init__(
        self,
        *args: Any,
        years: Iterable[int],
        outcomes: Iterable[str],
        parties: Iterable[Party],
        rulebook: Rulebook,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "zoek_%s"
        kinds = [(rule.key, rule.label) for rule in rulebook.decision_rules]
        self._offer("jaar", "alle jaren", [(year, str(year)) for year in years])
        self._offer("partij", "alle partijen", [(party.code, party.short_name) for party in parties])
        self._offer("uitslag", "elke uitslag", [(word, word) for word in outcomes])
        self._offer("soort", "elk soort", kinds)
        self._offer("stand", "elke stand", list(Proposal.State.choices))

        if all(rule.procedure != "vote" for rule in rulebook.decision_rules):
            del self.fields["partij"], self.fields["keuze"]

    def _offer(self, name: str, everything: str, choices: list[Any]) -> None:
        """The choices of a list, with in front the one that asks nothing."""
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A choice says nothing without the party that made it."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("keuze") and not data.get("partij") and "partij" not in self.errors:
            self.add_error("partij", "Kies ook de partij die zo stemde.")
        return data

    def filters(self) -> Filters:
        """What was asked, leaving out what was not understood."""
        data = self.cleaned_data if self.is_bound and self.errors is not None else {}
        party = data.get("partij") or ""
        return Filters(
            text=data.get("tekst") or "",
            year=data.get("jaar"),
            party=party,
            choice=(data.get("keuze") or "") if party else "",
            outcome=data.get("uitslag") or "",
            kind=data.get("soort") or "",
            state=data.get("stand") or "",
        )

    def said(self) -> list[str]:
        """The questions in words, for when nothing answers them: "jaar 2025"."""
        asked = [(field, self.cleaned_data.get(field.name)) for field in self if field.name in self.cleaned_data]
        return [f"{field.label}: {word_of(field, value)}" for field, value in asked if value]


def word_of(field: forms.BoundField, value: object) -> str:
    """What somebody chose, as the list shows it; typed text as it was typed."""
    choices = dict(getattr(field.field, "choices", ()))
    return str(choices.get(value, value))
