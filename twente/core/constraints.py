"""Pieces of table constraints: equality and overlap inside an exclusion constraint, without extensions."""

from typing import Any

from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
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


def in_order(name: str, first: str = "valid_from", last: str = "valid_until") -> models.CheckConstraint:
    """The last day is not before the first."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": F(first)}))
