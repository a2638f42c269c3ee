"""Search in many texts: how long one question takes among so many agenda items of a page of text each.

A rare word, a word that a tenth of the pages holds, a phrase, and a word that nobody wrote.
"""

import random
import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection

from bench import crowd as crowds
from bench.pages import measure_page
from bench.table import row
from meetings.models import AgendaItem, Meeting
from twente.core import clock

WORDS = 300
"""Words on a page."""
ITEMS = 200
"""Items in each of the meetings among which the texts are spread."""
ASKED = {
    "zeldzaam woord": "kanariegeel",
    "een tiende": "fietspad",
    "woordgroep": '"sterke regio"',
    "niets": "spoorlijn",
}


def text_of(number: int, chance: random.Random) -> str:
    """A page of invented words; every tenth page has a bicycle path, every thousandth is canary yellow."""
    words = [f"{chance.choice(SYLLABLES)}{chance.choice(SYLLABLES)}{chance.choice(SYLLABLES)}" for _ in range(WORDS)]
    words += ["fietspad"] * (number % 10 == 0) + ["sterke", "regio"] * (number % 100 == 0)
    return " ".join(words + ["kanariegeel"] * (number % 1000 == 0))


SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "vee", "wij", "zoe", "ster", "land", "dorp")


def fill(meeting: Meeting, pages: int) -> None:
    """So many items, in copies of a held meeting."""
    chance = random.Random(7)  # noqa: S311 - invented words, no secrets
    made = 0
    while made < pages:
        copy = Meeting.objects.get(pk=meeting.pk)
        copy.pk, copy.form_key, copy.current_item = None, uuid.uuid4(), None
        copy.starts_at, copy.ends_at = copy.starts_at - timedelta(days=made), copy.ends_at - timedelta(days=made)
        copy.save(force_insert=True)
        size = min(ITEMS, pages - made)
        AgendaItem.objects.bulk_create(item(copy, place, text_of(made + place, chance)) for place in range(1, size + 1))
        made += size
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE meetings_agendaitem")


def item(meeting: Meeting, place: int, text: str) -> AgendaItem:
    """An item with a page of text."""
    return AgendaItem(
        meeting=meeting,
        position=place,
        title=f"Punt {place}",
        kind="order",
        status="kennisname",
        explanation=text,
        minutes_planned=5,
        form_key=uuid.uuid4(),
    )


def measure(*, pages: int) -> Iterator[str]:
    """A line per question."""
    crowd = crowds.gather(14, "zoeken", clock.now())
    vote = crowds.closed_vote(crowd, clock.now())
    fill(vote.item.meeting, pages)
    yield row(f"{pages} bladzijden", "", "", "", "")
    base = crowd.address.removesuffix("stemmingen/")
    for name, words in ASKED.items():
        yield measure_page(name, crowd.secretary.username, f"{base}zoeken/?q={words}")
