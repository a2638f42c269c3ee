"""The search form of the front hall: a plain GET form, so that an address can be kept and shared."""

from collections.abc import Iterable
from typing import Any

from meetings.forms.filtering import SearchForm, choice, number_choice
from meetings.models import Body
from twente.core.fields import LineField
from twente.home.search import Asked
from twente.home.searched import SOURCES


class FindForm(SearchForm):
    """What to look for; without words nothing is looked for."""

    q = LineField(label="Zoek op woorden", required=False, max_length=200)
    soort = choice("Soort")
    jaar = number_choice("Jaar")
    orgaan = number_choice("Orgaan")

    def __init__(self, *args: Any, years: Iterable[int], bodies: Iterable[Body], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["q"].widget.attrs |= {"type": "search", "autocomplete": "off"}
        self.offer("soort", "alles", list({source.kind: source.label for source in SOURCES}.items()))
        self.offer("jaar", "alle jaren", [(year, str(year)) for year in years])
        self.offer("orgaan", "alle organen", [(body.pk, body.name) for body in bodies])

    def question(self) -> Asked | None:
        """What was asked; nothing while there are no words, or something was not understood."""
        if self.errors or not self.asked("q"):
            return None
        return Asked(self.asked("q"), self.asked("soort") or "", self.asked("jaar"), self.asked("orgaan"))
