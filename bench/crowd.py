"""An agreement of any size with votes on it, made through the services like any other: fourteen parties, or 400."""

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from meetings import services as meetings
from meetings.models import AgendaItem, Meeting
from meetings.rules import ItemClass
from twente.core import services as core
from twente.core.agreement import Rulebook, load, shipped
from twente.core.models import Agreement, Party, PopulationSet, Role, User
from votes import services
from votes.models import Proposal
from votes.services.preparing import ProposalText

SINCE = date(2010, 1, 1)
FOUNDED = datetime(2010, 1, 4, 9, tzinfo=UTC)
MONEY = ProposalText("Bijdrage", "De bijdrage vaststellen.", "gewoon", True, "Het gaat over de bijdrage.")
"""About money, so that every party has a vote (BOK-12.2)."""


@dataclass(frozen=True)
class Crowd:
    """The agreement, its parties and who votes for them, in the same order."""

    agreement: Agreement
    parties: tuple[Party, ...]
    voters: tuple[User, ...]
    chair: User
    secretary: User

    @property
    def address(self) -> str:
        """Where its votes are listed."""
        return f"/{self.agreement.slug}/stemmingen/"


def rulebook(size: int, name: str) -> Rulebook:
    """A shipped rulebook under another name, with parties added until there are so many."""
    book = next(book for book in shipped() if book.exclusion)
    more = range(size - len(book.parties))
    extra = "".join(f'[[party]]\ncode = "GM{9000 + number}"\nname = "Partij {number}"\n' for number in more)
    source = book.source.replace("[[decision]]", f"{extra}[[decision]]", 1)
    changed = {"key": f"meting_{name}_{size}", "slug": f"meting-{name}-{size}", "short_name": f"Meting {name} {size}"}
    for field, value in changed.items():
        source = re.sub(rf'^{field} = ".*"', f'{field} = "{value}"', source, count=1, flags=re.MULTILINE)
    source = re.sub(r"^valid_from = .*", f"valid_from = {SINCE}", source, count=1, flags=re.MULTILINE)
    return load(source, name=f"meting_{name}_{size}.toml")


def gather(size: int, name: str, now: datetime) -> Crowd:
    """Parties, a representative with a mandate for each, chair and secretary, and figures for all of them."""
    book = rulebook(size, name)
    agreement = core.store_rulebook(rulebook=book, by=None, now=FOUNDED).agreement
    chair, secretary = (person(f"{part}.{book.slug}") for part in ("voorzitter", "secretaris"))
    for user, kind in ((chair, Role.Kind.CHAIR), (secretary, Role.Kind.SECRETARY)):
        core.give_role(agreement=agreement, user=user, kind=kind, party=None, since=SINCE, by=None, now=FOUNDED)
    parties = tuple(admitted(agreement, party.code, party.name, place) for place, party in enumerate(book.parties))
    voters = tuple(mandated(agreement, party, secretary) for party in parties)
    for reference_date in (SINCE, date(now.year, 1, 1)):
        counted(parties, reference_date, chair, secretary, now)
    return Crowd(agreement, parties, voters, chair, secretary)


def person(name: str) -> User:
    """An account without a password."""
    return User.objects.create_user(f"meting.{name}", f"{name}@meting.example", name)


def admitted(agreement: Agreement, code: str, name: str, place: int) -> Party:
    """A party of the agreement; one that other agreements know already is the same."""
    fields = {"kind": "gemeente", "short_name": name, "official_name": name, "contract_party": name}
    party, _ = Party.objects.get_or_create(code=code, defaults=fields | {"position": 100 + place})
    core.admit_party(agreement=agreement, party=party, since=SINCE, by=None, now=FOUNDED)
    return party


def mandated(agreement: Agreement, party: Party, secretary: User) -> User:
    """Who votes for a party."""
    user = person(f"{party.code}.{agreement.slug}")
    core.record_mandate(
        agreement=agreement,
        party=party,
        user=user,
        since=SINCE,
        document="Collegebesluit",
        by=secretary,
        now=FOUNDED,
    )
    return user


def counted(parties: tuple[Party, ...], reference_date: date, by: User, confirmed_by: User, now: datetime) -> None:
    """Confirmed figures of one day (R5)."""
    figures = {party: 20_000 + 100 * place for place, party in enumerate(parties)}
    population = core.propose_population(
        reference_date=reference_date,
        status=PopulationSet.Status.FINAL,
        source="meting",
        figures=figures,
        by=by,
        now=now,
    )
    core.confirm_population(population=population, by=confirmed_by, now=now)


def open_item(crowd: Crowd, now: datetime) -> AgendaItem:
    """An item of a running meeting."""
    body = meetings.ensure_bodies(agreement=crowd.agreement, by=crowd.secretary, now=now)[0]
    by, details = crowd.secretary, meetings.MeetingDetails(now, now + timedelta(hours=2), "stadhuis")
    meeting = meetings.plan_meeting(body=body, details=details, key=uuid.uuid4(), by=by, now=now)
    about = meetings.ItemDetails("Bijdrage", ItemClass("subject", subject="8d"), AgendaItem.Status.DECIDE, "", 10)
    item = meetings.add_item(meeting=meeting, details=about, key=uuid.uuid4(), by=by, now=now)
    meetings.publish_agenda(meeting=meeting, by=by, now=now)
    current = Meeting.objects.get(pk=meeting.pk)
    meetings.open_meeting(meeting=current, presided_by=crowd.chair, by=crowd.chair, now=now)
    return AgendaItem.objects.get(pk=item.pk)


def open_vote(crowd: Crowd, now: datetime) -> Proposal:
    """A vote in which all may vote."""
    item, key, by = open_item(crowd, now), uuid.uuid4(), crowd.secretary
    proposal = services.create_proposal(item=item, content=MONEY, form_key=key, by=by, now=now)
    services.make_ready(proposal=proposal, by=by, now=now)
    return services.open_vote(proposal=proposal, earlier_figures=True, by=crowd.chair, now=now)


def everybody_votes(crowd: Crowd, proposal: Proposal, now: datetime) -> None:
    """Two in favour, one against, and so on."""
    for place, (party, voter) in enumerate(zip(crowd.parties, crowd.voters, strict=True)):
        choice = "tegen" if place % 3 == 2 else "voor"
        services.cast_ballot(proposal=proposal, party=party, by=voter, choice=choice, key=uuid.uuid4(), now=now)


def closed_vote(crowd: Crowd, now: datetime) -> Proposal:
    """A vote with a result that the chair established."""
    proposal = open_vote(crowd, now)
    everybody_votes(crowd, proposal, now)
    closed = services.close_vote(proposal=proposal, by=crowd.chair, now=now)
    return services.establish_result(proposal=closed, by=crowd.chair, now=now)
