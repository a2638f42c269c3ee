"""What an error report may know of a request that carries a vote: nothing (R20)."""

from collections.abc import Callable, ItemsView
from functools import wraps
from types import FrameType
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.debug import SafeExceptionReporterFilter

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponse]


class NothingShown(SafeExceptionReporterFilter):
    """Hides every form value and every local variable from error pages and error mails, also with DEBUG on."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Always: a developer's error page must not know a vote either."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, str]:
        """The names of the fields, never what was in them."""
        return dict.fromkeys(request.POST, self.cleansed_substitute) if request else {}

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> ItemsView[str, Any]:
        """The names of the variables, never what they hold."""
        return dict.fromkeys(tb_frame.f_locals, self.cleansed_substitute).items()


def discreet(view: View[P]) -> View[P]:
    """Decorate a view that receives a vote; stands outside every other decorator."""

    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request.exception_reporter_filter = NothingShown()
        return view(request, *args, **kwargs)

    return page
