"""The mail with which a vote opens, by the way in which votes are taken; and the reminder."""

from collections.abc import Mapping
from typing import Any, Protocol

from twente.core.models import User
from votes.messages.about import About, mail
from votes.messages.ballots import opened_mail
from votes.models import Proposal


class OpeningMail(Protocol):
    """A mail to somebody who may vote."""

    def __call__(self, proposal: Proposal, *, to: User) -> dict[str, Any]:
        """The fields of an outbox message."""


def roll_call_mail(proposal: Proposal, *, to: User) -> dict[str, Any]:
    """To each voter when a roll call opens: nothing to do online."""
    about = About(proposal)
    body = (
        f"Beste {to.name},\n\nDe hoofdelijke stemming over {about.place} is open.\n\n"
        f"{about.asked}\n\n"
        "U stemt mondeling, voor of tegen, als uw partij wordt genoemd. De secretaris legt uw stem vast.\n\n"
        f"De stemming volgen: {about.url}\n"
    )
    subject = f"Hoofdelijke stemming: punt {proposal.item.position}"
    return mail(proposal, to=to, kind="vote_opened", key=str(to.pk), subject=subject, body=body)


OPENING_MAILS: Mapping[str, OpeningMail] = {
    Proposal.Way.BALLOT: opened_mail,
    Proposal.Way.PAPER: opened_mail,
    Proposal.Way.ROLL_CALL: roll_call_mail,
}
"""Way of voting → the mail to its voters; none where nobody is asked to vote."""


def reminder_mail(proposal: Proposal, *, to: User, parties: str, key: str) -> dict[str, Any]:
    """To who speaks for parties that have not voted; `key` tells one reminder from the next."""
    about = About(proposal)
    body = (
        f"Beste {to.name},\n\nDe stemming over {about.place} is nog open. Namens {parties} is nog niet gestemd.\n\n"
        f"Onderwerp: {about.title}\n\nBreng uw stem uit: {about.url}\n"
    )
    subject = f"Herinnering: breng uw stem uit over punt {proposal.item.position}"
    return mail(proposal, to=to, kind="vote_reminder", key=f"{to.pk}:{key}", subject=subject, body=body)
