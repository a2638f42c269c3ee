"""Mails about votes, with an invented proposal that is never stored."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from meetings.models import AgendaItem, Body, Meeting
from twente.core.models import Agreement, Party, User
from twente.home.samples.sample import BODY, PLACE, PRESENT, TOPIC, Sample, in_weeks
from votes.messages import annulments, answers, ballots, persons, ways
from votes.models import Annulment, Ballot, Participation, Proposal
from votes.wording.asking import WORDS

CODE = "3f9a1c7be0d24856" * 4
"""Looks like a SHA-256."""
OUTCOME = "Het voorstel is aangenomen met 11 stemmen voor en 3 tegen. De voorstanders staan voor 71,2% van de inwoners."


def samples(agreement: Agreement, person: User, now: datetime) -> list[Sample]:
    """In the order of the life of a vote."""
    proposal = a_proposal(agreement, now)
    return [
        Sample(mail["kind"], name, label, mail["subject"], mail["body"])
        for name, label, mail in (
            *of_vote(proposal, person, now),
            *of_others(proposal, person, now),
        )
    ]


def a_proposal(agreement: Agreement, now: datetime) -> Proposal:
    """An ordinary decision at point 5; its address leads to no vote."""
    starts = in_weeks(now, 0)
    meeting = Meeting(
        pk=0,
        body=Body(agreement=agreement, name=BODY),
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        place=PLACE,
    )
    item = AgendaItem(pk=0, meeting=meeting, position=5, title=TOPIC)
    return Proposal(
        pk=0,
        item=item,
        title=TOPIC,
        text="De koers voor de komende twee jaar vaststellen.",
        closes_at=starts + timedelta(days=2),
        closing_hash=CODE,
        snapshot={"procedure": "vote", "candidates": ["A. Voorbeeld", PRESENT]},
    )


def almelo() -> Party:
    """Speaks for itself; not stored."""
    return Party(pk=0, code="GM0141", short_name="Almelo", official_name="gemeente Almelo")


Made = tuple[str, str, Mapping[str, Any]]


def of_vote(proposal: Proposal, person: User, now: datetime) -> list[Made]:
    """Open, a receipt, the reminder, the result, annulled."""
    ballot = Ballot(
        proposal=proposal, seq=7, party=almelo(), choice="voor", cast_by=person, cast_at=now, hash=CODE, entry_reason=""
    )
    called = Proposal(item=proposal.item, title=proposal.title, text=proposal.text, pk=0, way=Proposal.Way.ROLL_CALL)
    taken_back = Annulment(
        proposal=proposal,
        reason="Een partij kon niet stemmen door een storing",
        asked_by=User(name="De voorzitter"),
        confirmed_by=User(name="de secretaris"),
        confirmed_at=now,
    )
    closed = ballots.closed_mail(proposal, to=person, closed_at=now, sentence=OUTCOME)
    return [
        ("stemming", "Stemming open", ballots.opened_mail(proposal, to=person)),
        ("hoofdelijk", "Hoofdelijke stemming", ways.roll_call_mail(called, to=person)),
        ("stem-herinnering", "Nog niet gestemd", ways.reminder_mail(proposal, to=person, parties="Almelo", key="")),
        ("stem-vastgelegd", "Stem vastgelegd", ballots.receipt_mail(proposal, ballot, to=person)),
        ("uitslag", "Uitslag", closed),
        ("vernietigd", "Stemming vernietigd", annulments.annulled_mail(proposal, taken_back, to=person)),
    ]


def of_others(proposal: Proposal, person: User, now: datetime) -> list[Made]:
    """About persons, and where answers are asked instead of votes."""
    part = Participation(proposal=proposal, party=almelo(), cast_by=person)
    sentence = "Het lot wees B. Proef aan."
    return [
        ("personen", "Stemming over personen", persons.election_opened_mail(proposal, to=person)),
        ("briefje", "Briefje ingeleverd", persons.taken_part_mail(proposal, part)),
        ("loting", "Loting", persons.lot_mail(proposal, to=person, sentence=sentence)),
        ("antwoord", "Antwoord gevraagd", answers.asked_mail(proposal, WORDS["consent"], almelo(), to=person)),
    ]
