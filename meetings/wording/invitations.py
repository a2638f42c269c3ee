"""Dutch of the mail that convenes a meeting (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from meetings.wording.agenda import MOMENTS
from meetings.wording.phrases import count, period, the, within
from twente.core.dates import day_of, full_date, long_date


def invitation_subject(content: Mapping[str, Any], number: int) -> str:
    """Starts with the act: what the reader should do."""
    day = full_date(day_of(datetime.fromisoformat(content["starts_at"])))
    what = "de agenda" if number == 1 else "de gewijzigde agenda"
    return f"Bekijk {what}: {within(content['body'])} van {day}"


def invitation_body(*, name: str, content: Mapping[str, Any], number: int, changed: Sequence[str], address: str) -> str:
    """The mail that convenes a meeting, as plain text."""
    starts_at, ends_at = (datetime.fromisoformat(content[key]) for key in MOMENTS)
    first = f"De agenda van {the(content['body'])} staat klaar."
    again = f"De agenda van {the(content['body'])} is gewijzigd. Dit is versie {number}."
    lines = [
        f"Geachte {name},",
        "",
        first if number == 1 else again,
        "",
        f"Wanneer: {long_date(day_of(starts_at))}, {period(starts_at, ends_at)}",
        f"Waar: {content['place']}",
        "",
        *bullets("Gewijzigd", changed),
        *bullets("Agenda", [item_line(item) for item in content["items"]]),
        f"Lees de agenda met toelichting: {address}",
        "De uitnodiging voor uw eigen agenda is bijgevoegd.",
    ]
    return "\n".join(lines) + "\n"


def item_line(item: Mapping[str, Any]) -> str:
    """3. Verslag vaststellen (ter besluitvorming, 5 minuten); nagekomen, aangehouden or afgevoerd goes before that.

    Of a confidential item its number and minutes.
    """
    marks = ["nagekomen"] if item.get("late") else []
    marks += [item["disposal_label"]] if item.get("disposal") else []
    said = ", ".join(filter(None, [*marks, item["status_label"], count(item["minutes"], "minuut", "minuten")]))
    return f"{item['position']}. {item['title']} ({said})"


def bullets(heading: str, lines: Iterable[str]) -> list[str]:
    """A heading with its lines and an empty one; nothing when there are none."""
    listed = list(lines)
    return [heading, *listed, ""] if listed else []
