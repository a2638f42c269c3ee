"""The database refuses what finance must never do: a gap, an edited invoice, a sum that is wrong, too much credit."""

from django.db import migrations

from twente.core.triggers import append_only

KEPT = ("issuer", "billingterms", "rate", "budget", "billingprofile", "commitment")
SENT = ("invoice", "invoiceline", "invoicefile", "invoicemark")

SERIES = """
CREATE FUNCTION guard_number_series() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.last < OLD.last
     OR (NEW.agreement_id, NEW.prefix, NEW.year) IS DISTINCT FROM (OLD.agreement_id, OLD.prefix, OLD.year) THEN
    RAISE EXCEPTION 'een reeks nummers gaat nooit terug' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_number_series BEFORE UPDATE OR DELETE ON finance_numberseries
  FOR EACH ROW EXECUTE FUNCTION guard_number_series();
"""

INVOICE = """
CREATE FUNCTION guard_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  series finance_numberseries%ROWTYPE;
  before record;
  original finance_invoice%ROWTYPE;
  credited bigint;
BEGIN
  SELECT * INTO series FROM finance_numberseries WHERE id = NEW.series_id;
  SELECT coalesce(max(number), 0) AS number, max(issued_on) AS issued_on INTO before
    FROM finance_invoice WHERE series_id = NEW.series_id;
  IF NEW.number <> before.number + 1 OR NEW.code <> series.prefix || '-' || series.year || '-' ||
     lpad(NEW.number::text, greatest(4, length(NEW.number::text)), '0') THEN
    RAISE EXCEPTION 'factuurnummers lopen door zonder gat' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.issued_on < before.issued_on OR extract(year FROM NEW.issued_on) <> series.year
     OR NEW.agreement_id <> series.agreement_id THEN
    RAISE EXCEPTION 'een factuurdatum ligt niet voor die van het vorige nummer'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind = 'credit' THEN
    SELECT * INTO original FROM finance_invoice WHERE id = NEW.refers_to_id;
    SELECT coalesce(sum(net_cents), 0) INTO credited
      FROM finance_invoice WHERE refers_to_id = NEW.refers_to_id AND kind = 'credit';
    IF original.kind <> 'invoice' OR original.party_id <> NEW.party_id OR original.agreement_id <> NEW.agreement_id
       OR credited + NEW.net_cents > original.net_cents THEN
      RAISE EXCEPTION 'er is niet meer te crediteren dan er is gefactureerd'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_invoice BEFORE INSERT ON finance_invoice FOR EACH ROW EXECUTE FUNCTION guard_invoice();

CREATE FUNCTION guard_invoice_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  about bigint;
BEGIN
  about := CASE TG_TABLE_NAME WHEN 'finance_invoice' THEN (to_jsonb(NEW)->>'id')::bigint
                              ELSE (to_jsonb(NEW)->>'invoice_id')::bigint END;
  IF (SELECT net_cents FROM finance_invoice WHERE id = about)
     IS DISTINCT FROM (SELECT sum(cents) FROM finance_invoiceline WHERE invoice_id = about) THEN
    RAISE EXCEPTION 'de regels tellen niet op tot het totaal' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER guard_invoice_lines AFTER INSERT ON finance_invoice DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION guard_invoice_lines();
CREATE CONSTRAINT TRIGGER guard_invoice_lines AFTER INSERT ON finance_invoiceline DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION guard_invoice_lines();
"""

RUN = """
CREATE FUNCTION guard_invoice_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('final', 'withdrawn') THEN
    RAISE EXCEPTION 'een afgesloten factuurronde verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.agreement_id, NEW.contribution, NEW.year, NEW.kind, NEW.started_by_id, NEW.started_at) IS DISTINCT FROM
     (OLD.agreement_id, OLD.contribution, OLD.year, OLD.kind, OLD.started_by_id, OLD.started_at) THEN
    RAISE EXCEPTION 'waarover een factuurronde gaat, verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
      ('draft', 'checking'), ('checking', 'draft'), ('checking', 'approved'), ('approved', 'draft'),
      ('approved', 'final'), ('draft', 'withdrawn'), ('checking', 'withdrawn'), ('approved', 'withdrawn')) THEN
    RAISE EXCEPTION 'van % naar % kan niet', OLD.state, NEW.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.state IN ('checking', 'approved') AND NEW.state NOT IN ('draft', 'withdrawn') AND
     (NEW.inputs::text, NEW.inputs_sha256, NEW.population_id, NEW.submitted_by_id, NEW.difference_reason)
     IS DISTINCT FROM
     (OLD.inputs::text, OLD.inputs_sha256, OLD.population_id, OLD.submitted_by_id, OLD.difference_reason) THEN
    RAISE EXCEPTION 'wat ter controle ligt, verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_invoice_run BEFORE UPDATE OR DELETE ON finance_invoicerun
  FOR EACH ROW EXECUTE FUNCTION guard_invoice_run();

CREATE FUNCTION guard_run_choices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM finance_invoicerun WHERE state <> 'draft'
             AND id IN ((to_jsonb(NEW)->>'run_id')::bigint, (to_jsonb(OLD)->>'run_id')::bigint)) THEN
    RAISE EXCEPTION 'alleen een concept verandert' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER guard_run_choices BEFORE INSERT OR UPDATE OR DELETE ON finance_runparty
  FOR EACH ROW EXECUTE FUNCTION guard_run_choices();
CREATE TRIGGER guard_run_choices BEFORE INSERT OR UPDATE OR DELETE ON finance_cost
  FOR EACH ROW EXECUTE FUNCTION guard_run_choices();
"""

ASKED = """
CREATE FUNCTION guard_asked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  answer text[] := ARRAY['confirmed_by_id', 'withdrawn_at', TG_ARGV[0]];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.confirmed_by_id IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
     OR (to_jsonb(NEW) - answer) IS DISTINCT FROM (to_jsonb(OLD) - answer) THEN
    RAISE EXCEPTION 'wat is gevraagd of afgehandeld, verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_asked BEFORE UPDATE OR DELETE ON finance_claim
  FOR EACH ROW EXECUTE FUNCTION guard_asked('invoice_id');
CREATE TRIGGER guard_asked BEFORE UPDATE OR DELETE ON finance_creditrequest
  FOR EACH ROW EXECUTE FUNCTION guard_asked('credit_id');
"""


def guarded(sql: str, *functions: str) -> migrations.RunSQL:
    """A guard and how it goes again."""
    return migrations.RunSQL(sql, "".join(f"DROP FUNCTION {name}() CASCADE;" for name in functions))


class Migration(migrations.Migration):
    """Append-only tables, gapless numbers, sums, and the way of a run."""

    dependencies = [("finance", "0001_rates_runs_invoices")]

    operations = [
        *(append_only(f"finance_{table}") for table in (*KEPT, *SENT)),
        guarded(SERIES, "guard_number_series"),
        guarded(INVOICE, "guard_invoice", "guard_invoice_lines"),
        guarded(RUN, "guard_invoice_run", "guard_run_choices"),
        guarded(ASKED, "guard_asked"),
    ]
