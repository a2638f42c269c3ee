"""The way of a proposal on which nobody votes, through the pages: ready, open, answers, close, establish, minutes."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from meetings.documents import decision_on_paper
from meetings.selectors.minutes import live_content
from meetings.wording.minutes import line_text
from tests.votes.answer_stage import (
    ANSWERED,
    CLOSED,
    DAY,
    OPENED,
    Overleg,
    a_ready,
    an_open,
    an_overleg,
    answer,
    close,
    hands,
)
from twente.core.models import User
from votes import services
from votes.documents import result_content, result_html
from votes.models import Answer, Proposal, Totals

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine) -> None:
    time_machine.move_to(ANSWERED, tick=False)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(overleg: Overleg, name: str, *args: object) -> str:
    return reverse(f"votes:{name}", args=[overleg.agreement.slug, *args])


def letter(value: str, **more: str) -> dict[str, object]:
    """A filled-in form."""
    fields = {"value": value, "document": "Collegebesluit 2026-114", "decided_on": DAY.isoformat(), "key": uuid.uuid4()}
    return fields | more


def read(client: Client, address: str) -> str:
    """A page as a person reads it, from the heading on."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def opened(overleg: Overleg, proposal: Proposal) -> None:
    """The chair opens on the page."""
    page = at(overleg, "vote_open", proposal.pk)
    assert "emming openen" not in read(browser(overleg.chair), page)
    assert browser(overleg.chair).post(page, {}).status_code == 302


def finished(overleg: Overleg, proposal: Proposal) -> Proposal:
    """Closed and established by the chair, on the pages."""
    chair = browser(overleg.chair)
    assert "emming" not in read(chair, at(overleg, "vote_close", proposal.pk)).replace("stemmingen/", "").replace(
        "instemming", ""
    )
    assert chair.post(at(overleg, "vote_close", proposal.pk)).status_code == 302
    assert "Zelf nagaan" in read(chair, at(overleg, "proposal_detail", proposal.pk))
    assert "Klopt niet" not in read(chair, at(overleg, "chain_check", proposal.pk))
    assert chair.post(at(overleg, "result_establish", proposal.pk)).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "established"
    return proposal


def in_minutes(proposal: Proposal) -> tuple[str, dict]:
    """The line and the decision as the minutes print them."""
    item = live_content(proposal.item.meeting)["items"][0]
    return line_text(item["line"]), decision_on_paper(item["decisions"][0])


def test_parties_decide_at_home_from_ready_to_minutes(db: None) -> None:
    """UHO-5: each party for itself, GS as fifteenth; closing may come at any time."""
    overleg = an_overleg("uh_omgevingsrecht")
    proposal = a_ready(overleg, "voorstel")
    assert "Provincie Overijssel" in read(browser(overleg.chair), at(overleg, "proposal_detail", proposal.pk))
    opened(overleg, proposal)
    own = browser(overleg.speakers["Almelo"])
    page = at(overleg, "proposal_detail", proposal.pk)
    assert "Antwoord van Almelo vastleggen" in read(own, page)
    assert own.post(at(overleg, "answer_give", proposal.pk, "GM0141"), letter("ingestemd")).status_code == 302
    secretary = browser(overleg.secretary)
    refused = letter("geweigerd", reason="Te duur.")
    assert secretary.post(at(overleg, "answer_enter", proposal.pk, "PV23"), refused).status_code == 302
    shown = read(own, page)
    assert "2 van de 15 partijen gaven antwoord." in shown
    assert "Te duur." in shown
    line, paper = in_minutes(finished(overleg, proposal))
    assert "Ingestemd 1 (" not in line
    assert "geweigerd 1 (Provincie Overijssel)" in line
    assert paper["outcome"] == "Iedere partij besluit zelf"
    assert len(paper["answers"]) == 15
    assert paper["tests"] == []


def test_members_seek_consensus_from_ready_to_minutes(db: None) -> None:
    """BWT-3: a reservation is kept with its reason."""
    overleg = an_overleg("werkbedrijf", speakers=())
    proposal = a_ready(overleg, "consensus")
    opened(overleg, proposal)
    secretary = browser(overleg.secretary)
    for seat in ("uwv:1", "werkgevers:2"):
        page = at(overleg, "answer_enter", proposal.pk, seat)
        assert secretary.post(page, {"value": "voorbehoud", "key": uuid.uuid4()}).status_code == 422
        said = {"value": "voorbehoud", "reason": "Eén loket.", "key": uuid.uuid4()}
        assert secretary.post(page, said).status_code == 302
    line, paper = in_minutes(finished(overleg, proposal))
    assert "voorbehoud 2 (UWV en Werkgevers 2)" in line.lower().replace("uwv", "UWV").replace(
        "werkgevers", "Werkgevers"
    )
    assert paper["outcome"] == "Consensus"


