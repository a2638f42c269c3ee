"""The doors of finance: settings, runs in each state, invoices, credit notes, claims."""

from collections.abc import Callable
from typing import Any

from tests.finance.stage import ISSUER, KEY, PROFILE, TERMS
from tests.permissions.door import Args, Door
from tests.permissions.interest_doors import INTEREST
from tests.permissions.leaving_cost_doors import LEAVING_COSTS
from tests.permissions.payment_doors import PAYMENTS
from tests.permissions.rate_doors import RATES
from tests.permissions.world import TODAY, World

ALMELO = "GM0141"


def year(world: World) -> tuple[Any, ...]:
    """A year of the contribution."""
    return (KEY, 2028)


def council(world: World) -> tuple[Any, ...]:
    """The council of Almelo in that year."""
    return (KEY, 2028, ALMELO)


def run(state: str, *rest: Any) -> Args:
    """A run in a state."""
    return lambda world: (getattr(world.treasury, state).pk, *rest)


def invoice(name: str, *rest: Any) -> Args:
    """An invoice: of Almelo, or the one for which a credit note was asked."""
    return lambda world: (getattr(world.treasury, name), *rest)


def form(**fields: Any) -> Callable[[World], dict[str, Any]]:
    """A form with these fields."""
    return lambda world: fields


COUNCIL = form(stands="ja", first_year=2028, last_year=2028, document="Besluit", decided_on=TODAY)
FINANCE = (
    *PAYMENTS,
    *INTEREST,
    *RATES,
    *LEAVING_COSTS,
    Door("invoices", "finance:overview"),
    Door("invoices", "finance:invoices_csv"),
    Door("invoices", "finance:overview_xlsx"),
    Door("invoices", "finance:invoice_list"),
    Door("invoices", "finance:commitment_list", year),
    Door("invoices", "finance:invoice_detail", invoice("invoice"), party="Almelo"),
    Door("invoices", "finance:invoice_pdf", invoice("invoice"), opens=(404,), party="Almelo"),
    Door("invoices", "finance:invoice_ubl", invoice("invoice"), opens=(404,), party="Almelo"),
    Door("invoices", "finance:invoice_peppol", invoice("invoice"), opens=(404,), party="Almelo"),
    Door("invoice_make", "finance:terms_edit"),
    Door("invoice_make", "finance:terms_edit", data=form(**TERMS | {"reminder_days": "7, 21"}), opens=(422,)),
    Door("invoice_make", "finance:issuer_edit"),
    Door("invoice_make", "finance:issuer_edit", data=form(**ISSUER), opens=(422,)),
    Door("invoice_make", "finance:profile_list"),
    Door("invoice_make", "finance:profile_edit", lambda world: (ALMELO,)),
    Door("invoice_make", "finance:profile_edit", lambda world: (ALMELO,), form(**PROFILE), (422,)),
    Door("run_approve", "finance:year_detail", year),
    Door("invoice_make", "finance:rate_edit", year),
    Door("invoice_make", "finance:rate_edit", year, form(cents="9,25"), (422,)),
    Door("invoice_make", "finance:budget_edit", year),
    Door("invoice_make", "finance:budget_edit", year, form(cents="1,00"), (422,)),
    Door("council_consent", "finance:commitment_create", council, party="Almelo"),
    Door("council_consent", "finance:commitment_create", council, COUNCIL, party="Almelo"),
    Door("run_approve", "finance:prognosis", year),
    Door("run_approve", "finance:prognosis_csv", year),
    Door("run_approve", "finance:prognosis_xlsx", year),
    Door("invoice_make", "finance:run_start", lambda world: (KEY, 2023), form(soort="ronde")),
    Door("run_approve", "finance:run_detail", run("draft")),
    Door("run_approve", "finance:run_csv", run("draft")),
    Door("run_approve", "finance:run_xlsx", run("draft")),
    Door("invoice_make", "finance:run_party", run("draft", ALMELO)),
    Door("invoice_make", "finance:run_party", run("draft", ALMELO), form(left_out="later", version=0)),
    Door("invoice_make", "finance:run_difference", run("draft")),
    Door("invoice_make", "finance:run_difference", run("draft"), form(reason="Omdat.", version=0)),
    Door("invoice_make", "finance:run_costs", run("draft"), opens=(404,)),
    Door("invoice_make", "finance:cost_remove", run("draft", 1), form(), (404,)),
    Door("invoice_make", "finance:run_submit", run("draft")),
    Door("invoice_make", "finance:run_submit", run("draft"), form(version=0), (422,)),
    Door("run_approve", "finance:run_approve", run("checking")),
    Door("run_approve", "finance:run_approve", run("checking"), form(version=0)),
    Door("run_approve", "finance:run_give_back", run("checking")),
    Door("run_approve", "finance:run_give_back", run("checking"), form(reason="Anders.")),
    Door("invoice_make", "finance:run_finalise", run("approved")),
    Door("invoice_make", "finance:run_finalise", run("approved"), form()),
    Door("run_approve", "finance:run_files", run("draft")),
    Door("invoice_make", "finance:run_files_again", run("approved"), form()),
    Door("invoice_make", "finance:run_send", run("approved")),
    Door("invoice_make", "finance:run_send", run("approved"), form(), (409,)),
    Door("invoice_make", "finance:run_withdraw", run("draft")),
    Door("invoice_make", "finance:run_withdraw", run("draft"), form()),
    Door("invoice_make", "finance:invoice_mark", invoice("invoice", "betwist")),
    Door("invoice_make", "finance:invoice_mark", invoice("invoice", "betwist"), form(on=TODAY, detail="Te hoog.")),
    Door("invoice_make", "finance:invoice_send", invoice("invoice"), opens=(409,)),
    Door("invoice_make", "finance:invoice_send", invoice("invoice"), form(), (409,)),
    Door("credit_note", "finance:credit_ask", invoice("invoice")),
    Door("credit_note", "finance:credit_ask", invoice("invoice"), form(cents="1,00", reason="Te hoog.")),
    Door("credit_note", "finance:credit_confirm", invoice("asked")),
    Door("credit_note", "finance:credit_confirm", invoice("asked"), form()),
    Door("credit_note", "finance:credit_withdraw", invoice("asked"), form()),
    Door("run_approve", "finance:account_detail", lambda world: (2027,)),
    Door("run_approve", "finance:account_csv", lambda world: (2027,)),
    Door("run_approve", "finance:account_xlsx", lambda world: (2027,)),
    Door("invoice_make", "finance:account_explain", lambda world: (2027,)),
    Door("invoice_make", "finance:account_explain", lambda world: (2027,), form(notes="Tekst.", version=0)),
    Door("invoice_make", "finance:account_close", lambda world: (2027,)),
    Door("invoice_make", "finance:account_close", lambda world: (2027,), form(), (409,)),
    Door("agenda_edit", "finance:account_adopt", lambda world: (2027,), opens=(404,)),
    Door("credit_note", "finance:claim_list"),
    Door("credit_note", "finance:claim_create"),
    Door("credit_note", "finance:claim_create", data=form(), opens=(422,)),
    Door("credit_note", "finance:claim_confirm", run("claim")),
    Door("credit_note", "finance:claim_confirm", run("claim"), form()),
    Door("credit_note", "finance:claim_withdraw", run("claim"), form()),
)
