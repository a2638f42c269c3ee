"""The meetings of the demonstration, played through the services by the people whose work it is."""

import uuid
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise

from meetings import services as meetings
from meetings.models import AgendaItem, Body, Meeting, Minutes
from meetings.services import minutes
from meetings.tasks import make_minutes_pdf
from twente.core.dates import day_of, moment_of
from twente.core.models import Agreement, Party
from twente.documents.rendering import PrintLibraryMissing
from twente.home.demo.papers import add_papers
from twente.home.demo.people import slug
from twente.home.demo.prepared import prepared
from twente.home.demo.scenes import SCENES, Motion, Point, Scene
from twente.home.demo.stage import Stage
from twente.outbox import services as outbox
from twente.outbox.models import Job
from votes import services as votes
from votes.models import Proposal
from votes.services.answering import Given, Hands, record_answer, record_hands
from votes.services.preparing import ProposalText

NAMESPACE = uuid.UUID("5b1c3f0e-2f6e-4a57-9a3e-6d5b0c7f1a21")
WEDNESDAY = 2


def key(*parts: object) -> uuid.UUID:
    """The same key for the same thing, every time."""
    return uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts))


def start_of(scene: Scene, stage: Stage) -> datetime:
    """Ten o'clock in Amsterdam on the first Wednesday from that many days after today."""
    day = stage.today + timedelta(days=scene.days)
    return moment_of(day + timedelta(days=(WEDNESDAY - day.weekday()) % 7), time(10))


def sessions(stage: Stage) -> None:
    """Two meetings that were held and one that is coming; there already: nothing happens."""
    if Meeting.objects.filter(form_key=key(SCENES[0].key)).exists():
        return
    held = [hold(stage, scene) if scene.held else prepare(stage, scene, stage.main) for scene in SCENES]
    for earlier, later in pairwise(held):
        adopt(stage, earlier, later)


def plan(stage: Stage, scene: Scene, now: datetime, agreement: Agreement) -> Meeting:
    """The secretary plans the meeting and fills the agenda."""
    body = Body.objects.filter(agreement=agreement).order_by("pk")[0]
    starts_at, secretary = start_of(scene, stage), stage.users["secretaris"]
    details = meetings.MeetingDetails(starts_at, starts_at + timedelta(hours=2), "stadhuis Enschede")
    meeting = meetings.plan_meeting(body=body, details=details, key=key(scene.key), by=secretary, now=now)
    for number, point in enumerate(scene.points, start=1):
        meetings.add_item(
            meeting=meeting,
            details=meetings.ItemDetails(
                point.title,
                point.item_class,
                AgendaItem.Status(point.status),
                point.explanation,
                point.minutes,
                preparation=prepared(point),
            ),
            key=key(scene.key, number),
            by=secretary,
            now=now,
        )
    return meeting


def points_of(scene: Scene, meeting: Meeting) -> Iterator[tuple[Point, AgendaItem]]:
    """Each point with its item, in order."""
    return zip(scene.points, meeting.items.order_by("position"), strict=True)


def hold(stage: Stage, scene: Scene) -> Meeting:
    """A whole meeting: agenda sent, everybody arrives, items treated, votes cast, minutes written, closed."""
    secretary, chair = stage.users["secretaris"], stage.users["voorzitter"]
    begin = start_of(scene, stage)
    meeting = plan(stage, scene, begin - timedelta(days=10), stage.main)
    meetings.publish_agenda(meeting=meeting, by=secretary, now=begin - timedelta(days=8))
    for name, notice in scene.absent.items():
        meetings.record_absence(
            meeting=meeting, party=party(stage, name), notice=notice, by=secretary, now=begin - timedelta(days=1)
        )
    meetings.open_meeting(meeting=meeting, presided_by=chair, by=chair, now=begin)
    for place in stage.parties.values():
        if place.kind == "gemeente" and place.short_name not in scene.absent:
            meetings.record_arrival(meeting=meeting, party=place, by=secretary, now=begin)
    for step, (point, item) in enumerate(points_of(scene, meeting), start=1):
        treat(stage, meeting, point, item, begin + timedelta(minutes=12 * step))
    return meetings.close_meeting(meeting=meeting, by=chair, now=begin + timedelta(hours=2))


def treat(stage: Stage, meeting: Meeting, point: Point, item: AgendaItem, now: datetime) -> None:
    """One item: brought up, voted on or settled, and written down by the secretary."""
    secretary = stage.users["secretaris"]
    meetings.take_item(meeting=meeting, item=item, by=secretary, now=now)
    if point.motion:
        proposal = opened(stage, item, point.motion, now)
        ballots(stage, proposal, point.motion, now + timedelta(minutes=2))
        proposal = votes.close_vote(proposal=proposal, by=stage.users["voorzitter"], now=now + timedelta(minutes=9))
        votes.establish_result(proposal=proposal, by=stage.users["voorzitter"], now=now + timedelta(minutes=10))
    if point.settled:
        meetings.record_decision(item=item, text=point.settled, outcome="vastgesteld", by=secretary, now=now)
    if point.said:
        minutes.save_text(item=item, text=point.said, version=0, by=secretary, now=now + timedelta(minutes=11))


