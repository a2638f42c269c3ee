"""The page of a dispute: heading, terms, papers, what can be done, who sees it, what was checked at the start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from disputes.models import Dispute, DisputePaper, Letter, Link
from disputes.presenting.timebar import timebar
from disputes.presenting.timeline import timeline
from disputes.rules.acts import STEP_TO_WAIT_FOR, Verdict, Why
from disputes.rules.facts import Kind
from disputes.rules.start import CHAIR_IS_PARTY, NEVER, SECRETARY_IS_PARTY, Check, Finding
from disputes.selectors import letters, people
from disputes.selectors.access import DOCUMENT, MOVE, disputes_for, may
from disputes.selectors.appointing import must_appoint
from disputes.selectors.destroyed import destroyed
from disputes.selectors.state import Standing, standing
from disputes.services.billing import unbilled
from disputes.wording.acts import APPOINT, WORDS, reason
from disputes.wording.course import PHASES, cited, length_of
from twente.core.dates import clock_time, day_of, full_date
from twente.core.permissions import Actor
from twente.core.phrases import listed
from twente.core.selectors import parties_of
from twente.core.terms import NUMBERS
from twente.documents.presenting import address as document_address
from twente.documents.presenting import offices_for, signing_panel
from twente.documents.rules import next_signature
from twente.documents.selectors import filled
from twente.outbox.models import Job
from twente.outbox.selectors import latest_job

LIKELY: Sequence[Kind] = (
    *(Kind.RECEIPT, Kind.CONVERSATION, Kind.MEDIATOR, Kind.MEDIATION_START, Kind.SUBMISSION, Kind.DECISION),
    *(Kind.SOLUTION, Kind.ANNOUNCEMENT, Kind.MEDIATION_END, Kind.APPEAL, Kind.CLOSURE, Kind.COST),
)
"""The acts of the procedure in their order; the first that can be done is the filled button."""
NOT_YET = frozenset({Why.TOO_EARLY, Why.NOT_RECEIVED, Why.NO_MEDIATION})
ASIDE: Sequence[Kind] = (Kind.LAPSED, Kind.WITHDRAWAL, Kind.OVERRIDE)
"""Acts that are seldom needed."""


@dataclass(frozen=True)
class Act:
    """A button: verb and thing, one sentence, icon, address; `first` is the filled one."""

    act: str
    hint: str
    icon: str
    address: str
    first: bool = False


def address(dispute: Dispute, page: str, *more: object) -> str:
    """A page of this dispute."""
    return reverse(f"disputes:{page}", args=[dispute.agreement.slug, str(dispute), *more])


def dispute_page(dispute: Dispute, actor: Actor, today: date) -> dict[str, Any]:
    """Everything that the page shows to this person."""
    found, gone = standing(dispute, today), destroyed(dispute)
    moves, adds = (gone is None and may(actor, dispute, act) for act in (MOVE, DOCUMENT))
    label, css, icon = PHASES[found.phase]
    now, later = acts(found, moves=moves)
    return {
        "dispute": dispute,
        "number": str(dispute),
        "found": found,
        "parties": listed([str(row.party) for row in found.parties]),
        "scope": listed([dispute.Scope(one).label for one in dispute.scope]),
        "phase": {"label": label, "css": css, "icon": icon},
        "bar": timebar(found),
        "rows": timeline(found, moves=moves, whole=gone is None),
        "acts": [*chair_act(found, actor), *now, *paper_act(found, dispute, adds=adds, alone=not now)],
        "aside": [act_of(found, kind) for kind in ASIDE if moves and found.verdict(kind).allowed],
        "not_yet": later,
        "gone": full_date(day_of(gone.destroyed_at)) if gone else "",
        "papers": papers(dispute),
        "letters": letter_rows(dispute, actor, moves=moves),
        "letter_acts": letter_acts(found) if moves else [],
        "seen_by": seen_by(found, today),
        "not_seen": not_seen(found, today),
        "grants": dispute.grants.filter(ended_at=None).select_related("user"),
        "checks": [check_row(found, check) for check in people.checks(found, today)],
        "links": linked(dispute, actor),
        "shares": unbilled(dispute) if moves else [],
        "moves": moves,
        "silent_article": silent_article(found),
    }


def acts(found: Standing, *, moves: bool) -> tuple[list[Act], list[dict[str, str]]]:
    """What can be done now, and what cannot be done yet with the reason; nothing for who only reads."""
    if not moves:
        return [], []
    now: list[Act] = []
    later: list[dict[str, str]] = []
    for kind in LIKELY:
        verdict = found.verdict(kind)
        if verdict.allowed:
            now.append(act_of(found, kind, first=not now))
        elif kind in STEP_TO_WAIT_FOR and verdict.why in NOT_YET:
            later.append({"act": WORDS[kind].act, "reason": why_not_yet(found, verdict), "id": f"niet-{kind}"})
    return now, later


def why_not_yet(found: Standing, verdict: Verdict) -> str:
    """From when an act can be done, or after what."""
    step = found.course.get(STEP_TO_WAIT_FOR[verdict.act])
    if verdict.why is Why.NO_MEDIATION and step is not None:
        return f"Kan op zijn vroegst {length_of(step)} na de start van mediation."
    return reason(verdict)


def act_of(found: Standing, kind: Kind, *, first: bool = False) -> Act:
    """One act as a button."""
    words = WORDS[kind]
    return Act(words.act, words.hint, words.icon, address(found.dispute, "fact_record", words.slug), first)


def chair_act(found: Standing, actor: Actor) -> list[Act]:
    """Appointing who serves in this file, for the chair while nobody can (R14)."""
    if not must_appoint(found, actor):
        return []
    page = address(found.dispute, "deputy_appoint")
    return [Act(APPOINT.act, APPOINT.hint, APPOINT.icon, page, first=True)]


def paper_act(found: Standing, dispute: Dispute, *, adds: bool, alone: bool) -> list[Act]:
    """Adding a paper, for who may, while the file is open."""
    if not adds or found.facts.closed:
        return []
    return [Act("Stuk toevoegen", "", "paperclip", address(dispute, "paper_add"), alone)]


def papers(dispute: Dispute) -> list[dict[str, Any]]:
    """The papers of the file: title, whose, who put it there, when it came in."""
    rows = DisputePaper.objects.filter(dispute=dispute).select_related("party", "added_by")
    return [
        {
            "title": paper.title,
            "address": address(dispute, "paper_file", paper.pk),
            "whose": f"{paper.party}, via {paper.added_by.name}" if paper.party else paper.added_by.name,
            "when": f"{full_date(day_of(paper.added_at))}, {clock_time(paper.added_at)}",
            "size": f"{paper.pages} blz." if paper.pages > 1 else "1 blz.",
        }
        for paper in rows
    ]


def letter_rows(dispute: Dispute, actor: Actor, *, moves: bool) -> list[dict[str, Any]]:
    """The letters that were made or asked for, with whose signature is next."""
    found = []
    for letter in letters.of(dispute):
        document, signing = letter.document, None
        if document is not None:
            signed = filled(document)
            signing = signing_panel(document, offices_for(actor, document), signed, next_signature(signed))
        found.append(
            {
                "title": letter.get_kind_display(),
                "when": full_date(day_of(letter.asked_at)),
                "download": document_address(document, "download") if document else "",
                "waiting": "" if document else waiting_for(letter, moves=moves),
                "signing": signing,
            }
        )
    return found


def waiting_for(letter: Letter, *, moves: bool) -> str:
    """How it is with a letter that is not there yet; who may ask for it once more has it tried again."""
    job = latest_job(letter.dispute.agreement, letters.LETTER_JOB, letter.pk)
    if job and job.state == Job.State.FAILED:
        return f"Het maken is niet gelukt.{' Vraag de brief opnieuw aan met “Brief maken”.' if moves else ''}"
    return "Wordt gemaakt."


def letter_acts(found: Standing) -> list[dict[str, str]]:
    """The letters that can be made now."""
    return [
        {"label": str(Letter.Kind(kind).label), "address": address(found.dispute, "letter_request", kind)}
        for kind in letters.possible(found)
    ]


def seen_by(found: Standing, today: date) -> list[str]:
    """Who sees this dispute, by part."""
    secretaries = listed([user.name for user in people.serving_secretaries(found.dispute, today)])
    return [
        listed([str(row.party) for row in found.parties]),
        "de voorzitter",
        f"de secretaris in dit geschil: {secretaries}" if secretaries else "de secretaris",
    ]


def not_seen(found: Standing, today: date) -> str:
    """de twaalf andere partijen; empty when every party is involved"""
    number = parties_of(found.dispute.agreement, today).count() - len(found.parties)
    if number <= 0:
        return ""
    word = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return "de andere partij" if number == 1 else f"de {word} andere partijen"


def check_row(found: Standing, check: Check) -> dict[str, str]:
    """What was found about an office at the start, with what is proposed (R13, R14)."""
    names = {row.party.code: str(row.party) for row in found.parties}
    home = names.get(check.home) or found.book.party_names.get(check.home, "")
    return {"icon": ICONS[check.finding], "css": CSS[check.finding]} | SAID[check.office](found, check.finding, home)


ICONS = {Finding.CLEAR: "circle-check", Finding.INVOLVED: "alert-triangle", Finding.UNKNOWN: "help-circle"}
CSS = {Finding.CLEAR: "", Finding.INVOLVED: "let-op", Finding.UNKNOWN: "nee"}


def chair_said(found: Standing, finding: Finding, home: str) -> dict[str, str]:
    """About the chair (R13)."""
    if found.facts.has(Kind.CHAIR_SKIPPED):
        return {"text": f"{home or 'De gemeente van de voorzitter'} is partij: het overleg is overgeslagen."}
    if finding is not Finding.CLEAR and found.choices.get(CHAIR_IS_PARTY) == NEVER:
        return {"text": "De voorzitter leidt het overleg, ook als de eigen gemeente partij is (lezing R13)."}
    text = {
        Finding.CLEAR: f"{home} is geen partij: de voorzitter leidt het overleg.",
        Finding.INVOLVED: f"{home} is partij en levert de voorzitter. Voorstel: meteen naar een mediator (lezing R13).",
        Finding.UNKNOWN: "Is de gemeente van de voorzitter partij? Sla dan het overleg over (lezing R13).",
    }[finding]
    return {"text": cited(text, found.book.readings)} | offered(found, Kind.CHAIR_SKIPPED, finding)


def secretary_said(found: Standing, finding: Finding, home: str) -> dict[str, str]:
    """About the secretary (R14)."""
    if people.named_in(found.dispute, found.today):
        return {"text": "Een waarnemer behandelt dit geschil in plaats van de secretaris."}
    if finding is not Finding.CLEAR and found.choices.get(SECRETARY_IS_PARTY) == NEVER:
        return {"text": "De secretaris behandelt dit geschil, ook als de eigen gemeente partij is (lezing R14)."}
    text = {
        Finding.CLEAR: f"{home}, de gemeente van de secretaris, is geen partij.",
        Finding.INVOLVED: f"{home}, de gemeente van de secretaris, is partij. Voorstel: een waarnemer (lezing R14).",
        Finding.UNKNOWN: "Is de gemeente van de secretaris partij? Wijs dan een waarnemer aan (lezing R14).",
    }[finding]
    return {"text": cited(text, found.book.readings)} | offered(found, Kind.SECRETARY, finding)


def offered(found: Standing, kind: Kind, finding: Finding) -> dict[str, str]:
    """The act that belongs to a finding, while it can be done."""
    if finding is Finding.CLEAR or not found.verdict(kind).allowed:
        return {}
    return {"address": address(found.dispute, "fact_record", WORDS[kind].slug), "act": WORDS[kind].act}


SAID = {"chair": chair_said, "secretary": secretary_said}


def linked(dispute: Dispute, actor: Actor) -> list[dict[str, str]]:
    """Disputes that belong to this one, as far as this person may know of them."""
    first = Link.objects.filter(second=dispute).values("first")
    second = Link.objects.filter(first=dispute).values("second")
    rows = disputes_for(actor).filter(pk__in=first.union(second)).select_related("agreement")
    return [{"number": str(row), "subject": row.subject, "address": address(row, "dispute_detail")} for row in rows]


def silent_article(found: Standing) -> str:
    """The article that asks for silence in this phase; empty when it does not."""
    step = found.step("consultation")
    return step.article if found.silent and step else ""
