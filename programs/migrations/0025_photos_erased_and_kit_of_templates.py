from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0024_tries_of_code_apps"),
    ]

    operations = [
        migrations.AddField(
            model_name="ownwording",
            name="photo_erased_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="photo erased"),
        ),
        migrations.AddField(
            model_name="templateversion",
            name="kit",
            field=models.JSONField(blank=True, default=None, null=True, verbose_name="kit at home"),
        ),
        migrations.AddField(
            model_name="templateversion",
            name="focus",
            field=models.CharField(blank=True, default="", max_length=20, verbose_name="sorer muscle"),
        ),
    ]
