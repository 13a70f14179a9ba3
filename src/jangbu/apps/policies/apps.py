from importlib import import_module

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "jangbu.apps.policies"
    label = "policies"

    def ready(self) -> None:
        import_module("jangbu.apps.policies.register")
        import_module("jangbu.apps.policies.answering")
