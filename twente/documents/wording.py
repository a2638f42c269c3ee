"""Dutch words about documents and signatures. Pure."""

from datetime import datetime

from twente.documents.rules import CHAIR_FIELD, SECRETARY_FIELD

# In the order of signing (BOK-5.6): the chair first, the secretary second.
OFFICES = {
    CHAIR_FIELD: "Voorzitter",
    SECRETARY_FIELD: "Coördinerend secretaris",
}
FIELD_TITLES = {
    CHAIR_FIELD: "Handtekening van de voorzitter",
    SECRETARY_FIELD: "Handtekening van de coördinerend secretaris",
}
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def moment_in_words(local: datetime) -> str:
    """8 december 2026, 10.30 uur: a moment that is already in Amsterdam time."""
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}, {local.hour}.{local.minute:02} uur"


# What can be wrong with a signed document; {who} is an office in lower case, or the name of a field.
FINDINGS = {
    "unreadable": "Het bestand is beschadigd en niet te lezen als ondertekend document.",
    "checksum": "Het bestand is niet gelijk aan het geregistreerde document: het controlegetal klopt niet.",
    "unregistered": "Het bestand is niet gelijk aan een document dat hier is geregistreerd.",
    "missing": "De handtekening van de {who} ontbreekt.",
    "unexpected": "Er staat een handtekening in die er niet hoort, in het veld {who}.",
    "order": "De volgorde van ondertekenen klopt niet: de voorzitter tekent eerst.",
    "other_signer": "De handtekening van de {who} is gezet met een ander certificaat dan geregistreerd.",
    "broken": "De handtekening van de {who} is verbroken: het document is daarna veranderd.",
    "changed_after": "Na de handtekening van de {who} is iets toegevoegd of veranderd dat niet mag.",
    "revoked": "Het certificaat van de {who} was ingetrokken toen de handtekening werd gezet.",
    "expired": "Het certificaat van de {who} was niet geldig toen de handtekening werd gezet.",
    "untrusted": "Het certificaat van de {who} komt niet van een uitgever die wij vertrouwen.",
    "no_time_stamp": "De handtekening van de {who} heeft geen geldig tijdstempel.",
    "no_seal": "Het afsluitende tijdstempel ontbreekt: het document is afgekapt of niet volledig ondertekend.",
    "extra_seal": "Er staat een afsluitend tijdstempel in dat er niet hoort.",
    "seal_broken": "Het afsluitende tijdstempel is verbroken of niet te vertrouwen.",
    "appended": "Achter het ondertekende deel staan nog gegevens: het bestand is later aangevuld.",
}
SIGNING_REASON = "Ondertekening namens het bestuurlijk overleg"
# Why a document that was signed elsewhere is not taken, or what helps; {who} is an office in lower case.
UPLOADS = {
    "unsigned": "In dit bestand staat nog geen nieuwe handtekening. Onderteken het bestand dat u hebt opgehaald.",
    "earlier": "U hebt een eerdere versie ondertekend. Haal het bestand opnieuw op en onderteken dat.",
    "other_file": "Dit is niet het bestand dat u hebt opgehaald, of uw programma heeft het opnieuw opgeslagen. "
    "Haal het bestand opnieuw op en kies in uw programma alleen ‘ondertekenen’.",
    "several": "In dit bestand staat meer dan één nieuwe handtekening. Zet alleen uw eigen handtekening.",
    "other_field": "De handtekening staat in het veld {field} en niet in het veld van de {who}. "
    "Haal het bestand opnieuw op en klik in uw programma op het goede veld.",
    "other_certificate": "Het certificaat van deze handtekening ({holder}) staat niet op uw naam geregistreerd. "
    "Vraag de beheerder om het te registreren.",
    "closed": "Uw programma heeft het document op slot gedaan. Zet het slot uit: de secretaris tekent nog na u.",
    "changed": "In dit bestand is meer veranderd dan uw handtekening. Haal het opnieuw op en onderteken alleen.",
    "no_time_stamp": "Stel in uw programma een tijdstempeldienst in die wij vertrouwen.",
    "appended": "Zet in uw programma uit dat het gegevens voor langdurige geldigheid (LTV) toevoegt; dat doen wij.",
    "standing": "Deze handtekening staat er al. Er is niets veranderd.",
}
TRIAL_REFUSED = (
    "Met een proefcertificaat of proeftijdstempel kunt u niet echt ondertekenen. Stel SIGNING_KEYS en TIMESTAMP_URL in."
)
BUSY = "Dit document wordt op dit moment al ondertekend. Wacht een minuut en kijk of uw handtekening er staat."
TURNS: dict[str | None, str] = {
    CHAIR_FIELD: "De voorzitter is aan de beurt, daarna de coördinerend secretaris.",
    SECRETARY_FIELD: "De voorzitter heeft ondertekend. De coördinerend secretaris is aan de beurt.",
    None: "Voorzitter en coördinerend secretaris hebben ondertekend.",
}
"""Signature field whose turn it is → sentence; None when both have signed."""
VERDICTS = {
    (True, True): "{this} is ondertekend door voorzitter en secretaris en sindsdien niet veranderd.",
    (True, False): "{this} is niet veranderd. Nog niet beide handtekeningen staan erop.",
    (False, True): "{this} is na ondertekening veranderd of niet goed ondertekend.",
    (False, False): "Dit bestand is niet {registered}.",
}
"""(valid, signed by both) → the verdict in one sentence."""
RECOGNISED = {
    "registered": "Dit is het geregistreerde document. Voorzitter en secretaris hebben het ondertekend "
    "en er is niets aan veranderd.",
    "half": "Dit bestand is hier geregistreerd. De voorzitter heeft ondertekend, de secretaris nog niet.",
    "unsigned": "Dit bestand is hier geregistreerd. Het is niet ondertekend.",
    "earlier": "Dit is een eerdere versie. Er is een latere versie van dit document geregistreerd.",
    "later": "Dit bestand begint als een document dat hier is geregistreerd, maar er is later iets aan toegevoegd.",
    "altered": "Op dit bestand staat een handtekening van dit overleg, maar het bestand is veranderd of niet van hier.",
    "unknown": "Dit bestand is hier niet geregistreerd. Er staat geen handtekening van dit overleg op.",
}
"""What the register knows of a file → headline of the public page."""
NOT_SOUND = "Dit bestand is hier geregistreerd, maar de handtekeningen kloppen niet."
