"""Files of invoices by one worker, and by two that work side by side: processes of their own on one queue.

On a busy machine the seconds say little; "cpu s" is what one invoice asks of a processor, of all workers together. The
invoices are claims, made final through the services: each is a job. A run is one job, for one worker.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, cast

from bench.table import row
from finance.models import Invoice, InvoiceFile
from finance.services.claims import ClaimDetails, claim, confirm_claim
from twente.core import clock
from twente.core.models import Role, User
from twente.outbox.models import Job
from twente.platform import places

COLUMNS = ("aantal", "werkers", "seconden", "cpu s", "per minuut", "versneld")
MOST = 2


def measure(sizes: tuple[int, ...]) -> Iterator[str]:
    """A line per size and number of workers; the last column is how many times faster than one worker."""
    worked(1)
    for size in sizes:
        alone = 0.0
        for workers in range(1, MOST + 1):
            made = queued(size)
            taken, used = worked(workers)
            if InvoiceFile.objects.filter(invoice__in=made).count() != size:
                raise SystemExit("Niet elke factuur kreeg haar bestanden.")
            alone = alone or taken
            figures = (taken, used / size, 60 * size / taken, alone / taken)
            yield row(f"bestanden van {size} facturen", size, workers, *figures)


def queued(size: int) -> list[Invoice]:
    """So many final invoices, each with a job that waits."""
    like = Invoice.objects.select_related("agreement", "party").order_by("pk")[0]
    asks, makes = (holder(like, kind) for kind in (Role.Kind.TREASURER, Role.Kind.SECRETARY))
    made = []
    for number in range(1, size + 1):
        details = ClaimDetails(article="17.2", subject=f"Meting {number}", cents=12_500)
        asked = claim(agreement=like.agreement, party=like.party, details=details, by=asks, now=clock.now())
        made.append(confirm_claim(asked=asked, by=makes, now=clock.now()))
    return made


def holder(like: Invoice, kind: str) -> User:
    """Somebody of the demonstration in this office."""
    return Role.objects.filter(agreement=like.agreement, kind=kind).select_related("user").latest("id").user


def worked(workers: int) -> tuple[float, float]:
    """Seconds from the start until the queue is empty, and of processor in all; every worker was ready before."""
    env = os.environ | {"DATABASE_AS_OWNER": "0"}
    command = [sys.executable, "-m", "bench.worker"]
    with ExitStack() as stack:
        hands = [
            stack.enter_context(
                subprocess.Popen(  # noqa: S603 - our own module
                    command, cwd=places.ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            )
            for _ in range(workers)
        ]
        for hand in hands:
            if cast("IO[str]", hand.stdout).readline() != "klaar\n":
                raise SystemExit("Een werker van de meting start niet.")
        begin = time.perf_counter()
        for hand in hands:
            cast("IO[str]", hand.stdin).write("\n")
            cast("IO[str]", hand.stdin).flush()
        failed = [code for code in (hand.wait() for hand in hands) if code]
        taken = time.perf_counter() - begin
        used = sum(float(cast("IO[str]", hand.stdout).readline() or 0) for hand in hands)
    if failed or Job.objects.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING)).exists():
        raise SystemExit("Een werker stopte voordat alles klaar was.")
    return taken, used
