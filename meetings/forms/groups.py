"""Fields of a long form in groups: what is always asked, and what is rare and folded away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.forms import BoundField


@dataclass(frozen=True)
class Section:
    """A group before it is filled in: its legend and the names of its fields; a rare one is folded."""

    legend: str
    names: Sequence[str]
    rare: bool = False


@dataclass(frozen=True)
class Group:
    """A group as the page shows it; a folded one stands open when something in it was said or is wrong."""

    legend: str
    fields: tuple[BoundField, ...]
    template: str
    opened: bool
    said: str


def grouped_fields(form: forms.Form, sections: Iterable[Section]) -> list[Group]:
    """The visible fields of a form in these groups, in order."""
    return [group_of(form, section) for section in sections]


def group_of(form: forms.Form, section: Section) -> Group:
    """One group. `said` names the fields of a folded group that are filled in."""
    fields = tuple(form[name] for name in section.names)
    filled = [field for field in fields if field.value() not in (None, "", field.field.initial)]
    return Group(
        legend=section.legend,
        fields=fields,
        template="meetings/_folded.html" if section.rare else "meetings/_fieldset.html",
        opened=bool(filled) or any(field.errors for field in fields),
        said=", ".join(str(field.label) for field in filled).lower() or "niet ingevuld",
    )
