"""`./dev bench`: how long the pages of the thin path take, and how many queries they ask, on the demonstration data.

Prints per page the median and the 95th percentile in milliseconds of Django's own work (no network), and its queries;
first the load of the machine, because on a busy machine the figures say little.
"""

import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twente.settings")
django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import Meeting
from twente.core import clock
from twente.core.models import User
from twente.home import demo
from votes.models import Proposal

ROUNDS = 40
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def pages() -> list[tuple[str, str, str]]:
    """Name, person and address of every page that is measured."""
    open_vote = Proposal.objects.filter(state=Proposal.State.OPEN).latest("pk")
    closed = Proposal.objects.filter(state=Proposal.State.ESTABLISHED).latest("pk")
    coming = Meeting.objects.filter(state=Meeting.State.CONVENED).latest("pk")
    base = f"/{coming.body.agreement.slug}"
    return [
        ("vandaag", "secretaris", "/vandaag/"),
        ("agenda", "secretaris", f"{base}/vergaderingen/{coming.pk}/"),
        ("live, ongewijzigd", "bestuurder.hengelo", f"{base}/vergaderingen/{coming.pk}/live/?versie={coming.version}"),
        ("stem uitbrengen", "bestuurder.hengelo", f"{base}/stemmingen/{open_vote.pk}/stem/GM0164/"),
        ("opkomst, ongewijzigd", "bestuurder.hengelo", f"{base}/stemmingen/{open_vote.pk}/opkomst/?versie=open-5"),
        ("uitslag", "secretaris", f"{base}/stemmingen/{closed.pk}/"),
        ("verslag", "secretaris", f"{base}/vergaderingen/{closed.item.meeting_id}/verslag/"),
    ]


def measure(username: str, address: str) -> tuple[int, float, float, int]:
    """Status, median and 95th percentile in milliseconds, number of queries."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username=username), backend=BACKEND)
    client.get(address)
    took = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        answer = client.get(address)
        took.append((time.perf_counter() - begin) * 1000)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return answer.status_code, statistics.median(took), sorted(took)[int(ROUNDS * 0.95)], len(asked)


if __name__ == "__main__":
    demo.play(clock.now())
    print(f"belasting van de machine: {os.getloadavg()[0]:.1f}")
    print(f"{'pagina':24}{'status':>7}{'mediaan ms':>12}{'p95 ms':>9}{'vragen':>8}")
    for name, username, address in pages():
        status, middle, slow, queries = measure(username, address)
        print(f"{name:24}{status:>7}{middle:>12.1f}{slow:>9.1f}{queries:>8}")
