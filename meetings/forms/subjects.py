"""Putting a subject that was not planned on the agenda of a coming meeting."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from meetings.forms.cancelling import MeetingChoice
from meetings.forms.fields import offer
from meetings.models import AgendaItem, Meeting
from twente.core.fields import FormKeyField, LineField


class SubjectForm(forms.Form):
    """In which meeting, under which title and with which status."""

    meeting = MeetingChoice(Meeting.objects.none(), label="Vergadering", empty_label=None)
    title = LineField(label="Titel", error_messages={"required": "Vul een titel in."})
    status = forms.ChoiceField(label="Status", choices=AgendaItem.Status.choices)
    minutes_planned = forms.IntegerField(label="Minuten", min_value=1, max_value=480, initial=15)
    key = FormKeyField()

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "meeting", meetings)
