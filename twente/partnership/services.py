"""Writes of partnership: parties and accounts, mandates, population figures and readings that two persons decide on."""

import hashlib
from datetime import date, datetime

from django.db import IntegrityError, transaction

from twente.core import audit
from twente.core import services as core
from twente.core.models import Agreement, Mandate, Membership, Party, PopulationSet, ReadingAdoption, User
from twente.core.refusals import Refusal
from twente.core.selectors import in_force, rulebook_on
from twente.core.statline import ImportPreview
from twente.outbox.deadlines.services import touched
from twente.partnership.mandates import used_after
from twente.partnership.models import PopulationUpload, ReadingRequest, UploadedYear
from twente.partnership.selectors import UPLOAD_KEPT


class NotAParty(Refusal):
    """A mandate is given by a college that takes part on its first day (BOK-1f)."""

    sentence = "Deze partij doet op die dag niet mee aan de overeenkomst. Kies een andere begindatum."


class MandateEnded(Refusal):
    """A mandate can be ended earlier, never made longer: that takes a mandate of its own."""

    sentence = "De laatste dag ligt buiten het mandaat. Leg voor een langere periode een nieuw mandaat vast."


class MandateUsed(Refusal):
    """What was done under a mandate stays done under it: it cannot have ended before."""

    status = 422
    sentence = "Onder dit mandaat zat na die dag nog iemand aan tafel. Kies een latere laatste dag."


class NothingReadable(Refusal):
    """The file holds no figure of any party."""

    status = 422
    sentence = "Dit bestand bevat geen inwonertallen van de partijen."


class YearNotReady(Refusal):
    """A year with objections or gaps is not taken over."""

    sentence = "Van dit jaar ontbreken inwonertallen of er zijn bezwaren. Kies een ander bestand."


class ReadingAlreadyAsked(Refusal):
    """One open request per reading; it is confirmed or withdrawn first."""

    sentence = "Voor deze lezing staat al een verzoek open. Laat dat eerst bevestigen of trek het in."


class RequestSettled(Refusal):
    """The request was confirmed or withdrawn meanwhile."""

    sentence = "Dit verzoek is al afgehandeld."


@transaction.atomic
def register_party(
    *,
    code: str,
    kind: str,
    short_name: str,
    official_name: str,
    contract_party: str,
    position: int,
    by: User | None,
    now: datetime,
) -> Party:
    """Keep a public body that can be party to an agreement; known by its CBS code, once is enough."""
    party, made = Party.objects.get_or_create(
        code=code,
        defaults={
            "kind": kind,
            "short_name": short_name,
            "official_name": official_name,
            "contract_party": contract_party,
            "position": position,
        },
    )
    if made:
        audit.record(agreement=None, by=by, at=now, action="party_registered", target=party)
    return party


@transaction.atomic
def open_account(*, username: str, email: str, name: str, password: str | None, by: User | None, now: datetime) -> User:
    """Make an account; an existing one with this user name is left as it is. Without a password nobody signs in."""
    known = User.objects.filter(username=username.lower()).first()
    if known:
        return known
    user = User.objects.create_user(username=username, email=email, name=name, password=password)
    audit.record(agreement=None, by=by, at=now, action="account_opened", target=user)
    return user


@transaction.atomic
def record_mandate(
    *,
    agreement: Agreement,
    party: Party,
    user: User,
    since: date,
    document: str,
    by: User,
    now: datetime,
    until: date | None = None,
) -> Mandate:
    """Record a standing mandate (BOK-1f); the same again is the first. Raises NotAParty, core.MandateOverlaps."""
    memberships = Membership.objects.select_for_update(no_key=True).filter(agreement=agreement, party=party)
    if not memberships.filter(in_force(since)).exists():
        raise NotAParty
    facts = {"agreement": agreement, "party": party, "user": user, "valid_from": since, "valid_until": until}
    same = Mandate.objects.filter(**facts, document=document).first()
    return same or core.record_mandate(
        agreement=agreement, party=party, user=user, since=since, until=until, document=document, by=by, now=now
    )


@transaction.atomic
def end_mandate(*, mandate: Mandate, last_day: date, by: User, now: datetime) -> None:
    """The mandate ends with this day; the same day again changes nothing. Raises MandateEnded outside its period."""
    locked = Mandate.objects.select_for_update(no_key=True).get(pk=mandate.pk)
    if locked.valid_until == last_day:
        return
    if last_day < locked.valid_from or (locked.valid_until and last_day > locked.valid_until):
        raise MandateEnded
    if used_after(locked, last_day):
        raise MandateUsed
    core.end_mandate(mandate=locked, last_day=last_day, by=by, now=now)
    touched(agreement=locked.agreement, of=f"mandate:{locked.pk}")


