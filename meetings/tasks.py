"""Celery looks here for the background work of this room."""

from meetings import minutes_tasks

__all__ = ["minutes_tasks"]
