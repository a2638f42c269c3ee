"""Facts about councils: what may be recorded on a day, and where the round along them stands (BOK-12.5, R10)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from votes.rules.gates import Council, CouncilAnswer

INSTEAD_OF_NOTHING = Council("", submitted=False)


@dataclass(frozen=True)
class CouncilFacts:
    """What is known of one council: when it got which proposal, when it meets, what it answered in which decision."""

    submitted_on: date | None
    submission: str
    scheduled_on: date | None
    reply: str
    replied_on: date | None
    reply_document: str
    remark: str


class Flaw(StrEnum):
    """What is wrong with a fact."""

    SUBMITTED_LATER = "submitted_later"
    NO_SUBMISSION = "no_submission"
    NO_SUBMISSION_DAY = "no_submission_day"
    SCHEDULED_BEFORE = "scheduled_before"
    NOT_SUBMITTED = "not_submitted"
    NO_REPLY_DAY = "no_reply_day"
    NO_REPLY = "no_reply"
    NO_REPLY_DOCUMENT = "no_reply_document"
    REPLIED_LATER = "replied_later"
    REPLIED_BEFORE = "replied_before"


def flaws(facts: CouncilFacts, on: date) -> tuple[tuple[str, Flaw], ...]:
    """Field and flaw of everything that cannot be so on this day; a council may be scheduled in the future."""
    return (*_submission(facts, on), *_reply(facts, on))


def _submission(facts: CouncilFacts, on: date) -> Iterator[tuple[str, Flaw]]:
    """A submission has a day that was, and a document; the council meets on that day or later."""
    if facts.submitted_on and facts.submitted_on > on:
        yield "submitted_on", Flaw.SUBMITTED_LATER
    if facts.submitted_on and not facts.submission:
        yield "submission", Flaw.NO_SUBMISSION
    if facts.submission and not facts.submitted_on:
        yield "submitted_on", Flaw.NO_SUBMISSION_DAY
    if facts.scheduled_on and facts.submitted_on and facts.scheduled_on < facts.submitted_on:
        yield "scheduled_on", Flaw.SCHEDULED_BEFORE


def _reply(facts: CouncilFacts, on: date) -> Iterator[tuple[str, Flaw]]:
    """An answer follows a submission and comes with the day and the decision of the council."""
    if facts.reply == CouncilAnswer.OPEN:
        if facts.replied_on or facts.reply_document:
            yield "reply", Flaw.NO_REPLY
        return
    if not facts.submitted_on:
        yield "reply", Flaw.NOT_SUBMITTED
    if not facts.reply_document:
        yield "reply_document", Flaw.NO_REPLY_DOCUMENT
    if not facts.replied_on:
        yield "replied_on", Flaw.NO_REPLY_DAY
    elif facts.replied_on > on:
        yield "replied_on", Flaw.REPLIED_LATER
    elif facts.submitted_on and facts.replied_on < facts.submitted_on:
        yield "replied_on", Flaw.REPLIED_BEFORE


@dataclass(frozen=True)
class Round:
    """The round along the councils: who was not asked yet, who did not answer yet, who consented, who refused."""

    parties: tuple[str, ...]
    unasked: tuple[str, ...]
    waiting: tuple[str, ...]
    consented: tuple[str, ...]
    refused: tuple[str, ...]

    @property
    def asked(self) -> int:
        """How many councils have the proposal."""
        return len(self.parties) - len(self.unasked)


def round_of(parties: tuple[str, ...], councils: tuple[Council, ...]) -> Round:
    """Where the round stands, every party in its fixed order; a council without a row was not asked."""
    known = {council.party: council for council in councils}
    asked = tuple(party for party in parties if known.get(party, INSTEAD_OF_NOTHING).submitted)
    by_answer: Mapping[CouncilAnswer, tuple[str, ...]] = {
        answer: tuple(party for party in asked if known[party].answer is answer) for answer in CouncilAnswer
    }
    return Round(
        parties=parties,
        unasked=tuple(party for party in parties if party not in asked),
        waiting=by_answer[CouncilAnswer.OPEN],
        consented=by_answer[CouncilAnswer.CONSENTED],
        refused=by_answer[CouncilAnswer.REFUSED],
    )
