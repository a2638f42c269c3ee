"""Pieces of table constraints: equality and overlap inside an exclusion constraint, without extensions."""

from typing import Any

from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value


def same(field: str) -> tuple[Any, str]:
    """Equality of a key inside an exclusion constraint, without the btree_gist extension."""
    key = Func(F(field), F(field), Value("[]"), function="int8range", output_field=BigIntegerRangeField())
    return key, RangeOperators.OVERLAPS


def overlapping(first: str = "valid_from", last: str = "valid_until") -> tuple[Any, str]:
    """Overlap of two periods of whole days, both ends included; no last day means open-ended."""
    period = Func(F(first), F(last), Value("[]"), function="daterange", output_field=DateRangeField())
    return period, RangeOperators.OVERLAPS


def meanwhile(start: str, end: str) -> tuple[Any, str]:
    """Overlap of two stretches of time, the end itself not included; no end means still going on."""
    stretch = Func(start, end, Value("[)"), function="tstzrange", output_field=DateTimeRangeField())
    return stretch, RangeOperators.OVERLAPS


def in_order(name: str, first: str = "valid_from", last: str = "valid_until") -> models.CheckConstraint:
    """The last day is not before the first."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": F(first)}))
