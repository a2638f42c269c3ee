"""Minutes of an ordinary meeting: fourteen parties, ten items, a vote per item that asks for one, actions."""

from datetime import UTC, datetime
from pathlib import Path

from django.template import Context, Engine

from twente.env import ROOT

TITLE = "Verslag van woensdag 2 december 2026"
AUTHOR = "Secretariaat Bestuurlijk overleg SES Twente"
CREATED = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)
PARTIES = {
    "Almelo": "74.226",
    "Borne": "24.776",
    "Dinkelland": "26.936",
    "Enschede": "161.738",
    "Haaksbergen": "24.393",
    "Hellendoorn": "36.215",
    "Hengelo": "82.684",
    "Hof van Twente": "35.523",
    "Losser": "23.479",
    "Oldenzaal": "32.245",
    "Rijssen-Holten": "38.804",
    "Tubbergen": "21.610",
    "Twenterand": "33.913",
    "Wierden": "25.135",
}
AGAINST = {"Losser", "Rijssen-Holten", "Almelo"}
SUBJECTS = (
    ("Opening en vaststelling van de agenda", "Ter besluitvorming", False),
    ("Mededelingen en ingekomen stukken", "Ter kennisname", False),
    ("Verslag van 16 september 2026", "Ter besluitvorming", False),
    ("Terugkoppeling uit de Twente Board", "Ter bespreking", False),
    ("Koers SES Twente 2027: inbreng in de Twente Board", "Ter besluitvorming", True),
    ("Investeringsagenda 2027–2030", "Ter besluitvorming", True),
    ("Bijdrage per inwoner voor 2027", "Ter besluitvorming", True),
    ("Lobbyagenda Den Haag en Brussel", "Ter advisering", False),
    ("Arbeidsmarkt en scholing", "Ter besluitvorming", True),
    ("Rondvraag en sluiting", "Ter bespreking", False),
)
TALK = (
    "De voorzitter licht het onderwerp toe en verwijst naar de oplegger. De ambtelijke werkgroep heeft het stuk "
    "voorbereid en de reacties van de colleges verwerkt.",
    "Bestuurder Hengelo steunt de hoofdlijn en vraagt om een jaarlijkse terugblik. Bestuurder Almelo wijst op de "
    "bereikbaarheid over het spoor en op de samenwerkingsovereenkomstverplichtingen van de deelnemende gemeenten; "
    "zonder arbeidsmarktbeleidsmaatregelen blijft de inzet volgens haar te vrijblijvend.",
    "De coördinerend secretaris antwoordt dat de kosten (€ 1.250.000) al in de meerjarenbegroting staan – ook voor "
    "2028 – en dat reëel, coöperatief en geïnteresseerd meedenken welkom blijft. Bestuurder Yıldırım van Enschede "
    "sluit zich daarbij aan.",
)


def minutes(*, paragraphs: tuple[str, ...] = TALK, subjects: tuple[tuple[str, str, bool], ...] = SUBJECTS) -> str:
    """The page that the meetings room would hand to `render`."""
    engine = Engine(dirs=[ROOT / "templates", Path(__file__).parent], builtins=["twente.core.templatetags.house"])
    items = [_item(number, *subject, paragraphs) for number, subject in enumerate(subjects, start=1)]
    context = {
        "overleg": "Bestuurlijk overleg SES Twente",
        "status": "Vastgesteld verslag",
        "title": TITLE,
        "signing_article": "artikel 5, lid 6",
        "facts": [
            {"name": "Datum", "value": "woensdag 2 december 2026, 9.30–11.15 uur"},
            {"name": "Plaats", "value": "Gemeentehuis Almelo, raadzaal"},
            {"name": "Voorzitter", "value": "bestuurder Enschede"},
            {"name": "Secretaris", "value": "coördinerend secretaris"},
            {"name": "Vastgesteld", "value": "woensdag 10 februari 2027"},
        ],
        "contents": [
            {"anchor": "aanwezig", "title": "Aanwezig en afwezig"},
            *({"anchor": item["anchor"], "title": item["title"]} for item in items),
            {"anchor": "acties", "title": "Actielijst"},
        ],
        "attendance": [{"party": party, "person": f"bestuurder {party}", "presence": "ja"} for party in PARTIES],
        "items": items,
        "actions": [
            {
                "what": "Koers aanvullen met de inzet voor het spoor",
                "who": "ambtelijke werkgroep",
                "by": "13 januari 2027",
            },
            {
                "what": "Lezing R4 voorleggen aan het overleg",
                "who": "coördinerend secretaris",
                "by": "10 februari 2027",
            },
        ],
    }
    return engine.get_template("minutes.html").render(Context(context, use_l10n=False))


def _item(number: int, title: str, kind: str, voted: bool, paragraphs: tuple[str, ...]) -> dict[str, object]:
    votes = [
        {"party": party, "choice": "tegen" if party in AGAINST else "voor", "inhabitants": inhabitants}
        for party, inhabitants in PARTIES.items()
    ]
    return {
        "number": number,
        "anchor": f"punt-{number}",
        "title": f"{number}. {title}",
        "kind": kind,
        "paragraphs": paragraphs,
        "votes": votes if voted else [],
    }
