"""Contributions in the demonstration: a year that was invoiced, and the year to come as a concept with three gaps."""

from datetime import UTC, date, datetime
from typing import Any

from finance.models import InvoiceRun, Issuer
from finance.services import runs, settings
from finance.services.finalising import finalise_run
from finance.services.settings import CouncilDetails, RateDetails
from twente.core.models import Party, PopulationSet
from twente.home.demo.people import slug
from twente.home.demo.stage import Stage

KEY = "bijdrage"
SINCE = date(2021, 2, 1)
WITHOUT_BUDGET = ("Tubbergen", "Twenterand")
NETWORK = ("Almelo", "Hengelo")
NOTES = {
    "Dinkelland": "via Noaberkracht",
    "Tubbergen": "via Noaberkracht",
    "Losser": "adres: gemeente Enschede",
    "Enschede": "ordernummer bekend",
}
ISSUER = {
    "valid_from": SINCE,
    "name": "Secretariaat Bestuurlijk overleg (proef)",
    "street": "Voorbeeldstraat 1",
    "postcode": "7500 AA",
    "city": "Enschede",
    "kvk": "12345678",
    "oin": "",
    "vat_id": "",
    "iban": "NL91ABNA0417164300",
    "bic": "ABNANL2A",
    "email": "facturen@voorbeeld.example",
    "contact": "Financiën",
}
TERMS: dict[str, Any] = {
    "valid_from": SINCE,
    "series": "SES",
    "payment_days": 30,
    "vat": "O",
    "vat_reason": "Bijdrage buiten de heffing van omzetbelasting",
    "interest": "6:119",
    "part_year": "maanden",
    "tolerance": 50,
    "reminder_days": [7, 21, 42],
    "decision": "Besluit 2021-03",
}


def terms(stage: Stage) -> None:
    """Sender and terms, once."""
    if Issuer.objects.filter(agreement=stage.main).exists():
        return
    about: dict[str, Any] = {"agreement": stage.main, "seen": 0, "by": stage.users["financien"], "now": stage.earlier}
    settings.record_issuer(details=ISSUER, **about)
    settings.record_terms(details=TERMS, **about)
    for party in parties(stage):
        settings.record_profile(party=party, details=profile(party), **about)


def parties(stage: Stage) -> list[Party]:
    """The parties of the main agreement."""
    return [row.party for row in stage.main.memberships.select_related("party").order_by("party__position")]


def profile(party: Party) -> dict[str, Any]:
    """Where its invoices go; one asks a number that nobody filled in."""
    place = party.short_name
    network = place in NETWORK
    return {
        "valid_from": SINCE,
        "name": "Gemeente Enschede" if place == "Losser" else f"Gemeente {place}",
        "attention": "Crediteurenadministratie",
        "street": "Postbus 100",
        "postcode": "7600 AA",
        "city": "Enschede" if place == "Losser" else place,
        "kvk": "12345678" if network else "",
        "oin": "",
        "endpoint_scheme": "0106" if network else "",
        "endpoint_id": "12345678" if network else "",
        "channel": "peppol" if network else "mail",
        "email": f"facturen@{slug(place)}.example",
        "reference_name": "verplichtingnummer" if place == "Hof van Twente" else "",
        "order_reference": "4500012345" if place == "Enschede" else "",
        "buyer_reference": "SES-bijdrage" if network else "",
        "note": NOTES.get(place, ""),
    }


def decided(stage: Stage, year: int, cents: int, budget: int, now: datetime) -> None:
    """Rate and budget of a year."""
    by: dict[str, Any] = {"by": stage.users["financien"], "now": now, "seen": 0}
    about: dict[str, Any] = {"agreement": stage.main, "contribution": KEY, "year": year}
    on = date(year - 1, 9, 16)
    settings.record_rate(details=RateDetails(cents, "8d", f"Besluit {year - 1}-09", on), **about, **by)
    details = {"cents": budget, "decided": f"Begroting {year}", "decided_on": on}
    settings.record_budget(details=details, **about, **by)


def promised(stage: Stage, year: int, now: datetime, but: tuple[str, ...] = ()) -> None:
    """What the councils decided about a year."""
    for number, party in enumerate(parties(stage), start=1):
        if party.short_name not in but:
            on = min(date(year - 1, 11, 2 + number % 10), stage.today)
            details = CouncilDetails(year, year, f"Raadsbesluit {year - 1}-{80 + number}", on)
            settings.record_commitment(
                agreement=stage.main,
                contribution=KEY,
                party=party,
                details=details,
                by=stage.users["secretaris"],
                now=now,
            )


def invoiced(stage: Stage) -> None:
    """The latest year whose inhabitants are known: decided, checked by a second person, invoiced."""
    latest = PopulationSet.objects.filter(confirmed_at__isnull=False).order_by("reference_date").last()
    if latest is None or InvoiceRun.objects.filter(agreement=stage.main).exists():
        return
    year = latest.reference_date.year
    now = datetime(year, 3, 3, 9, 0, tzinfo=UTC)
    decided(stage, year, 901, 580_000_000, now)
    promised(stage, year, now)
    treasurer, secretary = stage.users["financien"], stage.users["secretaris"]
    run = runs.start_run(agreement=stage.main, contribution=KEY, year=year, by=treasurer, now=now)
    for party in parties(stage):
        if party.short_name == "Hof van Twente":
            chosen = {"left_out": "Verplichtingnummer volgt."}
            runs.choose(run=run, party=party, chosen=chosen, seen=run.version, by=treasurer, now=now)
    run.refresh_from_db()
    runs.submit_run(run=run, checker=secretary, seen=run.version, by=treasurer, now=now)
    runs.approve_run(run=run, seen=run.version, by=secretary, now=now)
    finalise_run(run=run, by=treasurer, now=now)


def concept(stage: Stage) -> None:
    """The year to come, with what must be solved first (screens.md "bijdragen")."""
    year = stage.today.year + 1
    if InvoiceRun.objects.filter(agreement=stage.main).exclude(state=InvoiceRun.State.FINAL).exists():
        return
    decided(stage, year, 925, 595_000_000, stage.earlier)
    promised(stage, year, stage.earlier, WITHOUT_BUDGET)
    runs.start_run(agreement=stage.main, contribution=KEY, year=year, by=stage.users["financien"], now=stage.now)
