"""Decisions that are not counted at the table: clusters, local consent, consensus and pre-advice.

BOK-6.3 and BOK-16.3, UHO-5 and UHO-12, BWT-3, HER-4b. Each answers with an outcome and its one reason.
"""

from collections.abc import Mapping
from enum import StrEnum

from twente.core.agreement import DecisionRule
from votes.rules.ballots import Choice
from votes.rules.outcomes import Figures, Flag, Outcome, Reason, Result


class Consent(StrEnum):
    """What a party decided at home."""

    GIVEN = "ingestemd"
    REFUSED = "geweigerd"
    OPEN = "open"


class Position(StrEnum):
    """What a member of a consensus body says."""

    AGREES = "akkoord"
    RESERVATION = "voorbehoud"
    OBJECTS = "bezwaar"


class UnknownParty(ValueError):
    """Somebody decides who does not take part."""


def appoint(rule: DecisionRule, colleges: tuple[str, ...], nominees: Mapping[str, str]) -> Outcome:
    """The nominee of a cluster: the one person whom all its colleges name (BOK-6.3)."""
    strangers = tuple(party for party in nominees if party not in colleges)
    if strangers:
        return _outcome(rule, Result.REFUSED, "COLLEGE_NIET_IN_CLUSTER", 0, len(colleges), strangers)
    persons, answered = set(nominees.values()), len(nominees)
    if len(persons) > 1:
        return _outcome(rule, Result.NO_AGREEMENT, "NIET_GEZAMENLIJK", answered, len(colleges))
    silent = tuple(party for party in colleges if party not in nominees)
    if silent:
        return _outcome(rule, Result.OPEN, "WACHT_OP_COLLEGE", answered, len(colleges), silent)
    return _outcome(rule, Result.NOMINATED, "GEZAMENLIJK", answered, len(colleges), names=tuple(persons))


def refer(rule: DecisionRule, parties: tuple[str, ...], consents: Mapping[str, Consent]) -> Outcome:
    """A proposal that each party decides at home; a party without an answer is open. Raises UnknownParty."""
    strangers = consents.keys() - set(parties)
    if strangers:
        raise UnknownParty(", ".join(sorted(strangers)))
    answers = {party: consents.get(party, Consent.OPEN) for party in parties}
    by = {answer: tuple(p for p in parties if answers[p] is answer) for answer in Consent}
    return REFERRALS[rule.tests[0].kind](rule, by)


def _consent_of_all(rule: DecisionRule, by: Mapping[Consent, tuple[str, ...]]) -> Outcome:
    """It stands when all consent; one refusal ends it (BOK-16.3, UHO-12)."""
    given, whole = len(by[Consent.GIVEN]), sum(map(len, by.values()))
    if by[Consent.REFUSED]:
        return _outcome(rule, Result.NOT_ESTABLISHED, "PARTIJ_WEIGERT", given, whole, by[Consent.REFUSED])
    if by[Consent.OPEN]:
        return _outcome(rule, Result.PENDING, "WACHT_OP_PARTIJ", given, whole, by[Consent.OPEN])
    return _outcome(rule, Result.ALL_CONSENT, "UNANIEM", given, whole)


def _each_for_itself(rule: DecisionRule, by: Mapping[Consent, tuple[str, ...]]) -> Outcome:
    """There is no regional decision: each party decides for itself (UHO-5)."""
    given, whole = len(by[Consent.GIVEN]), sum(map(len, by.values()))
    return _outcome(rule, Result.PER_PARTY, "GEEN_REGIONAAL_BESLUIT", given, whole)


REFERRALS = {"consent_of_all_parties": _consent_of_all, "each_party_decides": _each_for_itself}
"""The closed table of decisions that the parties take at home."""


def seek_consensus(rule: DecisionRule, positions: Mapping[str, Position]) -> Outcome:
    """It stands when no member objects; a reservation is noted (BWT-3)."""
    against = tuple(member for member, position in positions.items() if position is Position.OBJECTS)
    agreeing, whole = len(positions) - len(against), len(positions)
    if against:
        return _outcome(rule, Result.NO_CONSENSUS, "BEZWAAR", agreeing, whole, against)
    reserved = tuple(member for member, position in positions.items() if position is Position.RESERVATION)
    flags = (Flag.RESERVATION,) if reserved else ()
    return _outcome(rule, Result.CONSENSUS, "GEEN_BEZWAAR", agreeing, whole, reserved, flags)


def advise(rule: DecisionRule, counted: Mapping[Choice, int]) -> Outcome:
    """The sense of a conference: it guides and never binds (HER-4b)."""
    in_favour, cast = counted[Choice.FOR], counted[Choice.FOR] + counted[Choice.AGAINST]
    passed = rule.tests[0].threshold.reached(in_favour, cast)
    code = "MEERDERHEID_VOOR" if passed else "GEEN_MEERDERHEID"
    figures = Figures(in_favour, cast, rule.tests[0].threshold.least(cast))
    reason = Reason(code, rule.tests[0].article, passed, figures)
    return Outcome(Result.GUIDING, (reason,), (Flag.NOT_BINDING,))


_FAVOURABLE_CODES = frozenset({"GEZAMENLIJK", "UNANIEM", "GEEN_BEZWAAR"})


def _outcome(
    rule: DecisionRule,
    result: Result,
    code: str,
    reached: int,
    whole: int,
    parties: tuple[str, ...] = (),
    flags: tuple[Flag, ...] = (),
    names: tuple[str, ...] = (),
) -> Outcome:
    figures = Figures(reached, whole, whole)
    passed = code in _FAVOURABLE_CODES
    reason = Reason(code, rule.tests[0].article, passed, figures, parties=parties)
    return Outcome(result, (reason,), flags, names)
