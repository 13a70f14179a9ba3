from importlib import import_module

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "jangbu.apps.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("jangbu.apps.work.answering")
        for each in ("meeting.calendars", "events.sources", "events.subscribing"):
            import_module(f"jangbu.apps.work.{each}")  # they say what they keep sealed
