"""Who sits at the table, on which mandate; and who stands in for whom (BOK-1f)."""

from datetime import datetime

from django.db import transaction

from meetings import selectors
from meetings.models import Absence, AgendaItem, Attendance, Meeting, Substitution
from meetings.services.locks import changed, lock_meeting, not_held
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Party, User
from twente.core.refusals import Refusal
from twente.core.selectors import parties_of


class NotConvened(Refusal):
    """Attendance belongs to a meeting that was convened."""

    sentence = "Verstuur eerst de agenda. Daarna kunt u de aanwezigheid bijhouden."


class NotAParty(Refusal):
    """Only parties to the agreement sit at the table."""

    status = 422
    sentence = "Dit is geen partij bij de overeenkomst."


class NobodySpeaks(Refusal):
    """A party is present through somebody with a mandate."""

    status = 422
    sentence = "Voor deze partij is geen mandaat bekend. Leg eerst het mandaat of een vervanging vast."


class OtherPersonPresent(Refusal):
    """A party has one person at the table at a time."""

    status = 422
    sentence = "Voor deze partij zit al iemand aan tafel. Meld eerst het vertrek van die persoon."


class StillPresent(Refusal):
    """Somebody who sits at the table is not absent."""

    status = 422
    sentence = "Deze partij is aanwezig. Meld eerst het vertrek."


class NotRegistered(Refusal):
    """Only the party's own registered people can stand in for it."""

    status = 422
    sentence = "Deze persoon is niet als bestuurder of plaatsvervanger van deze partij geregistreerd."


class NoDocument(Refusal):
    """A substitution rests on a document."""

    status = 422
    sentence = "Vul het mandaatbesluit in waarop de vervanging rust."


class AlreadySubstituted(Refusal):
    """One substitute per party for a meeting, and one per item."""

    status = 422
    sentence = "Voor deze partij is hier al een andere vervanger vastgelegd. Trek die eerst in."


class SubstitutionUsed(Refusal):
    """Somebody sat at the table on this substitution; it stays with the record."""

    sentence = "Op deze vervanging heeft al iemand aan tafel gezeten. Zij blijft bij de vergadering staan."


def gathering(meeting: Meeting) -> Meeting:
    """The locked meeting, once convened and not yet over. Raises NotConvened, MeetingOver."""
    locked = lock_meeting(meeting)
    not_held(locked)
    if locked.state == Meeting.State.CONCEPT:
        raise NotConvened
    return locked


def taking_part(meeting: Meeting, party: Party, now: datetime) -> None:
    """Raises NotAParty."""
    if not parties_of(meeting.body.agreement, day_of(now)).filter(pk=party.pk).exists():
        raise NotAParty


@transaction.atomic
def record_arrival(*, meeting: Meeting, party: Party, by: User, now: datetime) -> Attendance:
    """The person who speaks for the party sits down; for the item at hand if somebody stands in for it alone.

    Twice is once. Raises NotConvened, NotAParty, NobodySpeaks, and OtherPersonPresent when representative and
    substitute would both be present.
    """
    locked = gathering(meeting)
    taking_part(locked, party, now)
    voter = selectors.voter_for(meeting=locked, item=locked.current_item, party=party, on=day_of(now))
    if voter is None:
        raise NobodySpeaks
    there = Attendance.objects.filter(meeting=locked, party=party, left_at__isnull=True).first()
    if there is not None and there.user_id != voter.user.pk:
        raise OtherPersonPresent
    if there is not None:
        return there
    Absence.objects.filter(meeting=locked, party=party).delete()
    row = Attendance.objects.create(
        meeting=locked,
        party=party,
        user=voter.user,
        mandate=voter.mandate,
        substitution=voter.substitution,
        arrived_at=now,
    )
    changed(locked.pk)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="party_arrived", target=row)
    return row


@transaction.atomic
def record_departure(*, meeting: Meeting, party: Party, by: User, now: datetime) -> Attendance | None:
    """The party leaves the table; None when nobody sat there (any more)."""
    locked = gathering(meeting)
    there = Attendance.objects.filter(meeting=locked, party=party, left_at__isnull=True).first()
    if there is None:
        return None
    there.left_at = max(now, there.arrived_at)
    there.save(update_fields=["left_at"])
    changed(locked.pk)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="party_left", target=there)
    return there


@transaction.atomic
def record_absence(*, meeting: Meeting, party: Party, notice: str, by: User, now: datetime) -> Absence:
    """The party said that it would not come. Raises StillPresent, NotAParty."""
    locked = gathering(meeting)
    taking_part(locked, party, now)
    if Attendance.objects.filter(meeting=locked, party=party, left_at__isnull=True).exists():
        raise StillPresent
    row, _ = Absence.objects.update_or_create(meeting=locked, party=party, defaults={"notice": notice})
    changed(locked.pk)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="absence_noted", target=row)
    return row


@transaction.atomic
def record_substitution(
    *,
    meeting: Meeting,
    party: Party,
    user: User,
    document: str,
    by: User,
    now: datetime,
    item: AgendaItem | None = None,
) -> Substitution:
    """Somebody of the same party stands in for this meeting, or for one item of it (BOK-1f, HLB-9c).

    The same person on the same place again changes nothing. Raises NotAParty, NotRegistered, NoDocument,
    AlreadySubstituted, MeetingOver.
    """
    locked = lock_meeting(meeting)
    not_held(locked)
    taking_part(locked, party, now)
    if not document.strip():
        raise NoDocument
    people = selectors.registered_for(agreement=locked.body.agreement, party_id=party.pk, on=day_of(now))
    if not people.filter(pk=user.pk).exists():
        raise NotRegistered
    row, made = Substitution.objects.get_or_create(
        meeting=locked,
        item=item,
        party=party,
        defaults={"user": user, "document": document, "recorded_by": by, "recorded_at": now},
    )
    if row.user_id != user.pk:
        raise AlreadySubstituted
    if made:
        changed(locked.pk)
        audit.record(agreement=locked.body.agreement, by=by, at=now, action="substitution_recorded", target=row)
    return row


@transaction.atomic
def withdraw_substitution(*, substitution: Substitution, by: User, now: datetime) -> None:
    """Take a substitution back that nobody used. Raises SubstitutionUsed, MeetingOver."""
    locked = lock_meeting(substitution.meeting)
    not_held(locked)
    if Attendance.objects.filter(substitution=substitution).exists():
        raise SubstitutionUsed
    agreement = locked.body.agreement
    audit.record(agreement=agreement, by=by, at=now, action="substitution_withdrawn", target=substitution)
    substitution.delete()
    changed(locked.pk)
