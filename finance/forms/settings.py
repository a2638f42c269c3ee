"""Forms of what finance rests on: terms, sender, rate, budget, council decisions, billing data."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from finance.forms.endpoints import ENDPOINT_HELP, SCHEMES, with_endpoint
from finance.forms.past import PastDays
from finance.forms.unlikely import AskedRate
from finance.models import BillingProfile, BillingTerms
from finance.models.rates import FIRST_YEAR, LAST_YEAR
from finance.money_fields import BicField, IbanField, KvkField, MoneyField, OinField, RateField, VatNumberField
from finance.rules.interest import LEAST_COLLECTION
from twente.core.fields import DayField, LineField, VersionField

YEAR_ERROR = f"Vul een jaar tussen {FIRST_YEAR} en {LAST_YEAR} in."


class YearField(forms.IntegerField):
    """A contribution year."""

    def __init__(self, **options: Any) -> None:
        messages = {"min_value": YEAR_ERROR, "max_value": YEAR_ERROR, "invalid": YEAR_ERROR, "required": YEAR_ERROR}
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, error_messages=messages, **options)


class IssuerForm(forms.Form):
    """Who sends the invoices."""

    valid_from = DayField(label="Geldt vanaf", error_messages={"required": "Vul de eerste dag in."})
    name = LineField(label="Naam", max_length=120, error_messages={"required": "Vul de naam in."})
    street = LineField(label="Straat en huisnummer", max_length=120, error_messages={"required": "Vul het adres in."})
    postcode = LineField(label="Postcode", max_length=10, error_messages={"required": "Vul de postcode in."})
    city = LineField(label="Plaats", max_length=60, error_messages={"required": "Vul de plaats in."})
    kvk = KvkField(label="KvK-nummer", required=False)
    oin = OinField(label="OIN", required=False)
    vat_id = VatNumberField(
        label="Btw-nummer", required=False, help_text="Alleen als er btw op de factuur staat of een vrijstelling geldt."
    )
    endpoint_scheme = forms.ChoiceField(label="Soort Peppol-adres", choices=SCHEMES, required=False)
    endpoint_id = LineField(label="Peppol-adres", max_length=60, required=False, help_text=ENDPOINT_HELP)
    iban = IbanField(label="IBAN", error_messages={"required": "Vul het IBAN in waarop betaald wordt."})
    bic = BicField(label="BIC", required=False)
    email = forms.EmailField(
        label="E-mailadres voor vragen",
        error_messages={"required": "Vul het e-mailadres in.", "invalid": "Vul een bestaand e-mailadres in."},
    )
    contact = LineField(
        label="Afdeling of contactpersoon", max_length=120, error_messages={"required": "Vul de afdeling in."}
    )
    version = VersionField()

    def clean(self) -> dict[str, Any]:
        """A Peppol address is a kind and a number of that kind."""
        return with_endpoint(self, super().clean() or {})


class TermsForm(forms.Form):
    """What the overleg chose where the agreement is silent (BOK-18)."""

    valid_from = DayField(label="Geldt vanaf", error_messages={"required": "Vul de eerste dag in."})
    decision = LineField(
        label="Besluit", help_text="Bijvoorbeeld: besluit 2021-03.", error_messages={"required": "Noem het besluit."}
    )
    series = forms.RegexField(
        r"^[A-Z][A-Z0-9]{0,7}$",
        label="Reeks",
        help_text="De letters voor het nummer, bijvoorbeeld SES: SES-2027-0001.",
        error_messages={"required": "Vul de reeks in.", "invalid": "Gebruik 1 tot 8 hoofdletters of cijfers."},
    )
    payment_days = forms.IntegerField(
        label="Betaaltermijn in dagen",
        min_value=1,
        max_value=120,
        error_messages={
            "required": "Vul de betaaltermijn in.",
            "invalid": "Vul een heel getal in.",
            "min_value": "Vul minstens 1 dag in.",
            "max_value": "Vul hoogstens 120 dagen in.",
        },
    )
    vat = forms.ChoiceField(label="Btw", choices=BillingTerms.Vat.choices)
    vat_reason = LineField(
        label="Waarom geen btw", required=False, help_text="Staat op de factuur, bijvoorbeeld: buiten de heffing."
    )
    interest = forms.ChoiceField(
        label="Rente bij te late betaling",
        choices=BillingTerms.Interest.choices,
        help_text="Een herinnering rekent nooit vanzelf rente.",
    )
    collection = MoneyField(
        label="Vaste vergoeding voor incassokosten",
        required=False,
        allow_zero=True,
        help_text="Alleen bij wettelijke handelsrente, minstens € 40,00 (BW 6:96, lid 4). Leeg is geen vergoeding.",
    )
    part_year = forms.ChoiceField(label="Deel van een jaar", choices=BillingTerms.PartYear.choices)
    tolerance = RateField(
        label="Marge ten opzichte van de begroting (procent)",
        help_text="Bijvoorbeeld 0,50. Daarbuiten is een reden nodig.",
        error_messages={"required": "Vul de marge in."},
    )
    reminder_days = LineField(
        label="Herinneren na de vervaldag (dagen)",
        help_text="Drie oplopende getallen, bijvoorbeeld 7, 21, 42.",
        error_messages={"required": "Vul de dagen in."},
    )
    version = VersionField()

    def clean_reminder_days(self) -> list[int]:
        """Three whole numbers, each larger than the one before."""
        parts = [part.strip() for part in self.cleaned_data["reminder_days"].split(",")]
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) <= 3 for part in parts):
            raise ValidationError("Vul drie getallen in, bijvoorbeeld 7, 21, 42.", code="days")
        days = [int(part) for part in parts]
        if not 0 < days[0] < days[1] < days[2]:
            raise ValidationError("Elk getal is groter dan het vorige.", code="order")
        return days

    def clean_collection(self) -> int:
        """Whole cents; nothing is none."""
        return self.cleaned_data["collection"] or 0

    def clean(self) -> dict[str, Any]:
        """Without VAT the invoice says why; costs of collecting go with trade interest, at least those of the law."""
        data = super().clean() or {}
        if data.get("collection") and data.get("interest") != BillingTerms.Interest.TRADE:
            self.add_error(
                "collection", "Deze vergoeding hoort bij wettelijke handelsrente. Kies die rente, of laat dit leeg."
            )
        elif 0 < data.get("collection", 0) < LEAST_COLLECTION:
            self.add_error("collection", "De wet noemt minstens € 40,00. Vul dat of meer in, of laat dit leeg.")
        if data.get("vat") in (BillingTerms.Vat.OUTSIDE, BillingTerms.Vat.EXEMPT) and not data.get("vat_reason"):
            self.add_error("vat_reason", "Schrijf op waarom er geen btw op de factuur staat.")
        return data


class RateForm(PastDays, AskedRate):
    """The rate of a year, by its decision (BOK-8d, R19)."""

    past = ("decided_on",)

    cents = RateField(label="Tarief", help_text="Bijvoorbeeld 9,25.", error_messages={"required": "Vul het tarief in."})
    first_label = LineField(label="Eerste onderdeel", max_length=80, required=False)
    first_cents = MoneyField(label="Bedrag eerste onderdeel", required=False)
    second_label = LineField(label="Tweede onderdeel", max_length=80, required=False)
    second_cents = MoneyField(label="Bedrag tweede onderdeel", required=False)
    decided = LineField(
        label="Besluit", help_text="Bijvoorbeeld: besluit 2026-09.", error_messages={"required": "Noem het besluit."}
    )
    decided_on = DayField(label="Besloten op", error_messages={"required": "Vul de dag van het besluit in."})
    version = VersionField()

    @property
    def components(self) -> list[dict[str, Any]]:
        """The parts that were filled in."""
        data = self.cleaned_data
        pairs = ((data["first_label"], data["first_cents"]), (data["second_label"], data["second_cents"]))
        return [{"label": label, "cents": cents} for label, cents in pairs if label and cents]

    def clean(self) -> dict[str, Any]:
        """Parts have a name and an amount, and add up to the rate."""
        data = super().clean() or {}
        for place in ("first", "second"):
            if bool(data.get(f"{place}_label")) != bool(data.get(f"{place}_cents")):
                self.add_error(f"{place}_label", "Vul bij een onderdeel een naam en een bedrag in.")
        return data


class BudgetForm(PastDays):
    """The budget of a year."""

    past = ("decided_on",)

    cents = MoneyField(label="Begroting", error_messages={"required": "Vul het bedrag in."})
    decided = LineField(label="Besluit", error_messages={"required": "Noem het besluit."})
    decided_on = DayField(label="Vastgesteld op", error_messages={"required": "Vul de dag in."})
    version = VersionField()


class CommitmentForm(PastDays):
    """What a council decided about the contribution (BOK-11.1, 15.1)."""

    past = ("decided_on",)

    stands = forms.TypedChoiceField(
        label="Wat besloot de raad?",
        choices=(("ja", "De raad stelde het geld beschikbaar"), ("nee", "De raad stelde het geld niet beschikbaar")),
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat de raad besloot."},
    )
    first_year = YearField(label="Eerste jaar")
    last_year = YearField(
        label="Laatste jaar", help_text="Gelijk aan het eerste jaar als het besluit over één jaar gaat."
    )
    cents = MoneyField(label="Bedrag per jaar", required=False, help_text="Als de raad een bedrag noemt.")
    document = LineField(label="Raadsbesluit", error_messages={"required": "Noem het raadsbesluit."})
    decided_on = DayField(label="Besloten op", error_messages={"required": "Vul de dag van het besluit in."})

    def clean(self) -> dict[str, Any]:
        """The last year is not before the first, and a plan period has an end."""
        data = super().clean() or {}
        first, last = data.get("first_year"), data.get("last_year")
        if first and last and not first <= last <= first + 10:
            self.add_error("last_year", "Vul een laatste jaar in dat hoogstens tien jaar na het eerste ligt.")
        return data


class ProfileForm(forms.Form):
    """Where the invoices of a party go."""

    valid_from = DayField(label="Geldt vanaf", error_messages={"required": "Vul de eerste dag in."})
    name = LineField(
        label="Naam op de factuur",
        max_length=120,
        help_text="Dat kan een andere organisatie zijn dan de partij.",
        error_messages={"required": "Vul de naam in."},
    )
    attention = LineField(label="Ter attentie van", max_length=120, required=False)
    street = LineField(
        label="Straat en huisnummer of postbus", max_length=120, error_messages={"required": "Vul het adres in."}
    )
    postcode = LineField(label="Postcode", max_length=10, error_messages={"required": "Vul de postcode in."})
    city = LineField(label="Plaats", max_length=60, error_messages={"required": "Vul de plaats in."})
    channel = forms.ChoiceField(label="Verzending", choices=BillingProfile.Channel.choices)
    email = forms.EmailField(
        label="E-mailadres voor facturen",
        required=False,
        error_messages={"invalid": "Vul een bestaand e-mailadres in, bijvoorbeeld facturen@gemeente.nl."},
    )
    oin = OinField(label="OIN", required=False)
    kvk = KvkField(label="KvK-nummer", required=False)
    endpoint_scheme = forms.ChoiceField(label="Soort Peppol-adres", choices=SCHEMES, required=False)
    endpoint_id = LineField(label="Peppol-adres", max_length=60, required=False, help_text=ENDPOINT_HELP)
    reference_name = LineField(
        label="Gevraagd kenmerk",
        max_length=60,
        required=False,
        help_text="Hoe deze partij het noemt, bijvoorbeeld verplichtingnummer.",
    )
    order_reference = LineField(label="Ordernummer of verplichtingnummer", max_length=60, required=False)
    buyer_reference = LineField(label="Kenmerk van de ontvanger", max_length=60, required=False)
    note = LineField(label="Bijzonderheid", max_length=120, required=False, help_text="Bijvoorbeeld: via Noaberkracht.")
    version = VersionField()

    def clean(self) -> dict[str, Any]:
        """By mail there is an address."""
        data = super().clean() or {}
        if data.get("channel") == BillingProfile.Channel.MAIL and not data.get("email") and "email" not in self.errors:
            self.add_error("email", "Vul het e-mailadres in waar de factuur naartoe gaat.")
        return with_endpoint(self, data)
