"""Forms that plan a meeting."""

from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from meetings.forms.fields import DAY, DAYS, clock_field, offer
from meetings.models import Body, Meeting
from meetings.services import MeetingDetails
from twente.core.dates import AmbiguousTime, NonExistentTime, full_date, in_amsterdam, moment_of
from twente.core.fields import FormKeyField, LineField, VersionField


class MeetingForm(forms.Form):
    """When and where a body meets, in Amsterdam time; which of two moments only in the night that has both."""

    body = forms.ModelChoiceField(Body.objects.none(), label="Overleg", empty_label=None)
    day = forms.DateField(
        label="Dag",
        input_formats=DAYS,
        widget=DAY,
        error_messages={"required": "Kies een dag.", "invalid": "Vul een bestaande dag in, bijvoorbeeld 2-12-2026."},
    )
    starts = clock_field("Begin")
    ends = clock_field("Einde")
    occurrence = forms.ChoiceField(
        label="Welke van de twee?",
        choices=[("", "Kies"), ("first", "De eerste keer (zomertijd)"), ("second", "De tweede keer (wintertijd)")],
        required=False,
    )
    place = LineField(label="Plaats", error_messages={"required": "Vul de plaats in, bijvoorbeeld stadhuis Enschede."})
    key = FormKeyField()
    version = VersionField(required=False)

    def __init__(self, *args: Any, bodies: QuerySet[Body], first: date, last: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.first, self.last = first, last
        offer(self, "body", bodies)
        if len(bodies) == 1:
            self.fields["body"].widget, self.fields["body"].initial = forms.HiddenInput(), bodies[0]
        if not self.twice():
            self.fields["occurrence"].widget = forms.HiddenInput()

    def twice(self) -> bool:
        """Whether the times that came in exist twice on their day, so that the person must choose."""
        return self.is_bound and any(isinstance(self.moment(name), AmbiguousTime) for name in ("starts", "ends"))

    def moment(self, name: str) -> datetime | AmbiguousTime | NonExistentTime | None:
        """The moment of a clock time as it came in, or what is wrong with it; None when it is no time at all."""
        try:
            day = self.fields["day"].clean(self.data.get(self.add_prefix("day")))
            return moment_of(day, self.fields[name].clean(self.data.get(self.add_prefix(name))))
        except (AmbiguousTime, NonExistentTime) as problem:
            return problem
        except (forms.ValidationError, OverflowError):
            return None

    def wanted_day(self) -> date | None:
        """The day as it came in or as it is shown, before anything else is checked; None while it is none."""
        try:
            day = self.fields["day"].clean(self["day"].value())
        except (forms.ValidationError, OverflowError):
            return None
        return day if isinstance(day, date) and self.first <= day <= self.last else None

    def wanted_body(self) -> Body | None:
        """The body as it came in or as it is shown; the first one while nobody chose."""
        field = self.fields["body"]
        try:
            return cast("Body", field.clean(self["body"].value()))
        except forms.ValidationError:
            return Body.objects.filter(pk__in=cast("Any", field).queryset.values("pk")).order_by("pk").first()

    def clean_day(self) -> date:
        """Refuses years that can only be a slip of the pen."""
        day: date = self.cleaned_data["day"]
        if not self.first <= day <= self.last:
            raise forms.ValidationError(f"Kies een dag van {full_date(self.first)} tot en met {full_date(self.last)}.")
        return day

    def settled(self, name: str) -> datetime | None:
        """The one moment that is meant; otherwise an error at the field and None."""
        found = self.moment(name)
        chosen = self.cleaned_data.get("occurrence")
        if isinstance(found, AmbiguousTime) and chosen:
            return found.first if chosen == "first" else found.second
        if isinstance(found, AmbiguousTime):
            self.add_error("occurrence", f"{found.sentence.split(':')[0]}. Kies welke van de twee u bedoelt.")
        elif isinstance(found, NonExistentTime):
            self.add_error(name, found.sentence)
        return found if isinstance(found, datetime) else None

    def clean(self) -> dict[str, Any]:
        """Both moments exist, and the end comes after the start."""
        data = super().clean() or {}
        if any(name in self.errors for name in ("day", "starts", "ends")):
            return data
        data["starts_at"], data["ends_at"] = self.settled("starts"), self.settled("ends")
        if data["starts_at"] and data["ends_at"] and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends", "Het einde moet na het begin liggen.")
        return data

    @property
    def details(self) -> MeetingDetails:
        """What the service needs."""
        data = self.cleaned_data
        return MeetingDetails(data["starts_at"], data["ends_at"], data["place"])

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        """A meeting as the form shows it."""
        starts, ends = in_amsterdam(meeting.starts_at), in_amsterdam(meeting.ends_at)
        return {
            "body": meeting.body,
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
            "occurrence": "second" if starts.fold or ends.fold else "",
            "place": meeting.place,
            "version": meeting.version,
        }
