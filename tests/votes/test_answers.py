"""Answers through the services to the stored result: every worked example, and what may not be recorded."""

import json
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.votes.answer_stage import ANSWERED, CLOSED, Overleg, a_ready, an_open, an_overleg, answer, close, hands
from twente.outbox.models import Message
from votes import counting, export, services, verifier
from votes.models import Answer, Proposal
from votes.services.answering import (
    AlreadyCounted,
    AnsweringNotOpen,
    AnswerKeyReused,
    InvalidAnswer,
    NotAsked,
)
from votes.services.closing import AnswersMissing

pytestmark = pytest.mark.django_db
FILE = json.loads((Path(__file__).parents[1] / "cases" / "stemmingen.json").read_text(encoding="utf-8"))
CLUSTERS = FILE["clusters"]
UNFINISHED = ("OPEN", "IN_BEHANDELING")


def cases(*kinds: str) -> Any:
    """The worked examples of these kinds of decision."""
    found = [case for case in FILE["gevallen"] if case["besluit"] in kinds]
    return pytest.mark.parametrize("case", found, ids=[case["id"] for case in found])


def came_out(overleg: Overleg, proposal: Proposal, case: dict) -> None:
    """Closed, or not to be closed while the outcome is open, with the outcome and the reasons of the example."""
    wanted = case["verwacht"]
    if wanted["uitkomst"] in UNFINISHED:
        with pytest.raises(AnswersMissing):
            close(overleg, proposal)
        return
    result = close(overleg, proposal).result
    assert result["result"] == wanted["uitkomst"]
    assert [row["code"] for row in result["tests"]] == wanted["redenen"]
    assert len(result["flags"]) == len(wanted["vlaggen"])
    assert result["sentence"]
    closed = Proposal.objects.get(pk=proposal.pk)
    assert all(check.passed for check in counting.checks(closed))
    assert refused_by_the_verifier(list(export.lines(closed))) == []


def refused_by_the_verifier(lines: list[dict]) -> list[str]:
    """What the standalone verifier says of an export, as far as it does not agree."""
    return [line for passed, line in verifier.report(verifier.Vote(export.written(lines)), "") if not passed]


@cases("clusterbenoeming")
def test_a_cluster_names_one_person_together(case: dict) -> None:
    """BOK-6.3."""
    overleg = an_overleg("bok_ses")
    proposal = an_open(overleg, "clusterbenoeming", about=case["cluster"])
    for name, nominee in case["keuzes"].items():
        if name not in CLUSTERS[case["cluster"]]:
            with pytest.raises(NotAsked):
                answer(overleg, proposal, overleg.code(name), "draagt_voor", nominee=nominee)
            return
        answer(overleg, proposal, overleg.code(name), "draagt_voor", nominee=nominee)
    came_out(overleg, proposal, case)


@cases("lokaal")
def test_every_party_decides_at_home(case: dict) -> None:
    """UHO-5, UHO-12: fifteen parties, the province among them."""
    overleg = an_overleg(case["overeenkomst"])
    proposal = an_open(overleg, case["soort"])
    for name, said in case["besluiten"].items():
        if said != "open":
            answer(overleg, proposal, overleg.code(name), said)
    came_out(overleg, proposal, case)


@cases("consensus")
def test_a_body_seeks_consensus(case: dict) -> None:
    """BWT-3."""
    overleg = an_overleg("werkbedrijf", speakers=())
    proposal = an_open(overleg, "consensus")
    for member, said in case["standpunten"].items():
        answer(overleg, proposal, f"{member.lower()}:1", said, reason="" if said == "akkoord" else "De planning.")
    came_out(overleg, proposal, case)


@cases("pre_advies")
def test_a_conference_guides_and_binds_nobody(case: dict) -> None:
    """HER-4b."""
    overleg = an_overleg("herorientatie_2014", speakers=())
    proposal = an_open(overleg, "pre_advies")
    counts = {"onthouding" if word == "onthouden" else word: number for word, number in case["telling"].items()}
    hands(overleg, proposal, counts)
    came_out(overleg, proposal, case)
    proposal.refresh_from_db()
    assert proposal.result["title"] == "Richtinggevend, niet bindend"


@pytest.fixture
def amendment(db: None) -> tuple[Overleg, Proposal]:
    """A change of the BOK that every college decides on (BOK-16.3)."""
    overleg = an_overleg("bok_ses")
    return overleg, an_open(overleg, "wijziging")


