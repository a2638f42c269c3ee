"""Every kind of mail with invented facts, made by the sentences that make the real ones; nothing is read or kept."""

from collections.abc import Callable
from datetime import datetime

from twente.core.models import Agreement, User
from twente.home.samples import councils, meetings, money, votes
from twente.home.samples.sample import Sample

ROOMS: tuple[tuple[str, Callable[[Agreement, User, datetime], list[Sample]]], ...] = (
    ("Vergaderingen", meetings.samples),
    ("Stemmingen", votes.samples),
    ("Raden", councils.samples),
    ("Financiën, geschillen en beheer", money.samples),
)
"""Heading → the samples below it, in the order of the page."""


def grouped(agreement: Agreement, person: User, now: datetime) -> list[tuple[str, list[Sample]]]:
    """Every sample, as this person would get it."""
    return [(heading, make(agreement, person, now)) for heading, make in ROOMS]


def sample_named(agreement: Agreement, person: User, now: datetime, name: str) -> Sample | None:
    """The sample with this name in its address; None when there is none."""
    found = (sample for _, samples in grouped(agreement, person, now) for sample in samples)
    return next((sample for sample in found if sample.name == name), None)
