"""Two registers of a year as a dossier: what was sent to which council, and what was made public (BOK-8h, Woo)."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from django.db.models import QuerySet

from meetings.selectors.leaving import Row, visible
from twente.core.dates import start_of_day
from twente.core.permissions import Actor
from twente.core.spreadsheet import lines, moment
from twente.documents.archive.formats import CSV
from twente.documents.archive.records import Record, Table
from twente.documents.archive.rooms import Gathered, Subject, calendar_year, yearly
from twente.documents.archive.stored import made_file
from twente.outbox.dispatching import rules, selectors, wording
from twente.outbox.dispatching.models import Dispatch
from twente.outbox.publishing.models import Publication
from twente.outbox.publishing.selectors import publications

SUBJECT = Subject("registers", "Registers van verzending en publicatie")
KEY = "registers-{year}"
READERS = "Bevat namen en adressen van griffies"
SENT = (
    *("Verstuurd", "Raad", "Griffie", "Adres", "Stuk", "Versie", "SHA-256", "Verstuurd door", "Mail", "Afgeleverd"),
    *("Gedownload", "Vraag", "Antwoord uiterlijk", "Antwoord van", "Stuk van de raad", "Herhaalt"),
)
ON_PAGE = ("Verstuurd", "Raad", "Stuk", "Versie", "Mail", "Gedownload", "Antwoord")
PUBLIC = ("Gepubliceerd", "Stuk", "Versie", "SHA-256", "Door", "Ingetrokken", "Ingetrokken door", "Reden")


def years(actor: Actor) -> set[int]:
    """The years in which something was sent or published."""
    if actor.agreement is None or not actor.may("distribute"):
        return set()
    sent = selectors.dispatches(actor.agreement).order_by().dates("sent_at", "year")
    public = publications(actor.agreement).order_by().dates("published_at", "year")
    return {day.year for day in (*sent, *public)}


def keys(actor: Actor, year: int) -> list[str]:
    """One dossier a year."""
    return [KEY.format(year=year)] if year in years(actor) else []


def readable(actor: Actor, keys: Collection[str]) -> list[str]:
    """Who sends, reads the registers of every year."""
    return yearly(KEY, years(actor), keys)


def dossiers(actor: Actor, year: int, now: datetime) -> Iterator[Gathered]:
    """Both registers of a year; the term runs from its last day."""
    agreement = actor.agreement
    if agreement is None or not keys(actor, year):
        return
    sent = visible(actor, in_year(selectors.dispatches(agreement), year, "sent_at", "party__position"))
    public = visible(actor, in_year(publications(agreement), year, "published_at"))
    yield Gathered(
        key=KEY.format(year=year),
        title=f"Verzonden en gepubliceerd in {year}",
        about="Wat aan welke raad is gestuurd, wat openbaar is gemaakt",
        **calendar_year(year, now),
        records=tuple(records(year, sent, public, now)),
        restriction=READERS if sent else "",
        tables=tuple(tables(year, sent, public)),
    )


def in_year(rows: QuerySet[Row], year: int, field: str, *then: str) -> list[Row]:
    """Those of a year (Amsterdam) by the moment in a field, the oldest first."""
    begins, ends = (start_of_day(date(each, 1, 1)) for each in (year, year + 1))
    return list(rows.filter(**{f"{field}__gte": begins, f"{field}__lt": ends}).order_by(field, *then, "pk"))


def records(year: int, sent: list[Dispatch], public: list[Publication], now: datetime) -> Iterator[Record]:
    """Each register as a file, whole."""
    if sent:
        rows = [sent_line(row) for row in sent]
        about = "Per raad: welk stuk, welke versie, wanneer, of de mail aankwam, wat er werd geantwoord"
        yield register(f"verzonden-{year}", "Register van verzending", about, SENT, rows, now, READERS)
    if public:
        rows = [public_line(row) for row in public]
        about = "Welk stuk openbaar werd, en waarom er iets is ingetrokken"
        yield register(f"gepubliceerd-{year}", "Register van publicatie", about, PUBLIC, rows, now, "")


def register(
    identifier: str,
    title: str,
    about: str,
    headings: Iterable[str],
    rows: list[tuple[str, ...]],
    now: datetime,
    restriction: str,
) -> Record:
    """A register as a file for a spreadsheet, as it stood when the archive was made."""
    content = "".join(lines(headings, rows)).encode()
    file = made_file(title, CSV, content, now)
    return Record(identifier, title, "Register", f"{about}. Regels: {len(rows)}", (), (file,), restriction)


def sent_line(row: Dispatch) -> tuple[str, ...]:
    """Everything that is kept of one sending."""
    answer = getattr(row, "answer", None)
    return (
        *(moment(row.sent_at), row.party.short_name, row.contact_name, row.contact_email, row.document.title),
        *(str(row.revision_number), row.sha256, row.sent_by.name, arrival(row), moment(row.message.sent_at)),
        *(wording.opened(row.times_opened), row.question, row.answer_by.isoformat() if row.answer_by else ""),
        *((answer.answered_on.isoformat(), answer.document) if answer else ("", "")),
        str(row.resends_id or ""),
    )


def arrival(row: Dispatch) -> str:
    """afgeleverd, onderweg, niet aangekomen"""
    return wording.PILLS[rules.arrived(row.message.state)][0]


def public_line(row: Publication) -> tuple[str, ...]:
    """Everything that is kept of one publication."""
    taken = (moment(row.withdrawn_at), row.withdrawn_by.name if row.withdrawn_by else "", row.reason)
    document = row.document
    return (
        moment(row.published_at),
        document.title,
        str(row.revision_number),
        row.sha256,
        row.published_by.name,
        *taken,
    )


def tables(year: int, sent: list[Dispatch], public: list[Publication]) -> Iterator[Table]:
    """Both registers on the page of the archive, without checksums and addresses: those stand in the file."""
    if sent:
        yield Table(f"Verstuurd aan de raden in {year}", ON_PAGE, tuple(short_line(row) for row in sent))
    if public:
        names = ("Gepubliceerd", "Stuk", "Versie", "Ingetrokken", "Reden")
        lines_of = (public_line(row) for row in public)
        yield Table(
            f"Gepubliceerd in {year}", names, tuple((row[0], row[1], row[2], row[5], row[7]) for row in lines_of)
        )


def short_line(row: Dispatch) -> tuple[str, ...]:
    """One sending in a few words."""
    answer = getattr(row, "answer", None)
    answered = f"{answer.document}, {answer.answered_on.isoformat()}" if answer else "nog niet" if row.question else "–"
    return (
        *(moment(row.sent_at), row.party.short_name, row.document.title, str(row.revision_number)),
        *(arrival(row), str(row.times_opened), answered),
    )
