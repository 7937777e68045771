"""Tries of a code are counted with the app, so that the count is there where the shared cache is away."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0023_sharing"),
    ]

    operations = [
        migrations.AddField(
            model_name="codeapp",
            name="tried_hour",
            field=models.PositiveIntegerField(default=0, verbose_name="hour of the last try"),
        ),
        migrations.AddField(
            model_name="codeapp",
            name="tries",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="tries in that hour"),
        ),
    ]