def test_a_cluster_appoints_from_ready_to_minutes(db: None) -> None:
    """BOK-6.3: the decision says who is put forward by which cluster."""
    overleg = an_overleg("bok_ses", speakers=("Losser", "Enschede"))
    proposal = a_ready(overleg, "clusterbenoeming", about="b")
    assert "Cluster b" in read(browser(overleg.chair), at(overleg, "proposal_detail", proposal.pk))
    opened(overleg, proposal)
    secretary = browser(overleg.secretary)
    for code in ("GM0183", "GM1774", "GM0173", "GM0168"):
        form = letter("", nominee="Kim de Boer")
        assert secretary.post(at(overleg, "answer_enter", proposal.pk, code), form).status_code == 302
    line, paper = in_minutes(finished(overleg, proposal))
    assert "Draagt voor 4." in line
    assert paper["sentence"].startswith(
        "Cluster b (Tubbergen, Dinkelland, Oldenzaal en Losser) draagt Kim de Boer voor."
    )
    assert paper["outcome"] == "Voorgedragen"


def test_a_conference_guides_from_ready_to_minutes(db: None) -> None:
    """HER-4b: labelled as not binding before, during and after, and in the minutes."""
    overleg = an_overleg("herorientatie_2014", speakers=())
    proposal = a_ready(overleg, "pre_advies")
    label, page = "Richtinggevend, niet bindend", at(overleg, "proposal_detail", proposal.pk)
    secretary = browser(overleg.secretary)
    assert label in read(secretary, page)
    opened(overleg, proposal)
    assert label in read(secretary, page)
    counted = {"in_favour": 9, "against": 9, "abstaining": 9, "people": 20, "counted_by": "de griffier"}
    assert secretary.post(at(overleg, "hands_enter", proposal.pk), counted).status_code == 422
    assert secretary.post(at(overleg, "hands_enter", proposal.pk), counted | {"people": 30}).status_code == 302
    assert Totals.objects.get().taken_part == 30
    line, paper = in_minutes(finished(overleg, proposal))
    assert label in line
    assert paper["outcome"] == label
    assert paper["text"].endswith("(richtinggevend, niet bindend)")
    assert label in read(secretary, page)


def test_closing_before_everybody_answered_says_who_is_missing(db: None) -> None:
    overleg = an_overleg("uh_omgevingsrecht")
    proposal = an_open(overleg, "wijziging")
    answer(overleg, proposal, "GM0141", "ingestemd")
    chair = browser(overleg.chair)
    page = at(overleg, "vote_close", proposal.pk)
    assert "besloten nog niet" in read(chair, page)
    assert '<button class="knop p"' not in read(chair, page)
    assert chair.post(page).status_code == 409


def test_an_answer_for_another_college_is_404_and_without_mandate_403(db: None) -> None:
    overleg = an_overleg("uh_omgevingsrecht")
    proposal = an_open(overleg, "voorstel")
    almelo, chair = browser(overleg.speakers["Almelo"]), browser(overleg.chair)
    assert almelo.post(at(overleg, "answer_give", proposal.pk, "GM0164"), letter("ingestemd")).status_code == 404
    assert almelo.post(at(overleg, "answer_enter", proposal.pk, "GM0164"), letter("ingestemd")).status_code == 403
    assert chair.post(at(overleg, "answer_give", proposal.pk, "GM0141"), letter("ingestemd")).status_code == 403
    assert not Answer.objects.exists()


def test_a_college_outside_the_cluster_is_refused(db: None) -> None:
    """BOK-6.3: Enschede is in none."""
    overleg = an_overleg("bok_ses", speakers=("Enschede",))
    proposal = an_open(overleg, "clusterbenoeming", about="c")
    form = letter("", nominee="Kim de Boer")
    for user, page in ((overleg.speakers["Enschede"], "answer_give"), (overleg.secretary, "answer_enter")):
        assert browser(user).post(at(overleg, page, proposal.pk, "GM0153"), form).status_code == 409
    assert not Answer.objects.exists()


