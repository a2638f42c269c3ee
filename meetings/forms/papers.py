"""Forms of papers: a file to hand in, a title, a reason, a place."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from twente.core.fields import FormKeyField, LineField, VersionField
from twente.documents.inspection import MOST_BYTES, FileRefused, Inspected, TooLarge, inspect


class PaperFileField(forms.FileField):
    """A file that we take, looked at from all sides; the cleaned value is an `Inspected`."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "Bestand")
        options.setdefault("help_text", "Pdf, png of jpeg, hoogstens 50 MB.")
        options.setdefault("widget", forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}))
        options.setdefault("allow_empty_file", True)
        options.setdefault("error_messages", {"required": "Kies een bestand."})
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Inspected | None:
        """Raises ValidationError whose code is the status that belongs to the refusal."""
        upload: UploadedFile[Any] | None = super().clean(data, initial)
        if upload is None:
            return None
        try:
            if (upload.size or 0) > MOST_BYTES:
                raise TooLarge
            return inspect(upload.read(), name=upload.name or "")
        except FileRefused as refused:
            raise forms.ValidationError(refused.sentence, code=str(refused.status)) from refused


class FileForm(forms.Form):
    """A form with a file: it knows with which status its errors are answered."""

    use_required_attribute = False

    file = PaperFileField()

    @property
    def status(self) -> int:
        """200 for an untouched form, 413 or 415 for a file that is too large or of another kind, else 422."""
        if not self.is_bound:
            return 200
        return next((code for code in (413, 415) if self.has_error("file", str(code))), 422)


class PaperForm(FileForm):
    """A new paper; without a title it is called as its file."""

    title = LineField(label="Titel", required=False, help_text="Leeg: de naam van het bestand, zonder het einde.")
    key = FormKeyField()

    @property
    def details(self) -> dict[str, Any]:
        """What the service needs."""
        data = self.cleaned_data
        file: Inspected = data["file"]
        title = data["title"] or file.name.rpartition(".")[0].replace("_", " ").strip() or file.name
        return {"title": title[:200], "file": file, "key": data["key"]}


class RenewForm(FileForm):
    """A next version of a paper."""

    key = FormKeyField()
    version = VersionField()


class TitleForm(forms.Form):
    """Another title."""

    title = LineField(label="Titel", error_messages={"required": "Vul een titel in."})
    version = VersionField()


class WithdrawForm(forms.Form):
    """Why a paper is taken back; whoever has its address reads this."""

    use_required_attribute = False

    reason = LineField(
        label="Reden",
        max_length=300,
        help_text="Iedereen die het stuk kon lezen, ziet deze reden.",
        error_messages={"required": "Vul een reden in."},
    )
    version = VersionField()
