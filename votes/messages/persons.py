"""The mails of a vote about persons: open, taken part, lot drawn. None of them knows a choice."""

from typing import Any

from twente.core.models import User
from votes.messages.about import About, mail
from votes.models import Participation, Proposal

ONLINE = (
    "U stemt geheim, één briefje per partij. Na het bevestigen kunt u niet meer wijzigen.\n\nBreng uw stem uit: {url}\n"
)
ON_PAPER = "U stemt met een briefje op papier. Dat krijgt u in de vergadering.\n\nMeer over deze stemming: {url}\n"
HOW = {Proposal.Way.PAPER: ON_PAPER}


def election_opened_mail(proposal: Proposal, *, to: User) -> dict[str, Any]:
    """To each voter when a vote about persons opens."""
    about = About(proposal)
    names = "\n".join(["Kandidaten:", *(f"- {name}" for name in proposal.snapshot["candidates"])])
    body = (
        f"Beste {to.name},\n\nDe stemming over {about.place} is open.\n\n"
        f"Onderwerp: {about.title}\n{about.told(names)}\n\n"
        f"{HOW.get(Proposal.Way(proposal.way), ONLINE).format(url=about.url)}"
    )
    subject = f"Breng uw stem uit: punt {proposal.item.position}"
    return mail(proposal, to=to, kind="vote_opened", key=str(to.pk), subject=subject, body=body)


def taken_part_mail(proposal: Proposal, taken_part: Participation) -> dict[str, Any]:
    """To the voter: the party took part. What was voted stands here nor anywhere else."""
    about, person = About(proposal), taken_part.cast_by
    body = (
        f"Beste {person.name},\n\n{taken_part.party.short_name} heeft gestemd over {about.place}.\n\n"
        f"Onderwerp: {about.title}\n\n"
        "De stemming is geheim. In deze mail staat daarom niet wat u stemde. Uw stem kan niet meer wijzigen.\n\n"
        f"Na het sluiten staat de uitslag hier: {about.url}\n"
    )
    subject = f"Uw partij heeft gestemd: punt {proposal.item.position}"
    return mail(proposal, to=person, kind="slip_cast", key=str(taken_part.party_id), subject=subject, body=body)


def lot_mail(proposal: Proposal, *, to: User, sentence: str) -> dict[str, Any]:
    """To all who got the result: the lot decided."""
    about = About(proposal)
    said = f"{about.title}\n{about.told(sentence)}"
    body = f"Beste {to.name},\n\nBij {about.place} besliste het lot.\n\n{said}\n\nUitslag van de loting: {about.url}\n"
    subject = f"Uitslag van de loting: punt {proposal.item.position}"
    return mail(proposal, to=to, kind="lot_drawn", key=str(to.pk), subject=subject, body=body)
