"""A dispute with everything that follows from its facts: terms, phase, what can be done (BOK-13.2 to 13.5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from disputes.models import Dispute, DisputeParty, Fact
from disputes.rules import acts
from disputes.rules import course as steps
from disputes.rules.facts import CHAIR, ENDINGS, Facts, Kind, Override
from twente.core.agreement import DisputeStep, Rulebook
from twente.core.models import Party
from twente.core.selectors import parsed


@dataclass(frozen=True)
class Standing:
    """A dispute as it stands on a day."""

    dispute: Dispute
    book: Rulebook
    parties: Sequence[DisputeParty]
    rows: Sequence[Fact]
    """What stands: corrected rows are left out."""
    today: date

    @cached_property
    def facts(self) -> Facts:
        """The days of what happened."""
        return facts_of(self.dispute, self.others, self.rows)

    @cached_property
    def course(self) -> steps.Course:
        """Every step with its term."""
        return steps.course(self.book.dispute_steps, self.facts, self.choices)

    @cached_property
    def choices(self) -> steps.Choices:
        """How the open points of the text were read on the day it was filed, by key (BOK-18)."""
        rules = self.book.readings
        return {rules[number].key: value for number, value in self.dispute.readings.items() if number in rules}

    @property
    def ended_on(self) -> date | None:
        """The day on which the file was closed; None while it is open."""
        return max((row.on for row in self.rows if Kind(row.kind) in ENDINGS), default=None)

    @property
    def phase(self) -> steps.Phase:
        """Where it stands."""
        return steps.phase(self.facts)

    @property
    def silent(self) -> bool:
        """Whether nothing may be said to third parties now."""
        return steps.silent(self.course, self.facts)

    @property
    def running(self) -> list[steps.Deadline]:
        """The terms that ask something of somebody now."""
        return steps.running(self.course, self.facts)

    def verdict(self, act: Kind, on: date | None = None) -> acts.Verdict:
        """Whether an act is possible on a day; today when none is named."""
        return acts.judge(act, acts.Case(self.facts, self.course, on or self.today))

    @property
    def notifier(self) -> Party:
        """Who notified."""
        return next(row.party for row in self.parties if row.notifier)

    @property
    def others(self) -> list[Party]:
        """The other parties."""
        return [row.party for row in self.parties if not row.notifier]

    def of(self, kind: Kind) -> list[Fact]:
        """What stands of a kind."""
        return [row for row in self.rows if row.kind == kind]

    def step(self, key: str) -> DisputeStep | None:
        """A step of the rulebook."""
        found = self.course.get(key)
        return found.step if found else None


def facts_of(dispute: Dispute, others: Iterable[Party], rows: Sequence[Fact]) -> Facts:
    """What the rules need to know."""
    received = {row.party_id or CHAIR: row.on for row in rows if row.kind == Kind.RECEIPT}
    days: dict[Kind, tuple[date, ...]] = {}
    for row in rows:
        days[Kind(row.kind)] = (*days.get(Kind(row.kind), ()), row.on)
    return Facts(
        notified_on=dispute.notified_on,
        receipts={party.pk: received.get(party.pk) for party in others} | {CHAIR: received.get(CHAIR)},
        days=days,
        overrides={row.detail["step"]: override(row) for row in by_entry(rows) if row.kind == Kind.OVERRIDE},
    )


def by_entry(rows: Sequence[Fact]) -> list[Fact]:
    """In the order in which they were recorded: of two overrides the one recorded last counts, whatever its day."""
    return sorted(rows, key=lambda row: row.pk)


def override(row: Fact) -> Override:
    """Another last day, as the secretary recorded it."""
    return Override(date.fromisoformat(row.detail["last_day"]), row.text, row.on)


def rows_of(disputes: Iterable[Dispute] | QuerySet[Dispute]) -> QuerySet[Fact]:
    """The facts that stand, the corrected ones left out."""
    rows = Fact.objects.filter(dispute__in=disputes, replaced_by=None)
    return rows.select_related("party", "person", "recorded_by").order_by("on", "id")


def standings(disputes: Iterable[Dispute], today: date) -> list[Standing]:
    """Many disputes as they stand, with a fixed number of reads."""
    found = list(disputes)
    involved = DisputeParty.objects.filter(dispute__in=found).select_related("party")
    rows, parties = list(rows_of(found)), list(involved.order_by("-notifier", "party__position"))
    return [
        Standing(
            dispute=dispute,
            book=book_of(dispute),
            parties=[row for row in parties if row.dispute_id == dispute.pk],
            rows=[row for row in rows if row.dispute_id == dispute.pk],
            today=today,
        )
        for dispute in found
    ]


def standing(dispute: Dispute, today: date) -> Standing:
    """One dispute as it stands."""
    return standings([dispute], today)[0]


def book_of(dispute: Dispute) -> Rulebook:
    """The rules that were in force when it was filed; a later text changes nothing."""
    version = dispute.agreement_version
    return parsed(version.sha256, version.source, dispute.agreement.rulebook)
