"""The number of a dispute in an address: "2026-01", always with two digits at least."""

from typing import NamedTuple


class FileNumber(NamedTuple):
    """Year and number."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"


class FileNumberConverter:
    """Between "2026-01" in an address and its two numbers; "2026-1" is no address."""

    regex = "[0-9]{4}-(?:0[1-9]|[1-9][0-9]{1,3})"

    def to_python(self, value: str) -> FileNumber:
        """The two numbers."""
        year, _, number = value.partition("-")
        return FileNumber(int(year), int(number))

    def to_url(self, value: object) -> str:
        """As it is written."""
        return str(value)
