from django.apps import AppConfig


class JourneyConfig(AppConfig):
    name = "jangbu.apps.journey"
    label = "journey"
