"""The first signed minutes of the demonstration go to the councils and become public."""

from datetime import timedelta

from meetings.models import Meeting
from meetings.selectors.leaving import Leaving, leaving
from meetings.selectors.minutes import is_signed
from meetings.services.leaving import publish, send_to_councils
from twente.core.dates import day_of
from twente.core.selectors import parties_of
from twente.home.demo.scenes import SCENES
from twente.home.demo.sessions import key
from twente.home.demo.stage import Stage
from twente.outbox.dispatching import services as dispatching
from twente.outbox.dispatching.rules import NO_QUESTION
from twente.outbox.models import Dispatch


def councils(stage: Stage) -> None:
    """The secretary sends the minutes two days after the last signature. There already, or not signed: nothing."""
    minutes = Meeting.objects.get(form_key=key(SCENES[0].key)).minutes
    if minutes.document is None or not is_signed(minutes) or minutes.document.dispatches.exists():
        return
    document, secretary = minutes.document, stage.users["secretaris"]
    paper = leaving(document.agreement, document.public_id, day_of(stage.now))
    if paper is None or paper.facts.confidential:
        return
    send(stage, paper)
    opened = Dispatch.objects.filter(document=document, party__short_name__in=("Almelo", "Enschede", "Wierden"))
    for row in opened:
        dispatching.note_opened(dispatch=row, now=row.sent_at + timedelta(hours=5))
    publish(paper=paper, by=secretary, now=paper.revision.made_at + timedelta(days=2))


def send(stage: Stage, paper: Leaving) -> None:
    """To all councils, for their information."""
    at = paper.revision.made_at + timedelta(days=2)
    parties = parties_of(paper.document.agreement, day_of(at))
    send_to_councils(paper=paper, parties=parties, question=NO_QUESTION, by=stage.users["secretaris"], now=at)
