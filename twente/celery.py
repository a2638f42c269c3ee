"""The Celery application: worker and beat start with `celery -A twente.celery`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twente.settings")

app = Celery("twente")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
