"""Code 2 of the matrix: asked by one, confirmed by another person of a role that has 2."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import MORNING, Cast
from tests.moment import morning as morning
from tests.partnership.test_services import statline_file, uploaded
from tests.permissions.world import a_reading_request, figures_by_somebody_else
from tests.votes.stage import CLOSED, a_closed_vote, a_ready_proposal
from twente.core import services as core
from twente.core.models import PopulationSet, ReadingAdoption, User
from twente.partnership import services
from votes.services.annulling import ask_annulment
from votes.services.recusing import Interest, ask_recusal

pytestmark = pytest.mark.usefixtures("morning")


def post(user: User, page: str, *args: object) -> int:
    """The answer to pressing a button."""
    browser = Client()
    browser.force_login(user)
    return browser.post(reverse(page, args=["bok-ses", *args])).status_code


def test_figures_are_confirmed_by_another_person(cast: Cast) -> None:
    """R5: the treasurer puts figures forward; only the secretary can confirm them."""
    year = uploaded(cast, statline_file(cast)).years.get()
    figures = services.propose_year(year=year, by=cast.treasurer, now=MORNING)
    assert post(cast.treasurer, "partnership:population_confirm", figures.pk) == 403
    assert not PopulationSet.objects.filter(pk=figures.pk, confirmed_at__isnull=False).exists()
    assert post(cast.secretary, "partnership:population_confirm", figures.pk) == 302
    assert PopulationSet.objects.get(pk=figures.pk).confirmed_by == cast.secretary


def test_a_reading_is_confirmed_by_another_person(cast: Cast) -> None:
    """BOK-18: the chair asks; only the secretary can confirm."""
    asked = a_reading_request(cast, adopted_on=MORNING.date(), now=MORNING)
    assert post(cast.chair, "partnership:reading_confirm", asked.pk) == 403
    assert not ReadingAdoption.objects.exists()
    assert post(cast.secretary, "partnership:reading_confirm", asked.pk) == 302
    assert ReadingAdoption.objects.get().confirmed_by == cast.secretary


def test_a_vote_is_annulled_by_another_person(cast: Cast) -> None:
    """The chair asks; only the secretary can confirm."""
    proposal = a_closed_vote(cast)
    ask_annulment(proposal=proposal, reason="Stukken niet verstuurd.", by=cast.chair, now=CLOSED)
    assert post(cast.chair, "votes:annulment_confirm", proposal.pk) == 403
    assert post(cast.secretary, "votes:annulment_confirm", proposal.pk) == 302


def test_a_recusal_is_confirmed_by_another_person(cast: Cast) -> None:
    """Awb 2:4: the chair asks; only the secretary can confirm."""
    proposal, borne = a_ready_proposal(cast), cast.parties["Borne"]
    interest = Interest(borne, "de gemeente verkoopt de grond", "het overleg")
    ask_recusal(proposal=proposal, interest=interest, by=cast.chair, now=MORNING)
    assert post(cast.chair, "votes:recusal_confirm", proposal.pk, borne.code) == 403
    assert post(cast.secretary, "votes:recusal_confirm", proposal.pk, borne.code) == 302


def test_an_upload_is_seen_and_put_forward_by_its_uploader_alone(cast: Cast) -> None:
    """Two persons could otherwise each vouch for what the other read in."""
    upload = uploaded(cast, statline_file(cast))
    args = (upload.pk, upload.years.get().pk)
    assert post(cast.secretary, "partnership:population_propose", *args) == 404
    assert post(cast.treasurer, "partnership:population_propose", *args) == 302


def test_confirming_twice_changes_nothing(cast: Cast) -> None:
    figures = figures_by_somebody_else(cast, now=MORNING)
    core.confirm_population(population=figures, by=cast.secretary, now=MORNING)
    assert post(cast.treasurer, "partnership:population_confirm", figures.pk) == 302
    assert PopulationSet.objects.get(pk=figures.pk).confirmed_by == cast.secretary
