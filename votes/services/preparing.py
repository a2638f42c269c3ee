"""From concept to open: write the proposal, get it ready, freeze what the vote rests on (BOK-12, R5)."""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from meetings.models import AgendaItem, Meeting
from meetings.services.ordering import follow
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Party, PopulationSet, User
from twente.core.refusals import Refusal, StaleVersion
from twente.core.selectors import population_for
from twente.outbox.services import queue_message
from votes import chain, pairs, rounds, selectors
from votes.electorate import Electorate, electorate
from votes.messages.answers import asked_mail
from votes.messages.persons import election_opened_mail
from votes.messages.ways import OPENING_MAILS
from votes.models import Proposal, Seat
from votes.presenting.preparation import in_the_way
from votes.rules.window import UNPLANNED, Planned, window_problems
from votes.services.checking import check_election
from votes.snapshot import snapshot
from votes.wording.asking import WORDS
from votes.wording.windows import WINDOW_PROBLEMS

State = Proposal.State


class ProposalFrozen(Refusal):
    """From opening on the text stands."""

    sentence = "Deze stemming is al geopend. De tekst verandert niet meer; maak zo nodig een nieuwe ronde."


class AdmissionMissing(Refusal):
    """Another subject is treated only after a unanimous admission (BOK-10, 12.6)."""

    sentence = "Dit onderwerp is nog niet toegelaten. Stem eerst over de toelating."


class BodyWithoutVotes(Refusal):
    """The body of this meeting does not decide by voting (BOK-7.3)."""

    sentence = "Dit overleg stemt niet. Zet het punt op de agenda van een overleg dat besluiten neemt."


class CannotOpenYet(Refusal):
    """A condition for opening is not met; the sentence names it."""


class WindowImpossible(Refusal):
    """Nobody could vote in this window; the sentence says why."""

    status = 422


class EarlierFiguresNotConfirmed(Refusal):
    """The figure of this year is not published: the chair confirms the use of an earlier one (R5)."""

    sentence = "Het inwonertal van dit jaar is er nog niet. Bevestig dat u het eerdere cijfer gebruikt (lezing R5)."


@dataclass(frozen=True)
class ProposalText:
    """What the secretariat fills in."""

    title: str
    text: str
    decision_kind: str
    financial: bool
    financial_reason: str
    new_subject: bool = False
    new_subject_reason: str = ""
    about: str = ""


@transaction.atomic
def create_proposal(
    *, item: AgendaItem, content: ProposalText, form_key: uuid.UUID, by: User, now: datetime
) -> Proposal:
    """Put a proposal to an agenda item; the same form sent twice is one proposal. A further one is a new round.

    Raises BodyWithoutVotes, CannotOpenYet.
    """
    if not selectors.takes_votes(item):
        raise BodyWithoutVotes
    AgendaItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    existing = Proposal.objects.filter(form_key=form_key).first()
    if existing is not None:
        return existing
    last = item.proposals.aggregate(last=Max("round"))["last"] or 0
    previous = item.proposals.filter(round=last).first()
    if previous is not None and previous.state not in rounds.FINISHED:
        raise CannotOpenYet("Bij dit punt staat al een voorstel dat nog niet is afgerond.")
    if previous is not None and (why_not := rounds.obstacle(previous)):
        raise CannotOpenYet(why_not)
    proposal = Proposal.objects.create(
        item=item, round=last + 1, previous=previous, form_key=form_key, **asdict(content)
    )
    record(proposal, by=by, now=now, action="proposal_created")
    return proposal


@transaction.atomic
def edit_proposal(*, proposal: Proposal, content: ProposalText, version: int, by: User, now: datetime) -> Proposal:
    """Change a proposal before opening; it becomes a concept again. Raises StaleVersion, ProposalFrozen."""
    vote = selectors.locked(proposal)
    if vote.opened_at is not None:
        raise ProposalFrozen
    if vote.version != version:
        raise StaleVersion
    for name, value in asdict(content).items():
        setattr(vote, name, value)
    vote.state, vote.ready_at, vote.ready_by, vote.version = State.CONCEPT, None, None, version + 1
    vote.save()
    record(vote, by=by, now=now, action="proposal_edited")
    return vote


@transaction.atomic
def make_ready(*, proposal: Proposal, by: User, now: datetime) -> Proposal:
    """Put the proposal on the members' screens, with its rule explained; opening comes later. Twice changes nothing."""
    vote = selectors.locked(proposal)
    if vote.state != State.CONCEPT:
        return vote
    vote.state, vote.ready_at, vote.ready_by = State.READY, now, by
    vote.version += 1
    vote.save(update_fields=["state", "ready_at", "ready_by", "version"])
    record(vote, by=by, now=now, action="proposal_ready")
    return vote


