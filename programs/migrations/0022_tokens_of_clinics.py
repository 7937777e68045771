import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0021_own_exercises"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClinicToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="key")),
                ("name", models.CharField(max_length=60, verbose_name="what it is for")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="SHA-256 of the secret")),
                ("scopes", models.JSONField(verbose_name="what it opens")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("expires_at", models.DateTimeField(verbose_name="expires")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="last used")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to="programs.membership",
                        verbose_name="whom it acts for",
                    ),
                ),
            ],
            options={
                "verbose_name": "token of a clinic",
                "verbose_name_plural": "tokens of clinics",
                "ordering": ["membership", "made_at"],
            },
        ),
        migrations.AddConstraint(
            model_name="clinictoken",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="a_clinic_token_has_a_name",
                violation_error_message="Say what the token is for.",
            ),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="token",
            field=models.UUIDField(null=True, verbose_name="by the token"),
        ),
        migrations.AddField(
            model_name="assignment",
            name="uuid",
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name="made where it was told"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                fields=("client", "uuid"),
                name="an_assignment_is_told_once",
                violation_error_message="This was assigned already.",
            ),
        ),
    ]
