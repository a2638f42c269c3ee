"""Three disputes of the demonstration: one at the chair, one in mediation, one of which the solution was announced."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from disputes.models import Dispute
from disputes.rules.facts import Kind
from disputes.services.filing import Notice, file_dispute
from disputes.services.papers import add_paper
from disputes.services.recording import Event, record
from twente.core.dates import moment_of
from twente.core.models import Party, User
from twente.core.selectors import mandates_on
from twente.documents.inspection import inspect
from twente.documents.rendering import PrintLibraryMissing
from twente.home.demo.papers import printed
from twente.home.demo.stage import Stage

NAMESPACE = uuid.UUID("6f0f1b6e-3e0a-4a58-9c86-2f2f6a7a9d01")
NOON = datetime.min.time().replace(hour=12)


@dataclass(frozen=True)
class Scene:
    """A dispute: how many days ago it was notified, and what happened how many days after that."""

    key: str
    days_ago: int
    parties: Sequence[str]
    subject: str
    scope: str
    article: str
    description: str
    solution: str
    events: Sequence[tuple[int, Kind, dict[str, Any]]] = ()
    papers: Sequence[tuple[int, str, str]] = ()


SCENES = (
    Scene(
        "parking",
        150,
        ("Borne", "Hengelo"),
        "uitvoering van de lobbyagenda",
        "execution",
        "8e",
        "Borne en Hengelo verschillen van mening over wie het gesprek met de provincie voert.",
        "Beide partijen voeren het gesprek samen.",
        (
            (2, Kind.RECEIPT, {"party": "Hengelo"}),
            (2, Kind.RECEIPT, {}),
            (12, Kind.CONVERSATION, {"text": "Beide partijen zien ruimte.", "detail": {"present": "beide partijen"}}),
            (20, Kind.SOLUTION, {"text": "Borne en Hengelo voeren het gesprek samen."}),
            (22, Kind.ANNOUNCEMENT, {"text": "Borne en Hengelo voeren het gesprek met de provincie samen."}),
        ),
    ),
    Scene(
        "deadline",
        75,
        ("Losser", "Oldenzaal"),
        "kosten van een gezamenlijk onderzoek",
        "consequence",
        "11.1",
        "Losser en Oldenzaal zijn het niet eens over de kosten van een onderzoek.",
        "Ieder betaalt de helft.",
        (
            (1, Kind.RECEIPT, {"party": "Oldenzaal"}),
            (2, Kind.RECEIPT, {}),
            (15, Kind.CONVERSATION, {"text": "Geen overeenstemming.", "detail": {"present": "beide partijen"}}),
            (46, Kind.MEDIATOR, {"text": "Mediator Voorbeeld", "detail": {"registered": True}}),
            (53, Kind.MEDIATION_START, {}),
            (70, Kind.COST, {"text": "Eerste nota", "cents": 125_001}),
        ),
    ),
    Scene(
        "reference-date",
        25,
        ("Rijssen-Holten", "Wierden"),
        "peildatum van het inwonertal",
        "interpretation",
        "11.1",
        "Wierden gebruikt een andere peildatum voor het inwonertal dan Rijssen-Holten. Dat scheelt in de bijdrage.",
        "Alle partijen gebruiken de peildatum van 1 januari van het jaar van de bijdrage.",
        (
            (1, Kind.RECEIPT, {"party": "Wierden"}),
            (2, Kind.RECEIPT, {}),
            (
                16,
                Kind.CONVERSATION,
                {
                    "text": "Beide partijen lichtten hun standpunt toe. Zij zoeken samen naar een voorstel.",
                    "detail": {"present": "beide partijen"},
                },
            ),
        ),
        (
            (2, "Melding met mogelijke oplossing", "Rijssen-Holten"),
            (11, "Reactie op de melding", "Wierden"),
            (18, "Verslag van het eerste gesprek", ""),
        ),
    ),
)


def disputes(stage: Stage) -> None:
    """Each scene once; what is there already is left as it is."""
    for scene in SCENES:
        if not Dispute.objects.filter(form_key=uuid.uuid5(NAMESPACE, scene.key)).exists():
            play(stage, scene)


def play(stage: Stage, scene: Scene) -> None:
    """The notification, what happened since, and the papers, each on its own day."""
    start = stage.today - timedelta(days=scene.days_ago)
    dispute = notified(stage, scene, start)
    for days, kind, more in scene.events:
        party = places(stage).get(more.get("party", ""))
        on = start + timedelta(days=days)
        event = Event(kind, on, **{**more, "party": party})
        dispute.refresh_from_db()
        key = uuid.uuid5(NAMESPACE, f"{scene.key}-{days}-{kind}-{party}")
        by, now = stage.users["secretaris"], moment_of(on, NOON)
        record(dispute=dispute, event=event, seen=dispute.version, key=key, by=by, now=now)
    for days, title, place in scene.papers:
        hand_in(stage, dispute, start + timedelta(days=days), title, place)


def notified(stage: Stage, scene: Scene, on: date) -> Dispute:
    """Filed by who speaks for the first party."""
    party, *others = (places(stage)[name] for name in scene.parties)
    notice = Notice(
        party=party,
        others=others,
        subject=scene.subject,
        scope=[scene.scope],
        article=scene.article,
        description=scene.description,
        solution=scene.solution,
        notified_on=on,
        channel=Dispute.Channel.APPLICATION,
    )
    by = speaker(stage, party, on)
    key = uuid.uuid5(NAMESPACE, scene.key)
    return file_dispute(agreement=stage.main, notice=notice, file=None, key=key, by=by, now=moment_of(on, NOON))


def hand_in(stage: Stage, dispute: Dispute, on: date, title: str, place: str) -> None:
    """One invented paper; without the print library there is none."""
    now = moment_of(on, NOON)
    try:
        content = printed(title, (("Toelichting", dispute.description),), overleg=stage.main.short_name, now=now)
    except PrintLibraryMissing:
        return
    party = places(stage).get(place)
    by = speaker(stage, party, on) if party else stage.users["voorzitter"]
    file = inspect(content, name=f"{title}.pdf")
    key = uuid.uuid5(NAMESPACE, f"{dispute.form_key}-{title}")
    add_paper(dispute=dispute, title=title, party=party, file=file, key=key, by=by, now=now)


def places(stage: Stage) -> dict[str, Party]:
    """The parties by name."""
    return {party.short_name: party for party in stage.parties.values()}


def speaker(stage: Stage, party: Party, on: date) -> User:
    """Who speaks for a party on a day."""
    return mandates_on(stage.main, on)[party.pk].user
