"""How the split of a change is shown: each part per case, in a month's hours, and in the worth of those hours."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from jangbu.apps.pilots.worth.case import MINUTES
from jangbu.apps.pilots.worth.pages import signed
from jangbu.apps.pilots.worth.queries import Valued
from jangbu.apps.pilots.worth.splitting import MIX, Part
from jangbu.kernel.errors import Language
from jangbu.kernel.particles import fitted
from jangbu.kernel.text import number


def split(found: Valued, said: Language) -> dict[str, Any] | None:
    """None where one change alone explains the time, so there is nothing to split."""
    if found.split is None:
        return None
    before, after = found.split.before, found.split.after
    unit = found.unit[said] if said == "ko" else f" {found.unit[said]}"
    asked, scale = found.asked, MINUTES.get(found.unit["en"], 1.0)
    wage = (asked["wage_low"] + asked["wage_high"]) / 2 * asked["share_mid"] / 100

    def line(name: str, change: float, *, owned: bool = False) -> dict[str, Any]:
        hours = -change * scale * asked["cases"] / 60
        shown = {"change": f"{_plus(change, 2)}{unit}", "hours": _plus(hours, 1)}
        return {"name": name, "owned": owned, **shown, "worth": signed(round(hours * wage), said)}

    def named(part: Part) -> dict[str, Any]:
        if part.name is None:
            return line(_("그 밖의 종류"), part.change)
        if part.name == MIX:
            return line(_("종류마다의 건수가 달라진 몫"), part.change)
        return line(part.name, part.change, owned=True)

    told = {
        "before": f"{number(before, 1)}{unit}",
        "after": f"{number(after, 1)}{unit}",
        "cases": number(asked["cases"]),
        "share": number(asked["share_mid"]),
    }
    return {
        "says": fitted(_("한 건 평균이 %(before)s에서 %(after)s(으)로 바뀌었어요.") % told),
        "how": _(
            "바뀐 순서를 모두 바꿔 가며 평균 낸 몫(섀플리 값)이라 더하면 딱 맞아요. "
            "한 달 %(cases)s건, 줄어든 시간의 %(share)s%%를 쓰는 것으로 봤어요. "
            "구간이 없는 평균이라 판정에는 쓰지 않아요."
        )
        % told,
        "lines": [named(part) for part in found.split.parts],
        "whole": line(_("모두 더하면"), after - before),
    }


def _plus(amount: float, digits: int) -> str:
    text = number(amount, digits)
    return f"+{text}" if amount > 0 and float(f"{amount:.{digits}f}") else text
