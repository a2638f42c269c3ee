"""The tally of an open vote: what is fixed, what is missing, who can still turn it; for the secretariat only."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from tests.votes.stage import DRAWN, OPENED, VOTED, a_closed_vote, a_ready_proposal, an_open_vote, cast_vote
from tests.votes.test_views import signed_in
from twente.core import services as core
from twente.core.models import Role, User
from votes.models import Proposal
from votes.views.foresight import has_tally

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine) -> None:
    time_machine.move_to(OPENED, tick=False)


def tally_of(proposal: Proposal) -> str:
    return reverse("votes:tally", args=["bok-ses", proposal.pk])


def page_of(proposal: Proposal) -> str:
    return reverse("votes:proposal_detail", args=["bok-ses", proposal.pk])


def shown(user: User, proposal: Proposal) -> str:
    return " ".join(signed_in(user).get(tally_of(proposal)).text.split())


def test_the_secretary_sees_counts_bars_and_what_is_missing(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    for party, choice in list(DRAWN.items())[:9]:
        cast_vote(cast, proposal, party, choice)

    text = shown(cast.secretary, proposal)

    assert "Alleen voor het secretariaat" in text
    assert "<dt>Voor</dt><dd>6</dd>" in text
    assert "Nog nodig: 82.784 inwoners." in text
    assert "239.018 van 643.603: niet gehaald" in text
    assert text.count("kantel-") == 4


def test_a_settled_outcome_is_said_to_be_so_and_nobody_can_turn_it(cast: Cast) -> None:
    """BOK-12.3: Almelo, Hengelo and Rijssen-Holten against; half of all inhabitants is out of reach."""
    proposal = an_open_vote(cast)
    for party in ("Almelo", "Hengelo", "Rijssen-Holten"):
        cast_vote(cast, proposal, party, "tegen")

    text = shown(cast.secretary, proposal)

    assert "Uitslag staat vast: verworpen." in text
    assert "stemt niet meer vrij" in text


def test_when_all_have_voted_only_a_change_of_vote_can_alter_it(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    for party, choice in DRAWN.items():
        cast_vote(cast, proposal, party, choice)

    text = shown(cast.secretary, proposal)

    assert "Uitslag staat vast: verworpen." in text
    assert "Alle stemgerechtigde partijen hebben gestemd." in text
    assert "Kan nog kantelen" not in text


def test_with_many_open_parties_it_cannot_yet_be_told_who_matters(cast: Cast) -> None:
    assert "nog niet te zeggen" in shown(cast.secretary, an_open_vote(cast))


def test_an_unchanged_tally_is_an_empty_answer_and_a_vote_changes_it(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    secretary = signed_in(cast.secretary)
    version = secretary.get(tally_of(proposal)).context["tally_version"]

    assert secretary.get(tally_of(proposal), {"versie": version}).status_code == 204
    cast_vote(cast, proposal, "Borne", "voor")
    assert secretary.get(tally_of(proposal), {"versie": version}).status_code == 200


@pytest.mark.parametrize(
    "part", ["representative", "chair", "deputy_chair", "deputy_secretary", "officer", "treasurer", "administrator"]
)
def test_nobody_else_gets_the_tally(cast: Cast, part: str) -> None:
    """While a vote is open members see the turnout only: the last voter is not steered."""
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Borne", "voor")
    client = signed_in(cast.everybody[part])

    assert client.get(tally_of(proposal)).status_code == 403
    text = client.get(page_of(proposal), follow=True).text
    assert "tussenstand" not in text.lower()
    assert tally_of(proposal) not in text


def test_the_deputy_secretary_gets_it_while_in_charge(cast: Cast) -> None:
    role = Role.objects.get(agreement=cast.agreement, kind=Role.Kind.DEPUTY_SECRETARY)
    day = OPENED.date()
    core.put_in_charge(
        role=role, since=day, until=day + timedelta(days=7), reason="vakantie", by=cast.secretary, now=OPENED
    )
    proposal = an_open_vote(cast)

    assert "Tussenstand" in shown(cast.deputy_secretary, proposal)


def test_the_open_page_of_the_secretary_loads_the_tally_in_its_own_region(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    text = signed_in(cast.secretary).get(page_of(proposal)).text

    assert f'hx-get="{tally_of(proposal)}"' in text
    assert "<dt>Voor</dt>" not in text


def test_after_closing_the_region_points_to_the_result(cast: Cast) -> None:
    text = shown(cast.secretary, a_closed_vote(cast))

    assert "niet meer open" in text
    assert "kantel" not in text


def test_what_was_never_opened_or_is_secret_has_no_tally(cast: Cast) -> None:
    """R20: a secret vote shows nothing before its closing, also not to the secretariat."""
    ready = a_ready_proposal(cast)
    secret = an_open_vote(cast)
    frozen = {**secret.snapshot, "procedure": "persons", "secret": True}
    secretary = signed_in(cast.secretary)

    assert secretary.get(tally_of(ready)).status_code == 409
    secret.snapshot = frozen
    assert not has_tally(secret)


def test_the_tally_asks_as_many_queries_for_one_ballot_as_for_ten(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    secretary = signed_in(cast.secretary)
    asked = []
    for voters in (["Borne"], ["Almelo", "Losser", "Hengelo", "Wierden", "Tubbergen", "Oldenzaal"]):
        for party in voters:
            cast_vote(cast, proposal, party, "voor", at=VOTED)
        secretary.get(tally_of(proposal))
        with CaptureQueriesContext(connection) as queries:
            secretary.get(tally_of(proposal))
        asked.append(len(queries))

    assert asked[0] == asked[1]
