"""What every page needs."""

from typing import Any

from django.http import HttpRequest


def base(request: HttpRequest) -> dict[str, Any]:
    """Nothing yet beyond the request itself."""
    return {}
