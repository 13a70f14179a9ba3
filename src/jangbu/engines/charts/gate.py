"""The picture of a judged gate, from the same plain data that its sentence and verdict are stored in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jangbu.engines.charts import svg
from jangbu.engines.charts.drawn import Drawn, drawn
from jangbu.engines.charts.intervals import interval_plot
from jangbu.engines.charts.svg import Tone
from jangbu.kernel.errors import Language
from jangbu.kernel.text import number

TONES: Mapping[str, Tone] = {"pass": "good", "fail": "bad", "undecided": "warn"}
NOTHING = {"ko": "아직 데이터가 없어요", "en": "no data yet"}
THRESHOLD = {"ko": "기준 {at}", "en": "gate {at}"}


def gate_picture(gate: Mapping[str, Any], language: Language, *, chart_id: str) -> Drawn:
    """Point, whisker, threshold and the zone that cannot tell. `gate` is a judged gate as JSON with its `says` in both
    languages; ratios are drawn as changes in per cent. `chart_id` must be unique on the page."""
    definition, value = gate["gate"], gate["value"]
    ratio = definition["kind"] == "ratio"

    def placed(found: float) -> float:
        return 100 * (found - 1) if ratio else found

    threshold = placed(definition["threshold"])
    zone = (placed(gate["undecided"][0]), placed(gate["undecided"][1])) if gate["undecided"] else None
    point, low, high = (placed(value[key]) for key in ("mid", "low", "high")) if value else (None, None, None)
    levels = svg.ticks(*_reach(low, high, threshold, zone), 5)
    unit = "%" if ratio else f"{'' if language == 'ko' else ' '}{definition['unit'][language]}"
    digits = svg.digits_of(levels)

    def written(found: float, least: int = 0) -> str:
        sign = "+" if found > 0 else ""
        return f"{sign}{number(found, max(digits, least))}{unit}"

    limit = written(threshold, svg.digits_needed(threshold, 3))
    label = f"{definition['kpi'][language]}. {gate['says'][language]}"
    return drawn(
        lambda width: interval_plot(
            point,
            low,
            high,
            threshold,
            chart_id=chart_id,
            label=label,
            undecided=zone,
            axis=[(level, written(level)) for level in levels],
            tone=TONES[gate["verdict"]],
            threshold_label=THRESHOLD[language].format(at=limit),
            nothing=NOTHING[language],
            width=width,
        )
    )


def _reach(
    low: float | None, high: float | None, threshold: float, zone: tuple[float, float] | None
) -> tuple[float, float]:
    inside = svg.finite((low, high, threshold, 0.0, *(zone or ())))
    return min(inside), max(inside)
