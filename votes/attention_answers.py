"""What proposals without a vote ask of a person: an answer of the own college, or to gather what is missing."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from twente.core.attention import Attention
from twente.core.dates import day_of
from twente.core.permissions import Actor
from votes import selectors
from votes.answered import ASKING, asked, parties_asked, words_of
from votes.models import Proposal
from votes.wording.answers import answered


def to_answer(actor: Actor, now: datetime) -> Iterator[Attention]:
    """Open proposals on which a college that this person speaks for has not answered (BOK-6.3, 16.3; UHO-5)."""
    for proposal in selectors.open_proposals(actor).filter(snapshot__procedure__in=ASKING):
        given = {answer.voice for answer in proposal.answers.all()}
        for party in parties_asked(proposal, actor, now):
            if party.code not in given:
                address = reverse("votes:answer_give", args=[actor_slug(proposal), proposal.pk, party.code])
                yield Attention(
                    day_of(now),
                    f"Antwoord geven: {proposal.title}",
                    f"Er wordt een antwoord gevraagd van {party}. U legt het vast, of u mailt het aan de secretaris.",
                    (selectors.rule_of(proposal, now)[1].article,),
                    "Antwoord vastleggen",
                    address,
                )


def actor_slug(proposal: Proposal) -> str:
    """The agreement in the address."""
    return selectors.agreement_of(proposal).slug


def gathering(proposal: Proposal) -> tuple[str, str, str]:
    """Title, sentence and act of an open proposal for who gathers the answers."""
    voices, words = asked(proposal), words_of(proposal, day_of(proposal.opening))
    title = f"{words.open_act}: {proposal.title}"
    if not voices:
        return title, "De secretaris legt de telling vast. Daarna kan zij worden gesloten.", "Telling bekijken"
    return title, answered(words, sum(bool(voice.answers) for voice in voices), len(voices)), "Antwoorden bekijken"
