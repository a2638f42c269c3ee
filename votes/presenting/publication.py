"""What of a result is public: outcome, figures, reasons and how parties voted; never names of persons (AVG)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse

from twente.core.dates import day_of, full_date
from twente.outbox.publishing.metadata import ORGANISATION_TYPE, Metadata
from votes import chain, drawing, selectors
from votes.counting import word_of
from votes.export import PUBLIC, is_public
from votes.models import Proposal
from votes.models.publicity import Withdrawal
from votes.presenting.ballots import BallotRow, ballot_rows, reason_rows
from votes.wording.phrases import counted, number
from votes.wording.rounds import annulled_in_public
from votes.wording.windows import at

State = Proposal.State


def metadata_of(proposal: Proposal) -> Metadata:
    """The record of a public result for machines (Woo); an annulment is its last change."""
    agreement = selectors.agreement_of(proposal)
    changed = proposal.annulled_at or proposal.published_at or proposal.closing
    return Metadata(
        identifier=settings.SITE_URL + reverse("public:result_detail", args=[agreement.slug, proposal.pk]),
        title=proposal.title,
        kind="stemuitslag",
        dated_on=day_of(proposal.closing),
        modified_at=changed,
        organisation=agreement.name,
        organisation_type=ORGANISATION_TYPE,
    )


def gone_json(proposal: Proposal, withdrawal: Withdrawal) -> dict[str, str]:
    """What is left of a result that was taken back, for a program."""
    at = withdrawal.withdrawn_at.isoformat(timespec="seconds")
    return {"titel": proposal.title, "ingetrokken": at, "reden": withdrawal.reason}


@dataclass(frozen=True)
class Link:
    """Something that belongs to a public result: a file to download, an explanation."""

    text: str
    address: str


def own_check(proposal: Proposal) -> tuple[Link, ...]:
    """How anybody checks the result, with the file to recompute it; no file where it would name persons (AVG)."""
    explained = Link("Zo gaat u deze uitslag zelf na", f"{reverse('proof:explanation')}#stappen")
    if not is_public(proposal):
        return (explained,)
    file = reverse("public:result_export", args=[selectors.agreement_of(proposal).slug, proposal.pk])
    return (Link("Stemming downloaden", file), explained)


@dataclass(frozen=True)
class PublicPage:
    """A public result, ready to print. `rows` is empty where votes are secret or not cast by parties (R20)."""

    description: str
    annulled: str
    hero: str
    icon: str
    title: str
    sentence: str
    facts: tuple[tuple[str, str], ...]
    totals: tuple[tuple[str, str], ...]
    reasons: tuple[dict[str, Any], ...]
    bars: tuple[drawing.Bar, ...]
    rows: tuple[BallotRow, ...]
    population: str
    closing_hash: str
    links: tuple[Link, ...]


def public_page(proposal: Proposal) -> PublicPage:
    """Everything on the public page, from what was frozen at closing."""
    result = proposal.result
    taken_back = annulment_of(proposal)
    return PublicPage(
        description=f"{result['title']}: {proposal.title}. {result['sentence']}",
        annulled=taken_back,
        hero="ja" if result["adopted"] and not taken_back else "",
        icon="circle-check" if result["adopted"] else "circle-x",
        title=result["title"],
        sentence=result["sentence"],
        facts=tuple(facts(proposal)),
        totals=tuple(totals(proposal)),
        reasons=tuple(reason_rows(result)),
        bars=tuple(drawing.result_bars(result["tally"], result["tests"])) if by_party(proposal) else (),
        rows=tuple(ballot_rows(result)) if by_party(proposal) else (),
        population=result["population"],
        closing_hash=chain.spaced(proposal.closing_hash),
        links=own_check(proposal),
    )


def by_party(proposal: Proposal) -> bool:
    """Whether it is public how each party voted: not where the vote was secret, or nobody cast one."""
    frozen = proposal.snapshot
    return frozen["procedure"] == "vote" and not frozen["secret"] and bool(proposal.result["ballots"])


def annulment_of(proposal: Proposal) -> str:
    """The banner of a result that was annulled after it was published; empty otherwise."""
    if proposal.annulled_at is None:
        return ""
    row = proposal.annulments.get(confirmed_at__isnull=False)
    return annulled_in_public(proposal.annulled_at, row.reason)


def facts(proposal: Proposal) -> list[tuple[str, str]]:
    """Meeting, rule, and the moments that matter."""
    meeting, result = proposal.item.meeting, proposal.result
    moments = {"Gesloten": proposal.closed_at, "Vastgesteld": proposal.established_at}
    moments["Gepubliceerd"] = proposal.published_at
    return [
        ("Vergadering", f"{meeting.body.name}, {full_date(day_of(meeting.starts_at))}, punt {proposal.item.position}"),
        ("Soort besluit", result["rule"]),
        *((name, at(moment)) for name, moment in moments.items() if moment),
    ]


def totals_of_ballots(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The count of an open vote: parties, and the inhabitants behind them."""
    tally = result["tally"]
    sides = (("Voor", "in_favour", "for"), ("Tegen", "against", "against"), ("Onthouding", "blank", "blank"))
    counts = [
        (name, f"{counted(tally[heads], 'partij', 'partijen')}, {number(tally[f'inhabitants_{people}'])} inwoners")
        for name, heads, people in sides
    ]
    return [*counts, ("Stemgerechtigd", counted(tally["entitled"], "partij", "partijen"))]


