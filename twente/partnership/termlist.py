"""Terms of the agreement itself: duties, offices, board seats, mandates, its end, and answers asked of councils."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse

from twente.core import selectors as core
from twente.core.agreement import Rulebook
from twente.core.dates import day_of, full_date
from twente.core.models import Agreement, Role
from twente.core.permissions import Actor
from twente.core.termlist import ListedTerm
from twente.outbox.dispatching.selectors import open_questions
from twente.partnership.duty_rules import Due, occurrences, office_ends, seat_ends
from twente.partnership.models import DutyNote
from twente.partnership.selectors import duty_notes

BACK, AHEAD = timedelta(days=366), timedelta(days=3 * 366)
"""How far the term list looks back and ahead."""
ACTORS = {
    "parties": "partijen",
    "chair": "voorzitter",
    "secretary": "secretaris",
    "host": "gastheer",
    "board_members": "leden-vertegenwoordiger",
    "board": "bestuur",
}
REMINDED = {"chair": "chair"}
"""Who is reminded of a duty, where that is not the secretary, who prepares what partijen and bestuur do."""
OFFICES = {"coordinerend_secretaris": Role.Kind.SECRETARY, "plaatsvervangend_secretaris": Role.Kind.DEPUTY_SECRETARY}
"""Offices of a rulebook with a term, and the role that holds them here."""


def rows(actor: Actor, now: datetime) -> list[ListedTerm]:
    """Every term that this person may know of; who reads drafts knows them all."""
    if actor.agreement is None or not actor.may("agenda_draft"):
        return []
    agreement, book = actor.agreement, core.rulebook_on(actor.agreement, actor.on)
    found = [*duties(actor, agreement, book), *offices(actor, agreement, book), *seats(actor, book)]
    found += [*mandates(actor, agreement), *ending(book)]
    if actor.may("distribute"):
        found += questions(agreement)
    return found


def duties(actor: Actor, agreement: Agreement, book: Rulebook) -> Iterator[ListedTerm]:
    """What the agreement asks by a day, with what was noted about it (BOK-16.3, 12.4, 8f, 6.9)."""
    noted = duty_notes(agreement)
    for duty in book.duties:
        for due in near(occurrences(duty, actor.on - BACK, actor.on + AHEAD), actor.on):
            yield duty_row(actor, agreement, due, noted.get((duty.key, due.term.last_day)))


def near(found: Iterable[Due], on: date) -> list[Due]:
    """The last time that has passed and the next two: a monthly duty does not fill the list."""
    dues = list(found)
    passed = [due for due in dues if due.term.last_day < on]
    return passed[-1:] + [due for due in dues if due.term.last_day >= on][:2]


def duty_row(actor: Actor, agreement: Agreement, due: Due, note: DutyNote | None) -> ListedTerm:
    """One occurrence; a day that was moved says so."""
    moved = note is not None and note.kind == DutyNote.Kind.MOVED
    done = note is not None and note.kind == DutyNote.Kind.DONE
    sentence = due.term.sentence()
    if note is not None and moved:
        sentence += f" Verschoven van {full_date(due.term.last_day)}: {note.text}"
    settle = reverse("partnership:duty_settle", args=[agreement.slug, due.duty.key, due.term.last_day.isoformat()])
    return ListedTerm(
        key=due.key,
        day=note.on if note is not None and moved else due.term.last_day,
        title=due.duty.label,
        who=ACTORS[due.duty.actor],
        sentence=sentence + (" Huisregel." if due.duty.house_rule else ""),
        article=due.duty.article,
        milestones="duty",
        acts=REMINDED.get(due.duty.actor, "secretary"),
        settle=settle if actor.may("agenda_edit") and not done else "",
        done_on=note.on if note is not None and done else None,
        proof=note.text if note is not None and done else "",
    )


def offices(actor: Actor, agreement: Agreement, book: Rulebook) -> Iterator[ListedTerm]:
    """When the running period of secretary and deputy ends; it is renewed silently (BOK-7.2, R15)."""
    readings = core.reading_values(agreement, actor.on)
    for office in book.offices:
        for role in core.roles_held(agreement, OFFICES[office.key], actor.on) if office.key in OFFICES else ():
            reading = office.renewal_reading or ""
            term = office_ends(office, role.valid_from, actor.on, repeats=readings.get(reading) != "eenmaal")
            if term is not None:
                yield ListedTerm(
                    key=f"office:{office.key}:{role.pk}:{term.last_day}",
                    day=term.last_day,
                    title=f"Termijn van {role.user}, {office.label.lower()}",
                    who="overleg",
                    milestones="renewal",
                    acts="secretary",
                    sentence=f"{term.sentence()} Zonder besluit wordt zij stilzwijgend verlengd.",
                    article=office.article,
                    reading=reading,
                )


def seats(actor: Actor, book: Rulebook) -> Iterator[ListedTerm]:
    """The retirement roster of the board (BOK-6.4 to 6.6)."""
    if book.roster is None:
        return
    for seat, day in seat_ends(book.roster, actor.on, actor.on + AHEAD):
        yield ListedTerm(
            key=f"seat:{seat}:{day}",
            day=day,
            title=f"Aftreden in de {book.roster.board}: zetel {seat}",
            who="colleges van een cluster",
            milestones="seat",
            acts="secretary",
            sentence=f"Rooster van aftreden: {book.roster.term.in_words()} na de vorige keer.",
            article=book.roster.article,
            reading=book.roster.successor_reading,
        )


def mandates(actor: Actor, agreement: Agreement) -> Iterator[ListedTerm]:
    """Mandates with a last day (BOK-1f)."""
    for mandate in core.mandates_on(agreement, actor.on).values():
        if mandate.valid_until is not None:
            yield ListedTerm(
                key=f"mandate:{mandate.pk}",
                day=mandate.valid_until,
                title=f"Mandaat van {mandate.user} voor {mandate.party} loopt af",
                who=f"college {mandate.party}",
                milestones="ending",
                acts=f"secretary party:{mandate.party_id}",
                sentence=f"Zo staat het in het mandaatbesluit: {mandate.document}.",
                url=reverse("partnership:party_detail", args=[agreement.slug, mandate.party_id]),
            )


def ending(book: Rulebook) -> Iterator[ListedTerm]:
    """The last day of the agreement, where the text names one."""
    if book.ends_on is not None:
        sentence = "De overeenkomst noemt deze laatste dag zelf."
        yield ListedTerm(
            key=f"ends:{book.ends_on}",
            day=book.ends_on,
            title=f"Einde van {book.short_name}",
            who="partijen",
            milestones="ending",
            acts="secretary",
            sentence=sentence,
        )


def questions(agreement: Agreement) -> Iterator[ListedTerm]:
    """What councils were asked to answer by a day (BOK-8h, 12.5)."""
    for dispatch in open_questions(agreement):
        last: date | None = dispatch.answer_by
        if last is not None:
            yield ListedTerm(
                key=f"dispatch:{dispatch.pk}",
                day=last,
                title=f"Antwoord van de raad van {dispatch.party}: {dispatch.document.title}",
                who=f"raad van {dispatch.party}",
                milestones="answer",
                acts="secretary",
                sentence=f"Gevraagd op {full_date(day_of(dispatch.sent_at))}.",
                url=reverse("partnership:dispatch_list", args=[agreement.slug, dispatch.document.public_id]),
            )
