"""A published result: what anybody reads without signing in, and what nobody does (screens.md, uitslag; AVG)."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from tests.factories import a_convened_meeting
from tests.rehearsal import rehearsed
from tests.votes.election import ANNA, BRAM, held
from tests.votes.stage import CLOSED, a_closed_vote
from tests.votes.test_annulment import annulled
from tests.votes.test_views import page, signed_in
from tests.votes.verifying import values, verify
from twente.core.models import AuditEntry
from votes import presenting, services
from votes.export import is_public
from votes.models import Proposal
from votes.presenting import publication
from votes.services.publishing import NotEstablished, publish_result

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _after_the_vote(time_machine) -> None:
    time_machine.move_to(CLOSED, tick=False)


@rehearsed
def established(cast: Cast) -> Proposal:
    return services.establish_result(proposal=a_closed_vote(cast), by=cast.chair, now=CLOSED)


@rehearsed
def published(cast: Cast) -> Proposal:
    return publish_result(proposal=established(cast), by=cast.secretary, now=CLOSED)


def public(proposal: Proposal) -> str:
    """The stable address of a public result."""
    return f"/openbaar/bok-ses/uitslagen/{proposal.pk}/"


def test_address_is_stable(cast: Cast) -> None:
    proposal = published(cast)
    assert reverse("public:result_detail", args=["bok-ses", proposal.pk]) == public(proposal)


def test_only_an_established_result_is_published_and_once(cast: Cast) -> None:
    closed = a_closed_vote(cast)
    with pytest.raises(NotEstablished):
        publish_result(proposal=closed, by=cast.secretary, now=CLOSED)
    services.establish_result(proposal=closed, by=cast.chair, now=CLOSED)
    for moment in (CLOSED, CLOSED + timedelta(hours=1)):
        publish_result(proposal=closed, by=cast.secretary, now=moment)
    closed.refresh_from_db()
    assert (closed.published_at, closed.published_by) == (CLOSED, cast.secretary)
    assert AuditEntry.objects.filter(action="result_published").count() == 1


def test_anybody_reads_outcome_figures_reasons_parties_and_closing_hash(cast: Cast) -> None:
    proposal = published(cast)
    answer = Client().get(public(proposal))
    assert answer.status_code == 200
    for words in ("Verworpen", "319.980", "1.822 te weinig", "Enschede had geen stem", "Rijssen-Holten", "Losser"):
        assert words in answer.text, words
    assert proposal.closing_hash[:8] in answer.text.replace(" ", "")
    assert "<title>Verworpen: Koers SES Twente 2027</title>" in answer.text
    assert '<meta name="description" content="Verworpen: Koers SES Twente 2027. ' in answer.text


def test_a_public_result_says_what_it_is_to_machines(cast: Cast) -> None:
    """Woo: in the page, as JSON, in the index and in the site map."""
    address = public(published(cast))
    assert '<meta name="DCTERMS.type" content="stemuitslag">' in Client().get(address).text
    known = Client().get(f"{address}metadata.json").json()
    assert (known["titel"], known["datum"]) == ("Koers SES Twente 2027", CLOSED.date().isoformat())
    for name in ("", "index.json", "sitemap.xml"):
        assert address in Client().get(f"/openbaar/bok-ses/{name}").text


def test_public_page_names_no_person_and_leads_to_no_page_for_members(cast: Cast) -> None:
    """AVG: parties voted, not people; and no cookie, no script, no link that asks to sign in."""
    answer = Client().get(public(published(cast)))
    for private in ("Bestuurder", "Collegebesluit", "<script", "/bok-ses/artikelen/", 'href="/bok-ses/', "csrf"):
        assert private not in answer.text, private
    assert not answer.cookies


def test_anybody_downloads_the_published_vote_and_recomputes_it(cast: Cast, tmp_path: Path) -> None:
    """BOK-12.3: the file, the verifier and the closing code are enough; the file names no person (AVG)."""
    proposal, visitor = published(cast), Client()
    address = public(proposal) + "bestand/"
    assert f'href="{address}"' in visitor.get(public(proposal)).text
    answer = visitor.get(address)
    assert verify(tmp_path, answer.content, outside=proposal.closing_hash).code == 0
    for seat in proposal.seats.all():
        assert seat.voter
        assert seat.voter not in answer.text
        assert seat.mandate not in answer.text


def test_file_of_slips_is_public_and_ties_nobody_to_one(cast: Cast, tmp_path: Path) -> None:
    """R20: the slips by choice, no party beside any."""
    held_vote = services.establish_result(proposal=held(cast, {ANNA: 8, BRAM: 5}), by=cast.chair, now=CLOSED)
    proposal = publish_result(proposal=held_vote, by=cast.secretary, now=CLOSED)
    answer = Client().get(public(proposal) + "bestand/")
    assert verify(tmp_path, answer.content, outside=proposal.closing_hash).code == 0
    assert [set(line) for line in values(answer.content) if line.get("line") == "slip"] == [{"line", "choice"}] * 13


@pytest.mark.parametrize("other", [{"format": 2}, {"procedure": "consent"}])
def test_file_that_names_persons_stays_with_the_members(cast: Cast, other: dict[str, object]) -> None:
    """A snapshot from before the mandates became codes; answers, that hold their reasons."""
    proposal = published(cast)
    assert is_public(proposal)
    proposal.snapshot |= other
    assert not is_public(proposal)
    assert [link.text for link in publication.own_check(proposal)] == ["Zo gaat u deze uitslag zelf na"]


@pytest.mark.parametrize("state", ["closed", "established"])
def test_what_is_not_published_does_not_exist(cast: Cast, state: str) -> None:
    proposal = a_closed_vote(cast) if state == "closed" else established(cast)
    assert Client().get(public(proposal)).status_code == 404
    assert Client().get(public(proposal) + "bestand/").status_code == 404
    listed = Client().get("/openbaar/bok-ses/uitslagen/")
    assert listed.status_code == 200
    assert "Koers" not in listed.text


def test_unknown_overleg_has_no_public_pages(cast: Cast) -> None:
    assert Client().get("/openbaar/elders/uitslagen/").status_code == 404


def test_annulled_after_publication_keeps_the_page_with_the_reason_above(cast: Cast) -> None:
    proposal = annulled(cast, published(cast))
    shown = Client().get(public(proposal)).text
    assert "Vernietigd op 2 december 2026 om 10.47 uur: De stukken waren niet verstuurd." in shown
    assert "319.980" in shown
    assert "Coördinerend secretaris" not in shown
    assert "Vernietigd" in Client().get("/openbaar/bok-ses/uitslagen/").text


def test_annulled_before_publication_is_never_public(cast: Cast) -> None:
    assert Client().get(public(annulled(cast, established(cast)))).status_code == 404


def test_of_a_secret_vote_only_totals_are_public(cast: Cast) -> None:
    """R20: no table of parties, and never inhabitants behind a choice."""
    proposal = published(cast)
    proposal.snapshot["secret"] = True
    shown = publication.public_page(proposal)
    assert (shown.rows, shown.bars, shown.totals) == ((), (), ())
    assert publication.becomes_public(proposal)[2] == "Alleen totalen."


def test_secretary_reads_what_becomes_public_and_publishes(cast: Cast) -> None:
    proposal, secretary = established(cast), signed_in(cast.secretary)
    assert "Uitslag publiceren" in secretary.get(page("proposal_detail", proposal.pk)).text
    asked = secretary.get(page("result_publish", proposal.pk)).text
    assert "Hoe elke partij stemde" in asked
    assert "Namen van wie stemde" in asked
    assert secretary.post(page("result_publish", proposal.pk)).status_code == 302
    assert public(proposal) in secretary.get(page("proposal_detail", proposal.pk)).text


@pytest.mark.parametrize("part", ["chair", "representative", "clerk", "officer", "treasurer", "deputy_chair"])
def test_only_the_secretariat_publishes(cast: Cast, part: str) -> None:
    proposal = established(cast)
    client = signed_in(cast.everybody[part])
    assert client.post(page("result_publish", proposal.pk)).status_code == 403
    assert "Uitslag publiceren" not in client.get(page("proposal_detail", proposal.pk)).text


def test_act_that_comes_later_is_grey_with_its_reason(cast: Cast) -> None:
    shown = signed_in(cast.secretary).get(page("proposal_detail", a_closed_vote(cast).pk)).text
    assert "Publiceren kan als de voorzitter de uitslag heeft vastgesteld." in shown
    assert 'aria-disabled="true"' in shown


def test_strip_ends_with_publication(cast: Cast) -> None:
    assert [(stage.name, stage.state) for stage in presenting.stages(published(cast))][-2:] == [
        ("Vastgesteld", "ok"),
        ("Gepubliceerd", "ok"),
    ]


def test_list_reads_the_same_number_of_rows_with_more_results(cast: Cast) -> None:
    published(cast)
    a_convened_meeting(cast)
    address = "/openbaar/bok-ses/uitslagen/"
    Client().get(address)
    with CaptureQueriesContext(connection) as one:
        Client().get(address)
    published(cast)
    with CaptureQueriesContext(connection) as two:
        assert Client().get(address).text.count("Koers SES Twente 2027") == 2
    assert len(one) == len(two)
