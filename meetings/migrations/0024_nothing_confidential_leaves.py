"""The database refuses to send or publish an unsigned record, an annex, or anything of a confidential item."""

from django.db import migrations

LEAVING = """
CREATE FUNCTION guard_leaving() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paper documents_document%ROWTYPE;
  public_too boolean := TG_TABLE_NAME = 'outbox_publication';
  today date;
  held jsonb;
BEGIN
  SELECT * INTO paper FROM documents_document WHERE id = NEW.document_id;
  IF paper.kind NOT IN ('minutes', 'decision_list', 'decision_excerpt')
     OR (public_too AND paper.kind = 'decision_excerpt') THEN
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
    ELSE NEW.items END;
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
CREATE TRIGGER leaving BEFORE INSERT ON outbox_dispatch FOR EACH ROW EXECUTE FUNCTION guard_leaving();
CREATE TRIGGER leaving BEFORE INSERT ON outbox_publication FOR EACH ROW EXECUTE FUNCTION guard_leaving();
"""


class Migration(migrations.Migration):
    """One guard for both registers."""

    dependencies = [
        ("meetings", "0023_words_of_paper_names"),
        ("outbox", "0005_what_was_sent_stands"),
        ("documents", "0003_revisions_name_their_certificate"),
    ]

    operations = [migrations.RunSQL(LEAVING, "DROP FUNCTION guard_leaving() CASCADE")]
