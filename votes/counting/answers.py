"""Answers of clusters, parties and members, from rows to the rules and to the result (BOK-6.3, 16.3; UHO-5; BWT-3)."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from twente.core.agreement import DecisionRule
from twente.core.dates import full_date, long_moment
from votes.answered import Asked, answers_of, asked, digest_of
from votes.counting.frozen import explanation, frozen_rule, frozen_rulebook, names_in, tests
from votes.models import Answer, Proposal
from votes.rules import Consent, Outcome, Position, Result, appoint, refer, seek_consensus
from votes.wording import answers as wording
from votes.wording import explain_reasons
from votes.wording.asking import WORDS

CONSENTS = {"ingestemd": Consent.GIVEN, "geweigerd": Consent.REFUSED, "geen_besluit": Consent.OPEN}
FAVOURABLE = ("ingestemd", "akkoord", "draagt_voor")
UNFINISHED = frozenset({Result.OPEN, Result.PENDING})
Judge = Callable[[DecisionRule, tuple[str, ...], Mapping[str, Answer]], Outcome]


def _cluster(rule: DecisionRule, voices: tuple[str, ...], given: Mapping[str, Answer]) -> Outcome:
    return appoint(rule, voices, {voice: answer.nominee for voice, answer in given.items()})


def _consent(rule: DecisionRule, voices: tuple[str, ...], given: Mapping[str, Answer]) -> Outcome:
    return refer(rule, voices, {voice: CONSENTS[answer.value] for voice, answer in given.items()})


def _consensus(rule: DecisionRule, voices: tuple[str, ...], given: Mapping[str, Answer]) -> Outcome:
    return seek_consensus(rule, {voice: Position(given[voice].value) for voice in voices if voice in given})


JUDGES: Mapping[str, Judge] = {"cluster": _cluster, "consent": _consent, "consensus": _consensus}
"""Procedure → how its answers are judged."""


def outcome_of(proposal: Proposal, voices: list[Asked]) -> Outcome:
    """What the rules say to the answers that count."""
    rule = frozen_rule(proposal)
    given = {voice.code: voice.counts for voice in voices if voice.counts}
    return JUDGES[proposal.snapshot["procedure"]](rule, tuple(voice.code for voice in voices), given)


def waiting_for(proposal: Proposal) -> str:
    """Why the answers cannot be closed yet, naming who is missing; empty when they can."""
    voices = asked(proposal)
    outcome = outcome_of(proposal, voices)
    if outcome.result in UNFINISHED:
        reasons = explain_reasons(frozen_rule(proposal), outcome, names_in(proposal))
        return f"Sluiten kan nog niet. {reasons[0].sentence}"
    if outcome.result is Result.CONSENSUS and not any(voice.answers for voice in voices):
        return "Sluiten kan nog niet: er is nog geen enkel antwoord vastgelegd."
    return ""


def result_of(proposal: Proposal, at: datetime) -> dict[str, Any]:
    """The whole result as plain JSON: outcome, sentences, the answers with their documents, and one code over them."""
    book, voices, names = frozen_rulebook(proposal), asked(proposal), names_in(proposal)
    rule, words = book.decisions[proposal.snapshot["decision"]], WORDS[proposal.snapshot["procedure"]]
    outcome = outcome_of(proposal, voices)
    silent = [voice.code for voice in voices if not voice.answers]
    reasons = wording.neutral(outcome, explain_reasons(rule, outcome, names))
    everybody = wording.everybody(words, silent, len(voices) - len(silent), len(voices), names)
    colleges = [voice.name for voice in voices]
    said = wording.outcome_of(outcome, reasons, wording.appointed(outcome, proposal.snapshot["about"], colleges))
    return {
        "result": outcome.code,
        "adopted": outcome.adopted,
        "title": said.word,
        "sentence": said.sentence,
        "rule": rule.label,
        "article": rule.article,
        "gaps_article": book.gaps_article,
        "binding": rule.binding,
        "reasons": [explanation(row) for row in (everybody, *reasons)],
        "tests": tests(outcome),
        "flags": wording.flags(outcome),
        "tally": tally(proposal, voices),
        "present": [voice.code for voice in voices if voice.answers],
        "depends": "",
        "alternatives": [],
        "ballots": [],
        "population": "",
        "answers": [answer_row(voice) for voice in voices],
        "figures": figures(voices, everybody.sentence),
    }


def tally(proposal: Proposal, voices: list[Asked]) -> dict[str, Any]:
    """What the closing hash covers: the counts, and one code over all answers."""
    every = answers_of(proposal)
    counts = Counter(voice.counts.value for voice in voices if voice.counts)
    return {
        "voices": len(voices),
        "counts": dict(sorted(counts.items())),
        "answers": len(every),
        "digest": digest_of(every),
    }


def answer_row(voice: Asked) -> dict[str, Any]:
    """One voice of the table: its answer with reason, document, day, and who recorded it when."""
    given = voice.counts
    if given is None:
        return {"voice": voice.code, "name": voice.name, "value": "", "answer": wording.SILENT} | dict.fromkeys(
            ("reason", "document", "day", "by", "at"), ""
        )
    return {
        "voice": voice.code,
        "name": voice.name,
        "value": given.value,
        "answer": wording.said(given.value, given.nominee),
        "reason": given.reason,
        "document": given.document,
        "day": full_date(given.decided_on) if given.decided_on else "",
        "by": given.recorded_by.name,
        "at": long_moment(given.recorded_at),
    }


def figures(voices: list[Asked], sentence: str) -> dict[str, Any]:
    """What the minutes print: one line, and the table of answers."""
    by_value: dict[str, list[str]] = {value: [] for value in wording.ANSWER_WORDS if value}
    for voice in voices:
        if voice.counts:
            by_value[voice.counts.value].append(voice.name)
    given = {value: names for value, names in by_value.items() if names}
    line = f"{sentence} {wording.per_answer(given, FAVOURABLE)}." if given else sentence
    return {
        "line": line,
        "answers": [
            {
                "name": row["name"],
                "answer": row["answer"],
                "ground": ", ".join(filter(None, (row["document"], row["day"], row["reason"]))),
            }
            for row in map(answer_row, voices)
        ],
    }
