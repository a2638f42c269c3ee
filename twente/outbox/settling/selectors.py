"""Reads: which mails and jobs were given up, and wait for somebody to look at them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from twente.core.models import Agreement, User
from twente.outbox.models import Job, Message


def dead_mails() -> QuerySet[Message]:
    """Mails that were given up and that nobody settled, of every agreement."""
    return Message.objects.filter(state=Message.State.DEAD, settled_at=None)


def dead_mails_of(agreement: Agreement) -> QuerySet[Message]:
    """Those of an agreement, and of mails of no agreement, such as overviews, those to who takes or took part in it.

    One to an address that nobody who takes part has any more stands with every agreement, so that somebody settles it.
    """
    addressed = User.objects.filter(email__iexact=OuterRef("recipient"))
    here = addressed.filter(Q(roles__agreement=agreement) | Q(mandates__agreement=agreement))
    anywhere = addressed.filter(Q(roles__isnull=False) | Q(mandates__isnull=False))
    return dead_mails().filter(Q(agreement=agreement) | Q(agreement=None) & (Exists(here) | ~Exists(anywhere)))


def failed_jobs() -> QuerySet[Job]:
    """Jobs that failed for good, that nobody settled and nobody asked for again since, of every agreement."""
    same = Job.objects.filter(kind=OuterRef("kind"), target_id=OuterRef("target_id"))
    since = same.filter(Q(queued_at__gt=OuterRef("queued_at")) | Q(state__in=Job.OPEN))
    return Job.objects.filter(~Exists(since), state=Job.State.FAILED, settled_at=None)


def failed_jobs_of(agreement: Agreement) -> QuerySet[Job]:
    """Those of an agreement."""
    return failed_jobs().filter(agreement=agreement)
