"""Background work of finance, one module per subject; Celery and the outbox find it here."""

from finance import file_tasks

__all__ = ["file_tasks"]
