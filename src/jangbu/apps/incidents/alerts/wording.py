"""How areas, severities and alerts are read."""

from jangbu.apps.base.problems import language
from jangbu.apps.base.words import Words
from jangbu.apps.incidents.alerts.models import Alert, AlertRule

AREA_WORDS = {
    "incidents": Words("사고와 요구", "incidents and requests"),
    "data": Words("데이터", "data"),
    "kpi": Words("성과", "KPIs"),
    "cost": Words("비용", "cost"),
    "security": Words("보안", "security"),
    "reviews": Words("챙길 때가 된 것", "what is due"),
}
SHAPES = {"urgent": "unmet", "high": "partly", "normal": "unknown"}
MESSAGE_SHAPES = {"waiting": "unknown", "sent": "met", "undelivered": "unmet", "dropped": "na"}


def title_of(rule: AlertRule) -> str:
    return rule.title_ko if language() == "ko" else rule.title_en


def said_of(alert: Alert) -> str:
    return alert.said_ko if language() == "ko" else alert.said_en


def response_of(rule: AlertRule) -> list[str]:
    return (rule.response_ko if language() == "ko" else rule.response_en).splitlines()
