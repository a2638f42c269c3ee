"""Papers are found by their title and by the name of their file too, with the confidentiality of their item."""

import uuid

import pytest
from django.test import Client

from meetings.models import AgendaItem, Meeting, Paper
from meetings.services.papers import renew_paper, withdraw_paper
from tests.cast import MORNING, Cast
from tests.factories import a_convened_meeting
from tests.home.test_search import ADDRESS, found, total
from tests.moment import morning as morning
from tests.papers import a_paper, a_pdf
from tests.votes.browser import signed_in
from twente.documents.inspection import inspect

pytestmark = pytest.mark.usefixtures("morning")
FILE = "begroting_2027-def.toelichting.pdf"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return a_convened_meeting(cast)


def handed_in(cast: Cast, meeting: Meeting, title: str, name: str = FILE) -> Paper:
    return a_paper(cast, meeting.items.get(position=2), title=title, name=name)


def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


def test_a_paper_is_found_by_its_title(cast: Cast, meeting: Meeting) -> None:
    paper = handed_in(cast, meeting, "Verkenning spoorlijnen")
    client = officer(cast)
    assert found(client, "spoorlijn") == ["Verkenning spoorlijnen"]
    assert found(client, "spoorlijn", soort="stuk") == ["Verkenning spoorlijnen"]
    assert found(client, "spoorlijn", soort="agenda") == []
    text = client.get(ADDRESS, {"q": "spoorlijn"}).text
    assert f"/bok-ses/stukken/{paper.pk}/" in text
    assert "<mark>spoorlijnen</mark>" in text


@pytest.mark.parametrize("asked", ["begroting", "begroting 2027", FILE, "toelichting", "begroting_2027"])
def test_a_paper_is_found_by_words_of_its_file_name(cast: Cast, meeting: Meeting, asked: str) -> None:
    handed_in(cast, meeting, "Stuk bij punt 2")
    assert found(officer(cast), asked) == ["Stuk bij punt 2"]


def test_a_word_that_is_left_out_stays_left_out_of_a_file_name(cast: Cast, meeting: Meeting) -> None:
    handed_in(cast, meeting, "Stuk bij punt 2")
    assert found(officer(cast), "begroting -toelichting") == []


def test_a_paper_that_is_called_as_its_file_is_found_once(cast: Cast, meeting: Meeting) -> None:
    handed_in(cast, meeting, "begroting 2027")
    assert found(officer(cast), "begroting") == ["begroting 2027"]
    assert total(officer(cast), "begroting") == "1 treffer"


def test_only_the_file_that_counts_and_no_withdrawn_paper(cast: Cast, meeting: Meeting) -> None:
    paper = handed_in(cast, meeting, "Stuk")
    file = inspect(a_pdf("Tweede"), name="meerjarenraming.pdf")
    paper = renew_paper(paper=paper, seen=1, file=file, key=uuid.uuid4(), by=cast.secretary, now=MORNING)
    assert found(officer(cast), "begroting") == []
    assert found(officer(cast), "meerjarenraming") == ["Stuk"]
    withdraw_paper(paper=paper, reason="Verkeerd.", seen=paper.version, by=cast.secretary, now=MORNING)
    assert found(officer(cast), "meerjarenraming") == found(officer(cast), "stuk") == []


def test_neither_title_nor_file_name_tells_what_few_may_read(cast: Cast, meeting: Meeting) -> None:
    """HER-5."""
    paper = handed_in(cast, meeting, "Kanarie", name="geelvogel.pdf")
    AgendaItem.objects.filter(pk=paper.item_id).update(confidentiality="closed")
    for word in ("kanarie", "geelvogel"):
        assert total(officer(cast), word) == "0 treffers"
        assert total(signed_in(cast.secretary), word) == "1 treffer"
