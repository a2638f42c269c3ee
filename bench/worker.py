"""A worker in a process of its own: ready when it has printed an invoice once, it does every waiting job and stops.

`python -m bench.worker` says "klaar", begins when a line comes in, and says how many seconds of processor it used.
"""

import sys
import time

import django

django.setup()

from finance.documents import invoice_files
from finance.models import Invoice
from finance.selectors.invoice_facts import facts_of
from twente.celery import app
from twente.outbox.tasks import run_jobs

if __name__ == "__main__":
    app.loader.import_default_modules()
    invoice_files(facts_of(Invoice.objects.order_by("pk")[0]))
    print("klaar", flush=True)
    sys.stdin.readline()
    begin = time.process_time()
    run_jobs()
    print(time.process_time() - begin)
