"""How an item is prepared: handling, portfolio, presenter, cover note, advice, consultation, proposed decision."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0006_actions_and_statements"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="advice",
            field=models.TextField(blank=True, verbose_name="advies van de secretaris"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="consultation",
            field=models.TextField(blank=True, verbose_name="afstemming met de Kring"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="cover_note",
            field=models.TextField(blank=True, verbose_name="oplegger"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="handling",
            field=models.CharField(
                blank=True,
                choices=[("consent", "hamerstuk"), ("debate", "bespreekstuk")],
                default="",
                max_length=10,
                verbose_name="behandeling",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="portfolio",
            field=models.CharField(blank=True, max_length=100, verbose_name="portefeuille"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="presenter",
            field=models.CharField(blank=True, max_length=120, verbose_name="wie licht toe"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="proposed_decision",
            field=models.TextField(blank=True, verbose_name="voorgesteld besluit"),
        ),
    ]
