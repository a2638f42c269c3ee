"""Who is told about a term: by the words in its row, never somebody who may not see it on the term list."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from twente.core import termlist
from twente.core.dates import day_of
from twente.core.models import Agreement, Mandate, Role, User
from twente.core.permissions import Actor, Holding, actor_for
from twente.core.selectors import in_force
from twente.core.termlist import ListedTerm
from twente.outbox.deadlines.models import Deadline

log = logging.getLogger(__name__)
SECRETARIAT = (Role.Kind.SECRETARY, Role.Kind.DEPUTY_SECRETARY)
Found = Callable[[Agreement, date, str], Q]


def in_office(kind: str, deputy: str) -> Found:
    """Who holds an office; while a deputy is in charge the deputy, who stands in for the absent (BOK-5.4, 7.1)."""

    def people(agreement: Agreement, on: date, of: str) -> Q:
        held = Role.objects.filter(in_force(on), agreement=agreement)
        charged = held.filter(kind=deputy, charges__valid_from__lte=on, charges__valid_until__gte=on)
        serving = charged if charged.exists() else held.filter(kind=kind)
        return Q(roles__in=serving)

    return people


def officers(agreement: Agreement, on: date, of: str) -> Q:
    """The civil servants of all parties, who bring in papers."""
    return Q(roles__in=Role.objects.filter(in_force(on), agreement=agreement, kind=Role.Kind.OFFICER))


def party(agreement: Agreement, on: date, of: str) -> Q:
    """Who speaks for a party, and its civil servants; `of` is its id."""
    mandates = Mandate.objects.filter(in_force(on), agreement=agreement, party_id=of)
    roles = Role.objects.filter(in_force(on), agreement=agreement, party_id=of, kind=Role.Kind.OFFICER)
    return Q(mandates__in=mandates) | Q(roles__in=roles)


ACTS: dict[str, Found] = {
    "secretary": in_office(Role.Kind.SECRETARY, Role.Kind.DEPUTY_SECRETARY),
    "chair": in_office(Role.Kind.CHAIR, Role.Kind.DEPUTY_CHAIR),
    "officers": officers,
    "party": party,
}
"""Word → people. `Deadline.acts` holds several, with a space between; `party:12` names a party by its id."""


def seen_by_secretary(agreement: Agreement, room: str, now: datetime) -> list[ListedTerm]:
    """The terms of a room as who holds the office of secretary sees them, whoever that is: all there are."""
    on = day_of(now)
    return provider_of(room)(Actor(None, agreement, on, (Holding(Role.Kind.SECRETARY),)), now)


def provider_of(room: str) -> termlist.Provider:
    """The function that gives the terms of a room."""
    found: termlist.Provider = import_string(termlist.ROOMS[room])
    return found


class Audience:
    """Finds the people of one run of the sweep; each question is asked once."""

    def __init__(self, now: datetime) -> None:
        self.now, self.on = now, day_of(now)
        self.people: dict[tuple[int, str], list[User]] = {}
        self.keys: dict[tuple[int, str, int], frozenset[str]] = {}

    def of(self, row: Deadline) -> list[User]:
        """Who is told; where nobody holds the office, can be reached or may know of it, the secretariat."""
        for people in (self.named(row.agreement, row.acts), self.named(row.agreement, "secretary")):
            if told := self.knowing(row, people):
                return told
        return self.knowing(row, self.secretariat(row.agreement))

    def tells(self, person: User, row: Deadline) -> bool:
        """Whether somebody who sees this term is among those who are told; asks what others see only if that counts."""
        if person in self.named(row.agreement, row.acts):
            return True
        return person in self.secretariat(row.agreement) and person in self.of(row)

    def knowing(self, row: Deadline, people: Iterable[User]) -> list[User]:
        """Those of them who see this term on their own term list."""
        return [person for person in people if row.key in self.seen(person, row)]

    def named(self, agreement: Agreement, acts: str) -> list[User]:
        """The people behind the words."""
        if (agreement.pk, acts) not in self.people:
            found = Q(pk__in=())
            for word in acts.split():
                kind, _, of = word.partition(":")
                found |= ACTS[kind](agreement, self.on, of)
            self.people[agreement.pk, acts] = reachable(found)
        return self.people[agreement.pk, acts]

    def secretariat(self, agreement: Agreement) -> list[User]:
        """Secretary and deputies, in charge or not."""
        if (agreement.pk, "") not in self.people:
            held = Role.objects.filter(in_force(self.on), agreement=agreement, kind__in=SECRETARIAT)
            self.people[agreement.pk, ""] = reachable(Q(roles__in=held))
        return self.people[agreement.pk, ""]

    def seen(self, person: User, row: Deadline) -> frozenset[str]:
        """The keys of the terms of this room that a person may know of today; none of a room that fails."""
        asked = (row.agreement_id, row.room, person.pk)
        if asked not in self.keys:
            self.keys[asked] = self.listed(person, row)
        return self.keys[asked]

    def listed(self, person: User, row: Deadline) -> frozenset[str]:
        """Ask the room; one that fails stops no other, and its terms wait for the next sweep."""
        actor = actor_for(person, row.agreement, self.on)
        try:
            with transaction.atomic():
                return frozenset(term.key for term in provider_of(row.room)(actor, self.now))
        except Exception:
            log.exception("terms of %s in agreement %s not told to %s", row.room, row.agreement_id, person.pk)
            return frozenset()


def reachable(found: Q) -> list[User]:
    """People with an account and an address, each once."""
    return list(User.objects.filter(found, is_active=True).exclude(email="").distinct().order_by("pk"))
