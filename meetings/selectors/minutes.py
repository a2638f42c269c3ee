"""Reads of minutes: which meetings have them for this person, what they hold now, how far they are."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    Minutes,
    MinutesText,
    Statement,
    Substitution,
)
from meetings.rules import annex as annexes
from meetings.rules import markup
from meetings.rules import minutes as rules
from meetings.selectors import member_minutes
from meetings.selectors.agenda import readable
from meetings.selectors.bodies import known
from meetings.selectors.session import closed_parts, suspensions
from meetings.wording import minutes as wording
from twente.core.dates import day_of
from twente.core.models import Role
from twente.core.permissions import Actor, Context
from twente.core.phrases import listed
from twente.core.selectors import parties_of, roles_held
from twente.documents import selectors as stored
from twente.documents.models import Revision

WITH = ("meeting", "document", "annex_document", "adopted_in", "adopted_by", "on_agenda__meeting__body__agreement")


def meetings_with_minutes(actor: Actor) -> QuerySet[Meeting]:
    """Meetings of the agreement whose minutes this person may ask for: those that were convened."""
    mine = Meeting.objects.filter(known(actor, "body__"), body__agreement=actor.agreement)
    never = (Meeting.State.CONCEPT, Meeting.State.CANCELLED)
    return mine.exclude(state__in=never).select_related("body__agreement", "presided_by")


def may_read_draft(actor: Actor, meeting: Meeting) -> bool:
    """Whether this person may read unsigned minutes; a substitute only when registered for the meeting."""
    substitute = Substitution.objects.filter(meeting=meeting, user=actor.user).exists()
    return actor.may("minutes_draft", Context(substitute=substitute))


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The minutes of a meeting, once somebody wrote in them."""
    return Minutes.objects.filter(meeting=meeting).select_related(*WITH).first()


def later_meetings(meeting: Meeting) -> QuerySet[Meeting]:
    """Meetings of the same body in which these minutes can be adopted: later ones that were opened."""
    opened = (Meeting.State.OPEN, Meeting.State.HELD)
    return Meeting.objects.filter(body=meeting.body, starts_at__gt=meeting.starts_at, state__in=opened)


def schedulable_meetings(meeting: Meeting) -> QuerySet[Meeting]:
    """Later meetings of the same body that can still get an item: to adopt these minutes in."""
    later = Meeting.objects.filter(body=meeting.body, starts_at__gt=meeting.starts_at)
    return later.exclude(state__in=(Meeting.State.HELD, Meeting.State.CANCELLED)).order_by("starts_at", "pk")


def revisions_of(minutes: Minutes | None) -> tuple[Revision, ...]:
    """What happened to the document, oldest first, without its bytes; nothing while there is no document."""
    return tuple(stored.revisions(minutes.document)) if minutes and minutes.document else ()


def signed_fields(revisions: Iterable[Revision]) -> tuple[str, ...]:
    """Signature fields that are filled."""
    return tuple(stored.FIELD_OF_ACT[Revision.Act(row.act)] for row in revisions if row.act in stored.FIELD_OF_ACT)


def is_signed(minutes: Minutes | None) -> bool:
    """Whether chair and secretary both signed (BOK-5.6): only then it goes to the councils (BOK-8h)."""
    return rules.next_signature(signed_fields(revisions_of(minutes))) is None


def content_of(meeting: Meeting) -> rules.Content:
    """What the minutes hold, closed items too: frozen once adopted, else assembled. For rules, never for a page."""
    minutes = minutes_of(meeting)
    if minutes is None or minutes.content is None:
        return live_content(meeting)
    return annexes.opened_for(minutes.content, minutes.annex, closed_ids(minutes.annex))


def content_for(meeting: Meeting, actor: Actor, content: rules.Content) -> rules.Content:
    """The content of `content_of` as this person may read it: of other items only the number."""
    mine = set(AgendaItem.objects.filter(readable(actor), meeting=meeting).values_list("pk", flat=True))
    return annexes.public_part(content, {item["id"] for item in content["items"]} - mine)


def closed_ids(annex: rules.Content | None) -> set[int]:
    """The items of an annex."""
    return {item["id"] for item in annex["items"]} if annex else set()


