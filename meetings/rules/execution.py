"""Pure rules of the execution of decisions: which stand may follow which."""

ONGOING, DONE, REPLACED = "ongoing", "done", "replaced"
FOLLOWS = {
    "": (ONGOING, DONE, REPLACED),
    ONGOING: (DONE, REPLACED),
    DONE: (ONGOING, REPLACED),
    REPLACED: (ONGOING,),
}
"""Stand → what may follow; "" is a decision of which nothing was noted yet."""
BACK = {(DONE, ONGOING), (REPLACED, ONGOING)}
"""Steps that take an earlier note back; they ask for the reason."""


def may_follow(before: str, after: str) -> bool:
    """Whether this stand can be noted after that one."""
    return after in FOLLOWS[before]


def needs_note(before: str, after: str) -> bool:
    """Whether the step must be explained, because it takes back what was noted."""
    return (before, after) in BACK


def is_executed(outcome: str, *, annulled: bool) -> bool:
    """Whether there is anything to execute: not after a rejection, not once the decision was annulled."""
    return not annulled and outcome not in NOTHING_TO_DO


NOTHING_TO_DO = frozenset({"verworpen", "geen overeenstemming", "niet tot stand gekomen", "geen consensus"})
"""Outcomes after which nothing is done."""
