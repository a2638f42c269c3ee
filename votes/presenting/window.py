"""Where a vote stands in its window: what its pages say by themselves, before, during and after (BOK-12)."""

from dataclasses import dataclass
from datetime import datetime

from votes import selectors
from votes.models import Proposal
from votes.rules.window import Phase
from votes.wording import windows


@dataclass(frozen=True)
class Situation:
    """A moment in the life of an opened vote: its pill and one sentence.

    `open` says that a vote may be cast now, `over` that it is too late for one, `waits` that the time is over and the
    result not yet kept. `until` ends the sentence "U kunt stemmen …".
    """

    open: bool
    over: bool
    waits: bool
    word: str
    kind: str
    icon: str
    sentence: str
    until: str
    stand: str

    def version(self, cast: int) -> str:
        """What live parts ask with: it changes with the window and with how many have voted."""
        return f"{self.stand}-{cast}"


State = Proposal.State
ENDED = {
    State.OPEN: "De stemming is gesloten op {}. De uitslag wordt vastgelegd.",
    State.CLOSED: "De stemming is gesloten op {}.",
    State.ESTABLISHED: "De stemming is gesloten op {}.",
    State.PUBLISHED: "De stemming is gesloten op {}.",
}
LABELS = {
    Phase.PLANNED: ("Stemming opent later", "b", "clock"),
    Phase.OPEN: ("Stemming open", "w", "gavel"),
    Phase.OVER: ("Stemming gesloten", "", "lock"),
}
ANNULLED = ("Stemming vernietigd", "w", "ban")


def situation(proposal: Proposal, now: datetime) -> Situation:
    """Where an opened vote stands now. Raises LookupError before opening."""
    phase = selectors.phase_of(proposal, now)
    word, kind, icon = ANNULLED if proposal.annulled_at else LABELS[phase]
    stand = str(phase) if proposal.state == State.OPEN else proposal.state
    return Situation(
        open=phase is Phase.OPEN,
        over=phase is Phase.OVER,
        waits=phase is Phase.OVER and proposal.state == State.OPEN,
        word=word,
        kind=kind,
        icon=icon,
        sentence=sentence(proposal, phase),
        until=windows.until(proposal.closes_at),
        stand=stand,
    )


def sentence(proposal: Proposal, phase: Phase) -> str:
    """What a reader must know of the window now; nothing while a vote without an end is open."""
    window = selectors.window_of(proposal)
    if phase is Phase.PLANNED:
        parts = (
            windows.opens(window.opens or proposal.opening),
            windows.closes(window.closes),
            "Alles ligt nu al vast.",
        )
        return " ".join(filter(None, parts))
    if phase is Phase.OPEN:
        return windows.closes(window.closes)
    if proposal.annulled_at is not None:
        return f"De stemming is vernietigd op {windows.at(proposal.annulled_at)}."
    return ENDED[State(proposal.state)].format(windows.at(window.closes or proposal.opening))
