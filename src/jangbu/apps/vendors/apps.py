from importlib import import_module

from django.apps import AppConfig


class VendorsConfig(AppConfig):
    name = "jangbu.apps.vendors"
    label = "vendors"

    def ready(self) -> None:
        import_module("jangbu.apps.vendors.register")
        import_module("jangbu.apps.vendors.certificates.register")
        import_module("jangbu.apps.vendors.contracts.register")
        import_module("jangbu.apps.vendors.answering")
