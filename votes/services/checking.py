"""What a vote about persons needs before it may open: candidates, and a reading that leaves it secret (R20)."""

from datetime import datetime

from twente.core.agreement import DecisionRule
from twente.core.dates import day_of
from twente.core.refusals import Refusal
from twente.core.selectors import reading_values
from votes import elections, selectors
from votes.models import Proposal
from votes.rules.elections import may_be_secret


class NoCandidates(Refusal):
    """Nobody can be chosen."""

    sentence = "Er is nog geen kandidaat. Vul eerst de kandidaten in; daarna kan de stemming open."


class OtherCandidates(Refusal):
    """A run-off is between those who the vote before named (Gemeentewet 31)."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"Deze ronde gaat alleen tussen {' en '.join(names)}. Maak haar met ‘Volgende ronde’.")


class WeighedSlips(Refusal):
    """Under the other reading of R20 a secret vote would not be secret: every sum of inhabitants fits one set only."""

    sentence = (
        "Het overleg leest bij stemmingen over personen (lezing R20) ‘zoals een gewoon besluit’: met inwoners gewogen. "
        "Een gewogen telling verraadt bij een geheime stemming wat elke partij stemde. Maak een voorstel om één "
        "persoon te benoemen met het soort ‘Gewoon besluit’ en stem openlijk, of bekrachtig eerst de andere lezing."
    )


def check_election(vote: Proposal, rule: DecisionRule, now: datetime) -> None:
    """Refuses to open a vote about persons that cannot be held or cannot be secret; says nothing about other votes.

    Raises WeighedSlips, NoCandidates, OtherCandidates.
    """
    if rule.procedure != elections.PERSONS:
        return
    if not may_be_secret(rule, reading_values(selectors.agreement_of(vote), day_of(now))):
        raise WeighedSlips
    names = tuple(sorted(vote.candidates.values_list("name", flat=True)))
    if not names:
        raise NoCandidates
    bound = elections.bound(vote)
    if bound is not None and names != bound.candidates:
        raise OtherCandidates(bound.candidates)
