"""Django's registration of this room."""

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """Disputes, their steps and terms."""

    name = "disputes"
    label = "disputes"
    verbose_name = "Geschillen"

    def ready(self) -> None:
        """Give the desk what disputes ask, the menu who may enter, the shared pages the letters that are signed."""
        from disputes.archiving import SUBJECT
        from disputes.documents import register_letters
        from disputes.selectors.access import enters
        from twente.core import attention, termlist
        from twente.core.navigation import open_for
        from twente.documents.archive import discarders, rooms

        register_letters()
        rooms.provide(SUBJECT, f"{self.name}.archiving")
        discarders.provide(SUBJECT, f"{self.name}.discarding")
        attention.provide(self.name, f"{self.name}.attention.rows")
        termlist.provide(self.name, f"{self.name}.termlist.rows")
        open_for("disputes:dispute_list", enters)
