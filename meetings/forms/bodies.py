"""Forms of bodies and of who sits in them."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from meetings.forms.fields import offer
from meetings.models import BodyMember
from meetings.services.bodies import MemberDetails
from twente.core.fields import DayField, FormKeyField, LineField, TextField, VersionField
from twente.core.models import Agreement, Party, User

OFFICES = [(value, str(label).capitalize()) for value, label in BodyMember.Office.choices]
NOT_MEMBERS = (BodyMember.Office.GUEST, BodyMember.Office.SUBSTITUTE)


class PersonChoice(forms.ModelChoiceField):
    """A person by name and address, so that two people of one name can be told apart."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and e-mail address."""
        return f"{obj.name} ({obj.email})"


class BodyForm(forms.Form):
    """A body that the secretary adds (HER-5a, UHO-1g), or what one is for and where it is reached."""

    name = LineField(label="Naam", max_length=80, error_messages={"required": "Geef het overleg een naam."})
    purpose = TextField(
        label="Waarvoor",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In één of twee zinnen: wat dit overleg doet.",
        error_messages={"required": "Schrijf waarvoor dit overleg er is."},
    )
    contact = LineField(label="Contact", required=False, help_text="Bijvoorbeeld een postbus of telefoonnummer.")
    version = VersionField(required=False)

    def __init__(self, *args: Any, named: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not named:
            del self.fields["name"]


class MemberForm(forms.Form):
    """Who sits in a body, for whom, in which office, from when until when."""

    user = PersonChoice(User.objects.none(), label="Persoon met account", required=False, empty_label="Geen account")
    name = LineField(label="Of een naam zonder account", max_length=120, required=False)
    office = forms.ChoiceField(label="Functie", choices=OFFICES, initial=BodyMember.Office.MEMBER)
    stands_in_for = forms.ModelChoiceField(
        BodyMember.objects.none(),
        label="Vervangt",
        required=False,
        empty_label="Niemand",
        help_text="Alleen voor een plaatsvervanger.",
    )
    parties = forms.ModelMultipleChoiceField(
        Party.objects.none(),
        label="Voor welke partij",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Meer dan één als colleges samen een medewerker aanwijzen.",
    )
    organisation = LineField(
        label="Of voor welke organisatie",
        max_length=120,
        required=False,
        help_text="Voor wie meedoet zonder partij te zijn, zoals een waterschap.",
    )
    email = forms.EmailField(label="E-mailadres", required=False, help_text="Alleen voor wie geen account heeft.")
    phone = LineField(label="Telefoon", max_length=40, required=False)
    since = DayField(label="Eerste dag", error_messages={"required": "Vul de eerste dag in."})
    until = DayField(label="Laatste dag", required=False, help_text="Laat leeg als de termijn doorloopt.")
    key = FormKeyField()

    def __init__(
        self,
        *args: Any,
        people: QuerySet[User],
        parties: QuerySet[Party],
        members: QuerySet[BodyMember],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        offer(self, "user", people)
        offer(self, "parties", parties)
        offer(self, "stands_in_for", members)

    def clean(self) -> dict[str, Any]:
        """One person, in one way; days in order; a substitute replaces somebody."""
        data = super().clean() or {}
        if not data.get("user") and not data.get("name") and "user" not in self.errors:
            self.add_error("user", "Kies een persoon of vul een naam in.")
        if data.get("user") and data.get("name"):
            self.add_error("name", "Kies een account of vul een naam in, niet allebei.")
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", "De laatste dag ligt vóór de eerste dag.")
        substitute = data.get("office") == BodyMember.Office.SUBSTITUTE
        if substitute and not data.get("stands_in_for"):
            self.add_error("stands_in_for", "Kies het lid dat deze persoon vervangt.")
        if data.get("stands_in_for") and not substitute:
            self.add_error("stands_in_for", "Alleen een plaatsvervanger vervangt een lid.")
        return data

    @property
    def details(self) -> MemberDetails:
        """What the service needs."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "parties")}
        return MemberDetails(**data, parties=tuple(self.cleaned_data["parties"]))


class LastDayForm(forms.Form):
    """The last day of a membership or of a body."""

    last_day = DayField(label="Laatste dag", error_messages={"required": "Vul de laatste dag in."})


class OfficeForm(forms.Form):
    """A member takes another office from a day (BOK-7.4)."""

    office = forms.ChoiceField(label="Functie", choices=[choice for choice in OFFICES if choice[0] not in NOT_MEMBERS])
    since = DayField(label="Vanaf", error_messages={"required": "Vul de eerste dag in."})
    key = FormKeyField()


class MemberMarkForm(forms.Form):
    """What happened to a member: came, left, or gave notice."""

    member = forms.ModelChoiceField(
        BodyMember.objects.none(),
        error_messages={"required": "Kies een lid.", "invalid_choice": "Deze persoon is vandaag geen lid."},
    )
    mark = forms.ChoiceField(choices=[("arrived", "Aanwezig"), ("left", "Vertrokken"), ("absent", "Afwezig")])
    notice = LineField(required=False)

    def __init__(self, *args: Any, members: QuerySet[BodyMember], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "member", members)


def people_of(agreement: Agreement) -> QuerySet[User]:
    """Accounts that can sit in a body: known in this agreement, or new and without any role anywhere."""
    known = (
        Q(roles__agreement=agreement) | Q(mandates__agreement=agreement) | Q(body_members__body__agreement=agreement)
    )
    new = Q(roles__isnull=True, mandates__isnull=True)
    return User.objects.filter(known | new, is_active=True).distinct().order_by("name")


def within(form: forms.Form, field: str, first: date, last: date | None) -> bool:
    """Whether the day lies in a period; otherwise the field says so."""
    day = cast("date", form.cleaned_data[field])
    if day < first or (last and day > last):
        form.add_error(field, ValidationError("Deze dag ligt buiten de termijn.", code="outside"))
        return False
    return True
