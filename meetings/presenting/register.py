"""What the mandate register shows: the answer on a day, the line of time, the whole history with its gaps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from meetings.models import Meeting
from meetings.presenting.pages import Pill
from meetings.rules.coverage import Line, Period, gaps
from meetings.selectors import register as reads
from meetings.selectors.requests import open_requests_for
from meetings.wording import register as wording
from twente.core.dates import day_of, full_date, long_date, start_of_day
from twente.core.models import Agreement, Mandate, Membership, Party
from twente.core.permissions import Actor
from twente.core.selectors import rulebook_on

SOON = timedelta(weeks=6)
"""How long before its end a mandate is named as ending."""
LENGTH, LEFT, ROW = 820, 150, 30
"""The drawn line: its length, the room for names before it, the height of a row, in units of the drawing."""


@dataclass(frozen=True)
class AnswerRow:
    """A party on the chosen day: who may act, the sentence that says why, and what differs per item."""

    answer: reads.Answer
    name: str
    ground: str
    pill: Pill
    exceptions: tuple[str, ...]


@dataclass(frozen=True)
class HistoryRow:
    """A line of the history: a mandate, or days on which nobody could act."""

    mandate: Mandate | None
    first: date
    last: date | None
    pill: Pill | None


@dataclass(frozen=True)
class Bar:
    """A mandate or a gap on the drawn line."""

    begin: int
    length: int
    css: str
    said: str


@dataclass(frozen=True)
class PartyHistory:
    """Everything of one party: its rows, and its bars at their height on the drawing."""

    party: Party
    rows: tuple[HistoryRow, ...]
    bars: tuple[Bar, ...]
    top: int
    middle: int


def register_page(
    actor: Actor, agreement: Agreement, *, on: date, party: Party | None, meeting: Meeting | None
) -> dict[str, Any]:
    """The whole register on a day, for all parties or for one."""
    parties = reads.parties_ever(actor)
    shown = [party] if party else parties
    history = reads.mandates_ever(agreement, parties)
    answers = reads.answers(actor, agreement, on=on, meeting=meeting, history=history)
    rows = [answer_row(answer, meeting) for answer in answers if party is None or answer.party == party]
    line = Line(date(on.year - 1, 1, 1), date(on.year + 1, 12, 31), LENGTH)
    members = reads.memberships_ever(agreement, shown)
    histories = [of_party(row, number, history, members, actor.on, line) for number, row in enumerate(shown)]
    book = rulebook_on(agreement, on)
    return {
        "day": on,
        "heading": heading(on, voted=any(rule.voted for rule in book.decision_rules)),
        "rows": rows,
        "gaps": [row for row in rows if row.answer.voter is None],
        "meeting": meeting,
        "meetings": reads.meetings_on(actor, on),
        "histories": histories,
        "drawing": drawing(line, on, len(shown)),
        "ending": ending(history, shown, actor.on),
        "substitutions": reads.substitutions_ever(actor, shown, since=since(on)),
        "asked": list(open_requests_for(actor)),
        "charges": reads.charges_on(agreement, actor.on),
        "mandate_article": book.deciding_body.article,
        "may_record": actor.may("mandate_record"),
    }


def since(on: date) -> datetime:
    """The moment from which substitutions are listed: a year before the day."""
    return start_of_day(on - timedelta(days=366))


def heading(on: date, *, voted: bool) -> str:
    """Wie mag op zaterdag 14 november 2026 stemmen?"""
    return wording.asked(long_date(on), "stemmen?" if voted else "het woord voeren?")


def answer_row(answer: reads.Answer, meeting: Meeting | None) -> AnswerRow:
    """One party with the reason in words."""
    exceptions = tuple(
        wording.for_item(item.position, item.title, voter.user.name, voter.document) for item, voter in answer.items
    )
    voter = answer.voter
    if voter is None:
        return AnswerRow(answer, "Niemand", why_nobody(answer), Pill("geen mandaat", "w", "alert-triangle"), exceptions)
    if voter.mandate:
        held = voter.mandate
        ground = wording.standing(held.document, held.valid_from, held.valid_until)
        return AnswerRow(answer, voter.user.name, ground, Pill("mandaat", "g", "check"), exceptions)
    before = answer.standing.user.name if answer.standing and answer.standing.user != voter.user else ""
    ground = wording.stand_in(voter.document, day_of(meeting.starts_at), before) if meeting else voter.document
    return AnswerRow(answer, voter.user.name, ground, Pill("vervanging", "b", "switch-horizontal"), exceptions)


def why_nobody(answer: reads.Answer) -> str:
    """What ended and what begins."""
    ended, begins = answer.ended, answer.begins
    return wording.nobody(
        ended.user.name if ended else "",
        ended.valid_until if ended else None,
        begins.user.name if begins else "",
        begins.valid_from if begins else None,
    )


def period_of(row: Mandate | Membership) -> Period:
    """Its days."""
    return Period(row.valid_from, row.valid_until)


def gaps_of(mandates: Iterable[Mandate], members: Iterable[Membership]) -> list[Period]:
    """Days on which a party took part while nobody could act for it."""
    covered = [period_of(row) for row in mandates]
    return [gap for member in members for gap in gaps(covered, period_of(member))]


def of_party(
    party: Party,
    number: int,
    history: Mapping[int, list[Mandate]],
    members: Mapping[int, list[Membership]],
    today: date,
    line: Line,
) -> PartyHistory:
    """A party's mandates and gaps, the newest first in the list, each in its place on the line."""
    mandates, open_days = history.get(party.pk, []), gaps_of(history.get(party.pk, []), members.get(party.pk, []))
    rows = [HistoryRow(row, row.valid_from, row.valid_until, state(period_of(row), today)) for row in mandates]
    rows += [HistoryRow(None, gap.first, gap.last, Pill("geen mandaat", "w", "alert-triangle")) for gap in open_days]
    drawn = [(period_of(row), "mandaat", row.user.name) for row in mandates]
    drawn += [(gap, "gat", f"{party}: geen mandaat") for gap in open_days]
    placed = [(line.stretch(period), period, css, name) for period, css, name in drawn]
    bars = [
        Bar(LEFT + place[0], place[1], css, wording.bar(name, period.first, period.last))
        for place, period, css, name in placed
        if place
    ]
    top = 26 + number * ROW
    newest_first = sorted(rows, key=lambda row: row.first, reverse=True)
    return PartyHistory(party, tuple(newest_first), tuple(bars), top, top + 14)


