"""What a result page shows: bars for every kind of test, three kinds of silence, readings, mandates, statements."""

import uuid
from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.factories import MEETING_AT, an_item
from tests.votes.browser import signed_in
from tests.votes.stage import CLOSED, DRAWN, VOTED, a_closed_vote, an_open_vote, cast_vote
from tests.votes.table import BOK, book, vote
from votes import drawing, services
from votes.models import Proposal, VoteStatement
from votes.presenting.ballots import readings_in_use
from votes.rules import Ballots, Choice, Matter, Preparation, Seat, Vote, count, decide, seated
from votes.rules.ballots import Tally
from votes.services.casting import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine) -> None:
    time_machine.move_to(CLOSED, tick=False)


def page_of(cast: Cast, proposal: Proposal) -> str:
    address = reverse("votes:proposal_detail", args=["bok-ses", proposal.pk])
    return signed_in(cast.secretary).get(address).content.decode()


def bars_of(judged: Vote) -> list[drawing.Bar]:
    """The bars of a vote as its stored result has them."""
    tests = [
        {"code": reason.code, "passed": reason.passed, "figures": vars(reason.figures) if reason.figures else None}
        for reason in decide(judged).reasons
    ]
    return drawing.result_bars(tally_of(count(seated(judged))), tests)


def tally_of(tally: Tally) -> dict[str, int]:
    return dict(vars(tally))


def under(key: str, kind: str, choices: Mapping[str, Choice | None]) -> Vote:
    """A vote of another rulebook: everybody is there."""
    rulebook = book(key)
    seats = tuple(
        Seat(party=party.code, inhabitants=1000, present=True, choice=choices.get(party.name, Choice.FOR))
        for party in rulebook.parties
    )
    return Vote(rulebook, rulebook.decisions[kind], Matter("1", True), Ballots(seats), rulebook.reading_values)


def test_double_threshold_has_two_bars_with_what_was_needed() -> None:
    """BOK-12.3."""
    heads, people = bars_of(vote({"Almelo": Choice.AGAINST}, financial=True))
    assert (heads.name, heads.verdict, heads.threshold) == ("Stemmen", "13 van 14 stemmen: gehaald", "meer dan 7 nodig")
    assert (people.name, people.threshold) == ("Inwoners", "ten minste 321.802 nodig")


def test_abstained_not_cast_and_no_vote_are_three_pieces_of_a_bar() -> None:
    """BOK-12.2: Enschede may not vote, Borne may and does not, Haaksbergen abstains."""
    judged = vote({"Enschede": None, "Borne": None, "Haaksbergen": Choice.BLANK}, on="8a")
    (_, people) = bars_of(judged)
    assert {part.css: part.label for part in people.segments} == {
        "voor": "432.320 voor",
        "onth": "24.225 onthouding",
        "niet": "24.741 niet gestemd",
        "geen": "162.317 geen stem",
    }
    assert sum(part.width for part in people.segments) == drawing.WIDTH


@pytest.mark.parametrize("value", ["stemgerechtigd", "aanwezig"])
def test_bar_of_inhabitants_leaves_out_who_is_not_in_the_base(value: str) -> None:
    """R4."""
    judged = vote({"Enschede": None, "Borne": None}, on="8a", readings={"R4": value}, absent=("Borne",))
    (_, people) = bars_of(judged)
    assert "geen" not in {part.css for part in people.segments}
    assert ("niet" in {part.css for part in people.segments}) is (value == "stemgerechtigd")


def test_label_steps_aside_for_the_mark_and_stays_away_where_it_does_not_fit() -> None:
    piece = drawing.Segment(x=300, width=400, css="niet", label="322.855 niet gestemd")
    moved = drawing.beside(500, piece)
    assert abs(moved.middle - 500) > piece.room // 2
    assert drawing.beside(320, piece) == piece, "the mark is not in its way"
    assert not drawing.Segment(x=0, width=90, css="onth", label="74.776 onthouding").fits


def test_unanimity_has_one_bar_of_parties_and_none_of_inhabitants() -> None:
    """BOK-12.6: two obstacles, one bar."""
    choices = {"Almelo": Choice.AGAINST, "Borne": Choice.BLANK, "Losser": None}
    (bar,) = bars_of(vote(choices, kind="ander_onderwerp"))
    assert (bar.name, bar.passed, bar.threshold) == ("Partijen", False, "alle 14 nodig")
    assert [part.label for part in bar.segments] == ["11 voor", "1 tegen", "1 onthouding", "1 niet gestemd"]
    assert bar.mark == drawing.WIDTH


def test_unanimity_where_a_blank_vote_passes_does_not_ask_for_everybody() -> None:
    """R7."""
    (bar,) = bars_of(vote({"Borne": Choice.BLANK}, kind="ander_onderwerp", readings={"R7": "neutraal"}))
    assert (bar.passed, bar.threshold) == (True, "niemand tegen nodig")


