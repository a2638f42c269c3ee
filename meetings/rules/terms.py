"""Pure rule of an office that is renewed silently: the last days of its successive terms (BOK-7.2)."""

from datetime import date, timedelta

from twente.core.terms import Duration


def last_days(first: date, term: Duration, renewal: Duration | None, *, until: date, once: bool = False) -> list[date]:
    """The last day of each term from the first day on, as far as the first one that lies on or after `until`.

    Without renewal there is one term, renewed `once` there are two at most (R15). A term of four years from 1 February
    2021 has 31 January 2025 as its last day.
    """
    begins, length, found = first, term, [term.after(first) - timedelta(days=1)]
    while renewal and found[-1] < until and not (once and len(found) == 2):
        begins, length = length.after(begins), renewal
        found.append(length.after(begins) - timedelta(days=1))
    return found
