"""Forms of an agenda: an item, its place, sending."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from meetings import wording
from meetings.models import AgendaItem
from meetings.rules import ItemClass
from meetings.services import ItemDetails
from twente.core.fields import FormKeyField, LineField, TextField, VersionField


def grouped(offered: Sequence[ItemClass], labels: Mapping[str, str]) -> list[tuple[str, Any]]:
    """The classes as options: standing subjects, other articles, the rest."""
    groups: dict[str, list[tuple[str, str]]] = {}
    headings = {"subject": "Vast onderwerp", "other_article": "Volgt uit een ander artikel"}
    for one in offered:
        option = (one.key, wording.item_class(one.kind, one.subject or one.article, labels))
        groups.setdefault(headings.get(one.kind, "Overig"), []).append(option)
    return [("", "Kies een soort"), *groups.items()]


class ItemForm(forms.Form):
    """An item of the agenda; its class is one choice out of what the rulebook offers."""

    title = LineField(
        label="Titel",
        help_text="Kort en herkenbaar, zonder afkortingen.",
        error_messages={"required": "Vul een titel in."},
    )
    item_class = forms.ChoiceField(label="Soort", error_messages={"required": "Kies een soort."})
    status = forms.ChoiceField(
        label="Status",
        choices=[(value, label.capitalize()) for value, label in AgendaItem.Status.choices],
        initial=AgendaItem.Status.DISCUSS,
        error_messages={"required": "Kies een status."},
    )
    minutes_planned = forms.IntegerField(
        label="Minuten",
        min_value=1,
        max_value=480,
        initial=10,
        error_messages={"required": "Vul het aantal minuten in, bijvoorbeeld 10."},
    )
    explanation = TextField(label="Toelichting", required=False, widget=forms.Textarea(attrs={"rows": 5}))
    key = FormKeyField()
    version = VersionField(required=False)

    def __init__(self, *args: Any, offered: Sequence[ItemClass], labels: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = {one.key: one for one in offered}
        cast("forms.ChoiceField", self.fields["item_class"]).choices = grouped(offered, labels)

    @property
    def details(self) -> ItemDetails:
        """What the service needs."""
        data = self.cleaned_data
        return ItemDetails(
            title=data["title"],
            item_class=self.offered[data["item_class"]],
            status=data["status"],
            explanation=data["explanation"],
            minutes_planned=data["minutes_planned"],
        )

    @staticmethod
    def initial_of(item: AgendaItem) -> dict[str, Any]:
        """An item as the form shows it."""
        return {
            "title": item.title,
            "item_class": ItemClass(item.kind, item.subject, item.article).key,
            "status": item.status,
            "minutes_planned": item.minutes_planned,
            "explanation": item.explanation,
            "version": item.version,
        }


class MoveForm(forms.Form):
    """To which place an item goes, and where the person saw it."""

    to = forms.IntegerField(min_value=1, max_value=1000)
    seen = VersionField(required=True)


class SeenForm(forms.Form):
    """A confirmed act on what the person looked at."""

    version = VersionField(required=True)


class PublishForm(forms.Form):
    """The agenda that the person looked at, by its hash."""

    seen = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
