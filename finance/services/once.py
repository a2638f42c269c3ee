"""A form that was filled in once counts once, however often it is sent."""

from typing import Any, TypeVar

from django.db.models import Model

from twente.core.refusals import Refusal

M = TypeVar("M", bound=Model)


class FormUsed(Refusal):
    """The same form came back with something else in it: what was recorded stands, this is not lost in silence."""

    sentence = "Dit formulier is al verzonden, met andere gegevens. Open het opnieuw en vul het nog een keer in."


def same_form(row: M, **facts: Any) -> M:
    """What this form recorded before. Raises FormUsed when that was not the same."""
    if any(getattr(row, name) != value for name, value in facts.items()):
        raise FormUsed
    return row
