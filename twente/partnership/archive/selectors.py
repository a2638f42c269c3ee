"""Reads of the archive: whose records they are on a day, how long a body's dossiers are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from meetings.models import Body
from meetings.selectors.bodies import bodies_for
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.core.refusals import Refusal
from twente.documents.archive import rooms
from twente.documents.archive.records import Organisation, Retention
from twente.documents.archive.rooms import Subject
from twente.partnership.archive import rules
from twente.partnership.archive.models import RecordsOwner, RetentionClass


class OwnerMissing(Refusal):
    """Every record belongs to an organisation (BOK-17.1); somebody must say which."""

    sentence = "Leg eerst vast van welke organisatie het archief is. Dat doet u onder Archiefvormer."


@dataclass(frozen=True)
class Policy:
    """Everything dated about the archive of an agreement, read at once."""

    owners: tuple[RecordsOwner, ...]
    classes: tuple[RetentionClass, ...]

    def owner(self, on: date) -> Organisation:
        """Whose records they are on a day; before the first row the first one's. Raises OwnerMissing."""
        if not self.owners:
            raise OwnerMissing
        row = rules.in_force(self.owners, on) or self.owners[0]
        return Organisation(row.name, row.identifier, row.register)

    def recorded(self, body: int | None, on: date, subject: str = "") -> RetentionClass | None:
        """The row that holds for dossiers of a day: that of its body (an id) or subject, else that of all, or None.

        A dossier of before the first row falls under that row too. A subject with a provisional class of its own does
        not fall under the row of all.
        """
        wanted = [(body, subject)]
        if not subject or rules.provisional(subject).subject != subject:
            wanted.append((None, ""))
        for each in dict.fromkeys(wanted):
            rows = [row for row in self.classes if (row.body_id, row.subject) == each]
            if rows:
                return rules.in_force(rows, on) or rows[0]
        return None

    def retention(self, body: int | None, on: date, starts_on: date | None = None, *, subject: str = "") -> Retention:
        """The term of dossiers of a day, running from a day when its trigger has happened."""
        row = self.recorded(body, on, subject)
        found = rules.provisional(subject) if row is None else row
        term = rules.term_of(found.term) if isinstance(found.term, str) else found.term
        return Retention(found.code, found.name, term, found.trigger, found.source, starts_on)


def policy_of(agreement: Agreement) -> Policy:
    """What holds and held; two reads."""
    owners = RecordsOwner.objects.filter(agreement=agreement).select_related("recorded_by")
    classes = RetentionClass.objects.filter(agreement=agreement).select_related("recorded_by", "body")
    return Policy(tuple(owners), tuple(classes))


@dataclass(frozen=True)
class ClassRow:
    """What holds for a body, or a kind of dossier, today; `recorded` is None while it is the provisional one."""

    body: Body | None
    retention: Retention
    recorded: RetentionClass | None
    subject: Subject | None = None

    @property
    def own(self) -> bool:
        """Whether the row was recorded for this body or kind itself."""
        key = (self.body.pk if self.body else None, self.subject.key if self.subject else "")
        return self.recorded is not None and (self.recorded.body_id, self.recorded.subject) == key


def class_rows(actor: Actor, policy: Policy) -> Iterable[ClassRow]:
    """First what holds for all, then each body, then each other kind of dossier."""
    for body in (None, *bodies_for(actor)):
        key = body.pk if body else None
        yield ClassRow(body, policy.retention(key, actor.on), policy.recorded(key, actor.on))
    for subject in rooms.subjects():
        found = policy.retention(None, actor.on, subject=subject.key)
        yield ClassRow(None, found, policy.recorded(None, actor.on, subject.key), subject)
