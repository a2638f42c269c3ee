"""A Peppol address in a form: which kind of number, and the number, read as that kind."""

from typing import Any

from django import forms

from finance.einvoice.references import ReferenceRefused, read_endpoint
from finance.models.endpoints import Scheme

SCHEMES = [("", "Geen Peppol-adres"), *Scheme.choices]
ENDPOINT_HELP = "Zoek het op in de Peppol Directory; het kan een ander nummer zijn dan hierboven."


def with_endpoint(form: forms.Form, data: dict[str, Any]) -> dict[str, Any]:
    """The cleaned fields with the bare number; a kind without number, or a number without kind, is refused."""
    scheme, text = data.get("endpoint_scheme", ""), data.get("endpoint_id", "")
    if bool(scheme) != bool(text):
        place, words = ("endpoint_id", "Vul het nummer in.") if scheme else ("endpoint_scheme", "Kies de soort.")
        form.add_error(place, f"Een Peppol-adres heeft een soort en een nummer. {words}")
    elif scheme:
        try:
            data["endpoint_id"] = read_endpoint(scheme, text)
        except ReferenceRefused as error:
            form.add_error("endpoint_id", error.sentence)
    return data
