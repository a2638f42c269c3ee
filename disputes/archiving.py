"""What a dispute leaves to the archive: facts, papers, letters, outcome; only to who may read that one file (BOK-13.3).

Solutions that were told to all parties are a dossier of their own, for who may read those and not the dispute.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.template.loader import render_to_string

from disputes.models import Announcement, Dispute, DisputePaper, Fact
from disputes.presenting.timeline import about, timeline, title_of
from disputes.rules.facts import Kind
from disputes.selectors import letters
from disputes.selectors.access import disputes_for, published_for
from disputes.selectors.destroyed import KEY, destroyed
from disputes.selectors.state import Standing, standings
from disputes.wording.acts import DUTCH
from twente.core.articles import full
from twente.core.dates import day_of, full_date
from twente.core.frozen import written
from twente.core.permissions import Actor
from twente.core.phrases import listed
from twente.documents import vault
from twente.documents.archive.formats import BY_TYPE, HTML, JSON
from twente.documents.archive.mdto import CREATED
from twente.documents.archive.records import Event, File, Record
from twente.documents.archive.rooms import Gathered, Subject, calendar_year
from twente.documents.archive.stored import made_file, record_of

SUBJECT = Subject("geschillen", "Geschillen")
OUTCOMES = "oplossingen-{year}"
READERS = "Besloten: alleen voor wie dit geschil mag lezen"
PARTIES = "Voor alle partijen, niet openbaar"


def years(actor: Actor) -> set[int]:
    """The years in which a dispute began that this person may read, or a solution was announced."""
    own = disputes_for(actor).order_by().values_list("year", flat=True)
    return {*own, *published_for(actor).order_by().values_list("year", flat=True)}


def keys(actor: Actor, year: int) -> list[str]:
    """Every dispute that this person may read, and the solutions that were told."""
    found = [KEY.format(pk=pk) for pk in disputes_for(actor).filter(year=year).values_list("pk", flat=True)]
    told = published_for(actor).filter(year=year).exists()
    return found + [OUTCOMES.format(year=year)] * told


def readable(actor: Actor, keys: Collection[str]) -> list[str]:
    """Which of these files this person may read today."""
    mine = {KEY.format(pk=pk) for pk in disputes_for(actor).values_list("pk", flat=True)}
    mine |= {OUTCOMES.format(year=year) for year in published_for(actor).values_list("year", flat=True)}
    return [key for key in keys if key in mine]


def dossiers(actor: Actor, year: int, now: datetime) -> Iterator[Gathered]:
    """Every dispute of a year that this person may read, then what was announced to all parties.

    Of a dispute that was destroyed the archive itself says what is left.
    """
    rows = disputes_for(actor).filter(year=year).select_related("agreement", "agreement_version", "filed_by")
    for found in standings(rows.order_by("number"), day_of(now)):
        if destroyed(found.dispute) is None:
            yield dossier(found, now)
    told = list(published_for(actor).filter(year=year).order_by("number"))
    if told:
        yield Gathered(
            key=OUTCOMES.format(year=year),
            title=f"Oplossingen van geschillen {year}",
            about="Wat aan alle partijen is bekendgemaakt",
            **calendar_year(year, now) | {"handled_on": max(each.announced_on for each in told)},
            records=tuple(announced(each) for each in told),
            restriction=PARTIES,
        )


def dossier(found: Standing, now: datetime) -> Gathered:
    """One dispute; its term runs from the day on which it ended."""
    dispute, ended = found.dispute, found.ended_on
    return Gathered(
        key=KEY.format(pk=dispute.pk),
        title=f"Geschil {dispute}: {dispute.subject}",
        about=f"{listed([str(row.party) for row in found.parties])}; {'' if ended else 'nog niet '}afgesloten",
        begins_on=dispute.notified_on,
        ends_on=ended,
        covers="Van melding tot einde",
        handled_on=ended,
        records=tuple(records(found, now)),
        restriction=READERS,
    )


def records(found: Standing, now: datetime) -> Iterator[Record]:
    """The course of the dispute, its papers, its letters."""
    yield course(found, now)
    for paper in found.dispute.papers.select_related("party", "added_by"):
        yield paper_record(paper)
    for letter in letters.of(found.dispute):
        if letter.document:
            said = f"Gevraagd door {letter.asked_by}"
            yield record_of(letter.document, kind="Brief", about=said, now=now, restriction=READERS)


def course(found: Standing, now: datetime) -> Record:
    """Notification, facts and terms: as a page that reads, and as data with what was corrected."""
    dispute = found.dispute
    every = facts_of(dispute)
    at = max([dispute.filed_at, *(fact.recorded_at for fact in every)])
    context = {
        "title": f"Geschil {dispute}",
        "subject": dispute.subject,
        "facts": notice(found),
        "texts": (("Omschrijving", dispute.description), ("Mogelijke oplossing", dispute.solution)),
        "rows": timeline(found, moves=False),
    }
    page = render_to_string("archive/dispute.html", context).encode()
    return Record(
        identifier=f"geschil-{dispute.pk}-verloop",
        title="Verloop van het geschil",
        kind="Geschil",
        about=f"Feiten: {len(every)}, waarvan hersteld: {len(every) - len(found.rows)}",
        events=(
            Event("Melding", dispute.filed_at, dispute.filed_by.name, dispute.get_channel_display()),
            *(
                Event(DUTCH[Kind(fact.kind)], fact.recorded_at, fact.recorded_by.name, said(found, fact))
                for fact in every
            ),
        ),
        files=(
            made_file("Verloop", HTML, page, at),
            made_file("Feiten", JSON, written(data(found, every)).encode(), at),
        ),
        restriction=READERS,
    )


def facts_of(dispute: Dispute) -> list[Fact]:
    """Everything that was recorded, also what was corrected."""
    return list(Fact.objects.filter(dispute=dispute).select_related("party", "person", "recorded_by"))


def said(found: Standing, fact: Fact) -> str:
    """The day of a fact and one sentence about it."""
    return f"op {full_date(fact.on)}; {about(found, fact)}".removesuffix("; ")


def notice(found: Standing) -> list[tuple[str, str]]:
    """What stands at the top of the page."""
    dispute = found.dispute
    rows = (
        ("Gemeld", f"{full_date(dispute.notified_on)}, door {found.notifier}"),
        ("Andere partijen", listed([str(party) for party in found.others])),
        ("Waarover", listed([dispute.Scope(one).label for one in dispute.scope])),
        ("Artikel", full(dispute.article)),
        ("Brief", dispute.letter),
    )
    return [(name, value) for name, value in rows if value]


def data(found: Standing, every: list[Fact]) -> dict[str, Any]:
    """Everything as plain values; a fact that was corrected names the one that replaced it."""
    dispute = found.dispute
    later = {fact.replaces_id: fact.pk for fact in every if fact.replaces_id}
    return {
        "nummer": str(dispute),
        "onderwerp": dispute.subject,
        "artikel": dispute.article,
        "omschrijving": dispute.description,
        "mogelijkeOplossing": dispute.solution,
        "gemeldOp": dispute.notified_on.isoformat(),
        "melder": found.notifier.code,
        "partijen": [row.party.code for row in found.parties],
        "regelboek": dispute.agreement_version.sha256,
        "lezingen": dispute.readings,
        "feiten": [fact_data(fact, later) for fact in every],
        "meelezers": [
            {"naam": grant.user.name, "reden": grant.reason, "vanaf": grant.granted_at.isoformat()}
            for grant in dispute.grants.select_related("user")
        ],
    }


def fact_data(fact: Fact, later: dict[int, int]) -> dict[str, Any]:
    """One fact as plain values; what is empty is left out."""
    values = {
        "nummer": fact.pk,
        "soort": title_of(fact),
        "dag": fact.on.isoformat(),
        "partij": fact.party.code if fact.party else "",
        "persoon": fact.person.name if fact.person else "",
        "tekst": fact.text,
        "bijzonderheden": fact.detail,
        "centen": fact.cents,
        "aandelen": {share.party.code: share.cents for share in fact.shares.select_related("party")},
        "vervangt": fact.replaces_id,
        "vervangenDoor": later.get(fact.pk),
        "reden": fact.reason,
        "vastgelegdDoor": fact.recorded_by.name,
        "vastgelegdOp": fact.recorded_at.isoformat(),
    }
    return {name: value for name, value in values.items() if value}


def paper_record(paper: DisputePaper) -> Record:
    """A paper as it was handed in."""
    file = File(
        paper.title, BY_TYPE[paper.content_type], paper.sha256, paper.added_at, partial(vault.read, paper.stored_as)
    )
    return Record(
        identifier=f"geschil-stuk-{paper.pk}",
        title=paper.title,
        kind="Stuk in een geschil",
        about=f"{f'Van {paper.party}, ingebracht' if paper.party else 'Ingebracht'} door {paper.added_by}",
        events=(Event(CREATED, paper.added_at, paper.added_by.name, paper.file_name),),
        files=(file,),
        restriction=READERS,
    )


def announced(row: Announcement) -> Record:
    """A solution as it was told; without the number of the dispute, which tells how many there are."""
    title = f"Oplossing {row}"
    page = render_to_string("archive/announcement.html", {"title": title, "row": row}).encode()
    return Record(
        identifier=f"oplossing-{row}",
        title=title,
        kind="Aangekondigde oplossing",
        about=f"Bekendgemaakt op {full_date(row.announced_on)}",
        events=(Event("Bekendmaking", row.announced_at, row.announced_by.name),),
        files=(made_file(title, HTML, page, row.announced_at),),
        restriction=PARTIES,
    )
