"""Choices of the register of incidents, and how time left is read."""

from datetime import timedelta

from jangbu.apps.base.problems import language
from jangbu.apps.base.words import Words
from jangbu.apps.registers.declaring import Choice

KINDS = (
    Choice("leak", Words("유출 확인", "confirmed leak")),
    Choice("possible_leak", Words("유출 의심", "possible leak")),
    Choice("ransomware", Words("랜섬웨어, 자료 훼손", "ransomware or damaged data")),
    Choice("wrong_recipient", Words("잘못 보냄", "sent to the wrong recipient")),
    Choice("ai_error", Words("고객에게 미친 AI 오류", "AI error that reached a customer")),
    Choice("outage", Words("서비스 멈춤", "service outage")),
    Choice("access_request", Words("열람 요구", "request for access")),
    Choice("correction_request", Words("정정, 삭제 요구", "request to correct or delete")),
    Choice("stop_request", Words("처리정지 요구", "request to stop processing")),
    Choice("automated_request", Words("자동화된 결정에 대한 요구", "request on an automated decision")),
    Choice("other", Words("그 밖", "other")),
)
REQUESTS = frozenset({"access_request", "correction_request", "stop_request", "automated_request"})
LEAKS = frozenset({"leak", "possible_leak", "ransomware", "wrong_recipient"})
STATES = {
    "running": ("partly", Words("가는 중", "running")),
    "late": ("unmet", Words("기한 지남", "past its time")),
    "held": ("claimed", Words("멈춰 있음", "held")),
    "met": ("met", Words("제때 함", "done in time")),
    "met_late": ("unmet", Words("늦게 함", "done late")),
    "stopped": ("na", Words("그침", "stopped")),
    "stopped_late": ("unmet", Words("지난 뒤에 그침", "stopped after its time")),
    "excused": ("na", Words("하지 않아도 됨", "not needed")),
}
CERTAINTY = {
    "article": Words("조문을 읽었어요", "read in the statute text"),
    "reading": Words(
        "조문을 이렇게 읽었어요, 다르게 볼 수도 있어요", "our reading of the text; it may be read otherwise"
    ),
    "secondary": Words("다른 글에서 읽었어요", "from a secondary source"),
}


def kind_words(kind: str) -> Words:
    return next((each.label for each in KINDS if each.value == kind), Words(kind, kind))


def span(delta: timedelta) -> str:
    """2일 5시간, 3시간 20분, 12분; never with seconds, and never negative."""
    minutes = int(abs(delta).total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    units = ("일", "시간", "분") if language() == "ko" else (" d", " h", " min")
    parts = [f"{n}{unit}" for n, unit in zip((days, hours, minutes), units, strict=True) if n]
    return " ".join(parts[:2]) or f"0{units[2]}"
