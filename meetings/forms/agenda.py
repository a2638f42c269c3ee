"""Forms of an agenda: an item, its place, sending."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms

from meetings import wording
from meetings.forms.groups import Group, Section, grouped_fields
from meetings.models import AgendaItem
from meetings.rules import ItemClass
from meetings.services import ItemDetails
from meetings.services.agenda import Openness, Preparation
from twente.core.fields import DayField, FormKeyField, LineField, TextField, VersionField


def grouped(offered: Sequence[ItemClass], labels: Mapping[str, str]) -> list[tuple[str, Any]]:
    """The classes as options: standing subjects, other articles, the rest."""
    groups: dict[str, list[tuple[str, str]]] = {}
    headings = {"subject": "Vast onderwerp", "other_article": "Volgt uit een ander artikel"}
    for one in offered:
        option = (one.key, wording.item_class(one.kind, one.subject or one.article, labels))
        groups.setdefault(headings.get(one.kind, "Overig"), []).append(option)
    return [("", "Kies een soort"), *groups.items()]


def capitals(choices: Sequence[tuple[Any, Any]]) -> list[tuple[str, str]]:
    """The words of a model's choices as options of a form."""
    return [(value, str(label).capitalize()) for value, label in choices]


def text(label: str, rows: int, hint: str = "") -> TextField:
    """A text that may stay empty."""
    return TextField(label=label, required=False, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}))


PREPARED = ("handling", "portfolio", "presenter", "cover_note", "advice", "consultation", "proposed_decision")
CONFIDENTIAL = ("confidentiality", "confidential_ground", "confidential_until")
SECTIONS = (
    Section("Het punt", ("title", "item_class", "status", "handling", "minutes_planned")),
    Section("Wat ligt voor", ("explanation", "proposed_decision")),
    Section("Wie", ("portfolio", "presenter")),
    Section("Oplegger, advies en afstemming", ("cover_note", "advice", "consultation"), rare=True),
    Section("Openbaarheid", CONFIDENTIAL, rare=True),
)


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
        choices=capitals(AgendaItem.Status.choices),
        initial=AgendaItem.Status.DISCUSS,
        error_messages={"required": "Kies een status."},
    )
    handling = forms.ChoiceField(
        label="Behandeling",
        choices=[("", "Niet bepaald"), *capitals(AgendaItem.Handling.choices)],
        required=False,
        help_text="Een hamerstuk wordt zonder bespreking vastgesteld.",
    )
    minutes_planned = forms.IntegerField(
        label="Minuten",
        min_value=1,
        max_value=480,
        initial=10,
        error_messages={"required": "Vul het aantal minuten in, bijvoorbeeld 10."},
    )
    explanation = text("Toelichting", 5)
    proposed_decision = text("Voorgesteld besluit", 3, "Zoals het in de besluitenlijst komt te staan.")
    portfolio = LineField(label="Portefeuille", max_length=100, required=False, help_text="Bijvoorbeeld economie.")
    presenter = LineField(label="Wie licht toe", max_length=120, required=False)
    cover_note = text("Oplegger", 6, "Eén bladzijde: waar gaat het om en wat wordt gevraagd.")
    advice = text("Advies van de secretaris", 4)
    consultation = text("Afstemming met de Kring", 3, "Wanneer is de Kring geraadpleegd en wat vond de Kring?")
    confidentiality = forms.ChoiceField(
        label="Openbaarheid",
        choices=capitals(AgendaItem.Confidentiality.choices),
        initial=AgendaItem.Confidentiality.PUBLIC,
        required=False,
        help_text="Besloten en geheime punten zien alleen wie daar recht op heeft.",
    )
    confidential_ground = LineField(
        label="Grond", required=False, help_text="Verplicht bij geheimhouding. Noem het artikel en de reden."
    )
    confidential_until = DayField(
        label="Tot en met", required=False, help_text="Daarna is het punt openbaar. Leeg: tot het wordt opgeheven."
    )
    key = FormKeyField()
    version = VersionField(required=False)

    def __init__(
        self,
        *args: Any,
        offered: Sequence[ItemClass],
        labels: Mapping[str, str],
        today: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.offered, self.today = {one.key: one for one in offered}, today
        cast("forms.ChoiceField", self.fields["item_class"]).choices = grouped(offered, labels)

    @property
    def groups(self) -> list[Group]:
        """The fields as the page groups them."""
        return grouped_fields(self, SECTIONS)

    def clean_confidentiality(self) -> str:
        """What was chosen; a post without the field leaves an item as closed as it was."""
        public = AgendaItem.Confidentiality.PUBLIC
        return self.cleaned_data["confidentiality"] or self.initial.get("confidentiality", public)

    def clean_confidential_until(self) -> date | None:
        """A last day that is past would open the item at once; one that was there already may stay."""
        until: date | None = self.cleaned_data["confidential_until"]
        if until and until < self.today and until != self.initial.get("confidential_until"):
            raise forms.ValidationError("Deze dag is voorbij. Kies vandaag of later, of kies openbaar.")
        return until

    def clean(self) -> dict[str, Any]:
        """Secrecy rests on a ground; what is public has neither ground nor last day."""
        data = super().clean() or {}
        kind = data.get("confidentiality")
        if kind == AgendaItem.Confidentiality.PUBLIC:
            data["confidential_ground"], data["confidential_until"] = "", None
        missing = "confidential_ground" not in self.errors and not data.get("confidential_ground")
        if kind == AgendaItem.Confidentiality.SECRET and missing:
            self.add_error("confidential_ground", "Vul de grond van de geheimhouding in.")
        return data

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
            preparation=Preparation(**{name: data[name] for name in PREPARED}),
            openness=Openness(**{name: data[name] for name in CONFIDENTIAL}),
        )

    @staticmethod
    def initial_of(item: AgendaItem) -> dict[str, Any]:
        """An item as the form shows it."""
        kept = ("title", "status", "minutes_planned", "explanation", "version", *PREPARED, *CONFIDENTIAL)
        own = {name: getattr(item, name) for name in kept}
        return own | {"item_class": ItemClass(item.kind, item.subject, item.article).key}


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
