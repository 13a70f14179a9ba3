"""What may be stated about an incident (`facts.yaml`), and what the first statement of each kind is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from jangbu.apps.base.words import Words
from jangbu.apps.incidents.words import LEAKS, REQUESTS

FILE = Path(__file__).with_name("facts.yaml")
FIXED = {"yes": True, "no": False}
# Acts are stated by sending a notice, and arrivals by telling of a request; nobody picks them from the list.
OTHER = {
    "access_requested": Words("열람 요구를 받았어요", "A request for access arrived"),
    "correction_requested": Words("정정, 삭제 요구를 받았어요", "A request to correct or delete arrived"),
    "stop_requested": Words("처리정지 요구를 받았어요", "A request to stop processing arrived"),
    "automated_requested": Words("자동화된 결정에 대한 요구를 받았어요", "A request on an automated decision arrived"),
    "told_people": Words("정보주체에게 알렸어요", "The people were told"),
    "reported": Words("보호위원회나 KISA에 신고했어요", "Reported to the Commission or KISA"),
    "answered": Words("요구한 사람에게 답했어요", "The request was answered"),
    "noticed": Words("일이 있다는 것을 알았어요", "It was noticed"),
}
FIRST: dict[str, tuple[tuple[str, Any], ...]] = {
    "leak": (("leak_confirmed", "leak"),),
    "wrong_recipient": (("leak_confirmed", "leak"),),
    "ransomware": (("leak_confirmed", "tampering"), ("outside_access", True)),
    "possible_leak": (("possible_leak", "illegal_access"),),
    "access_request": (("access_requested", True),),
    "correction_request": (("correction_requested", True),),
    "stop_request": (("stop_requested", True),),
    "automated_request": (("automated_requested", True),),
}
NOTICED = (("noticed", True),)


@dataclass(frozen=True, slots=True)
class Choosable:
    """One line of the list: what is stated, and whether a value is still to be written."""

    key: str  # "name:value"
    name: str
    value: str
    on: str
    said: Words
    unit: Words

    @property
    def asks(self) -> bool:
        return self.value in {"number", "text"}

    def suits(self, kind: str) -> bool:
        if self.on in {"leak", "any"} and kind not in REQUESTS:
            return True  # an outage or an AI error may turn out to be a leak
        return {
            "any": True,
            "request": kind in REQUESTS,
            "access": kind == "access_request",
            "automated": kind == "automated_request",
        }.get(self.on, kind in LEAKS)


@lru_cache(maxsize=1)
def choosables() -> tuple[Choosable, ...]:
    told = yaml.safe_load(FILE.read_text("utf-8"))
    return tuple(
        Choosable(
            f"{each['name']}:{each['value']}",
            each["name"],
            str(each["value"]),
            each["for"],
            Words(each["ko"], each["en"]),
            Words(each.get("unit_ko", ""), each.get("unit_en", "")),
        )
        for each in told
    )


def choosable(key: str) -> Choosable | None:
    return next((each for each in choosables() if each.key == key), None)


def words_of(name: str, value: Any) -> Words:
    """A statement as it is read: "정보주체 수: 1,200명"."""
    if name in OTHER:
        return OTHER[name]
    fixed = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    same = [each for each in choosables() if each.name == name]
    found = next((each for each in same if each.value == str(fixed)), None)
    if found is not None:
        return found.said
    asked = next((each for each in same if each.asks), None)
    if asked is None:
        return Words(f"{name}: {value}", f"{name}: {value}")
    shown = f"{value:,}" if isinstance(value, int) else str(value)
    gap = " " if asked.unit.en else ""
    return Words(f"{asked.said.ko}: {shown}{asked.unit.ko}", f"{asked.said.en}: {shown}{gap}{asked.unit.en}")
