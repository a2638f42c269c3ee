"""The concept of a run: amounts, and what blocks which step (BOK-11.1, 8f; R16, R17, R19)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from finance.rules import Who
from finance.rules.concept import Concept, GapKind, RowState, Stage, concept
from finance.rules.facts import Billed, PartyFacts, RunFacts
from finance.rules.years import PartYear, part_of_year

MAIL = Billed("mail")
COUNCIL_DAY = date(2026, 11, 5)
ALMELO = PartyFacts("GM0141", "Almelo", 74_776, 74_300, council_on=COUNCIL_DAY, billed=MAIL)
BORNE = PartyFacts("GM0147", "Borne", 24_741, 24_650, council_on=COUNCIL_DAY, billed=MAIL)
WHOLE = RunFacts(
    kind="per_inhabitant",
    who=Who.WITH_BUDGET,
    parties=(ALMELO, BORNE),
    cents=925,
    reference_on=date(2027, 1, 1),
    wanted_on=date(2027, 1, 1),
    budget=92_000_000,
    tolerance=50,
)


def gaps(facts: RunFacts) -> dict[GapKind, Stage]:
    """What is missing, and what it blocks."""
    return {gap.kind: gap.stage for gap in concept(facts).gaps}


def with_almelo(**changes: object) -> Concept:
    """The run in which something about Almelo is different."""
    return concept(replace(WHOLE, parties=(replace(ALMELO, **changes), BORNE)))


def test_run_without_gaps_can_go_all_the_way() -> None:
    """BOK-11.1: inhabitants times the rate, each to the cent."""
    draft = concept(WHOLE)
    assert draft.gaps == ()
    assert [(row.facts.name, row.cents, row.state) for row in draft.rows] == [
        ("Almelo", 69_167_800, RowState.READY),
        ("Borne", 22_885_425, RowState.READY),
    ]
    assert draft.total == draft.due == 92_053_225
    assert draft.difference == 53_225


@pytest.mark.parametrize(
    ("change", "state", "gap"),
    [
        ({"council_on": None}, RowState.COUNCIL, GapKind.COUNCIL),
        ({"billed": None}, RowState.BILLING, GapKind.BILLING),
        ({"billed": Billed("mail", "verplichtingnummer")}, RowState.REFERENCE, GapKind.REFERENCE),
        ({"inhabitants": None}, RowState.NO_FIGURE, GapKind.FIGURE),
        ({"earlier": 70_000}, RowState.JUMP, GapKind.JUMP),
    ],
)
def test_gap_of_one_party_blocks_the_check_and_only_its_document(
    change: dict[str, object], state: RowState, gap: GapKind
) -> None:
    """The others stay ready."""
    draft = with_almelo(**change)
    assert [row.state for row in draft.rows] == [state, RowState.READY]
    found = next(found for found in draft.gaps if found.kind is gap)
    assert (found.parties, found.stage) == (("Almelo",), Stage.CHECK)
    assert [row.facts.name for row in draft.ready] == ["Borne"]


def test_party_left_out_with_a_reason_blocks_nothing() -> None:
    """Its amount still counts in the total of the year."""
    draft = with_almelo(council_on=None, left_out="De raad beslist in januari.")
    assert draft.blocked(Stage.CHECK) == ()
    assert (draft.total, draft.due) == (92_053_225, 22_885_425)
    assert [row.facts.name for row in draft.waiting] == ["Almelo"]


@pytest.mark.parametrize(
    ("inhabitants", "blocks"), [(103_000, False), (103_001, True), (97_000, False), (96_999, True)]
)
def test_jump_is_more_than_three_percent_up_or_down(inhabitants: int, blocks: bool) -> None:
    """Against 100.000 a year before."""
    draft = with_almelo(inhabitants=inhabitants, earlier=100_000)
    assert (GapKind.JUMP in {gap.kind for gap in draft.gaps}) is blocks


@pytest.mark.parametrize("kind", ["share_of_fte", "equal_share", "in_kind_or_fixed"])
def test_jump_blocks_nothing_where_inhabitants_do_not_count(kind: str) -> None:
    """UHO-7: there is nothing to look at, and no field to say so."""
    party = replace(ALMELO, earlier=70_000, choice="betaling")
    sharing = {"costs": 10_000, "sharers": ("GM0141",), "by_choice": {"betaling": 1_000_000}, "checks_budget": False}
    draft = concept(replace(WHOLE, kind=kind, parties=(party,), **sharing))
    assert draft.blocked(Stage.CHECK) == () and draft.rows[0].state is RowState.READY


def test_jump_that_somebody_saw_blocks_no_more_until_the_figure_changes_again() -> None:
    """The tick belongs to one figure."""
    assert with_almelo(earlier=70_000, figure_seen=74_776).blocked(Stage.CHECK) == ()
    again = with_almelo(earlier=70_000, figure_seen=74_000)
    assert [gap.kind for gap in again.blocked(Stage.CHECK)] == [GapKind.JUMP]


def test_year_without_basis_has_no_amounts_and_says_so() -> None:
    """R19: no rate, no run."""
    draft = concept(replace(WHOLE, who=None, cents=None))
    assert GapKind.BASIS in {gap.kind for gap in draft.gaps}
    assert draft.total == 0


@pytest.mark.parametrize(
    ("budget", "reason", "blocked"),
    [
        (92_053_225, "", False),
        (91_600_000, "", False),
        (91_595_000, "", True),
        (91_595_000, "Borne groeide.", False),
        (92_600_000, "", True),
    ],
)
def test_difference_from_the_budget(budget: int, reason: str, blocked: bool) -> None:
    """BOK-8f: half a percent, above or below; outside it a reason is needed."""
    facts = replace(WHOLE, budget=budget, difference_reason=reason)
    assert (GapKind.DIFFERENCE in gaps(facts)) is blocked


def test_difference_on_the_tolerance_is_within() -> None:
    """Exactly half a percent of 200 euros is one euro."""
    party = replace(BORNE, inhabitants=10_100, earlier=10_100)
    facts = replace(WHOLE, parties=(party,), cents=2, budget=20_000, tolerance=100)
    assert concept(facts).difference == 200
    assert GapKind.DIFFERENCE not in gaps(facts)
    assert GapKind.DIFFERENCE in gaps(replace(facts, tolerance=99))


def test_inhabitants_of_another_year_only_block_the_last_step() -> None:
    """R17: the concept counts with what there is."""
    assert gaps(replace(WHOLE, reference_on=date(2025, 1, 1))) == {GapKind.POPULATION: Stage.FINAL}


def test_missing_number_of_the_network_only_blocks_that_way_of_sending() -> None:
    """The PDF never waits for an OIN."""
    draft = with_almelo(billed=Billed("peppol", network_lacks=("OIN",)))
    assert [(gap.kind, gap.stage, gap.parties) for gap in draft.gaps] == [(GapKind.NETWORK, Stage.SENDING, ("Almelo",))]
    assert len(draft.ready) == 2


def test_what_the_agreement_leaves_open_must_be_recorded() -> None:
    """No silent default for terms, sender or budget."""
    facts = replace(WHOLE, has_terms=False, has_issuer=False, budget=None)
    assert set(gaps(facts)) == {GapKind.TERMS, GapKind.ISSUER, GapKind.BUDGET}


def test_revision_asks_the_difference_and_no_council() -> None:
    """R17: lower gives a credit, equal nothing, higher an invoice."""
    parties = (
        replace(ALMELO, council_on=None, standing=(("SES-2027-0001", 69_200_000),)),
        replace(BORNE, council_on=None, standing=(("SES-2027-0002", 22_885_425),)),
    )
    draft = concept(replace(WHOLE, revision=True, parties=parties))
    assert [(row.state, row.due) for row in draft.rows] == [(RowState.READY, -32_200), (RowState.NOTHING, 0)]
    assert draft.due == -32_200


def test_equal_shares_rest_cents_to_the_first_parties() -> None:
    """UHO-7.4; who is in no part of this run bears its share all the same."""
    everybody = ("GM0141", "GM0147", "GM1774")
    facts = replace(WHOLE, kind="equal_share", who=Who.ALL, costs=10_001, sharers=everybody, checks_budget=False)
    assert [row.cents for row in concept(facts).rows] == [3_334, 3_334]
    assert [row.cents for row in concept(replace(facts, parties=(BORNE,))).rows] == [3_334]
    assert GapKind.COSTS in gaps(replace(facts, costs=0))


def test_share_of_fte_and_staff_in_kind() -> None:
    """UHO-7.1 and 7.3: whose choice is unknown, blocks."""
    fte = replace(WHOLE, kind="share_of_fte", who=Who.ALL, cents=9_875_050, share=Fraction(1, 10))
    assert [row.cents for row in concept(fte).rows] == [987_505, 987_505]
    parties = (
        replace(ALMELO, choice="betaling"),
        replace(BORNE, choice="capaciteit"),
        PartyFacts("PV23", "Overijssel"),
    )
    by_choice = {"capaciteit": 0, "betaling": 1_000_000}
    kind = concept(replace(WHOLE, kind="in_kind_or_fixed", who=Who.ALL, parties=parties, by_choice=by_choice))
    assert [row.state for row in kind.rows] == [RowState.READY, RowState.NOTHING, RowState.CHOICE]


@pytest.mark.parametrize(
    ("first", "last", "counting", "part"),
    [
        (date(2021, 2, 1), None, PartYear.WHOLE, Fraction(1)),
        (date(2021, 2, 1), None, PartYear.MONTHS, Fraction(11, 12)),
        (date(2021, 2, 1), None, PartYear.DAYS, Fraction(334, 365)),
        (date(2020, 1, 1), date(2021, 5, 14), PartYear.MONTHS, Fraction(5, 12)),
        (date(2020, 1, 1), date(2020, 12, 31), PartYear.WHOLE, Fraction(0)),
        (date(2020, 1, 1), date(2021, 1, 1), PartYear.WHOLE, Fraction(1)),
    ],
)
def test_part_of_a_year(first: date, last: date | None, counting: PartYear, part: Fraction) -> None:
    """R16 and 15.2: what a party takes part in of 2021."""
    assert part_of_year(2021, first, last, counting) == part
