"""What precedes a vote, ready to print: councils, request, admission, who must be there (BOK-10, 12.5, 14)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from meetings import selectors as meetings
from twente.core.agreement import Rulebook
from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor
from twente.core.selectors import reading_values
from votes import selectors
from votes.models import AccessionRequest, Proposal
from votes.rules import Outcome, Result, obstacles
from votes.rules.consulting import round_of
from votes.wording import Explanation, explain_reasons
from votes.wording.consulting import next_step, refusals, standing
from votes.wording.preparation import admission_sentences, presence_sentence


@dataclass(frozen=True)
class Panel:
    """One condition: how far it is, what stands in the way, what is loud, and where it is recorded."""

    title: str
    article: str
    met: bool
    sentences: tuple[str, ...]
    loud: str = ""
    address: str = ""
    act: str = ""


def in_the_way(proposal: Proposal, now: datetime) -> tuple[Explanation, ...]:
    """Why the vote may not open yet by its own rule; empty when it may (BOK-12.5, 14)."""
    rulebook, rule = selectors.rule_of(proposal, now)
    readings = reading_values(selectors.agreement_of(proposal), day_of(now))
    found = obstacles(rule.gate, rulebook.party_codes, selectors.preparation_of(proposal), readings)
    return explain_reasons(rule, Outcome(Result.NOT_OPENED, found), rulebook.party_names)


def before(proposal: Proposal, actor: Actor, now: datetime) -> list[Panel]:
    """Every condition of this vote, in the order in which they must be met."""
    rulebook, rule = selectors.rule_of(proposal, now)
    found = [*_admission(proposal, rulebook, now)]
    if rule.gate is not None:
        met = proposal.opened_at is not None or not in_the_way(proposal, now)
        found.append(GATES[rule.gate.kind](proposal, rulebook, actor, now, met))
    return [*found, *_presence(proposal, rulebook, now)]


def opening(proposal: Proposal, actor: Actor, now: datetime) -> dict[str, Any]:
    """The conditions on the page on which the vote is opened, and why it cannot be opened yet."""
    why = " ".join(row.sentence for row in in_the_way(proposal, now))
    return {"before": before(proposal, actor, now), "not_yet": why}


def _address(name: str, proposal: Proposal) -> str:
    return reverse(name, args=[selectors.agreement_of(proposal).slug, proposal.pk])


def _councils(proposal: Proposal, rulebook: Rulebook, actor: Actor, now: datetime, met: bool) -> Panel:
    """The round along the councils (BOK-12.5, R10)."""
    _, rule = selectors.rule_of(proposal, now)
    found = round_of(rulebook.party_codes, selectors.preparation_of(proposal).councils)
    names = rulebook.party_names
    steps = () if proposal.opened_at else (next_step(found, names, all_consent=consent_needed(proposal, now)),)
    return Panel(
        title="Raden",
        article=rule.article,
        met=met,
        sentences=(standing(found), *steps),
        loud=refusals(found, names),
        address=_address("votes:council_list", proposal),
        act="Overzicht van de raden",
    )


def consent_needed(proposal: Proposal, now: datetime) -> bool:
    """Whether every council must consent before the vote, not only be asked (R10)."""
    _, rule = selectors.rule_of(proposal, now)
    readings = reading_values(selectors.agreement_of(proposal), day_of(proposal.opened_at or now))
    return bool(rule.gate and rule.gate.reading and readings[rule.gate.reading] == "ingestemd")


def _request(proposal: Proposal, rulebook: Rulebook, actor: Actor, now: datetime, met: bool) -> Panel:
    """The written request of who wants to join (BOK-14)."""
    _, rule = selectors.rule_of(proposal, now)
    known = AccessionRequest.objects.filter(proposal=proposal).first()
    sentences = ("Er is nog geen schriftelijk verzoek vastgelegd. Zonder verzoek gaat de stemming niet open.",)
    if known:
        sentences = (f"Verzoek van {known.applicant}: {known.document}, ontvangen op {full_date(known.received_on)}.",)
    may_record = proposal.opened_at is None and actor.may("agenda_edit")
    return Panel(
        title="Schriftelijk verzoek",
        article=rule.article,
        met=met,
        sentences=sentences,
        address=_address("votes:request_record", proposal) if may_record else "",
        act="Verzoek wijzigen" if known else "Verzoek vastleggen",
    )


def _admitted(proposal: Proposal, rulebook: Rulebook, actor: Actor, now: datetime, met: bool) -> Panel:
    """A kind of decision that itself waits for an admission."""
    _, rule = selectors.rule_of(proposal, now)
    why = tuple(row.sentence for row in in_the_way(proposal, now)) if not met else ()
    return Panel("Toelating", rule.article, met, why or ("Het onderwerp is toegelaten.",))


GATES: Mapping[str, Callable[[Proposal, Rulebook, Actor, datetime, bool], Panel]] = {
    "councils": _councils,
    "request": _request,
    "admission": _admitted,
}
"""Gate of the rule → its panel."""


def _admission(proposal: Proposal, rulebook: Rulebook, now: datetime) -> Iterator[Panel]:
    """Another subject: how far its admission is, with the way to the agenda item (BOK-10, 12.6)."""
    item, admits = proposal.item, selectors.class_of(proposal.item).admission
    if not admits:
        return
    rule = rulebook.decisions[admits]
    readings = reading_values(selectors.agreement_of(proposal), day_of(proposal.opened_at or now))
    waits_for_absent = any(test.reading and readings[test.reading] != "alleen_aanwezigen" for test in rule.tests)
    yield Panel(
        title="Toelating van het onderwerp",
        article=rule.article,
        met=item.admission == item.Admission.ADMITTED,
        sentences=admission_sentences(
            f"Punt {item.position} staat als ander onderwerp op de agenda.",
            item.get_admission_display(),
            about_this=proposal.decision_kind == admits and proposal.closed_at is None,
            waits_for_absent=waits_for_absent,
            closes_at=proposal.closes_at,
        ),
        address=reverse("meetings:item_detail", args=[selectors.agreement_of(proposal).slug, item.pk]),
        act=f"Naar punt {item.position}",
    )


def _presence(proposal: Proposal, rulebook: Rulebook, now: datetime) -> Iterator[Panel]:
    """How many parties are there now, where enough of them must be (BOK-14)."""
    _, rule = selectors.rule_of(proposal, now)
    tests = [test for test in rule.tests if test.kind == "parties_represented"]
    if not tests or proposal.closed_at is not None:
        return
    there = len(meetings.present_party_ids(meeting=proposal.item.meeting, at=now))
    whole = len(rulebook.parties)
    needed = tests[0].threshold.least(whole)
    sentence = presence_sentence(there, whole, needed)
    yield Panel("Nu aanwezig", tests[0].article, there >= needed, (sentence,))
