"""One form for every act in a dispute: the day on which it happened, and what belongs to it."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from disputes.rules.acts import earliest
from disputes.rules.facts import CHAIR, Kind
from disputes.selectors.people import deputies
from disputes.selectors.state import Standing
from disputes.services.recording import Event
from disputes.wording.course import length_of
from twente.core.dates import full_date
from twente.core.fields import DayField, FormKeyField, LineField, TextField, VersionField
from twente.core.models import Party


class EventForm(forms.Form):
    """A day, a key against double posts, and the version that the person was looking at."""

    use_required_attribute = False
    kind: ClassVar[Kind]
    day_label: ClassVar[str] = "Datum"

    on = DayField(error_messages={"required": "Vul de datum in."})
    key = FormKeyField()
    version = VersionField()

    def __init__(self, *args: Any, found: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.found = found
        self.fields["on"].label = self.day_label
        self.fields["version"].initial = found.dispute.version
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices that depend on the dispute."""

    def clean_on(self) -> date:
        """Not in the future, and not before what this rests on."""
        day: date = self.cleaned_data["on"]
        first = earliest(self.kind, self.found.facts)
        if day > self.found.today:
            raise forms.ValidationError("Deze dag ligt in de toekomst.")
        if day < first:
            raise forms.ValidationError(f"Deze dag ligt vóór {full_date(first)}; eerst komt wat eraan voorafgaat.")
        return day

    def event(self) -> Event:
        """What was filled in, for the service."""
        return Event(self.kind, self.cleaned_data["on"], self.cleaned_data.get("text", ""), party=self.chosen())

    def chosen(self) -> Party | None:
        """The party that was chosen, if the form asks for one."""
        code = self.cleaned_data.get("party")
        return next((row.party for row in self.found.parties if row.party.code == code), None)

    def offer(self, parties: list[Party], *more: tuple[str, str]) -> None:
        """Let one of these be chosen."""
        choices = [(party.code, party.short_name) for party in parties]
        self.fields["party"].choices = [*choices, *more]  # type: ignore[attr-defined]


def party_field(label: str) -> forms.ChoiceField:
    """One party to choose."""
    wrong = {"required": "Maak een keuze.", "invalid_choice": "Kies een partij uit de lijst."}
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, error_messages=wrong)


class ReceiptForm(EventForm):
    """Who received the notification; the latest day counts (BOK-13.2, R11)."""

    kind, day_label = Kind.RECEIPT, "Ontvangen op"
    party = party_field("Wie ontving de melding?")
    field_order = ("party", "on")

    def prepare(self) -> None:
        """Only who has not received it yet."""
        receipts = self.found.facts.receipts
        parties = [party for party in self.found.others if receipts[party.pk] is None]
        chair = [] if receipts[CHAIR] else [(str(CHAIR), "De voorzitter")]
        self.offer(parties, *chair)


class ConversationForm(EventForm):
    """A conversation with the parties involved (BOK-13.3)."""

    kind, day_label = Kind.CONVERSATION, "Datum van het gesprek"
    present = LineField(
        label="Aanwezig", help_text="Namen of functies.", error_messages={"required": "Vul in wie aanwezig waren."}
    )
    text = TextField(label="Verslag", error_messages={"required": "Vul een kort verslag in."})

    def event(self) -> Event:
        """With who was there."""
        detail = {"present": self.cleaned_data["present"]}
        return Event(self.kind, self.cleaned_data["on"], self.cleaned_data["text"], detail=detail)


class SolutionForm(EventForm):
    """What the parties agreed; possible at any moment before the end (BOK-13.3, 13.5)."""

    kind, day_label = Kind.SOLUTION, "Overeengekomen op"
    text = TextField(
        label="Wat is overeengekomen?",
        help_text="Alleen betrokkenen lezen dit, tot u de oplossing bekendmaakt.",
        error_messages={"required": "Vul de oplossing in."},
    )


class AnnouncementForm(EventForm):
    """What all parties read of the solution (BOK-13.3)."""

    kind, day_label = Kind.ANNOUNCEMENT, "Bekendgemaakt op"
    text = TextField(
        label="Wat alle partijen lezen",
        help_text="Dit is de schriftelijke bekendmaking. Laat weg wat besloten blijft.",
        error_messages={"required": "Vul in wat alle partijen lezen."},
    )

    def prepare(self) -> None:
        """The solution as it was recorded, to begin with."""
        solutions = self.found.of(Kind.SOLUTION)
        self.fields["text"].initial = solutions[-1].text if solutions else ""
        self.fields["on"].initial = self.found.today


class ReasonForm(EventForm):
    """A day and a reason."""

    day_label = "Vastgelegd op"
    text = TextField(label="Reden", max_length=1000, error_messages={"required": "Vul een reden in."})

    def prepare(self) -> None:
        """Usually today."""
        self.fields["on"].initial = self.found.today


class ChairSkippedForm(ReasonForm):
    """The chair's municipality is a party: straight to a mediator (BOK-13.4, R13)."""

    kind = Kind.CHAIR_SKIPPED


class LapsedForm(ReasonForm):
    """The parties no longer agree; possible until the solution was told to all parties."""

    kind, day_label = Kind.LAPSED, "Vervallen op"
    text = TextField(label="Reden", max_length=300, error_messages={"required": "Vul een reden in."})


class WithdrawalForm(ReasonForm):
    """The notifier took the notification back in writing."""

    kind, day_label = Kind.WITHDRAWAL, "Ingetrokken op"


class ClosureForm(ReasonForm):
    """The last word, after the decision or the judgement."""

    kind, day_label = Kind.CLOSURE, "Afgesloten op"
    text = TextField(label="Uitkomst", error_messages={"required": "Vul de uitkomst in."})


class SecretaryForm(ReasonForm):
    """A deputy serves in this file (R14)."""

    kind = Kind.SECRETARY
    person = forms.ChoiceField(
        label="Wie neemt waar?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een waarnemer.", "invalid_choice": "Kies een plaatsvervangend secretaris."},
    )
    field_order = ("person", "on", "text")

    def prepare(self) -> None:
        """The deputy secretaries of today."""
        super().prepare()
        self.people = {str(user.pk): user for user in deputies(self.found.dispute.agreement, self.found.today)}
        self.fields["person"].choices = [(key, user.name) for key, user in self.people.items()]  # type: ignore[attr-defined]

    def event(self) -> Event:
        """With the person."""
        data = self.cleaned_data
        return Event(self.kind, data["on"], data["text"], person=self.people[data["person"]])


class OverrideForm(ReasonForm):
    """Another last day than the computed one, with the reason."""

    kind = Kind.OVERRIDE
    step = forms.ChoiceField(label="Welke termijn?", error_messages={"required": "Kies een termijn."})
    last_day = DayField(label="Laatste dag", error_messages={"required": "Vul de laatste dag in."})
    field_order = ("step", "last_day", "on", "text")

    def prepare(self) -> None:
        """Every term that can be computed now."""
        super().prepare()
        terms = [(key, f"{row.step.label} ({length_of(row)})") for key, row in self.found.course.items() if row.term]
        self.fields["step"].choices = terms  # type: ignore[attr-defined]

    def clean_last_day(self) -> date:
        """Not before the notification."""
        day: date = self.cleaned_data["last_day"]
        if day < self.found.dispute.notified_on:
            raise forms.ValidationError("De laatste dag ligt niet vóór de melding.")
        return day

    def event(self) -> Event:
        """With the step and the day."""
        data = self.cleaned_data
        detail = {"step": data["step"], "last_day": data["last_day"].isoformat()}
        return Event(self.kind, data["on"], data["text"], detail=detail)
