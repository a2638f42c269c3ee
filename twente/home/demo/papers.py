"""The papers of the coming meeting: invented texts, printed like the real ones and handed in as the secretary would."""

import uuid
from datetime import datetime

from django.template.loader import render_to_string

from meetings.models import Meeting
from meetings.services.papers import add_paper
from twente.documents.inspection import inspect
from twente.documents.rendering import PrintLibraryMissing, render
from twente.home.demo.stage import Stage

Text = tuple[tuple[str, str], ...]
SUPPORT = (
    "De werkgroep heeft dit stuk voorbereid met de ambtenaren van de veertien gemeenten. De opmerkingen uit de vorige "
    "bespreking zijn verwerkt. Wat nog open staat, is hieronder benoemd, zodat het overleg zich daarop kan richten."
)
PLAN: Text = (
    ("Aanleiding", SUPPORT),
    ("Wat er verandert", "De inzet voor het spoor is toegevoegd: een snelle verbinding naar het westen en de grens."),
    ("Gevolgen voor gemeenten", "De koers kost de gemeenten niets. Uitwerking volgt per project, met eigen besluit."),
    ("Vervolg", "Na vaststelling gaat de koers als inbreng naar de Twente Board. In het voorjaar volgt een terugblik."),
)
LABOUR: Text = (
    ("Beeld van de arbeidsmarkt", SUPPORT),
    ("Drie vragen aan het overleg", "Welke sectoren gaan voor? Wie trekt de scholing? Hoe meten wij of het werkt?"),
    ("Planning", "Het overleg bespreekt de nota nu en stelt haar in de volgende vergadering vast."),
)
LOBBY: Text = (
    ("Inzet", "De lobby richt zich op bereikbaarheid, defensie en de arbeidsmarkt over de grens."),
    ("Wie doet wat", "De voorzitter spreekt met de provincie; bestuurders nemen ieder een thema voor hun rekening."),
)
PAPERS: dict[str, tuple[tuple[str, Text, int], ...]] = {
    "Terugkoppeling uit de Twente Board": (("Verslag Twente Board", LOBBY, 1),),
    "Koers SES Twente: aangepast voorstel": (("Koers SES Twente", PLAN, 4), ("Reacties van de gemeenten", LABOUR, 2)),
    "Kaderstellende nota arbeidsmarkt": (("Nota arbeidsmarkt", LABOUR, 3),),
    "Lobbyagenda Den Haag en Brussel": (("Lobbyagenda", LOBBY, 1),),
}
"""Title of an item → its papers: title, text, and how often the text is repeated (a longer paper)."""


def add_papers(stage: Stage, meeting: Meeting, now: datetime) -> None:
    """Hand in the papers of the items that have some; without the print library there are none."""
    secretary = stage.users["secretaris"]
    for item in meeting.items.filter(title__in=PAPERS).order_by("position"):
        for title, text, times in PAPERS[item.title]:
            try:
                content = printed(title, text * times, overleg=stage.main.short_name, now=now)
            except PrintLibraryMissing:
                return
            file = inspect(content, name=f"{title}.pdf")
            add_paper(item=item, title=title, file=file, key=uuid.uuid5(meeting.form_key, title), by=secretary, now=now)


def printed(title: str, text: Text, *, overleg: str, now: datetime) -> bytes:
    """One paper as PDF."""
    html = render_to_string("home/demo_paper.html", {"title": title, "overleg": overleg, "parts": text})
    return render(html, title=title, created=now, author=overleg).pdf
