"""Quick entry at the table: a decision, an action, a promise, a statement; each one short form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms

from meetings.forms.session import DecisionForm
from meetings.models import Action
from meetings.services.actions import ActionDetails
from twente.core.fields import DayField, FormKeyField, LineField, TextField
from twente.core.models import Party, User


@dataclass(frozen=True)
class AtTheTable:
    """Whom an entry can name: the parties in their order, and the people of this cooperation."""

    parties: tuple[Party, ...]
    people: tuple[User, ...]
    today: date

    def party(self, value: str) -> Party | None:
        """The party of a choice of the form."""
        return next((party for party in self.parties if f"partij-{party.pk}" == value), None)

    def person(self, value: str) -> User | None:
        """The person of a choice of the form."""
        return next((person for person in self.people if f"persoon-{person.pk}" == value), None)

    def party_choices(self) -> list[tuple[str, str]]:
        """Every party as an option."""
        return [(f"partij-{party.pk}", party.short_name) for party in self.parties]

    def person_choices(self) -> list[tuple[str, str]]:
        """Every person as an option."""
        return [(f"persoon-{person.pk}", person.name) for person in self.people]


def text_of(words: str) -> TextField:
    """The text of an entry, three lines high."""
    return TextField(
        label=words,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": f"Vul in: {words.lower()}."},
    )


def options(form: forms.Form, name: str, choices: Iterable[Any]) -> None:
    """Let a choice field offer these."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)


class QuickDecisionForm(DecisionForm):
    """What the overleg settled without a vote."""

    def __init__(self, *args: Any, at_the_table: AtTheTable, **more: Any) -> None:
        super().__init__(*args, **more)
        self.at_the_table = at_the_table


class ActionEntryForm(forms.Form):
    """Who will do what by which day."""

    text = text_of("Wat gaat er gebeuren?")
    who = forms.ChoiceField(label="Wie doet het?", error_messages={"required": "Kies wie het doet."})
    due_on = DayField(label="Uiterlijk", required=False)
    key = FormKeyField()

    def __init__(self, *args: Any, at_the_table: AtTheTable, **more: Any) -> None:
        super().__init__(*args, **more)
        self.at_the_table = at_the_table
        groups = [("Partijen", at_the_table.party_choices()), ("Personen", at_the_table.person_choices())]
        options(self, "who", [("", "Kies een partij of persoon"), *groups])

    def clean_due_on(self) -> date | None:
        """Nothing that still has to be done ends in the past."""
        due_on: date | None = self.cleaned_data["due_on"]
        if due_on and due_on < self.at_the_table.today:
            raise forms.ValidationError("Deze dag is al voorbij. Kies vandaag of later.")
        return due_on

    def details(self, kind: Action.Kind) -> ActionDetails:
        """What the service needs."""
        data = self.cleaned_data
        owner, party = self.at_the_table.person(data["who"]), self.at_the_table.party(data["who"])
        return ActionDetails(kind, data["text"], owner, party, data["due_on"])


class StatementEntryForm(forms.Form):
    """What somebody wants to be on record; without a name it is whoever sits at the table for the party."""

    text = text_of("Verklaring")
    party = forms.ChoiceField(label="Namens", required=False)
    speaker = LineField(
        label="Wie",
        required=False,
        max_length=120,
        help_text="Leeg: wie voor de partij aan tafel zit.",
    )
    key = FormKeyField()

    def __init__(self, *args: Any, at_the_table: AtTheTable, **more: Any) -> None:
        super().__init__(*args, **more)
        self.at_the_table = at_the_table
        options(self, "party", [("", "Geen partij"), *at_the_table.party_choices()])

    def clean(self) -> dict[str, Any] | None:
        """A statement is somebody's."""
        data = super().clean() or {}
        if not data.get("party") and not data.get("speaker") and "speaker" not in self.errors:
            self.add_error("party", "Kies een partij of vul een naam in.")
        return data

    def spoken_for(self) -> Party | None:
        """The party that was chosen."""
        return self.at_the_table.party(self.cleaned_data["party"])
