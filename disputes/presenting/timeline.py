"""The timeline of a dispute: what happened on its day, and what comes with the sentence that computes it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from disputes.forms.changes import CORRECTABLE
from disputes.models import Fact
from disputes.rules.acts import late, too_early
from disputes.rules.costs import SHARES
from disputes.rules.course import RUNNING, Deadline, Phase, taken
from disputes.rules.facts import CHAIR, Kind
from disputes.selectors.state import Standing
from disputes.wording.acts import DUTCH
from disputes.wording.course import cited, length_of, sentence, started, told
from twente.core.dates import MONTHS_SHORT, WEEKDAYS, days_away, full_date, long_date
from twente.core.money import format_amount
from twente.core.phrases import listed

DONE, NOW, LATER, UNKNOWN, PASSED = (
    ("ok", "circle-check"),
    ("nu", "clock"),
    ("", "circle"),
    ("", "circle-dashed"),
    ("", "circle-x"),
)
"""State of a row → class and icon."""
NOT_TAKEN = "niet gebruikt"
REPORTED = (Kind.CONVERSATION, Kind.SOLUTION, Kind.DECISION, Kind.CLOSURE)
"""Facts of which the text is a report, to unfold."""
IN_OWN_WORDS = (Kind.CHAIR_SKIPPED, Kind.LAPSED, Kind.MEDIATION_END, Kind.WITHDRAWAL)
"""Facts of which the text is a sentence, to read at once."""


@dataclass(frozen=True)
class Row:
    """One row: `on` is None for what cannot be computed yet; `computed` stands in a box."""

    on: date | None
    state: tuple[str, str]
    top: str
    below: str
    title: str
    text: str
    article: str = ""
    label: str = ""
    computed: str = ""
    report: str = ""
    correct: tuple[tuple[str, str], ...] = ()
    corrected: str = ""

    @property
    def css(self) -> str:
        """Class of the row."""
        return self.state[0]

    @property
    def icon(self) -> str:
        """Icon of the row."""
        return self.state[1]


def timeline(found: Standing, *, moves: bool, whole: bool = True) -> list[Row]:
    """Everything in the order of days; what has no day yet comes last.

    `moves`: with links to put facts right. `whole`: with what was reported; False once that was destroyed.
    """
    rows = [notified(found), received(found, moves=moves), *facts(found, moves=moves, whole=whole), *terms(found)]
    return sorted(rows, key=lambda row: (row.on is None, row.on or date.max))


def notified(found: Standing) -> Row:
    """The notification itself."""
    dispute = found.dispute
    how = "In deze toepassing" if not dispute.letter else f"Per brief, kenmerk {dispute.letter}"
    return past(
        dispute.notified_on,
        f"Melding door {found.notifier}",
        f"{how}, met omschrijving en mogelijke oplossing.",
        article=article_of(found, "notice"),
    )


def received(found: Standing, *, moves: bool) -> Row:
    """Who received it when; the clock starts with the latest (R11)."""
    names = {party.pk: str(party) for party in found.others} | {CHAIR: "de voorzitter"}
    known = [(names[key], day) for key, day in found.facts.receipts.items() if day]
    missing = [names[key] for key, day in found.facts.receipts.items() if not day]
    days = [f"{name} op {day.day} {full_date(day).split()[1]}" for name, day in known]
    text = f"Ontvangen door {listed(days)}." if days else "Nog niemand heeft de melding ontvangen."
    latest, counts = found.facts.latest_receipt, f"De laatste ontvangst start {started(found.course)} (lezing R11)."
    article, links = article_of(found, "notice"), receipts(found, moves=moves)
    if latest is None and found.facts.closed:
        return Row(None, PASSED, "niet", "vastgelegd", "Ontvangst", text, article)
    if latest is None:
        waiting = cited(f"Wacht op ontvangst door {listed(missing)}. {counts}", found.book.readings)
        return Row(None, NOW, "nog niet", "compleet", "Ontvangst", text, article, "Loopt", waiting, correct=links)
    begin = long_date(latest + timedelta(days=1))
    computed = cited(f"{counts} De dag zelf telt niet mee: tellen begint op {begin}.", found.book.readings)
    return past(latest, "Laatste ontvangst", text, article=article, computed=computed, correct=links)


def facts(found: Standing, *, moves: bool, whole: bool) -> Iterator[Row]:
    """What happened since, each on its day."""
    for fact in found.rows:
        kind = Kind(fact.kind)
        if kind is Kind.RECEIPT:
            continue
        yield past(
            fact.on,
            DUTCH[kind],
            about(found, fact),
            report=fact.text if whole and kind in REPORTED else "",
            correct=corrections(found, [fact], moves=moves),
            corrected=f"Hersteld: {fact.reason.removesuffix('.')}." if fact.reason and kind is not Kind.LAPSED else "",
        )


def title_of(fact: Fact) -> str:
    """Ontvangst door Wierden; Gesprek bij de voorzitter"""
    kind = Kind(fact.kind)
    who = str(fact.party) if fact.party else "de voorzitter"
    return f"Ontvangst door {who}" if kind is Kind.RECEIPT else DUTCH[kind]


def about(found: Standing, fact: Fact) -> str:
    """What is said with a fact, without what was reported."""
    return " ".join(filter(None, (said(fact), *remarks(found, fact))))


def said(fact: Fact) -> str:
    """One sentence about a fact: who was there, who acted, what it cost, why."""
    kind, present = Kind(fact.kind), fact.detail.get("present")
    if kind is Kind.COST:
        shares = [f"{share.party} {format_amount(share.cents)}" for share in fact.shares.select_related("party")]
        how = "Zoals afgesproken" if SHARES in fact.detail else "Gelijk verdeeld"
        return f"{fact.text}: {format_amount(fact.cents or 0)}. {how}: {listed(shares)}."
    sentences = {
        Kind.CONVERSATION: f"Aanwezig: {present}." if present else "",
        Kind.MEDIATOR: f"Mediator: {fact.text}.",
        Kind.OVERRIDE: f"{fact.text.removesuffix('.')}.",
        Kind.SECRETARY: f"{fact.person} behandelt dit geschil. {fact.text}",
        Kind.ANNOUNCEMENT: "Alle partijen kregen bericht. Het geschil is hiermee klaar.",
    }
    by_party = f"Door {fact.party}." if fact.party else ""
    return sentences.get(kind, by_party or (fact.text if kind in IN_OWN_WORDS else ""))


def remarks(found: Standing, fact: Fact) -> Iterator[str]:
    """What is not as the agreement asks; recorded all the same, because it happened."""
    kind = Kind(fact.kind)
    if kind is Kind.MEDIATOR and not fact.detail.get("registered"):
        yield "Let op: niet bekend of de mediator erkend is."
    if too_early(kind, found.course, fact.on):
        yield "Let op: op deze dag kon dat nog niet."
    if kind is Kind.APPEAL and late(found.facts, found.course):
        yield "De beroepstermijn was toen voorbij."


def terms(found: Standing) -> Iterator[Row]:
    """The terms of the steps; of a closed dispute only those that were computed and had passed."""
    for key, row in found.course.items():
        if row.step.term is None:
            continue
        if found.facts.closed and (row.stands_on is None or row.stands_on > found.today):
            continue
        yield term_row(found, key, row)


def term_row(found: Standing, key: str, row: Deadline) -> Row:
    """One term."""
    title = row.step.label if row.opened else f"{row.step.label}: {length_of(row)}"
    text, article, computed = told(key, row), row.step.article, sentence(row)
    day = row.stands_on
    if day is None:
        return Row(None, UNKNOWN, "nog niet", "te berekenen", title, text, article, "", computed)
    state = state_of(found, key, row)
    label = "Loopt" if state is NOW else ""
    below = NOT_TAKEN if state is PASSED else days_away(day, today=found.today)
    return Row(day, state, short(day), below, title, text, article, label, computed)


def state_of(found: Standing, key: str, row: Deadline) -> tuple[str, str]:
    """Running now, still to come, taken, or over without anybody taking the step."""
    if found.phase in RUNNING.get(key, ()):
        return LATER if row.waits and found.phase is Phase.CONSULTATION else NOW
    return DONE if taken(key, found.facts) else PASSED


def past(on: date, title: str, text: str, **more: Any) -> Row:
    """Something that happened."""
    return Row(on, DONE, short(on), WEEKDAYS[on.weekday()], title, text, **more)


def short(on: date) -> str:
    """28 okt"""
    return f"{on.day} {MONTHS_SHORT[on.month - 1]}"


def article_of(found: Standing, key: str) -> str:
    """The article of a step; empty where the rulebook lacks the step."""
    step = found.step(key)
    return step.article if step else ""


def receipts(found: Standing, *, moves: bool) -> tuple[tuple[str, str], ...]:
    """Where each receipt is put right."""
    return corrections(found, found.of(Kind.RECEIPT), moves=moves)


def corrections(found: Standing, rows: Iterable[Fact], *, moves: bool) -> tuple[tuple[str, str], ...]:
    """What can be put right, and where; nothing for who only reads, and once the dispute is closed only a cost."""
    if not moves:
        return ()
    dispute = found.dispute
    page = [dispute.agreement.slug, str(dispute)]
    return tuple(
        (title_of(fact), reverse("disputes:fact_correct", args=[*page, fact.pk]))
        for fact in rows
        if fact.kind in CORRECTABLE and (not found.facts.closed or fact.kind == Kind.COST)
    )
