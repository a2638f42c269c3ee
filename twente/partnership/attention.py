"""What partnership asks of a person: missing mandates, figures and readings that wait, duties of the agreement."""

import itertools
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse

from twente.core import selectors as core
from twente.core.agreement import Duty, Rulebook
from twente.core.attention import Attention
from twente.core.dates import full_date
from twente.core.models import Agreement, PopulationSet
from twente.core.permissions import Actor
from twente.core.phrases import listed
from twente.partnership import dispatch_attention, selectors
from twente.partnership.duty_rules import occurrences
from twente.partnership.models import DutyNote

MANDATE_NOTICE, LAST_NOTICE = timedelta(weeks=6), timedelta(weeks=3)
"""How long before its end a mandate is named, and how long before it that becomes pressing."""
DUTY_NOTICE = timedelta(days=180)


def rows(actor: Actor, now: datetime) -> list[Attention]:
    """Everything of this room that this person can do something about, in no particular order."""
    if actor.agreement is None or actor.user is None:
        return []
    found: list[Attention] = []
    book = core.rulebook_on(actor.agreement, actor.on)
    if actor.may("mandate_record"):
        found += missing_mandates(actor, actor.agreement) if any(rule.voted for rule in book.decision_rules) else ()
        found += ending_mandates(actor, actor.agreement)
    if actor.may("population_change") and weighing(book):
        found += [*waiting_figures(actor, actor.agreement), *missing_figures(actor, actor.agreement)]
    if actor.may("reading_adopt"):
        found += waiting_readings(actor, actor.agreement)
    if actor.may("destruction_approve"):
        found += waiting_destructions(actor, actor.agreement)
    if actor.may("agenda_edit"):
        found += duties(actor, actor.agreement)
    return [*found, *dispatch_attention.rows(actor)]


def weighing(book: Rulebook) -> tuple[str, ...]:
    """The article of the first kind of decision that weighs inhabitants (BOK-12.3, HLB-9a); empty when none does."""
    return tuple(rule.article for rule in book.decision_rules if rule.weighted)[:1]


def missing_mandates(actor: Actor, agreement: Agreement) -> Iterator[Attention]:
    """Parties for which nobody can vote today, in one row."""
    mandated = core.mandates_on(agreement, actor.on)
    gaps = [party for party in core.parties_of(agreement, actor.on) if party.pk not in mandated]
    if not gaps:
        return
    one = gaps[0] if len(gaps) == 1 else None
    yield Attention(
        due_on=actor.on,
        title=f"{listed([str(party) for party in gaps])} zonder bestuurder met mandaat",
        sentence="Zonder mandaat kan niemand voor deze partij stemmen.",
        articles=(core.rulebook_on(agreement, actor.on).deciding_body.article,),
        action_label="Mandaat vastleggen",
        url=reverse("partnership:mandate_create", args=[agreement.slug, one.pk])
        if one
        else reverse("partnership:party_list", args=[agreement.slug]),
    )


def ending_mandates(actor: Actor, agreement: Agreement) -> Iterator[Attention]:
    """Mandates that end within six weeks while no other follows; three weeks before the end the row moves up."""
    articles = (core.rulebook_on(agreement, actor.on).deciding_body.article,)
    for mandate in core.mandates_on(agreement, actor.on).values():
        last = mandate.valid_until
        if last is None or last > actor.on + MANDATE_NOTICE:
            continue
        if mandate.party_id in core.mandates_on(agreement, last + timedelta(days=1)):
            continue
        yield Attention(
            due_on=last if last <= actor.on + LAST_NOTICE else last - LAST_NOTICE,
            title=f"Mandaat van {mandate.user} voor {mandate.party} loopt af",
            sentence=f"De laatste dag is {full_date(last)}. Er is nog geen opvolger.",
            articles=articles,
            action_label="Opvolger vastleggen",
            url=reverse("partnership:mandate_create", args=[agreement.slug, mandate.party_id]),
        )


def waiting_figures(actor: Actor, agreement: Agreement) -> Iterator[Attention]:
    """Figures that somebody else put forward."""
    for population in selectors.waiting_sets().exclude(recorded_by=actor.user):
        yield Attention(
            due_on=actor.on,
            title=f"Inwonertallen per {full_date(population.reference_date)} bevestigen",
            sentence=f"{population.recorded_by or 'De levering'} legde ze vast. Zonder bevestiging tellen ze niet.",
            articles=weighing(core.rulebook_on(agreement, actor.on)),
            action_label="Cijfers bekijken",
            url=reverse("partnership:population_detail", args=[agreement.slug, population.pk]),
        )


