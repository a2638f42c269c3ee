"""Articles on pages: each comes from the rulebook in force, and is silent where the agreement has none."""

from collections.abc import Sequence
from datetime import date

from twente.core.agreement import Rulebook, shipped

ON = date(2026, 11, 20)
BOOKS: Sequence[Rulebook] = tuple(shipped().values()) if hasattr(shipped(), "values") else tuple(shipped())
