"""How often one visitor without an account may ask for a file: a brake on machines, not on people."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from twente.core.refusals import Refusal

MINUTE = 60


class TooManyFiles(Refusal):
    """More files in one minute than somebody reads."""

    status = 429
    sentence = "U vroeg te veel bestanden achter elkaar. Wacht een minuut en probeer het opnieuw."


def brake(request: HttpRequest, now: datetime) -> None:
    """Count this file for the visitor's address and minute. Raises TooManyFiles."""
    visitor = get_adapter(request).get_client_ip(request)
    key = f"public_file:{visitor}:{int(now.timestamp()) // MINUTE}"
    cache.add(key, 0, 2 * MINUTE)
    if cache.incr(key) > settings.PUBLIC_FILES_PER_MINUTE:
        raise TooManyFiles
