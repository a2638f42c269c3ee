"""How a vote stands: annulled, asked to be, before or after another round; and what cannot be done yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from twente.core.permissions import Actor
from votes import elections, pairs, rounds, selectors
from votes.counting import word_of
from votes.models import Annulment, Proposal
from votes.rules.window import Phase
from votes.wording.rounds import annulled, asked, outcome
from votes.wording.windows import at

State = Proposal.State


@dataclass(frozen=True)
class Round:
    """Another round on the same item, with how it ended; `pk` is None for who may not open its page."""

    word: str
    text: str
    pk: int | None


@dataclass(frozen=True)
class Locked:
    """An act that this person will have later: what it is called, and from when or after what."""

    act: str
    reason: str
    act_id: str


@dataclass(frozen=True)
class Standing:
    """The facts around a vote: sentences are empty when there is nothing to say."""

    annulled: str
    waiting: str
    may_settle: bool
    may_round: bool
    rounds: tuple[Round, ...]
    locked: tuple[Locked, ...]


def standing(proposal: Proposal, actor: Actor, now: datetime) -> Standing:
    """Everything at once; four reads, whatever the number of rounds."""
    annulment = pairs.annulment_of(proposal)
    confirmed = annulment is not None and annulment.confirmed_at is not None
    obstacle = rounds.obstacle(proposal)
    return Standing(
        annulled=said(annulment) if annulment and confirmed else "",
        waiting=request(annulment) if annulment and not confirmed else "",
        may_settle=actor.may("vote_annul"),
        may_round=actor.may("agenda_edit") and not obstacle and not run_off(proposal),
        rounds=tuple(others(proposal, actor, now)),
        locked=tuple(locked(proposal, actor, obstacle, now)),
    )


def run_off(proposal: Proposal) -> bool:
    """Whether a lot or a round between the same people must follow: nothing else can then (Gemeentewet 31)."""
    chosen = proposal.snapshot.get("procedure") == elections.PERSONS and proposal.state != State.ANNULLED
    return chosen and (elections.lot_awaited(proposal) or elections.following(proposal) is not None)


def said(annulment: Annulment) -> str:
    """The banner of an annulled vote: when, by whom, why."""
    persons = (str(annulment.asked_by), str(annulment.confirmed_by))
    return annulled(annulment.confirmed_at or annulment.asked_at, persons, annulment.reason)


def request(annulment: Annulment) -> str:
    """What waits for a second person."""
    return asked(annulment.asked_at, str(annulment.asked_by), annulment.reason)


def effects(annulment: Annulment) -> list[str]:
    """What confirming does, for who is about to."""
    proposal = annulment.proposal
    found = ["Vernietigen kan niet ongedaan worden gemaakt. Een nieuwe stemming is een nieuwe ronde."]
    if proposal.closed_at is None:
        found.append("De stemming is meteen voorbij. Er komt geen uitslag.")
    else:
        found.append("De uitslag en de stemmen blijven leesbaar, met de reden erboven.")
    if proposal.established_at is not None:
        found.append("Bij het besluit en in het verslag komt te staan dat het is vernietigd.")
    if proposal.established_at is not None and selectors.decides_admission(proposal):
        found.append("De toelating van het onderwerp is weer open: stem daar opnieuw over.")
    if proposal.published_at is not None:
        found.append("De openbare pagina blijft staan, met de vernietiging erboven.")
    return [*found, "Iedereen die bericht kreeg van de stemming, krijgt een mail met de reden."]


def others(proposal: Proposal, actor: Actor, now: datetime) -> Iterator[Round]:
    """The round before this one and the one after it."""
    if proposal.previous is not None:
        yield another("Vorige ronde", proposal.previous, actor, now)
    following = getattr(proposal, "next", None)
    if following is not None and selectors.has_page(following, actor, now):
        yield another("Nieuwe ronde", following, actor, now)


def another(word: str, proposal: Proposal, actor: Actor, now: datetime) -> Round:
    """One other round: its number, its title and how it ended or stands."""
    annulment = pairs.annulment_of(proposal) if proposal.state == State.ANNULLED else None
    word_of_it = word_of(proposal) or proposal.get_state_display()
    ending = outcome(word_of_it, annulment.reason if annulment else "")
    pk = proposal.pk if selectors.has_page(proposal, actor, now) else None
    return Round(word, f"ronde {proposal.round}, {proposal.title} ({ending})", pk)


def locked(proposal: Proposal, actor: Actor, obstacle: str, now: datetime) -> Iterator[Locked]:
    """What this person cannot do yet, each with its reason; what is done or never comes is left out."""
    if actor.may("minutes_publish") and proposal.state == State.CLOSED:
        reason = "Publiceren kan als de voorzitter de uitslag heeft vastgesteld."
        yield Locked("Uitslag publiceren", reason, "nog-niet-publiceren")
    if actor.may("agenda_edit") and obstacle in (rounds.MEETING_OVER, rounds.DECIDED):
        yield Locked("Nieuwe ronde", obstacle, "nog-niet-ronde")
    if actor.may("vote_close") and proposal.state == State.OPEN and selectors.phase_of(proposal, now) is Phase.PLANNED:
        yield Locked("Stemming sluiten", f"Sluiten kan vanaf {at(proposal.opens_at or now)}.", "nog-niet-sluiten")
