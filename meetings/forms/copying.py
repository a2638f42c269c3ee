"""One proposed day of a new year: take it, change it, or leave it."""

from datetime import datetime
from typing import Any

from django import forms

from meetings.models import Meeting
from meetings.services import MeetingDetails
from twente.core.dates import AmbiguousTime, NonExistentTime, full_date, in_amsterdam, moment_of
from twente.core.fields import DayField


class DayOffer(forms.Form):
    """A day like the one of a meeting in the year before; the hours and the place stay as they were."""

    accept = forms.BooleanField(label="Plannen", required=False)
    day = DayField(label="Dag", error_messages={"required": "Kies een dag, of vink deze vergadering uit."})

    def __init__(self, data: Any = None, *, pattern: Meeting, year: int, initial: dict[str, Any]) -> None:
        super().__init__(data, prefix=f"v{pattern.pk}", initial=initial)
        self.pattern, self.year = pattern, year
        name = full_date(in_amsterdam(pattern.starts_at).date())
        self.fields["accept"].label = f"{pattern.body.name}, zoals op {name}"
        if self.is_bound and not self["accept"].value():
            self.fields["day"].required = False

    def moment(self, moment: datetime) -> datetime:
        """The same hour on the chosen day; of an hour that comes twice, the first. Raises NonExistentTime."""
        wall = in_amsterdam(moment)
        try:
            return moment_of(self.cleaned_data["day"], wall.time().replace(tzinfo=None))
        except AmbiguousTime as twice:
            return twice.first

    def clean(self) -> dict[str, Any]:
        """An accepted day lies in the year, and its hours exist."""
        data = super().clean() or {}
        if not data.get("accept") or "day" in self.errors:
            return data
        if data["day"].year != self.year:
            self.add_error("day", f"Kies een dag in {self.year}.")
            return data
        try:
            data["starts_at"], data["ends_at"] = self.moment(self.pattern.starts_at), self.moment(self.pattern.ends_at)
        except NonExistentTime as problem:
            self.add_error("day", problem.sentence)
        return data

    @property
    def details(self) -> MeetingDetails | None:
        """When and where, once accepted."""
        data = self.cleaned_data
        return MeetingDetails(data["starts_at"], data["ends_at"], self.pattern.place) if data.get("accept") else None
