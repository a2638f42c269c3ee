"""What a departure leaves to the archive: its costs as they were established, in the year of that day (UHO-10)."""

from collections.abc import Iterator
from typing import Any

from finance.models import ExitCosts
from finance.selectors.leaving import leaving_for
from twente.core.dates import day_of, full_date
from twente.core.frozen import written
from twente.core.money import format_amount
from twente.core.permissions import Actor
from twente.documents.archive.formats import JSON
from twente.documents.archive.records import Event, Record
from twente.documents.archive.stored import made_file


def exit_records(actor: Actor, year: int, restriction: str) -> Iterator[Record]:
    """A record per departure whose costs were established in this year (Amsterdam)."""
    for about in leaving_for(actor).filter(established_at__isnull=False).prefetch_related("lines"):
        if about.established_at and day_of(about.established_at).year == year:
            yield exit_record(about, restriction)


def exit_record(about: ExitCosts, restriction: str) -> Record:
    """The costs with their decision and the consultation, as data."""
    at = about.established_at or about.started_at
    content = content_of(about)
    who = about.established_by.name if about.established_by else ""
    until = full_date(about.ends_on)
    return Record(
        identifier=f"uittreden-{about.pk}",
        title=f"Kosten van uittreden van {about.party}",
        kind="Kosten van uittreden",
        about=f"{format_amount(content['total'])}, {about.consent}, laatste dag {until}",
        events=(Event("Vaststelling", at, who, about.consulted),),
        files=(made_file("Kosten", JSON, written(content).encode(), at),),
        restriction=restriction,
    )


def content_of(about: ExitCosts) -> dict[str, Any]:
    """Everything that was established; amounts in whole cents."""
    lines = [[line.description, line.cents, line.incurred_on.isoformat()] for line in about.lines.all()]
    return {
        "party": about.party.code,
        "article": about.article,
        "consent": [about.consent.year, about.consent.number],
        "ends_on": about.ends_on.isoformat(),
        "consulted_on": about.consulted_on.isoformat() if about.consulted_on else "",
        "consulted": about.consulted,
        "lines": lines,
        "total": sum(line.cents for line in about.lines.all()),
    }
