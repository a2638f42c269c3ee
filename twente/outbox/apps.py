"""Django's registration of this room."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Messages to send, background jobs, heartbeat."""

    name = "twente.outbox"
    label = "outbox"
    verbose_name = "Postvak uit"
