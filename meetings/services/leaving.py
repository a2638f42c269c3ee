"""What leaves the overleg: sent to the councils, made public; refused while unsigned or not open (BOK-8h, Woo)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from meetings.rules import leaving as rules
from meetings.selectors.errata import untold
from meetings.selectors.leaving import Leaving, all_open, leaving, published_before, questions_to_repeat
from meetings.wording.leaving import FLAWS, MENDED, REPLACED
from twente.core.dates import day_of
from twente.core.models import Party, User
from twente.core.refusals import Refusal
from twente.documents.models import Document
from twente.outbox.dispatching import services as dispatching
from twente.outbox.dispatching.models import Dispatch
from twente.outbox.dispatching.rules import Question
from twente.outbox.dispatching.selectors import addressed, overdue
from twente.outbox.publishing import services as publishing
from twente.outbox.publishing.models import Publication


class MayNotLeave(Refusal):
    """The document stays inside; the sentence says why."""


def check(found: list[str]) -> None:
    """Raises MayNotLeave with the first reason."""
    if found:
        raise MayNotLeave(FLAWS[found[0]])


def as_it_stands(paper: Leaving, now: datetime) -> Leaving:
    """The document read again, so that what changed since the page was opened counts. Raises MayNotLeave."""
    found = leaving(paper.document.agreement, paper.document.public_id, day_of(now))
    if found is None:
        raise MayNotLeave(FLAWS["kind"])
    return found


@transaction.atomic
def send_to_councils(
    *, paper: Leaving, parties: Iterable[Party], question: Question, by: User, now: datetime
) -> list[Dispatch]:
    """Send a document to the clerks of these councils.

    Raises MayNotLeave, NobodyToSendTo, ImpossibleQuestion, AskedBefore.
    """
    paper = as_it_stands(paper, now)
    check(rules.flaws(paper.facts))
    parcel = dispatching.Parcel(
        document=paper.document,
        revision_number=paper.revision.number,
        sha256=paper.revision.sha256,
        items=paper.items,
        question=question,
    )
    return dispatching.dispatch_document(parcel=parcel, parties=parties, by=by, now=now)


@transaction.atomic
def send_again(*, paper: Leaving, dispatch: Dispatch, answer_by: date | None, by: User, now: datetime) -> Dispatch:
    """Send once more what a council got, an older version too; `answer_by` takes the place of a day that is over.

    Raises MayNotLeave, NobodyToSendTo, SentAgain, ImpossibleQuestion.
    """
    paper = as_it_stands(paper, now)
    facts = replace(paper.facts, outdated=False, confidential=not all_open(dispatch.items, day_of(now)))
    check(rules.flaws(facts))
    note = MENDED if dispatch in untold(paper.document, day_of(now)) else ""
    return dispatching.send_again(dispatch=dispatch, answer_by=answer_by, by=by, now=now, note=note)


@transaction.atomic
def remind_councils(*, document: Document, by: User, now: datetime) -> int:
    """Remind the clerks of councils that did not answer; nothing about what is confidential now. How many mails."""
    questions = questions_to_repeat(document, day_of(now))
    return dispatching.remind(document=document, questions=questions, by=by, now=now)


@transaction.atomic
def report_errata(*, paper: Leaving, by: User, now: datetime) -> list[Dispatch]:
    """Send minutes again to every council that got them before their last erratum; a council without a clerk waits.

    A question that stands is repeated; one whose last day is over is left for the register. Raises MayNotLeave.
    """
    paper = as_it_stands(paper, now)
    check(rules.flaws(paper.facts))
    rows = [row for row in untold(paper.document, day_of(now)) if can_be_told(row, day_of(now))]
    return [dispatching.send_again(dispatch=row, answer_by=None, by=by, now=now, note=MENDED) for row in rows]


def can_be_told(row: Dispatch, on: date) -> bool:
    """Whether a mail can go: there is a clerk, and no question in it waits for a new last day."""
    return bool(addressed([row.party]).contacts) and not overdue(row, on)


@transaction.atomic
def publish(*, paper: Leaving, by: User, now: datetime) -> Publication:
    """Let everybody read a document; an older list of the same meeting is taken back. Raises MayNotLeave."""
    paper = as_it_stands(paper, now)
    check(rules.flaws_in_public(paper.facts))
    issue = publishing.Issue(
        document=paper.document,
        revision_number=paper.revision.number,
        sha256=paper.revision.sha256,
        items=paper.items,
        dated_on=paper.dated_on,
    )
    for older in published_before(paper):
        publishing.withdraw_document(document=older, reason=REPLACED, by=by, now=now)
    return publishing.publish_document(issue=issue, by=by, now=now)
