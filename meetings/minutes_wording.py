"""Dutch of minutes: the automatic line, what is still to do, stages, file names. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from meetings.minutes_rules import CHAIR_FIELD, SECRETARY_FIELD, Adoption, Check, Part
from twente.core import articles
from twente.core.dates import clock_time, day_of, full_date, long_date
from twente.core.money import format_number

CHOICES = (("for", "voor"), ("against", "tegen"), ("blank", "onthouding"))
SIGNERS = {CHAIR_FIELD: "de voorzitter", SECRETARY_FIELD: "de coördinerend secretaris"}
ITEM_STATES = {
    "done": ("ok", "circle-check", "klaar"),
    "undecided": ("wa", "circle-dashed", "geen besluit vastgelegd"),
    "empty": ("wa", "circle-dashed", "nog geen tekst"),
}
"""State of an item → style, icon, words."""
TO_DO = {
    "held": ("De vergadering is gehouden.", "De vergadering is nog niet gesloten."),
    "attendance": ("De presentielijst is ingevuld.", "De presentielijst is nog leeg."),
    "texts": ("Elk agendapunt heeft een tekst of een besluit.", "Schrijf nog een tekst bij {items}."),
    "decisions": ("Elk besluit is vastgelegd.", "Bij {items} is geen besluit vastgelegd. Klopt dat?"),
}
"""Code of a check → sentence when it passed, sentence when it did not."""
DAY_PROBLEMS = {
    "before_meeting": "Kies een dag op of na de vergadering van {day}.",
    "in_future": "Kies een dag die niet in de toekomst ligt.",
}


def listed(names: Sequence[str]) -> str:
    """Almelo, Losser en Rijssen-Holten"""
    return " en ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def parties(count: int) -> str:
    """1 partij, 14 partijen"""
    return f"{count} partij" if count == 1 else f"{count} partijen"


def items(numbers: Sequence[int]) -> str:
    """punt 7, punten 7 en 10"""
    return f"{'punt' if len(numbers) == 1 else 'punten'} {listed([str(number) for number in numbers])}"


def automatic_line(present: Sequence[str], figures: Mapping[str, Any]) -> list[Part]:
    """Who was there and what was counted; `figures` as a vote delivers them, or empty when nobody voted."""
    if not figures:
        return [part(f"Aanwezig {parties(len(present))}." if present else "De presentielijst is nog leeg.")]
    attended = f"Aanwezig {parties(figures.get('present', len(present)))}, stemgerechtigd {figures['entitled']}"
    counted = f". {votes(figures)}.{inhabitants(figures)}"
    ground = figures.get("excluded_article", "")
    if not ground:
        return [part(attended + counted)]
    return [part(f"{attended} ("), part("", ground), part(f"){counted}")]


def part(text: str, article: str = "") -> Part:
    """One piece of a line."""
    return {"text": text, "article": article}


def votes(figures: Mapping[str, Any]) -> str:
    """Voor 9, tegen 3 (Almelo, Losser en Rijssen-Holten), onthouding 1 (Haaksbergen); no names after a secret vote."""
    pieces = []
    for key, word in CHOICES:
        names = [] if key == "for" else figures.get(f"{key}_names", [])
        pieces.append(f"{word} {figures[key]}" + (f" ({listed(names)})" if names else ""))
    return upper_first(", ".join(pieces))


def upper_first(text: str) -> str:
    """The text with a capital in front; names inside keep theirs."""
    return text[:1].upper() + text[1:]


def inhabitants(figures: Mapping[str, Any]) -> str:
    """Voor: 319.980 van 643.603 inwoners; nodig 321.802. Empty when inhabitants did not count."""
    if "inhabitants_for" not in figures:
        return ""
    supporters, everybody = format_number(figures["inhabitants_for"]), format_number(figures["inhabitants_total"])
    needed = figures.get("inhabitants_needed")
    end = f"; nodig {format_number(needed)}" if needed is not None else ""
    return f" Voor: {supporters} van {everybody} inwoners{end}."


def line_text(line: Iterable[Part]) -> str:
    """The automatic line without links."""
    return "".join(piece["text"] + (articles.short(piece["article"]) if piece["article"] else "") for piece in line)


def to_do(check: Check) -> str:
    """What a check says, passed or not."""
    return TO_DO[check.code][0 if check.passed else 1].format(items=items(check.items))


def day_problem(check: Check, meeting_day: date) -> str:
    """Why minutes cannot be adopted on that day."""
    return DAY_PROBLEMS[check.code].format(day=full_date(meeting_day))


def saved(moment: datetime | None, today: date) -> str:
    """Opgeslagen om 10.42 uur; on an earlier day: Opgeslagen op 4 december 2026."""
    if moment is None:
        return ""
    day = day_of(moment)
    return f"Opgeslagen om {clock_time(moment)}" if day == today else f"Opgeslagen op {full_date(day)}"


def adopted(adoption: Adoption) -> str:
    """in de vergadering van 10 februari 2027; schriftelijk op 10 februari 2027"""
    if adoption["meeting"]:
        return f"in de vergadering van {full_date(day_of(moment_in(adoption['meeting'])))}"
    return f"schriftelijk op {full_date(date.fromisoformat(adoption['on']))}"


def title(starts_at: datetime) -> str:
    """Verslag van woensdag 2 december 2026"""
    return f"Verslag van {long_date(day_of(starts_at))}"


def file_name(starts_at: datetime, *, signed: bool) -> str:
    """verslag-2026-12-02.pdf, or with the warning in the name while a signature is missing"""
    warning = "" if signed else "-niet-ondertekend"
    return f"verslag-{day_of(starts_at):%Y-%m-%d}{warning}.pdf"


def moment_in(text: str) -> datetime:
    """A moment of the content (ISO 8601)."""
    return datetime.fromisoformat(text)
