"""Reads of disputes. Every one takes the person: to who may not know of a dispute it does not exist (BOK-13.3)."""

from disputes.selectors.access import disputes_for, published_for
from disputes.selectors.state import Standing, standing
from disputes.selectors.terms import terms_for

__all__ = ["Standing", "disputes_for", "published_for", "standing", "terms_for"]