@transaction.atomic
def open_vote(
    *, proposal: Proposal, earlier_figures: bool, by: User, now: datetime, planned: Planned = UNPLANNED
) -> Proposal:
    """Freeze rules, readings, parties, inhabitants and mandates, and let the voters vote. Twice changes nothing.

    `earlier_figures` is the chair's confirmation that figures of an earlier year are used (R5). `planned` may let
    voting begin later and end by itself; what is frozen is frozen now.
    Raises CannotOpenYet, AdmissionMissing, EarlierFiguresNotConfirmed, WindowImpossible.
    """
    vote = selectors.locked(proposal)
    if vote.opened_at is not None:
        return vote
    check_may_open(vote)
    check_window(planned, now)
    check_gate(vote, now)
    _, rule = selectors.rule_of(vote, now)
    check_election(vote, rule, now)
    population = figures_for(vote, earlier_figures=earlier_figures, now=now) if rule.procedure == "vote" else None
    who = electorate(vote, population=population, now=now)
    vote.opened_at, vote.opened_by, vote.population = now, by, population
    vote.opens_at, vote.closes_at = planned.opens_at, planned.closes_at
    vote.snapshot = snapshot(vote, who, opened_at=now)
    vote.snapshot_hash = vote.head_hash = chain.digest(vote.snapshot)
    vote.state = State.OPEN
    vote.save()
    seat_parties(vote, who)
    tell_voters(vote, who, now=now)
    tell_voices(vote, who, now=now)
    record(vote, by=by, now=now, action="vote_opened", population=population and population.pk)
    follow(vote.item.meeting)
    return vote


def seat_parties(vote: Proposal, who: Electorate) -> None:
    """Keep every party as it stands at opening: inhabitants, ground without a vote, voter and mandate."""
    Seat.objects.bulk_create(
        Seat(
            proposal=vote,
            party=seat.party,
            inhabitants=seat.inhabitants,
            excluded=seat.excluded,
            excluded_because=seat.because,
            voter=seat.voter_name,
            mandate=seat.mandate,
        )
        for seat in who.seats
    )


def check_may_open(vote: Proposal) -> None:
    """The members know the agenda, the proposal is ready, another subject was admitted (BOK-10)."""
    if vote.state != State.READY:
        raise CannotOpenYet("Zet het voorstel eerst klaar.")
    if vote.item.meeting.state not in (Meeting.State.CONVENED, Meeting.State.OPEN):
        raise CannotOpenYet("De agenda is nog niet verstuurd, of de vergadering is voorbij.")
    if vote.item.disposal:
        raise CannotOpenYet("Dit punt is aangehouden of van de agenda afgevoerd. Zet het eerst terug op de agenda.")
    waiting = pairs.recusals_of(vote).filter(confirmed_at__isnull=True).first()
    if waiting is not None:
        raise CannotOpenYet(f"De uitsluiting van {waiting.party} is nog niet bevestigd. Bevestig haar of trek haar in.")
    admission = vote.item.admission
    if admission and admission != AgendaItem.Admission.ADMITTED and not selectors.decides_admission(vote):
        raise AdmissionMissing


def check_window(planned: Planned, now: datetime) -> None:
    """A vote is never opened for a time that is over; the form says so first, at the field."""
    found = window_problems(planned, now=now)
    if found:
        raise WindowImpossible(" ".join(WINDOW_PROBLEMS[problem] for problem in found))


def check_gate(vote: Proposal, now: datetime) -> None:
    """What the agreement wants done before this kind of vote: councils asked, a written request (BOK-12.5, 14)."""
    found = in_the_way(vote, now)
    if found:
        raise CannotOpenYet(" ".join(reason.sentence for reason in found))


def figures_for(vote: Proposal, *, earlier_figures: bool, now: datetime) -> PopulationSet:
    """The set of inhabitants that R5 names, complete for every party."""
    population = population_for(day_of(now))
    if population is None:
        raise CannotOpenYet("Er zijn geen bevestigde inwonertallen. Lees eerst de cijfers van het CBS in (lezing R5).")
    if population.reference_date.year != day_of(now).year and not earlier_figures:
        raise EarlierFiguresNotConfirmed
    return population


def tell_voters(vote: Proposal, who: Electorate, *, now: datetime) -> None:
    """A mail to everyone who may vote; none when nobody is asked to."""
    if vote.way not in OPENING_MAILS:
        return
    opened = election_opened_mail if who.rule.secret else OPENING_MAILS[vote.way]
    for seat in who.seats:
        if seat.voter is not None and not seat.excluded:
            queue_message(**opened(vote, to=seat.voter.user), now=now)


def tell_voices(vote: Proposal, who: Electorate, *, now: datetime) -> None:
    """A mail to who speaks for a party whose answer is asked (BOK-6.3, 16.3; UHO-5)."""
    codes = {voice.code for voice in who.voices}
    voters = selectors.voters_of(vote, now) if codes else {}
    for party in Party.objects.filter(pk__in=voters, code__in=codes):
        words, speaker = WORDS[who.rule.procedure], voters[party.pk].user
        queue_message(**asked_mail(vote, words, party, to=speaker), now=now)


def record(vote: Proposal, *, by: User, now: datetime, action: str, **detail: object) -> None:
    """One audit entry about this vote."""
    audit.record(agreement=selectors.agreement_of(vote), by=by, at=now, action=action, target=vote, detail=dict(detail))
