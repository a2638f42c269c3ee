"""The yearly account; once closed its figures stand (BOK-8f)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION guard_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.closed_at IS NOT NULL AND
     (NEW.agreement_id, NEW.year, NEW.notes, NEW.content::text, NEW.content_sha256, NEW.closed_at, NEW.closed_by_id)
     IS DISTINCT FROM
     (OLD.agreement_id, OLD.year, OLD.notes, OLD.content::text, OLD.content_sha256, OLD.closed_at, OLD.closed_by_id))
     OR (OLD.document_id IS NOT NULL AND NEW.document_id IS DISTINCT FROM OLD.document_id)
     OR (OLD.adopted_in_id IS NOT NULL AND NEW.adopted_in_id IS DISTINCT FROM OLD.adopted_in_id) THEN
    RAISE EXCEPTION 'een afgesloten verantwoording verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_account BEFORE UPDATE OR DELETE ON finance_yearaccount
  FOR EACH ROW EXECUTE FUNCTION guard_account();
"""


class Migration(migrations.Migration):
    """One table with its guard."""

    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("documents", "0005_people_sign_elsewhere"),
        ("finance", "0004_payments_add_up"),
        ("meetings", "0024_nothing_confidential_leaves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="YearAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("notes", models.TextField(blank=True, verbose_name="toelichting")),
                ("version", models.PositiveIntegerField(default=0)),
                ("content", models.JSONField(null=True)),
                ("content_sha256", models.CharField(blank=True, max_length=64)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "adopted_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="year_accounts",
                        to="meetings.decision",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="year_accounts", to="core.agreement"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="year_account",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "year"), name="one_account_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2021), ("year__lte", 2099)), name="account_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True), ("content__isnull", True), ("document__isnull", True)
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("content__isnull", False),
                                ("content_sha256__regex", "^[0-9a-f]{64}$"),
                            ),
                            _connector="OR",
                        ),
                        name="account_closed_with_content",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("adopted_in__isnull", True), ("document__isnull", False), _connector="OR"),
                        name="account_adopted_with_document",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, "DROP FUNCTION guard_account() CASCADE"),
    ]
