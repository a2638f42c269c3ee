"""The pages of a vote when ten years of votes lie behind it, beside the same pages with only one."""

from collections.abc import Iterator
from datetime import timedelta

from bench import crowd as crowds
from bench.pages import measure_page
from twente.core import clock

PARTIES = 14


def measure(*, years: int, per_year: int) -> Iterator[str]:
    """Lines about the result page and the list, with one vote and with so many years of them."""
    crowd = crowds.gather(PARTIES, "jaren", clock.now())
    last = crowds.closed_vote(crowd, clock.now())
    addresses = {"uitslag": f"{crowd.address}{last.pk}/", "lijst": crowd.address}
    for name, address in addresses.items():
        yield measure_page(f"{name}, 1 stemming", crowd.secretary.username, address)
    for number in range(years * per_year):
        crowds.closed_vote(crowd, clock.now() - timedelta(days=1 + 365 * number // per_year))
    for name, address in addresses.items():
        yield measure_page(f"{name}, {years} jaar", crowd.secretary.username, address)
