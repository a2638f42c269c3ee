"""Django's registration of this room."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Bodies, agendas, attendance, minutes, decisions."""

    name = "meetings"
    label = "meetings"
    verbose_name = "Vergaderingen"

    def ready(self) -> None:
        """Have the documents of meetings signed and checked on the pages that all documents share."""
        from meetings.signed_documents import register_kinds

        register_kinds()
