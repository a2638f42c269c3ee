"""Django's registration of this room."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """The life of the agreement and its people."""

    name = "twente.partnership"
    label = "partnership"
    verbose_name = "Samenwerking"

    def ready(self) -> None:
        """Give the desk what the partnership asks of a person."""
        from twente.core import attention, termlist

        attention.provide(self.name, f"{self.name}.attention.rows")
        termlist.provide(self.name, f"{self.name}.termlist.rows")
        termlist.remind(self.name)
