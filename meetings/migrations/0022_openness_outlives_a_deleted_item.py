"""An item of a concept that was ever closed can be deleted; what was done to its openness stays on record."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0021_words_of_papers")]

    operations = [
        migrations.AlterField(
            model_name="opennesschange",
            name="item",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="openness_changes",
                to="meetings.agendaitem",
            ),
        ),
    ]
