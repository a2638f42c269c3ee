"""To a year that was destroyed after its term nothing is added: no credit note, no mark, no payment (BOK-17, AWR 52)."""

from django.db import migrations

CLOSED = """
CREATE FUNCTION refuse_in_destroyed_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'de financien van dit jaar zijn vernietigd: aan % komt niets meer bij', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
OF_A_YEAR = "finance_year_destroyed(NEW.year, NEW.agreement_id)"
OF_AN_INVOICE = "invoice_destroyed(NEW.invoice_id)"
TABLES = {
    "finance_invoicerun": OF_A_YEAR,
    "finance_invoice": OF_A_YEAR,
    "finance_invoicemark": OF_AN_INVOICE,
    "finance_reminder": OF_AN_INVOICE,
    "finance_allocation": OF_AN_INVOICE,
    "finance_creditrequest": OF_AN_INVOICE,
    "finance_interestcalculation": OF_AN_INVOICE,
}
"""Table → whether a new row belongs to a year that is gone, SQL over NEW."""


def closing(table: str, gone: str) -> migrations.RunSQL:
    """Refuse new rows where their year is gone."""
    return migrations.RunSQL(
        f"CREATE TRIGGER closed_year BEFORE INSERT ON {table} FOR EACH ROW WHEN ({gone})"
        " EXECUTE FUNCTION refuse_in_destroyed_year()",
        f"DROP TRIGGER closed_year ON {table}",
    )


class Migration(migrations.Migration):
    """One function, and a trigger on every table that grows with an invoice."""

    dependencies = [("finance", "0014_costs_of_collecting")]

    operations = [
        migrations.RunSQL(CLOSED, "DROP FUNCTION refuse_in_destroyed_year()"),
        *(closing(table, gone) for table, gone in TABLES.items()),
    ]
