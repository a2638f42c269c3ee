"""What every mail about a vote has: which item, which address, which key in the outbox."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from meetings.models import AgendaItem
from twente.core.dates import day_of, full_date
from twente.core.models import User
from votes import selectors
from votes.models import Proposal

CLOSED_ITEM = "besloten punt"
ON_PAGE = "Dit punt is besloten. Daarom leest u de inhoud alleen op de pagina van de stemming, niet in deze mail."


@dataclass(frozen=True)
class About:
    """What every mail about a vote names: the item, the meeting's day, the address of the vote.

    Mail is not encrypted: of a vote on a confidential item it holds neither title, nor text, nor choice, nor outcome.
    """

    proposal: Proposal

    @property
    def place(self) -> str:
        """Punt 5 van de vergadering van 2 december 2026."""
        item = self.proposal.item
        return f"punt {item.position} van de vergadering van {full_date(day_of(item.meeting.starts_at))}"

    @property
    def shut(self) -> bool:
        """Whether the item is confidential; in mail it stays so until that is lifted, whatever its last day."""
        return self.proposal.item.confidentiality != AgendaItem.Confidentiality.PUBLIC

    @property
    def title(self) -> str:
        """The title, or that there is none to read here."""
        return CLOSED_ITEM if self.shut else self.proposal.title

    def told(self, text: str) -> str:
        """What the mail says about the content of the vote, or where to read it."""
        return ON_PAGE if self.shut else text

    @property
    def asked(self) -> str:
        """Subject and proposed decision."""
        proposed = self.told(f"Voorgesteld besluit: {self.proposal.text}")
        return f"Onderwerp: {self.title}\n{proposed}"

    @property
    def url(self) -> str:
        """The page of the vote; opening it never votes."""
        slug = selectors.agreement_of(self.proposal).slug
        return settings.SITE_URL + reverse("votes:proposal_detail", args=[slug, self.proposal.pk])


def mail(proposal: Proposal, *, to: User, kind: str, key: str, subject: str, body: str) -> dict[str, Any]:
    """The fields of an outbox message about this vote."""
    return {
        "agreement": selectors.agreement_of(proposal),
        "key": f"{kind}:{proposal.pk}:{key}",
        "kind": kind,
        "recipient": to.email,
        "subject": subject,
        "body": body,
    }
