"""What can be searched: the words of agenda items, decisions, actions and minutes, in Dutch."""

from django.db import migrations

from twente.core.search_indexes import words_indexed

PREPARED = ("title", "explanation", "cover_note", "advice", "consultation", "proposed_decision")


class Migration(migrations.Migration):
    """Indexes only; the texts stay where they are."""

    dependencies = [("meetings", "0010_execution_of_decisions")]

    operations = [
        words_indexed("meetings_agendaitem", PREPARED),
        words_indexed("meetings_decision", ("text",)),
        words_indexed("meetings_action", ("text",)),
        words_indexed("meetings_minutestext", ("text",)),
    ]
