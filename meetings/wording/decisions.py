"""Dutch of the list of decisions and of their execution (pure)."""

STANDS = {
    "": ("Nog niet uitgevoerd", "d", "circle-dashed"),
    "ongoing": ("In uitvoering", "b", "hourglass"),
    "done": ("Uitgevoerd", "g", "circle-check"),
    "replaced": ("Vervangen", "d", "repeat"),
}
"""Stand of the execution → word, colour and icon."""

STEPS = {"ongoing": "in uitvoering", "done": "uitgevoerd", "replaced": "vervangen door een later besluit"}
"""Stand → what the secretary chooses."""


def numbered(year: int, number: int) -> str:
    """2026-12: the number that a decision keeps."""
    return f"{year}-{number}"


def named(year: int, number: int) -> str:
    """besluit 2026-12"""
    return f"besluit {numbered(year, number)}"
