"""Forms of who is at the table."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from meetings.forms.fields import offer
from meetings.models import AgendaItem
from twente.core.fields import LineField
from twente.core.models import Party, User

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
