"""Forms of partnership: a mandate, its end, a CBS file, a reading."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from twente.core.agreement import ReadingRule
from twente.core.dates import full_date
from twente.core.fields import DayField, LineField
from twente.core.models import Agreement, Mandate, Party
from twente.partnership import selectors

MOST_BYTES = 5_000_000


class PersonChoice(forms.ModelChoiceField):
    """A person by name and address, so that two people of one name can be told apart."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and e-mail address."""
        return f"{obj.name} ({obj.email})"


class MandateForm(forms.Form):
    """Who speaks and votes for a party, from when, on which document (BOK-1f)."""

    user = PersonChoice(
        label="Bestuurder",
        queryset=None,
        empty_label="Kies een bestuurder",
        error_messages={"required": "Kies een bestuurder."},
    )
    since = DayField(label="Eerste dag", error_messages={"required": "Vul de eerste dag van het mandaat in."})
    until = DayField(label="Laatste dag", required=False, help_text="Laat leeg als het mandaat doorloopt.")
    document = LineField(
        label="Mandaatbesluit",
        help_text="Bijvoorbeeld: besluit van het college van 3 maart 2026, nummer 2026-118.",
        error_messages={"required": "Noem het besluit waarop het mandaat rust."},
    )

    def __init__(self, *args: Any, agreement: Agreement, party: Party, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement, self.party = agreement, party
        self.fields["user"].queryset = selectors.possible_representatives(agreement, on)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, and no other mandate holds on these days."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", "De laatste dag ligt vóór de eerste dag.")
        elif since and not self.errors:
            self.nobody_else(since, until)
        return data

    def nobody_else(self, since: date, until: date | None) -> None:
        """Name at the field who has the mandate on these days; the same mandate again is no other one."""
        held = selectors.in_the_way(self.agreement, self.party, since, until)
        wanted = (self.cleaned_data["user"], since, until, self.cleaned_data["document"])
        if held and (held.user, held.valid_from, held.valid_until, held.document) != wanted:
            days = f"vanaf {full_date(held.valid_from)}"
            days += f" tot en met {full_date(held.valid_until)}" if held.valid_until else ""
            sentence = f"{held.user} heeft {days} het mandaat van {self.party}. Beëindig eerst dat mandaat."
            self.add_error("since", ValidationError(sentence, code="overlap"))


class EndMandateForm(forms.Form):
    """The last day of a mandate."""

    last_day = DayField(label="Laatste dag", error_messages={"required": "Vul de laatste dag van het mandaat in."})

    def __init__(self, *args: Any, mandate: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mandate = mandate

    def clean_last_day(self) -> date:
        """A day within the mandate."""
        day: date = self.cleaned_data["last_day"]
        if day < self.mandate.valid_from:
            raise ValidationError("De laatste dag ligt vóór de eerste dag van het mandaat.", code="before")
        if self.mandate.valid_until and day > self.mandate.valid_until:
            raise ValidationError("Het mandaat eindigt al eerder. Leg een nieuw mandaat vast.", code="after")
        return day


class ReplaceMandateForm(MandateForm):
    """Somebody else holds the mandate from a day on; the present one ends the day before (BOK-1f)."""

    def __init__(self, *args: Any, mandate: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, agreement=mandate.agreement, party=mandate.party, **kwargs)
        self.mandate = mandate
        self.fields["user"].label = "Nieuwe bestuurder"

    def nobody_else(self, since: date, until: date | None) -> None:
        """The present mandate ends before; another one that follows is still in the way."""
        if since <= self.mandate.valid_from:
            begins = full_date(self.mandate.valid_from)
            self.add_error("since", f"Het mandaat begon op {begins}. Kies een dag daarna.")
        rows = selectors.mandates_of(self.mandate.agreement, self.mandate.party).exclude(pk=self.mandate.pk)
        rows = rows.filter(valid_from__gt=self.mandate.valid_from)
        later = (rows.filter(valid_from__lte=until) if until else rows).order_by("valid_from").first()
        if later:
            begins = full_date(later.valid_from)
            self.add_error("until", f"Vanaf {begins} heeft {later.user} het mandaat. Kies een laatste dag daarvoor.")


class UploadForm(forms.Form):
    """A download from CBS StatLine."""

    file = forms.FileField(
        label="Bestand van CBS StatLine",
        help_text="CSV of JSON, met per gemeente de totale bevolking op 1 januari. Hoogstens 5 MB.",
        allow_empty_file=False,
        error_messages={
            "required": "Kies een bestand.",
            "empty": "Dit bestand is leeg. Download het opnieuw bij CBS StatLine.",
        },
    )


class ReadingForm(forms.Form):
    """The overleg decided how an open point is read (BOK-18)."""

    value = forms.ChoiceField(
        label="Lezing",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een lezing.", "invalid_choice": "Kies een lezing uit de lijst."},
    )
    adopted_on = DayField(
        label="Datum van het besluit", error_messages={"required": "Vul de datum van het besluit in."}
    )
    decision = LineField(
        label="Besluit",
        help_text="Bijvoorbeeld: besluit 2026-07 van het bestuurlijk overleg.",
        error_messages={"required": "Noem het besluit waarmee het overleg deze lezing vaststelde."},
    )

    def __init__(self, *args: Any, rule: ReadingRule, in_force_on: date, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = list(rule.values.items())  # type: ignore[attr-defined]
        self.first, self.last = in_force_on, on

    def clean_adopted_on(self) -> date:
        """A decision that was taken: not before the agreement, not in the future."""
        day: date = self.cleaned_data["adopted_on"]
        if day > self.last:
            raise ValidationError("Dit besluit ligt in de toekomst. Leg het vast als het is genomen.", code="future")
        if day < self.first:
            raise ValidationError("Toen gold de overeenkomst nog niet.", code="before")
        return day
