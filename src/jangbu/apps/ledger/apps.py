from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class LedgerConfig(AppConfig):
    name = "jangbu.apps.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jangbu.apps.ledger.past.noting import note_changes, stop_noting  # noqa: PLC0415  # needs the models

        pre_migrate.connect(stop_noting, sender=self)
        post_migrate.connect(note_changes, sender=self)
