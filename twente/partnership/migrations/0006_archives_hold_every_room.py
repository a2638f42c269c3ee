"""An archive holds dossiers of every room, and each kind of dossier has a term of its own."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Two columns, empty for what was there before."""

    dependencies = [("partnership", "0005_duties_are_settled")]

    operations = [
        migrations.AddField(model_name="archiveexport", name="holds", field=models.JSONField(default=list)),
        migrations.AddField(
            model_name="retentionclass",
            name="subject",
            field=models.CharField(blank=True, default="", max_length=20, verbose_name="soort dossier"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="retentionclass",
            constraint=models.CheckConstraint(
                condition=Q(subject="") | Q(body__isnull=True), name="retention_of_a_body_or_a_subject"
            ),
        ),
    ]
