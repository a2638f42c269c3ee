"""The part of a year's page about its proposal: how far it is, where it stands, what can be done."""

from typing import Any

from django.urls import reverse

from finance.models import RateProposal
from finance.selectors.proposing import Stand, Standing, decision_on, proposals_for, standing_of
from finance.services.proposing import on_its_way
from finance.wording import proposing as wording
from finance.wording.proposing import STANDS
from meetings.models import Decision
from meetings.selectors.decisions import decisions_for
from twente.core.permissions import Actor


def proposal_panel(actor: Actor, key: str, year: int) -> dict[str, Any] | None:
    """The proposal of this year, the latest first; None when there is none."""
    proposal = proposals_for(actor).filter(contribution=key, year=year).order_by("-id").first()
    if proposal is None:
        return None
    standing = standing_of(proposal, actor)
    return {
        "proposal": proposal,
        "pill": STANDS[standing.stand],
        "item": standing.item,
        "vote": vote_address(standing),
        "elsewhere": "nog niet op een agenda" if proposal.vote is None else "niet voor u te lezen",
        "decision": cited(standing.decision, actor),
        "decided": words_of(decision_on(proposal)),
        "acts": acts_of(standing, actor),
    }


def vote_address(standing: Standing) -> str:
    """The page of the vote, for who may read the item."""
    vote = standing.proposal.vote
    if vote is None or standing.item is None:
        return ""
    return reverse("votes:proposal_detail", args=[standing.proposal.agreement.slug, vote.pk])


def cited(decision: Decision | None, actor: Actor) -> dict[str, str] | None:
    """A decision as a link, when this person may read it."""
    if decision is None or not decisions_for(actor).filter(pk=decision.pk).exists():
        return None
    place = [decision.agreement.slug, decision.year, decision.number]
    return {"words": words_of(decision), "address": reverse("meetings:decision_detail", args=place)}


def words_of(decision: Decision | None) -> str:
    """The number of a decision, which says nothing of what was decided; empty without one."""
    return wording.cited(decision.year, decision.number) if decision else ""


def acts_of(standing: Standing, actor: Actor) -> list[tuple[str, str, str, bool]]:
    """What this person can do with it: address, icon, words, and whether it happens at once."""
    proposal, stand = standing.proposal, standing.stand
    found = []
    if stand is Stand.WAITS and actor.may("agenda_edit"):
        found.append((address("rate_place", proposal), "calendar-plus", "Op de agenda zetten", False))
    if stand is Stand.ADOPTED and actor.may("invoice_make"):
        found.append((address("rate_by_decision", proposal), "check", "Tarief vastleggen volgens dit besluit", True))
    if stand not in (Stand.ADOPTED, Stand.DONE) and not on_its_way(proposal):
        found.append((address("rate_withdraw", proposal), "x", "Voorstel intrekken", True))
    return found


def address(name: str, proposal: RateProposal) -> str:
    """Where an act leads."""
    return reverse(f"finance:{name}", args=[proposal.agreement.slug, proposal.pk])
