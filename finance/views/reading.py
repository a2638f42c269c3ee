"""The door of pages that everybody opens who reads invoices: all of them, or those of the own party."""

from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase

from finance.selectors.access import may_read
from twente.core.access import AgreementRequest, View, member_page
from twente.core.refusals import Forbidden


def reader_page(view: View[Any]) -> Any:
    """Decorate a view: who may read no invoice at all gets 403; which ones, the selectors say."""

    @member_page()
    @wraps(view)
    def page(request: AgreementRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read(request.actor):
            raise Forbidden
        return view(request, *args, **kwargs)

    return page