def test_another_name_is_asked_about_before_it_counts(db: None) -> None:
    """BOK-6.3: one letter makes another person, capitals do not."""
    overleg = an_overleg("bok_ses")
    proposal = an_open(overleg, "clusterbenoeming", about="b")
    answer(overleg, proposal, "GM0183", "draagt_voor", nominee="Kim de Boer")
    secretary, page = browser(overleg.secretary), at(overleg, "answer_enter", proposal.pk, "GM1774")
    asked = secretary.post(page, letter("", nominee="Kim de Boor"))
    assert asked.status_code == 422
    assert "Eerder is genoemd: Kim de Boer" in asked.content.decode()
    assert "Kim de Boor" in asked.content.decode()
    assert secretary.post(page, letter("", nominee="KIM de boer")).status_code == 302
    assert secretary.post(page, letter("", nominee="Kim de Boor", different="on")).status_code == 302
    assert list(Answer.objects.filter(voice="GM1774").values_list("nominee", flat=True)) == [
        "Kim de Boer",
        "Kim de Boor",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "misschien"},
        {"value": ""},
        {"document": " \u200b"},
        {"decided_on": "31-02-2026"},
        {"decided_on": (ANSWERED + timedelta(days=1)).date().isoformat()},
        {"reason": "x" * 2001},
        {"document": "twee\nregels"},
        {"key": ""},
    ],
)
def test_a_form_with_a_mistake_comes_back_and_nothing_is_stored(db: None, wrong: dict) -> None:
    overleg = an_overleg("uh_omgevingsrecht")
    proposal = an_open(overleg, "voorstel")
    page = at(overleg, "answer_enter", proposal.pk, "GM0141")
    found = browser(overleg.secretary).post(page, letter("ingestemd") | wrong)
    assert found.status_code == 422
    assert not Answer.objects.exists()


def test_no_decision_needs_no_document(db: None) -> None:
    overleg = an_overleg("uh_omgevingsrecht")
    proposal = an_open(overleg, "voorstel")
    page = at(overleg, "answer_enter", proposal.pk, "GM0141")
    said = {"value": "geen_besluit", "key": uuid.uuid4()}
    assert browser(overleg.secretary).post(page, said).status_code == 302


def test_a_page_is_as_quick_with_many_answers(db: None, django_assert_max_num_queries) -> None:
    overleg = an_overleg("uh_omgevingsrecht")
    proposal = an_open(overleg, "voorstel")
    client, page = browser(overleg.secretary), at(overleg, "proposal_detail", proposal.pk)
    counts = []
    for codes in (["GM0141"], [voice["code"] for voice in proposal.snapshot["voices"]] * 2):
        for code in codes:
            answer(overleg, proposal, code, "ingestemd")
        client.get(page)
        with django_assert_max_num_queries(60) as counted:
            client.get(page)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_everybody_who_follows_sees_the_answers_and_strangers_nothing(db: None) -> None:
    """Answers are open facts, also while they are collected."""
    overleg, other = an_overleg("uh_omgevingsrecht"), an_overleg("werkbedrijf", speakers=())
    proposal = an_open(overleg, "voorstel")
    answer(overleg, proposal, "GM0141", "geweigerd", reason="Te duur.")
    page = at(overleg, "proposal_detail", proposal.pk)
    assert all("Te duur." in read(browser(user), page) for user in (overleg.chair, overleg.speakers["Hengelo"]))
    assert browser(other.secretary).get(page).status_code == 404


def test_an_earlier_answer_stays_readable(db: None) -> None:
    overleg = an_overleg("uh_omgevingsrecht")
    proposal = an_open(overleg, "voorstel")
    answer(overleg, proposal, "GM0141", "geweigerd", reason="Te duur.")
    answer(overleg, proposal, "GM0141", "ingestemd")
    text = read(browser(overleg.chair), at(overleg, "proposal_detail", proposal.pk))
    assert "Eerder antwoord" in text
    assert "1 van de 15 partijen gaf antwoord." in text


def test_result_of_a_guiding_count_is_neither_a_yes_nor_a_no(db: None) -> None:
    """HER-4b."""
    overleg = an_overleg("herorientatie_2014", speakers=())
    proposal = an_open(overleg, "pre_advies")
    hands(overleg, proposal, {"voor": 1, "tegen": 5})
    close(overleg, proposal)
    text = read(browser(overleg.secretary), at(overleg, "proposal_detail", proposal.pk))
    assert 'class="kaartje hero inf"' in text
    assert proposal.opening == OPENED


@pytest.mark.parametrize(("key", "kind"), [("uh_omgevingsrecht", "voorstel"), ("herorientatie_2014", "pre_advies")])
def test_result_stands_in_overview_and_document(db: None, key: str, kind: str) -> None:
    """UHO-5, HER-4b: the same answers on paper, and a line in the overview."""
    overleg = an_overleg(key, speakers=())
    proposal = an_open(overleg, kind)
    if kind == "voorstel":
        answer(overleg, proposal, "PV23", "geweigerd", reason="Te duur.")
    else:
        hands(overleg, proposal, {"voor": 3, "tegen": 1})
    closed = services.establish_result(proposal=close(overleg, proposal), by=overleg.chair, now=CLOSED)
    title = closed.result["title"]
    paper = result_html(result_content(closed))
    assert title in paper
    assert ("Te duur." in paper) is (kind == "voorstel")
    listed = read(browser(overleg.secretary), at(overleg, "proposal_list"))
    assert title in listed
    assert "Stemming" not in listed
