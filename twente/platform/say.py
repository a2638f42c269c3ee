"""What `./dev` says to the person at the keyboard: Dutch, one sentence, with the line to type when one is needed."""

import contextlib
import sys


class Stop(Exception):
    """`./dev` cannot go on; the message says what is missing and what to type."""


def say(sentence: str) -> None:
    """One line on the terminal, at once; a terminal that is gone is no reason to fail while stopping."""
    with contextlib.suppress(OSError):
        print(sentence, flush=True)


def warn(sentence: str) -> None:
    """The same on the error stream."""
    with contextlib.suppress(OSError):
        print(sentence, file=sys.stderr, flush=True)
