"""Sinds gisteren: the audit trail in plain sentences, as far as this person may see it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Count, Max, Q

from meetings.models import AgendaVersion, Decision, Minutes
from meetings.selectors import items_for, meetings_for
from meetings.selectors.news import new_papers
from meetings.wording.news import papers as papers_words
from twente.core import dates
from twente.core.models import AuditEntry, Mandate, PopulationSet, ReadingAdoption
from twente.core.permissions import Actor, Context
from twente.home import dispute_news, wording
from votes.answered import words_of
from votes.selectors import proposals_for

MOST, MOST_READ = 6, 60
Tell = Callable[[Actor, str], str]


@dataclass(frozen=True)
class Sentence:
    """Something that happened, with the moment and how it is shown in the margin."""

    at: datetime
    margin: str
    text: str


def mandate(did: str) -> Tell:
    """About a mandate, for who may see the mandates of its party."""

    def tell(actor: Actor, target: str) -> str:
        row = Mandate.objects.select_related("party", "user").filter(agreement=actor.agreement, pk=target).first()
        if row is None or not actor.may("mandates", Context(party=row.party)):
            return ""
        return f"{row.party}: mandaat van {row.user} {did}."

    return tell


def population(did: str) -> Tell:
    """About inhabitants, for everybody who takes part: these are public figures."""

    def tell(actor: Actor, target: str) -> str:
        row = PopulationSet.objects.filter(pk=target).first()
        return f"Inwonertallen per {dates.full_date(row.reference_date)} {did}." if row else ""

    return tell


def reading(actor: Actor, target: str) -> str:
    """About a reading that the overleg adopted."""
    row = ReadingAdoption.objects.filter(agreement=actor.agreement, pk=target).first()
    return f"Lezing {row.reading} bekrachtigd: {row.decision}." if row else ""


def meeting(did: str) -> Tell:
    """About a meeting that this person may know of."""

    def tell(actor: Actor, target: str) -> str:
        row = meetings_for(actor).filter(pk=target).first()
        return f"Vergadering van {dates.full_date(dates.day_of(row.starts_at))} {did}." if row else ""

    return tell


def agenda(actor: Actor, target: str) -> str:
    """About an agenda that was sent, for who may know of its meeting."""
    row = AgendaVersion.objects.filter(meeting__in=meetings_for(actor), pk=target).select_related("meeting").first()
    day = dates.full_date(dates.day_of(row.meeting.starts_at)) if row else ""
    return f"Agenda van {day} verstuurd, versie {row.number}." if row else ""


def vote(did: str) -> Tell:
    """About a vote that this person may see."""

    def tell(actor: Actor, target: str) -> str:
        row = proposals_for(actor).filter(pk=target).first()
        return f"{words_of(row, actor.on).noun} {did}: {row.title}." if row else ""

    return tell


def without_vote(actor: Actor, target: str) -> str:
    """About a proposal for which nobody asked for a vote."""
    row = proposals_for(actor).filter(pk=target).first()
    return f"Zonder stemming aangenomen: {row.title}." if row else ""


def item(did: str) -> Tell:
    """About an agenda item that this person may open."""

    def tell(actor: Actor, target: str) -> str:
        row = items_for(actor).filter(pk=target).first()
        return f"Ander onderwerp {did}: {row.title}." if row else ""

    return tell


def decision(actor: Actor, target: str) -> str:
    """About a decision on an item that this person may open."""
    if not actor.may("result"):
        return ""
    row = Decision.objects.filter(item__in=items_for(actor), pk=target).select_related("item").first()
    return f"Besluit {row.year}-{row.number} bij punt {row.item.position}: {row.outcome}." if row else ""


def minutes(did: str) -> Tell:
    """About minutes, for who may read the draft."""

    def tell(actor: Actor, target: str) -> str:
        if not actor.may("minutes_draft"):
            return ""
        row = Minutes.objects.filter(meeting__in=meetings_for(actor), pk=target).select_related("meeting").first()
        return f"Verslag van {dates.full_date(dates.day_of(row.meeting.starts_at))} {did}." if row else ""

    return tell


TOLD: dict[str, Tell] = {
    "mandate_recorded": mandate("vastgelegd"),
    "mandate_ended": mandate("beëindigd"),
    "population_proposed": population("vastgelegd"),
    "population_confirmed": population("bevestigd"),
    "reading_adopted": reading,
    "subject_admitted": item("toegelaten"),
    "subject_refused": item("geweigerd"),
    "meeting_planned": meeting("gepland"),
    "meeting_replanned": meeting("gewijzigd"),
    "meeting_cancelled": meeting("afgelast"),
    "agenda_published": agenda,
    "meeting_opened": meeting("geopend"),
    "meeting_closed": meeting("gesloten"),
    "decision_delivered": decision,
    "proposal_ready": vote("klaargezet"),
    "council_recorded": vote("bijgewerkt met een raad"),
    "accession_requested": vote("aangevuld met het schriftelijke verzoek"),
    "vote_opened": vote("geopend"),
    "vote_closed": vote("gesloten"),
    "vote_annulled": vote("vernietigd"),
    "result_published": vote("gepubliceerd"),
    "result_withdrawn": vote("niet langer openbaar"),
    "hands_counted": vote("geteld"),
    "adopted_without_vote": without_vote,
    "lot_drawn": vote("door loting beslist"),
    "minutes_adopted": minutes("vastgesteld"),
    "minutes_signed": minutes("ondertekend"),
    "minutes_review_opened": minutes("rondgestuurd om te reageren"),
    "minutes_on_agenda": minutes("op een agenda gezet"),
    "minutes_erratum": minutes("aangevuld met een erratum"),
    **dispute_news.TOLD,
}
"""Action of the audit trail → its sentence; an empty sentence means that this person may not know."""


def since_yesterday(actors: Iterable[Actor], now: datetime) -> list[Sentence]:
    """The latest things that happened since the start of yesterday, newest first, each once."""
    start = dates.start_of_day(dates.day_of(now) - timedelta(days=1))
    found: dict[object, Sentence] = {}
    for actor in actors:
        found |= dict(papers(actor, start, now))
        found |= dict(islice(told(actor, start, now), MOST))
    return sorted(found.values(), key=lambda sentence: sentence.at, reverse=True)[:MOST]


def papers(actor: Actor, start: datetime, now: datetime) -> Iterator[tuple[str, Sentence]]:
    """New and replaced papers that this person may open, a sentence for each meeting; one read."""
    rows = new_papers(actor, start).filter(current__uploaded_at__lte=now).order_by()
    by_meeting = rows.values("item__meeting", "item__meeting__starts_at")
    for row in by_meeting.annotate(number=Count("pk"), last=Max("current__uploaded_at")):
        day = dates.full_date(dates.day_of(row["item__meeting__starts_at"]))
        text = f"Vergadering van {day}: {papers_words(row['number'])}"
        yield f"papers-{row['item__meeting']}", Sentence(row["last"], margin(row["last"], now), text)


def margin(at: datetime, now: datetime) -> str:
    """How a moment is shown beside its sentence."""
    return wording.since(dates.day_of(at), dates.clock_time(at), dates.day_of(now))


def told(actor: Actor, start: datetime, now: datetime) -> Iterator[tuple[int, Sentence]]:
    """Entry → sentence, newest first, of what this person may know in one agreement."""
    here = Q(agreement=actor.agreement) | Q(agreement=None)
    entries = AuditEntry.objects.filter(here, at__gte=start, at__lte=now, action__in=TOLD)
    for entry in entries.order_by("-at", "-id")[:MOST_READ]:
        text = TOLD[entry.action](actor, entry.target_id)
        if text:
            yield entry.pk, Sentence(entry.at, margin(entry.at, now), text)
