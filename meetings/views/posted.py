"""What a form gets: the fields that came in, also when there were none."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """The posted fields; None when nothing was posted, so that an empty post is answered with errors."""
    return request.POST if request.method == "POST" else None
