from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jangbu.web"
    label = "web"

    def ready(self) -> None:
        from jangbu.web.wiring import wire  # noqa: PLC0415  # models exist only once the apps are loaded

        wire()
