"""Words of disputes are indexed for the search of who may read the file."""

from django.db import migrations

from twente.core.search_indexes import words_indexed


class Migration(migrations.Migration):
    """Four indexes; nothing else changes."""

    dependencies = [("disputes", "0003_letters_of_disputes")]

    operations = [
        words_indexed("disputes_dispute", ("subject", "description", "solution")),
        words_indexed("disputes_fact", ("text",)),
        words_indexed("disputes_disputepaper", ("title",)),
        words_indexed("disputes_announcement", ("text",)),
    ]