def confidential_ids(meeting: Meeting, today: date) -> set[int]:
    """The items that belong in the annex today: besloten or under geheimhouding, until their last day."""
    closed = meeting.items.exclude(confidentiality=AgendaItem.Confidentiality.PUBLIC)
    return set(closed.exclude(confidential_until__lt=today).values_list("pk", flat=True))


def may_read_annex(actor: Actor, minutes: Minutes | None) -> bool:
    """Whether there is an annex, and this person may read the minutes before signing and every item in it."""
    if minutes is None or minutes.annex is None or not may_read_draft(actor, minutes.meeting):
        return False
    ids = closed_ids(minutes.annex)
    return AgendaItem.objects.filter(readable(actor), pk__in=ids).count() == len(ids)


def live_content(meeting: Meeting) -> rules.Content:
    """The content as agenda, attendance, decisions and typed texts are at this moment; eleven reads."""
    attendances = list(
        Attendance.objects.filter(meeting=meeting)
        .select_related("party", "user", "mandate", "substitution")
        .order_by("party__position", "arrived_at")
    )
    agreement = meeting.body.agreement
    return {
        "format": rules.FORMAT,
        "overleg": agreement.name,
        "meeting": meeting_content(meeting),
        "present": [presence(attendance) for attendance in attendances] + member_minutes.present(meeting),
        "absent": absentees(meeting, attendances),
        "items": [item_content(item, attendances) for item in items_of(meeting)],
    }


def meeting_content(meeting: Meeting) -> rules.MeetingContent:
    """When, where and under whom the meeting was held."""
    secretaries = roles_held(meeting.body.agreement, Role.Kind.SECRETARY, day_of(meeting.starts_at))
    return {
        "id": meeting.pk,
        "state": meeting.state,
        "body": meeting.body.name,
        "place": meeting.place,
        "starts_at": iso(meeting.starts_at),
        "opened_at": iso(meeting.opened_at),
        "closed_at": iso(meeting.closed_at),
        "presided_by": meeting.presided_by.name if meeting.presided_by else "",
        "secretary": listed([role.user.name for role in secretaries]),
        "breaks": breaks(meeting),
    }


def breaks(meeting: Meeting) -> list[rules.Break]:
    """When the meeting stood still, and when it sat behind closed doors, in order."""
    rows: list[rules.Break] = [
        {"kind": "geschorst", "reason": row.reason, "started_at": iso(row.started_at), "ended_at": iso(row.ended_at)}
        for row in suspensions(meeting)
    ]
    rows += [
        {"kind": "besloten", "reason": "", "started_at": iso(row.started_at), "ended_at": iso(row.ended_at)}
        for row in closed_parts(meeting)
    ]
    return sorted(rows, key=lambda row: row["started_at"])


def presence(attendance: Attendance) -> rules.Presence:
    """One stay of one party, with the document that its representative acted on (BOK-1f)."""
    ground = attendance.substitution or attendance.mandate
    return {
        "party": attendance.party.short_name,
        "name": attendance.user.name,
        "ground": ground.document if ground else "",
        "substitute": attendance.substitution is not None,
        "arrived_at": iso(attendance.arrived_at),
        "left_at": iso(attendance.left_at),
    }


def absentees(meeting: Meeting, attendances: Iterable[Attendance]) -> list[rules.Absentee]:
    """Parties (or members, BOK-7.3) that never came, with their notice if they sent one."""
    if meeting.body.by_members:
        return member_minutes.absent(meeting)
    came = {attendance.party_id for attendance in attendances}
    notices = dict(meeting.absences.values_list("party_id", "notice"))
    return [
        {"party": party.short_name, "notice": notices.get(party.pk, "")}
        for party in parties_of(meeting.body.agreement, day_of(meeting.starts_at))
        if party.pk not in came
    ]


