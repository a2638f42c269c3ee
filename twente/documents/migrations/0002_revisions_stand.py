"""No stored byte of a document is ever changed."""

from django.db import migrations

from twente.core.triggers import append_only


class Migration(migrations.Migration):
    """Revisions are append-only."""

    dependencies = [("documents", "0001_documents_with_revisions")]

    operations = [append_only("documents_revision")]
