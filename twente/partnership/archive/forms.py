"""Forms of the archive: whose records they are, and how long they are kept."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from meetings.models import Body, Meeting
from twente.core.dates import day_of, full_date
from twente.core.fields import DayField, LineField
from twente.core.terms import Duration, Unit
from twente.documents.archive import rooms
from twente.partnership.archive.rules import FOR_EVER, provisional
from twente.partnership.archive.services import Keeping

FOR_ALL = "Alle overleggen zonder eigen termijn"
KIND = "soort-"
"""Before the word of a kind of dossier, among the choices of a term."""


class ExportForm(forms.Form):
    """What goes into an archive: everything of a year, or one meeting."""

    what = forms.ChoiceField(
        label="Wat",
        error_messages={"required": "Kies een jaar of een vergadering.", "invalid_choice": "Kies uit de lijst."},
    )

    def __init__(self, *args: Any, years: Sequence[int], meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {f"vergadering-{meeting.pk}": meeting for meeting in meetings}
        named = [(key, f"{full_date(day_of(each.starts_at))}, {each.body}") for key, each in self.meetings.items()]
        grouped = [("Heel jaar", [(f"jaar-{year}", str(year)) for year in years]), ("Eén vergadering", named)]
        self.fields["what"].choices = grouped  # type: ignore[attr-defined]

    def scope(self) -> dict[str, Any]:
        """The year or the meeting, as the services take it."""
        what = self.cleaned_data["what"]
        meeting = self.meetings.get(what)
        return {"meeting": meeting, "year": None if meeting else int(what.removeprefix("jaar-"))}


class OwnerForm(forms.Form):
    """The organisation of the coordinating secretary, from a day on (BOK-17.1)."""

    name = LineField(
        label="Organisatie",
        help_text="De organisatie waar de coördinerend secretaris werkt. Zij is de archiefvormer.",
        error_messages={"required": "Vul de naam van de organisatie in."},
    )
    register = LineField(
        label="Register",
        max_length=60,
        required=False,
        help_text="Waar het nummer uit komt, bijvoorbeeld CBS-code of OIN. Mag leeg blijven.",
    )
    identifier = LineField(label="Nummer in dat register", max_length=60, required=False)
    since = DayField(
        label="Vanaf", error_messages={"required": "Vul de dag in vanaf wanneer deze organisatie het archief heeft."}
    )
    ground = LineField(
        label="Besluit",
        help_text="Waarop dit rust, bijvoorbeeld: besluit 2026-04 van het overleg, en de datum van overdracht.",
        error_messages={"required": "Noem het besluit of de afspraak."},
    )

    def clean(self) -> dict[str, Any]:
        """A number belongs to a register, and the other way round."""
        data = super().clean() or {}
        if bool(data.get("register")) != bool(data.get("identifier")):
            empty = "identifier" if data.get("register") else "register"
            self.add_error(empty, "Vul register en nummer allebei in, of laat beide leeg.")
        return data


class RetentionForm(forms.Form):
    """A class of the selection list for a body or a kind of dossier, or for all that have none of their own."""

    body = forms.ChoiceField(label="Voor", required=False, error_messages={"invalid_choice": "Kies uit de lijst."})
    code = LineField(
        label="Nummer in de selectielijst", max_length=20, error_messages={"required": "Vul het nummer in."}
    )
    name = LineField(label="Naam", max_length=120, error_messages={"required": "Vul de naam van de categorie in."})
    years = forms.IntegerField(
        label="Aantal jaren",
        required=False,
        min_value=1,
        max_value=200,
        help_text="Na dit aantal jaren worden stukken vernietigd. Laat leeg als zij blijvend worden bewaard.",
        error_messages={
            "invalid": "Vul een heel aantal jaren in.",
            "min_value": "Vul minstens één jaar in, of laat dit leeg.",
            "max_value": "Vul hoogstens 200 jaar in, of laat dit leeg.",
        },
    )
    trigger = LineField(
        label="De termijn begint bij", max_length=60, error_messages={"required": "Vul in waarbij de termijn begint."}
    )
    source = LineField(label="Selectielijst", error_messages={"required": "Noem de selectielijst."})
    since = DayField(
        label="Geldt vanaf",
        help_text="Voor vergaderingen vanaf deze dag. Eerdere houden de termijn die toen gold.",
        error_messages={"required": "Vul de eerste dag in."},
    )

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in bodies}
        kinds = [(f"{KIND}{subject.key}", subject.label) for subject in rooms.subjects()]
        named = [(key, str(body)) for key, body in self.bodies.items()]
        grouped = [("", FOR_ALL), ("Overleggen", named), ("Andere dossiers", kinds)]
        self.fields["body"].choices = grouped  # type: ignore[attr-defined]

    def about(self) -> dict[str, Any]:
        """The body, or the kind of dossier, as the services take it; neither for all."""
        chosen = self.cleaned_data["body"]
        return {"body": self.bodies.get(chosen), "subject": chosen.removeprefix(KIND) if KIND in chosen else ""}

    def keeping(self) -> Keeping:
        """The class as the services take it."""
        data = self.cleaned_data
        term = str(Duration(data["years"], Unit.YEARS)) if data["years"] else FOR_EVER
        return Keeping(data["code"], data["name"], term, data["trigger"], data["source"])


def first_words(chosen: str, on: date) -> dict[str, Any]:
    """What the form holds at first: the provisional class of what was chosen, from today."""
    first = provisional(chosen.removeprefix(KIND) if KIND in chosen else "")
    return {
        "body": chosen,
        "code": first.code,
        "name": first.name,
        "years": first.term.number if first.term else None,
        "trigger": first.trigger,
        "source": first.source,
        "since": on,
    }
