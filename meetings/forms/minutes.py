"""Forms of minutes: the text of one item, adoption."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from meetings.models import Meeting
from meetings.rules import markup
from meetings.rules import minutes as rules
from meetings.wording import minutes as wording
from twente.core.dates import day_of, full_date
from twente.core.fields import TextField, VersionField, clean_text
from twente.core.money import format_number

IN_MEETING, IN_WRITING = "vergadering", "schriftelijk"
UNCHANGED, CHANGED = "ongewijzigd", "gewijzigd"
CHARACTERS, PASTED, TAGS = 10_000, 200_000, 5_000
"""Visible characters of one text, characters and tags of what is pasted: beyond those cleaning would take seconds."""
TOO_MUCH_MARKUP = "Deze tekst heeft te veel opmaak. Plak hem zonder opmaak (Ctrl Shift V)."
EMPTY = "Schrijf een tekst. Een leeg veld wordt niet opgeslagen."
TABLE = "Deze tabel heeft {rows} rijen; hoogstens {most} passen in het verslag. Voeg haar toe als stuk bij het punt."
TOO_LONG = "Deze tekst heeft {length} tekens; hoogstens 10.000 passen bij één punt. Voeg de rest toe als stuk."


class MinutesTextForm(forms.Form):
    """What is typed about one item: markup from the editor (`rich`), or plain text from the field under it.

    An emptied field is not saved: that is more often a slip than a wish. `standing` is the markup as it is now: its
    plain text sent back unchanged keeps its markup.
    """

    text = TextField(
        label="Bespreking", max_length=None, error_messages={"required": EMPTY}, help_text="Hoogstens 10.000 tekens."
    )
    rich = forms.BooleanField(required=False, widget=forms.HiddenInput)
    version = VersionField()

    def __init__(self, *args: Any, standing: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.standing = standing
        typed = self["text"].value() or ""
        rich = not self.is_bound or bool(self["rich"].value())
        self.fields["text"].widget.attrs |= {"rows": 7, "data-opmaak": typed if rich else markup.from_plain(typed)}
        self.initial["text"] = markup.to_plain(typed)

    def clean(self) -> dict[str, Any]:
        """The text as clean markup, with something visible in it that fits."""
        cleaned = self.cleaned_data
        if typed := cleaned.get("text"):
            try:
                cleaned["text"] = self.markup_of(typed)
            except forms.ValidationError as error:
                self.add_error("text", error)
        return cleaned

    def markup_of(self, typed: str) -> str:
        """Clean markup. Raises ValidationError for a table that belongs elsewhere, nothing visible, or too much."""
        rich = bool(self.cleaned_data.get("rich"))
        rows = markup.rows_pasted(typed) if rich else 0
        if rows > markup.ROWS:
            raise forms.ValidationError(TABLE.format(rows=format_number(rows), most=markup.ROWS))
        if rich and typed.count("<") > TAGS:
            raise forms.ValidationError(TOO_MUCH_MARKUP)
        if len(typed) > PASTED:
            raise forms.ValidationError(TOO_LONG.format(length=format_number(len(typed))))
        text = clean_text(markup.clean(typed)) if rich else self.from_field(typed)
        if not text:
            raise forms.ValidationError(EMPTY)
        length = len(markup.to_plain(text))
        if length > CHARACTERS:
            raise forms.ValidationError(TOO_LONG.format(length=format_number(length)))
        return text

    def from_field(self, typed: str) -> str:
        """Markup of plain text; unchanged text keeps what it had."""
        return self.standing if typed == markup.to_plain(self.standing) else markup.from_plain(typed)


class LaterMeetingField(forms.ModelChoiceField):
    """A meeting, named by its day and place."""

    def label_from_instance(self, obj: Any) -> str:
        """10 februari 2027, Gemeentehuis Almelo"""
        return f"{full_date(day_of(obj.starts_at))}, {obj.place}"


class AdoptionForm(forms.Form):
    """How the overleg adopted the minutes: in a later meeting, or in writing on a day."""

    use_required_attribute = False

    how = forms.ChoiceField(
        label="Hoe is het verslag vastgesteld?",
        choices=[(IN_MEETING, "In een latere vergadering"), (IN_WRITING, "Schriftelijk")],
        widget=forms.RadioSelect,
    )
    later = LaterMeetingField(
        queryset=Meeting.objects.none(),
        label="Vergadering waarin het verslag is vastgesteld",
        empty_label="Kies een vergadering",
        error_messages={"required": "Kies de vergadering waarin het verslag is vastgesteld."},
    )
    result = forms.ChoiceField(
        label="Is het verslag gewijzigd?",
        choices=[(UNCHANGED, "Ongewijzigd vastgesteld"), (CHANGED, "Gewijzigd vastgesteld")],
        widget=forms.RadioSelect,
        required=False,
    )
    changes = TextField(
        label="Wat is er gewijzigd?",
        max_length=2_000,
        required=False,
        help_text="Alleen bij gewijzigd vastgesteld. Verwerk de wijziging eerst in het verslag.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    on = forms.DateField(
        label="Dag van de schriftelijke vaststelling",
        help_text="Alleen als het verslag schriftelijk is vastgesteld.",
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Vul de dag van de schriftelijke vaststelling in.",
            "invalid": "Vul een bestaande datum in, bijvoorbeeld 10-02-2027.",
        },
    )
    version = VersionField()

    def __init__(
        self, *args: Any, meeting: Meeting, later: Any, checks: Sequence[rules.Check], today: date, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.meeting_day, self.today = day_of(meeting.starts_at), today
        self.missing = rules.blocking(checks)
        self.signals = [wording.to_do(check) for check in checks if not (check.passed or check.blocks)]
        self.fields["later"].queryset = later  # type: ignore[attr-defined]
        in_writing = self["how"].value() == IN_WRITING
        self.fields["later"].required, self.fields["on"].required = not in_writing, in_writing

    def clean_on(self) -> date | None:
        """A written adoption has a day, not before the meeting and not in the future."""
        on: date | None = self.cleaned_data["on"]
        if on is None or not self.fields["on"].required:
            return None
        day = rules.adoption_day(on, meeting_day=self.meeting_day, today=self.today)
        if not day.passed:
            raise forms.ValidationError(wording.day_problem(day, self.meeting_day))
        return on

    def clean_changes(self) -> str:
        """Named when the minutes were changed, and only then."""
        changes: str = self.cleaned_data["changes"]
        if self.cleaned_data.get("result") != CHANGED:
            return ""
        if not changes:
            raise forms.ValidationError("Schrijf wat er is gewijzigd.")
        return changes

    def clean(self) -> dict[str, Any]:
        """Nothing is missing in the minutes."""
        for check in self.missing:
            self.add_error(None, wording.to_do(check))
        return self.cleaned_data
