"""What can be searched in papers: also the words of their titles and of the names of their files, in Dutch."""

from django.db import migrations

from twente.core.search_indexes import words_indexed


class Migration(migrations.Migration):
    """Indexes only."""

    dependencies = [("meetings", "0022_openness_outlives_a_deleted_item")]

    operations = [
        words_indexed("meetings_paper", ("title",)),
        words_indexed("meetings_paperversion", ("translate(file_name, '._-', '   ')",)),
    ]
