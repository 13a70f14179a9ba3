from importlib import import_module

from django.apps import AppConfig


class AiModelsConfig(AppConfig):
    name = "jangbu.apps.aimodels"
    label = "aimodels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("jangbu.apps.aimodels.register")
        import_module("jangbu.apps.aimodels.answering")
