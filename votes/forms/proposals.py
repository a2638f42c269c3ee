"""Forms of the secretariat and the chair: writing a proposal, opening the vote."""

from datetime import datetime
from typing import Any

from django import forms

from twente.core.agreement import Rulebook
from twente.core.articles import short
from twente.core.fields import FormKeyField, LineField, TextField, VersionField
from votes.forms.windows import MomentField
from votes.rules.window import Planned, window_problems
from votes.services.preparing import ProposalText
from votes.wording.windows import WINDOW_PROBLEMS

YES_NO = (("ja", "Ja"), ("nee", "Nee"))


class ProposalForm(forms.Form):
    """A proposal with its kind of decision; two questions decide the kind (BOK-12.2, 12.3)."""

    title = LineField(label="Onderwerp", help_text="Kort en herkenbaar, zonder afkortingen.")
    text = TextField(label="Voorgesteld besluit", help_text="Bijvoorbeeld: de koers SES Twente 2027 vaststellen.")
    decision_kind = forms.ChoiceField(label="Soort besluit", widget=forms.RadioSelect)
    financial = forms.ChoiceField(
        label="Gaat het besluit over de bijdrage, of gaat het overleg er financiële verplichtingen mee aan?",
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    financial_reason = LineField(label="Waarom?", max_length=300, help_text="Eén zin. Deze staat bij de uitslag.")
    form_key = FormKeyField()
    version = VersionField(required=False)

    def __init__(self, *args: Any, rulebook: Rulebook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        votable = [rule for rule in rulebook.decision_rules if rule.procedure == "vote"]
        self.fields["financial"].help_text = consequence(rulebook)
        kinds = self.fields["decision_kind"]
        kinds.choices = [(rule.key, f"{rule.label}. {rule.when}") for rule in votable]  # type: ignore[attr-defined]

    def content(self) -> ProposalText:
        """What was filled in, for the service."""
        data = self.cleaned_data
        return ProposalText(
            title=data["title"],
            text=data["text"],
            decision_kind=data["decision_kind"],
            financial=data["financial"] == "ja",
            financial_reason=data["financial_reason"],
        )


def consequence(rulebook: Rulebook) -> str:
    """What the answer about money changes: who votes along (BOK-12.2); nothing where nobody is excluded."""
    rule = rulebook.exclusion
    if rule is None:
        return "Dit staat bij de uitslag; het verandert niet wie mag stemmen."
    name = rulebook.party_names[rule.party]
    return (
        f"Bij ‘ja’ stemt ook {name} mee over onderwerpen waarbij {name} anders geen stem heeft ({short(rule.article)})."
    )


class OpenForm(forms.Form):
    """Opening, now or inside a planned window; without this year's figures the chair confirms the earlier ones (R5)."""

    opens_at = MomentField(
        label="Stemmen vanaf",
        required=False,
        help_text="Nederlandse tijd. Leeg: stemmen kan meteen.",
    )
    closes_at = MomentField(
        label="Stemmen tot",
        required=False,
        help_text="Nederlandse tijd. Leeg: de voorzitter sluit de stemming. Op dit moment zelf is het te laat.",
    )
    earlier_figures = forms.BooleanField(
        required=False,
        label="Ja, wij gebruiken dit eerdere inwonertal (lezing R5).",
        error_messages={"required": "Bevestig dat u het eerdere inwonertal gebruikt, of wacht op het nieuwe cijfer."},
    )

    def __init__(self, *args: Any, confirmation_needed: bool, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["earlier_figures"].required = True
        if not confirmation_needed:
            del self.fields["earlier_figures"]

    def clean(self) -> dict[str, Any]:
        """A window that somebody can vote in; what is wrong is said at its field."""
        data = super().clean() or {}
        for problem in window_problems(self.planned, now=self.now):
            self.add_error(problem.field, WINDOW_PROBLEMS[problem])
        return data

    @property
    def planned(self) -> Planned:
        """The window, for the service."""
        return Planned(self.cleaned_data.get("opens_at"), self.cleaned_data.get("closes_at"))

    @property
    def earlier(self) -> bool:
        """Whether the use of earlier figures was confirmed."""
        return bool(self.cleaned_data.get("earlier_figures"))
