"""Django's registration of this room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every room stands on."""

    name = "twente.core"
    label = "core"
    verbose_name = "Kern"
