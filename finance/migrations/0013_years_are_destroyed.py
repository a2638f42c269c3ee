"""After its term the files of a financial year go, by two persons; every number and every amount stays (BOK-17)."""

from django.db import migrations

from twente.core.triggers import erasable

GONE = """
CREATE FUNCTION finance_year_destroyed(about integer, place bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT dossier_destroyed('financien-' || about, place)
$$;
CREATE FUNCTION invoice_destroyed(wanted bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT finance_year_destroyed(year, agreement_id) FROM finance_invoice WHERE id = wanted
$$;
CREATE FUNCTION bank_line_destroyed(file bigint, booked date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT finance_year_destroyed(extract(year FROM booked)::integer, agreement_id)
    FROM finance_bankimport WHERE id = file
$$;
CREATE FUNCTION bank_file_destroyed(file bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT bank_line_destroyed(file, max(booked_on)) FROM finance_bankline WHERE bank_import_id = file),
    false)
$$;
"""
UNDO = """
DROP FUNCTION bank_file_destroyed(bigint);
DROP FUNCTION bank_line_destroyed(bigint, date);
DROP FUNCTION invoice_destroyed(bigint);
DROP FUNCTION finance_year_destroyed(integer, bigint);
"""
DESTROY = """
CREATE FUNCTION finance_destroy(place bigint, about integer) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT finance_year_destroyed(about, place) THEN
    RAISE EXCEPTION 'de bewaartermijn van % is niet voorbij', about USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE finance_invoicefile SET ubl = '' FROM finance_invoice
    WHERE finance_invoice.id = invoice_id AND agreement_id = place AND year = about;
  UPDATE finance_invoicemark SET detail = 'Vernietigd' FROM finance_invoice
    WHERE finance_invoice.id = invoice_id AND agreement_id = place AND year = about;
  UPDATE finance_reminder SET recipient = '' FROM finance_invoice
    WHERE finance_invoice.id = invoice_id AND agreement_id = place AND year = about;
  UPDATE finance_bankline SET name = '', iban = '', reference = '', text = '', bank_reference = ''
    FROM finance_bankimport
    WHERE finance_bankimport.id = bank_import_id AND agreement_id = place AND extract(year FROM booked_on) = about;
  UPDATE finance_bankimport SET content = ''
    WHERE agreement_id = place AND confirmed_at IS NOT NULL AND bank_file_destroyed(id);
END $$;
"""
INVOICE = "invoice_destroyed(OLD.invoice_id)"


class Migration(migrations.Migration):
    """Five guards let files and names go once the tombstone of the year stands; an invoice itself never changes."""

    dependencies = [("documents", "0006_dossiers_leave_a_tombstone"), ("finance", "0012_costs_of_leaving")]

    operations = [
        migrations.RunSQL(GONE, UNDO),
        erasable("finance_invoicefile", "ubl", gone=INVOICE),
        erasable("finance_invoicemark", "detail", gone=INVOICE),
        erasable("finance_reminder", "recipient", gone=INVOICE),
        erasable(
            "finance_bankline",
            "name,iban,reference,text,bank_reference",
            gone="bank_line_destroyed(OLD.bank_import_id, OLD.booked_on)",
        ),
        erasable(
            "finance_bankimport",
            "content",
            gone="bank_file_destroyed(OLD.id)",
            trigger="guard_bank_import",
            function="guard_bank_import",
        ),
        migrations.RunSQL(DESTROY, "DROP FUNCTION finance_destroy(bigint, integer)"),
    ]
