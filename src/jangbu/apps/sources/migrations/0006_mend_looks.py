from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0005_looks")]

    operations = [
        migrations.AddField("look", "asked", models.JSONField(default=dict)),
        migrations.AlterField(
            "look",
            "kind",
            models.CharField(
                choices=[("errors", "Errors"), ("matches", "Matches"), ("mend", "Mend"), ("apply", "Apply")],
                max_length=8,
            ),
        ),
    ]
