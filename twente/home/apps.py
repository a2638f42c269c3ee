"""Django's registration of this room."""

from django.apps import AppConfig
from django.http import HttpRequest


def desk_count(request: HttpRequest) -> int:
    """How many things ask for the attention of who is signed in: the number beside Vandaag in the menu."""
    from twente.core import clock
    from twente.core.models import User
    from twente.home import desk

    if not isinstance(request.user, User):
        return 0
    return len(desk.rows_of(desk.actors_of(request.user, clock.today()), clock.now()))


class HomeConfig(AppConfig):
    """The front hall: the only place that knows all rooms."""

    name = "twente.home"
    label = "home"
    verbose_name = "Vandaag"

    def ready(self) -> None:
        """Put the number of things to do beside Vandaag in the menu of every page."""
        from twente.core import context

        context.fill("desk_count", desk_count)
