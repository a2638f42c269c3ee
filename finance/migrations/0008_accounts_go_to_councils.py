"""The database lets the signed and adopted yearly account go to the councils too, and never makes it public."""

from django.db import migrations

LEAVING = """
CREATE OR REPLACE FUNCTION guard_leaving() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paper documents_document%ROWTYPE;
  public_too boolean := TG_TABLE_NAME = 'outbox_publication';
  today date;
  held jsonb;
BEGIN
  SELECT * INTO paper FROM documents_document WHERE id = NEW.document_id;
  IF paper.kind NOT IN ('minutes', 'decision_list', 'decision_excerpt'{kind})
     OR (public_too AND paper.kind IN ('decision_excerpt'{kind})) THEN
    RAISE EXCEPTION 'een stuk van de soort % gaat hier niet naar buiten', paper.kind
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (SELECT count(*) FROM documents_revision WHERE document_id = paper.id AND act IN ('chair', 'secretary')
      AND number <= NEW.revision_number) < 2 THEN
    RAISE EXCEPTION 'zonder twee handtekeningen gaat dit niet naar buiten'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF public_too THEN
    today := (to_jsonb(NEW)->>'published_at')::timestamptz AT TIME ZONE 'Europe/Amsterdam';
  ELSE
    today := (to_jsonb(NEW)->>'sent_at')::timestamptz AT TIME ZONE 'Europe/Amsterdam';
  END IF;
  held := CASE paper.kind
    WHEN 'minutes' THEN (
      SELECT jsonb_agg((item->>'id')::bigint) FROM meetings_minutes minutes,
        jsonb_array_elements(minutes.content->'items') item
      WHERE minutes.document_id = paper.id AND NOT coalesce((item->>'closed')::boolean, false))
    WHEN 'decision_excerpt' THEN (
      SELECT jsonb_agg(item_id) FROM meetings_decision
      WHERE id = split_part(paper.source_key, ':', 2)::bigint)
{held}    ELSE NEW.items END;
  IF held IS NULL OR jsonb_array_length(held) = 0 THEN
    RAISE EXCEPTION 'van dit stuk is niet bekend waarover het gaat' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
      SELECT 1 FROM meetings_agendaitem WHERE (to_jsonb(id) <@ held OR to_jsonb(id) <@ NEW.items)
      AND confidentiality <> 'public' AND (confidential_until IS NULL OR confidential_until >= today)) THEN
    RAISE EXCEPTION 'dit stuk gaat over een punt dat niet openbaar is' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""

ACCOUNT = """\
    WHEN 'year_account' THEN (
      SELECT jsonb_agg(decision.item_id) FROM finance_yearaccount account
        JOIN meetings_decision decision ON decision.id = account.adopted_in_id
      WHERE account.document_id = paper.id)
"""


def guard(kind: str, held: str) -> str:
    """The guard of both registers, with one more kind of document or without it."""
    return LEAVING.replace("{kind}", kind).replace("{held}", held)


class Migration(migrations.Migration):
    """The guard of meetings 0024, with the account: what it is about follows from the decision that adopted it."""

    dependencies = [
        ("finance", "0007_interest_by_two_people"),
        ("meetings", "0024_nothing_confidential_leaves"),
    ]

    operations = [migrations.RunSQL(guard(", 'year_account'", ACCOUNT), guard("", ""))]
