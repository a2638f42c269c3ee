"""Forms of payments: a bank file, where a line counts, a payment by hand, a reason."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from finance.bank.camt import LARGEST
from finance.forms.past import PastDays
from finance.models import Invoice
from finance.money_fields import MoneyField
from twente.core.fields import DayField, FormKeyField, LineField


class StatementForm(forms.Form):
    """A CAMT.053 file; what is in it is judged by the service."""

    use_required_attribute = False

    file = forms.FileField(
        label="Bankbestand",
        help_text="CAMT.053 (xml), hoogstens 10 MB. U ziet eerst wat er gebeurt; dan pas wordt het ingelezen.",
        widget=forms.FileInput(attrs={"accept": ".xml"}),
        allow_empty_file=True,
        max_length=200,
        error_messages={"required": "Kies een bestand.", "max_length": "De naam van dit bestand is te lang."},
    )

    @property
    def status(self) -> int:
        """200 for an untouched form, 413 for a file that is too large, else 422."""
        if not self.errors:
            return 200
        return 413 if self.has_error("file", "large") else 422

    def clean_file(self) -> Any:
        """Not larger than a bank file is."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError("Dit bestand is groter dan 10 MB. Splits het per maand.", code="large")
        return file


class InvoiceField(LineField):
    """The number of an invoice that this person may read; the value is the invoice."""

    def __init__(self, **options: Any) -> None:
        self.invoices: QuerySet[Invoice] = Invoice.objects.none()
        options.setdefault("label", "Factuurnummer")
        options.setdefault("help_text", "Bijvoorbeeld SES-2027-0001.")
        options.setdefault("error_messages", {"required": "Vul het factuurnummer in."})
        super().__init__(max_length=20, **options)

    def clean(self, value: Any) -> Any:
        """The invoice; a credit note or an unknown number is refused."""
        code = super().clean(value)
        found = self.invoices.filter(code=code.upper(), kind=Invoice.Kind.INVOICE).first()
        if found is None:
            raise forms.ValidationError("Deze factuur is er niet. Kijk het nummer na.", code="unknown")
        return found


class OnInvoiceForm(forms.Form):
    """Something that counts on an invoice."""

    use_required_attribute = False

    invoice = InvoiceField()

    def __init__(self, *args: Any, invoices: QuerySet[Invoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["invoice"]
        if isinstance(field, InvoiceField):
            field.invoices = invoices


OVERPAID = "Er is te veel betaald; leg dat zo vast"


class AllocateForm(OnInvoiceForm):
    """So much of a bank line on an invoice."""

    cents = MoneyField(label="Bedrag", allow_negative=True, error_messages={"required": "Vul het bedrag in."})
    overpaid = forms.BooleanField(label=OVERPAID, required=False)


class ManualForm(PastDays, OnInvoiceForm):
    """A payment that no bank file shows."""

    past = ("received_on",)

    cents = MoneyField(label="Bedrag", error_messages={"required": "Vul het bedrag in."})
    received_on = DayField(label="Ontvangen op", error_messages={"required": "Vul de dag in."})
    reason = LineField(
        label="Reden",
        help_text="Waarom staat deze betaling niet in een bankbestand?",
        error_messages={"required": "Vul de reden in."},
    )
    overpaid = forms.BooleanField(label=OVERPAID, required=False)
    form_key = FormKeyField()


class WhyForm(forms.Form):
    """One reason."""

    use_required_attribute = False

    reason = LineField(label="Reden", error_messages={"required": "Vul de reden in."})
