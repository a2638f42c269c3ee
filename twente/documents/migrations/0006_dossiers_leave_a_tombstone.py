"""A dossier of any room is destroyed by two persons after its term; a tombstone lets its room empty what is in it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twente.core.triggers import append_only, erased_function

USER = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": settings.AUTH_USER_MODEL}
GONE = """
CREATE FUNCTION dossier_destroyed(wanted text, about bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM documents_dossiertombstone WHERE key = wanted AND agreement_id = about)
$$;
"""


class Migration(migrations.Migration):
    """One table, and two functions for the guards of the rooms."""

    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("documents", "0005_people_sign_elsewhere"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DossierTombstone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60)),
                ("code", models.CharField(max_length=20)),
                ("source", models.CharField(max_length=200)),
                ("ended_on", models.DateField()),
                ("destroyed_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossier_tombstones",
                        to="core.agreement",
                    ),
                ),
                ("approved_by", models.ForeignKey(**USER)),
                ("proposed_by", models.ForeignKey(**USER)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "key"), name="dossier_tombstone_once"),
                    models.CheckConstraint(
                        condition=models.Q(("proposed_by", models.F("approved_by")), _negated=True),
                        name="dossier_gone_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), models.Q(("source", ""), _negated=True)
                        ),
                        name="dossier_gone_on_grounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("destroyed_at__date__gt", models.F("ended_on"))),
                        name="dossier_gone_after_the_term",
                    ),
                ],
            },
        ),
        append_only("documents_dossiertombstone"),
        erased_function(),
        migrations.RunSQL(GONE, "DROP FUNCTION dossier_destroyed(text, bigint)"),
    ]
