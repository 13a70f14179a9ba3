from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "jangbu.apps.registers"
    label = "registers"
