"""The pages of a vote about persons: the phone, the secretariat, the result; and that a choice shows nowhere (R20)."""

import uuid

import pytest
from django.test import Client, RequestFactory
from django.views.debug import ExceptionReporter

from tests.cast import Cast
from tests.votes.election import (
    ANNA,
    BRAM,
    CARLA,
    a_nomination,
    a_ready_election,
    an_open_election,
    fill,
    held,
    opened,
    slip,
)
from tests.votes.stage import OPENED, an_open_vote
from tests.votes.test_views import page, signed_in
from twente.outbox.models import Message
from votes.discretion import NothingShown, discreet
from votes.models import LotDraw, Participation, Proposal, Slip, Totals

pytestmark = pytest.mark.django_db
ALL = ("Almelo", "Borne", "Losser")


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine) -> None:
    time_machine.move_to(OPENED, tick=False)


def text_of(client: Client, name: str, *args: object) -> str:
    return client.get(page(name, *args), follow=True).content.decode()


def test_phone_shows_names_says_it_is_final_and_confirms_without_the_choice(cast: Cast) -> None:
    vote, client = an_open_election(cast), signed_in(cast.representatives["Borne"])
    form = client.get(page("ballot_cast", vote.pk, "GM0147"))
    for words in (ANNA, BRAM, "Onthouding (blanco)", "niet meer wijzigen", "Hoe geheim is dit?"):
        assert words in form.content.decode()
    assert f'value="{ANNA}" data-woord="{ANNA}" id' in form.content.decode(), "nothing is chosen beforehand"
    assert "data-bewaar" not in form.content.decode(), "nothing is kept in the browser"
    assert "no-store" in form["Cache-Control"]
    answer = client.post(page("ballot_cast", vote.pk, "GM0147"), {"choice": BRAM, "key": uuid.uuid4()}, follow=True)
    assert "Borne heeft gestemd" in answer.content.decode()
    assert BRAM not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert BRAM not in Message.objects.get(kind="slip_cast").body


def test_sole_candidate_is_for_or_against(cast: Cast) -> None:
    vote = an_open_election(cast, (ANNA,))
    text = text_of(signed_in(cast.representatives["Borne"]), "ballot_cast", vote.pk, "GM0147")
    assert f"Voor {ANNA}" in text
    assert f"Tegen {ANNA}" in text


def test_second_device_reads_that_the_party_has_voted(cast: Cast) -> None:
    vote, client = an_open_election(cast), signed_in(cast.representatives["Borne"])
    address, key = page("ballot_cast", vote.pk, "GM0147"), uuid.uuid4()
    assert client.post(address, {"choice": BRAM, "key": key}).status_code == 302
    assert client.post(address, {"choice": BRAM, "key": key}).status_code == 302, "a double tap"
    other = signed_in(cast.representatives["Borne"]).post(address, {"choice": ANNA, "key": uuid.uuid4()})
    assert other.status_code == 409
    assert "al gestemd" in other.content.decode()
    assert client.get(address).status_code == 409
    assert Slip.objects.count() == 1


def test_choice_that_is_not_on_the_slip_is_named_at_the_field(cast: Cast) -> None:
    vote, client = an_open_election(cast), signed_in(cast.representatives["Borne"])
    for choice in ("", CARLA, "tegen", "ongeldig"):
        answer = client.post(page("ballot_cast", vote.pk, "GM0147"), {"choice": choice, "key": uuid.uuid4()})
        assert answer.status_code == 422
        assert "Kies een kandidaat of onthouding." in answer.content.decode()
    assert not Participation.objects.exists()


def test_secretary_enters_no_slip(cast: Cast) -> None:
    vote, client = an_open_election(cast), signed_in(cast.secretary)
    for answer in (
        client.get(page("ballot_enter", vote.pk, "GM0147")),
        client.post(page("ballot_enter", vote.pk, "GM0147")),
    ):
        assert answer.status_code == 403
        assert "papier" in answer.content.decode()


def test_while_open_everybody_sees_turnout_and_nobody_more(cast: Cast) -> None:
    vote = an_open_election(cast)
    slip(cast, vote, "Almelo", BRAM)
    for user in (cast.secretary, cast.chair):
        text = text_of(signed_in(user), "proposal_detail", vote.pk)
        assert "1 van de 14 stemgerechtigde partijen" in text
        assert "Stem invoeren" not in text
        assert "Stand</th>" not in text
    client = signed_in(cast.secretary)
    assert client.get(page("turnout", vote.pk), {"versie": "open-1"}).status_code == 204
    slip(cast, vote, "Borne", ANNA)
    assert "2 van de 14" in client.get(page("turnout", vote.pk), {"versie": "open-1"}).content.decode()


