"""Whether lines and sums of an invoice are right, to the cent (pure): each answers with a Dutch sentence or nothing."""

from finance.einvoice.facts import InvoiceFacts
from twente.core.money import format_amount


def amounts(facts: InvoiceFacts) -> str:
    """The standard lets a negative or zero invoice pass; we do not. The total is lines and VAT together (BR-CO-15)."""
    if any(line.cents < 0 or line.quantity < 0 or line.price < 0 for line in facts.lines):
        return "Een regel is negatief. Maak een creditnota om iets terug te nemen."
    if facts.total_cents <= 0:
        return f"Het totaal is {format_amount(facts.total_cents)}; een factuur of creditnota is altijd meer dan nul."
    if facts.total_cents != facts.net_cents + facts.vat_cents:
        together = format_amount(facts.net_cents + facts.vat_cents)
        return f"Het totaal is {format_amount(facts.total_cents)}, maar de regels en de btw zijn samen {together}."
    return ""


def lines_complete(facts: InvoiceFacts) -> str:
    """At least one line, each with its own number and a description."""
    if not facts.lines:
        return "Er staan geen regels op."
    if len({line.position for line in facts.lines}) != len(facts.lines):
        return "Twee regels hebben hetzelfde nummer."
    return "" if all(line.description for line in facts.lines) else "Een regel heeft geen omschrijving."


def arithmetic(facts: InvoiceFacts) -> str:
    """Quantity × price ÷ base quantity, half a cent up; Peppol allows two cents of play, we none."""
    for line in facts.lines:
        if line.base_quantity <= 0:
            return f"Regel {line.position}: de hoeveelheid waarvoor de prijs geldt moet meer dan nul zijn."
        if line.cents != line.exact_cents:
            shown, exact = format_amount(line.cents), format_amount(line.exact_cents)
            return f"Regel {line.position}: er staat {shown}, maar aantal maal prijs is {exact}."
    return ""


def parts_add_up(facts: InvoiceFacts) -> str:
    """The parts printed below a line are together that line."""
    for line in facts.lines:
        together = sum(cents for _, cents in line.parts)
        if line.parts and together != line.cents:
            shown, parts = format_amount(line.cents), format_amount(together)
            return f"Regel {line.position}: de delen zijn samen {parts}, de regel is {shown}."
    return ""


def periods(facts: InvoiceFacts) -> str:
    """A period has a first and a last day, in that order."""
    for line in facts.lines:
        if bool(line.starts_on) != bool(line.ends_on):
            return f"Regel {line.position}: de periode heeft een eerste en een laatste dag nodig."
        if line.starts_on and line.ends_on and line.ends_on < line.starts_on:
            return f"Regel {line.position}: de laatste dag ligt vóór de eerste."
    return ""
