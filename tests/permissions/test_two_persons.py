"""Code 2 of the matrix: asked by one, confirmed by another person of a role that has 2."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import MORNING, Cast
from tests.moment import morning as morning
from tests.partnership.test_services import statline_file, uploaded
from tests.permissions.world import a_reading_request, figures_by_somebody_else
from twente.core import services as core
from twente.core.models import PopulationSet, ReadingAdoption, User
from twente.partnership import services

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
