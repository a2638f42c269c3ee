"""What votes ask of a person: a vote to cast, a vote to close, a result to establish."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from twente.core.attention import Attention
from twente.core.dates import clock_time, day_of
from twente.core.permissions import Actor
from votes import selectors
from votes.answered import ASKING, words_of
from votes.attention_answers import gathering, to_answer
from votes.models import Annulment, Proposal, Recusal
from votes.rules.window import Phase
from votes.wording import windows


def rows(actor: Actor, now: datetime) -> list[Attention]:
    """Everything of this room that this person can do now; an open vote comes first."""
    if not actor.may("turnout"):
        return []
    found = [*to_cast(actor, now), *to_answer(actor, now)]
    if actor.may("vote_close"):
        found += to_close(actor, now)
    if actor.may("result_establish"):
        found += to_establish(actor, now)
    if actor.may("vote_annul"):
        found += to_annul(actor, now)
    if actor.may("exclusion_record"):
        found += to_recuse(actor, now)
    return found


def to_cast(actor: Actor, now: datetime) -> Iterator[Attention]:
    """Open votes in which a party that this person speaks for has not voted yet (BOK-12.1)."""
    for proposal in in_phase(actor, now, Phase.OPEN):
        if proposal.way == Proposal.Way.PAPER:
            continue
        voted = selectors.voted(proposal)
        for party in selectors.parties_with_vote(proposal, actor, now):
            if party.pk not in voted and proposal.way != Proposal.Way.ROLL_CALL:
                address = reverse("votes:ballot_cast", args=[slug_of(proposal), proposal.pk, party.code])
                parts = (open_since(proposal), windows.closes(proposal.closes_at), f"U stemt namens {party}.")
                sentence = " ".join(filter(None, parts))
                yield asked(proposal, now, f"Stem uitbrengen: {proposal.title}", sentence, "Stem uitbrengen", address)


def to_close(actor: Actor, now: datetime) -> Iterator[Attention]:
    """Open votes, with how many have voted or answered; and those whose time is over, the result not kept yet."""
    for proposal in in_phase(actor, now, Phase.OPEN):
        if proposal.snapshot["procedure"] in ASKING:
            title, sentence, act = gathering(proposal)
            yield asked(proposal, now, title, sentence, act, page_of(proposal))
            continue
        turnout = selectors.turnout(proposal)
        sentence = f"{turnout.cast} van {turnout.entitled} stemgerechtigde partijen hebben gestemd."
        yield asked(proposal, now, f"Stemming open: {proposal.title}", sentence, "Stemming volgen", page_of(proposal))
    for proposal in in_phase(actor, now, Phase.OVER):
        title, sentence = (
            f"Stemming voorbij: {proposal.title}",
            "De uitslag is nog niet vastgelegd. U kunt zelf sluiten.",
        )
        yield asked(proposal, now, title, sentence, "Stemming bekijken", page_of(proposal))


def in_phase(actor: Actor, now: datetime, phase: Phase) -> list[Proposal]:
    """The opened votes that are before, in or after their window now."""
    return [found for found in selectors.open_proposals(actor) if selectors.phase_of(found, now) is phase]


def open_since(proposal: Proposal) -> str:
    """From when one may vote."""
    opens = selectors.window_of(proposal).opens
    return f"De stemming is open sinds {clock_time(opens)}." if opens else ""


def to_establish(actor: Actor, now: datetime) -> Iterator[Attention]:
    """Closed votes whose result the chair has not established."""
    for proposal in selectors.proposals_for(actor).filter(state=Proposal.State.CLOSED):
        subject = words_of(proposal, day_of(now)).subject
        title, sentence = f"Uitslag vaststellen: {proposal.title}", f"{subject} is gesloten. Het besluit wacht op u."
        yield asked(proposal, now, title, sentence, "Uitslag bekijken", page_of(proposal))


def to_annul(actor: Actor, now: datetime) -> Iterator[Attention]:
    """Requests of somebody else to annul a vote."""
    waiting = Annulment.objects.filter(confirmed_at=None, withdrawn_at=None).exclude(asked_by=actor.user)
    for proposal in selectors.proposals_for(actor).filter(annulments__in=waiting):
        address = reverse("votes:annulment_confirm", args=[slug_of(proposal), proposal.pk])
        title, sentence = (
            f"Vernietiging bevestigen: {proposal.title}",
            "Een ander vroeg dit. U beslist mee.",
        )
        yield asked(proposal, now, title, sentence, "Verzoek bekijken", address)


def to_recuse(actor: Actor, now: datetime) -> Iterator[Attention]:
    """Parties that somebody else asked to leave out of a vote that is not open yet (Awb 2:4)."""
    waiting = Recusal.objects.filter(confirmed_at=None, withdrawn_at=None).exclude(asked_by=actor.user)
    for proposal in selectors.proposals_for(actor).filter(recusals__in=waiting, opened_at=None).distinct():
        title, sentence = f"Uitsluiting bevestigen: {proposal.title}", "Zonder bevestiging kan de stemming niet open."
        yield asked(proposal, now, title, sentence, "Voorstel bekijken", page_of(proposal))


def asked(proposal: Proposal, now: datetime, title: str, sentence: str, act: str, address: str) -> Attention:
    """A row about a vote: always today, on the article of its kind of decision."""
    _, rule = selectors.rule_of(proposal, now)
    return Attention(day_of(now), title, sentence, (rule.article,), act, address)


def slug_of(proposal: Proposal) -> str:
    """The agreement in the address."""
    return selectors.agreement_of(proposal).slug


def page_of(proposal: Proposal) -> str:
    """The page of the vote."""
    return reverse("votes:proposal_detail", args=[slug_of(proposal), proposal.pk])
