from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BaseConfig(AppConfig):
    name = "jangbu.apps.base"
    label = "base"

    def ready(self) -> None:
        autodiscover_modules("evidence")  # each app declares its own predicates; see base/evidence.py
