"""Demonstration data: a cooperation made through the services, as people would. Again changes nothing."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from twente.home.demo import (
    accounts,
    agendas,
    archive,
    bodies,
    contributions,
    disputes,
    interest,
    lists,
    mending,
    payments,
    people,
    planning,
    rates,
    sending,
    sessions,
    sisters,
)
from twente.home.demo.stage import Stage

Step = Callable[[Stage], None]
STEPS: tuple[Step, ...] = (
    people.agreements,
    people.accounts,
    people.offices,
    people.mandates,
    people.contacts,
    people.figures,
    sessions.sessions,
    agendas.standing,
    agendas.offers,
    lists.lists,
    mending.errata,
    sending.councils,
    planning.planned,
    sisters.offices,
    sisters.mandates,
    sisters.sessions,
    bodies.members,
    bodies.session,
    bodies.request,
    archive.owner,
    contributions.terms,
    contributions.invoiced,
    payments.received,
    interest.calculated,
    accounts.adopted,
    contributions.concept,
    rates.proposed,
    disputes.disputes,
)
"""In this order; a later room adds its step here."""


def play(now: datetime) -> Stage:
    """Play every step, each whole or not at all. What is there already is left as it is."""
    stage = Stage(now)
    for step in STEPS:
        with transaction.atomic():
            step(stage)
    return stage
