"""Forms of items that members propose, and of the secretary's answer."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from meetings.forms.agenda import capitals, grouped, text
from meetings.forms.fields import offer
from meetings.models import AgendaItem, Body, Meeting
from meetings.rules import ItemClass
from meetings.services.proposing import Offer, Placing
from twente.core.dates import full_date, in_amsterdam
from twente.core.fields import FormKeyField, LineField, TextField
from twente.core.models import Party


class MeetingChoice(forms.ModelChoiceField):
    """A meeting by its day and body."""

    def label_from_instance(self, obj: Any) -> str:
        """2 december 2026, Bestuurlijk overleg"""
        return f"{full_date(in_amsterdam(obj.starts_at).date())}, {obj.body.name}"


class ProposeForm(forms.Form):
    """What a member wants to discuss, why, and when."""

    party = forms.ModelChoiceField(Party.objects.none(), label="Namens", required=False, empty_label="Geen partij")
    body = forms.ModelChoiceField(Body.objects.none(), label="Overleg", empty_label=None)
    title = LineField(label="Titel", error_messages={"required": "Vul een titel in."})
    why = TextField(
        label="Waarom moet dit op de agenda?",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Leg kort uit waarom dit op de agenda moet."},
    )
    item_class = forms.ChoiceField(
        label="Soort",
        error_messages={"required": "Kies een soort."},
        help_text="Een ander onderwerp wordt pas behandeld als alle partijen het toelaten.",
    )
    proposed_decision = text("Voorgesteld besluit", 3)
    meeting = MeetingChoice(
        Meeting.objects.none(), label="Gewenste vergadering", required=False, empty_label="Geen voorkeur"
    )
    key = FormKeyField()

    def __init__(
        self,
        *args: Any,
        offered: Sequence[ItemClass],
        labels: Mapping[str, str],
        bodies: QuerySet[Body],
        meetings: QuerySet[Meeting],
        parties: QuerySet[Party],
        free: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.offered = {one.key: one for one in offered}
        cast("forms.ChoiceField", self.fields["item_class"]).choices = grouped(offered, labels)
        for name, rows in (("body", bodies), ("meeting", meetings), ("party", parties)):
            offer(self, name, rows)
        self.fields["party"].required = not free
        if not free and len(parties) == 1:
            self.fields["party"].widget, self.fields["party"].initial = forms.HiddenInput(), parties[0]
        if len(bodies) == 1:
            self.fields["body"].widget, self.fields["body"].initial = forms.HiddenInput(), bodies[0]

    def clean(self) -> dict[str, Any]:
        """The wanted meeting is one of the body."""
        data = super().clean() or {}
        body, meeting = data.get("body"), data.get("meeting")
        if body and meeting and meeting.body_id != body.pk:
            self.add_error("meeting", "Deze vergadering is van een ander overleg.")
        return data

    @property
    def content(self) -> Offer:
        """What the service needs."""
        data = self.cleaned_data
        return Offer(data["title"], data["why"], self.offered[data["item_class"]], data["proposed_decision"])


class AcceptForm(forms.Form):
    """On which agenda an offered item comes, and where."""

    meeting = MeetingChoice(Meeting.objects.none(), label="Vergadering", empty_label=None)
    place = forms.IntegerField(
        label="Plaats", min_value=1, max_value=1000, required=False, help_text="Leeg: achteraan, vóór de sluiting."
    )
    status = forms.ChoiceField(
        label="Status", choices=capitals(AgendaItem.Status.choices), initial=AgendaItem.Status.DISCUSS
    )
    minutes_planned = forms.IntegerField(label="Minuten", min_value=1, max_value=480, initial=10)

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "meeting", meetings)

    @property
    def placing(self) -> Placing:
        """What the service needs."""
        data = self.cleaned_data
        return Placing(data["meeting"], data["place"] or 0, data["status"], data["minutes_planned"])


class DeclineForm(forms.Form):
    """Why an offered item does not come on an agenda."""

    reason = TextField(
        label="Reden",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Vul de reden in. De indiener krijgt die te lezen."},
    )
