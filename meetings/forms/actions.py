"""Forms of the list of actions: looking, agreeing, changing, settling."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from meetings.forms.fields import offer
from meetings.forms.filtering import SearchForm, choice, number_choice
from meetings.models import Action, AgendaItem, Meeting
from meetings.rules.actions import settled_day
from meetings.selectors.actions import ActionFilters
from meetings.services.actions import ActionDetails
from meetings.wording.actions import WRONG_DAY
from twente.core.dates import day_of, full_date
from twente.core.fields import DayField, FormKeyField, LineField, TextField, VersionField
from twente.core.models import Party, User


class ActionSearchForm(SearchForm):
    """What to look for among actions and promises."""

    tekst = LineField(label="Zoek in actie en agendapunt", required=False, max_length=100)
    eigenaar = number_choice("Eigenaar")
    partij = number_choice("Partij")
    soort = choice("Soort")
    stand = choice("Stand")
    vergadering = number_choice("Vergadering")
    laat = forms.BooleanField(label="Alleen te laat", required=False)

    def __init__(
        self, *args: Any, owners: Iterable[User], parties: Iterable[Party], meetings: Iterable[Meeting], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.offer("eigenaar", "iedereen", [(person.pk, person.name) for person in owners])
        self.offer("partij", "alle partijen", [(party.pk, party.short_name) for party in parties])
        self.offer("soort", "beide", Action.Kind.choices)
        self.offer("stand", "elke stand", Action.State.choices)
        self.offer("vergadering", "alle vergaderingen", [(meeting.pk, met(meeting)) for meeting in meetings])

    def filters(self) -> ActionFilters:
        """What was asked, leaving out what was not understood."""
        return ActionFilters(
            text=self.asked("tekst") or "",
            owner=self.asked("eigenaar"),
            party=self.asked("partij"),
            state=self.asked("stand") or "",
            kind=self.asked("soort") or "",
            meeting=self.asked("vergadering"),
            late=bool(self.asked("laat")),
        )


def met(meeting: Meeting) -> str:
    """2 december 2026, Bestuurlijk overleg"""
    return f"{full_date(day_of(meeting.starts_at))}, {meeting.body.name}"


def by_meeting(items: Iterable[AgendaItem]) -> list[tuple[str, Any]]:
    """Items as options, under their meeting."""
    groups = groupby(items, key=lambda item: item.meeting)
    listed = [
        (met(meeting), [(item.pk, f"{item.position}. {item.title}") for item in rows]) for meeting, rows in groups
    ]
    return [("", "Kies een agendapunt"), *listed]


class ActionForm(forms.Form):
    """What somebody will do, by which day. `items` are offered only for a new one: an action keeps its item."""

    item = forms.ModelChoiceField(
        label="Agendapunt",
        queryset=AgendaItem.objects.none(),
        error_messages={"required": "Kies het agendapunt waarbij dit is afgesproken."},
    )
    kind = forms.ChoiceField(
        label="Soort",
        choices=[(value, label.capitalize()) for value, label in Action.Kind.choices],
        widget=forms.RadioSelect,
        initial=Action.Kind.ACTION,
        error_messages={"required": "Kies een soort."},
    )
    text = TextField(
        label="Wat",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Vul in wat er gebeurt."},
    )
    owner = forms.ModelChoiceField(
        label="Wie", queryset=User.objects.none(), required=False, empty_label="niemand bij naam"
    )
    party = forms.ModelChoiceField(
        label="Voor welke partij", queryset=Party.objects.none(), required=False, empty_label="geen partij"
    )
    due_on = DayField(label="Uiterlijk", required=False)
    key = FormKeyField()
    version = VersionField(required=False)

    def __init__(
        self,
        *args: Any,
        items: QuerySet[AgendaItem] | None,
        owners: QuerySet[User],
        parties: QuerySet[Party],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        offer(self, "owner", owners)
        offer(self, "party", parties)
        if items is None:
            del self.fields["item"]
        else:
            offer(self, "item", items)
            cast("forms.ModelChoiceField", self.fields["item"]).choices = by_meeting(items)

    def clean(self) -> dict[str, Any]:
        """Somebody does it: a person, a party, or a person for a party."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("owner") and not data.get("party") and not {"owner", "party"} & set(self.errors):
            self.add_error("owner", "Kies wie het doet, of kies een partij.")
        return data

    @property
    def details(self) -> ActionDetails:
        """What the service needs."""
        data = self.cleaned_data
        return ActionDetails(data["kind"], data["text"], data["owner"], data["party"], data["due_on"])

    @staticmethod
    def initial_of(action: Action) -> dict[str, Any]:
        """An action as the form shows it."""
        names = ("kind", "text", "owner", "party", "due_on", "version")
        return {name: getattr(action, name) for name in names}


class SettleForm(forms.Form):
    """How an action ended."""

    state = forms.ChoiceField(
        label="Afloop",
        choices=[(Action.State.DONE, "Gedaan"), (Action.State.DROPPED, "Vervallen")],
        widget=forms.RadioSelect,
        initial=Action.State.DONE,
        error_messages={"required": "Kies de afloop."},
    )
    settled_on = DayField(label="Op", error_messages={"required": "Vul de dag in."})
    note = LineField(label="Toelichting", required=False, help_text="Nodig als de actie vervalt.")
    version = VersionField(required=True)

    def __init__(self, *args: Any, meeting_day: date, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.meeting_day, self.today = meeting_day, today

    def clean_settled_on(self) -> date:
        """Not before the meeting in which it was agreed, and not in the future."""
        day: date = self.cleaned_data["settled_on"]
        if wrong := settled_day(day, meeting_day=self.meeting_day, today=self.today):
            raise forms.ValidationError(WRONG_DAY[wrong], code=wrong)
        return day
