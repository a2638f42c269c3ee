"""After its term a closed dispute loses its words, by two persons; its number, parties and days stay (BOK-17)."""

from django.db import migrations

from twente.core.triggers import erasable

GONE = """
CREATE FUNCTION dispute_destroyed(dispute bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT dossier_destroyed('geschil-' || dispute, (SELECT agreement_id FROM disputes_dispute WHERE id = dispute))
$$;
"""
DESTROY = """
CREATE FUNCTION disputes_destroy(destroyed bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM disputes_dispute WHERE id = destroyed FOR UPDATE;
  IF NOT (standing_fact(destroyed, 'announcement') OR standing_fact(destroyed, 'withdrawal')
          OR standing_fact(destroyed, 'closure')) THEN
    RAISE EXCEPTION 'geschil % is niet afgesloten', destroyed USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE disputes_dispute SET subject = 'Vernietigd', description = 'Vernietigd', solution = 'Vernietigd',
    letter = CASE letter WHEN '' THEN '' ELSE 'Vernietigd' END WHERE id = destroyed;
  UPDATE disputes_fact SET text = CASE text WHEN '' THEN '' ELSE 'Vernietigd' END,
    reason = CASE reason WHEN '' THEN '' ELSE 'Vernietigd' END, detail = detail - 'present'
    WHERE dispute_id = destroyed;
  UPDATE disputes_disputepaper SET title = 'Vernietigd', file_name = 'Vernietigd' WHERE dispute_id = destroyed;
  UPDATE disputes_letter SET content = '{}' WHERE dispute_id = destroyed;
  UPDATE disputes_grant SET reason = 'Vernietigd' WHERE dispute_id = destroyed;
END $$;
"""
LATE = """
CREATE FUNCTION guard_destroyed_dispute() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF dispute_destroyed(NEW.dispute_id) THEN
    RAISE EXCEPTION 'geschil % is vernietigd', NEW.dispute_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""
FILLED = ("fact", "disputepaper", "letter", "grant")
MINE = "dispute_destroyed(OLD.dispute_id)"


def refuses_more(table: str) -> migrations.RunSQL:
    """Nothing is added to a dispute that was destroyed."""
    return migrations.RunSQL(
        f"CREATE TRIGGER guard_destroyed BEFORE INSERT ON disputes_{table} "
        "FOR EACH ROW EXECUTE FUNCTION guard_destroyed_dispute()",
        f"DROP TRIGGER guard_destroyed ON disputes_{table}",
    )


class Migration(migrations.Migration):
    """Five guards let words go once the tombstone stands; the rights of the application do not change."""

    dependencies = [("disputes", "0004_words_found"), ("documents", "0006_dossiers_leave_a_tombstone")]

    operations = [
        migrations.RunSQL(GONE, "DROP FUNCTION dispute_destroyed(bigint)"),
        erasable("disputes_fact", "text,reason,detail", gone=MINE),
        erasable("disputes_disputepaper", "title,file_name", gone=MINE),
        erasable(
            "disputes_dispute",
            "subject,description,solution,letter",
            gone="dispute_destroyed(OLD.id)",
            trigger="guard",
            function="guard_dispute",
        ),
        erasable("disputes_letter", "content", gone=MINE, trigger="guard", function="guard_dispute_letter"),
        erasable("disputes_grant", "reason", gone=MINE, trigger="guard", function="guard_dispute_grant"),
        migrations.RunSQL(LATE, "DROP FUNCTION guard_destroyed_dispute()"),
        *(refuses_more(table) for table in FILLED),
        migrations.RunSQL(DESTROY, "DROP FUNCTION disputes_destroy(bigint)"),
    ]
