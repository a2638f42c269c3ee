"""The list of bad inputs (tests/bad_inputs.json) as a table: the text of the input, the answer, how it is tried."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Act = Callable[..., None]
GENERIC, OF_VOTES = True, False


def listed(generic: bool) -> dict[str, str]:
    """Text of each input for votes → the answer that is expected."""
    found = json.loads((Path(__file__).parent.parent / "bad_inputs.json").read_text(encoding="utf-8"))
    return {entry["input"]: entry["expected"] for entry in found["votes"] if entry.get("generic", False) == generic}


class Table:
    """Tries by the text of their input; the expected answer is quoted beside it, so that both can be read here."""

    def __init__(self) -> None:
        self.tries: dict[str, tuple[str, Act]] = {}

    def tries_input(self, text: str, expected: str) -> Callable[[Act], Act]:
        """Register the function that tries this input and checks the answer."""

        def register(act: Act) -> Act:
            self.tries[text] = (expected, act)
            return act

        return register

    @property
    def answers(self) -> dict[str, str]:
        """Text of the input → expected answer, as quoted."""
        return {text: expected for text, (expected, _) in self.tries.items()}

    def try_input(self, text: str, *stage: Any) -> None:
        """Do what was registered."""
        self.tries[text][1](*stage)
