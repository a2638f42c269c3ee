"""Django's registration of this room."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """The life of the agreement and its people."""

    name = "twente.partnership"
    label = "partnership"
    verbose_name = "Samenwerking"
