"""Which figures of inhabitants a calculation can use: confirmed sets in which every party has a figure (R5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from twente.core.dates import full_date
from twente.core.models import Party, PopulationSet
from twente.core.selectors import population_for


@dataclass(frozen=True)
class Figures:
    """A confirmed set with its inhabitants by party id."""

    population: PopulationSet
    inhabitants: dict[int, int]

    @property
    def label(self) -> str:
        """1 januari 2025, definitief"""
        return described(self.population)


def described(population: PopulationSet) -> str:
    """The day and the status of a set."""
    return f"{full_date(population.reference_date)}, {population.get_status_display()}"


def complete_figures(parties: Iterable[Party]) -> dict[str, Figures]:
    """Key of a set → its figures, the newest first; two reads, however many sets there are."""
    needed = {party.pk for party in parties}
    sets = PopulationSet.objects.filter(confirmed_at__isnull=False).order_by("-reference_date", "-confirmed_at")
    found = {
        str(one.pk): Figures(one, {row.party_id: row.inhabitants for row in one.figures.all()})
        for one in sets.prefetch_related("figures")
    }
    return {key: figures for key, figures in found.items() if needed <= figures.inhabitants.keys()}


def usual(figures: dict[str, Figures], on: date) -> Figures | None:
    """The set that a vote on this day would use, else the newest."""
    named = population_for(on)
    return figures.get(str(named.pk) if named else "") or next(iter(figures.values()), None)
