"""The database refuses what payments must never do: edits, cents from nowhere, more than is open without saying so."""

from django.db import migrations

from twente.core.triggers import append_only

KEPT = ("bankline", "setaside", "manualpayment", "allocation")

IMPORT = """
CREATE FUNCTION guard_bank_import() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  answer text[] := ARRAY['confirmed_by_id', 'confirmed_at', 'skipped'];
BEGIN
  IF OLD.confirmed_at IS NOT NULL
     OR (TG_OP = 'UPDATE' AND (to_jsonb(NEW) - answer) IS DISTINCT FROM (to_jsonb(OLD) - answer)) THEN
    RAISE EXCEPTION 'een ingelezen bankbestand verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER guard_bank_import BEFORE UPDATE OR DELETE ON finance_bankimport
  FOR EACH ROW EXECUTE FUNCTION guard_bank_import();
"""

ALLOCATION = """
CREATE FUNCTION guard_allocation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  about finance_invoice%ROWTYPE;
  undone finance_allocation%ROWTYPE;
  available bigint;
  spent bigint;
  paid bigint;
  owed bigint;
  place bigint;
BEGIN
  SELECT * INTO about FROM finance_invoice WHERE id = NEW.invoice_id;
  PERFORM pg_advisory_xact_lock(1126, about.agreement_id::int);
  IF NEW.line_id IS NOT NULL THEN
    SELECT l.cents, i.agreement_id INTO available, place FROM finance_bankline l
      JOIN finance_bankimport i ON i.id = l.bank_import_id WHERE l.id = NEW.line_id;
  ELSE
    SELECT m.cents, m.agreement_id INTO available, place FROM finance_manualpayment m WHERE m.id = NEW.manual_id;
  END IF;
  IF about.kind <> 'invoice' OR about.agreement_id <> place THEN
    RAISE EXCEPTION 'een betaling hoort op een factuur van dezelfde overeenkomst'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.undoes_id IS NOT NULL THEN
    SELECT * INTO undone FROM finance_allocation WHERE id = NEW.undoes_id;
    IF undone.undoes_id IS NOT NULL OR NEW.cents <> -undone.cents
       OR (NEW.invoice_id, NEW.line_id, NEW.manual_id)
          IS DISTINCT FROM (undone.invoice_id, undone.line_id, undone.manual_id) THEN
      RAISE EXCEPTION 'een koppeling wordt in haar geheel losgemaakt' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  SELECT coalesce(sum(cents), 0) + NEW.cents INTO spent FROM finance_allocation
    WHERE (line_id = NEW.line_id OR manual_id = NEW.manual_id);
  IF spent NOT BETWEEN least(available, 0) AND greatest(available, 0) THEN
    RAISE EXCEPTION 'er is niet meer te koppelen dan er binnenkwam' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT coalesce(sum(cents), 0) + NEW.cents INTO paid FROM finance_allocation WHERE invoice_id = NEW.invoice_id;
  SELECT about.total_cents - coalesce(sum(total_cents), 0) INTO owed FROM finance_invoice
    WHERE refers_to_id = NEW.invoice_id AND kind = 'credit';
  IF paid < 0 OR (NEW.cents > 0 AND paid > owed AND NOT NEW.overpaid) THEN
    RAISE EXCEPTION 'er wordt meer betaald dan open staat' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_allocation BEFORE INSERT ON finance_allocation
  FOR EACH ROW EXECUTE FUNCTION guard_allocation();

CREATE FUNCTION guard_bank_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM finance_bankimport WHERE id = NEW.bank_import_id AND confirmed_at IS NULL) THEN
    RAISE EXCEPTION 'een bankregel hoort bij een ingelezen bestand' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_bank_line BEFORE INSERT ON finance_bankline
  FOR EACH ROW EXECUTE FUNCTION guard_bank_line();
"""


class Migration(migrations.Migration):
    """Append-only lines and allocations, sums per line and per invoice."""

    dependencies = [("finance", "0003_payments_come_in")]

    operations = [
        *(append_only(f"finance_{table}") for table in KEPT),
        migrations.RunSQL(IMPORT, "DROP FUNCTION guard_bank_import() CASCADE;"),
        migrations.RunSQL(
            ALLOCATION, "DROP FUNCTION guard_allocation() CASCADE; DROP FUNCTION guard_bank_line() CASCADE;"
        ),
    ]
