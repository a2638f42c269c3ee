"""Django's registration of this room."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Rates, contributions, invoices."""

    name = "finance"
    label = "finance"
    verbose_name = "Financiën"

    def ready(self) -> None:
        """Give the desk what finance asks of a person, and the shared pages the document that is signed."""
        from finance.signed_documents import register_kinds
        from twente.core import attention, termlist

        register_kinds()
        attention.provide(self.name, f"{self.name}.attention.rows")
        termlist.provide(self.name, f"{self.name}.termlist.rows")
