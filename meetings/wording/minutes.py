"""Dutch of minutes: the automatic line, what is still to do, stages, file names. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from meetings.rules.minutes import Adoption, Break, Check, Part
from twente.core import articles
from twente.core.dates import clock_time, day_of, full_date, long_date
from twente.core.money import format_number
from twente.core.phrases import listed

CHOICES = (("in_favour", "voor", "voor"), ("against", "tegen", "tegen"), ("blank", "blanco", "onthouding"))
"""Key of the count, choice on a ballot, word on screen."""
SAID = (("against", "tegen"), ("blank", "blanco"), ("invalid", "ongeldig"))
"""Key of the count of slips that name no candidate, word on screen."""
NAMED = ("against", "blank")
TESTS = {"KOPPEN": "Stemmen voor", "INWONERS": "Inwoners achter de voorstanders", "GEWOGEN": "Gewogen stemmen voor"}
TESTS |= dict.fromkeys(("VOLSTREKTE", "GEEN_VOLSTREKTE", "STAKEN"), "Briefjes van de hoogste")
"""Beginning of a test's code → what was counted."""
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
    "review": ("De leden konden reageren.", "De leden kunnen nog reageren."),
    "comments": ("Elke opmerking is behandeld.", "Behandel nog de opmerkingen bij {items}."),
    "decisions": ("Elk besluit is vastgelegd.", "Bij {items} is geen besluit vastgelegd. Klopt dat?"),
}
"""Code of a check → sentence when it passed, sentence when it did not."""
DAY_PROBLEMS = {
    "before_meeting": "Kies een dag op of na de vergadering van {day}.",
    "in_future": "Kies een dag die niet in de toekomst ligt.",
}


def parties(count: int) -> str:
    """1 partij, 14 partijen"""
    return f"{count} partij" if count == 1 else f"{count} partijen"


def items(numbers: Sequence[int]) -> str:
    """punt 7, punten 7 en 10"""
    return f"{'punt' if len(numbers) == 1 else 'punten'} {listed([str(number) for number in numbers])}"


def automatic_line(present: Sequence[str], figures: Mapping[str, Any]) -> list[Part]:
    """Who was there and what was counted; `figures` as a vote delivers them, or empty when nothing was decided.

    Where nobody voted, the figures bring their own `line`: who answered what, or how many hands were counted.
    """
    if not figures:
        return [part(attendance(present))]
    if "line" in figures:
        return [part(f"{attendance(present)} {figures['line']}")]
    attended = f"Aanwezig {parties(there(present, figures))}, stemgerechtigd {figures['entitled']}"
    ground = next((row["article"] for row in figures.get("ballots", []) if row.get("article")), "")
    counted = f". {slips(figures) if 'candidates' in figures else votes(figures)}.{inhabitants(figures)}"
    if not ground:
        return [part(attended + counted)]
    return [part(f"{attended} ("), part("", ground), part(f"){counted}")]


def attendance(present: Sequence[str]) -> str:
    """Aanwezig 12 partijen."""
    return f"Aanwezig {parties(len(present))}." if present else "De presentielijst is nog leeg."


def there(present: Sequence[str], figures: Mapping[str, Any]) -> int:
    """Parties on the list or voting from elsewhere; a party without a vote on this item is there all the same."""
    voted = {row["name"] for row in figures.get("ballots", []) if row["choice"]}
    return max(len(voted.union(present)), figures["present"])


def part(text: str, article: str = "") -> Part:
    """One piece of a line."""
    return {"text": text, "article": article}


def votes(figures: Mapping[str, Any]) -> str:
    """Voor 9, tegen 3 (Almelo, Losser en Rijssen-Holten), onthouding 1 (Haaksbergen); no names after a secret vote."""
    pieces = []
    for key, choice, word in CHOICES:
        names = [row["name"] for row in figures.get("ballots", []) if row["choice"] == choice and key in NAMED]
        pieces.append(f"{word} {figures[key]}" + (f" ({listed(names)})" if names else ""))
    return upper_first(", ".join(pieces))


def slips(figures: Mapping[str, Any]) -> str:
    """Geheime stemming, 14 briefjes: A 8, B 5, blanco 1; without slips nobody asked for a vote. Never a party."""
    if not figures["total"]:
        return "Zonder stemming"
    counts = [(row["name"], row["slips"]) for row in figures["candidates"]]
    counts += [(word, figures[key]) for key, word in SAID if figures[key]]
    return f"Geheime stemming, {figures['total']} briefjes: " + ", ".join(f"{name} {count}" for name, count in counts)


def upper_first(text: str) -> str:
    """The text with a capital in front; names inside keep theirs."""
    return text[:1].upper() + text[1:]


def inhabitants(figures: Mapping[str, Any]) -> str:
    """Voor: 319.980 van 643.603 inwoners; nodig 321.802. Empty when inhabitants did not count."""
    test = next((test for test in tests(figures) if test["code"].startswith("INWONERS")), None)
    if test is None:
        return ""
    reached, whole, needed = (format_number(test["figures"][key]) for key in ("reached", "whole", "needed"))
    return f" Voor: {reached} van {whole} inwoners; nodig {needed}."


