"""Rekenhulp: an imagined vote answered as a real one, from an address that may hold anything; and stemkracht."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import INHABITANTS, Cast
from tests.votes.stage import DRAWN, OPENED, a_closed_vote, a_ready_proposal, an_open_vote, cast_vote
from tests.votes.test_views import signed_in
from twente.core.models import PopulationSet, User

pytestmark = pytest.mark.django_db
ADDRESS = "/bok-ses/stemmingen/rekenhulp/"
POWER = f"{ADDRESS}macht/"
HTMX = {"HX-Request": "true", "HX-Target": "uitkomst"}
CODES = {name: code for name, (code, _) in INHABITANTS.items()}


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine) -> None:
    time_machine.move_to(OPENED, tick=False)


def told(user: User, address: str = ADDRESS, **asked: object) -> str:
    return " ".join(signed_in(user).get(address, asked).text.split())


def as_drawn(**changed: object) -> dict[str, object]:
    """The vote of the drawn screen as an address."""
    there = [code for name, code in CODES.items() if name in DRAWN]
    votes = {CODES[name]: choice for name, choice in DRAWN.items()}
    return {"ingevuld": "1", "besluit": "gewoon", "onderwerp": "8a", "aanwezig": there} | votes | changed


def test_the_imagined_vote_gets_the_words_of_the_real_one(cast: Cast) -> None:
    """BOK-12.3: the same sentence and figures as the result page of these ballots."""
    real = a_closed_vote(cast).result
    text = told(cast.secretary, **as_drawn())

    assert real["sentence"] in text
    assert "319.980 van 643.603: niet gehaald" in text
    assert "Afhankelijk van lezing" in text
    assert "Nog nodig: 1.822 inwoners." in text
    assert "Dat kan als nog één partij voor stemt, bijvoorbeeld Almelo." in text


def test_everybody_is_there_and_in_favour_until_one_says_otherwise(cast: Cast) -> None:
    text = told(cast.officer, onderwerp="8d")

    assert "Aangenomen" in text
    assert text.count('name="aanwezig"') == text.count(" checked>Aanwezig") == 14
    assert "Er is niets meer nodig." in text


def test_without_money_enschede_has_no_vote_and_the_page_says_why(cast: Cast) -> None:
    """BOK-12.2."""
    assert "Enschede heeft geen stem: het onderwerp valt onder artikel 8" in told(cast.secretary, onderwerp="8a")
    assert "Enschede heeft geen stem" not in told(cast.secretary, onderwerp="8a", geld="ja")


def test_another_reading_of_the_address_is_used(cast: Cast) -> None:
    """R4: of the parties with a vote 319.980 is enough."""
    assert "319.980 van 481.286: gehaald" in told(cast.secretary, **as_drawn(R4="stemgerechtigd"))


def test_absence_blocks_unanimity_of_all_and_says_what_is_needed(cast: Cast) -> None:
    """BOK-12.6: who is absent is missed; nobody who is there can make up for that."""
    there = [code for name, code in CODES.items() if name != "Losser"]
    text = told(cast.secretary, besluit="ander_onderwerp", ingevuld="1", aanwezig=there)

    assert "Verworpen" in text
    assert "Met deze aanwezigen niet te halen." in text


def test_a_gate_is_taken_as_passed_and_said_to_be(cast: Cast) -> None:
    """BOK-12.5: the councils come before the vote; the rekenhulp counts votes."""
    text = told(cast.secretary, besluit="additionele_middelen")

    assert "Aangenomen" in text
    assert "vóór deze stemming moet gebeuren" in text


def test_all_at_once_leads_to_an_address_to_share(cast: Cast) -> None:
    answer = signed_in(cast.secretary).get(ADDRESS, as_drawn(allen="tegen"))

    assert answer.status_code == 302
    assert answer["Location"].count("=tegen") == 14
    assert "allen=" not in answer["Location"]
    assert "Verworpen" in signed_in(cast.secretary).get(answer["Location"]).text


def test_the_shared_address_gives_the_same_answer(cast: Cast) -> None:
    client = signed_in(cast.secretary)
    first = client.get(ADDRESS, as_drawn(R3="aanwezig"))
    again = client.get(f"{ADDRESS}?{first.context['share_query']}")

    assert again.context["result"] == first.context["result"]
    assert again.context["share_query"] == first.context["share_query"]


def test_a_change_below_the_rule_brings_the_outcome_alone(cast: Cast) -> None:
    client = signed_in(cast.secretary)
    part = client.get(ADDRESS, as_drawn(), headers=HTMX).text
    whole = client.get(ADDRESS, as_drawn(), headers=HTMX | {"HX-Target": "rekenhulp"}).text

    assert 'id="uitkomst"' in part
    assert "<form" not in part
    assert "<html" not in part + whole
    assert 'id="stap-1"' in whole


HOSTILE = [
    {"besluit": "gewoon' or 1=1"},
    {"besluit": "personen"},
    {"onderwerp": "99z"},
    {"onderwerp": ""},
    {"cijfers": "99999999999999999999"},
    {"cijfers": "-1"},
    {"R4": "alles"},
    {"R1": "{{ 7*7 }}"},
    {"geld": "\x00"},
    {"GM0141": "misschien"},
    {"ingevuld": "1", "aanwezig": ["GM9999", "<script>alert(1)</script>"]},
]


@pytest.mark.parametrize("asked", HOSTILE)
@pytest.mark.parametrize("address", [ADDRESS, POWER])
def test_no_address_can_break_the_page(cast: Cast, address: str, asked: dict[str, object]) -> None:
    """What is not known is left out, and the page says so."""
    answer = signed_in(cast.secretary).get(address, asked)

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "wat de rekenhulp niet kent" in answer.text


def test_an_unknown_button_does_nothing(cast: Cast) -> None:
    assert signed_in(cast.secretary).get(ADDRESS, {"allen": "iedereen"}).status_code == 200


def test_nobody_there_is_no_majority(cast: Cast) -> None:
    assert "Verworpen" in told(cast.secretary, ingevuld="1")


def test_a_vote_brings_its_rule_and_figures_and_never_its_ballots(cast: Cast) -> None:
    """While open nobody may learn the tally by way of the rekenhulp."""
    proposal = an_open_vote(cast)
    for party in ("Almelo", "Borne", "Losser"):
        cast_vote(cast, proposal, party, "tegen")
    client = signed_in(cast.representatives["Hengelo"])

    answer = client.get(reverse("votes:calculate_vote", args=["bok-ses", proposal.pk]))

    assert answer.status_code == 302
    assert "besluit=gewoon" in answer["Location"]
    assert f"cijfers={proposal.population_id}" in answer["Location"]
    assert "R4=alle_partijen" in answer["Location"]
    assert "tegen" not in answer["Location"]
    assert "Aangenomen" in client.get(answer["Location"]).text


def test_a_party_kept_out_by_decision_stays_out(cast: Cast) -> None:
    """Awb 2:4: it has no vote, and its inhabitants stay in the whole (R4)."""
    text = told(cast.secretary, onderwerp="8d", zonder=CODES["Almelo"])

    assert "Almelo heeft geen stem: zo besloot het overleg." in text
    assert "568.827 van 643.603" in text
    assert 'name="zonder" value="GM0141"' in text


def test_every_page_of_a_vote_leads_to_the_rekenhulp(cast: Cast) -> None:
    for proposal in (a_ready_proposal(cast), an_open_vote(cast), a_closed_vote(cast)):
        page = reverse("votes:proposal_detail", args=["bok-ses", proposal.pk])
        link = reverse("votes:calculate_vote", args=["bok-ses", proposal.pk])
        assert link in signed_in(cast.secretary).get(page).text


def test_a_vote_that_one_may_not_see_is_not_there(cast: Cast) -> None:
    address = reverse("votes:calculate_vote", args=["bok-ses", 999_999])
    assert signed_in(cast.secretary).get(address).status_code == 404
    assert signed_in(cast.outsider).get(ADDRESS).status_code == 404
    for part in ("clerk", "administrator"):
        assert signed_in(cast.everybody[part]).get(ADDRESS).status_code == 403
        assert signed_in(cast.everybody[part]).get(POWER).status_code == 403


def test_without_confirmed_figures_the_page_says_so(cast: Cast) -> None:
    PopulationSet.objects.update(confirmed_at=None, confirmed_by=None)
    for address in (ADDRESS, POWER, f"{ADDRESS}macht.csv"):
        assert "nog geen bevestigde inwonertallen" in told(cast.secretary, address)


def test_the_queries_do_not_grow_with_the_years(cast: Cast) -> None:
    client = signed_in(cast.secretary)
    client.get(ADDRESS)
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        asked.append(len(queries))
        another_year(cast)
    assert asked[0] == asked[1]


def another_year(cast: Cast) -> None:
    """A confirmed set of one year earlier."""
    first = PopulationSet.objects.order_by("reference_date").first()
    assert first is not None
    earlier = PopulationSet.objects.create(
        reference_date=first.reference_date.replace(year=first.reference_date.year - 1),
        status=first.status,
        source=first.source,
        recorded_at=first.recorded_at,
        confirmed_at=first.confirmed_at,
    )
    for row in first.figures.all():
        earlier.figures.create(party=row.party, inhabitants=row.inhabitants)


def test_stemkracht_shows_every_party_and_the_groups_that_block(cast: Cast) -> None:
    text = told(cast.officer, POWER, onderwerp="8d")

    assert "16.384 combinaties" in text
    assert text.count('<th scope="row">') == 14
    assert "altijd bij: Almelo, Enschede en Hengelo" in text
    assert "Shapley" in text


def test_stemkracht_under_unanimity_names_the_vetoes(cast: Cast) -> None:
    text = told(cast.officer, POWER, besluit="ander_onderwerp")

    assert text.count("kan alleen tegenhouden") == 14
    assert "Eén partij kan alleen al tegenhouden." in text
    assert "te weinig inwoners" not in text


def test_stemkracht_comes_as_a_table_for_a_spreadsheet(cast: Cast) -> None:
    answer = signed_in(cast.officer).get(f"{ADDRESS}macht.csv", {"onderwerp": "8d"})
    lines = answer.content.decode("utf-8-sig").splitlines()

    assert answer["Content-Disposition"].startswith("attachment")
    assert lines[0].startswith("Partij;Inwoners;")
    assert len(lines) == 15
    assert re.match(r"Enschede;162317;25,22 %;\d+;1\d,\d\d %;1\d,\d\d %;", lines[1])
