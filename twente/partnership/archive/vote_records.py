"""What a closed vote leaves behind, as records: the result on paper, and the file by which anyone recounts it."""

from collections.abc import Iterator
from datetime import datetime

from meetings.models import Meeting
from meetings.selectors.openness import confidential
from twente.core.permissions import Actor
from twente.documents.archive.formats import LINES
from twente.documents.archive.records import Event, Record
from twente.documents.archive.stored import made_file, record_of
from twente.partnership.archive.meeting_records import restriction
from votes.export import export, file_name, is_public
from votes.models import Proposal
from votes.printed import result_document
from votes.selectors import proposals_for

MEMBERS = "Alleen voor deelnemers aan het overleg: de uitslag is niet gepubliceerd, of er staan namen in"


def records(actor: Actor, meeting: Meeting, now: datetime) -> Iterator[Record]:
    """Every closed vote of a meeting that this person may see, in the order of the agenda."""
    closed = proposals_for(actor).filter(item__meeting=meeting, closed_at__isnull=False)
    for proposal in closed.order_by("item__position", "round", "pk"):
        document = result_document(proposal)
        limit = restriction(proposal.item, actor)
        if document:
            about = f"Punt {proposal.item.position}: {proposal.item.title}"
            yield record_of(document, kind="Uitslag van een stemming", about=about, now=now, restriction=limit)
        yield lines_of(proposal, limit, actor)


def lines_of(proposal: Proposal, limit: str, actor: Actor) -> Record:
    """The export of a vote; the verifier of votes reads it without this software."""
    who = proposal.closed_by.name if proposal.closed_by else ""
    away = list(proposal.withdrawals.select_related("withdrawn_by"))
    shown = is_public(proposal) and not any(row.again_at is None for row in away)
    open_to_all = shown and not confidential(proposal.item, actor.on)
    return Record(
        identifier=f"stemming-{proposal.pk}",
        title=f"Stemming: {proposal.title}",
        kind="Stemming om na te rekenen",
        about=f"Sluitcode {proposal.closing_hash}",
        events=(
            Event("Sluiting van de stemming", proposal.closing, who),
            *(
                Event("Intrekking van de publicatie", row.withdrawn_at, row.withdrawn_by.name, row.reason)
                for row in away
            ),
        ),
        files=(made_file(file_name(proposal).partition(".")[0], LINES, export(proposal), proposal.closing),),
        restriction=limit or ("" if open_to_all else MEMBERS),
    )
