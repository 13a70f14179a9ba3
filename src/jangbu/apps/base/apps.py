from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "jangbu.apps.base"
    label = "base"
