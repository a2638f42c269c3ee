"""Any shipped agreement on the stage: with its parties, the same secretary, and an item on which a kind is advised."""

import uuid
from datetime import timedelta

from meetings import services as meetings
from meetings.models import AgendaItem
from meetings.rules import ItemClass
from tests.cast import MORNING, START, Cast
from tests.factories import MEETING_AT
from twente.core import data, services
from twente.core.agreement import Rulebook
from twente.core.models import Agreement, Role
from twente.partnership.services import register_party
from votes.rules.choosing import Answers, Point, choose

ANSWERS = tuple(Answers(money, new) for money in (False, True) for new in (False, True))


def arranged(cast: Cast, rulebook: Rulebook) -> Agreement:
    """The agreement of a rulebook, with all its parties; the secretary of the cast is secretary here too."""
    agreement = services.store_rulebook(rulebook=rulebook, by=None, now=MORNING).agreement
    if agreement == cast.agreement:
        return agreement
    for facts in data.parties():
        party = register_party(**vars(facts), by=None, now=MORNING)
        if facts.code in rulebook.party_codes:
            services.admit_party(agreement=agreement, party=party, since=START, by=None, now=MORNING)
    for user, kind in ((cast.secretary, Role.Kind.SECRETARY), (cast.chair, Role.Kind.CHAIR)):
        services.give_role(agreement=agreement, user=user, kind=kind, since=START, by=None, now=MORNING)
    return agreement


def where_advised(rulebook: Rulebook, kind: str) -> tuple[ItemClass, Answers]:
    """A class of item and the answers with which this kind is advised."""
    for row in rulebook.item_classes:
        for article in row.articles:
            point = Point(row, article, "requested" if row.admission else "")
            for answers in ANSWERS:
                advised = choose(rulebook, point, answers, rulebook.reading_values).advised
                if advised and advised.decision == kind:
                    return item_class(row.key, article), answers
    raise LookupError(kind)


def item_class(key: str, article: str) -> ItemClass:
    """The class as the agenda keeps it: the article of a standing subject, or of another article."""
    if key == "other":
        return ItemClass(key)
    return ItemClass(key, subject=article) if key == "subject" else ItemClass(key, article=article)


def an_item_of(cast: Cast, agreement: Agreement, rulebook: Rulebook, kind: ItemClass) -> AgendaItem:
    """An item of this class on the sent agenda of the body that votes."""
    votes = {body.key for body in rulebook.bodies if body.votes}
    bodies = meetings.ensure_bodies(agreement=agreement, by=cast.secretary, now=MORNING)
    details = meetings.MeetingDetails(MEETING_AT, MEETING_AT + timedelta(hours=2), "stadhuis Enschede")
    body = next(found for found in bodies if found.key in votes)
    meeting = meetings.plan_meeting(body=body, details=details, key=uuid.uuid4(), by=cast.secretary, now=MORNING)
    facts = meetings.ItemDetails("Het punt", kind, AgendaItem.Status.DECIDE, "", 10)
    item = meetings.add_item(meeting=meeting, details=facts, key=uuid.uuid4(), by=cast.secretary, now=MORNING)
    meetings.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    item.refresh_from_db()
    return item
