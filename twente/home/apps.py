"""Django's registration of this room."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The front hall: the only place that knows all rooms."""

    name = "twente.home"
    label = "home"
    verbose_name = "Vandaag"