def totals_of_slips(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """How many slips each name got, and how many were against, blank or invalid; never whose (R20)."""
    tally = result["tally"]
    counts = [(row["name"], row["slips"]) for row in tally["candidates"]]
    rest = (("Tegen", "against"), ("Blanco", "blank"), ("Ongeldig", "invalid"))
    counts += [(word, tally[key]) for word, key in rest if tally.get(key)]
    return [(name, counted(slips, "briefje", "briefjes")) for name, slips in counts]


def totals(proposal: Proposal) -> list[tuple[str, str]]:
    """The totals that are public; where there are none, the reasons tell all there is to tell."""
    count = TOTALS.get((proposal.snapshot["procedure"], proposal.snapshot["secret"]))
    return count(proposal.result) if count else []


TOTALS: Mapping[tuple[str, bool], Callable[[Mapping[str, Any]], list[tuple[str, str]]]] = {
    ("vote", False): totals_of_ballots,
    ("persons", True): totals_of_slips,
}
"""Procedure and whether it was secret → its totals. Inhabitants behind a secret choice would tell who made it (R20)."""


def becomes_public(proposal: Proposal) -> list[str]:
    """What the page before publishing says, sentence by sentence."""
    parties = "Hoe elke partij stemde, met haar inwonertal." if by_party(proposal) else "Alleen totalen."
    return [
        "Het onderwerp, het voorgestelde besluit en de uitslag.",
        "De cijfers, de drempels en de redenen, ook waarom een partij niet meedeed.",
        parties,
        "De sluitcode.",
        *["Het bestand waarmee iedereen de stemming narekent."] * (proposal.snapshot["procedure"] in PUBLIC),
    ]


@dataclass(frozen=True)
class PublicRow:
    """A result in the public list."""

    pk: int
    title: str
    day: str
    outcome: str
    annulled: bool


def public_rows(proposals: Iterable[Proposal]) -> list[tuple[int, list[PublicRow]]]:
    """Year → results, newest first; one read however many there are."""
    found = groupby(proposals, key=lambda proposal: day_of(proposal.closing).year)
    return [(year, [public_row(proposal) for proposal in rows]) for year, rows in found]


def public_row(proposal: Proposal) -> PublicRow:
    """One of them."""
    return PublicRow(
        pk=proposal.pk,
        title=proposal.title,
        day=full_date(day_of(proposal.closing)),
        outcome=word_of(proposal),
        annulled=proposal.state == State.ANNULLED,
    )
