"""What is said before each step of a run: the question, what follows, who hears of it."""

from dataclasses import dataclass, field
from datetime import date

from finance.models import Invoice, InvoiceRun, NumberSeries
from finance.presenting.runs import Page, run_page
from finance.rules.concept import RowState
from finance.selectors.snapshots import Snapshot
from finance.services.runs import GapsLeft
from finance.services.sending import to_send
from finance.wording import runs as wording
from finance.wording.counting import counted
from twente.core.dates import full_date
from twente.core.money import format_amount
from twente.core.permissions import Actor


@dataclass(frozen=True)
class Step:
    """A question before an act. `possible` False: the page says why not."""

    heading: str
    act: str
    question: str
    consequences: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    possible: bool = True


def submitting(run: InvoiceRun, actor: Actor) -> Step:
    """To the second person."""
    page: Page = run_page(run, actor)
    open_gaps = [gap.title for gap in page.gaps if page.locked_reason]
    return Step(
        heading="Naar controle",
        act="Controle vragen",
        question="Wie controleert deze factuurronde?",
        consequences=open_gaps
        or [
            "De tweede persoon krijgt een mail met een link.",
            "Wat de ronde bevat ligt vast tot hij of zij akkoord is of de ronde teruggeeft.",
        ],
        possible=not page.locked_reason,
    )


def approving(run: InvoiceRun) -> Step:
    """The second person agrees."""
    snapshot = run.inputs or {"rows": [], "due": 0}
    return Step(
        heading="Akkoord geven",
        act="Akkoord geven",
        question=f"Bent u akkoord met {documents(snapshot)}?",
        consequences=[
            "Daarna kan de ronde definitief worden.",
            "Verandert er nog iets waarop de ronde rust, dan is een nieuwe controle nodig.",
        ],
        possible=run.state == InvoiceRun.State.CHECKING,
    )


def giving_back(run: InvoiceRun) -> Step:
    """Back to concept."""
    return Step(
        heading="Teruggeven",
        act="Teruggeven",
        question="Waarom gaat deze ronde terug naar concept?",
        consequences=["De opsteller kan de ronde weer wijzigen en moet opnieuw controle vragen."],
        possible=run.state in (InvoiceRun.State.CHECKING, InvoiceRun.State.APPROVED),
    )


def finalising(run: InvoiceRun, on: date) -> Step:
    """Numbers, total and recipients, before they exist."""
    snapshot: Snapshot = run.inputs or {"rows": [], "due": 0, "terms": {"series": ""}}
    ready = [row for row in snapshot["rows"] if row["state"] == RowState.READY]
    return Step(
        heading="Definitief maken",
        act="Definitief maken",
        question=f"{documents(snapshot)} definitief maken?",
        consequences=[
            f"De nummers worden {number_range(snapshot['terms']['series'], on, sum(map(notes_of, ready)))}.",
            f"De factuurdatum is {full_date(on)}.",
            "Facturen liggen daarna vast. Een fout herstelt u met een creditnota.",
            "De bestanden worden daarna op de achtergrond gemaakt.",
        ],
        recipients=[f"{row['buyer']['name']}: {format_amount(row['due'])}" for row in ready],
        possible=run.state == InvoiceRun.State.APPROVED,
    )


def sending(run: InvoiceRun) -> Step:
    """Mails with the invoices; Peppol and post go another way."""
    waiting = to_send(run)
    return Step(
        heading="Verzenden",
        act="Facturen verzenden",
        question=f"{counted(len(waiting), 'factuur', 'facturen')} per mail verzenden?",
        consequences=[
            "Elke factuur gaat in een eigen mail, als pdf met de elektronische factuur erin.",
            "Facturen via Peppol of post verzendt u zelf met de bestanden op de pagina van de factuur.",
        ],
        recipients=[f"{invoice.code}: {invoice.buyer['email']} ({invoice.party})" for invoice in waiting],
        possible=bool(waiting),
    )


def withdrawing(run: InvoiceRun) -> Step:
    """Stop the run."""
    return Step(
        heading="Intrekken",
        act="Factuurronde intrekken",
        question="Deze factuurronde intrekken?",
        consequences=["De ronde blijft te lezen. U kunt voor dit jaar een nieuwe beginnen."],
        possible=run.state == InvoiceRun.State.DRAFT,
    )


def refused(run: InvoiceRun, error: GapsLeft) -> Step:
    """Why the last step was not done."""
    words = [wording.gap(gap.kind, gap.parties, year=run.year, figures="de peildatum") for gap in error.gaps]
    reasons = [f"{said.title}. {said.sentence}" for said in words]
    return Step("Definitief maken", "", "Definitief maken kan nog niet", reasons, possible=False)


def documents(snapshot: Snapshot) -> str:
    """14 facturen van samen € 5.953.327,75; credit notes are named when there are any."""
    ready = [row for row in snapshot["rows"] if row["state"] == RowState.READY]
    invoices = sum(row["due"] > 0 for row in ready)
    credits = sum(map(notes_of, ready)) - invoices
    kinds = ((invoices, "factuur", "facturen"), (credits, "creditnota", "creditnota’s"))
    parts = [counted(*kind) for kind in kinds if kind[0]]
    return f"{' en '.join(parts) or 'Niets'} van samen {format_amount(snapshot['due'])}"


def notes_of(row: Snapshot) -> int:
    """How many documents a party gets: one, or a credit note for each invoice that is credited."""
    return len(row.get("credits", ())) or 1


def number_range(prefix: str, on: date, count: int) -> str:
    """SES-2027-0001 tot en met SES-2027-0014, as long as nobody else is first"""
    series = NumberSeries.objects.filter(prefix=prefix, year=on.year).first()
    first = (series.last if series else 0) + 1
    names = [f"{prefix}-{on.year}-{number:04}" for number in (first, first + count - 1)]
    return names[0] if count == 1 else f"{names[0]} tot en met {names[1]}"


def finalised(made: list[Invoice]) -> str:
    """What was made."""
    codes = made[0].code if len(made) == 1 else f"{made[0].code} tot en met {made[-1].code}"
    return f"De ronde is definitief: {codes}. De bestanden worden nu gemaakt."
