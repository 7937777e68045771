import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0012_clinics"),
    ]

    operations = [
        migrations.AddField(
            model_name="remindersettings",
            name="imported",
            field=models.BooleanField(default=False, verbose_name="came with a file"),
        ),
        migrations.AddField(
            model_name="remindersettings",
            name="weekly_at",
            field=models.TimeField(default=datetime.time(8, 0), verbose_name="mail of the week at"),
        ),
        migrations.AddField(
            model_name="remindersettings",
            name="weekly_day",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="mail of the week on"),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="cause",
            field=models.CharField(
                choices=[("daily", "daily"), ("nudge", "nudge"), ("weekly", "weekly")],
                max_length=10,
                verbose_name="woken by",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="kind",
            field=models.CharField(
                choices=[
                    ("daily", "daily"),
                    ("nudge", "nudge"),
                    ("silent", "silent"),
                    ("pause_offer", "pause_offer"),
                    ("weekly", "weekly"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="duereminder",
            name="cause",
            field=models.CharField(
                choices=[("daily", "daily"), ("nudge", "nudge"), ("weekly", "weekly")],
                max_length=10,
                verbose_name="woken by",
            ),
        ),
        migrations.AddConstraint(
            model_name="remindersettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekly_day__isnull", True), ("weekly_day__lte", 6), _connector="OR"),
                name="weekly_day_is_a_weekday",
            ),
        ),
    ]
