"""The desk in words: how many, how near, in which group (pure)."""

from collections.abc import Sequence
from datetime import date

from twente.core import dates

COUNTS = ("geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
WEEK = 7


def count(number: int) -> str:
    """zeven; 13 and more in figures"""
    return COUNTS[number] if number < len(COUNTS) else str(number)


def things(number: int) -> str:
    """1 zaak, 3 zaken"""
    return f"{number} {'zaak' if number == 1 else 'zaken'}"


def capital(text: str) -> str:
    """The same text as the start of a sentence; één becomes Eén, without the first accent."""
    return "Eén" + text[3:] if text.startswith("één") else text[:1].upper() + text[1:]


def near(day: date, today: date) -> str:
    """over 5 dagen, over 3 weken, over 7 maanden; the past in days"""
    days = (day - today).days
    if days < 14:
        return dates.days_away(day, today=today)
    if days < 92:
        return f"over {days // 7} weken"
    return f"over {days * 12 // 365} maanden"


def group(day: date, today: date) -> str:
    """Te laat, Komende week, Later in november, In december, In 2027"""
    days = (day - today).days
    if days < 0:
        return "Te laat"
    if days <= WEEK:
        return "Komende week"
    if day.year != today.year:
        return f"In {day.year}"
    month = dates.MONTHS[day.month - 1]
    return f"Later in {month}" if day.month == today.month else f"In {month}"


def headline(due: Sequence[date], today: date) -> str:
    """The sentence under the heading: the day, how much asks for attention, and by when the first of it."""
    opening = f"{capital(dates.long_date(today))}, {dates.week(today)}."
    if not due:
        return f"{opening} Er ligt niets op uw bureau."
    amount = capital(count(len(due)))
    asks = "zaak vraagt" if len(due) == 1 else "zaken vragen"
    first = min(due)
    same = sum(day == first for day in due)
    return f"{opening} {amount} {asks} uw aandacht{urgency(same, len(due), first, today)}."


def urgency(same: int, total: int, first: date, today: date) -> str:
    """, de eerste twee uiterlijk woensdag"""
    late = (first - today).days < 0
    when = "al te laat" if late else "vandaag" if first == today else f"uiterlijk {by(first, today)}"
    if same == total:
        return f", {when}"
    return f", de eerste {when}" if same == 1 else f", de eerste {count(same)} {when}"


def by(day: date, today: date) -> str:
    """woensdag within a week, else 1 februari 2027"""
    return dates.WEEKDAYS[day.weekday()] if (day - today).days <= 6 else dates.full_date(day)


def calm(empty: bool, coming: tuple[date, str] | None, today: date) -> tuple[str, str]:
    """What stands under the last row: "Verder niets." and the next date, if there is one."""
    title = "Niets te doen." if empty else "Verder niets."
    if coming is None:
        return title, "Er loopt geen andere termijn."
    day, label = coming
    return title, f"De eerstvolgende datum is {dates.full_date(day)}: {label[:1].lower() + label[1:]}."


def since(moment_day: date, clock: str, today: date) -> str:
    """09.04 today, else gisteren or the day"""
    return clock.removesuffix(" uur") if moment_day == today else dates.days_away(moment_day, today=today)
