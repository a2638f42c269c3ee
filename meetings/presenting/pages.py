"""What the pages of meetings show: rows with their words, colours and icons, ready for a template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse

from meetings import rules, selectors, wording
from meetings.models import (
    Absence,
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    Substitution,
)
from meetings.presenting.paper_lines import PaperLine, lines
from meetings.rules.openness import is_confidential
from meetings.selectors import Voter
from meetings.selectors.openness import agenda_for, is_veiled
from meetings.selectors.paper_lists import papers_by_item
from meetings.selectors.planning import due_days
from meetings.wording.openness import LEVELS
from twente.core.dates import day_of
from twente.core.models import Party
from twente.core.permissions import Actor
from twente.core.selectors import inhabitants_in, parties_of, population_for


@dataclass(frozen=True)
class Pill:
    """A word with its colour and icon, for the tag `label`."""

    text: str
    kind: str = ""
    icon: str = ""


STATES = {
    Meeting.State.CONCEPT: Pill("Concept", "d", "pencil"),
    Meeting.State.CONVENED: Pill("Bijeengeroepen", "a", "send"),
    Meeting.State.OPEN: Pill("Geopend", "w", "player-play"),
    Meeting.State.HELD: Pill("Gehouden", "b", "check"),
    Meeting.State.CANCELLED: Pill("Afgelast", "w", "calendar-off"),
}
STATUSES = {
    AgendaItem.Status.INFORM: Pill("Ter kennisname"),
    AgendaItem.Status.DISCUSS: Pill("Ter bespreking", "b"),
    AgendaItem.Status.ADVISE: Pill("Ter advisering", "b"),
    AgendaItem.Status.DECIDE: Pill("Ter besluitvorming", "a"),
}
HANDLINGS = {
    AgendaItem.Handling.CONSENT: Pill("Hamerstuk", "g", "gavel"),
    AgendaItem.Handling.DEBATE: Pill("Bespreekstuk", "", "messages"),
}
LATE = Pill("Nagekomen", "w", "flag")
DISPOSALS = {
    AgendaItem.Disposal.DEFERRED: Pill("Aangehouden", "w", "player-pause"),
    AgendaItem.Disposal.WITHDRAWN: Pill("Afgevoerd", "", "ban"),
}
ADMISSIONS = {
    AgendaItem.Admission.REQUESTED: Pill("Toelating aangevraagd", "w", "hourglass"),
    AgendaItem.Admission.ADMITTED: Pill("Toegelaten", "g", "check"),
    AgendaItem.Admission.REFUSED: Pill("Toelating geweigerd", "w", "ban"),
}
OUTCOMES = {
    "aangenomen": Pill("Aangenomen", "g", "circle-check"),
    "vastgesteld": Pill("Vastgesteld", "g", "circle-check"),
    "verworpen": Pill("Verworpen", "w", "circle-x"),
    "voorgedragen": Pill("Voorgedragen", "g", "circle-check"),
    "geen overeenstemming": Pill("Geen overeenstemming", "w", "circle-x"),
    "alle partijen stemden in": Pill("Alle partijen stemden in", "g", "circle-check"),
    "niet tot stand gekomen": Pill("Niet tot stand gekomen", "w", "circle-x"),
    "consensus": Pill("Consensus", "g", "circle-check"),
    "geen consensus": Pill("Geen consensus", "w", "circle-x"),
    "iedere partij besluit zelf": Pill("Iedere partij besluit zelf", "b", "users"),
    "richtinggevend, niet bindend": Pill("Richtinggevend, niet bindend", "b", "info-circle"),
}
STEP_MARKS = {
    rules.Done.YES: ("ok", "circle-check"),
    rules.Done.NEXT: ("nu", "arrow-right"),
    rules.Done.WAITING: ("wa", "circle-dashed"),
    rules.Done.LATER: ("", "circle"),
}


def outcome_pill(decision: Decision) -> Pill:
    """The outcome as a pill; an outcome of a later vote kind is shown by its own word. Annulled goes before all."""
    if hasattr(decision, "annulment"):
        return Pill("Vernietigd", "w", "ban")
    return OUTCOMES.get(decision.outcome, Pill(decision.outcome.capitalize(), "b", "gavel"))


@dataclass(frozen=True)
class ItemRow:
    """An item in the list: its pills, its class in words, and where the arrows lead (0: nowhere).

    `hidden`: this person may not read it; then `item` holds its place and minutes only, and nothing leads to it.
    """

    item: AgendaItem
    hidden: bool
    pills: tuple[Pill, ...]
    class_label: str
    article: str
    time: str
    people: str
    current: bool
    up: int
    down: int
    papers: tuple[PaperLine, ...]


def item_rows(meeting: Meeting, actor: Actor) -> list[ItemRow]:
    """The agenda in order as this person may read it; four reads however many items there are."""
    items = agenda_for(actor, meeting)
    papers = papers_by_item([item for item in items if not is_veiled(item)])
    due = due_days(meeting)["papers"]
    labels, offered = selectors.subject_labels(meeting), selectors.articles_offered(meeting)
    return [
        ItemRow(
            item=item,
            hidden=is_veiled(item),
            pills=() if is_veiled(item) else (*openness_pills(item, actor.on), *pills_of(item)),
            class_label="" if is_veiled(item) else wording.class_label(item.kind, item.subject, labels),
            article=rules.ItemClass(item.kind, item.subject, item.article).cited(offered),
            time=wording.duration(item.minutes_planned),
            people=people(item.portfolio, item.presenter),
            current=item.pk == meeting.current_item_id,
            up=item.position - 1,
            down=item.position + 1 if item.position < len(items) else 0,
            papers=lines(papers.get(item.pk, []), due),
        )
        for item in items
    ]


def people(portfolio: str, presenter: str) -> str:
    """economie, toelichting door M. Jansen"""
    return ", ".join([word for word in (portfolio, f"toelichting door {presenter}" if presenter else "") if word])


def openness_pills(item: AgendaItem, on: date) -> tuple[Pill, ...]:
    """Besloten or Geheimhouding, while few may read the item."""
    shut = is_confidential(item.confidentiality, item.confidential_until, on)
    return (Pill(LEVELS[item.confidentiality], "w", "lock"),) if shut else ()


def pills_of(item: AgendaItem) -> tuple[Pill, ...]:
    """Late, deferred or withdrawn, status, handling, admission, and what was decided."""
    marks = [LATE] if item.late else []
    marks += [DISPOSALS[AgendaItem.Disposal(item.disposal)]] if item.disposal else []
    handling = [HANDLINGS[AgendaItem.Handling(item.handling)]] if item.handling else []
    admission = [ADMISSIONS[AgendaItem.Admission(item.admission)]] if item.admission else []
    decided = [outcome_pill(decision) for decision in item.decisions.all()]
    return (*marks, STATUSES[AgendaItem.Status(item.status)], *handling, *admission, *decided)


@dataclass(frozen=True)
class StepRow:
    """A line of the checklist."""

    css: str
    icon: str
    title: str
    detail: str
    act: str
    address: str
    css_act: str


STEP_ACTS = {
    "filled": ("Agendapunt toevoegen", "meetings:item_create"),
    "complete": ("Punten aanvullen", "meetings:meeting_detail"),
    "sent": ("Agenda versturen", "meetings:agenda_publish"),
    "opened": ("Vergadering openen", "meetings:meeting_open"),
    "decided": ("Vergadering volgen", "meetings:meeting_live"),
    "closed": ("Vergadering sluiten", "meetings:meeting_close"),
    "minutes": ("Verslag openen", "meetings:minutes_detail"),
}
"""Next step → the words and the address of its button."""


def step_rows(meeting: Meeting, about: rules.Readiness, *, acts: bool) -> list[StepRow]:
    """The checklist; buttons only for who may do the steps. An agenda that lacks something can still go out."""
    args = [meeting.body.agreement.slug, meeting.pk]
    rows, steps = [], rules.checklist(about)
    now = next((step.key for step in steps if step.done == rules.Done.NEXT), "")
    for step in steps:
        css, icon = STEP_MARKS[step.done]
        act, name = STEP_ACTS.get(step.key, ("", ""))
        offered = acts and act and (step.key == now or (step.key == "sent" and now == "complete"))
        anchor = "#te-regelen" if step.key == "complete" else ""
        address = reverse(name, args=args) + anchor if offered else ""
        weight = "p" if step.key == now else ""
        title, detail = wording.step_title(step), wording.step_detail(step)
        rows.append(StepRow(css, icon, title, detail, act, address, weight))
    return rows


@dataclass(frozen=True)
class PartyRow:
    """A party at the table: who may speak on which document, since when it is present, or why not."""

    party: Party
    voter: Voter | None
    present: Attendance | None
    absence: Absence | None
    substitutions: tuple[Substitution, ...]
    pill: Pill
    inhabitants: int


def party_rows(meeting: Meeting, at: datetime) -> list[PartyRow]:
    """Every party with its seat; the same number of reads however many parties there are."""
    on = day_of(at)
    speaking = selectors.voters(meeting=meeting, item=meeting.current_item, on=on)
    present = {row.party_id: row for row in selectors.seats_taken(meeting=meeting, at=at).select_related("user")}
    absent = {row.party_id: row for row in meeting.absences.all()}
    standing_in = list(meeting.substitutions.select_related("user", "item"))
    people = figures(on)
    return [
        PartyRow(
            party=party,
            voter=speaking.get(party.pk),
            present=present.get(party.pk),
            absence=absent.get(party.pk),
            substitutions=tuple(row for row in standing_in if row.party_id == party.pk),
            pill=seat_pill(present.get(party.pk), absent.get(party.pk)),
            inhabitants=people.get(party.pk, 0),
        )
        for party in parties_of(meeting.body.agreement, on)
    ]


def seat_pill(present: Attendance | None, absence: Absence | None) -> Pill:
    """Present, absent with notice, or not there."""
    if present:
        return Pill("Aanwezig", "g", "check")
    return Pill("Met kennisgeving afwezig", "", "minus") if absence else Pill("Niet aanwezig", "d")


def figures(on: date) -> Mapping[int, int]:
    """Party id → inhabitants in the set for that day (R5); empty when no set was confirmed."""
    population = population_for(on)
    return inhabitants_in(population) if population else {}


def presence(rows: Iterable[PartyRow]) -> rules.Presence:
    """How much of the cooperation is represented."""
    listed = list(rows)
    there = [row for row in listed if row.present]
    return rules.Presence(
        present=len(there),
        parties=len(listed),
        inhabitants_present=sum(row.inhabitants for row in there),
        inhabitants=sum(row.inhabitants for row in listed),
    )


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in the list."""

    meeting: Meeting
    pill: Pill
    period: str
    detail: str


def meeting_row(meeting: Meeting) -> MeetingRow:
    """A meeting with its state; `meeting.item_count` comes from the selector."""
    count = wording.count(getattr(meeting, "item_count", 0), "punt", "punten")
    return MeetingRow(
        meeting, STATES[Meeting.State(meeting.state)], wording.period(meeting.starts_at, meeting.ends_at), count
    )


def panel_address(item: AgendaItem | None, slug: str) -> str:
    """Address of the vote panel of an item; empty without an item or without a room for votes."""
    if item is None:
        return ""
    try:
        return reverse("votes:item_panel", args=[slug, item.pk])
    except NoReverseMatch:
        return ""
