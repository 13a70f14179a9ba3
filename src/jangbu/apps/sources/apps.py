from importlib import import_module

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "jangbu.apps.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("jangbu.apps.sources.answering")
