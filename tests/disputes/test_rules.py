"""The rules by themselves: terms from the rulebooks, no phase skipped, later receipts never give earlier days."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputes.rules import acts, course, start
from disputes.rules.costs import CostNotShared, shares
from disputes.rules.course import Phase
from disputes.rules.facts import CHAIR, Facts, Kind, Override
from disputes.rules.reminders import milestone
from disputes.wording.acts import REASONS, WORDS, reason
from disputes.wording.course import PHASES, sentence
from twente.core.agreement import Rulebook, shipped

BOOKS = {book.key: book for book in shipped() if book.dispute_steps}
BOOK = next(book for book in BOOKS.values() if len(book.party_codes) == 14)
OTHER = next(book for book in BOOKS.values() if book is not BOOK)
NOTIFIED = date(2026, 10, 26)
DAYS = st.dates(date(2021, 1, 1), date(2040, 12, 31))
books = pytest.mark.parametrize("book", BOOKS.values(), ids=str)


def known(receipt: date = date(2026, 10, 28), **more: object) -> Facts:
    """A dispute that everybody received."""
    return Facts(min(NOTIFIED, receipt), {7: receipt, CHAIR: receipt}, **more)  # type: ignore[arg-type]


def terms(book: Rulebook, facts: Facts) -> course.Course:
    return course.course(book.dispute_steps, facts)


def test_four_weeks_and_six_from_the_latest_receipt() -> None:
    """BOK-13.3, 13.4, R11, as the drawn screen has it."""
    found = terms(BOOK, known())
    assert found["consultation"].last_day == date(2026, 11, 25)
    assert found["mediation"].opens_on == date(2026, 12, 10)
    assert found["provincial_executive"].term is None


def test_six_weeks_and_the_host_where_the_rulebook_says_so() -> None:
    """UHO-14: the same code, another rulebook."""
    found = terms(OTHER, known())
    assert found["consultation"].last_day == date(2026, 12, 9)
    assert found["mediation"].opens_on == date(2026, 12, 10)
    assert found["mediation"].step.actor == "host"
    assert found["mediation"].step.article == "14.4"


@books
def test_every_step_of_a_rulebook_is_one_that_the_rules_know(book: Rulebook) -> None:
    keys = [step.key for step in book.dispute_steps]
    assert keys == [course.NOTICE, course.CONSULTATION, course.MEDIATION, course.PROVINCIAL, course.COURT]
    assert [course.waits(step, book.dispute_steps) for step in book.dispute_steps] == [False, False, True, True, False]


@books
@given(first=DAYS, later=st.integers(0, 400))
def test_a_later_start_never_gives_an_earlier_day(book: Rulebook, first: date, later: int) -> None:
    second = first + timedelta(days=later)
    for kind in (None, Kind.MEDIATION_START, Kind.DECISION):
        one, two = (
            terms(book, known(day) if kind is None else known(day, days={kind: (day,)})) for day in (first, second)
        )
        for key, row in one.items():
            if row.last_day and two[key].last_day:
                assert row.last_day <= two[key].last_day
                assert row.last_day > first


NEXT = {
    Phase.NOTICE: {Phase.CONSULTATION, Phase.TO_MEDIATOR},
    Phase.CONSULTATION: {Phase.TO_MEDIATOR, Phase.MEDIATOR},
    Phase.TO_MEDIATOR: {Phase.MEDIATOR},
    Phase.MEDIATOR: {Phase.MEDIATING},
    Phase.MEDIATING: {Phase.PROVINCIAL},
    Phase.PROVINCIAL: {Phase.DECIDED},
    Phase.DECIDED: {Phase.COURT},
    Phase.COURT: set(),
    Phase.SOLVED: set(),
    Phase.CLOSED: set(),
}
"""Phase → what can follow it, besides a solution and the end, which can come at any moment.

