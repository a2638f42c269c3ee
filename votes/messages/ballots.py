"""The mails of a vote: opened, receipt, closed. Plain text, one act per subject line."""

from datetime import datetime
from typing import Any

from twente.core.dates import clock_time, day_of, full_date, long_moment
from twente.core.models import User
from votes import chain
from votes.messages.about import About, mail
from votes.models import Ballot, Proposal
from votes.wording.asking import WORDS
from votes.wording.ways import entered_by_secretary
from votes.wording.windows import at, until


def opened_mail(proposal: Proposal, *, to: User) -> dict[str, Any]:
    """To each voter when the vote opens."""
    about = About(proposal)
    body = (
        f"Beste {to.name},\n\n{opening_of(proposal, about)}\n\n"
        f"{about.asked}\n\n"
        f"Breng uw stem uit: {about.url}\n\nU kunt stemmen, en uw stem wijzigen, {until(proposal.closes_at)}.\n"
    )
    subject = f"Breng uw stem uit: punt {proposal.item.position}"
    return mail(proposal, to=to, kind="vote_opened", key=str(to.pk), subject=subject, body=body)


def opening_of(proposal: Proposal, about: About) -> str:
    """That the vote is open, or from when it will be."""
    if proposal.opens_at is None:
        return f"De stemming over {about.place} is open."
    return f"De stemming over {about.place} opent op {at(proposal.opens_at)}."


def receipt_mail(proposal: Proposal, ballot: Ballot, *, to: User | None = None) -> dict[str, Any]:
    """To the voter, after every ballot."""
    about, person = About(proposal), to or ballot.cast_by
    choice = about.told(f"Stem: {ballot.get_choice_display()}")
    entered = f"{entered_by_secretary(proposal.way)}\n" if ballot.entry_reason else ""
    body = (
        f"Beste {person.name},\n\nUw stem over {about.place} is vastgelegd.\n\n"
        f"Onderwerp: {about.title}\n{choice}\nNamens: {ballot.party.short_name}\n"
        f"Tijd: {long_moment(ballot.cast_at)}\nStem nummer: {ballot.seq}\n"
        f"Controlecode: {chain.control_code(ballot.hash)}\n{entered}\n"
        f"Wijzigen kan {until(proposal.closes_at)}: {about.url}\n"
    )
    subject = f"Uw stem is vastgelegd: punt {proposal.item.position}"
    return mail(proposal, to=person, kind="vote_receipt", key=str(ballot.seq), subject=subject, body=body)


def closed_mail(proposal: Proposal, *, to: User, closed_at: datetime, sentence: str) -> dict[str, Any]:
    """To all who take part: the outcome and the closing hash, so that the result is fixed outside this database."""
    about, words = About(proposal), WORDS[proposal.snapshot["procedure"]]
    body = (
        f"Beste {to.name},\n\n{words.subject} over {about.place} is gesloten op {full_date(day_of(closed_at))} "
        f"om {clock_time(closed_at)}.\n\n{about.title}\n{about.told(sentence)}\n\n"
        f"Sluitcode: {proposal.closing_hash}\nBewaar deze mail: met de sluitcode kan iedereen de uitslag narekenen.\n\n"
        f"Uitslag: {about.url}\n"
    )
    subject = f"Uitslag van {words.subject[0].lower()}{words.subject[1:]}: punt {proposal.item.position}"
    return mail(proposal, to=to, kind="vote_closed", key=str(to.pk), subject=subject, body=body)
