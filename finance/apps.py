"""Django's registration of this room."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Rates, contributions, invoices."""

    name = "finance"
    label = "finance"
    verbose_name = "Financiën"

    def ready(self) -> None:
        """Give the desk what finance asks of a person."""
        from twente.core.attention import provide

        provide(self.name, f"{self.name}.attention.rows")
