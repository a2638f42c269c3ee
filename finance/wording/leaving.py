"""The costs of leaving in words (pure)."""

from datetime import date

from twente.core.dates import full_date

SUBJECT = "Kosten van uittreden"
BEARS = {
    "leaver": "Wie uittreedt, draagt alle kosten daarvan",
    "none": "De overeenkomst regelt de kosten niet; het besluit over de gevolgen bepaalt wie ze draagt",
}
"""Who bears the costs, as the rulebook says."""


def explanation(consent: str, consulted_on: date, lines: int) -> str:
    """The line under the claim."""
    counted = "Eén kostenpost" if lines == 1 else f"{lines} kostenposten"
    return f"{counted}, vastgesteld na overleg met de partij op {full_date(consulted_on)}. Instemming: {consent}."
