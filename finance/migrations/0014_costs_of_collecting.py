"""The terms may know a fixed sum for the costs of collecting, with trade interest alone (BW 6:96 lid 4); off at first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column with its constraint."""

    dependencies = [("finance", "0013_years_are_destroyed")]

    operations = [
        migrations.AddField(
            "billingterms",
            "collection",
            models.PositiveIntegerField("vergoeding voor incassokosten", default=0, db_default=0),
        ),
        migrations.AddConstraint(
            "billingterms",
            models.CheckConstraint(
                condition=models.Q(
                    ("collection", 0), models.Q(("collection__gte", 4000), ("interest", "6:119b")), _connector="OR"
                ),
                name="billing_terms_collection",
            ),
        ),
    ]
