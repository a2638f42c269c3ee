"""Fields and widgets that forms of meetings share."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

DAYS = ["%Y-%m-%d", "%d-%m-%Y"]


TIMES = ["%H:%M", "%H.%M", "%H:%M:%S"]


DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let a choice field choose among these rows."""
    cast("forms.ModelChoiceField", form.fields[name]).queryset = rows


def clock_field(label: str) -> forms.TimeField:
    """A clock time in Amsterdam."""
    wrong = {"required": f"Vul het {label.lower()} in.", "invalid": "Vul een tijd in, bijvoorbeeld 10.00."}
    return forms.TimeField(label=label, input_formats=TIMES, widget=CLOCK, error_messages=wrong)
