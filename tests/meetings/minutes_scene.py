"""One meeting that was held, with everything that minutes are assembled from; made through the services."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password

from meetings import services
from meetings.models import AgendaItem, Decision, Meeting, Minutes
from meetings.rules import ItemClass
from meetings.services import minutes as minutes_services
from meetings.tasks import make_minutes_pdf
from tests.cast import INHABITANTS, MORNING, Cast, gather
from tests.factories import COURSE, ORDER, a_meeting
from tests.rehearsal import rehearsed
from tests.standing import scene
from twente.core.models import Role, User
from twente.core.services import put_in_charge

LATER = datetime(2027, 2, 10, 9, 0, tzinfo=UTC)
NOW = datetime(2027, 2, 11, 9, 42, tzinfo=UTC)
"""Thursday 11 February 2027, 10.42 hours in Amsterdam: the day after the next meeting."""
PASSWORD = "een-lang-wachtwoord-2027"
TEXT = "De voorzitter opent de vergadering.\n\nDe agenda wordt ongewijzigd gevolgd."
MARKUP = "<p>De voorzitter opent de vergadering.</p><p>De agenda wordt ongewijzigd gevolgd.</p>"
"""The same text as it is kept."""
BALLOTS = (("Almelo", "tegen", ""), ("Enschede", "", "art12.2"), ("Haaksbergen", "blanco", ""), ("Hengelo", "voor", ""))
FIGURES: dict[str, Any] = {
    "parties": 14,
    "present": 4,
    "entitled": 13,
    "in_favour": 1,
    "against": 1,
    "blank": 1,
    "tests": [
        {"code": "KOPPEN_NIET_GEHAALD", "passed": False, "figures": {"reached": 1, "whole": 2, "needed": 2}},
        {
            "code": "INWONERS_NIET_GEHAALD",
            "passed": False,
            "figures": {"reached": 83_655, "whole": 643_603, "needed": 321_802},
        },
    ],
    "ballots": [
        {
            "name": name,
            "inhabitants": INHABITANTS[name][1],
            "choice": choice,
            "excluded": excluded,
            "article": excluded.removeprefix("art"),
        }
        for name, choice, excluded in BALLOTS
    ],
}
"""What a vote delivers: its tally, its tests with their figures, and its table of parties."""
REASON = {
    "sentence": "De voorstanders vertegenwoordigen 13,0% van de inwoners; minimaal de helft is nodig.",
    "article": "12.3",
    "reading": "R4",
}


@dataclass
class Scene:
    """The cast, the meeting that was held, the one after it, and the items."""

    cast: Cast
    meeting: Meeting
    later: Meeting
    items: list[AgendaItem] = field(default_factory=list)

    @property
    def minutes(self) -> Minutes:
        """The minutes as the database has them now."""
        return Minutes.objects.get(meeting=self.meeting)

    def address(self, rest: str = "") -> str:
        """Address of the minutes page, or of something under it."""
        return f"/{self.cast.agreement.slug}/vergaderingen/{self.meeting.pk}/verslag/{rest}"

    def text_address(self, number: int) -> str:
        """Address at which the text of an item is saved."""
        return self.address(f"punten/{self.items[number - 1].pk}/")


def make_scene() -> Scene:
    """Fourteen parties, of which four came; three items, of which the second was voted on."""
    cast = gather()
    meeting = a_meeting(cast, items=())
    items = [
        add(cast, meeting, "Opening en vaststelling van de agenda", ORDER, AgendaItem.Status.INFORM),
        add(cast, meeting, "Koers SES Twente 2027", COURSE, AgendaItem.Status.DECIDE),
        add(cast, meeting, "Rondvraag en sluiting", ORDER, AgendaItem.Status.INFORM),
    ]
    hold(cast, meeting, lambda: attend(cast, meeting, items))
    later = a_meeting(cast, starts_at=LATER)
    hold(cast, later, lambda: None)
    meeting.refresh_from_db()
    return Scene(cast, meeting, later, items)


def add(cast: Cast, meeting: Meeting, title: str, item_class: ItemClass, status: str) -> AgendaItem:
    """An item at the end of the agenda."""
    details = services.ItemDetails(title, item_class, status, "", 10)
    return services.add_item(meeting=meeting, details=details, key=uuid.uuid4(), by=cast.secretary, now=MORNING)


def hold(cast: Cast, meeting: Meeting, during: Callable[[], None]) -> None:
    """Convene, open and close a meeting two hours later."""
    starts_at = meeting.starts_at
    services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    services.open_meeting(meeting=meeting, presided_by=cast.chair, by=cast.chair, now=starts_at)
    during()
    services.close_meeting(meeting=meeting, by=cast.chair, now=starts_at + timedelta(hours=2))


def attend(cast: Cast, meeting: Meeting, items: list[AgendaItem]) -> None:
    """Almelo, Enschede and Hengelo from the start, Haaksbergen later by a substitute; Losser sent notice."""
    secretary, start = cast.secretary, meeting.starts_at
    services.record_substitution(
        meeting=meeting,
        party=cast.parties["Haaksbergen"],
        user=cast.substitute,
        document="Volmacht Haaksbergen 2026-31",
        by=secretary,
        now=start,
    )
    for name in ("Almelo", "Enschede", "Hengelo"):
        services.record_arrival(meeting=meeting, party=cast.parties[name], by=secretary, now=start)
    late, early = start + timedelta(minutes=10), start + timedelta(minutes=90)
    haaksbergen = cast.parties["Haaksbergen"]
    services.record_arrival(meeting=meeting, party=haaksbergen, by=secretary, now=late)
    decide(items[1], at=start + timedelta(minutes=60))
    services.record_departure(meeting=meeting, party=haaksbergen, by=secretary, now=early)
    services.record_absence(
        meeting=meeting, party=cast.parties["Losser"], notice="raadsvergadering", by=secretary, now=start
    )


def decide(item: AgendaItem, *, at: datetime, source: str = "vote:1") -> Decision:
    """A decision on an item, as a vote delivers it."""
    return services.deliver_decision(
        item=item,
        outcome="verworpen",
        text="De koers SES Twente 2027 wordt vastgesteld.",
        sentence="De helft van de inwoners is niet gehaald.",
        reasons=[REASON],
        figures=FIGURES,
        source=source,
        closing_hash="ab" * 32,
        decided_at=at,
        by=None,
        now=at,
    )


def write_all(scene: Scene) -> Minutes:
    """A text at every item that has no decision."""
    for item in (scene.items[0], scene.items[2]):
        minutes_services.save_text(item=item, text=MARKUP, version=0, by=scene.cast.secretary, now=NOW)
    return scene.minutes


def adopt(scene: Scene) -> Minutes:
    """Minutes that were adopted in the next meeting."""
    version = write_all(scene).version
    return minutes_services.adopt_in_meeting(
        meeting=scene.meeting, later=scene.later, version=version, by=scene.cast.secretary, now=NOW
    )


def charge(scene: Scene, kind: str) -> None:
    """The deputy is in charge around the day of signing."""
    role = Role.objects.get(agreement=scene.cast.agreement, kind=kind)
    days = (LATER.date() - timedelta(days=9), LATER.date() + timedelta(days=18))
    put_in_charge(role=role, since=days[0], until=days[1], reason="vakantie", by=scene.cast.secretary, now=NOW)


@cache
def hashed() -> str:
    """The password as it is kept; to hash it takes long, as it should."""
    return make_password(PASSWORD)


@rehearsed
def let_in(user: User) -> None:
    """An account with the password."""
    User.objects.filter(pk=user.pk).update(password=hashed())


def with_password(user: User) -> User:
    """The person can sign in, and sign."""
    let_in(user)
    user.password = hashed()
    return user


@rehearsed
def print_adopted(scene: Scene) -> None:
    """Minutes that were adopted, as a PDF that nobody signed yet."""
    make_minutes_pdf(adopt(scene).pk, NOW)


@rehearsed
def sign_both(scene: Scene) -> None:
    """The chair and then the secretary."""
    minutes = scene.minutes
    minutes_services.sign(minutes=minutes, field="voorzitter", by=scene.cast.chair, now=NOW)
    minutes_services.sign(minutes=minutes, field="secretaris", by=scene.cast.secretary, now=NOW)


held = scene("held", make_scene)
"""The same, standing under the tests that begin with it."""
