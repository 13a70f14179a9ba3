from importlib import import_module

from django.apps import AppConfig


class PilotsConfig(AppConfig):
    name = "jangbu.apps.pilots"
    label = "pilots"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("jangbu.apps.pilots.answering")
