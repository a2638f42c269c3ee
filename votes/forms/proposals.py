"""Forms of the secretariat and the chair: writing a proposal, opening the vote."""

from datetime import datetime
from typing import Any

from django import forms

from twente.core.agreement import Rulebook
from twente.core.articles import short
from twente.core.fields import FormKeyField, LineField, TextField, VersionField
from votes.forms.windows import MomentField
from votes.rules import Readings
from votes.rules.choosing import Advice, Answers, Point, choose, clusters_appointing, given, offices_chosen
from votes.rules.window import Planned, window_problems
from votes.services.preparing import ProposalText
from votes.wording.choosing import bar_sentence, given_answers
from votes.wording.windows import WINDOW_PROBLEMS

YES_NO = (("ja", "Ja"), ("nee", "Nee"))
SAID = {"ja": True, "nee": False}
QUESTIONS = ("financial", "new_subject")
ABOUT = {"persons": "Voor welke functie kiest het overleg?", "cluster": "Welk cluster benoemt?"}
"""Procedure → what a proposal of that kind is about (BOK-5.4, 6.3, 7.1)."""


class ProposalForm(forms.Form):
    """A proposal with its kind of decision; two questions decide the kind (BOK-12.2, 12.3).

    A question that the rulebook answers for this item is not asked: the answer is shown and stored with its reason.
    """

    title = LineField(label="Onderwerp", help_text="Kort en herkenbaar, zonder afkortingen.")
    text = TextField(label="Voorgesteld besluit", help_text="Bijvoorbeeld: de koers SES Twente 2027 vaststellen.")
    financial = forms.ChoiceField(
        label="Gaat het besluit over de bijdrage, of gaat het overleg er financiële verplichtingen mee aan?",
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    financial_reason = LineField(label="Waarom?", max_length=300, help_text="Eén zin. Deze staat bij de uitslag.")
    new_subject = forms.ChoiceField(
        label="Is dit een nieuw onderwerp of een nieuwe taak voor de samenwerking?",
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    new_subject_reason = LineField(label="Waarom is het wel of niet nieuw?", max_length=300, help_text="Eén zin.")
    decision_kind = forms.ChoiceField(
        label="Soort besluit",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies het soort besluit.", "invalid_choice": "Kies een soort uit de lijst."},
    )
    about = forms.ChoiceField(error_messages={"required": "Maak een keuze."})
    form_key = FormKeyField()
    version = VersionField(required=False)

    def __init__(self, *args: Any, rulebook: Rulebook, point: Point, readings: Readings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rulebook, self.point, self.readings = rulebook, point, readings
        self.given = given_answers(rulebook, point)
        for name in self.given:
            del self.fields[name], self.fields[f"{name}_reason"]
        if "financial" in self.fields:
            self.fields["financial"].help_text = consequence(rulebook)
        kinds = self.fields["decision_kind"]
        kinds.choices = [(rule.key, rule.label) for rule in rulebook.decision_rules]  # type: ignore[attr-defined]
        abouts = self.abouts()
        if abouts:
            self.fields["about"].choices = [("", "Maak een keuze"), *abouts]  # type: ignore[attr-defined]
            self.fields["about"].label = ABOUT[self.rulebook.decisions[self.kind].procedure]
        else:
            del self.fields["about"]

    def answers(self) -> Answers:
        """The two questions as they stand in the form now."""
        own = given(self.rulebook, self.point)
        said = {name: SAID.get(str(self[name].value())) for name in QUESTIONS if name in self.fields}
        return Answers(said.get("financial", own.financial), said.get("new_subject", own.new_subject))

    @property
    def advice(self) -> Advice:
        """What fits with the answers as they stand."""
        return choose(self.rulebook, self.point, self.answers(), self.readings)

    @property
    def kind(self) -> str:
        """The kind that is chosen, or else advised; empty when neither."""
        chosen, advised = str(self["decision_kind"].value() or ""), self.advice.advised
        return chosen if chosen in self.rulebook.decisions else (advised.decision if advised else "")

    def abouts(self) -> list[tuple[str, str]]:
        """The offices or the clusters that a proposal of this kind can be about; none for most kinds."""
        if not self.kind:
            return []
        rule = self.rulebook.decisions[self.kind]
        offices = [
            (office.key, f"{office.label} ({short(office.article)})") for office in offices_chosen(self.rulebook, rule)
        ]
        clusters = [
            (cluster.key, ", ".join(self.rulebook.party_names[code] for code in cluster.parties))
            for cluster in clusters_appointing(self.rulebook, rule)
        ]
        return offices or clusters

    def clean(self) -> dict[str, Any]:
        """The kind can be taken on this item with these answers, and what it is about is named."""
        data = super().clean() or {}
        option = self.advice.option(data.get("decision_kind", ""))
        if option is not None and option.bar is not None:
            self.add_error("decision_kind", bar_sentence(option))
        return data

    def content(self) -> ProposalText:
        """What was filled in, for the service; what the rulebook answers comes with its own reason."""
        data, said = self.cleaned_data, self.answers()
        reasons = {
            name: self.given[name].reason if name in self.given else data[f"{name}_reason"] for name in QUESTIONS
        }
        return ProposalText(
            title=data["title"],
            text=data["text"],
            decision_kind=data["decision_kind"],
            financial=bool(said.financial),
            financial_reason=reasons["financial"],
            new_subject=bool(said.new_subject),
            new_subject_reason=reasons["new_subject"],
            about=data.get("about", ""),
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
