"""`manage.py overeenkomst`: any shipped agreement in use on a real site, with its parties and its secretary."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from tests.cast import MORNING, person
from tests.moment import morning as morning
from twente.core.agreement import shipped
from twente.core.models import Agreement, Role
from twente.core.permissions import actor_for
from twente.core.selectors import parties_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


def installed(*words: str) -> str:
    """What the command says."""
    out = StringIO()
    call_command("overeenkomst", *words, stdout=out)
    return out.getvalue()


def rows() -> int:
    """Everything that is stored."""
    rooms = ("core", "meetings", "partnership")
    return sum(model._base_manager.count() for room in rooms for model in apps.get_app_config(room).get_models())


@pytest.mark.parametrize("book", shipped(), ids=lambda book: book.key)
def test_every_shipped_agreement_can_be_put_into_use_and_again_changes_nothing(book) -> None:
    """UHO-P: the province is party too."""
    assert f"{len(book.parties)} partijen" in installed(book.key)
    agreement = Agreement.objects.get(rulebook=book.key)
    assert {party.code for party in parties_of(agreement, MORNING.date())} == set(book.party_codes)
    assert agreement.bodies.count() == len(book.bodies)
    before = rows()
    installed(book.key)
    assert rows() == before


def test_the_secretary_can_begin_at_once() -> None:
    secretary = person("secretaris", "Secretaris")
    for _ in range(2):
        installed("werkbedrijf", "--secretaris", "secretaris")
    agreement = Agreement.objects.get(rulebook="werkbedrijf")
    assert actor_for(secretary, agreement, MORNING.date()).may("agenda_edit")
    assert Role.objects.count() == 1


def test_without_a_key_it_lists_what_there_is() -> None:
    assert all(book.key in installed() for book in shipped())
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("words", [("onbekend",), ("werkbedrijf", "--secretaris", "niemand")])
def test_what_does_not_exist_is_refused_and_nothing_is_stored(words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        installed(*words)
    assert not Agreement.objects.exists()
