from importlib import import_module

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "jangbu.apps.regulations"
    label = "regulations"

    def ready(self) -> None:
        import_module("jangbu.apps.regulations.usecases.register")
        import_module("jangbu.apps.regulations.reviews.register")
        import_module("jangbu.apps.regulations.pseudonyms.register")
        import_module("jangbu.apps.regulations.records.register")
        import_module("jangbu.apps.regulations.answering")
