"""Pure sentences: why a document does not leave the overleg (BOK-5.6, 8h)."""

FLAWS = {
    "kind": "Dit stuk gaat niet naar buiten.",
    "destroyed": "Dit stuk is vernietigd: de bewaartermijn was voorbij.",
    "unsigned": "Voorzitter en secretaris moeten dit stuk eerst allebei ondertekenen.",
    "not_adopted": "Het overleg moet dit stuk eerst vaststellen. Leg het besluit vast.",
    "confidential": "Dit stuk gaat over een punt dat niet openbaar is. Het kan naar buiten als dat is opgeheven.",
    "outdated": "Er is iets veranderd sinds dit document is gemaakt. Maak het opnieuw en verstuur dat.",
    "not_for_all": "Dit stuk is voor de raden en wordt niet gepubliceerd. Publiceer de besluitenlijst.",
}
"""Code of a flaw → what is wrong and what to do."""

CLOSED = {
    "destroyed": "Het is vernietigd: de bewaartermijn was voorbij.",
    "confidential": "Het gaat over een punt dat nu niet openbaar is.",
}
"""Why something that was sent or published cannot be read any more, without a word of what it is about."""
CLOSED_LABELS = {"destroyed": "vernietigd", "confidential": "niet openbaar"}

REPLACED = "Er is een nieuwere besluitenlijst van deze vergadering."
"""Why an older list is taken back."""


MENDED = "Bij dit stuk staat een verbetering. U leest haar op de pagina waar u het stuk downloadt."
"""In the mail to a council that got it before."""


def sent_to(councils: int) -> str:
    """Verstuurd aan 14 raden."""
    if not councils:
        return "Nog niet verstuurd aan de raden."
    return f"Verstuurd aan {councils} {'raad' if councils == 1 else 'raden'}."
