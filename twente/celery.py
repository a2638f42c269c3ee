"""The Celery application: worker and beat start with `celery -A twente.celery`."""

import os

from celery import Celery, chain
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twente.settings")

app = Celery("twente")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
AT_ONCE = ("deadlines", "disputes", "overviews", "outbox")
"""Ticks of the beat that a worker gives itself when it is there: who waited through an outage waits no longer."""


@worker_ready.connect
def catch_up(**_: object) -> None:
    """Look at the terms, then send. The beat, whose clock starts anew as well, goes on; a double tick does no harm."""
    ticks = (app.conf.beat_schedule[name] for name in AT_ONCE)
    chain(*(app.signature(tick["task"], immutable=True, options=tick["options"]) for tick in ticks)).apply_async()
