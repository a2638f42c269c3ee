"""Forms of meetings: they clean and check fields; the services decide."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from meetings import wording
from meetings.models import AgendaItem, Body, Meeting
from meetings.rules import ItemClass
from meetings.services import ItemDetails, MeetingDetails
from meetings.services.decisions import OUTCOMES
from twente.core.dates import AmbiguousTime, NonExistentTime, full_date, in_amsterdam, moment_of
from twente.core.fields import FormKeyField, LineField, TextField, VersionField
from twente.core.models import Party, User

DAYS = ["%Y-%m-%d", "%d-%m-%Y"]
TIMES = ["%H:%M", "%H.%M", "%H:%M:%S"]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let a choice field choose among these rows."""
    cast("forms.ModelChoiceField", form.fields[name]).queryset = rows


def clock_field(label: str) -> forms.TimeField:
    """A clock time in Amsterdam."""
    wrong = {"required": f"Vul het {label.lower()} in.", "invalid": "Vul een tijd in, bijvoorbeeld 10.00."}
    return forms.TimeField(label=label, input_formats=TIMES, widget=CLOCK, error_messages=wrong)


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


def grouped(offered: Sequence[ItemClass], labels: Mapping[str, str]) -> list[tuple[str, Any]]:
    """The classes as options: standing subjects, other articles, the rest."""
    groups: dict[str, list[tuple[str, str]]] = {}
    headings = {"subject": "Vast onderwerp", "other_article": "Volgt uit een ander artikel"}
    for one in offered:
        option = (one.key, wording.item_class(one.kind, one.subject or one.article, labels))
        groups.setdefault(headings.get(one.kind, "Overig"), []).append(option)
    return [("", "Kies een soort"), *groups.items()]


class ItemForm(forms.Form):
    """An item of the agenda; its class is one choice out of what the rulebook offers."""

    title = LineField(
        label="Titel",
        help_text="Kort en herkenbaar, zonder afkortingen.",
        error_messages={"required": "Vul een titel in."},
    )
    item_class = forms.ChoiceField(label="Soort", error_messages={"required": "Kies een soort."})
    status = forms.ChoiceField(
        label="Status",
        choices=[(value, label.capitalize()) for value, label in AgendaItem.Status.choices],
        initial=AgendaItem.Status.DISCUSS,
        error_messages={"required": "Kies een status."},
    )
    minutes_planned = forms.IntegerField(
        label="Minuten",
        min_value=1,
        max_value=480,
        initial=10,
        error_messages={"required": "Vul het aantal minuten in, bijvoorbeeld 10."},
    )
    explanation = TextField(label="Toelichting", required=False, widget=forms.Textarea(attrs={"rows": 5}))
    key = FormKeyField()
    version = VersionField(required=False)

    def __init__(self, *args: Any, offered: Sequence[ItemClass], labels: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = {one.key: one for one in offered}
        cast("forms.ChoiceField", self.fields["item_class"]).choices = grouped(offered, labels)

    @property
    def details(self) -> ItemDetails:
        """What the service needs."""
        data = self.cleaned_data
        return ItemDetails(
            title=data["title"],
            item_class=self.offered[data["item_class"]],
            status=data["status"],
            explanation=data["explanation"],
            minutes_planned=data["minutes_planned"],
        )

    @staticmethod
    def initial_of(item: AgendaItem) -> dict[str, Any]:
        """An item as the form shows it."""
        return {
            "title": item.title,
            "item_class": ItemClass(item.kind, item.subject, item.article).key,
            "status": item.status,
            "minutes_planned": item.minutes_planned,
            "explanation": item.explanation,
            "version": item.version,
        }


class MoveForm(forms.Form):
    """To which place an item goes, and where the person saw it."""

    to = forms.IntegerField(min_value=1, max_value=1000)
    seen = VersionField(required=True)


class SeenForm(forms.Form):
    """A confirmed act on what the person looked at."""

    version = VersionField(required=True)


class PublishForm(forms.Form):
    """The agenda that the person looked at, by its hash."""

    seen = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


MARKS = [("arrived", "Aanwezig"), ("left", "Vertrokken"), ("absent", "Met kennisgeving afwezig")]


class MarkForm(forms.Form):
    """What happened to a party: it came, it left, or it gave notice."""

    party = forms.ModelChoiceField(
        Party.objects.none(), error_messages={"invalid_choice": "Dit is geen partij bij de overeenkomst."}
    )
    mark = forms.ChoiceField(choices=MARKS)
    notice = LineField(required=False)

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "party", parties)


class SubstitutionForm(forms.Form):
    """Who stands in for a party, on which document, for the whole meeting or for one item."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label="Vervanger",
        empty_label="Kies een persoon",
        help_text="Alleen wie voor deze partij als bestuurder of plaatsvervanger is geregistreerd.",
        error_messages={"required": "Kies een persoon.", "invalid_choice": "Deze persoon hoort niet bij deze partij."},
    )
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="Voor", required=False, empty_label="De hele vergadering"
    )
    document = LineField(
        label="Mandaatbesluit",
        help_text="Bijvoorbeeld: collegebesluit 2026-114 van 17 november 2026.",
        error_messages={"required": "Vul het mandaatbesluit in."},
    )

    def __init__(self, *args: Any, people: QuerySet[User], items: QuerySet[AgendaItem], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "person", people)
        offer(self, "item", items)


class OpenForm(forms.Form):
    """Who presides (BOK-5.3 to 5.5)."""

    presided_by = forms.ModelChoiceField(
        User.objects.none(),
        label="Wie zit voor?",
        empty_label=None,
        error_messages={"required": "Kies wie voorzit.", "invalid_choice": "Deze persoon kan vandaag niet voorzitten."},
    )

    def __init__(self, *args: Any, people: QuerySet[User], votes: Mapping[str, bool | None], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "presided_by", people)
        self.fields["presided_by"].help_text = wording.presiding_help(chair=votes["chair"], deputy=votes["deputy"])


class DecisionForm(forms.Form):
    """What the overleg settled without a vote."""

    text = TextField(
        label="Besluit",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Vul het besluit in."},
    )
    outcome = forms.ChoiceField(label="Uitkomst", choices=[(word, word.capitalize()) for word in OUTCOMES])
    key = FormKeyField()
