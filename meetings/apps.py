"""Django's registration of this room."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Bodies, agendas, attendance, minutes, decisions."""

    name = "meetings"
    label = "meetings"
    verbose_name = "Vergaderingen"

    def ready(self) -> None:
        """Give the desk what meetings ask of a person, and the shared pages the documents that are signed."""
        from meetings.signed_documents import register_kinds
        from twente.core import attention, termlist

        register_kinds()
        attention.provide(self.name, f"{self.name}.attention.rows")
        termlist.provide(self.name, f"{self.name}.termlist.rows")
        termlist.remind(self.name)
