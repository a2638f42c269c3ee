"""Django's registration of this room."""

from django.apps import AppConfig
from django.http import HttpRequest


def heartbeat(request: HttpRequest) -> object:
    """State of the background work, for the footer of every page."""
    from twente.core import clock
    from twente.outbox.selectors import pulse

    return pulse(clock.now())


class OutboxConfig(AppConfig):
    """Messages to send, background jobs, heartbeat."""

    name = "twente.outbox"
    label = "outbox"
    verbose_name = "Postvak uit"

    def ready(self) -> None:
        """Show in the footer of every page whether sending runs; have every signed document checked for the archive."""
        from twente.core import attention, context
        from twente.documents import kinds
        from twente.outbox import validation_tasks
        from twente.outbox.bouncing import books

        context.fill("heartbeat", heartbeat)
        attention.provide(self.name, f"{self.name}.attention.rows")
        for book in ("people", "clerks"):
            books.provide(book, f"{self.name}.bouncing.books.{book}")
        kinds.after_signing(validation_tasks.ask_validation)