def prepare(stage: Stage, scene: Scene, agreement: Agreement) -> Meeting:
    """A meeting that was convened, with proposals that opened this morning and that some have answered."""
    meeting = plan(stage, scene, stage.now - timedelta(days=3), agreement)
    add_papers(stage, meeting, stage.now - timedelta(days=3))
    meetings.publish_agenda(meeting=meeting, by=stage.users["secretaris"], now=stage.now - timedelta(days=2))
    for point, item in points_of(scene, meeting):
        if point.motion:
            progress(stage, item, point.motion)
    return meeting


def progress(stage: Stage, item: AgendaItem, motion: Motion) -> None:
    """A proposal as far as it came this morning: ready, open with some votes or answers, or closed."""
    two_hours_ago, secretary = stage.now - timedelta(hours=2), stage.users["secretaris"]
    if not motion.opens:
        ready(stage, item, motion, two_hours_ago)
        return
    proposal = opened(stage, item, motion, two_hours_ago)
    ballots(stage, proposal, motion, stage.now - timedelta(hours=1))
    answered(stage, proposal, motion, stage.now - timedelta(hours=1))
    if motion.closes:
        votes.close_vote(proposal=proposal, by=secretary, now=stage.now - timedelta(minutes=20))


def answered(stage: Stage, proposal: Proposal, motion: Motion, now: datetime) -> None:
    """The secretary records the letters of colleges, what members said, or the hands of a conference."""
    secretary = stage.users["secretaris"]
    for said in motion.answers:
        code = next((party.code for party in stage.parties.values() if party.short_name == said.voice), said.voice)
        at_home = said.value in ("ingestemd", "geweigerd", "draagt_voor")
        record_answer(
            proposal=proposal,
            voice=code,
            given=Given(
                value=said.value,
                nominee=said.nominee,
                reason=said.reason,
                document="Collegebesluit van deze maand" if at_home else "",
                decided_on=day_of(now) - timedelta(days=4) if at_home else None,
            ),
            key=key("antwoord", proposal.form_key, code),
            by=secretary,
            now=now,
        )
    if motion.hands:
        hands = Hands(*motion.hands, counted_by="de griffier en twee raadsleden")
        record_hands(proposal=proposal, hands=hands, by=secretary, now=now)


def opened(stage: Stage, item: AgendaItem, motion: Motion, now: datetime) -> Proposal:
    """A proposal that the chair opened, on earlier figures where needed (R5)."""
    chair = stage.users["voorzitter"]
    return votes.open_vote(proposal=ready(stage, item, motion, now), earlier_figures=True, by=chair, now=now)


def ready(stage: Stage, item: AgendaItem, motion: Motion, now: datetime) -> Proposal:
    """The secretary writes the proposal and puts it on the members' screens."""
    secretary = stage.users["secretaris"]
    text = ProposalText(
        title=item.title,
        text=motion.text,
        decision_kind=motion.kind,
        financial=motion.financial,
        financial_reason=motion.why,
        about=motion.about,
    )
    form_key = key("voorstel", item.form_key)
    proposal = votes.create_proposal(item=item, content=text, form_key=form_key, by=secretary, now=now)
    return votes.make_ready(proposal=proposal, by=secretary, now=now)


def ballots(stage: Stage, proposal: Proposal, motion: Motion, now: datetime) -> None:
    """Each party votes on its own phone, half a minute after the one before."""
    for place, (name, choice) in enumerate(motion.choices.items()):
        votes.cast_ballot(
            proposal=proposal,
            party=party(stage, name),
            by=stage.users[f"bestuurder.{slug(name)}"],
            choice=choice,
            key=key("stem", proposal.form_key, name),
            now=now + timedelta(seconds=30 * place),
        )


def adopt(stage: Stage, meeting: Meeting, later: Meeting) -> None:
    """The minutes are adopted in the next meeting, or in writing when that is still to come, and signed by both."""
    secretary, version = stage.users["secretaris"], meeting.minutes.version
    if later.state == Meeting.State.HELD:
        moment = later.starts_at + timedelta(hours=3)
        adopted = minutes.adopt_in_meeting(meeting=meeting, later=later, version=version, by=secretary, now=moment)
    else:
        moment = meeting.starts_at + timedelta(days=8)
        on = moment.date()
        adopted = minutes.adopt_in_writing(meeting=meeting, on=on, version=version, by=secretary, now=moment)
    sign(stage, adopted.pk, moment + timedelta(days=1))


def party(stage: Stage, name: str) -> Party:
    """The municipality of this name."""
    return next(found for found in stage.parties.values() if found.short_name == name)


def sign(stage: Stage, minutes_id: int, now: datetime) -> None:
    """Print and sign; without the print library of this machine the job stays for the worker, and the page says so."""
    try:
        make_minutes_pdf(minutes_id, now)
    except PrintLibraryMissing:
        return
    job = Job.objects.get(kind=minutes.PDF_JOB, target_id=minutes_id)
    outbox.finish_job(job=job, now=now)
    adopted = Minutes.objects.get(pk=minutes_id)
    minutes.sign(minutes=adopted, field="voorzitter", by=stage.users["voorzitter"], now=now)
    minutes.sign(minutes=adopted, field="secretaris", by=stage.users["secretaris"], now=now + timedelta(hours=1))
