"""The mail that a vote was annulled: to everybody who heard of its opening or its result."""

from typing import Any

from twente.core.models import User
from votes.messages.about import About, mail
from votes.models import Annulment, Proposal
from votes.wording.rounds import ended
from votes.wording.windows import at


def annulled_mail(proposal: Proposal, annulment: Annulment, *, to: User) -> dict[str, Any]:
    """Why, when and by whom; the closing hash that was mailed before stays what it was."""
    about = About(proposal)
    persons = f"{annulment.asked_by} vroeg dit, {annulment.confirmed_by} bevestigde het."
    when = f" op {at(annulment.confirmed_at)}" if annulment.confirmed_at else ""
    body = (
        f"Beste {to.name},\n\nDe stemming over {about.place} is vernietigd{when}.\n\n"
        f"Onderwerp: {about.title}\n{about.told(f'Reden: {ended(annulment.reason)}')}\n{persons}\n\n"
        "Er is met deze stemming niets besloten. De uitgebrachte stemmen blijven leesbaar; een nieuwe stemming is "
        f"een nieuwe ronde.\n\nDe stemming: {about.url}\n"
    )
    subject = f"Stemming vernietigd: punt {proposal.item.position}"
    return mail(proposal, to=to, kind="vote_annulled", key=str(to.pk), subject=subject, body=body)
