from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "jangbu.apps.backups"
    label = "backups"
