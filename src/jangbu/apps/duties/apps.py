from importlib import import_module

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "jangbu.apps.duties"
    label = "duties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("jangbu.apps.duties.areas")
        import_module("jangbu.apps.duties.access")
        import_module("jangbu.apps.duties.learning.registers")
        import_module("jangbu.apps.duties.partners.register")
        import_module("jangbu.apps.duties.following").connect()
