"""Found by Celery: the background work of this room."""

from votes import document_tasks

__all__ = ["document_tasks"]
