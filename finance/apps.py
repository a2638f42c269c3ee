"""Django's registration of this room."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Rates, contributions, invoices."""

    name = "finance"
    label = "finance"
    verbose_name = "Financiën"

    def ready(self) -> None:
        """Give the desk what finance asks of a person, the archive its years, the shared pages what is signed."""
        from finance.archiving import SUBJECT
        from finance.signed_documents import register_kinds
        from twente.core import attention, termlist
        from twente.documents.archive import discarders, rooms
        from twente.outbox.bouncing import books

        register_kinds()
        rooms.provide(SUBJECT, f"{self.name}.archiving")
        discarders.provide(SUBJECT, f"{self.name}.discarding")
        books.provide(self.name, f"{self.name}.addresses_of_payers.book")
        attention.provide(self.name, f"{self.name}.attention.rows")
        termlist.provide(self.name, f"{self.name}.termlist.rows")
