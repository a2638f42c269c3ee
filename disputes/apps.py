"""Django's registration of this room."""

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """Disputes, their steps and terms."""

    name = "disputes"
    label = "disputes"
    verbose_name = "Geschillen"
