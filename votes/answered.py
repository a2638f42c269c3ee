"""What was answered so far: every answer, the one that counts per voice, and who is still to answer."""

from dataclasses import dataclass
from datetime import date, datetime

from twente.core.models import Party
from twente.core.permissions import Actor
from twente.core.selectors import rulebook_on
from votes import chain, selectors
from votes.models import Answer, Proposal
from votes.voices import VOICES
from votes.wording.asking import WORDS, Words

ASKING = frozenset({*VOICES, "advice"})
"""Procedures in which nobody casts a vote."""


def words_of(proposal: Proposal, on: date) -> Words:
    """What this proposal is called: as frozen, before opening by the rulebook of this day."""
    frozen = proposal.snapshot.get("procedure")
    rules = None if frozen else rulebook_on(selectors.agreement_of(proposal), on)
    return WORDS[rules.decisions[proposal.decision_kind].procedure if rules else frozen]


def answers_of(proposal: Proposal) -> list[Answer]:
    """Every answer in the order in which it was recorded, also the ones that were replaced."""
    return list(proposal.answers.select_related("recorded_by").order_by("recorded_at", "pk"))


def latest(answers: list[Answer]) -> dict[str, Answer]:
    """Voice → the answer that counts: the last one."""
    return {answer.voice: answer for answer in answers}


@dataclass(frozen=True)
class Asked:
    """A voice as it was frozen at opening, with its answers, the last one last."""

    code: str
    name: str
    answers: tuple[Answer, ...]

    @property
    def counts(self) -> Answer | None:
        """The answer that counts."""
        return self.answers[-1] if self.answers else None


def asked(proposal: Proposal) -> list[Asked]:
    """Everybody who is asked, in the frozen order; two reads, whatever the number of voices."""
    given = answers_of(proposal)
    return [
        Asked(voice["code"], voice["name"], tuple(answer for answer in given if answer.voice == voice["code"]))
        for voice in proposal.snapshot["voices"]
    ]


def facts_of(answer: Answer) -> dict[str, object]:
    """One answer as the digest and the export write it."""
    return {
        "voice": answer.voice,
        "value": answer.value,
        "nominee": answer.nominee,
        "reason": answer.reason,
        "document": answer.document,
        "decided_on": answer.decided_on.isoformat() if answer.decided_on else "",
        "key": str(answer.key),
        "recorded_by": answer.recorded_by_id,
        "recorded_at": chain.instant(answer.recorded_at),
    }


def digest_of(answers: list[Answer]) -> str:
    """One code over all answers, replaced ones too, so that the closing hash covers each of them."""
    return chain.digest([facts_of(answer) for answer in answers])


def parties_asked(proposal: Proposal, actor: Actor, moment: datetime) -> list[Party]:
    """The asked parties for which this person speaks on this item now: a college answers for itself (BOK-1f)."""
    codes = {voice["code"] for voice in proposal.snapshot["voices"]}
    return [party for party in selectors.parties_voted_for(proposal, actor, moment) if party.code in codes]
