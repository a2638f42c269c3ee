"""What the pages show where nobody votes: who is asked, who answered what on which ground, and what came out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from twente.core.agreement import DecisionRule
from twente.core.dates import full_date, long_moment
from votes import counting
from votes.answered import ASKING, Asked, asked
from votes.counting.totals import totals_of
from votes.models import Answer, Proposal
from votes.presenting.ballots import reason_rows
from votes.presenting.sealing import sealed
from votes.wording import answers as wording
from votes.wording.asking import NOT_BINDING, WORDS

MARKS: Mapping[str, tuple[str, str]] = {
    "ingestemd": ("check", "voor"),
    "geweigerd": ("x", "tegen"),
    "geen_besluit": ("minus", "onth"),
    "akkoord": ("check", "voor"),
    "voorbehoud": ("flag", "onth"),
    "bezwaar": ("hand-stop", "tegen"),
    "draagt_voor": ("user-check", "voor"),
    "": ("circle-dashed", "geen"),
}
"""Value of an answer → icon and colour."""


def asks(rule: DecisionRule) -> bool:
    """Whether under this rule voices answer, or hands are counted, instead of parties voting."""
    return rule.procedure in ASKING


def about(rule: DecisionRule, cluster: str = "") -> dict[str, Any]:
    """The words of this way of deciding; `label` says when the outcome binds nobody."""
    words = WORDS[rule.procedure]
    return {
        "words": words,
        "rule": rule,
        "cluster": f"Cluster {cluster}" if cluster else "",
        "label": "" if rule.binding else NOT_BINDING,
    }


@dataclass(frozen=True)
class Line:
    """One answer: what was said, why, on which document, and who recorded it when."""

    said: str
    reason: str
    ground: str
    recorded: str


@dataclass(frozen=True)
class Row:
    """A voice with the answer that counts and the earlier ones; `address` records an answer, empty when one may not."""

    name: str
    icon: str
    css: str
    now: Line
    earlier: tuple[Line, ...]
    address: str
    act: str


NO_LINE = Line(wording.said(""), "", "", "")


def line(answer: Answer) -> Line:
    """One answer in words."""
    day = full_date(answer.decided_on) if answer.decided_on else ""
    return Line(
        said=wording.said(answer.value, answer.nominee),
        reason=answer.reason,
        ground=", ".join(filter(None, (answer.document, day))),
        recorded=f"vastgelegd door {answer.recorded_by.name}, {long_moment(answer.recorded_at)}",
    )


def row(voice: Asked, address: str) -> Row:
    """One voice."""
    lines = [line(answer) for answer in voice.answers]
    icon, css = MARKS[voice.counts.value if voice.counts else ""]
    current = lines[-1] if lines else NO_LINE
    act = "Antwoord wijzigen" if lines else "Antwoord vastleggen"
    return Row(voice.name, icon, css, current, tuple(reversed(lines[:-1])), address, act)


def open_page(proposal: Proposal, address: Callable[[str], str]) -> dict[str, Any]:
    """While answers are collected: every voice, how many answered, what they said, and who is missing."""
    voices = asked(proposal)
    words = WORDS[proposal.snapshot["procedure"]]
    values = [voice.counts.value for voice in voices if voice.counts]
    counts = {value: values.count(value) for value in wording.ANSWER_WORDS if value}
    return {
        "rows": [row(voice, address(voice.code)) for voice in voices],
        "unanswered": [address(voice.code) for voice in voices if not voice.answers],
        "missing": [voice.name for voice in voices if not voice.answers],
        "answered": len(values),
        "whole": len(voices),
        "progress": wording.answered(words, len(values), len(voices)),
        "so_far": wording.totals(counts),
        "waiting": counting.waiting_for(proposal),
        "totals": totals_of(proposal),
    }


HERO: Mapping[str, tuple[str, str]] = {
    "PER_PARTIJ": ("inf", "users"),
    "RICHTINGGEVEND": ("inf", "info-circle"),
}
"""Outcomes that are neither a yes nor a no → colour and icon."""


def hero(result: Mapping[str, Any]) -> tuple[str, str]:
    """Colour and icon of the outcome."""
    plain = ("ja", "circle-check") if result["adopted"] else ("", "circle-x")
    return HERO.get(result["result"].partition(":")[0], plain)


def result_page(proposal: Proposal) -> dict[str, Any]:
    """The result from what was frozen at closing: outcome, reasons, the answers with their documents, and the proof."""
    result = proposal.result
    css, icon = hero(result)
    return sealed(proposal) | {
        "result": result,
        "hero": css,
        "hero_icon": icon,
        "reasons": reason_rows(result),
        "answers": [
            given | dict(zip(("icon", "css"), MARKS[given["value"]], strict=True)) for given in answers(result)
        ],
        "label": "" if result["binding"] else NOT_BINDING,
    }


def answers(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The table of answers; a conference has none."""
    found: list[dict[str, Any]] = result.get("answers", [])
    return found
