from importlib import import_module

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "jangbu.apps.gateway"
    label = "gateway"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("jangbu.apps.gateway.answering")
        import_module("jangbu.apps.gateway.port")  # says what it keeps sealed
