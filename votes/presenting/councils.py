"""The page of the round along the councils, ready to print (BOK-12.5, R10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from twente.core.dates import day_of
from twente.core.models import Contact, Party
from twente.core.permissions import Actor, Context
from twente.core.selectors import contacts_of, parties_of
from votes import selectors
from votes.models import CouncilConsultation, Proposal
from votes.presenting.preparation import consent_needed
from votes.rules.consulting import Round, round_of
from votes.wording.consulting import next_step, refusals, standing

PILLS: Mapping[str, tuple[str, str, str]] = {
    "ingestemd": ("ingestemd", "g", "check"),
    "geweigerd": ("geweigerd", "w", "alert-triangle"),
    "open": ("nog open", "d", "clock"),
}


@dataclass(frozen=True)
class CouncilRow:
    """One council: what is known of it, how its answer looks, and whether this person may record it."""

    party: Party
    row: CouncilConsultation | None
    answer: tuple[str, str, str]
    may_edit: bool


def council_rows(proposal: Proposal, actor: Actor, now: datetime) -> list[CouncilRow]:
    """The councils in the fixed order of the parties."""
    known = {row.party_id: row for row in proposal.consultations.select_related("party")}
    return [
        CouncilRow(
            party=party,
            row=known.get(party.pk),
            answer=PILLS[known[party.pk].reply if party.pk in known else "open"],
            may_edit=proposal.opened_at is None and actor.may("council_consent", Context(party=party)),
        )
        for party in parties_of(selectors.agreement_of(proposal), day_of(proposal.opened_at or now))
    ]


def round_now(proposal: Proposal, now: datetime) -> tuple[Round, Mapping[str, str]]:
    """Where the round stands, and the names of the parties."""
    rulebook, _ = selectors.rule_of(proposal, now)
    return round_of(rulebook.party_codes, selectors.preparation_of(proposal).councils), rulebook.party_names


def council_page(proposal: Proposal, actor: Actor, now: datetime) -> dict[str, Any]:
    """Everything on the page; what comes next only until the vote opens."""
    found, names = round_now(proposal, now)
    frozen = proposal.opened_at is not None
    return {
        "rows": council_rows(proposal, actor, now),
        "standing": standing(found),
        "refusals": refusals(found, names),
        "next_step": "" if frozen else next_step(found, names, all_consent=consent_needed(proposal, now)),
        "frozen": frozen,
        "may_remind": not frozen and actor.may("distribute") and bool(found.unasked or found.waiting),
    }


@dataclass(frozen=True)
class Recipients:
    """To whom a reminder goes: clerks asked to submit, clerks asked to answer, and parties without an address."""

    asked_to_submit: tuple[Contact, ...]
    asked_to_answer: tuple[Contact, ...]
    unknown: tuple[Party, ...]

    @property
    def everybody(self) -> tuple[Contact, ...]:
        """All clerks who get a mail."""
        return (*self.asked_to_submit, *self.asked_to_answer)


def recipients(proposal: Proposal, now: datetime) -> Recipients:
    """The councils that were not asked or have not answered; one that answered is left alone."""
    found, _ = round_now(proposal, now)
    open_councils = {*found.unasked, *found.waiting}
    everybody = parties_of(selectors.agreement_of(proposal), day_of(now))
    parties = [party for party in everybody if party.code in open_councils]
    contacts = contacts_of(parties, Contact.Purpose.COUNCIL_CLERK)
    known = [contacts[party.pk] for party in parties if party.pk in contacts]
    return Recipients(
        asked_to_submit=tuple(contact for contact in known if contact.party.code in found.unasked),
        asked_to_answer=tuple(contact for contact in known if contact.party.code in found.waiting),
        unknown=tuple(party for party in parties if party.pk not in contacts),
    )