def test_accession_shows_how_many_parties_were_there() -> None:
    """BOK-14: ten of fourteen is more than two thirds, nine is not."""
    gone = ("Almelo", "Borne", "Losser", "Wierden", "Hengelo")
    for absent, passed in ((gone[:4], True), (gone, False)):
        silent = dict.fromkeys(absent)
        judged = vote(silent, kind="toetreding", absent=absent, preparation=Preparation(requested=True))
        unanimity, presence = bars_of(judged)
        assert (unanimity.passed, presence.name, presence.passed) == (True, "Aanwezig", passed)
        assert presence.threshold == "meer dan 9 nodig"


def test_weighed_vote_of_the_advice_of_2019_has_one_bar() -> None:
    """HLB-9a."""
    (bar,) = bars_of(under("hoofdlijnen_2019", "financieel", {"Almelo": Choice.AGAINST}))
    assert (bar.name, bar.passed, [part.css for part in bar.segments]) == ("Inwoners", True, ["voor", "tegen"])


def test_every_votable_kind_of_every_rulebook_has_a_bar_for_each_kind_of_test() -> None:
    for rulebook in (BOK, book("hoofdlijnen_2019")):
        for rule in rulebook.decision_rules:
            if rule.procedure == "vote" and rule.gate is None:
                assert len(bars_of(under(rulebook.key, rule.key, {}))) == len(rule.tests), rule.key


def test_readings_that_flip_are_shown_and_the_others_only_named() -> None:
    """BOK-18."""
    row = {"point": "punt", "now": "zo", "other": "anders", "outcome": "verworpen"}
    rows = [row | {"reading": "R4", "differs": True}, row | {"reading": "R9", "differs": False}]
    shown = readings_in_use({"alternatives": rows})
    assert [flip["reading"] for flip in shown["flips"]] == ["R4"]
    assert shown["harmless"] == "Een andere lezing van R9 verandert niets aan deze uitslag."
    assert readings_in_use({"alternatives": []}) == {"flips": [], "used": [], "harmless": ""}


def test_page_names_mandate_entry_and_each_kind_of_silence(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Haaksbergen", "blanco")
    services.enter_ballot(
        proposal=proposal,
        party=cast.parties["Losser"],
        by=cast.secretary,
        choice="tegen",
        key=uuid.uuid4(),
        entry=Entry(reason="De telefoon is leeg.", notice="E-mail van 10.44 uur."),
        now=VOTED,
    )
    services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    text = page_of(cast, proposal)
    assert "Collegebesluit Haaksbergen 2021-01" in text
    assert "ingevoerd door de secretaris: De telefoon is leeg." in text
    for word in ("Geen stem (1)", "Onthouding (1)", "Niet gestemd (11)", "niet stemgerechtigd"):
        assert word in text, word


def test_flag_stands_under_the_sentence(cast: Cast) -> None:
    """R9: too few were there, which only signals."""
    proposal = a_closed_vote(cast, {"Hengelo": "voor", "Almelo": "tegen"})
    assert "De overeenkomst vraagt geen quorum." in page_of(cast, proposal)


def test_changed_vote_is_told_and_only_the_last_counts(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Almelo", "voor")
    cast_vote(cast, proposal, "Almelo", "tegen", at=VOTED + timedelta(minutes=1))
    services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    text = page_of(cast, proposal)
    assert "Almelo wijzigde de stem." in text
    assert "2 regels" in text


def test_statement_of_a_party_stands_with_the_result(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    for text in ("Eerste versie.", "Wij missen het spoor."):
        VoteStatement.objects.create(
            proposal=proposal,
            party=cast.parties["Almelo"],
            text=text,
            key=uuid.uuid4(),
            made_by=cast.representatives["Almelo"],
            made_at=CLOSED,
        )
    text = page_of(cast, proposal)
    assert "Wij missen het spoor." in text
    assert "Eerste versie." not in text


def test_page_costs_as_much_after_thirty_earlier_votes_as_after_three(
    cast: Cast, django_assert_max_num_queries
) -> None:
    proposal = a_closed_vote(cast)
    client, address = signed_in(cast.secretary), reverse("votes:proposal_detail", args=["bok-ses", proposal.pk])
    earlier_votes(cast, proposal, 3)
    client.get(address)
    with django_assert_max_num_queries(200) as few:
        client.get(address)
    earlier_votes(cast, proposal, 27)
    with django_assert_max_num_queries(len(few)):
        assert client.get(address).status_code == 200


def earlier_votes(cast: Cast, proposal: Proposal, number: int) -> None:
    """Established votes on other items of the same meeting, with the rows of `proposal`."""
    for _ in range(number):
        item = an_item(cast, proposal.item.meeting, "Eerder punt")
        copy = Proposal.objects.get(pk=proposal.pk)
        copy.pk, copy.item, copy.form_key, copy.state = None, item, uuid.uuid4(), Proposal.State.ESTABLISHED
        copy.established_at, copy.established_by = MEETING_AT, cast.chair
        copy.save(force_insert=True)


def test_drawn_vote_is_the_drawn_page(cast: Cast) -> None:
    """BOK-12.3: the figures of the drawn screen, and no percentage in what decides."""
    text = page_of(cast, a_closed_vote(cast, DRAWN))
    assert "9 van 12 stemmen: gehaald" in text
    assert "319.980 van 643.603: niet gehaald" in text
    assert "Twee drempels" in text
