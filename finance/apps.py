"""Django's registration of this room."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Rates, contributions, invoices."""

    name = "finance"
    label = "finance"
    verbose_name = "Financiën"
