"""Putting right a fact, adding a paper, letting somebody read along, linking two disputes."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from disputes.forms.mediation import CostField, Parts, RegisteredField, sharing
from disputes.models import Dispute, Fact
from disputes.rules.costs import SHARES
from disputes.rules.facts import Kind
from disputes.selectors.state import Standing
from disputes.services.recording import Event, event_of
from meetings.forms.papers import FileForm
from twente.core.fields import DayField, FormKeyField, LineField, TextField, VersionField
from twente.core.models import Party, User
from twente.core.money import format_amount

CORRECTABLE = frozenset(
    {
        Kind.RECEIPT,
        Kind.CHAIR_SKIPPED,
        Kind.CONVERSATION,
        Kind.SOLUTION,
        Kind.COST,
        Kind.MEDIATOR,
        Kind.MEDIATION_START,
        Kind.MEDIATION_END,
        Kind.SUBMISSION,
        Kind.DECISION,
        Kind.APPEAL,
    }
)
"""Facts whose day or words can be put right; what was announced or closed stands."""
IN_WORDS = frozenset(
    {Kind.CHAIR_SKIPPED, Kind.CONVERSATION, Kind.SOLUTION, Kind.COST, Kind.MEDIATOR, Kind.MEDIATION_END, Kind.DECISION}
)


class CorrectionForm(forms.Form):
    """The right day or words of a fact, of a cost its amount, of a mediator whether in a register; and why."""

    use_required_attribute = False
    on = DayField(label="Juiste datum", error_messages={"required": "Vul de juiste datum in."})
    amount = CostField()
    text = TextField(label="Tekst", required=False)
    registered = RegisteredField()
    reason = LineField(label="Waarom verandert dit?", max_length=300, required=False)
    key = FormKeyField()
    version = VersionField()

    def __init__(self, *args: Any, fact: Fact, found: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today, self.mediating, self.fact = found.today, found.facts.has(Kind.MEDIATION_START), fact
        self.fields["on"].initial, self.fields["text"].initial = fact.on, fact.text
        self.fields["version"].initial = fact.dispute.version
        self.fields["amount"].initial = format_amount(fact.cents or 0)
        self.fields["registered"].initial = fact.detail.get("registered", False)
        asked = {"text": IN_WORDS, "amount": {Kind.COST}, "registered": {Kind.MEDIATOR}}
        for name in [name for name, kinds in asked.items() if fact.kind not in kinds]:
            del self.fields[name]
        self.parts = Parts(self, sharing(found) if fact.kind == Kind.COST else [], fact.detail.get(SHARES, {}))

    @property
    def event(self) -> Event:
        """The fact as it should have been."""
        data, was = self.cleaned_data, event_of(self.fact)
        known = {"registered": data["registered"]} if "registered" in data else {}
        detail = was.detail | known | self.parts.detail
        words, cents = data.get("text", was.text), data.get("amount", was.cents)
        return replace(was, on=data["on"], text=words, cents=cents, detail=detail)

    def clean_on(self) -> date:
        """Not in the future, not before the notification."""
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("Deze dag ligt in de toekomst.")
        if day < self.fact.dispute.notified_on:
            raise forms.ValidationError("Deze dag ligt vóór de melding.")
        return day

    def clean_reason(self) -> str:
        """Always asked; once mediation runs its absence is a conflict that the service names."""
        reason: str = self.cleaned_data["reason"]
        if not reason and not self.mediating:
            raise forms.ValidationError("Vul in waarom dit verandert.")
        return reason

    def clean(self) -> dict[str, Any]:
        """What was in words stays in words."""
        data = super().clean() or {}
        if "text" in self.fields and self.fact.text and not data.get("text"):
            self.add_error("text", "Vul de tekst in.")
        self.parts.check()
        return data


class DisputePaperForm(FileForm):
    """A paper for the file; without a title it is called as its file.

    Who may say whose it is chooses one of the `parties`, or none; of everybody else it is of the `own` party.
    """

    title = LineField(label="Titel", required=False, help_text="Leeg: de naam van het bestand, zonder het einde.")
    party = forms.ChoiceField(label="Van wie is dit stuk?", required=False)
    key = FormKeyField()

    def __init__(self, *args: Any, parties: list[Party], own: Party | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.parties, self.own = {party.code: party for party in parties}, own
        if not parties:
            del self.fields["party"]
            return
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            ("", "Van voorzitter, secretaris of een ander"),
            *((party.code, party.short_name) for party in parties),
        ]

    @property
    def details(self) -> dict[str, Any]:
        """What the service needs."""
        data = self.cleaned_data
        file = data["file"]
        title = data["title"] or file.name.rpartition(".")[0].replace("_", " ").strip() or file.name
        party = self.parties.get(data.get("party", ""), self.own)
        return {"title": title[:200], "party": party, "file": file, "key": data["key"]}


class GrantForm(forms.Form):
    """Who reads this one file along, and why."""

    use_required_attribute = False
    user = forms.ChoiceField(
        label="Wie?", error_messages={"required": "Kies iemand.", "invalid_choice": "Kies iemand uit de lijst."}
    )
    reason = LineField(label="Waarom?", error_messages={"required": "Vul een reden in."})

    def __init__(self, *args: Any, people: list[tuple[User, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(user.pk): user for user, _ in people}
        choices = [("", "Kies iemand"), *((str(user.pk), f"{user.name} ({role})") for user, role in people)]
        self.fields["user"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> User:
        """The person."""
        return self.people[self.cleaned_data["user"]]


class LinkForm(forms.Form):
    """Another dispute that this person may see."""

    use_required_attribute = False
    other = forms.ChoiceField(
        label="Welk geschil hoort hierbij?",
        error_messages={"required": "Kies een geschil.", "invalid_choice": "Kies een geschil uit de lijst."},
    )

    def __init__(self, *args: Any, disputes: list[Dispute], **options: Any) -> None:
        super().__init__(*args, **options)
        self.disputes = {str(dispute): dispute for dispute in disputes}
        choices = [(key, f"{key}: {dispute.subject}") for key, dispute in self.disputes.items()]
        self.fields["other"].choices = [("", "Kies een geschil"), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Dispute:
        """The other dispute."""
        return self.disputes[self.cleaned_data["other"]]