def test_result_page_gives_numbers_and_names_of_parties_apart(cast: Cast) -> None:
    vote = held(cast, {ANNA: 8, BRAM: 5, "blanco": 1})
    text = text_of(signed_in(cast.representatives["Almelo"]), "proposal_detail", vote.pk)
    for words in (
        f"Gekozen: {ANNA}",
        "tot plaatsvervangend voorzitter",
        "Wie deed mee",
        "Twenterand",
        "reservekopieën",
    ):
        assert words in text


def test_secretary_writes_the_candidates_one_a_line(cast: Cast) -> None:
    proposal, client = a_nomination(cast, (ANNA,)), signed_in(cast.secretary)
    data = {"names": f" {BRAM}\r\n\r\n{ANNA} ", "way": "paper", "version": 2}
    assert client.post(page("candidates_edit", proposal.pk), data).status_code == 302
    proposal.refresh_from_db()
    assert [one.name for one in proposal.candidates.all()] == [BRAM, ANNA]
    assert proposal.way == "paper"
    stale = client.post(page("candidates_edit", proposal.pk), data | {"names": CARLA})
    assert stale.status_code == 409
    assert CARLA in stale.content.decode()
    assert BRAM in stale.content.decode()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("", "Vul ten minste één kandidaat in"),
        ("​", "Vul ten minste één kandidaat in"),
        (f"{ANNA}\n{ANNA.upper()}", "twee keer"),
        ("Aalders, Anna", "zonder komma"),
        ("Blanco", "geen naam"),
        ("x" * 121, "120 tekens"),
        ("\n".join(f"Kandidaat {number}" for number in range(31)), "hoogstens 30"),
    ],
)
def test_bad_list_of_candidates_is_explained_and_kept(cast: Cast, names: str, said: str) -> None:
    proposal = a_nomination(cast, (ANNA,))
    data = {"names": names, "way": "ballot", "version": 2}
    answer = signed_in(cast.secretary).post(page("candidates_edit", proposal.pk), data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert [one.name for one in proposal.candidates.all()] == [ANNA]


def test_script_in_a_name_is_text(cast: Cast) -> None:
    vote = an_open_election(cast, ("<script>alert(1)</script>", ANNA))
    assert "<script>alert" not in text_of(signed_in(cast.representatives["Borne"]), "ballot_cast", vote.pk, "GM0147")


def test_candidates_of_an_ordinary_or_opened_vote_have_no_page(cast: Cast) -> None:
    client = signed_in(cast.secretary)
    assert client.get(page("candidates_edit", an_open_vote(cast).pk)).status_code == 404


def test_names_do_not_change_after_opening(cast: Cast) -> None:
    client, vote = signed_in(cast.secretary), an_open_election(cast)
    data = {"names": CARLA, "way": "ballot", "version": vote.version}
    assert client.get(page("candidates_edit", vote.pk)).status_code == 409
    assert client.post(page("candidates_edit", vote.pk), data).status_code == 409


def test_opening_page_names_the_slip_and_the_limits_of_secrecy(cast: Cast) -> None:
    proposal, client = a_ready_election(cast), signed_in(cast.chair)
    text = text_of(client, "vote_open", proposal.pk)
    assert ANNA in text
    assert "reservekopieën" in text
    assert client.post(page("vote_open", proposal.pk)).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.OPEN


def test_run_off_and_lot_on_the_pages(cast: Cast) -> None:
    """Gemeentewet 31: 7-7, 7-7, the lot."""
    first, chair = held(cast, {ANNA: 7, BRAM: 7}), signed_in(cast.chair)
    assert "Volgende ronde" in text_of(chair, "proposal_detail", first.pk)
    assert chair.post(page("next_round", first.pk)).status_code == 302
    second = fill(cast, opened(cast, Proposal.objects.get(previous=first)), {ANNA: 7, BRAM: 7})
    text = text_of(chair, "proposal_detail", second.pk)
    assert "Loting vastleggen" in text
    assert "Uitslag vaststellen" not in text
    data = {"name": BRAM, "drawn_by": "De voorzitter", "witness": "De voorzitter"}
    assert "iemand anders" in chair.post(page("lot_draw", second.pk), data).content.decode()
    assert chair.post(page("lot_draw", second.pk), data | {"name": CARLA, "witness": "De griffier"}).status_code == 422
    assert chair.post(page("lot_draw", second.pk), data | {"witness": "De griffier"}).status_code == 302
    assert LotDraw.objects.get().drawn == BRAM
    text = text_of(chair, "proposal_detail", second.pk)
    assert f"Gekozen: {BRAM}, na loting" in text
    assert "Uitslag vaststellen" in text
    assert Message.objects.filter(kind="lot_drawn", body__contains=BRAM).exists()


def test_round_without_a_next_has_no_button(cast: Cast) -> None:
    vote, chair = held(cast, {ANNA: 8, BRAM: 5}), signed_in(cast.chair)
    assert "Volgende ronde" not in text_of(chair, "proposal_detail", vote.pk)
    assert chair.post(page("next_round", vote.pk)).status_code == 409
    assert chair.get(page("lot_draw", vote.pk)).status_code == 409


def test_appointing_without_a_vote_asks_whether_somebody_wants_one(cast: Cast) -> None:
    proposal, chair = a_ready_election(cast, (ANNA,), present=ALL), signed_in(cast.chair)
    assert "Almelo, Borne, Losser" in text_of(chair, "appoint", proposal.pk)
    refused = chair.post(page("appoint", proposal.pk), {"asked": "ja"})
    assert refused.status_code == 422
    assert "stemt het overleg geheim" in refused.content.decode()
    assert chair.post(page("appoint", proposal.pk), {"asked": "nee"}).status_code == 302
    text = text_of(chair, "proposal_detail", proposal.pk)
    assert f"Benoemd: {ANNA}" in text
    assert "niemand vroeg om een stemming" in text


PAPER = {
    "choice-0": 2,
    "choice-1": 1,
    "choice-2": 0,
    "choice-3": 0,
    "handed_out": 3,
    "first_counter": "Teller Een",
    "second_counter": "Teller Twee",
}


def test_paper_totals_are_shown_once_more_and_then_stand(cast: Cast) -> None:
    vote, client = an_open_election(cast, way="paper", present=ALL), signed_in(cast.secretary)
    assert client.post(page("vote_close", vote.pk)).status_code == 409, "first the count"
    sure = client.post(page("slips_count", vote.pk), PAPER)
    assert "Klopt deze telling?" in sure.content.decode()
    assert not Totals.objects.exists()
    assert client.post(page("slips_count", vote.pk), PAPER | {"sure": "ja"}).status_code == 302
    assert client.post(page("slips_count", vote.pk), PAPER | {"sure": "ja"}).status_code == 302, "a double tap"
    other = PAPER | {"choice-0": 1, "choice-1": 2, "sure": "ja"}
    assert client.post(page("slips_count", vote.pk), other).status_code == 409
    assert client.post(page("vote_close", vote.pk)).status_code == 302
    text = text_of(client, "proposal_detail", vote.pk)
    assert f"Gekozen: {ANNA}" in text
    assert "Teller Een en Teller Twee" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"choice-0": ""}, "Vul een aantal in"),
        ({"choice-0": -1}, "Vul een aantal in"),
        ({"handed_out": "drie"}, "Vul een aantal in"),
        ({"second_counter": "Teller Een"}, "Twee personen tellen"),
        ({"choice-0": 3}, "meer dan er zijn uitgereikt"),
        ({"handed_out": 4, "sure": "ja"}, "Hoogstens 3: zoveel partijen"),
    ],
)
def test_bad_totals_are_explained(cast: Cast, change: dict, said: str) -> None:
    vote = an_open_election(cast, way="paper", present=ALL)
    answer = signed_in(cast.secretary).post(page("slips_count", vote.pk), PAPER | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Totals.objects.exists()


def test_more_slips_than_handed_out_makes_the_vote_void(cast: Cast) -> None:
    vote, client = an_open_election(cast, way="paper", present=ALL), signed_in(cast.secretary)
    data = PAPER | {"choice-0": 3, "more_slips": "on", "sure": "ja"}
    assert client.post(page("slips_count", vote.pk), data).status_code == 302
    assert client.post(page("vote_close", vote.pk)).status_code == 302
    vote.refresh_from_db()
    assert vote.result["result"] == "ONGELDIG"
    assert "4 briefjes in de bus" in vote.result["sentence"]


def test_voter_on_paper_gets_no_slip_on_the_phone(cast: Cast) -> None:
    vote = an_open_election(cast, way="paper", present=ALL)
    client = signed_in(cast.representatives["Borne"])
    assert client.get(page("proposal_detail", vote.pk)).status_code == 200
    answer = client.post(page("ballot_cast", vote.pk, "GM0147"), {"choice": ANNA, "key": uuid.uuid4()})
    assert answer.status_code == 409
    assert not Slip.objects.exists()


def test_error_report_of_a_vote_shows_no_value(settings) -> None:
    """Not even the error page of a developer knows a choice."""
    settings.DEBUG = True
    request = RequestFactory().post("/", {"choice": BRAM})

    @discreet
    def breaks(request):
        choice = request.POST["choice"]
        raise LookupError(len(choice))

    try:
        breaks(request)
    except LookupError as error:
        report = ExceptionReporter(request, type(error), error, error.__traceback__).get_traceback_html()
    assert isinstance(request.exception_reporter_filter, NothingShown)
    assert BRAM not in report
    assert "choice" in report


def test_pages_ask_a_constant_number_of_queries(cast: Cast, django_assert_max_num_queries) -> None:
    vote, client = held(cast, {ANNA: 8, BRAM: 5, "blanco": 1}), signed_in(cast.secretary)
    client.get(page("proposal_detail", vote.pk))
    with django_assert_max_num_queries(26):
        client.get(page("proposal_detail", vote.pk))
