from importlib import import_module

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "jangbu.apps.incidents"
    label = "incidents"

    def ready(self) -> None:
        import_module("jangbu.apps.incidents.register")
        import_module("jangbu.apps.incidents.audits.register")
        import_module("jangbu.apps.incidents.alerts.channels")  # says what it keeps sealed
