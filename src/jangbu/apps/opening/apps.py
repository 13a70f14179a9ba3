from django.apps import AppConfig


class OpeningConfig(AppConfig):
    name = "jangbu.apps.opening"
    label = "opening"
