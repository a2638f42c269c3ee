"""Forms of minutes: the text of one item, adoption, the password before signing, a copy to check."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from meetings.models import Meeting
from meetings.rules import minutes as rules
from meetings.wording import minutes as wording
from twente.core.dates import day_of, full_date
from twente.core.fields import TextField, VersionField
from twente.core.models import User

IN_MEETING, IN_WRITING = "vergadering", "schriftelijk"
COPY_BYTES = 10_000_000


class MinutesTextForm(forms.Form):
    """What is typed about one item. An emptied field is not saved: that is more often a slip than a wish."""

    text = TextField(
        label="Bespreking", error_messages={"required": "Schrijf een tekst. Een leeg veld wordt niet opgeslagen."}
    )
    version = VersionField()


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

    def clean(self) -> dict[str, Any]:
        """Nothing is missing in the minutes."""
        for check in self.missing:
            self.add_error(None, wording.to_do(check))
        return self.cleaned_data


class SigningForm(forms.Form):
    """The password once more, right before signing."""

    password = forms.CharField(
        label="Uw wachtwoord",
        strip=False,
        max_length=200,
        help_text="Zo weten we zeker dat u het bent die ondertekent.",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Vul uw wachtwoord in."},
    )

    def __init__(self, *args: Any, user: User) -> None:
        super().__init__(*args)
        self.user = user

    def clean_password(self) -> str:
        """Only the person's own password signs."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError("Dit wachtwoord klopt niet. Er is niets ondertekend.")
        return password


class CopyForm(forms.Form):
    """A PDF from elsewhere, to compare with the registered one; it is read and not kept."""

    copy = forms.FileField(
        label="Pdf-bestand",
        help_text="Hoogstens 10 MB. We lezen het bestand en bewaren het niet.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": "Kies het pdf-bestand.", "empty": "Dit bestand is leeg. Kies een ander bestand."},
    )

    def clean_copy(self) -> bytes:
        """The bytes of a file that begins as a PDF and is not too large."""
        upload: UploadedFile[Any] = self.cleaned_data["copy"]
        if (upload.size or 0) > COPY_BYTES:
            raise forms.ValidationError("Dit bestand is groter dan 10 MB. Kies een kleiner bestand.", code="size")
        content: bytes = upload.read()
        if not content.startswith(b"%PDF-"):
            raise forms.ValidationError("Dit is geen pdf-bestand. Kies een bestand dat op .pdf eindigt.")
        return content