When a solution lapses the dispute is where its other facts put it.
"""
ATTEMPTS = st.lists(st.tuples(st.sampled_from(list(Kind)), st.integers(0, 60)), max_size=40)


@books
@given(attempts=ATTEMPTS)
def test_no_phase_is_ever_skipped(book: Rulebook, attempts: list[tuple[Kind, int]]) -> None:
    """Whatever is tried in whatever order: only what the rules allow happens, and phases follow one another."""
    facts, today = Facts(NOTIFIED, {7: None, CHAIR: None}), NOTIFIED
    for kind, wait in attempts:
        today += timedelta(days=wait)
        before = course.phase(facts)
        if not acts.judge(kind, acts.Case(facts, terms(book, facts), today)).allowed:
            continue
        if kind is Kind.RECEIPT:
            facts = facts.received(next(who for who, day in facts.receipts.items() if day is None), today)
        else:
            facts = facts.after(kind, today)
        after = course.phase(facts)
        assert after is before or after in NEXT[before] | {Phase.SOLVED, Phase.CLOSED} or kind is Kind.LAPSED
        assert before is not Phase.CLOSED or kind is Kind.COST
        if kind is Kind.SUBMISSION:
            assert today > terms(book, facts)["provincial_executive"].last_day


@pytest.mark.parametrize(
    ("day", "allowed"), [(date(2026, 12, 9), False), (date(2026, 12, 10), True)], ids=["last day", "day after"]
)
def test_the_mediator_from_the_day_after_six_weeks(day: date, allowed: bool) -> None:
    verdict = acts.judge(Kind.MEDIATOR, acts.Case(known(), terms(BOOK, known()), day))
    assert verdict.allowed is allowed
    assert verdict.opens_on == date(2026, 12, 10)


def test_an_override_moves_the_right_that_opens() -> None:
    facts = known(overrides={"mediation": Override(date(2026, 12, 20), "afgesproken", date(2026, 11, 2))})
    row = terms(BOOK, facts)["mediation"]
    assert row.opens_on == date(2026, 12, 21)
    told = sentence(row)
    for part in ("2 november 2026", "zondag 20 december 2026", "afgesproken", "Berekend was woensdag 9 december 2026"):
        assert part in told


def test_the_sentence_names_article_start_and_rule() -> None:
    told = sentence(terms(BOOK, known())["consultation"])
    for part in (
        "Vier weken na de laatste ontvangst op 28 oktober 2026",
        "woensdag 25 november 2026",
        "art. 13.3",
        "R11",
    ):
        assert part in told


@given(cents=st.integers(1, 10**9), parties=st.integers(1, 14))
def test_shares_add_up_and_differ_by_a_cent_at_most(cents: int, parties: int) -> None:
    """R21."""
    step = next(step for step in BOOK.dispute_steps if step.key == course.MEDIATION)
    divided = list(shares(step, cents, range(parties)).values())
    assert sum(divided) == cents
    assert max(divided) - min(divided) <= 1
    assert all(abs(Fraction(cents, parties) - share) < 1 for share in divided)


def test_own_costs_are_not_shared() -> None:
    step = next(step for step in BOOK.dispute_steps if step.key == course.CONSULTATION)
    with pytest.raises(CostNotShared):
        shares(step, 100, [1, 2])


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 11, 17), ""),
        (date(2026, 11, 18), "week"),
        (date(2026, 11, 23), "week"),
        (date(2026, 11, 24), "laatste"),
        (date(2026, 11, 25), "laatste"),
        (date(2026, 11, 26), "voorbij"),
        (date(2026, 12, 3), ""),
    ],
)
def test_only_the_latest_milestone_is_told(today: date, told: str) -> None:
    assert milestone(terms(BOOK, known())["consultation"], today) == told


def test_a_right_is_told_of_once_it_opens() -> None:
    row = terms(BOOK, known())["mediation"]
    days = (date(2026, 12, 9), date(2026, 12, 10), date(2027, 3, 30))
    assert [milestone(row, day) for day in days] == ["", "opent", "opent"], "it stays open, however late one looks"


def test_the_last_word_comes_on_a_working_day() -> None:
    """The four weeks end on Saturday 26 December; the day before is Christmas."""
    row = terms(BOOK, known(date(2026, 11, 28)))["consultation"]
    assert row.last_day == date(2026, 12, 26)
    days = (date(2026, 12, 23), date(2026, 12, 24), date(2026, 12, 25))
    assert [milestone(row, day) for day in days] == ["week", "laatste", "laatste"]


@books
def test_once_the_chair_is_skipped_the_mediator_waits_for_nothing(book: Rulebook) -> None:
    """R13: no six weeks, and no receipt either."""
    skipped = Facts(NOTIFIED, {7: None, CHAIR: None}).after(Kind.CHAIR_SKIPPED, date(2026, 10, 28))
    found = terms(book, skipped)
    assert [row.step.key for row in course.running(found, skipped)] == [course.MEDIATION]
    row = found[course.MEDIATION]
    assert (row.last_day, row.opens_on) == (None, date(2026, 10, 28))
    assert "Kan meteen" in sentence(row)
    assert milestone(row, date(2026, 10, 28)) == "opent"
    assert acts.judge(Kind.MEDIATOR, acts.Case(skipped, found, date(2026, 10, 28))).allowed


@pytest.mark.parametrize(
    ("homes", "finding"),
    [({"GM0153"}, start.Finding.INVOLVED), ({"GM0164"}, start.Finding.CLEAR), (set(), start.Finding.UNKNOWN)],
)
def test_is_the_own_municipality_a_party(homes: set[str], finding: start.Finding) -> None:
    """R13, R14."""
    assert start.check("chair", homes, {"GM0153", "GM0141"}).finding is finding


def test_every_act_phase_and_reason_has_words() -> None:
    assert set(WORDS) == set(Kind) == set(acts.CONDITIONS)
    assert set(PHASES) == set(Phase)
    assert set(REASONS) == set(acts.Why)
    assert len({words.slug for words in WORDS.values()}) == len(Kind)
    assert reason(acts.Verdict(Kind.COST)) == ""


def test_two_rulebooks_arrange_disputes() -> None:
    assert len(BOOKS) == 2
