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
        from twente.core.attention import provide

        register_kinds()
        provide(self.name, f"{self.name}.attention.rows")
