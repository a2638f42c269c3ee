"""Recording what a college, party or member answered, and the show of hands of a conference.

BOK-6.3, BOK-16.3, UHO-5, UHO-12, BWT-3, HER-4b.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.refusals import Refusal
from votes import selectors
from votes.answered import answers_of
from votes.models import Answer, Proposal, Totals
from votes.rules.naming import spelled

State = Proposal.State


class NotAsked(Refusal):
    """The college is no part of the cluster, or the proposal is decided by voting (BOK-6.3)."""

    sentence = "Bij dit voorstel wordt hier geen antwoord van gevraagd."


class AnsweringNotOpen(Refusal):
    """Answers are recorded from opening to closing."""

    sentence = "De antwoorden worden nu niet verzameld. Uw antwoord is niet vastgelegd."


class AnswerKeyReused(Refusal):
    """The same form came back with another answer."""

    sentence = "Dit formulier is al gebruikt voor een ander antwoord. Open het voorstel opnieuw."


class InvalidAnswer(Refusal):
    """Not an answer of this way of deciding, or something that it needs is missing; the form refuses it first."""

    status = 422
    sentence = "Dit antwoord past niet bij dit voorstel. Kies een van de antwoorden."


class AlreadyCounted(Refusal):
    """The totals of a conference are entered once (HER-4b)."""

    sentence = "De telling is al vastgelegd. Zij verandert niet meer."


@dataclass(frozen=True)
class Given:
    """An answer as it was given: value, and what is behind it. `decided_on` is the day of the decision at home."""

    value: str
    nominee: str = ""
    reason: str = ""
    document: str = ""
    decided_on: date | None = None


@dataclass(frozen=True)
class Kind:
    """The answers of one way of deciding: which there are, and what each needs beside it."""

    values: tuple[str, ...]
    documented: tuple[str, ...] = ()
    reasoned: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    "cluster": Kind(("draagt_voor",), documented=("draagt_voor",)),
    "consent": Kind(("ingestemd", "geweigerd", "geen_besluit"), documented=("ingestemd", "geweigerd")),
    "consensus": Kind(("akkoord", "voorbehoud", "bezwaar"), reasoned=("voorbehoud", "bezwaar")),
}
"""Procedure → its answers. A decision at home has a date and a document; who does not simply agree says why."""


@transaction.atomic
def record_answer(*, proposal: Proposal, voice: str, given: Given, key: uuid.UUID, by: User, now: datetime) -> Answer:
    """Keep the answer of one voice; a later one replaces it in the count. The same key again is the same answer.

    Raises NotAsked, AnsweringNotOpen, AnswerKeyReused, InvalidAnswer.
    """
    vote = selectors.locked(proposal)
    check_open(vote)
    earlier = answers_of(vote)
    given = Given(**{**vars(given), "nominee": spelled(given.nominee, (row.nominee for row in earlier if row.nominee))})
    same = next((row for row in earlier if row.key == key), None)
    if same is not None:
        return repeated(same, voice, given)
    check_answer(vote, voice, given, now)
    answer = Answer.objects.create(proposal=vote, voice=voice, key=key, recorded_by=by, recorded_at=now, **vars(given))
    record(vote, by=by, now=now, action="answer_recorded", voice=voice, value=given.value)
    return answer


def check_open(vote: Proposal) -> None:
    """Only between opening and closing."""
    if vote.state != State.OPEN:
        raise AnsweringNotOpen


def repeated(same: Answer, voice: str, given: Given) -> Answer:
    """The receipt of a form that was sent twice. Raises AnswerKeyReused when it says something else now."""
    if (same.voice, same.value, same.nominee) != (voice, given.value, given.nominee):
        raise AnswerKeyReused
    return same


def check_answer(vote: Proposal, voice: str, given: Given, now: datetime) -> None:
    """The voice is asked, the answer exists here, and what it needs is there."""
    kind = KINDS.get(vote.snapshot["procedure"])
    if kind is None or voice not in {asked["code"] for asked in vote.snapshot["voices"]}:
        raise NotAsked
    if given.value not in kind.values or bool(given.nominee) != (given.value == "draagt_voor"):
        raise InvalidAnswer
    if given.value in kind.documented and not (given.document and given.decided_on):
        raise InvalidAnswer("Vul de datum van het besluit in, en het besluit of de brief.")
    if given.value in kind.reasoned and not given.reason:
        raise InvalidAnswer("Vul de reden in. Zij staat bij het besluit.")
    if given.decided_on and given.decided_on > day_of(now):
        raise InvalidAnswer("De datum van het besluit ligt in de toekomst.")


@dataclass(frozen=True)
class Hands:
    """A show of hands: how many for, against and abstaining, of how many people, counted by whom."""

    in_favour: int
    against: int
    abstaining: int
    people: int
    counted_by: str

    @property
    def counts(self) -> dict[str, int]:
        """As it is kept."""
        return {"voor": self.in_favour, "tegen": self.against, "onthouding": self.abstaining}


@transaction.atomic
def record_hands(*, proposal: Proposal, hands: Hands, by: User, now: datetime) -> Totals:
    """Keep the totals of a conference, once; the same totals again change nothing.

    Raises NotAsked, AnsweringNotOpen, AlreadyCounted, InvalidAnswer.
    """
    vote = selectors.locked(proposal)
    check_open(vote)
    if vote.snapshot["procedure"] != "advice":
        raise NotAsked
    if sum(hands.counts.values()) > hands.people or min(hands.people, *hands.counts.values()) < 0:
        raise InvalidAnswer("Er zijn meer handen geteld dan er mensen waren.")
    known = Totals.objects.filter(proposal=vote).first()
    if known is not None:
        if (known.counts, known.taken_part) != (hands.counts, hands.people):
            raise AlreadyCounted
        return known
    totals = Totals.objects.create(
        proposal=vote,
        counts=hands.counts,
        taken_part=hands.people,
        counted_by=hands.counted_by,
        recorded_by=by,
        recorded_at=now,
    )
    record(vote, by=by, now=now, action="hands_counted", **hands.counts)
    return totals


def record(vote: Proposal, *, by: User, now: datetime, action: str, **detail: object) -> None:
    """One audit entry; answers and totals are open facts."""
    audit.record(agreement=selectors.agreement_of(vote), by=by, at=now, action=action, target=vote, detail=detail)
