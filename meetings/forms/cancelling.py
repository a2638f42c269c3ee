"""The form that calls a meeting off."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from meetings.forms.fields import offer
from meetings.models import AgendaItem, Meeting
from meetings.wording import period
from twente.core.dates import day_of, full_date
from twente.core.fields import LineField, VersionField


class MeetingChoice(forms.ModelChoiceField):
    """A meeting by its day and hours."""

    def label_from_instance(self, obj: Meeting) -> str:
        """2 december 2026, 10.00–12.00 uur, stadhuis Enschede"""
        return f"{full_date(day_of(obj.starts_at))}, {period(obj.starts_at, obj.ends_at)}, {obj.place}"


class CancelForm(forms.Form):
    """Why a meeting is off, and which items go to which other meeting."""

    reason = LineField(
        label="Reden",
        help_text="De reden staat in de mail. Noem hier niets dat besloten is.",
        error_messages={"required": "Vul in waarom de vergadering niet doorgaat."},
    )
    to = MeetingChoice(
        Meeting.objects.none(), label="Agendapunten doorschuiven naar", empty_label="Niet doorschuiven", required=False
    )
    items = forms.ModelMultipleChoiceField(
        AgendaItem.objects.none(),
        label="Welke punten schuiven door?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    version = VersionField()

    def __init__(
        self, data: Any = None, *, meeting: Meeting, items: QuerySet[AgendaItem], others: QuerySet[Meeting]
    ) -> None:
        chosen = [item.pk for item in items if item.kind != AgendaItem.Kind.ORDER]
        super().__init__(data, initial={"version": meeting.version, "items": chosen})
        offer(self, "to", others)
        cast("forms.ModelMultipleChoiceField", self.fields["items"]).queryset = items
        if not (items and others):
            del self.fields["to"], self.fields["items"]

    @property
    def carried(self) -> tuple[list[AgendaItem], Meeting | None]:
        """The items that go, and where; nothing without another meeting."""
        to = self.cleaned_data.get("to")
        return (list(self.cleaned_data["items"]) if to else [], to)
