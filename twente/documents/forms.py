"""Forms of documents: the password before signing, what was signed elsewhere, a copy to check, a certificate."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from twente.core.models import User
from twente.documents.inspection import MOST_BYTES
from twente.documents.models import Document

COPY_BYTES = 10_000_000
CERTIFICATE_BYTES = 50_000
CHOOSE_PDF = {"required": "Kies het pdf-bestand.", "empty": "Dit bestand is leeg. Kies een ander bestand."}


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


class PdfField(forms.FileField):
    """A PDF of at most so many bytes; the cleaned value is what it holds."""

    def __init__(self, *, most: int, **options: Any) -> None:
        options.setdefault("error_messages", CHOOSE_PDF)
        super().__init__(widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}), **options)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The bytes of a file that begins as a PDF and is not too large."""
        upload: UploadedFile[Any] = super().clean(data, initial)
        if (upload.size or 0) > self.most:
            raise forms.ValidationError(
                f"Dit bestand is groter dan {self.most // 1_000_000} MB. Kies een kleiner bestand.", code="size"
            )
        content: bytes = upload.read()
        if not content.startswith(b"%PDF-"):
            raise forms.ValidationError("Dit is geen pdf-bestand. Kies een bestand dat op .pdf eindigt.")
        return content


class ElsewhereForm(SigningForm):
    """What was signed with a program of one's own: a file for every document of the act."""

    def __init__(self, *args: Any, user: User, documents: Sequence[Document]) -> None:
        super().__init__(*args, user=user)
        for document in documents:
            self.fields[name_of(document.pk)] = PdfField(
                most=MOST_BYTES, label=document.title, help_text="Het bestand dat uw programma heeft gemaakt."
            )
        self.documents = documents

    def uploads(self) -> Mapping[int, bytes]:
        """Document id → the bytes that came in."""
        return {document.pk: self.cleaned_data[name_of(document.pk)] for document in self.documents}


def name_of(document_id: int) -> str:
    """The name of the field for a document."""
    return f"pdf_{document_id}"


class CopyForm(forms.Form):
    """A PDF from elsewhere, to compare with the registered one; it is read and not kept."""

    copy = PdfField(
        most=COPY_BYTES, label="Pdf-bestand", help_text="Hoogstens 10 MB. We lezen het bestand en bewaren het niet."
    )


class AnyPdfForm(forms.Form):
    """A PDF that anybody drops on the public page; it is read and not kept."""

    copy = PdfField(most=MOST_BYTES, label="Pdf-bestand", help_text="Hoogstens 50 MB.")


class PersonField(forms.ModelChoiceField):
    """A person by name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name as everybody reads it."""
        return str(obj.name)


class CertificateForm(forms.Form):
    """Whose certificate it is, and the certificate itself; never a key."""

    person = PersonField(
        queryset=User.objects.none(),
        label="Van wie is het certificaat?",
        empty_label="Kies een persoon",
        error_messages={"required": "Kies de persoon.", "invalid_choice": "Kies iemand uit de lijst."},
    )
    certificate = forms.FileField(
        label="Certificaat",
        help_text="Het openbare certificaat: een bestand op .cer, .crt, .pem of .der. Nooit een sleutel.",
        widget=forms.FileInput(attrs={"accept": ".cer,.crt,.pem,.der"}),
        error_messages={"required": "Kies het certificaat.", "empty": "Dit bestand is leeg. Kies een ander bestand."},
    )

    def __init__(self, *args: Any, people: Any) -> None:
        super().__init__(*args)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean_certificate(self) -> bytes:
        """The bytes of a file of the size that a certificate has."""
        upload: UploadedFile[Any] = self.cleaned_data["certificate"]
        if (upload.size or 0) > CERTIFICATE_BYTES:
            raise forms.ValidationError("Dit bestand is te groot voor een certificaat.")
        content: bytes = upload.read()
        return content
