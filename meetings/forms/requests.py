"""The form with which a representative asks for a substitute, and the one with which it is declined."""

from django import forms

from meetings.forms.attendance import SubstitutionForm
from twente.core.fields import FormKeyField, LineField


class RequestForm(SubstitutionForm):
    """Who should stand in, for the meeting or one item, on which document."""

    key = FormKeyField()

    field_order = ("person", "item", "document", "key")


class DeclineForm(forms.Form):
    """Why a request cannot be met."""

    reason = LineField(label="Reden", error_messages={"required": "Schrijf waarom het verzoek niet kan."})
