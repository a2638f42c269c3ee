"""The form of a note: its text, and with whom it is shared."""

from typing import Any

from django import forms

from meetings.models.notes import Note
from twente.core.fields import TextField, VersionField
from twente.core.models import Party


class NoteForm(forms.Form):
    """Text may be empty: that is how one throws a note away. Without a party one shares with the members only."""

    text = TextField(label="Mijn notitie", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    shared = forms.ChoiceField(label="Wie leest dit?", required=False)
    version = VersionField()

    def __init__(self, *args: Any, party: Party | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.party = party
        labels = {str(value): str(label).capitalize() for value, label in Note.Shared.choices}
        if party is None:
            del labels[Note.Shared.PARTY]
        else:
            labels[Note.Shared.PARTY] += f" ({party})"
        self.fields["shared"].choices = list(labels.items())  # type: ignore[attr-defined]

    @property
    def details(self) -> dict[str, Any]:
        """What the service needs."""
        data = self.cleaned_data
        return {"text": data["text"], "shared": data["shared"], "party": self.party, "seen": data["version"]}

    @staticmethod
    def initial_of(note: Note | None) -> dict[str, Any]:
        """A note as the form shows it."""
        if note is None:
            return {"version": 0, "shared": ""}
        return {"text": note.text, "shared": note.shared, "version": note.version}
