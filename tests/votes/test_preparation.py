"""What precedes an accession and the treatment of another subject (BOK-10, 12.6, 14)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.factories import MEETING_AT, OTHER
from tests.votes.stage import OPENED, TEXT, VOTED, a_ready_proposal, an_open_vote, cast_vote
from twente.core.models import AuditEntry, User
from votes import services
from votes.models import AccessionRequest, Proposal
from votes.services.consulting import NotInTheFuture, PreparationFrozen, record_request

ACCESSION = replace(TEXT, title="Toetreding", decision_kind="toetreding")
ADMISSION = replace(TEXT, title="Regionale sportagenda", decision_kind="ander_onderwerp", new_subject=True)
LETTER = {"applicant": "het college van Deventer", "document": "brief 118", "received_on": date(2026, 11, 3)}


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine: Any) -> None:
    time_machine.move_to(OPENED, tick=False)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"votes:{name}", args=["bok-ses", *args])


def ask(cast: Cast, proposal: Proposal, **changed: Any) -> AccessionRequest:
    return record_request(proposal=proposal, by=cast.secretary, now=MEETING_AT, **LETTER | changed)


def test_the_written_request_opens_the_gate(cast: Cast) -> None:
    """BOK-14: recorded on its own page, shown on the ready, opening and result page."""
    proposal = a_ready_proposal(cast, text=ACCESSION)
    secretary, chair = signed_in(cast.secretary), signed_in(cast.chair)
    assert page("request_record", proposal.pk) in secretary.get(page("proposal_detail", proposal.pk)).text
    assert page("request_record", proposal.pk) not in chair.get(page("proposal_detail", proposal.pk)).text
    with pytest.raises(services.CannotOpenYet, match="nog geen schriftelijk verzoek"):
        services.open_vote(proposal=proposal, earlier_figures=True, by=cast.chair, now=OPENED)
    assert secretary.post(page("request_record", proposal.pk), LETTER).status_code == 302
    sentence = "Verzoek van het college van Deventer: brief 118, ontvangen op 3 november 2026."
    for name in ("proposal_detail", "vote_open"):
        assert sentence in chair.get(page(name, proposal.pk)).text
    services.open_vote(proposal=proposal, earlier_figures=True, by=cast.chair, now=OPENED)
    assert sentence in chair.get(page("proposal_detail", proposal.pk)).text
    services.close_vote(proposal=proposal, by=cast.chair, now=OPENED)
    assert sentence in chair.get(page("proposal_detail", proposal.pk)).text


def test_the_request_is_corrected_until_the_vote_opens(cast: Cast) -> None:
    proposal = a_ready_proposal(cast, text=ACCESSION)
    assert ask(cast, proposal) == ask(cast, proposal)
    assert AuditEntry.objects.filter(action="accession_requested").count() == 1
    ask(cast, proposal, document="brief 119")
    assert AccessionRequest.objects.get().document == "brief 119"
    services.open_vote(proposal=proposal, earlier_figures=True, by=cast.chair, now=OPENED)
    with pytest.raises(PreparationFrozen):
        ask(cast, proposal, document="brief 120")
    assert signed_in(cast.secretary).post(page("request_record", proposal.pk), LETTER).status_code == 409


def test_a_request_was_received_today_or_earlier(cast: Cast) -> None:
    proposal = a_ready_proposal(cast, text=ACCESSION)
    with pytest.raises(NotInTheFuture):
        ask(cast, proposal, received_on=date(2026, 12, 3))
    answer = signed_in(cast.secretary).post(
        page("request_record", proposal.pk), LETTER | {"received_on": date(2026, 12, 3)}
    )
    assert answer.status_code == 422
    assert 'id="id_received_on_error"' in answer.text
    assert "brief 118" in answer.text
    ask(cast, proposal, received_on=date(2026, 12, 2))


@pytest.mark.parametrize(
    ("there", "sentence"),
    [
        (9, "9 van de 14 partijen zijn er nu. Nodig zijn er 10. Er ontbreken er nog 1."),
        (10, "10 van de 14 partijen zijn er nu. Nodig zijn er 10."),
    ],
)
def test_the_page_counts_who_is_there(cast: Cast, there: int, sentence: str) -> None:
    """BOK-14: unanimous of those present, with more than two thirds of all parties there."""
    proposal = a_ready_proposal(cast, text=ACCESSION, present=tuple(cast.parties)[:there])
    shown = signed_in(cast.chair).get(page("proposal_detail", proposal.pk)).text
    assert sentence in shown
    assert "Unaniem: alle aanwezige partijen stemmen voor." in shown
    assert "Aanwezig is meer dan twee derde van alle partijen." in shown


def test_the_admission_vote_tells_everybody_who_has_voted_and_not_what(cast: Cast) -> None:
    """BOK-12.6: the same overview as for councils, one line per party; turnout facts only while it is open."""
    proposal = an_open_vote(cast, text=ADMISSION, item_class=OTHER)
    cast_vote(cast, proposal, "Almelo", "tegen", at=VOTED)
    shown = signed_in(cast.chair).get(page("proposal_detail", proposal.pk)).text
    assert shown.count("nog niet") >= 13
    assert shown.count("</svg> gestemd") == 1
    assert "Tegen" not in shown
    assert "Stem invoeren" not in shown
    assert "Een partij die er niet is, kan nog stemmen tot de stemming sluit." in shown
    assert reverse("meetings:item_detail", args=["bok-ses", proposal.item_id]) in shown


@pytest.mark.parametrize(("choice", "state"), [("voor", "toegelaten"), ("tegen", "geweigerd")])
def test_the_vote_and_the_item_tell_the_same_admission(cast: Cast, choice: str, state: str) -> None:
    """BOK-10, 12.6: aangevraagd, then what the vote decided, on both pages with links both ways."""
    proposal = an_open_vote(cast, text=ADMISSION, item_class=OTHER)
    client = signed_in(cast.secretary)
    assert "Toelating: aangevraagd." in client.get(page("proposal_detail", proposal.pk)).text
    for party in cast.parties:
        cast_vote(cast, proposal, party, choice)
    services.close_vote(proposal=proposal, by=cast.chair, now=OPENED)
    services.establish_result(proposal=proposal, by=cast.chair, now=OPENED)
    assert f"Toelating: {state}." in client.get(page("proposal_detail", proposal.pk)).text
    item = reverse("meetings:item_detail", args=["bok-ses", proposal.item_id])
    assert state in client.get(item).text.lower()
    assert page("proposal_detail", proposal.pk) in client.get(page("item_panel", proposal.item_id)).text


def test_who_is_absent_may_still_vote_until_the_planned_end(cast: Cast) -> None:
    """R7: all parties count, so the page says until when an absent one can vote."""
    proposal = a_ready_proposal(cast, text=ADMISSION, item_class=OTHER, present=("Borne",))
    Proposal.objects.filter(pk=proposal.pk).update(closes_at=MEETING_AT.replace(hour=16))
    shown = signed_in(cast.chair).get(page("proposal_detail", proposal.pk)).text
    assert "kan nog stemmen tot woensdag 2 december 2026 om 17.00 uur." in shown
