"""When somebody left. For those who left before, the ledger knows the moment."""

from datetime import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def read_back(apps, schema_editor):
    people, departures = apps.get_model("people", "Person"), apps.get_model("people", "Departure")
    entries = apps.get_model("ledger", "Entry")
    for person in people.objects.filter(is_active=False):
        told = entries.objects.filter(
            subject_kind="person",
            subject_id=person.pk,
            action__in=("people.person_deactivated", "people.person_erased"),
        )
        last = told.order_by("-number").values_list("when", flat=True).first()
        left = datetime.fromisoformat(last.replace("Z", "+00:00")) if last else person.erased_at or person.joined_at
        departures.objects.create(person=person, left_at=left)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("ledger", "0002_refuse_change")]

    operations = [
        migrations.CreateModel(
            name="Departure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("left_at", models.DateTimeField()),
                ("back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="departures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RunPython(read_back, migrations.RunPython.noop),
    ]
