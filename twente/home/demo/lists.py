"""What the meetings of the demonstration left to do, and what became of their decisions."""

from dataclasses import dataclass
from datetime import timedelta

from meetings.models import Action, AgendaItem, Decision, Meeting
from meetings.services.actions import ActionDetails, record_action
from meetings.services.execution import Step, note_progress
from meetings.services.following import settle_action
from twente.core.dates import day_of
from twente.home.demo.sessions import key
from twente.home.demo.stage import Stage


@dataclass(frozen=True)
class Agreed:
    """Something that was agreed at an item (by its number) of a held meeting (0 is the first).

    `days` is the last day, from today; `done` says how it ended.
    """

    meeting: int
    item: int
    kind: str
    text: str
    owner: str = ""
    party: str = ""
    days: int | None = None
    done: str = ""


AGREED = (
    Agreed(0, 2, "promise", "De stand van het programma arbeidsmarkt navragen.", "secretaris", days=5),
    Agreed(0, 2, "action", "Een overzicht maken van de projecten per cluster.", "bestuurder.borne", "Borne", -3),
    Agreed(0, 3, "action", "De begrotingswijziging bespreken met de eigen raad.", party="Hengelo", days=21),
    Agreed(1, 2, "promise", "De raden bijpraten over de koers voor het nieuwe jaar.", "voorzitter", days=34),
    Agreed(1, 2, "action", "De stukken eerder rondsturen.", "secretaris", days=-20, done="Vanaf deze vergadering."),
)


def lists(stage: Stage) -> None:
    """Actions, promises and the execution of decisions; there already: nothing happens."""
    if Action.objects.filter(form_key=key("afspraak", 0)).exists():
        return
    held = list(Meeting.objects.filter(body__agreement=stage.main, state=Meeting.State.HELD).order_by("starts_at"))
    for number, agreed in enumerate(AGREED):
        item = held[agreed.meeting].items.get(position=agreed.item)
        settle(stage, agreed, record(stage, agreed, item, number))
    execute(stage, held[0])


def record(stage: Stage, agreed: Agreed, item: AgendaItem, number: int) -> Action:
    """The secretary keeps what was agreed."""
    party = next((party for party in stage.parties.values() if party.short_name == agreed.party), None)
    due_on = None if agreed.days is None else stage.today + timedelta(days=agreed.days)
    details = ActionDetails(agreed.kind, agreed.text, stage.users.get(agreed.owner), party, due_on)
    moment = item.meeting.closed_at or stage.earlier
    return record_action(
        item=item, details=details, key=key("afspraak", number), by=stage.users["secretaris"], now=moment
    )


def settle(stage: Stage, agreed: Agreed, action: Action) -> None:
    """What was done by now."""
    if agreed.done:
        settle_action(
            action=action,
            state=Action.State.DONE,
            settled_on=stage.today,
            note=agreed.done,
            seen=action.version,
            by=stage.users["secretaris"],
            now=stage.now,
        )


def execute(stage: Stage, meeting: Meeting) -> None:
    """The first decision of a meeting was executed, the next one is being executed."""
    found = Decision.objects.filter(item__meeting=meeting).exclude(outcome="verworpen").order_by("number")
    for decision, state in zip(found, ("done", "ongoing"), strict=False):
        step = Step(state, day_of(decision.decided_at) + timedelta(days=1))
        note_progress(
            decision=decision,
            step=step,
            seen=0,
            key=key("uitvoering", decision.pk),
            by=stage.users["secretaris"],
            now=stage.now,
        )
