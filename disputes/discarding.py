"""What of a closed dispute is destroyed after its term: papers, letters, everything that was typed (BOK-13.3, 17).

What stays: its number, parties, article, the days of what happened, what each party paid; and the solution that was
told to all parties, which is a dossier of its own.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from disputes.archiving import data, facts_of
from disputes.models import CostShare, Dispute, Letter, Link
from disputes.rules.facts import Kind
from disputes.selectors.destroyed import KEY
from disputes.selectors.state import standing, standings
from disputes.services.billing import source_of, unbilled
from finance.models import Claim, Invoice
from finance.selectors.balances import balances
from meetings.models import AgendaItem
from twente.core.frozen import digest
from twente.core.models import Agreement
from twente.documents.archive.discarders import Goes, Settled
from twente.documents.models import Revision
from twente.documents.services import Grounds, destroy_document

TEXTS = ("title", "explanation", "advice", "proposed_decision", "minutes_text__text")
"""Where an item of an agenda may name a dispute."""


def settled(agreement: Agreement, on: date) -> Iterator[Settled]:
    """Disputes that ended; their title is the number alone."""
    rows = Dispute.objects.filter(agreement=agreement).select_related("agreement", "agreement_version")
    for found in standings(rows.order_by("year", "number"), on):
        if ended := found.ended_on:
            dispute = found.dispute
            yield Settled(KEY.format(pk=dispute.pk), f"Geschil {dispute}", dispute.notified_on, ended)


def held(agreement: Agreement, key: str, on: date) -> Iterator[str]:
    """An appeal, a dispute that belongs to it and runs, money, a letter, a meeting that is about it."""
    found = standing(dispute_of(agreement, key), on)
    dispute = found.dispute
    if found.of(Kind.APPEAL) and not found.of(Kind.CLOSURE):
        yield "Er is beroep ingesteld en de uitkomst daarvan is niet vastgelegd."
    for other in standings(linked(dispute), on):
        if other.ended_on is None:
            yield f"Geschil {other.dispute} hoort erbij en loopt nog."
    if unbilled(dispute):
        yield "Niet alle kosten zijn gevorderd."
    yield from owed(dispute, on)
    if Letter.objects.filter(dispute=dispute, document=None).exists():
        yield "Een brief is nog niet gemaakt."
    if named_in_open_meeting(dispute):
        yield "Een agendapunt noemt dit geschil, en van die vergadering is het verslag niet vastgesteld."


def linked(dispute: Dispute) -> list[Dispute]:
    """Disputes that belong to this one."""
    pairs = Link.objects.filter(Q(first=dispute) | Q(second=dispute)).values_list("first", "second")
    others = {pk for pair in pairs for pk in pair} - {dispute.pk}
    return list(Dispute.objects.filter(pk__in=others).select_related("agreement", "agreement_version"))


def owed(dispute: Dispute, on: date) -> Iterator[str]:
    """Claims on its costs that were not invoiced, and invoices on them that are not paid."""
    sources = [source_of(share) for share in CostShare.objects.filter(fact__dispute=dispute)]
    claims = Claim.objects.filter(source__in=sources, withdrawn_at=None)
    if claims.filter(invoice=None).exists():
        yield "Een vordering wacht nog op haar factuur."
    invoices = Invoice.objects.filter(pk__in=claims.values("invoice"))
    if any(balance.open for balance in balances(invoices, on).values()):
        yield "Een factuur over de kosten staat nog open."


def named_in_open_meeting(dispute: Dispute) -> bool:
    """Whether an item, and so a vote or a text of minutes on it, names this dispute before the minutes are adopted."""
    words = f"geschil {dispute}"
    items = AgendaItem.objects.filter(meeting__body__agreement=dispute.agreement, meeting__minutes__adopted_on=None)
    return any(items.filter(**{f"{text}__icontains": words}).exists() for text in TEXTS)


def goes(agreement: Agreement, key: str) -> Iterator[Goes]:
    """Everything that was typed, papers, letters; by kind and number, for titles tell what the dispute was about.

    The checksum of the texts is that of the archive's own record of the facts.
    """
    dispute = dispute_of(agreement, key)
    found = standing(dispute, dispute.notified_on)
    yield Goes("Teksten van het geschil", digest(data(found, facts_of(dispute))))
    for number, paper in enumerate(dispute.papers.all(), start=1):
        yield Goes(f"Stuk {number}", paper.sha256)
    for letter in dispute.letters.exclude(document=None):
        last = Revision.objects.filter(document=letter.document).order_by("number").values_list("sha256", flat=True)
        yield Goes(f"Brief: {letter.get_kind_display()}", list(last)[-1])


def stored(agreement: Agreement, key: str) -> list[str]:
    """The files of its papers."""
    return list(dispute_of(agreement, key).papers.values_list("stored_as", flat=True))


def forget(agreement: Agreement, key: str, grounds: Grounds, now: datetime) -> list[str]:
    """Empty its letters, and every word in its rows; the database does that itself, and only for a closed dispute."""
    dispute = Dispute.objects.select_for_update().get(pk=dispute_of(agreement, key).pk)
    for letter in dispute.letters.exclude(document=None).select_related("document"):
        if letter.document:
            destroy_document(document=letter.document, grounds=grounds, now=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT disputes_destroy(%s)", [dispute.pk])
    return []


def dispute_of(agreement: Agreement, key: str) -> Dispute:
    """The dispute behind a key."""
    rows = Dispute.objects.select_related("agreement", "agreement_version")
    return rows.get(agreement=agreement, pk=int(key.rpartition("-")[2]))
