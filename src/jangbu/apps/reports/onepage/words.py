"""The words of the picture, in the reader's language when they are read."""

from __future__ import annotations

from django.utils.translation import gettext as _


def columns() -> dict[int, str]:
    return {
        0: _("어디서 와요"),
        1: _("데이터"),
        2: _("자동화"),
        3: _("AI와 업체"),
        4: _("사람이 정해요"),
        5: _("나오는 것"),
    }


def natures() -> dict[str, str]:
    return {
        "plain": _("개인정보가 없어요"),
        "private": _("개인정보가 함께 가요"),
        "masked": _("개인정보를 가린 뒤에 가요"),
        "stopped": _("멈춘 길이에요"),
        "abroad": _("나라 밖으로 나가요"),
    }


def looks() -> dict[str, str]:
    return {"person": _("사람이 정해요"), "outside": _("회사 밖이에요"), "stopped": _("멈췄거나 기준 아래예요")}


def results() -> dict[str, str]:
    """What comes out of each kind of automation."""
    return {
        "invoice": _("지급 예정표"),
        "quote": _("견적서"),
        "appointment": _("일정 안내"),
        "draft": _("답장"),
        "decision": _("결정 기록"),
    }
