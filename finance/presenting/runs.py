"""The page of a run: state, figures, gaps with one button each, a row per party, what can be done (screens.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.urls import reverse

from finance.models import InvoiceRun
from finance.rules.concept import GapKind, RowState
from finance.selectors.snapshots import Snapshot, live
from finance.wording import runs as wording
from finance.wording.counting import counted
from twente.core.dates import full_date, short_date
from twente.core.models import Party
from twente.core.money import format_amount, format_number
from twente.core.permissions import Actor

State = InvoiceRun.State
PARTIES = ("partij", "partijen")


@dataclass(frozen=True)
class Figure:
    """One of the four figures above the page."""

    label: str
    value: str
    note: str


@dataclass(frozen=True)
class GapRow:
    """Something to solve first, with the page where that is done ("" for who may not)."""

    title: str
    sentence: str
    article: str
    act: str
    address: str


@dataclass(frozen=True)
class PartyRow:
    """One party; `address` leads to what can be chosen for it."""

    name: str
    inhabitants: int | None
    change: str
    cents: int | None
    due: int
    council: str
    council_missing: bool
    sending: str
    note: str
    pill: wording.Pill
    waits: bool
    address: str


@dataclass(frozen=True)
class Total:
    """A line under the table."""

    label: str
    inhabitants: int
    cents: int
    last: bool = False


@dataclass(frozen=True)
class Page:
    """Everything that the page of a run shows."""

    run: InvoiceRun
    title: str
    grounds: str
    articles: list[str]
    stages: list[dict[str, str]]
    figures: list[Figure]
    gaps: list[GapRow]
    gaps_counted: str
    figures_of: str
    rows: list[PartyRow]
    totals: list[Total]
    revision: bool
    by_inhabitants: bool
    earlier_label: str
    acts: Mapping[str, str] = field(default_factory=dict)
    locked_reason: str = ""


def run_page(run: InvoiceRun, actor: Actor) -> Page:
    """A run as it stands: a concept by what is known today, later as it was frozen."""
    snapshot = run.inputs if run.inputs is not None else live(run, actor.on).snapshot
    changes = actor.may("invoice_make") and run.state == State.DRAFT
    gaps = [gap for gap in snapshot["gaps"] if run.state != State.FINAL]
    return Page(
        run=run,
        title=title_of(run, snapshot),
        grounds=grounds_of(snapshot),
        articles=[snapshot["article"]] if snapshot["article"] else [],
        stages=stages_of(run),
        figures=figures_of(snapshot),
        gaps=[gap_row(run, snapshot, gap, actor) for gap in gaps],
        gaps_counted=wording.counted([gap["stage"] for gap in gaps]),
        figures_of=population_of(snapshot),
        rows=rows_of(run, snapshot, changes=changes),
        totals=totals_of(snapshot),
        revision=run.kind == InvoiceRun.Kind.REVISION,
        by_inhabitants=snapshot["contribution"]["kind"] == "per_inhabitant",
        earlier_label=earlier_label(snapshot),
        acts=acts_of(run, snapshot, actor),
        locked_reason="" if blocked(snapshot) == [] else "Kan als alles hieronder is opgelost.",
    )


def title_of(run: InvoiceRun, snapshot: Snapshot) -> str:
    """Bijdrage per inwoner 2027; Herziening …"""
    label = snapshot["contribution"]["label"]
    before = {InvoiceRun.Kind.REVISION: "Herziening: ", InvoiceRun.Kind.LATER: "Latere partijen: "}
    return f"{before.get(InvoiceRun.Kind(run.kind), '')}{label} {run.year}"


def grounds_of(snapshot: Snapshot) -> str:
    """€ 9,25 per inwoner, besluit 2026-09 van 16 september 2026"""
    rate = snapshot["rate"]
    if not rate["cents"]:
        return {"per_inhabitant": "Nog geen tarief", "share_of_fte": "Nog geen kostprijs"}.get(
            snapshot["contribution"]["kind"], "Zonder vast tarief"
        )
    unit = {"per_inhabitant": "per inwoner", "share_of_fte": f"per fte, deel {snapshot['share']}"}
    said = f"{format_amount(rate['cents'])} {unit.get(snapshot['contribution']['kind'], '')}".strip()
    if rate.get("decided"):
        return f"{said}, {rate['decided']} van {full_date(date.fromisoformat(rate['decided_on']))}"
    return f"{said}, volgens de overeenkomst"


def stages_of(run: InvoiceRun) -> list[dict[str, str]]:
    """The strip: done, now, to come."""
    now = wording.PLACE[run.state]
    notes = {1: f"{run.checker} kijkt mee" if run.state == State.CHECKING else "akkoord" if run.approved_at else ""}
    found = []
    for place, (_, name, note, icon) in enumerate(wording.STAGES):
        done = place < now or run.state == State.FINAL
        state = "ok" if done else "nu" if place == now else ""
        found.append(
            {"name": name, "note": notes.get(place) or note, "icon": "check" if done else icon, "state": state}
        )
    return found


def figures_of(snapshot: Snapshot) -> list[Figure]:
    """Together, budget, difference, to invoice now."""
    rows = snapshot["rows"]
    ready = [row for row in rows if row["state"] == RowState.READY]
    people = sum(row["inhabitants"] or 0 for row in rows)
    parties = counted(len(rows), *PARTIES) + (f", {format_number(people)} inwoners" if people else "")
    found = [Figure("Bijdragen samen", format_amount(snapshot["total"]), parties)]
    if budget := snapshot["budget"]:
        on = full_date(date.fromisoformat(budget["decided_on"]))
        note = wording.within(budget["difference"], budget["cents"], budget["tolerance"], holds=budget["within"])
        found.append(Figure(f"Begroting {snapshot['year']}", format_amount(budget["cents"]), f"vastgesteld op {on}"))
        found.append(
            Figure("Verschil", wording.difference(budget["difference"]), snapshot["difference_reason"] or note)
        )
    due = Figure("Nu te factureren", format_amount(snapshot["due"]), f"{len(ready)} van {counted(len(rows), *PARTIES)}")
    return [*found, due]


PAGES = {
    GapKind.BASIS: "finance:rate_edit",
    GapKind.TERMS: "finance:terms_edit",
    GapKind.ISSUER: "finance:issuer_edit",
    GapKind.COSTS: "finance:run_costs",
    GapKind.BUDGET: "finance:budget_edit",
    GapKind.DIFFERENCE: "finance:run_difference",
    GapKind.FIGURE: "partnership:population_list",
    GapKind.POPULATION: "partnership:population_list",
    GapKind.COUNCIL: "finance:commitment_list",
}
OF_YEAR = frozenset({GapKind.BASIS, GapKind.BUDGET, GapKind.COUNCIL})
OF_RUN = frozenset({GapKind.COSTS, GapKind.DIFFERENCE})
OF_PARTY_BILLING = frozenset({GapKind.BILLING, GapKind.REFERENCE, GapKind.NETWORK})


def gap_row(run: InvoiceRun, snapshot: Snapshot, gap: Snapshot, actor: Actor) -> GapRow:
    """A gap with its words and the page where it is solved."""
    wanted = full_date(date.fromisoformat(snapshot["wanted_on"]))
    article = snapshot["article"]
    words = wording.gap(gap["kind"], gap["parties"], year=run.year, article=article, figures=wanted)
    address = gap_address(run, GapKind(gap["kind"]), gap["parties"]) if actor.may("invoice_make") else ""
    return GapRow(words.title, words.sentence, words.article, words.act, address)


def gap_address(run: InvoiceRun, kind: GapKind, names: list[str]) -> str:
    """Where a gap is solved; one about parties leads to the first of them."""
    slug = run.agreement.slug
    if kind in OF_YEAR:
        return reverse(PAGES[kind], args=[slug, run.contribution, run.year])
    if kind in OF_RUN:
        return reverse(PAGES[kind], args=[slug, run.pk])
    if kind in PAGES:
        return reverse(PAGES[kind], args=[slug])
    party = Party.objects.get(short_name=names[0])
    if kind in OF_PARTY_BILLING:
        return reverse("finance:profile_edit", args=[slug, party.code])
    return reverse("finance:run_party", args=[slug, run.pk, party.code])


def rows_of(run: InvoiceRun, snapshot: Snapshot, *, changes: bool) -> list[PartyRow]:
    """A row per party, in the order of the agreement."""
    return [party_row(run, row, changes=changes) for row in snapshot["rows"]]


def party_row(run: InvoiceRun, row: Snapshot, *, changes: bool) -> PartyRow:
    """One party of a snapshot."""
    now, before = row["inhabitants"], row["earlier"]
    council = row["council"]
    return PartyRow(
        name=row["name"],
        inhabitants=now,
        change=wording.percent(Fraction(now - before, before)) if now and before else "",
        cents=row["cents"],
        due=row["due"],
        council=short_date(date.fromisoformat(council["decided_on"])) if council else "",
        council_missing=row["state"] == RowState.COUNCIL,
        sending=wording.CHANNELS[row["buyer"].get("channel", "")],
        note=row["left_out"] or row["buyer"].get("note", ""),
        pill=wording.PILLS[row["state"]],
        waits=row["state"] not in (RowState.READY, RowState.NOTHING),
        address=reverse("finance:run_party", args=[run.agreement.slug, run.pk, row["code"]]) if changes else "",
    )


def totals_of(snapshot: Snapshot) -> list[Total]:
    """To invoice, waiting, together."""
    ready = [row for row in snapshot["rows"] if row["state"] == RowState.READY]
    waiting = [row for row in snapshot["rows"] if row["state"] not in (RowState.READY, RowState.NOTHING)]
    groups = [(f"Te factureren, {counted(len(ready), *PARTIES)}", ready, False)]
    if waiting:
        groups.append((f"Wacht, {counted(len(waiting), *PARTIES)}", waiting, False))
    groups.append((f"Samen, {counted(len(snapshot['rows']), *PARTIES)}", snapshot["rows"], True))
    return [
        Total(label, sum(row["inhabitants"] or 0 for row in rows), sum(row["cents"] or 0 for row in rows), last)
        for label, rows, last in groups
    ]


def population_of(snapshot: Snapshot) -> str:
    """Inwoners: 1 januari 2025, definitief. Wordt vervangen door 1 januari 2027."""
    found = snapshot["population"]
    if not found or snapshot["contribution"]["kind"] != "per_inhabitant":
        return ""
    on = full_date(date.fromisoformat(found["reference_on"]))
    said = f"Inwoners: {on}, {found['status']}."
    if found["reference_on"] == snapshot["wanted_on"]:
        return said
    return f"{said} Wordt vervangen door {full_date(date.fromisoformat(snapshot['wanted_on']))}."


def earlier_label(snapshot: Snapshot) -> str:
    """Sinds 2024"""
    earlier = snapshot["population"].get("earlier_on", "")
    return f"Sinds {earlier[:4]}" if earlier else "Verandering"


def blocked(snapshot: Snapshot) -> list[Snapshot]:
    """What must be solved before the check."""
    return [gap for gap in snapshot["gaps"] if gap["stage"] == "check"]


def acts_of(run: InvoiceRun, snapshot: Snapshot, actor: Actor) -> dict[str, str]:
    """What this person can do now: name of the act → address."""
    slug, makes, approves = run.agreement.slug, actor.may("invoice_make"), actor.may("run_approve")
    mine = actor.user is not None and run.submitted_by_id == actor.user.pk
    possible = {
        "submit": makes and run.state == State.DRAFT and not blocked(snapshot),
        "locked": makes and run.state == State.DRAFT and bool(blocked(snapshot)),
        "approve": approves and run.state == State.CHECKING and not mine,
        "give_back": (approves or makes) and run.state in (State.CHECKING, State.APPROVED),
        "finalise": makes and run.state == State.APPROVED,
        "withdraw": makes and run.state == State.DRAFT,
        "costs": makes and run.state == State.DRAFT and snapshot["contribution"]["kind"] == "equal_share",
    }
    return {
        act: reverse(f"finance:run_{act.replace('locked', 'submit')}", args=[slug, run.pk])
        for act, may in possible.items()
        if may
    }
