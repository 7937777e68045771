import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0013_weekly"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="stands_in",
            field=models.BooleanField(default=False, verbose_name="in place of a push"),
        ),
        migrations.CreateModel(
            name="PushSubscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("endpoint", models.CharField(max_length=1000, unique=True, verbose_name="where it takes messages")),
                ("key", models.CharField(max_length=90, verbose_name="public key")),
                ("secret", models.CharField(max_length=30, verbose_name="secret")),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="added"
                    ),
                ),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="last took one")),
                ("failed", models.PositiveSmallIntegerField(default=0, verbose_name="failed in a row")),
                (
                    "said",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="what its service said last"),
                ),
                (
                    "runner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="push_subscriptions",
                        to="programs.runner",
                        verbose_name="runner",
                    ),
                ),
            ],
            options={
                "verbose_name": "push subscription",
                "verbose_name_plural": "push subscriptions",
                "ordering": ["runner", "made_at", "pk"],
            },
        ),
    ]
