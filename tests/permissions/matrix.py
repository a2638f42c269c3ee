"""The matrix of actions × roles (permissions.json), read in the words of the code."""

import json
from pathlib import Path
from typing import Any

COLUMNS = {
    "anon": "anonymous",
    "griffier": "clerk",
    "ambtenaar": "officer",
    "vertegenw": "representative",
    "plaatsverv": "substitute",
    "voorzitter": "chair",
    "secretaris": "secretary",
    "plv_secr": "deputy_secretary",
    "financien": "treasurer",
    "beheerder": "administrator",
    "plv_voorzitter": "deputy_chair",
    "mediator": "mediator",
}
"""Column of the matrix → role in the code. `partij` and `buitenstaander` are no roles; see `expected_row`."""

PARTY, BYSTANDER = "partij", "buitenstaander"

CELLS = {"Y": "yes", "o": "own", "s": "acting", "g": "granted", "2": "two", "b": "behalf"}
NO = "-"

ACTS = {
    "published public document": "public_document",
    "document for councils only": "council_document",
    "draft agenda, read": "agenda_draft",
    "agenda, edit": "agenda_edit",
    "agenda item, propose": "item_propose",
    "confidential item, read": "confidential_item",
    "attachment, add": "attachment_add",
    "draft minutes, read and comment": "minutes_draft",
    "draft minutes, edit": "minutes_edit",
    "minutes, sign": "minutes_sign",
    "minutes, publish": "minutes_publish",
    "ballot, open": "vote_open",
    "vote, cast or change own": "vote_cast",
    "vote, cast for another": "vote_enter",
    "turnout while open": "turnout",
    "tally while open": "tally",
    "result after closing": "result",
    "ballot, close": "vote_close",
    "ballot, annul": "vote_annul",
    "inhabitants and weights, change": "population_change",
    "invoices, read": "invoices",
    "invoice, make and send": "invoice_make",
    "credit note": "credit_note",
    "payment, record": "payment_record",
    "dispute, notify": "dispute_notify",
    "dispute, existence and file, read": "dispute_file",
    "dispute, add document": "dispute_document",
    "dispute, record receipt, move phase": "dispute_move",
    "dispute outcome (13.3, after agreement)": "dispute_outcome",
    "users and roles, manage": "users_manage",
    "own role or rights, extend": "own_rights",
    "second factor of a user, reset": "second_factor_reset",
    "audit trail with content": "audit_content",
    "outbox state, dead letters (no content)": "outbox_state",
    "personal data export": "personal_export",
    "votes or disputes through the admin site": "admin_site",
    "attendance, record": "attendance_record",
    "mandate register, read": "mandates",
    "mandate or substitution, record": "mandate_record",
    "reading, adopt by a recorded decision": "reading_adopt",
    "result, establish (vaststellen)": "result_establish",
    "exclusion of a party from a vote, record": "exclusion_record",
    "council consent, record": "council_consent",
    "invoice run, approve (not its maker)": "run_approve",
    "bank file, import": "bank_import",
    "minutes and decisions, distribute to councils": "distribute",
    "destruction list, approve": "destruction_approve",
    "archive, export": "archive_export",
}
"""Action of the matrix → act in `permissions.toml`; all 48."""

Row = dict[str, str]


def read() -> dict[str, Any]:
    """The file as it was handed over."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / "permissions.json").read_text(encoding="utf-8"))
    return found


def expected_row(cells: Row) -> Row:
    """Role → how, as the policy must say it; who may not is left out.

    A party to a dispute is a representative with more: only where its cell differs is it a role of its own. A
    bystander of a dispute is a plain representative.
    """
    row = {role: CELLS[cells[column]] for column, role in COLUMNS.items() if cells[column] != NO}
    if cells[PARTY] not in (cells["vertegenw"], NO):
        row["dispute_party"] = CELLS[cells[PARTY]]
    return row


def expected() -> dict[str, Row]:
    """Act → role → how, for the whole matrix."""
    return {ACTS[entry["action"]]: expected_row(entry["cells"]) for entry in read()["actions"]}
