"""Moments in Amsterdam time on a form: one field for day and time, with a sentence for the nights of the clock."""

from datetime import UTC, datetime
from typing import Any

from django import forms

from twente.core.dates import TimeProblem, in_amsterdam, moment_of

FORMATS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M")
INVALID = "Vul een dag en een tijd in, bijvoorbeeld 2-12-2026 10.30."


class MomentField(forms.Field):
    """A day and a clock time in Amsterdam, as a moment in UTC.

    A time that the clock skips, or that comes twice that night, is refused with the sentence of `core.dates`.
    """

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        """The moment, or None when nothing was filled in."""
        text = str(value or "").strip()
        if not text:
            return None
        wall = self.wall(text)
        try:
            return moment_of(wall.date(), wall.time())
        except TimeProblem as problem:
            raise forms.ValidationError(problem.sentence, code="clock") from problem
        except OverflowError as far:
            raise forms.ValidationError(INVALID, code="invalid") from far

    def prepare_value(self, value: Any) -> Any:
        """A moment as the clock on the wall shows it; what somebody typed comes back as it was."""
        return in_amsterdam(value).replace(tzinfo=None) if isinstance(value, datetime) else value

    @staticmethod
    def wall(text: str) -> datetime:
        """The clock on the wall, without a zone."""
        for form in FORMATS:
            try:
                return datetime.strptime(text, form).replace(tzinfo=UTC)
            except ValueError:
                continue
        raise forms.ValidationError(INVALID, code="invalid")
