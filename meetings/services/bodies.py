"""Bodies and their members: added, changed, ended; never erased (BOK-7.3 to 7.5, HER-5a, UHO-1g)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.text import slugify

from meetings.models import Body, BodyMember, Meeting, MemberAttendance, MemberSeat
from meetings.selectors.bodies import rule_of
from twente.core import audit
from twente.core.dates import day_of, end_of_day
from twente.core.models import Agreement, Party, User
from twente.core.refusals import Refusal, StaleVersion
from twente.core.selectors import parties_of


class BodyExists(Refusal):
    """Two bodies of one name would be taken for each other."""

    status = 422
    sentence = "Er is al een overleg met deze naam. Kies een andere naam."


class BodyEnded(Refusal):
    """Nobody joins a body after its last day."""

    status = 422
    sentence = "Dit overleg is dan al beëindigd."


class BodyOfTheAgreement(Refusal):
    """What the agreement itself names ends with the agreement, or by changing it."""

    sentence = "Dit overleg staat in de overeenkomst. Het eindigt pas als de overeenkomst wijzigt."


class BodyStillMeets(Refusal):
    """Meetings that are planned go first."""

    status = 422
    sentence = "Na deze dag staan nog vergaderingen van dit overleg. Verplaats of annuleer die eerst."


class MemberTwice(Refusal):
    """One membership per person and body at a time."""

    status = 422
    sentence = "Deze persoon zit in die periode al in dit overleg. Beëindig eerst dat lidmaatschap."


class ChairTaken(Refusal):
    """A body has one chair at a time."""

    status = 422
    sentence = "Dit overleg heeft in die periode al een voorzitter. Beëindig eerst die functie."


class OnNobodysBehalf(Refusal):
    """A member sits there for a party or an organisation."""

    status = 422
    sentence = "Kies voor welke partij of vul in voor welke organisatie deze persoon deelneemt."


class MandateInstead(Refusal):
    """At the table of parties one speaks for a party on a mandate (BOK-5.1)."""

    status = 422
    sentence = "Wie hier voor een partij zit, staat in het mandaatregister. Leg een mandaat vast."


class NotTakingPart(Refusal):
    """A member serves parties of that day."""

    status = 422
    sentence = "Een gekozen partij doet op de eerste dag niet mee aan de overeenkomst."


class OtherBody(Refusal):
    """A substitute replaces a member of the same body."""

    status = 422
    sentence = "Kies een lid van dit overleg om te vervangen."


class OutsideTerm(Refusal):
    """A membership ends within its own period."""

    status = 422
    sentence = "Deze dag ligt buiten de termijn van dit lid."


class MemberWasThere(Refusal):
    """Who sat at the table later than that day was a member then."""

    status = 422
    sentence = "Dit lid was na die dag nog aanwezig bij een vergadering. Kies een latere dag."


@dataclass(frozen=True)
class MemberDetails:
    """Who sits in a body, in which office, from when until when, for whom, where he or she is reached."""

    since: date
    office: str = BodyMember.Office.MEMBER
    user: User | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    organisation: str = ""
    parties: Sequence[Party] = ()
    stands_in_for: BodyMember | None = None
    until: date | None = None


@transaction.atomic
def add_body(
    *, agreement: Agreement, name: str, purpose: str, article: str, contact: str, by: User, now: datetime
) -> Body:
    """A further body of members, beside those of the rulebook (HER-5a, UHO-1g); it never votes. Raises BodyExists.

    The same name and purpose again is the same body.
    """
    facts = {"name": name, "purpose": purpose, "article": article, "contact": contact, "by_members": True}
    body, made = Body.objects.get_or_create(agreement=agreement, key=slugify(name)[:40] or "overleg", defaults=facts)
    if not made and (body.name, body.purpose) != (name, purpose):
        raise BodyExists
    if made:
        audit.record(agreement=agreement, by=by, at=now, action="body_made", target=body)
    return body


@transaction.atomic
def edit_body(*, body: Body, purpose: str, contact: str, seen: int, by: User, now: datetime) -> Body:
    """Say anew what a body is for and where it is reached. Raises StaleVersion when somebody else was first."""
    locked = lock_body(body)
    if locked.version != seen:
        raise StaleVersion
    locked.purpose, locked.contact, locked.version = purpose, contact, locked.version + 1
    locked.save(update_fields=["purpose", "contact", "version"])
    audit.record(agreement=locked.agreement, by=by, at=now, action="body_changed", target=locked)
    return locked


@transaction.atomic
def end_body(*, body: Body, last_day: date, by: User, now: datetime) -> Body:
    """The body ends with this day, and so do its members. Raises BodyOfTheAgreement, BodyStillMeets."""
    locked = lock_body(body)
    if rule_of(locked, day_of(now)) is not None:
        raise BodyOfTheAgreement
    later = Meeting.objects.filter(body=locked, starts_at__gte=end_of_day(last_day))
    if later.exists():
        raise BodyStillMeets
    locked.ended_on = last_day
    locked.save(update_fields=["ended_on"])
    running = Q(valid_until=None) | Q(valid_until__gt=last_day)
    locked.members.filter(running, valid_from__lte=last_day).update(valid_until=last_day)
    audit.record(agreement=locked.agreement, by=by, at=now, action="body_ended", target=locked)
    return locked


def lock_body(body: Body) -> Body:
    """The body as it is now, kept still until the transaction ends."""
    return Body.objects.select_for_update(of=("self",), no_key=True).select_related("agreement").get(pk=body.pk)


@transaction.atomic
def add_member(*, body: Body, details: MemberDetails, key: uuid.UUID, by: User, now: datetime) -> BodyMember:
    """Somebody sits in a body from a day; the same form key again is the same member.

    Raises BodyEnded, MandateInstead, OnNobodysBehalf, NotTakingPart, OtherBody, MemberTwice, ChairTaken.
    """
    locked = lock_body(body)
    known = BodyMember.objects.filter(form_key=key).first()
    if known is not None:
        return known
    admissible(locked, details)
    named_twice(locked, details)
    member = seat(
        BodyMember(
            body=locked,
            user=details.user,
            name="" if details.user else details.name,
            email="" if details.user else details.email,
            phone=details.phone,
            organisation=details.organisation,
            office=details.office,
            stands_in_for=details.stands_in_for,
            valid_from=details.since,
            valid_until=details.until,
            form_key=key,
            recorded_by=by,
            recorded_at=now,
        ),
        details.parties,
    )
    audit.record(agreement=locked.agreement, by=by, at=now, action="body_member_added", target=member)
    return member


def seat(member: BodyMember, parties: Sequence[Party]) -> BodyMember:
    """Write a member with the parties he or she serves. Raises MemberTwice, ChairTaken, as the database says."""
    try:
        with transaction.atomic():
            member.save()
            MemberSeat.objects.bulk_create(MemberSeat(member=member, party=party) for party in parties)
    except IntegrityError as error:
        raise (ChairTaken if "one_chair_of_a_body" in str(error) else MemberTwice) from error
    return member


def admissible(body: Body, details: MemberDetails) -> None:
    """Raises BodyEnded, MandateInstead, OnNobodysBehalf, NotTakingPart, OtherBody."""
    if body.ended_on and details.since > body.ended_on:
        raise BodyEnded
    if not body.by_members and (
        details.parties or details.office in (BodyMember.Office.CHAIR, BodyMember.Office.DEPUTY)
    ):
        raise MandateInstead
    replaced = details.stands_in_for
    if (replaced and replaced.body_id != body.pk) or (details.office == BodyMember.Office.SUBSTITUTE) != bool(replaced):
        raise OtherBody
    leads = details.office in (BodyMember.Office.CHAIR, BodyMember.Office.SECRETARY)
    if not (details.parties or details.organisation or replaced or leads):
        raise OnNobodysBehalf
    taking_part = set(parties_of(body.agreement, details.since).values_list("pk", flat=True))
    if not {party.pk for party in details.parties} <= taking_part:
        raise NotTakingPart


def named_twice(body: Body, details: MemberDetails) -> None:
    """Somebody without an account is known by name and organisation. Raises MemberTwice."""
    if details.user:
        return
    same = body.members.filter(user=None, name__iexact=details.name, organisation__iexact=details.organisation)
    overlap = Q(valid_until=None) | Q(valid_until__gte=details.since)
    if details.until:
        same = same.filter(valid_from__lte=details.until)
    if same.filter(overlap).exists():
        raise MemberTwice


@transaction.atomic
def end_member(*, member: BodyMember, last_day: date, by: User, now: datetime) -> BodyMember:
    """The membership ends with this day; twice changes nothing. Raises OutsideTerm, MemberWasThere."""
    lock_body(member.body)
    locked = BodyMember.objects.select_related("body__agreement").get(pk=member.pk)
    if locked.valid_until == last_day:
        return locked
    if last_day < locked.valid_from or (locked.valid_until and last_day > locked.valid_until):
        raise OutsideTerm
    if MemberAttendance.objects.filter(member=locked, arrived_at__gte=end_of_day(last_day)).exists():
        raise MemberWasThere
    locked.valid_until = last_day
    locked.save(update_fields=["valid_until"])
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="body_member_ended", target=locked)
    return locked


@transaction.atomic
def give_office(*, member: BodyMember, office: str, since: date, key: uuid.UUID, by: User, now: datetime) -> BodyMember:
    """A member takes another office from a day, such as the chair (BOK-7.4); until then the old one is kept as history.

    The same office again changes nothing. Raises OutsideTerm, ChairTaken, MemberWasThere.
    """
    lock_body(member.body)
    locked = BodyMember.objects.select_related("body__agreement", "user").get(pk=member.pk)
    if locked.office == office:
        return locked
    if since <= locked.valid_from or (locked.valid_until and since > locked.valid_until):
        raise OutsideTerm
    parties, until = [row.party for row in locked.seats.select_related("party")], locked.valid_until
    end_member(member=locked, last_day=since - timedelta(days=1), by=by, now=now)
    details = MemberDetails(
        since=since,
        office=office,
        user=locked.user,
        name=locked.name,
        email=locked.email,
        phone=locked.phone,
        organisation=locked.organisation,
        parties=parties,
        until=until,
    )
    return add_member(body=locked.body, details=details, key=key, by=by, now=now)
