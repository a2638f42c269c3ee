"""Beside the pages of answers: the desk, the menu, and the way from one overleg to another."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.votes.answer_stage import ANSWERED, CLOSED, an_open, an_overleg, answer, close
from twente.core.dates import day_of
from twente.core.models import Role, User
from twente.core.services import give_role
from twente.home import desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine) -> None:
    time_machine.move_to(ANSWERED, tick=False)


def asked_of(user: User, at=ANSWERED) -> dict[str, str]:
    """Title → sentence of what the desk asks."""
    rows = desk.rows_of(desk.actors_of(user, day_of(at)), at)
    return {row.asked.title: row.asked.sentence for row in rows}


def page(user: User, address: str) -> str:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(address, follow=True).content.decode()


def test_a_college_is_asked_on_the_desk_until_it_answered() -> None:
    """UHO-5."""
    overleg = an_overleg("uh_omgevingsrecht")
    proposal = an_open(overleg, "voorstel")
    assert "Antwoord geven: Voorstel aan allen" in asked_of(overleg.speakers["Almelo"])
    answer(overleg, proposal, "GM0141", "ingestemd")
    assert "Antwoord geven: Voorstel aan allen" not in asked_of(overleg.speakers["Almelo"])
    assert asked_of(overleg.chair)["Antwoorden verzamelen: Voorstel aan allen"] == "1 van de 15 partijen gaf antwoord."
    close(overleg, proposal)
    said = asked_of(overleg.chair, CLOSED)["Uitslag vaststellen: Voorstel aan allen"]
    assert said.startswith("Het verzamelen van antwoorden is gesloten.")


def test_where_nobody_votes_the_desk_asks_for_no_mandates_and_no_inhabitants() -> None:
    """R5 and BOK-12.3 stand in no other agreement."""
    overleg = an_overleg("werkbedrijf", speakers=())
    said = " ".join([*asked_of(overleg.secretary), *asked_of(overleg.secretary).values()])
    assert "mandaat" not in said
    assert "Inwonertallen" not in said


def test_where_nobody_votes_the_menu_speaks_of_proposals() -> None:
    overleg = an_overleg("uh_omgevingsrecht")
    text = page(overleg.secretary, reverse("votes:proposal_list", args=[overleg.agreement.slug]))
    assert "Voorstellen" in text
    assert "Stemmingen" not in text
    bok = an_overleg("bok_ses")
    assert "Stemmingen" in page(bok.secretary, reverse("votes:proposal_list", args=[bok.agreement.slug]))


def test_who_takes_part_in_several_goes_from_one_to_the_other() -> None:
    here, there = an_overleg("uh_omgevingsrecht"), an_overleg("werkbedrijf", speakers=())
    address = reverse("votes:proposal_list", args=[here.agreement.slug])
    door = reverse("home:agreement", args=[there.agreement.slug])
    assert "Ander overleg" not in page(here.secretary, address)
    give_role(
        agreement=there.agreement,
        user=here.secretary,
        kind=Role.Kind.DEPUTY_SECRETARY,
        since=ANSWERED.date(),
        by=None,
        now=ANSWERED,
    )
    text = page(here.secretary, address)
    assert f'href="{door}"' in text
    assert "Werkbedrijf" in page(here.secretary, door)
