"""Evaluations as pages show them: each measure with its interval as a small chart, groups as a table."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from jangbu.apps.aimodels.evaluating.wanting import forecast, last_wanted, progress
from jangbu.apps.aimodels.models import Evaluation, ModelVersion, Suite
from jangbu.apps.aimodels.words import MEASURES, VERDICTS, group_word
from jangbu.apps.base.problems import language
from jangbu.engines import charts
from jangbu.kernel import text

SHARES_AT_MOST_ONE = (0.0, 1.0)
RATES = ("selection_rate", "impact_ratio", "tpr", "fpr", "accuracy")


def shown_share(value: float | None) -> str:
    return "–" if value is None else text.percent(value, 1)


def result_lines(found: Evaluation) -> list[dict[str, Any]]:
    """Each measure of an evaluation: name, value, interval in words, n, threshold, verdict and its chart."""
    return [_line(found, place, each) for place, each in enumerate(found.results)]


def _line(found: Evaluation, place: int, told: dict[str, Any]) -> dict[str, Any]:
    known = MEASURES.get(told["measure"])
    name = str(known.head) if known else told["measure"]
    value, low, high, limit = told["value"], told["low"], told["high"], told["limit"]
    aloud = said_interval(name, value, low, high, told["n"])
    shape, word = VERDICTS.get(told["verdict"], ("na", ""))
    tone: charts.Tone = "bad" if told["verdict"] == "fail" else "good" if told["verdict"] == "pass" else "ink"
    axis = [(each, text.percent(each)) for each in (0.0, 0.5, 1.0)]
    limit_said = "" if limit is None else _("기준 %(limit)s") % {"limit": text.percent(limit)}
    chart_id = f"e{found.pk[-8:]}{place}"
    return {
        "name": name,
        "value": shown_share(value),
        "low": shown_share(low),
        "high": shown_share(high),
        "n": told["n"],
        "limit": "" if limit is None else shown_share(limit),
        "at_most": told["at_most"],
        "judged": bool(told["verdict"]),
        "shape": shape,
        "word": word,
        "attribute": group_word(told["attribute"]) if told.get("attribute") else "",
        "chart": charts.interval_plot(
            value,
            low,
            high,
            limit,
            chart_id=chart_id,
            label=aloud,
            axis=axis,
            tone=tone,
            threshold_label=limit_said,
            nothing=_("아직 알 수 없어요"),
            width="narrow",
        ),
    }


def said_interval(name: str, value: float | None, low: float | None, high: float | None, n: int) -> str:
    """One sentence read aloud in place of a chart."""
    if value is None or low is None or high is None:
        return _("%(name)s: 아직 알 수 없어요, %(n)s건") % {"name": name, "n": n}
    values = {"name": name, "value": shown_share(value), "low": shown_share(low), "high": shown_share(high), "n": n}
    return _("%(name)s: %(value)s, %(low)s에서 %(high)s 사이, %(n)s건") % values


def fairness_tables(found: Evaluation) -> list[dict[str, Any]]:
    """One table for each attribute: groups with n and, for each rate, the share and its interval."""
    tables = []
    for told in found.tables.get("groups", []):
        rows = [
            {
                "name": group_word(group["name"]),
                "n": group["n"],
                "enough": group["enough"],
                "rates": [_rate(group[name]) for name in RATES],
            }
            for group in told["groups"]
        ]
        several = len(told["groups"]) > 1  # with one group there is nothing to compare
        gaps = [(str(MEASURES[name].head), _rate(each)) for name, each in told["gaps"].items() if several]
        small = ", ".join(group_word(name) for name in told["small"])
        tables.append({"attribute": group_word(told["attribute"]), "rows": rows, "gaps": gaps, "small": small})
    return tables


def _rate(told: list[Any]) -> dict[str, str]:
    value, low, high, _n = told
    between = "" if low is None else f"{shown_share(low)}–{shown_share(high)}"
    return {"value": shown_share(value), "between": between}


def bin_rows(found: Evaluation) -> list[dict[str, str | int]]:
    """The bins of a calibration: from, to, n, stated on average, right."""
    return [
        {
            "range": f"{text.percent(low)}–{text.percent(high)}",
            "n": n,
            "stated": shown_share(stated),
            "right": shown_share(right),
        }
        for low, high, n, stated, right in found.tables.get("bins", [])
    ]


def asked_of(version: ModelVersion, suite: Suite) -> dict[str, Any] | None:
    """Of a suite that asks a model: how often and for how much at most, and how far it is or why it stopped."""
    told = forecast(version, suite)
    if told is None:
        return None
    wanted = last_wanted(version, suite)
    done, total = progress(version, suite)
    return {
        "left": told.left,
        "price": told.price,
        "wanted": wanted,
        "stopped": wanted is not None and wanted.state == wanted.State.STOPPED,
        "problem": wanted.problem[language()] if wanted is not None and wanted.problem else "",
        "done": done,
        "total": total,
    }