def state(period: Period, today: date) -> Pill | None:
    """Whether a mandate holds today, ends within six weeks, or is still to begin."""
    if period.first > today:
        return Pill("begint nog", "b", "clock")
    if not period.holds(today):
        return None
    if period.last and period.last <= today + SOON:
        return Pill("loopt af", "w", "hourglass")
    return Pill("nu", "g", "check")


def drawing(line: Line, on: date, rows: int) -> dict[str, Any]:
    """Measures of the drawing: whole units, its years, and where the chosen day stands."""
    years = [(LEFT + line.at(date(year, 1, 1)), year) for year in range(line.first.year, line.last.year + 1)]
    height = 26 + rows * ROW
    return {
        "width": LEFT + LENGTH,
        "height": height,
        "years": years,
        "day_at": LEFT + line.at(on),
        "said": f"Mandaten van {line.first.year} tot en met {line.last.year}, met een streep bij {full_date(on)}.",
    }


def ending(history: Mapping[int, list[Mandate]], parties: Iterable[Party], today: date) -> list[Mandate]:
    """Mandates that end within six weeks while no other follows, the first to end first."""
    found = []
    for party in parties:
        rows = history.get(party.pk, [])
        starts = {row.valid_from for row in rows}
        for row in rows:
            last = row.valid_until
            if last and today <= last <= today + SOON and last + timedelta(days=1) not in starts:
                found.append(row)
    return sorted(found, key=lambda row: row.valid_until or date.max)
