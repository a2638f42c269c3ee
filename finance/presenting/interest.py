"""Pages about interest: a calculation with its pieces, and the percentages of the law."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from finance.models import InterestCalculation, Invoice
from finance.selectors.interest import late, rates_for, regime_of
from finance.services.interest import changed_since
from finance.wording import interest as wording
from twente.core.models import Agreement
from twente.core.permissions import Actor


def ask_page(invoice: Invoice, on: date) -> dict[str, Any]:
    """What is known before the day is chosen: from when interest counts, under which rule."""
    terms = regime_of(invoice)
    if terms is None:
        return {"starts_on": None, "regime": "", "decision": ""}
    starts_on = late(invoice, on, terms.interest).starts_on
    return {"starts_on": starts_on, "regime": wording.regime_name(terms.interest), "decision": terms.decision}


def calculation_page(made: InterestCalculation, actor: Actor) -> dict[str, Any]:
    """One calculation: what it rests on, its pieces, what this person can do with it."""
    content = made.content
    open_still = made.claim_id is None and made.withdrawn_at is None
    changed = open_still and changed_since(made)
    own = actor.user is not None and made.made_by_id == actor.user.pk
    return {
        "made": made,
        "invoice": made.invoice,
        "facts": facts_of(content),
        "pieces": [piece_row(piece) for piece in content["pieces"]],
        "paid": [(date.fromisoformat(day), cents) for day, cents in content["paid"]],
        "total": content["total"],
        "sums": sums(made),
        "changed": changed,
        "own": own,
        "approvable": open_still and not changed and not own,
        "again": reverse("finance:interest_ask", args=[made.invoice.agreement.slug, made.invoice.code])
        if actor.may("invoice_make")
        else "",
    }


def sums(made: InterestCalculation) -> list[tuple[str, str, str, int]]:
    """From the interest to what is charged now: style, name, short name, cents; none when nothing differs."""
    content, costs = made.content, "Vaste vergoeding voor incassokosten (BW 6:96, lid 4)"
    rows = [
        ("sub", costs, "Incassokosten", content.get("costs", 0)),
        ("sub", "Eerder in rekening gebracht", "Eerder", content["charged"]),
    ]
    found = [row for row in rows if row[3]]
    return [*found, ("", "Nu in rekening te brengen", "Nu", made.cents)] if found else []


def facts_of(content: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and value of what the calculation rests on."""
    regime = wording.regime_name(content["regime"])
    return [
        ("Soort rente", regime[:1].upper() + regime[1:]),
        ("Voorwaarden", content["decision"]),
        ("Eerste dag van rente", wording.day(content["starts_on"])),
        ("Laatste dag van rente", wording.day(content["until"])),
    ]


def piece_row(piece: dict[str, Any]) -> dict[str, Any]:
    """One row of the table."""
    first, last = date.fromisoformat(piece["starts_on"]), date.fromisoformat(piece["ends_on"])
    return piece | {
        "starts_on": first,
        "ends_on": last,
        "percent": wording.percent(piece["hundredths"]),
        "since": date.fromisoformat(piece["since"]),
    }


def rate_rows(agreement: Agreement) -> list[dict[str, Any]]:
    """The percentages that count, newest first, each until the next one of its kind."""
    rows, found = rates_for(agreement), []
    for row in rows:
        after = [other.valid_from for other in rows if other.kind == row.kind and other.valid_from > row.valid_from]
        until = min(after) - timedelta(days=1) if after else None
        found.append({"row": row, "percent": wording.percent(row.hundredths), "until": until})
    return sorted(found, key=lambda each: (each["row"].valid_from, each["row"].kind), reverse=True)