def missing_figures(actor: Actor, agreement: Agreement) -> Iterator[Attention]:
    """No figure of 1 January of this year yet, neither confirmed nor waiting (R5)."""
    if PopulationSet.objects.filter(reference_date=date(actor.on.year, 1, 1)).exists():
        return
    used = core.population_for(actor.on)
    stand_in = f"Tot dan telt {full_date(used.reference_date)}" if used else "Tot dan kan geen gewogen stemming open"
    yield Attention(
        due_on=date(actor.on.year, 12, 31),
        title=f"Inwonertallen van 1 januari {actor.on.year} ontbreken",
        sentence=f"{stand_in} (lezing R5). Lees het bestand van CBS StatLine in.",
        articles=weighing(core.rulebook_on(agreement, actor.on)),
        action_label="CBS-bestand inlezen",
        url=reverse("partnership:population_upload", args=[agreement.slug]),
    )


def waiting_readings(actor: Actor, agreement: Agreement) -> Iterator[Attention]:
    """Readings that somebody else asks to adopt."""
    gaps = core.rulebook_on(agreement, actor.on).gaps_article
    for request in selectors.open_requests(agreement).exclude(asked_by=actor.user):
        yield Attention(
            due_on=actor.on,
            title=f"Lezing {request.reading} bevestigen",
            sentence=f"{request.asked_by} vraagt vast te leggen wat het overleg besloot: {request.decision}.",
            articles=(gaps,) if gaps else (),
            action_label="Verzoek bekijken",
            url=reverse("partnership:reading_confirm", args=[agreement.slug, request.pk]),
        )


def waiting_destructions(actor: Actor, agreement: Agreement) -> Iterator[Attention]:
    """Lists of dossiers past their term that somebody else proposes to destroy (BOK-17)."""
    waiting = agreement.destructions.filter(approved_at=None, withdrawn_at=None).select_related("proposed_by")
    for destruction in waiting.exclude(proposed_by=actor.user):
        yield Attention(
            due_on=actor.on,
            title=f"Vernietigingslijst {destruction.pk} beoordelen",
            sentence=f"{destruction.proposed_by} stelt voor dossiers te vernietigen. De bewaartermijn is voorbij.",
            articles=(),
            action_label="Lijst bekijken",
            url=reverse("partnership:destruction_detail", args=[agreement.slug, destruction.pk]),
        )


def duties(actor: Actor, agreement: Agreement) -> Iterator[Attention]:
    """Duties of the agreement that fall due within half a year and were not noted as done (BOK-16.3, 8f)."""
    book, notes = core.rulebook_on(agreement, actor.on), selectors.duty_notes(agreement)
    for duty in book.duties:
        due = next_due(duty, actor.on, notes)
        if due is None or due > actor.on + DUTY_NOTICE:
            continue
        yield Attention(
            due_on=due,
            title=duty.label,
            sentence=book.articles[duty.article].about,
            articles=(duty.article,),
            action_label="Artikel bekijken",
            url=reverse("home:article", args=[agreement.slug, duty.article]),
        )


def next_due(duty: Duty, on: date, notes: selectors.DutyNotes) -> date | None:
    """The next day on which a duty is to be done, this day included; None when it will not come again.

    What was done stands on no desk any more; what was moved stands there for its new day.
    """
    of_this = {due_on: note for (key, due_on), note in notes.items() if key == duty.key}
    done = {due_on for due_on, note in of_this.items() if note.kind == DutyNote.Kind.DONE}
    moved = {due_on: note.on for due_on, note in of_this.items() if due_on not in done}
    coming = (due.term.last_day for due in occurrences(duty, on, date.max) if due.term.last_day not in done)
    days = [day for day in moved.values() if day >= on]
    days += itertools.islice((day for day in coming if day not in moved), 1)
    return min(days, default=None)


def first_after(actor: Actor, day: date) -> tuple[date, str] | None:
    """The first duty after a day: what the empty desk names as the next date."""
    if actor.agreement is None:
        return None
    book, notes = core.rulebook_on(actor.agreement, actor.on), selectors.duty_notes(actor.agreement)
    coming = [(next_due(duty, day + timedelta(days=1), notes), duty.label) for duty in book.duties]
    return min(((due, label) for due, label in coming if due), default=None)
