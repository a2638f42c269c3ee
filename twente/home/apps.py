"""Django's registration of this room."""

from django.apps import AppConfig
from django.http import HttpRequest


def desk_count(request: HttpRequest) -> int | None:
    """How many things ask for the attention of who is signed in: the number beside Vandaag in the menu.

    None when it is not known: counting takes longer than most pages, so the menu asks for it after the page is there.
    """
    from twente.core import clock
    from twente.core.models import User
    from twente.home import desk

    return desk.known_size(request.user, clock.now()) if isinstance(request.user, User) else 0


def demo_accounts(request: HttpRequest) -> dict[str, object] | None:
    """The accounts of a demonstration for its login page; nothing anywhere else."""
    from django.conf import settings

    from twente.home.demo.people import ACCOUNTS, PASSWORD

    if not settings.DEMO:
        return None
    people = [{"username": account.username, "office": account.name} for account in ACCOUNTS]
    return {"password": PASSWORD, "people": people}


class HomeConfig(AppConfig):
    """The front hall: the only place that knows all rooms."""

    name = "twente.home"
    label = "home"
    verbose_name = "Vandaag"

    def ready(self) -> None:
        """Give the desk what the whole asks, every page the number of things to do, the login page its accounts."""
        from twente.core import attention, context

        attention.provide(self.name, f"{self.name}.attention.rows")
        context.fill("desk_count", desk_count)
        context.fill("demo_accounts", demo_accounts)
