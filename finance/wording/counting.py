"""A number with its noun, and the verb that goes with it (pure)."""

from twente.core.money import format_number


def counted(number: int, one: str, many: str) -> str:
    """1 factuur, 14 facturen"""
    return f"{format_number(number)} {one if number == 1 else many}"


def out_of(number: int, whole: int, nouns: tuple[str, str], verbs: tuple[str, str]) -> str:
    """13 van 14 facturen zijn, 1 van 14 facturen is, 0 van 1 factuur is; a noun may be left out"""
    said = f"{format_number(number)} van {counted(whole, *nouns)}".strip()
    return f"{said} {verbs[0] if 1 in (number, whole) else verbs[1]}"
