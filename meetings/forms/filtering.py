"""Search forms above lists: plain GET forms, so that an address can be kept and shared."""

from collections.abc import Iterable
from typing import Any

from django import forms

UNKNOWN = {"invalid_choice": "Kies een waarde uit de lijst."}


class SearchForm(forms.Form):
    """What to look for; every field may stay empty."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.auto_id = "zoek_%s"

    def offer(self, name: str, everything: str, choices: Iterable[tuple[Any, str]]) -> None:
        """The choices of a list, with in front the one that asks nothing."""
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    def asked(self, name: str) -> Any:
        """What was asked in a field; nothing when it was not understood."""
        return self.cleaned_data.get(name) if self.is_bound and self.errors is not None else None

    def said(self) -> list[str]:
        """The questions in words, for when nothing answers them: "Jaar: 2025"."""
        return [f"{field.label}: {word_of(field, self.asked(field.name))}" for field in self if self.asked(field.name)]


def word_of(field: forms.BoundField, value: object) -> str:
    """What somebody chose, as the list shows it; typed text as it was typed."""
    choices = {str(key): word for key, word in getattr(field.field, "choices", ())}
    return "ja" if value is True else str(choices.get(str(value), value))


def choice(label: str) -> forms.ChoiceField:
    """A list of which one may be chosen; its choices come later."""
    return forms.ChoiceField(label=label, required=False, error_messages=UNKNOWN)


def number_choice(label: str) -> forms.TypedChoiceField:
    """The same, of numbers."""
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None, error_messages=UNKNOWN)
