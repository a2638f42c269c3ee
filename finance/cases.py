"""Runs worked examples of `soort: bijdragen` through the rules of the screens (tests/cases/FORMAT.md)."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from finance import rules
from finance.agreed import basis_periods, cents_by_choice, contribution_of
from twente.core.agreement import shipped
from twente.core.cases import UnknownCase, check_keys

Values = dict[str, Any]


def run(case: Values, file: Values) -> Values:
    """What comes out, under the keys of `expected`. Raises UnknownCase."""
    values = dict(case["input"])
    op = OPS.get(values.pop("op", ""))
    if op is None:
        raise UnknownCase(f"op {case['input'].get('op')!r}")
    return op(values)


def expected(case: Values) -> Values:
    """The part of the case that must come out; `naive_` keys show what a wrong method gives."""
    return {key: value for key, value in case["expected"].items() if not key.startswith("naive_")}


def _cents(euros: str) -> Fraction:
    return Fraction(euros) * 100


def _part_of_year(values: Values) -> Fraction:
    return Fraction(values["num"], values["den"])


def _percap(values: Values) -> Values:
    check_keys(values, required=("population", "rate", "num", "den"), optional=("year",))
    return {"cents": rules.contribution(values["population"], _cents(values["rate"]), _part_of_year(values))}


def _percap_components(values: Values) -> Values:
    check_keys(values, required=("population", "components", "num", "den"), optional=("year",))
    components = [_cents(component) for component in values["components"]]
    parts = rules.contribution_in_parts(values["population"], components, _part_of_year(values))
    return {"lines": list(parts.lines), "cents": parts.cents}


def _run(values: Values) -> Values:
    check_keys(values, required=("populations", "rate", "num", "den"), optional=("year",))
    outcome = rules.contribution_run(values["populations"], _cents(values["rate"]), _part_of_year(values))
    return {
        "cents_by_party": dict(outcome.cents_by_party),
        "cents": outcome.cents,
        "control_cents": outcome.control_cents,
        "difference": outcome.difference,
    }


def _budget(values: Values) -> Values:
    check_keys(values, required=("run_cents", "budget_cents", "tolerance_cents"))
    check = rules.check_budget(
        values["run_cents"], budget_cents=values["budget_cents"], tolerance_cents=values["tolerance_cents"]
    )
    return {"difference": check.difference, "allowed": check.allowed}


def _revision(values: Values) -> Values:
    check_keys(values, required=("population_old", "population_new", "rate", "num", "den"), optional=("year",))
    old, new = (
        rules.contribution(values[key], _cents(values["rate"]), _part_of_year(values))
        for key in ("population_old", "population_new")
    )
    revision = rules.revise(old_cents=old, new_cents=new)
    return {
        "delta_cents": revision.delta_cents,
        "document": revision.document,
        "document_cents": revision.document_cents,
    }


def _basis(values: Values) -> Values:
    check_keys(values, required=("year", "decisions"))
    book, agreed = contribution_of(shipped(), "per_inhabitant")
    strangers = sorted(set(values["decisions"]) - set(book.party_codes))
    if strangers:
        raise UnknownCase(f"decisions of {strangers}, who are no parties")
    basis = rules.basis_for(
        values["year"], parties=book.party_codes, budgets=values["decisions"], periods=basis_periods(agreed)
    )
    return {
        "allowed": basis.allowed,
        "reason": basis.reason,
        "parties": list(basis.parties),
        "warn_missing": len(basis.without_budget),
    }


def _fte(values: Values) -> Values:
    check_keys(values, required=("fte", "cost_per_fte", "participants"))
    each = rules.share_of_fte(Fraction(values["fte"]), _cents(values["cost_per_fte"]))
    return {"cents_each": each, "cents": each * values["participants"]}


def _fte_prorata(values: Values) -> Values:
    check_keys(values, required=("fte", "cost_per_fte", "num", "den"))
    cost = _cents(values["cost_per_fte"])
    return {"cents": rules.share_of_fte(Fraction(values["fte"]), cost, _part_of_year(values))}


def _kind(values: Values) -> Values:
    check_keys(values, required=("parties",))
    _, agreed = contribution_of(shipped(), "in_kind_or_fixed")
    outcome = rules.in_kind_or_paid(values["parties"], cents_by_choice=cents_by_choice(agreed))
    return {"cents": dict(outcome.cents), "blocked": list(outcome.blocked)}


def _equal(values: Values) -> Values:
    check_keys(values, required=("total_cents", "n"))
    shares = rules.equal_shares(values["total_cents"], [str(number) for number in range(values["n"])])
    return {"shares": list(shares.values()), "cents": sum(shares.values())}


def _exit(values: Values) -> Values:
    check_keys(values, required=("costs_cents", "established", "leaver"))
    outcome = rules.exit_costs(values["costs_cents"], leaver=values["leaver"], established=values["established"])
    return {
        "allowed": outcome.reason is None,
        "reason": outcome.reason,
        "cents_by_party": dict(outcome.cents_by_party),
        "others": outcome.others,
    }


OPS: dict[str, Callable[[Values], Values]] = {
    "percap": _percap,
    "percap_components": _percap_components,
    "run": _run,
    "budget": _budget,
    "revision": _revision,
    "basis": _basis,
    "fte": _fte,
    "fte_prorata": _fte_prorata,
    "kind": _kind,
    "equal": _equal,
    "exit": _exit,
}
