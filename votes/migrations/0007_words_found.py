"""What can be searched: the words of proposals, in Dutch."""

from django.db import migrations

from twente.core.search_indexes import words_indexed


class Migration(migrations.Migration):
    """An index only."""

    dependencies = [("votes", "0006_seat_names_its_voter")]

    operations = [words_indexed("votes_proposal", ("title", "text"))]
