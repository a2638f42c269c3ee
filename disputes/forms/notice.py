"""The form on which a party notifies a dispute, or the secretary records its letter (BOK-13.1, 13.2)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from disputes.models import Dispute
from disputes.services.filing import Notice
from meetings.forms.papers import PaperFileField
from twente.core import articles
from twente.core.agreement import Rulebook
from twente.core.fields import DayField, FormKeyField, LineField, TextField
from twente.core.models import Party

SEVERAL = ("others", "scope")
"""Fields that may occur more than once in a post."""


class NoticeForm(forms.Form):
    """What a party states: the other parties, what it is about, and a possible solution. All of it is required."""

    use_required_attribute = False

    others = forms.ModelMultipleChoiceField(
        Party.objects.none(),
        label="Met welke partij of partijen is er een geschil?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Kies minstens één andere partij.",
            "invalid_choice": "Kies partijen bij de overeenkomst.",
            "invalid_pk_value": "Kies partijen bij de overeenkomst.",
        },
    )
    scope = forms.MultipleChoiceField(
        label="Waar gaat het over?",
        choices=Dispute.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kruis aan waar het over gaat.", "invalid_choice": "Kies uit de lijst."},
    )
    article = LineField(
        label="Artikel",
        max_length=40,
        help_text="Het artikel waar het om gaat, bijvoorbeeld 11.1.",
        error_messages={"required": "Vul het artikel in."},
    )
    subject = LineField(
        label="Onderwerp",
        max_length=120,
        help_text="Een paar woorden. Alleen betrokkenen zien dit.",
        error_messages={"required": "Vul een onderwerp in."},
    )
    description = TextField(
        label="Omschrijving",
        help_text="Wat is er gebeurd, en waarover bent u het niet eens?",
        error_messages={"required": "Omschrijf het geschil."},
    )
    solution = TextField(
        label="Mogelijke oplossing",
        help_text="Wat stelt u voor? De overeenkomst vraagt dit bij de melding.",
        error_messages={"required": "Vul een mogelijke oplossing in."},
    )
    key = FormKeyField()

    def __init__(
        self, *args: Any, parties: QuerySet[Party], notifier: Party, book: Rulebook, today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.notifier, self.book, self.today = notifier, book, today
        cast("forms.ModelMultipleChoiceField", self.fields["others"]).queryset = parties.exclude(pk=notifier.pk)
        self.fields["file"] = PaperFileField(label="Brief of melding als bestand", required=False)

    def clean_article(self) -> str:
        """An article of this agreement, however it was written."""
        try:
            number = articles.parse(self.cleaned_data["article"])
        except articles.NotAnArticle as error:
            raise forms.ValidationError("Schrijf het artikel als 11.1 of 8a.") from error
        if number not in self.book.articles:
            raise forms.ValidationError("Dit artikel staat niet in de overeenkomst.")
        return number

    @property
    def status(self) -> int:
        """200 for an untouched form, 413 or 415 for a file that is too large or of another kind, else 422."""
        if not self.is_bound:
            return 200
        return next((code for code in (413, 415) if self.has_error("file", str(code))), 422)

    @property
    def notice(self) -> Notice:
        """What was filled in, for the service; who fills in this form notifies today."""
        return self.built(notified_on=self.today, channel=Dispute.Channel.APPLICATION)

    def built(self, *, notified_on: date, channel: str, letter: str = "") -> Notice:
        """What both forms have in common."""
        data = self.cleaned_data
        others: Sequence[Party] = list(data["others"])
        return Notice(
            party=self.notifier,
            others=others,
            subject=data["subject"],
            scope=data["scope"],
            article=data["article"],
            description=data["description"],
            solution=data["solution"],
            notified_on=notified_on,
            channel=channel,
            letter=letter,
        )


class LetterForm(NoticeForm):
    """The same from a letter: its day, and the letter itself as a file or by what is written on it."""

    field_order = ("notified_on", "letter", "file")

    notified_on = DayField(
        label="Datum van de brief",
        help_text="De dag van de melding. De dag van ontvangst legt u daarna per ontvanger vast.",
        error_messages={"required": "Vul de datum van de brief in."},
    )
    letter = LineField(label="Kenmerk van de brief", required=False, help_text="Of voeg de brief als bestand toe.")

    def clean_notified_on(self) -> date:
        """Not in the future."""
        day: date = self.cleaned_data["notified_on"]
        if day > self.today:
            raise forms.ValidationError("De brief kan niet in de toekomst liggen.")
        return day

    def clean(self) -> dict[str, Any]:
        """Without the paper it cannot be shown on whose word it rests."""
        data = super().clean() or {}
        if not data.get("letter") and not data.get("file") and not self.has_error("file"):
            self.add_error("letter", "Vul het kenmerk van de brief in, of voeg de brief als bestand toe.")
        return data

    @property
    def notice(self) -> Notice:
        """What the letter says, on its own day."""
        data = self.cleaned_data
        return self.built(notified_on=data["notified_on"], channel=Dispute.Channel.LETTER, letter=data["letter"])
