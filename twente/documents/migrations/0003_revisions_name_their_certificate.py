"""A signed revision names its certificate, and the database checks every checksum itself."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Certificate of a signature; two checks."""

    dependencies = [
        ("documents", "0002_revisions_stand"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="certificate_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "sha256",
                        models.Func(
                            models.Func(models.F("content"), function="sha256", output_field=models.BinaryField()),
                            models.Value("hex"),
                            function="encode",
                            output_field=models.CharField(),
                        ),
                    )
                ),
                name="revision_hash_is_of_content",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "rendered"), ("certificate_sha256", "")),
                    models.Q(
                        models.Q(("act", "rendered"), _negated=True), ("certificate_sha256__regex", "^[0-9a-f]{64}$")
                    ),
                    _connector="OR",
                ),
                name="revision_certificate_when_signed",
            ),
        ),
    ]
