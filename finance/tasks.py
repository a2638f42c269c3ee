"""Background work of finance, one module per subject; Celery and the outbox find it here."""

from finance import account_tasks, file_tasks, reminder_tasks

__all__ = ["account_tasks", "file_tasks", "reminder_tasks"]
