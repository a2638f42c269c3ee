"""The database refuses a ballot on a vote that is not open, of an excluded party, or out of sequence."""

from django.db import migrations

from twente.core.triggers import append_only

GUARD = """
CREATE FUNCTION guard_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE vote votes_proposal%ROWTYPE;
BEGIN
  SELECT * INTO vote FROM votes_proposal WHERE id = NEW.proposal_id FOR NO KEY UPDATE;
  IF vote.state <> 'open' THEN
    RAISE EXCEPTION 'stemming % is niet open', NEW.proposal_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.seq <> vote.ballots_cast + 1 OR NEW.previous_hash <> vote.head_hash THEN
    RAISE EXCEPTION 'stem sluit niet aan op de keten' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM votes_seat WHERE proposal_id = NEW.proposal_id AND party_id = NEW.party_id
                 AND excluded = '') THEN
    RAISE EXCEPTION 'partij is niet stemgerechtigd' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_ballot BEFORE INSERT ON votes_ballot FOR EACH ROW EXECUTE FUNCTION guard_ballot();

CREATE FUNCTION guard_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state IN ('open', 'closed', 'established') THEN
      RAISE EXCEPTION 'een geopende stemming wordt nooit verwijderd' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.state IN ('open', 'closed', 'established') AND
     (NEW.item_id, NEW.round, NEW.title, NEW.text, NEW.decision_kind, NEW.financial, NEW.snapshot::text,
      NEW.snapshot_hash, NEW.opened_at)
     IS DISTINCT FROM
     (OLD.item_id, OLD.round, OLD.title, OLD.text, OLD.decision_kind, OLD.financial, OLD.snapshot::text,
      OLD.snapshot_hash, OLD.opened_at) THEN
    RAISE EXCEPTION 'wat bij opening is bevroren, verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.state IN ('closed', 'established') AND
     (NEW.state NOT IN ('closed', 'established') OR
      (NEW.result::text, NEW.closing_hash, NEW.closed_at, NEW.head_hash, NEW.ballots_cast)
      IS DISTINCT FROM
      (OLD.result::text, OLD.closing_hash, OLD.closed_at, OLD.head_hash, OLD.ballots_cast)) THEN
    RAISE EXCEPTION 'een gesloten stemming verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.state = 'open' AND NEW.state NOT IN ('open', 'closed') THEN
    RAISE EXCEPTION 'een open stemming kan alleen sluiten' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_proposal BEFORE UPDATE OR DELETE ON votes_proposal
  FOR EACH ROW EXECUTE FUNCTION guard_proposal();
"""

UNDO = """
DROP TRIGGER guard_ballot ON votes_ballot; DROP FUNCTION guard_ballot();
DROP TRIGGER guard_proposal ON votes_proposal; DROP FUNCTION guard_proposal();
"""


class Migration(migrations.Migration):
    """Triggers behind the services: casting and closing agree even when code forgets to lock."""

    dependencies = [("votes", "0001_proposals_seats_ballots")]

    operations = [append_only("votes_seat"), append_only("votes_ballot"), migrations.RunSQL(GUARD, UNDO)]
