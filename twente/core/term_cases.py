"""Runs worked examples of `soort: termijnen` through the functions of the screens (tests/cases/FORMAT.md)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from twente.core.cases import UnknownCase, check_keys
from twente.core.dates import end_of_day
from twente.core.holidays import is_holiday
from twente.core.rhythm import last_day_of, missing_in_year, quarters_without
from twente.core.terms import (
    Counting,
    Duration,
    Regime,
    Term,
    TermRule,
    Unit,
    compute,
    compute_from_latest,
    compute_from_moment,
    fixed_day,
)

Case = dict[str, Any]

REQUIRED_MEETINGS = 4
"""What `count_year` asks according to FORMAT.md."""


def run(case: Case, file: Case) -> dict[str, Any]:
    """What comes out, under the keys of the expectation. Raises UnknownCase."""
    kind = KINDS.get(case.get("kind", ""))
    if kind is None:
        raise UnknownCase(f"kind {case.get('kind')!r}")
    return kind(case)


def expected(case: Case) -> dict[str, Any]:
    """The part of the case that must come out."""
    return {key: case[key] for key in ("expected", *TERM_EXTRAS, "due") if key in case}


COMMON = ("kind", "anchor", "n", "unit", "regime", "expected")
TERM_EXTRAS = ("next_working_day", "previous_working_day", "opens_on", "provisional")


def _rule(case: Case, counting: Counting) -> TermRule:
    check_keys(case, required=COMMON, optional=TERM_EXTRAS)
    return TermRule(Duration(case["n"], Unit(case["unit"])), Regime(case["regime"]), counting)


def _without_length(case: Case, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> None:
    check_keys(case, required=(*COMMON, *required), optional=optional)
    if case["n"] is not None or case["unit"] is not None:
        raise UnknownCase(f"kind {case['kind']!r} with a length")


def _outcome(term: Term) -> dict[str, Any]:
    return {
        "expected": term.last_day.isoformat(),
        "next_working_day": term.next_working_day.isoformat(),
        "previous_working_day": term.previous_working_day.isoformat(),
        "opens_on": term.opens_on.isoformat(),
        "provisional": term.provisional,
    }


def _days(case: Case) -> list[date]:
    return [date.fromisoformat(day) for day in case["anchor"]]


def _term(case: Case) -> dict[str, Any]:
    return _outcome(compute(_rule(case, Counting.AFTER), date.fromisoformat(case["anchor"])))


def _term_latest(case: Case) -> dict[str, Any]:
    return _outcome(compute_from_latest(_rule(case, Counting.AFTER), _days(case)))


def _term_instant(case: Case) -> dict[str, Any]:
    return _outcome(compute_from_moment(_rule(case, Counting.AFTER), datetime.fromisoformat(case["anchor"])))


def _period(case: Case) -> dict[str, Any]:
    return _outcome(compute(_rule(case, Counting.PERIOD), date.fromisoformat(case["anchor"])))


def _backward(case: Case) -> dict[str, Any]:
    return _outcome(compute(_rule(case, Counting.BACKWARD), date.fromisoformat(case["anchor"])))


def _fixed(case: Case) -> dict[str, Any]:
    _without_length(case, optional=TERM_EXTRAS)
    return _outcome(fixed_day(date.fromisoformat(case["anchor"]), regime=Regime(case["regime"])))


def _count_year(case: Case) -> dict[str, Any]:
    _without_length(case, required=("year",), optional=("due",))
    missing = missing_in_year(_days(case), year=case["year"], required=REQUIRED_MEETINGS)
    return {"expected": missing, "due": last_day_of(case["year"]).isoformat()}


def _missing_quarters(case: Case) -> dict[str, Any]:
    _without_length(case, required=("year",))
    return {"expected": list(quarters_without(_days(case), year=case["year"]))}


def _end_instant(case: Case) -> dict[str, Any]:
    _without_length(case)
    moment = end_of_day(date.fromisoformat(case["anchor"]))
    return {"expected": moment.isoformat().replace("+00:00", "Z")}


def _is_holiday(case: Case) -> dict[str, Any]:
    _without_length(case)
    return {"expected": is_holiday(date.fromisoformat(case["anchor"]))}


KINDS: dict[str, Callable[[Case], dict[str, Any]]] = {
    "term": _term,
    "term_latest": _term_latest,
    "term_instant": _term_instant,
    "period": _period,
    "backward": _backward,
    "fixed": _fixed,
    "count_year": _count_year,
    "missing_quarters": _missing_quarters,
    "end_instant": _end_instant,
    "is_holiday": _is_holiday,
}
