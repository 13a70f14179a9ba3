from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "jangbu.apps.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jangbu.apps.people import (  # noqa: PLC0415  # models exist only once the apps are loaded
            failing,
            sealing,
            sessions,
        )

        assert sealing.USE  # it says what it keeps sealed
        failing.connect()
        sessions.connect()