def tests(figures: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The tests of a decision rule that counted something."""
    return [test for test in figures.get("tests", []) if test["figures"]]


def test_name(code: str) -> str:
    """What a test counted."""
    return next((name for start, name in TESTS.items() if code.startswith(start)), "Geteld")


def annulled(at: datetime, reason: str) -> str:
    """vernietigd op 3 december 2026: de agenda was niet verstuurd."""
    return f"vernietigd op {full_date(day_of(at))}: {reason.strip().rstrip('.')}."


def choice_word(row: Mapping[str, Any]) -> str:
    """What a party did in a vote: voor, tegen, onthouding, niet gestemd, niet stemgerechtigd."""
    if row["excluded"]:
        return "niet stemgerechtigd"
    return next((word for _, choice, word in CHOICES if choice == row["choice"]), "niet gestemd")


def line_text(line: Iterable[Part]) -> str:
    """The automatic line without links."""
    return "".join(piece["text"] + (articles.short(piece["article"]) if piece["article"] else "") for piece in line)


def to_do(check: Check) -> str:
    """What a check says, passed or not."""
    return TO_DO[check.code][0 if check.passed else 1].format(items=items(check.items))


def day_problem(check: Check, meeting_day: date) -> str:
    """Why minutes cannot be adopted on that day."""
    return DAY_PROBLEMS[check.code].format(day=full_date(meeting_day))


def writing(rows: Sequence[tuple[str, int]]) -> str:
    """Jansen bewerkt punt 5. Bakker bewerkt punt 7. Empty when nobody does."""
    return " ".join(f"{name} bewerkt punt {number}." for name, number in rows)


def saved(moment: datetime | None, today: date) -> str:
    """Opgeslagen om 10.42 uur; on an earlier day: Opgeslagen op 4 december 2026."""
    if moment is None:
        return ""
    day = day_of(moment)
    return f"Opgeslagen om {clock_time(moment)}" if day == today else f"Opgeslagen op {full_date(day)}"


def adopted(adoption: Adoption) -> str:
    """in de vergadering van 10 februari 2027; gewijzigd in de …; schriftelijk op 10 februari 2027"""
    changed = "gewijzigd " if adoption.get("changes") else ""
    if adoption["meeting"]:
        return f"{changed}in de vergadering van {full_date(day_of(moment_in(adoption['meeting'])))}"
    return f"schriftelijk op {full_date(date.fromisoformat(adoption['on']))}"


def adoption_decision(starts_at: datetime, changes: str) -> str:
    """Het verslag van 2 december 2026 is ongewijzigd vastgesteld."""
    day = full_date(day_of(starts_at))
    if not changes:
        return f"Het verslag van {day} is ongewijzigd vastgesteld."
    return f"Het verslag van {day} is gewijzigd vastgesteld. Wijzigingen: {changes}"


def breaks(rows: Iterable[Break]) -> str:
    """Geschorst van 10.40 tot 10.55 uur (overleg). Besloten van 11.00 tot 11.20 uur."""
    return " ".join(break_line(row) for row in rows)


def break_line(row: Break) -> str:
    """One of them."""
    begin = clock_time(moment_in(row["started_at"]))
    end = f"tot {clock_time(moment_in(row['ended_at']))}" if row["ended_at"] else "tot nu"
    reason = f" ({row['reason'].strip().rstrip('.')})" if row["reason"] else ""
    return f"{upper_first(row['kind'])} van {begin.removesuffix(' uur')} {end}{reason}."


def stands_on_agenda(starts_at: datetime) -> str:
    """Which meeting adopts them."""
    return f"Dit verslag staat op de agenda van {full_date(day_of(starts_at))}. Stel het in die vergadering vast."


def title(starts_at: datetime) -> str:
    """Verslag van woensdag 2 december 2026"""
    return f"Verslag van {long_date(day_of(starts_at))}"


def annex_title(starts_at: datetime) -> str:
    """Besloten bijlage bij het verslag van woensdag 2 december 2026"""
    return f"Besloten bijlage bij het verslag van {long_date(day_of(starts_at))}"


def leaks(numbers: Sequence[int]) -> str:
    """Why a document is not made."""
    return f"Tekst van {items(numbers)} is besloten en staat ook in het openbare deel. Haal die tekst daar eerst weg."


def file_name(starts_at: datetime, *, signed: bool, annex: bool = False) -> str:
    """verslag-2026-12-02.pdf, or with the warning in the name while a signature is missing"""
    what, warning = "besloten-bijlage" if annex else "verslag", "" if signed else "-niet-ondertekend"
    return f"{what}-{day_of(starts_at):%Y-%m-%d}{warning}.pdf"


def moment_in(text: str) -> datetime:
    """A moment of the content (ISO 8601)."""
    return datetime.fromisoformat(text)
