"""Openness of an item: besloten or geheimhouding imposed, confirmed, lifted; and who may read it besides (HLB-9c)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meetings.models import AgendaItem, ItemGrant, Meeting, OpennessChange
from meetings.selectors.openness import grantable
from meetings.services.locks import lock_item
from meetings.services.ordering import follow
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.refusals import Refusal, StaleVersion

Level, Act = AgendaItem.Confidentiality, OpennessChange.Act


class NothingToLift(Refusal):
    """What is public cannot become more so."""

    sentence = "Dit punt is al openbaar."


class NotSecret(Refusal):
    """Only geheimhouding is confirmed."""

    sentence = "Op dit punt rust geen geheimhouding. Er valt niets te bekrachtigen."


class LastDayPast(Refusal):
    """A last day that is over keeps nothing confidential."""

    status = 422
    sentence = "De laatste dag is al voorbij. Kies een dag vanaf vandaag, of laat de dag leeg."


class GroundMissing(Refusal):
    """Geheimhouding rests on a ground (Awb 2:5)."""

    status = 422
    sentence = "Vul de grond voor geheimhouding in."


class NoNeedToGrant(Refusal):
    """Reading right on one item is for an officer; others read by office or not at all."""

    status = 422
    sentence = "Aan deze persoon kunt u geen leesrecht geven. Kies een ambtenaar die dit punt nog niet kan lezen."


class PublicAlready(Refusal):
    """Everybody who reads the agenda reads what is public."""

    sentence = "Dit punt is openbaar. Een leesrecht is niet nodig."


class LiftSeparately(Refusal):
    """Once the agenda was sent, an item becomes public by an act of its own, with its reason."""

    status = 422
    sentence = "Opheffen doet u op de pagina van het punt, onder Openbaarheid. Daar vraagt het om een reden."


NO_GROUND, IN_CONCEPT = "besloten, zonder grond", "gewijzigd in het concept van de agenda"
"""What is kept as the reason where nobody is asked for one."""
Standing = tuple[str, str, date | None]


def openness_of(item: AgendaItem) -> Standing:
    """Level, ground and last day of an item."""
    return item.confidentiality, item.confidential_ground, item.confidential_until


def keep_typed(item: AgendaItem, before: Standing, *, by: User, now: datetime) -> dict[str, str]:
    """Add the act when the form of an item, already saved, changed its openness; the new level for the audit trail.

    Raises LiftSeparately.
    """
    if before == openness_of(item):
        return {}
    if item.confidentiality != Level.PUBLIC:
        add_act(item, Act.IMPOSED, item.confidential_ground or NO_GROUND, by=by, now=now)
    elif item.meeting.state != Meeting.State.CONCEPT:
        raise LiftSeparately
    else:
        add_act(item, Act.LIFTED, IN_CONCEPT, by=by, now=now)
    return {"openness": item.confidentiality}


@dataclass(frozen=True)
class Imposed:
    """Besloten or geheimhouding, on which ground, until which last day (Amsterdam); None is until it is lifted."""

    level: str
    ground: str
    until: date | None


def seen_item(item: AgendaItem, seen: int) -> AgendaItem:
    """The locked item, if it is still what the person looked at. Raises StaleVersion."""
    locked = lock_item(item)
    if locked.version != seen:
        raise StaleVersion
    return locked


def keep(item: AgendaItem, act: str, reason: str, *, by: User, now: datetime) -> OpennessChange:
    """Save the item's new openness and add the act beside it."""
    item.version += 1
    item.save(update_fields=["confidentiality", "confidential_ground", "confidential_until", "version"])
    made = add_act(item, act, reason, by=by, now=now)
    follow(item.meeting)
    return made


def add_act(item: AgendaItem, act: str, reason: str, *, by: User, now: datetime) -> OpennessChange:
    """What was done to the openness of a saved item, with one audit entry without a word of content."""
    made = OpennessChange.objects.create(
        item=item,
        act=act,
        level=item.confidentiality,
        until=item.confidential_until,
        reason=reason,
        made_by=by,
        made_at=now,
    )
    detail = {"level": item.confidentiality}
    agreement = item.meeting.body.agreement
    audit.record(agreement=agreement, by=by, at=now, action=f"openness_{act}", target=item, detail=detail)
    return made


@transaction.atomic
def impose(*, item: AgendaItem, imposed: Imposed, seen: int, by: User, now: datetime) -> OpennessChange:
    """Make an item besloten, or put geheimhouding on it; also to change its level, ground or last day.

    `seen` is the version that the person looked at. Raises StaleVersion, LastDayPast, GroundMissing. What was already
    mailed or published is not taken back.
    """
    locked = seen_item(item, seen)
    if imposed.until is not None and imposed.until < day_of(now):
        raise LastDayPast
    if imposed.level == Level.SECRET and not imposed.ground:
        raise GroundMissing
    locked.confidentiality = imposed.level
    locked.confidential_ground, locked.confidential_until = imposed.ground, imposed.until
    return keep(locked, Act.IMPOSED, imposed.ground or NO_GROUND, by=by, now=now)


@transaction.atomic
def confirm(*, item: AgendaItem, decision: str, seen: int, by: User, now: datetime) -> OpennessChange:
    """Keep by which decision the overleg confirmed the geheimhouding. Raises StaleVersion, NotSecret."""
    locked = seen_item(item, seen)
    if locked.confidentiality != Level.SECRET:
        raise NotSecret
    return keep(locked, Act.CONFIRMED, decision, by=by, now=now)


@transaction.atomic
def lift(*, item: AgendaItem, reason: str, seen: int, by: User, now: datetime) -> OpennessChange:
    """End it: from now on everybody who may read the agenda reads the item too. Raises StaleVersion, NothingToLift."""
    locked = seen_item(item, seen)
    if locked.confidentiality == Level.PUBLIC:
        raise NothingToLift
    locked.confidentiality, locked.confidential_ground, locked.confidential_until = Level.PUBLIC, "", None
    return keep(locked, Act.LIFTED, reason, by=by, now=now)


@transaction.atomic
def grant_reading(*, item: AgendaItem, user: User, by: User, now: datetime) -> ItemGrant:
    """Let an officer read this one confidential item; twice is once. Raises NoNeedToGrant, PublicAlready."""
    locked = lock_item(item)
    if locked.confidentiality == Level.PUBLIC:
        raise PublicAlready
    if not grantable(locked, day_of(now)).filter(pk=user.pk).exists():
        known = ItemGrant.objects.filter(item=locked, user=user).first()
        if known is None:
            raise NoNeedToGrant
        return known
    row = ItemGrant.objects.create(item=locked, user=user, granted_by=by, granted_at=now)
    agreement, detail = locked.meeting.body.agreement, {"user": user.pk}
    audit.record(agreement=agreement, by=by, at=now, action="reading_granted", target=locked, detail=detail)
    return row


@transaction.atomic
def withdraw_reading(*, item: AgendaItem, user: User, by: User, now: datetime) -> bool:
    """Take the reading right back; whether there was one. Twice changes nothing."""
    locked = lock_item(item)
    gone, _ = ItemGrant.objects.filter(item=locked, user=user).delete()
    if gone:
        agreement, detail = locked.meeting.body.agreement, {"user": user.pk}
        audit.record(agreement=agreement, by=by, at=now, action="reading_withdrawn", target=locked, detail=detail)
    return bool(gone)
