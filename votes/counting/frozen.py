"""What a result reads from the frozen side of a vote: rulebook, names, figures; and the shape of a reason on a page."""

from dataclasses import asdict
from typing import Any

from twente.core.agreement import DecisionRule, Rulebook
from twente.core.dates import full_date
from twente.core.models import AgreementVersion
from twente.core.selectors import parsed
from votes import selectors
from votes.models import Proposal
from votes.rules import Council, CouncilAnswer, Outcome, Preparation
from votes.wording import Explanation


def frozen_rulebook(proposal: Proposal) -> Rulebook:
    """The rulebook that the vote was opened under, whatever was amended since."""
    frozen = proposal.snapshot["agreement"]
    version = AgreementVersion.objects.get(agreement=selectors.agreement_of(proposal), number=frozen["version"])
    return parsed(version.sha256, version.source, frozen["key"])


def frozen_rule(proposal: Proposal) -> DecisionRule:
    """The kind of decision, as that rulebook arranges it."""
    return frozen_rulebook(proposal).decisions[proposal.snapshot["decision"]]


def frozen_preparation(proposal: Proposal) -> Preparation:
    """What preceded the vote: the councils and their answers, the request, the admission (BOK-12.5, 14, 10)."""
    frozen = proposal.snapshot["preparation"]
    return Preparation(
        councils=tuple(
            Council(council["party"], council["submitted"], CouncilAnswer(council["answer"]))
            for council in frozen["councils"]
        ),
        requested=frozen["requested"],
        admitted=frozen["admitted"],
    )


def names_in(proposal: Proposal) -> dict[str, str]:
    """Code → name of every party and voice, as frozen."""
    both = (*proposal.snapshot["parties"], *proposal.snapshot["voices"])
    return {one["code"]: one["name"] for one in both}


def explanation(row: Explanation) -> dict[str, Any]:
    """A reason as the pages and the minutes print it."""
    return {
        "title": row.title,
        "sentence": row.sentence,
        "passed": row.passed,
        "article": row.article or "",
        "reading": row.reading or "",
    }


def tests(outcome: Outcome) -> list[dict[str, Any]]:
    """The bare reasons with their figures, for the bars and for whoever recomputes the result."""
    return [
        {"code": reason.code, "passed": reason.passed, "figures": asdict(reason.figures) if reason.figures else None}
        for reason in outcome.reasons
    ]


def population_sentence(proposal: Proposal) -> str:
    """Which inhabitants were used (R5)."""
    used = proposal.population
    if used is None:
        return ""
    earlier = used.reference_date.year != selectors.day_of(proposal.opening).year
    confirmed = " Dit eerdere cijfer is bij het openen bevestigd (lezing R5)." if earlier else ""
    return f"Inwoners: CBS, {full_date(used.reference_date)}, {used.get_status_display()}.{confirmed}"