@transaction.atomic
def keep_upload(
    *, agreement: Agreement, file_name: str, content: bytes, preview: ImportPreview, by: User, now: datetime
) -> PopulationUpload:
    """Keep what a CBS file holds for one day, for its uploader alone; no figure counts before it is proposed.

    Raises NothingReadable with the first objection when the file holds no figures at all.
    """
    if not preview.sets:
        raise NothingReadable(preview.problems[0].sentence if preview.problems else "")
    PopulationUpload.objects.filter(uploaded_at__lt=now - UPLOAD_KEPT).delete()
    upload, made = PopulationUpload.objects.get_or_create(
        agreement=agreement,
        uploaded_by=by,
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={
            "file_name": file_name[-100:],
            "problems": [{"line": found.line, "sentence": found.sentence} for found in preview.problems],
            "others": len(preview.unmatched),
            "uploaded_at": now,
        },
    )
    if not made:
        PopulationUpload.objects.filter(pk=upload.pk).update(uploaded_at=now)
        return upload
    UploadedYear.objects.bulk_create(
        UploadedYear(
            upload=upload,
            reference_date=year.reference_date,
            status=year.status.value,
            figures={figure.code: figure.inhabitants for figure in year.figures},
            ready=year in preview.ready,
        )
        for year in preview.sets
    )
    return upload


@transaction.atomic
def propose_year(*, year: UploadedYear, by: User, now: datetime) -> PopulationSet:
    """Put one year of an upload forward for confirmation; twice gives the same set. Raises YearNotReady."""
    locked = UploadedYear.objects.select_for_update(no_key=True, of=("self",)).select_related("upload").get(pk=year.pk)
    if locked.proposed:
        return locked.proposed
    if not locked.ready:
        raise YearNotReady
    parties = {party.code: party for party in Party.objects.filter(code__in=locked.figures)}
    locked.proposed = core.propose_population(
        reference_date=locked.reference_date,
        status=locked.status,
        source=f"CBS StatLine, bestand {locked.upload.file_name} (SHA-256 {locked.upload.sha256[:12]})",
        figures={parties[code]: count for code, count in locked.figures.items()},
        by=by,
        now=now,
    )
    locked.save(update_fields=["proposed"])
    return locked.proposed


@transaction.atomic
def request_reading(
    *, agreement: Agreement, reading: str, value: str, adopted_on: date, decision: str, by: User, now: datetime
) -> ReadingRequest:
    """Ask a second person to confirm that the overleg adopted this reading (BOK-18).

    The same question again is the first one. Raises core.UnknownReading, ReadingAlreadyAsked.
    """
    rule = rulebook_on(agreement, adopted_on).readings.get(reading)
    if rule is None or value not in rule.values:
        raise core.UnknownReading
    facts = {"value": value, "adopted_on": adopted_on, "decision": decision, "asked_by": by}
    try:
        with transaction.atomic():
            request = ReadingRequest.objects.create(agreement=agreement, reading=reading, asked_at=now, **facts)
    except IntegrityError as error:
        waiting = ReadingRequest.objects.filter(
            agreement=agreement, reading=reading, adoption=None, withdrawn_at=None, **facts
        ).first()
        if waiting is None:
            raise ReadingAlreadyAsked from error
        return waiting
    audit.record(agreement=agreement, by=by, at=now, action="reading_requested", target=request)
    return request


@transaction.atomic
def confirm_reading(*, request: ReadingRequest, by: User, now: datetime) -> ReadingAdoption:
    """A second person confirms; from its day on the reading is the overleg's own. Raises core.SamePerson."""
    locked = ReadingRequest.objects.select_for_update(no_key=True, of=("self",)).get(pk=request.pk)
    if locked.adoption:
        return locked.adoption
    if locked.withdrawn_at:
        raise RequestSettled
    locked.adoption = core.adopt_reading(
        agreement=locked.agreement,
        reading=locked.reading,
        value=locked.value,
        adopted_on=locked.adopted_on,
        decision=locked.decision,
        asked_by=locked.asked_by,
        confirmed_by=by,
        now=now,
    )
    locked.save(update_fields=["adoption"])
    return locked.adoption


@transaction.atomic
def withdraw_reading(*, request: ReadingRequest, by: User, now: datetime) -> None:
    """Take a request back before it is confirmed; twice changes nothing. Raises RequestSettled once adopted."""
    locked = ReadingRequest.objects.select_for_update(no_key=True, of=("self",)).get(pk=request.pk)
    if locked.adoption_id:
        raise RequestSettled
    if locked.withdrawn_at:
        return
    locked.withdrawn_at, locked.withdrawn_by = now, by
    locked.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record(agreement=locked.agreement, by=by, at=now, action="reading_withdrawn", target=locked)
