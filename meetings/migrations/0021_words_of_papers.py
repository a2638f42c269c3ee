"""What can be searched in papers: the words of each page, in Dutch."""

from django.db import migrations

from twente.core.search_indexes import words_indexed


class Migration(migrations.Migration):
    """An index only."""

    dependencies = [("meetings", "0020_calendar_feeds_looks_and_mails")]

    operations = [words_indexed("meetings_paperpage", ("text",))]
