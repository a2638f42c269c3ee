"""The database refuses what no way of deciding allows: a step back, a vote out of time, a code that does not fit."""

from django.db import migrations

from twente.core.triggers import append_only

PROPOSAL = """
CREATE OR REPLACE FUNCTION guard_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE opened boolean := OLD.state NOT IN ('concept', 'ready');
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF opened THEN
      RAISE EXCEPTION 'een geopende stemming wordt nooit verwijderd' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
      ('concept', 'ready'), ('ready', 'concept'), ('ready', 'open'), ('open', 'closed'), ('closed', 'established'),
      ('established', 'published'), ('open', 'annulled'), ('closed', 'annulled'), ('established', 'annulled'),
      ('published', 'annulled')) THEN
    RAISE EXCEPTION 'van % naar % kan niet', OLD.state, NEW.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF opened AND
     (NEW.item_id, NEW.round, NEW.title, NEW.text, NEW.decision_kind, NEW.financial, NEW.about, NEW.way, NEW.opens_at,
      NEW.closes_at, NEW.snapshot::text, NEW.snapshot_hash, NEW.opened_at)
     IS DISTINCT FROM
     (OLD.item_id, OLD.round, OLD.title, OLD.text, OLD.decision_kind, OLD.financial, OLD.about, OLD.way, OLD.opens_at,
      OLD.closes_at, OLD.snapshot::text, OLD.snapshot_hash, OLD.opened_at) THEN
    RAISE EXCEPTION 'wat bij opening is bevroren, verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF opened AND OLD.state <> 'open' AND
     (NEW.result::text, NEW.closing_hash, NEW.closed_at, NEW.head_hash, NEW.ballots_cast)
     IS DISTINCT FROM
     (OLD.result::text, OLD.closing_hash, OLD.closed_at, OLD.head_hash, OLD.ballots_cast) THEN
    RAISE EXCEPTION 'een gesloten stemming verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.state = 'open' AND (NEW.head_hash, NEW.ballots_cast) IS DISTINCT FROM (OLD.head_hash, OLD.ballots_cast) AND
     NOT EXISTS (SELECT 1 FROM votes_ballot WHERE proposal_id = NEW.id AND seq = NEW.ballots_cast
                 AND hash = NEW.head_hash) THEN
    RAISE EXCEPTION 'de kop van de keten is geen stem' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""

BALLOT = """
CREATE OR REPLACE FUNCTION guard_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  vote votes_proposal%ROWTYPE;
  code text;
  link text;
BEGIN
  SELECT * INTO vote FROM votes_proposal WHERE id = NEW.proposal_id FOR NO KEY UPDATE;
  IF vote.state <> 'open' OR vote.snapshot->>'procedure' <> 'vote'
     OR NEW.cast_at < coalesce(vote.opens_at, vote.opened_at)
     OR NEW.cast_at >= vote.closes_at THEN
    RAISE EXCEPTION 'stemming % is niet open', NEW.proposal_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.seq <> vote.ballots_cast + 1 OR NEW.previous_hash <> vote.head_hash THEN
    RAISE EXCEPTION 'stem sluit niet aan op de keten' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT party.code INTO code FROM votes_seat seat JOIN core_party party ON party.id = seat.party_id
    WHERE seat.proposal_id = NEW.proposal_id AND seat.party_id = NEW.party_id AND seat.excluded = '';
  IF code IS NULL THEN
    RAISE EXCEPTION 'partij is niet stemgerechtigd' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  link := format('["%s",%s,%s,"%s","%s","%s","%s"]', NEW.previous_hash, NEW.proposal_id, NEW.seq, code, NEW.choice,
                 NEW.key, to_char(NEW.cast_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));
  IF NEW.hash <> encode(sha256(convert_to(link, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'de code van de stem klopt niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""

OTHER_WAYS = """
CREATE FUNCTION guard_way_of_deciding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE vote votes_proposal%ROWTYPE;
BEGIN
  SELECT * INTO vote FROM votes_proposal WHERE id = NEW.proposal_id FOR NO KEY UPDATE;
  IF vote.state <> 'open' OR NOT vote.snapshot->>'procedure' = ANY (TG_ARGV) THEN
    RAISE EXCEPTION 'bij stemming % past dit niet', NEW.proposal_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_way BEFORE INSERT ON votes_participation
  FOR EACH ROW EXECUTE FUNCTION guard_way_of_deciding('persons');
CREATE TRIGGER guard_way BEFORE INSERT ON votes_slip FOR EACH ROW EXECUTE FUNCTION guard_way_of_deciding('persons');
CREATE TRIGGER guard_way BEFORE INSERT ON votes_totals
  FOR EACH ROW EXECUTE FUNCTION guard_way_of_deciding('persons', 'advice');
CREATE TRIGGER guard_way BEFORE INSERT ON votes_answer
  FOR EACH ROW EXECUTE FUNCTION guard_way_of_deciding('cluster', 'consent', 'consensus');

CREATE FUNCTION guard_participation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM votes_seat WHERE proposal_id = NEW.proposal_id AND party_id = NEW.party_id
                 AND excluded = '') THEN
    RAISE EXCEPTION 'partij is niet stemgerechtigd' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_participation BEFORE INSERT ON votes_participation
  FOR EACH ROW EXECUTE FUNCTION guard_participation();

CREATE FUNCTION guard_slip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM votes_slip WHERE proposal_id = NEW.proposal_id)
     >= (SELECT count(*) FROM votes_participation WHERE proposal_id = NEW.proposal_id) THEN
    RAISE EXCEPTION 'meer briefjes dan deelnemers' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_slip BEFORE INSERT ON votes_slip FOR EACH ROW EXECUTE FUNCTION guard_slip();
"""

UNDO_OTHER_WAYS = """
DROP TRIGGER guard_way ON votes_participation; DROP TRIGGER guard_way ON votes_slip;
DROP TRIGGER guard_way ON votes_totals; DROP TRIGGER guard_way ON votes_answer;
DROP TRIGGER guard_participation ON votes_participation; DROP TRIGGER guard_slip ON votes_slip;
DROP FUNCTION guard_way_of_deciding(); DROP FUNCTION guard_participation(); DROP FUNCTION guard_slip();
"""

ONLY_ADDED_TO = ("answer", "lotdraw", "participation", "slip", "totals", "votestatement")


class Migration(migrations.Migration):
    """Triggers behind the services. The functions of 0002 get their full list of steps, window and codes here."""

    dependencies = [("votes", "0003_every_way_to_decide")]

    operations = [
        *(append_only(f"votes_{table}") for table in ONLY_ADDED_TO),
        migrations.RunSQL(PROPOSAL, migrations.RunSQL.noop),
        migrations.RunSQL(BALLOT, migrations.RunSQL.noop),
        migrations.RunSQL(OTHER_WAYS, UNDO_OTHER_WAYS),
    ]
