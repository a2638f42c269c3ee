"""Dutch of preparing an agenda: filling it, and items that are not treated after all (pure)."""

from collections.abc import Mapping

from meetings.wording.phrases import count


def filled(added: int) -> str:
    """3 punten staan erbij."""
    if not added:
        return "Er is niets toegevoegd."
    verb = "staat" if added == 1 else "staan"
    return f"{count(added, 'punt', 'punten')} {verb} erbij op de agenda."


DISPOSING: Mapping[str, Mapping[str, str]] = {
    "deferred": {
        "h1": "Punt aanhouden",
        "act": "Punt aanhouden",
        "consequence": "Het punt wordt nu niet behandeld. Het komt terug bij het vullen van de volgende agenda.",
    },
    "withdrawn": {
        "h1": "Punt van de agenda afvoeren",
        "act": "Punt afvoeren",
        "consequence": "Het punt wordt niet behandeld en komt niet vanzelf terug.",
    },
}


def disposed(title: str, how: str) -> str:
    """What happened to the item."""
    words = {"deferred": "is aangehouden", "withdrawn": "is van de agenda afgevoerd"}
    return f"“{title}” {words[how]}."
