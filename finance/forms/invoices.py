"""Forms about one invoice: a credit note, what happened to it, and a one-off claim."""

from datetime import date
from typing import Any

from django import forms

from finance.forms.past import PastDays
from finance.money_fields import MoneyField
from twente.core.articles import NotAnArticle, short
from twente.core.fields import DayField, FormKeyField, LineField
from twente.core.models import Agreement
from twente.core.selectors import parties_of


class CreditForm(forms.Form):
    """How much is credited, and why."""

    cents = MoneyField(label="Bedrag zonder btw", error_messages={"required": "Vul het bedrag in."})
    reason = LineField(
        label="Reden",
        max_length=300,
        help_text="Staat op de creditnota.",
        error_messages={"required": "Vul de reden in."},
    )


class MarkForm(PastDays):
    """On which day something happened, and what."""

    past = ("on",)

    on = DayField(label="Op", error_messages={"required": "Vul de dag in."})
    detail = LineField(label="Toelichting", error_messages={"required": "Schrijf op wat er gebeurde."})


class ClaimForm(forms.Form):
    """A cost that one party owes once (BOK-13.6, 17.2)."""

    party = forms.ChoiceField(label="Partij", error_messages={"required": "Kies de partij."})
    article = LineField(
        label="Artikel", max_length=8, help_text="Bijvoorbeeld 17.2.", error_messages={"required": "Noem het artikel."}
    )
    subject = LineField(
        label="Waarvoor", help_text="Staat op de factuur.", error_messages={"required": "Schrijf op waarvoor."}
    )
    explanation = LineField(label="Toelichting", max_length=300, required=False)
    cents = MoneyField(label="Bedrag zonder btw", error_messages={"required": "Vul het bedrag in."})
    form_key = FormKeyField()

    def __init__(self, *args: Any, agreement: Agreement, on: date, articles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.articles = articles
        parties = [(party.code, party.short_name) for party in parties_of(agreement, on)]
        self.fields["party"].choices = [("", "Kies een partij"), *parties]  # type: ignore[attr-defined]

    def clean_article(self) -> str:
        """An article of the agreement in force."""
        number: str = self.cleaned_data["article"]
        try:
            short(number)
        except NotAnArticle as error:
            raise forms.ValidationError("Vul een artikel in, bijvoorbeeld 17.2.", code="article") from error
        if number not in self.articles:
            raise forms.ValidationError("De overeenkomst kent dit artikel niet.", code="article")
        return number
