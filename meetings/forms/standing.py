"""Forms of standing items, and of filling an agenda with them."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from meetings.forms.agenda import capitals, grouped
from meetings.forms.fields import offer
from meetings.models import AgendaItem, StandingItem
from meetings.rules import ItemClass
from meetings.services.standing import StandingDetails
from twente.core.fields import FormKeyField, LineField, VersionField


class StandingItemForm(forms.Form):
    """An item that comes on every agenda of a body."""

    title = LineField(label="Titel", error_messages={"required": "Vul een titel in."})
    item_class = forms.ChoiceField(label="Soort", error_messages={"required": "Kies een soort."})
    status = forms.ChoiceField(
        label="Status", choices=capitals(AgendaItem.Status.choices), initial=AgendaItem.Status.DISCUSS
    )
    minutes_planned = forms.IntegerField(
        label="Minuten",
        min_value=1,
        max_value=480,
        initial=5,
        error_messages={"required": "Vul het aantal minuten in, bijvoorbeeld 5."},
    )
    confidentiality = forms.ChoiceField(
        label="Openbaarheid",
        choices=[choice for choice in capitals(AgendaItem.Confidentiality.choices) if choice[0] != "secret"],
        initial=AgendaItem.Confidentiality.PUBLIC,
    )
    at_end = forms.BooleanField(label="Staat aan het eind van de agenda", required=False)
    key = FormKeyField()
    version = VersionField(required=False)

    def __init__(self, *args: Any, offered: Sequence[ItemClass], labels: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = {one.key: one for one in offered if not one.needs_admission}
        cast("forms.ChoiceField", self.fields["item_class"]).choices = grouped(list(self.offered.values()), labels)

    @property
    def details(self) -> StandingDetails:
        """What the service needs."""
        names = ("title", "status", "minutes_planned", "confidentiality", "at_end")
        own = {name: self.cleaned_data[name] for name in names}
        return StandingDetails(item_class=self.offered[self.cleaned_data["item_class"]], **own)

    @staticmethod
    def initial_of(item: StandingItem) -> dict[str, Any]:
        """A standing item as the form shows it."""
        names = ("title", "status", "minutes_planned", "confidentiality", "at_end", "version")
        own = {name: getattr(item, name) for name in names}
        return own | {"item_class": ItemClass(item.kind, item.subject, item.article).key}


class FillForm(forms.Form):
    """Which standing items and which unfinished items come on an agenda; all of them unless unticked."""

    standing = forms.ModelMultipleChoiceField(
        StandingItem.objects.none(), label="Vaste punten", required=False, widget=forms.CheckboxSelectMultiple
    )
    carried = forms.ModelMultipleChoiceField(
        AgendaItem.objects.none(),
        label="Uit de vorige vergadering",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, standing: QuerySet[StandingItem], carried: QuerySet[AgendaItem], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for name, rows in (("standing", standing), ("carried", carried)):
            offer(self, name, rows)
            self.fields[name].initial = [row.pk for row in rows]
            if not rows:
                del self.fields[name]


class WithStandingForm(forms.Form):
    """Whether a new meeting begins with the standing items of its body."""

    standing = forms.BooleanField(label="Zet de vaste punten meteen op de agenda", required=False, initial=True)


class DisposeForm(forms.Form):
    """Why an item is deferred or withdrawn."""

    reason = LineField(label="Reden", error_messages={"required": "Vul de reden in."})
    version = VersionField(required=True)