def test_opening_asks_fifteen_parties_and_needs_no_inhabitants(db: None) -> None:
    """UHO-P: Gedeputeerde Staten answers as fifteenth; nobody's inhabitants are weighed."""
    proposal = an_open(an_overleg("uh_omgevingsrecht"), "voorstel")
    voices = proposal.snapshot["voices"]
    assert (len(voices), voices[-1]["name"]) == (15, "Provincie Overijssel")
    assert proposal.population is None
    mails = Message.objects.filter(kind="answer_asked")
    assert {mail.recipient for mail in mails} == {
        f"bestuurder-{code}-uh_omgevingsrecht@voorbeeld.example" for code in ("gm0141", "gm0164")
    }


def test_a_later_answer_counts_and_the_earlier_one_stays(amendment: tuple[Overleg, Proposal]) -> None:
    overleg, proposal = amendment
    answer(overleg, proposal, "GM0141", "geweigerd")
    answer(overleg, proposal, "GM0141", "ingestemd")
    assert "Sluiten kan nog niet" in counting.waiting_for(proposal)
    assert [row.value for row in Answer.objects.filter(voice="GM0141")] == ["geweigerd", "ingestemd"]


def test_the_same_form_twice_is_one_answer(amendment: tuple[Overleg, Proposal]) -> None:
    overleg, proposal = amendment
    key = uuid.uuid4()
    first = answer(overleg, proposal, "GM0141", "ingestemd", key=key)
    assert answer(overleg, proposal, "GM0141", "ingestemd", key=key) == first
    with pytest.raises(AnswerKeyReused):
        answer(overleg, proposal, "GM0141", "geweigerd", key=key)
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    "what",
    [
        {"value": "akkoord"},
        {"value": "voor"},
        {"value": "ingestemd", "document": ""},
        {"value": "geweigerd", "decided_on": None},
        {"value": "ingestemd", "nominee": "Iemand"},
        {"value": "ingestemd", "decided_on": date(2026, 12, 3)},
    ],
)
def test_an_answer_without_ground_or_of_another_kind_is_refused(
    amendment: tuple[Overleg, Proposal], what: dict
) -> None:
    overleg, proposal = amendment
    with pytest.raises(InvalidAnswer):
        answer(overleg, proposal, "GM0141", what.pop("value"), **what)
    assert not Answer.objects.exists()


def test_nothing_is_recorded_before_opening_or_after_closing(db: None) -> None:
    overleg = an_overleg("uh_omgevingsrecht")
    ready = a_ready(overleg, "voorstel")
    with pytest.raises(AnsweringNotOpen):
        answer(overleg, ready, "GM0141", "ingestemd")
    proposal = services.open_vote(proposal=ready, earlier_figures=False, by=overleg.chair, now=ANSWERED)
    close(overleg, proposal)
    with pytest.raises(AnsweringNotOpen):
        answer(overleg, proposal, "GM0141", "ingestemd")


def test_capitals_and_spaces_do_not_make_another_person(db: None) -> None:
    """BOK-6.3: the spelling of whoever named the person first is kept."""
    overleg = an_overleg("bok_ses")
    proposal = an_open(overleg, "clusterbenoeming", about="b")
    for name, nominee in zip(
        CLUSTERS["b"], ("Kim de Boer", "kim  de boer", "KIM DE BOER", " Kim de Boer "), strict=True
    ):
        answer(overleg, proposal, overleg.code(name), "draagt_voor", nominee=nominee)
    result = close(overleg, proposal).result
    assert result["result"] == "VOORGEDRAGEN:Kim de Boer"
    assert result["sentence"].startswith(
        "Cluster b (Tubbergen, Dinkelland, Oldenzaal en Losser) draagt Kim de Boer voor."
    )


def test_closing_names_who_is_missing(amendment: tuple[Overleg, Proposal]) -> None:
    overleg, proposal = amendment
    codes = [voice["code"] for voice in proposal.snapshot["voices"]]
    for code in codes[:-1]:
        answer(overleg, proposal, code, "ingestemd")
    with pytest.raises(AnswersMissing, match="Wierden besloot nog niet"):
        close(overleg, proposal)
    answer(overleg, proposal, codes[-1], "geen_besluit")
    with pytest.raises(AnswersMissing, match="Wierden"):
        close(overleg, proposal)


