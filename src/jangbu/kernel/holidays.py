"""Korean public holidays, read from `holidays_kr.yaml`: a changed law is a changed file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from jangbu.kernel.errors import Language


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("holidays_kr.yaml").read_text("utf-8"))
    return content


@lru_cache(maxsize=2)
def holidays_kr(language: Language = "ko") -> Mapping[date, str]:
    """Every public holiday of `holiday_years()` with its name, substitute and temporary ones included."""
    return MappingProxyType({day["date"]: day[language] for day in _file()["days"]})


def holiday_years() -> tuple[int, int]:
    """The first and last year the file covers; outside them no holiday is known, which is not the same as none."""
    first, last = _file()["years"]
    return int(first), int(last)
