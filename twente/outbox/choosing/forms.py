"""The form on which a person chooses the pace of mails about terms."""

from django import forms

from twente.outbox.choosing.models import TermPace
from twente.outbox.choosing.rules import EVERY


class PaceForm(forms.Form):
    """At every milestone, once a week, or only when it presses."""

    pace = forms.ChoiceField(
        label="Hoe wilt u van uw termijnen horen?",
        widget=forms.RadioSelect,
        choices=[
            (EVERY, "Meteen: bij elke mijlpaal, van twaalf weken ervoor tot de laatste dag"),
            (TermPace.Pace.WEEK.value, "Eén keer per week: een overzicht op maandagochtend"),
            (TermPace.Pace.PRESSING.value, "Niet: alleen op het laatst, en als een termijn voorbij is"),
        ],
        error_messages={
            "required": "Kies hoe u van termijnen wilt horen.",
            "invalid_choice": "Kies een van de drie mogelijkheden.",
        },
    )
