"""Pure rules of what may leave the overleg: to the councils, and to everybody (BOK-5.6, 8h; Woo)."""

from dataclasses import dataclass

MINUTES, LIST, EXCERPT = "minutes", "decision_list", "decision_excerpt"


@dataclass(frozen=True)
class Kind:
    """A kind of document that may leave once both signed: its name, and whether everybody may read it."""

    label: str
    public: bool


KINDS = {
    MINUTES: Kind("Verslag", public=True),
    LIST: Kind("Besluitenlijst", public=True),
    EXCERPT: Kind("Uittreksel", public=False),
}
"""Every other kind stays inside, an annex above all, unless a higher room lets its own leave (selectors.leaving)."""


@dataclass(frozen=True)
class Facts:
    """What counts of one document on one day."""

    kind: str
    signed: bool
    confidential: bool
    outdated: bool
    adopted: bool = True
    destroyed: bool = False


def flaws(facts: Facts) -> list[str]:
    """Why the document may not go to the councils; empty when it may."""
    kind = KINDS.get(facts.kind)
    if kind is None:
        return ["kind"]
    found = {
        "destroyed": facts.destroyed,
        "unsigned": not facts.signed,
        "not_adopted": not facts.adopted,
        "confidential": facts.confidential,
        "outdated": facts.outdated,
    }
    return [name for name, wrong in found.items() if wrong]


def flaws_in_public(facts: Facts) -> list[str]:
    """Why the document may not become public; empty when it may."""
    kind = KINDS.get(facts.kind)
    return flaws(facts) + ["not_for_all"] * (kind is not None and not kind.public)
