"""Forms of the list of decisions: looking for one, and noting how far its execution is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from meetings.forms.fields import offer
from meetings.forms.filtering import SearchForm, choice, number_choice
from meetings.models import Body, Decision, DecisionProgress
from meetings.rules.execution import FOLLOWS, REPLACED
from meetings.selectors.decisions import ANNULLED, NOTHING_NOTED, DecisionFilters
from meetings.services.execution import Step
from meetings.wording.decisions import STEPS, numbered
from twente.core.fields import DayField, FormKeyField, LineField, VersionField


class DecisionSearchForm(SearchForm):
    """What to look for among the decisions."""

    tekst = LineField(label="Zoek in besluit en agendapunt", required=False, max_length=100)
    jaar = number_choice("Jaar")
    orgaan = number_choice("Orgaan")
    onderwerp = choice("Onderwerp")
    portefeuille = choice("Portefeuille")
    uitslag = choice("Uitkomst")
    stand = choice("Uitvoering")

    def __init__(
        self,
        *args: Any,
        years: Iterable[int],
        bodies: Iterable[Body],
        subjects: Mapping[str, str],
        portfolios: Sequence[str],
        outcomes: Iterable[str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.offer("jaar", "alle jaren", [(year, str(year)) for year in years])
        self.offer("orgaan", "alle organen", [(body.pk, body.name) for body in bodies])
        self.offer("onderwerp", "alle onderwerpen", [(key, f"{key}. {label}") for key, label in subjects.items()])
        self.offer("uitslag", "elke uitkomst", [(word, word) for word in (*outcomes, ANNULLED)])
        stands = [(NOTHING_NOTED, "nog niets gemeld"), *DecisionProgress.State.choices]
        self.offer("stand", "elke stand", stands)
        self.offer("portefeuille", "alle portefeuilles", [(word, word) for word in portfolios])
        for name, known in (("onderwerp", subjects), ("portefeuille", portfolios)):
            if not known:
                del self.fields[name]

    def filters(self) -> DecisionFilters:
        """What was asked, leaving out what was not understood."""
        return DecisionFilters(
            text=self.asked("tekst") or "",
            year=self.asked("jaar"),
            body=self.asked("orgaan"),
            subject=self.asked("onderwerp") or "",
            portfolio=self.asked("portefeuille") or "",
            outcome=self.asked("uitslag") or "",
            stand=self.asked("stand") or "",
        )


class NumberedDecisionField(forms.ModelChoiceField):
    """A choice among decisions, by number and text."""

    def label_from_instance(self, obj: Any) -> str:
        """2026-12: the first words of the decision"""
        return f"{numbered(obj.year, obj.number)}: {obj.text[:80]}"


class ProgressForm(forms.Form):
    """The next step of the execution of a decision."""

    state = forms.ChoiceField(label="Stand", widget=forms.RadioSelect, error_messages={"required": "Kies een stand."})
    noted_on = DayField(label="Sinds", error_messages={"required": "Vul de dag in."})
    replaced_by = NumberedDecisionField(
        label="Vervangen door", queryset=Decision.objects.none(), required=False, empty_label="Kies het latere besluit"
    )
    note = LineField(label="Toelichting", required=False)
    key = FormKeyField()
    seen = VersionField(required=True)

    def __init__(
        self, *args: Any, before: str, since: date, today: date, later: QuerySet[Decision], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.since, self.today = since, today
        offered = STEPS if self.is_bound else FOLLOWS[before]
        states = [(state, STEPS[state].capitalize()) for state in offered]
        cast("forms.ChoiceField", self.fields["state"]).choices = states
        offer(self, "replaced_by", later)

    def clean_noted_on(self) -> date:
        """Not before the decision was taken, and not in the future."""
        day: date = self.cleaned_data["noted_on"]
        if day < self.since:
            raise forms.ValidationError("Deze dag ligt vóór het besluit.", code="before")
        if day > self.today:
            raise forms.ValidationError("Deze dag moet nog komen.", code="future")
        return day

    def clean(self) -> dict[str, Any]:
        """The later decision belongs to being replaced, and only to that."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("state") == REPLACED and not data.get("replaced_by") and "replaced_by" not in self.errors:
            self.add_error("replaced_by", "Kies het besluit dat in de plaats komt.")
        return data

    @property
    def step(self) -> Step:
        """What the service needs."""
        data = self.cleaned_data
        later = data["replaced_by"] if data["state"] == REPLACED else None
        return Step(data["state"], data["noted_on"], data["note"], later)
