from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_assessments")]

    operations = [
        migrations.AddField("outlookentry", "run", models.PositiveBigIntegerField("Lauf", default=0)),
        migrations.AddField("rating", "run", models.PositiveBigIntegerField("Lauf", default=0)),
        migrations.AddField(
            "rating",
            "superseded_run",
            models.PositiveBigIntegerField("überholt im Lauf", blank=True, null=True),
        ),
    ]
