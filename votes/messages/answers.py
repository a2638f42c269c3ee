"""The mail to whose answer is asked, where nobody votes. Plain text, one act."""

from typing import Any

from twente.core.models import Party, User
from votes.messages.about import About, mail
from votes.models import Proposal
from votes.wording.asking import Words


def asked_mail(proposal: Proposal, words: Words, party: Party, *, to: User) -> dict[str, Any]:
    """To who speaks for a party whose answer is asked, when the answers are being collected."""
    about = About(proposal)
    body = (
        f"Beste {to.name},\n\nBij {about.place} wordt een antwoord gevraagd van {party.short_name}.\n\n"
        f"{about.asked}\n\n{words.asked}\n\n"
        f"Leg het antwoord vast, of mail het aan de secretaris: {about.url}\n"
    )
    subject = f"Antwoord gevraagd van {party.short_name}: punt {proposal.item.position}"
    return mail(proposal, to=to, kind="answer_asked", key=f"{party.code}:{to.pk}", subject=subject, body=body)
