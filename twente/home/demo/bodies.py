"""Who sits in the bodies of the demonstration: a working group with shared members, boards with other organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meetings import services as meetings
from meetings.models import AgendaItem, Body, BodyMember, Meeting, SubstitutionRequest
from meetings.rules import ItemClass
from meetings.services.bodies import MemberDetails, add_member
from meetings.services.requests import ask_substitution
from twente.core.models import Role
from twente.home.demo.people import OFFICERS, slug
from twente.home.demo.sessions import key, party
from twente.home.demo.stage import Stage

Office = BodyMember.Office


@dataclass(frozen=True)
class Seat:
    """Somebody in a body: an account or a name by role, for whom, in which office, and the term in days from today."""

    name: str
    parties: tuple[str, ...] = ()
    organisation: str = ""
    office: str = Office.MEMBER
    account: str = ""
    begins: int = -700
    ends: int | None = None


SHARED = {"Almelo": ("Almelo", "Wierden"), "Hengelo": ("Hengelo", "Borne")}
"""Officers whom two colleges share (BOK-7.3)."""
GROUP = (
    *(Seat("", SHARED.get(place, (place,)), account=f"ambtenaar.{slug(place)}") for place in OFFICERS),
    Seat("Medewerker Dinkelland", ("Dinkelland", "Tubbergen", "Oldenzaal"), ends=30),
    Seat("Medewerker Hellendoorn", ("Hellendoorn", "Rijssen-Holten")),
    Seat("Medewerker Hof van Twente", ("Hof van Twente",)),
    Seat("Vorige medewerker Twenterand", ("Twenterand",), ends=-60),
    Seat("Adviseur Twente Board", organisation="Twente Board", office=Office.GUEST),
)
WATER = Seat("Deelnemer waterschap", organisation="Waterschap Vechtstromen", office=Office.GUEST)
CORE = (Seat("Medewerker Almelo", ("Almelo",)), Seat("Medewerker Enschede", ("Enschede",)))
BOARD = (
    Seat("Onafhankelijk voorzitter", office=Office.CHAIR),
    Seat("Bestuurder Enschede", ("Enschede",), account="bestuurder.enschede"),
    Seat("Bestuurder Almelo", ("Almelo",), account="bestuurder.almelo"),
    Seat("Bestuurder Hengelo", ("Hengelo",), account="bestuurder.hengelo"),
    Seat("Lid onderwijs", organisation="Onderwijsinstellingen"),
    Seat("Lid onderzoek", organisation="Kennisinstellingen"),
    Seat("Lid ondernemers", organisation="Ondernemers"),
)
LABOUR = (
    Seat("Lid UWV", organisation="UWV"),
    *(Seat(f"Lid werkgevers {number}", organisation="Werkgevers") for number in (1, 2, 3)),
    *(Seat(f"Lid werknemers {number}", organisation="Werknemers") for number in (1, 2, 3)),
    *(Seat(f"Lid beroepsonderwijs {number}", organisation="Beroepsonderwijs") for number in (1, 2)),
    Seat("Tijdelijk lid thema", organisation="Zorginstellingen", begins=-100, ends=20),
)
PORTFOLIO = tuple(Seat(f"Trekker {place}", (place,)) for place in ("Almelo", "Borne", "Enschede", "Hengelo"))
SEATS: dict[str, tuple[Seat, ...]] = {
    "ambtelijke_werkgroep": GROUP,
    "kerngroep": CORE,
    "twente_board": BOARD,
    "bestuur": LABOUR,
    "coordinerend_bestuur": PORTFOLIO,
}
"""Key of a body in its rulebook → who sits there."""


def members(stage: Stage) -> None:
    """Everybody in the bodies; there already: nothing happens."""
    for body in Body.objects.select_related("agreement").order_by("pk"):
        for seat in SEATS.get(body.key, ()):
            sit(stage, body, seat)
    for agreement in stage.agreements.values():
        if agreement.memberships.filter(party__kind="provincie").exists():
            sit(stage, agreement.bodies.order_by("pk")[0], WATER)


def sit(stage: Stage, body: Body, seat: Seat) -> None:
    """One member, from a day on which the agreement was already in force."""
    first = max(stage.today + timedelta(days=seat.begins), first_day(body))
    details = MemberDetails(
        since=first,
        office=seat.office,
        user=stage.users[seat.account] if seat.account else None,
        name=seat.name,
        organisation=seat.organisation,
        parties=tuple(party(stage, name) for name in seat.parties),
        until=stage.today + timedelta(days=seat.ends) if seat.ends else None,
    )
    place = key("seat", body.agreement_id, body.key, seat.account or seat.name)
    add_member(body=body, details=details, key=place, by=stage.users["secretaris"], now=stage.earlier)


def first_day(body: Body) -> date:
    """The day from which the agreement has parties."""
    return min(body.agreement.memberships.values_list("valid_from", flat=True))


POINTS: Sequence[tuple[str, str, int]] = (
    ("Opening en mededelingen", "kennisname", 5),
    ("Voorbereiding van het volgende bestuurlijk overleg", "bespreking", 30),
)


def session(stage: Stage) -> None:
    """The working group meets in two weeks: its members are invited, nobody votes (BOK-7.3)."""
    body = Body.objects.filter(agreement=stage.main, by_members=True).order_by("pk").first()
    if body is None or Meeting.objects.filter(form_key=key("werkgroep")).exists():
        return
    secretary, begin = stage.users["secretaris"], stage.now + timedelta(days=13)
    details = meetings.MeetingDetails(begin, begin + timedelta(hours=1), "stadhuis Hengelo")
    now = stage.now - timedelta(days=1)
    meeting = meetings.plan_meeting(body=body, details=details, key=key("werkgroep"), by=secretary, now=now)
    for number, (title, status, minutes) in enumerate(POINTS, start=1):
        item = meetings.ItemDetails(title, ItemClass("order"), AgendaItem.Status(status), "", minutes)
        meetings.add_item(meeting=meeting, details=item, key=key("werkgroep", number), by=secretary, now=now)
    meetings.publish_agenda(meeting=meeting, by=secretary, now=now)


def request(stage: Stage) -> None:
    """A representative asks that the registered substitute takes the coming meeting; the secretary still has to act."""
    role = Role.objects.filter(agreement=stage.main, kind=Role.Kind.SUBSTITUTE).select_related("party", "user").first()
    coming = Meeting.objects.filter(body__agreement=stage.main, body__by_members=False, starts_at__gt=stage.now)
    meeting = coming.exclude(state=Meeting.State.HELD).order_by("starts_at").first()
    if role is None or role.party is None or meeting is None or SubstitutionRequest.objects.exists():
        return
    ask_substitution(
        meeting=meeting,
        party=role.party,
        user=role.user,
        document="Volmacht van het college, week 47",
        item=None,
        key=key("verzoek", meeting.pk),
        by=stage.users[f"bestuurder.{slug(role.party.short_name)}"],
        now=stage.now - timedelta(hours=3),
    )