def test_a_silent_member_does_not_object_but_is_named(db: None) -> None:
    """BWT-3: the text asks that nobody objects; who said nothing stands in the result."""
    overleg = an_overleg("werkbedrijf", speakers=())
    proposal = an_open(overleg, "consensus")
    with pytest.raises(AnswersMissing, match="nog geen enkel antwoord"):
        close(overleg, proposal)
    answer(overleg, proposal, "uwv:1", "akkoord")
    reasons = close(overleg, proposal).result["reasons"]
    assert reasons[0]["sentence"].startswith("1 van de 16 leden gaf antwoord. Geen antwoord van:")
    assert "Werkgevers 2" in reasons[0]["sentence"]


def test_an_objection_asks_for_its_reason_and_brings_the_item_back(db: None) -> None:
    """BWT-3: no consensus, and a new round is possible."""
    overleg = an_overleg("werkbedrijf", speakers=())
    proposal = an_open(overleg, "consensus")
    with pytest.raises(InvalidAnswer):
        answer(overleg, proposal, "uwv:1", "bezwaar")
    answer(overleg, proposal, "uwv:1", "bezwaar", reason="Te laat verstuurd.")
    result = close(overleg, proposal).result
    assert (result["title"], result["adopted"]) == ("Geen consensus", False)
    assert "komt terug op de agenda" in result["sentence"]
    text = services.preparing.ProposalText("Nieuw", "Tekst.", "consensus", False, "Inhoud.")
    again = services.create_proposal(
        item=proposal.item, content=text, form_key=uuid.uuid4(), by=overleg.secretary, now=CLOSED
    )
    assert (again.round, again.previous) == (2, proposal)


def test_the_show_of_hands_is_recorded_once_and_holds_no_more_hands_than_people(db: None) -> None:
    """HER-4b."""
    overleg = an_overleg("herorientatie_2014", speakers=())
    proposal = an_open(overleg, "pre_advies")
    with pytest.raises(AnswersMissing, match="leg eerst de telling vast"):
        close(overleg, proposal)
    with pytest.raises(NotAsked):
        answer(overleg, proposal, "GM0141", "akkoord")
    for _ in range(2):
        hands(overleg, proposal, {"voor": 3, "tegen": 1})
    with pytest.raises(AlreadyCounted):
        hands(overleg, proposal, {"voor": 4, "tegen": 1})
    assert close(overleg, proposal).result["tally"]["voor"] == 3


def test_a_changed_answer_shows_when_the_result_is_recomputed(amendment: tuple[Overleg, Proposal]) -> None:
    """Answers have no chain; one code over all of them stands in the closing hash."""
    overleg, proposal = amendment
    for voice in proposal.snapshot["voices"]:
        answer(overleg, proposal, voice["code"], "ingestemd")
    closed = close(overleg, proposal)
    assert [check.passed for check in counting.checks(closed)] == [True] * 4
    rewritten = closed.result | {"tally": closed.result["tally"] | {"digest": "0" * 64}}
    closed.result = rewritten
    assert [check.passed for check in counting.checks(closed)] == [True, False, False, False]


def test_the_verifier_names_an_answer_that_was_changed(amendment: tuple[Overleg, Proposal]) -> None:
    """BOK-16.3: anyone recomputes the result from the export, also the answers that were replaced."""
    overleg, proposal = amendment
    answer(overleg, proposal, "GM0141", "geweigerd", reason="Te duur.")
    answer(overleg, proposal, "GM0141", "geweigerd", reason="Te vroeg.")
    lines = list(export.lines(close(overleg, proposal)))
    assert refused_by_the_verifier(lines) == []
    changed = [line | {"reason": "Anders."} if line.get("reason") == "Te duur." else line for line in lines]
    assert refused_by_the_verifier(changed) == ["De telling: dit klopt niet; hier komt uit: 2 antwoorden."]


def test_closing_hash_goes_to_the_members_in_words_that_fit(amendment: tuple[Overleg, Proposal]) -> None:
    overleg, proposal = amendment
    answer(overleg, proposal, "GM0141", "geweigerd")
    closed = close(overleg, proposal)
    bodies = [mail.body for mail in Message.objects.filter(kind="vote_closed")]
    assert len(bodies) == 4
    assert all(
        closed.closing_hash in body and "stemming" not in body.replace("stemmingen/", "").lower() for body in bodies
    )
    assert closed.result["title"] == "Niet tot stand gekomen"
    assert closed.closing == CLOSED > ANSWERED + timedelta(minutes=1)