def items_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Items in the order of the agenda, with decisions, actions, statements and texts."""
    decisions = Prefetch("decisions", Decision.objects.select_related("annulment").order_by("decided_at", "id"))
    actions = Prefetch("actions", Action.objects.select_related("owner", "party"))
    statements = Prefetch("statements", Statement.objects.select_related("party"))
    items = meeting.items.select_related("minutes_text").prefetch_related(decisions, actions, statements)
    return items.order_by("position")


def item_content(item: AgendaItem, attendances: Iterable[Attendance]) -> rules.ItemContent:
    """One item with its automatic line; after a decision the line tells who was there at that moment."""
    decisions = list(item.decisions.all())
    last = decisions[-1] if decisions else None
    text = getattr(item, "minutes_text", None)
    return {
        "id": item.pk,
        "number": item.position,
        "title": item.title,
        "status": item.get_status_display(),
        "kind": item.get_kind_display(),
        "article": item.subject or item.article,
        "decides": item.status == AgendaItem.Status.DECIDE,
        "line": wording.automatic_line(
            present_parties(attendances, last.decided_at if last else None), last.figures if last else {}
        ),
        "text": markup_of(text),
        "decisions": [decision_content(decision) for decision in decisions],
        "actions": [action_content(action) for action in item.actions.all()],
        "statements": [statement_content(statement) for statement in item.statements.all()],
        **confidential_word(item),
    }


def confidential_word(item: AgendaItem) -> rules.Confidential:
    """The word for an item that few may read."""
    public = item.confidentiality == AgendaItem.Confidentiality.PUBLIC
    return {} if public else {"confidential": item.get_confidentiality_display()}


def action_content(action: Action) -> rules.ActionContent:
    """An action or promise as it was made; what became of it stands on the list of actions."""
    owner = [action.owner.name if action.owner else "", action.party.short_name if action.party else ""]
    return {
        "kind": action.get_kind_display(),
        "text": action.text,
        "owner": ", ".join(filter(None, owner)),
        "due_on": action.due_on.isoformat() if action.due_on else "",
    }


def statement_content(statement: Statement) -> rules.StatementContent:
    """A statement in the words of who gave it."""
    party = statement.party.short_name if statement.party else ""
    return {"speaker": ", ".join(filter(None, (statement.speaker, party))), "text": statement.text}


def markup_of(text: MinutesText | None) -> str:
    """What was typed, as clean markup; a text from before there was markup is read as plain text."""
    if text is None:
        return ""
    return text.text if text.form == MinutesText.Form.MARKUP else markup.from_plain(text.text)


def present_parties(attendances: Iterable[Attendance], at: datetime | None) -> list[str]:
    """Parties that were there at a moment, or at any moment; each once, in the fixed order."""
    names = [
        stay.party.short_name
        for stay in attendances
        if at is None or (stay.arrived_at <= at and (stay.left_at is None or at < stay.left_at))
    ]
    return list(dict.fromkeys(names))


def decision_content(decision: Decision) -> rules.DecisionContent:
    """A decision with everything that makes it checkable later, and what was added when it was annulled."""
    annulled: rules.Annulled = (
        {"annulled": wording.annulled(decision.annulment.annulled_at, decision.annulment.reason)}
        if is_annulled(decision)
        else {}
    )
    return {
        "number": f"{decision.year}-{decision.number}",
        "outcome": decision.outcome,
        "text": decision.text,
        "sentence": decision.sentence,
        "reasons": decision.reasons,
        "figures": decision.figures,
        "closing_hash": decision.closing_hash,
        "decided_at": iso(decision.decided_at),
        **annulled,
    }


def is_annulled(decision: Decision) -> bool:
    """Whether the decision was taken back."""
    return hasattr(decision, "annulment")


def annulled_decisions(meeting: Meeting, actor: Actor) -> list[str]:
    """What stands beside adopted minutes: the annulled decisions that this person may read, one sentence each."""
    rows = Decision.objects.filter(readable(actor, "item__"), item__meeting=meeting, annulment__isnull=False)
    rows = rows.select_related("annulment")
    return [
        f"Besluit {row.year}-{row.number}: {wording.annulled(row.annulment.annulled_at, row.annulment.reason)}"
        for row in rows
    ]


def iso(moment: datetime | None) -> str:
    """A moment as content keeps it."""
    return moment.isoformat() if moment else ""
