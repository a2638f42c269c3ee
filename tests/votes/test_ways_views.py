"""Pages of the way a vote is taken, of statements and of reminders; each closed to whom it is not for."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.votes.stage import CLOSED, VOTED, a_ready_proposal, an_open_vote, cast_vote
from tests.votes.test_views import page, signed_in
from tests.votes.test_ways import MOST, a_roll_call
from twente.outbox.models import Message
from votes import services
from votes.models import Ballot, Proposal, VoteStatement

pytestmark = pytest.mark.django_db
BORNE, HENGELO, LOSSER = "GM0147", "GM0164", "GM0168"


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine) -> None:
    time_machine.move_to(VOTED, tick=False)


def test_ready_page_offers_the_ways_to_who_opens_only(cast: Cast) -> None:
    proposal = a_ready_proposal(cast, present=MOST)
    for user, offered in ((cast.chair, True), (cast.secretary, True), (cast.representatives["Borne"], False)):
        text = signed_in(user).get(page("proposal_detail", proposal.pk)).text
        assert ("Vaststellen zonder stemming" in text) is offered
        assert ("Manier vastleggen" in text) is offered
        assert "Manier van stemmen" in text


def test_chair_establishes_without_a_vote(cast: Cast) -> None:
    proposal, chair = a_ready_proposal(cast, present=MOST), signed_in(cast.chair)
    asked = chair.get(page("vote_skip", proposal.pk)).text
    assert "11 aanwezige partijen gelden als voor" in asked
    assert "Niet aanwezig, dus niet meegeteld als voor: Losser, Wierden." in asked
    assert "Geen stem bij dit voorstel: Enschede." in asked
    data = {"against": ["GM0141", BORNE], "earlier_figures": "on"}
    result = chair.post(page("vote_skip", proposal.pk), data, follow=True).text
    for words in ("Zonder stemming aangenomen", "Geacht voor", "Tegen, aangetekend", "Almelo en Borne lieten"):
        assert words in result


def test_what_needs_a_vote_is_said_on_the_page(cast: Cast) -> None:
    """BOK-12.3: below half of the inhabitants."""
    proposal, chair = a_ready_proposal(cast, present=("Borne",)), signed_in(cast.chair)
    answer = chair.post(page("vote_skip", proposal.pk), {"earlier_figures": "on"})
    assert answer.status_code == 409
    assert "Dit kan niet zonder stemming." in answer.text
    assert page("vote_open", proposal.pk) in answer.text


def test_earlier_figures_are_confirmed_and_only_who_is_there_is_noted(cast: Cast) -> None:
    """R5."""
    proposal, chair = a_ready_proposal(cast, present=MOST), signed_in(cast.chair)
    assert chair.post(page("vote_skip", proposal.pk), {}).status_code == 422
    answer = chair.post(page("vote_skip", proposal.pk), {"against": [LOSSER], "earlier_figures": "on"})
    assert answer.status_code == 422
    assert "Kies een partij die aanwezig is" in answer.text
    assert not Ballot.objects.exists()


def test_nobody_present_is_told_to_record_who_is(cast: Cast) -> None:
    text = signed_in(cast.chair).get(page("vote_skip", a_ready_proposal(cast).pk)).text
    assert "Er is nog geen partij aanwezig gemeld." in text


def test_way_is_chosen_before_opening(cast: Cast) -> None:
    proposal, chair = a_ready_proposal(cast), signed_in(cast.chair)
    assert chair.post(page("way_choose", proposal.pk), {"way": "roll_call"}).status_code == 302
    proposal.refresh_from_db()
    assert proposal.way == Proposal.Way.ROLL_CALL
    assert chair.post(page("way_choose", proposal.pk), {"way": "no_vote"}).status_code == 409


def test_secretary_records_what_is_said_with_and_without_htmx(cast: Cast) -> None:
    proposal, secretary = a_roll_call(cast, present=("Borne",)), signed_in(cast.secretary)
    shown = secretary.get(page("roll_call", proposal.pk)).text
    assert "Het lot wees" in shown
    assert "Onthouding" not in shown
    plain = secretary.post(page("spoken_record", proposal.pk, BORNE), {"choice": "voor", "key": uuid.uuid4()})
    assert plain["Location"].endswith(f"#partij-{BORNE}")
    data = {"choice": "tegen", "key": uuid.uuid4(), "vanaf": HENGELO}
    row = secretary.post(page("spoken_record", proposal.pk, HENGELO), data, headers={"HX-Request": "true"}).text
    assert row.strip().startswith(f'<li id="partij-{HENGELO}">')
    assert 'aria-pressed="true" data-focus>Tegen' in row
    assert list(Ballot.objects.values_list("choice", flat=True)) == ["voor", "tegen"]


def test_roll_call_takes_no_abstention_and_marks_who_is_not_there(cast: Cast) -> None:
    proposal, secretary = a_roll_call(cast, present=("Borne", "Losser")), signed_in(cast.secretary)
    address = page("spoken_record", proposal.pk, LOSSER)
    refused = secretary.post(address, {"choice": "blanco", "key": uuid.uuid4()})
    assert refused.status_code == 422
    assert "Onthouden kan niet bij een hoofdelijke stemming." in refused.text
    data = {"choice": "afwezig", "key": uuid.uuid4()}
    assert "Niet aanwezig</span>" in secretary.post(address, data, headers={"HX-Request": "true"}).text
    assert not Ballot.objects.exists()


def test_order_begins_where_the_chair_wants(cast: Cast) -> None:
    proposal = a_roll_call(cast)
    secretary = signed_in(cast.secretary)
    rows = secretary.get(page("roll_call", proposal.pk), {"vanaf": HENGELO}).context["rows"]
    assert (rows[0].code, rows[-1].code, len(rows)) == (HENGELO, "GM0163", 13)
    assert len(secretary.get(page("roll_call", proposal.pk), {"vanaf": "GM9999"}).context["rows"]) == 13


def test_roll_call_page_belongs_to_a_roll_call(cast: Cast) -> None:
    secretary, online = signed_in(cast.secretary), an_open_vote(cast)
    assert secretary.get(page("roll_call", online.pk)).status_code == 409
    for part in ("chair", "representative", "officer"):
        assert signed_in(cast.everybody[part]).get(page("roll_call", online.pk)).status_code == 403


def test_page_of_a_roll_call_asks_as_many_queries_however_many_spoke(cast: Cast) -> None:
    proposal, secretary = a_roll_call(cast, present=MOST), signed_in(cast.secretary)
    secretary.get(page("roll_call", proposal.pk))
    counts = []
    for code in (BORNE, HENGELO, LOSSER):
        secretary.post(page("spoken_record", proposal.pk, code), {"choice": "voor", "key": uuid.uuid4()})
        with CaptureQueriesContext(connection) as queries:
            secretary.get(page("roll_call", proposal.pk))
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_voter_states_after_voting_and_all_read_it_after_closing(cast: Cast) -> None:
    proposal, borne = an_open_vote(cast), signed_in(cast.representatives["Borne"])
    address = page("statement_write", proposal.pk, BORNE)
    assert borne.get(address).status_code == 409
    cast_vote(cast, proposal, "Borne", "voor")
    assert "Hooguit 2.000 tekens" in borne.get(address).text
    said = "Wij steunen de koers <b>van harte</b>."
    kept = borne.post(address, {"text": said, "key": uuid.uuid4()}, follow=True)
    assert kept.redirect_chain[-1][0] == page("ballot_receipt", proposal.pk, BORNE)
    services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    result = signed_in(cast.representatives["Almelo"]).get(page("proposal_detail", proposal.pk)).text
    assert "Wij steunen de koers &lt;b&gt;van harte&lt;/b&gt;." in result
    assert borne.post(address, {"text": "Te laat.", "key": uuid.uuid4()}).status_code == 409


@pytest.mark.parametrize(("text", "said"), [("", "Vul uw stemverklaring in"), ("​ ", "Vul uw"), ("x" * 2001, "2000")])
def test_bad_statement_is_told_at_the_field_and_nothing_typed_is_lost(cast: Cast, text: str, said: str) -> None:
    proposal, borne = an_open_vote(cast), signed_in(cast.representatives["Borne"])
    cast_vote(cast, proposal, "Borne", "voor")
    answer = borne.post(page("statement_write", proposal.pk, BORNE), {"text": text, "key": uuid.uuid4()})
    assert answer.status_code == 422
    assert said in answer.text
    assert text.strip("​ ") in answer.text
    assert not VoteStatement.objects.exists()


def test_nobody_else_reads_or_writes_a_statement_while_the_vote_is_open(cast: Cast) -> None:
    """The others must not be steered; not even the secretary reads what a party wrote."""
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Borne", "voor")
    secret = "Wij steunen de koers met zorg."
    data = {"text": secret, "key": uuid.uuid4()}
    signed_in(cast.representatives["Borne"]).post(page("statement_write", proposal.pk, BORNE), data)
    assert signed_in(cast.representatives["Almelo"]).get(page("statement_write", proposal.pk, BORNE)).status_code == 404
    for part, user in cast.everybody.items():
        browser = signed_in(user)
        assert browser.get(page("statement_write", proposal.pk, BORNE)).status_code in (403, 404)
        for name, args in (("proposal_detail", ()), ("statement_enter", (BORNE,)), ("ballot_receipt", (BORNE,))):
            assert secret not in browser.get(page(name, proposal.pk, *args), follow=True).text, (part, name)


def test_secretary_enters_a_statement_and_the_result_says_so(cast: Cast) -> None:
    proposal, secretary = an_open_vote(cast), signed_in(cast.secretary)
    cast_vote(cast, proposal, "Borne", "voor")
    data = {"text": "Wij steunen de koers.", "key": uuid.uuid4()}
    assert secretary.post(page("statement_enter", proposal.pk, BORNE), data).status_code == 302
    services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    assert "vastgelegd door de secretaris" in secretary.get(page("proposal_detail", proposal.pk)).text


def test_reminder_names_its_recipients_first(cast: Cast) -> None:
    proposal, secretary = an_open_vote(cast), signed_in(cast.secretary)
    cast_vote(cast, proposal, "Borne", "voor")
    asked = secretary.get(page("vote_remind", proposal.pk)).text
    assert "Herinnering sturen aan 12 ontvangers" in asked
    assert "Bestuurder Losser (Losser)" in asked
    assert "Bestuurder Borne" not in asked
    for said in ("Herinnering verstuurd aan 12 ontvangers.", "minder dan vijf minuten geleden"):
        assert said in secretary.post(page("vote_remind", proposal.pk), follow=True).text
    assert Message.objects.filter(kind="vote_reminder").count() == 12
    assert signed_in(cast.chair).get(page("vote_remind", proposal.pk)).status_code == 403


def test_no_reminder_of_what_waits_for_nobody(cast: Cast) -> None:
    assert signed_in(cast.secretary).get(page("vote_remind", a_roll_call(cast).pk)).status_code == 409
