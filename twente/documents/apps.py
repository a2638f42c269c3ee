"""Django's registration of this room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """PDF, signatures, archive."""

    name = "twente.documents"
    label = "documents"
    verbose_name = "Documenten"
