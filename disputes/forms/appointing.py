"""The form by which the chair appoints who serves in one file."""

from typing import Any

from django import forms

from twente.core.fields import FormKeyField, TextField, VersionField
from twente.core.models import User


class AppointForm(forms.Form):
    """Who, and why."""

    use_required_attribute = False
    person = forms.ChoiceField(
        label="Wie behandelt dit geschil als secretaris?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies iemand.", "invalid_choice": "Kies iemand uit de lijst."},
    )
    text = TextField(label="Reden", max_length=1000, error_messages={"required": "Vul een reden in."})
    key = FormKeyField()
    version = VersionField()

    def __init__(self, *args: Any, people: list[tuple[User, str]], version: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(user.pk): user for user, _ in people}
        choices = [(str(user.pk), f"{user.name} ({role})") for user, role in people]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
        self.fields["version"].initial = version

    @property
    def chosen(self) -> User:
        """The person."""
        return self.people[self.cleaned_data["person"]]
