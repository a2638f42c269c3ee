"""A rate in the demonstration that the treasurer proposes and the secretary must still put on an agenda."""

from finance.models import RateProposal
from finance.services.proposing import Proposed, propose_rate
from twente.home.demo.contributions import KEY
from twente.home.demo.stage import Stage

WHY = "De lonen en prijzen stijgen met ongeveer twee procent. Met dit tarief blijft de inbreng gelijk."


def proposed(stage: Stage) -> None:
    """The rate of the year after the next, once."""
    if RateProposal.objects.filter(agreement=stage.main).exists():
        return
    propose_rate(
        agreement=stage.main,
        contribution=KEY,
        year=stage.today.year + 2,
        proposed=Proposed(945, WHY, 608_000_000),
        by=stage.users["financien"],
        now=stage.now,
    )
