"""A month from the records: figures against the month before, what went well and badly, and lessons to talk about.

Every sentence carries its figures and leads to its rows; nothing is concluded where there is too little to see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.db.models import Count
from django.urls import reverse

from jangbu.apps.gateway import queries as gateway
from jangbu.apps.pilots import queries as pilots
from jangbu.apps.sources import queries as sources
from jangbu.apps.work import queries as work
from jangbu.kernel import text
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

FEWEST = 10  # runs or answers of a month below which a share says nothing
SHOWN = 8
MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Month:
    """From its first moment to its last, or to now while it runs."""

    first: datetime
    last: datetime

    @classmethod
    def of(cls, month: str, now: datetime) -> Month:
        year, number = (int(part) for part in month.split("-"))
        first = datetime.combine(date(year, number, 1), time(), SEOUL)
        following = (first + timedelta(days=32)).replace(day=1)
        return cls(first, min(following, now))

    def before(self) -> Month:
        first = (self.first - timedelta(days=1)).replace(day=1)
        return Month(first, self.first)

    def holds(self, day: date | None) -> bool:
        return (
            day is not None
            and self.first.date() <= day <= (self.last - timedelta(microseconds=1)).astimezone(SEOUL).date()
        )


Line = dict[str, Any]  # {ko, en, url}


def prepared(actor: Actor, month: str, now: datetime) -> dict[str, Any]:
    """{figures, good, bad, errors, gates, themes, adjustments, proposed}; plain data, so that it can be kept."""
    this = Month.of(month, now)
    facts = {"now": _facts(actor, this), "then": _facts(actor, this.before())}
    errors, gates, themes = _errors(this), _gates(actor, this), _themes(actor, this)
    good, bad = _compared(facts["now"], facts["then"])
    good += [_gate_said(each) for each in gates if each["verdict"] == "pass"]
    bad += [_gate_said(each) for each in gates if each["verdict"] == "fail"]
    bad += [
        _line(f"{each['ko']} ({each['count']}번)", f"{each['en']} ({each['count']} times)", "error-catalogue")
        for each in errors[:3]
    ]
    return {
        "figures": _figures(facts["now"], facts["then"]),
        "good": good,
        "bad": bad,
        "errors": errors,
        "gates": gates,
        "themes": themes,
        "adjustments": _adjustments(actor, this),
        "proposed": _proposed(facts["now"], errors, gates, themes),
    }


def _facts(actor: Actor, month: Month) -> dict[str, Any]:
    runs = work.all_runs().filter(created_at__gte=month.first, created_at__lt=month.last).order_by()
    states = dict(runs.values_list("state").annotate(Count("pk")))
    decided = [
        each
        for each in work.asked(month.first, month.last)
        if each.decided and month.first <= each.decided < month.last
    ]
    approved = [each for each in decided if each.state == "approved"]
    hours = [
        (each.decided - each.at).total_seconds() / 3600 for each in decided if each.decided and each.state != "void"
    ]
    spent = gateway.spent_by_day(actor, month.first, month.last)
    newest = {point.dataset: point.score for point in sources.score_points(actor, month.last)}
    return {
        "runs": sum(states.values()),
        "failed": states.get("failed", 0),
        "approved": len(approved),
        "edited": sum(each.edited for each in approved),
        "hours": round(median(hours), 1) if hours else None,
        "won": sum(micros for (_day, currency), micros in spent.items() if currency == "KRW") // MICRO,
        "worst": min(newest.values(), default=None),
    }


def _figures(now: dict[str, Any], then: dict[str, Any]) -> list[dict[str, Any]]:
    """{ko, en, now, then, url}; values as text, a dash where there is none."""
    named = (
        ("runs", "실행", "runs", "run-list"),
        ("failed", "못 한 실행", "failed runs", "error-catalogue"),
        ("approved", "승인", "approved", "run-list"),
        ("edited", "고쳐서 승인", "approved with changes", "run-list"),
        ("hours", "답하기까지 (시간, 가운데 값)", "hours to answer (median)", "run-list"),
        ("won", "AI 사용료 (원)", "cost of AI (won)", "endpoint-list"),
        ("worst", "데이터 품질, 가장 낮은 점수", "data quality, lowest score", "dataset-list"),
    )
    return [
        {"ko": ko, "en": en, "now": _said(now[key]), "then": _said(then[key]), "url": reverse(view)}
        for key, ko, en, view in named
    ]


def _said(value: float | int | None) -> str:
    if value is None:
        return "–"
    return text.number(value, 0 if float(value).is_integer() else 1)


def _compared(now: dict[str, Any], then: dict[str, Any]) -> tuple[list[Line], list[Line]]:
    """What is better and what is worse than the month before, where both months have enough to tell."""
    good: list[Line] = []
    bad: list[Line] = []
    if now["runs"] >= FEWEST and then["runs"] >= FEWEST:
        a, b = (100 * each["failed"] / each["runs"] for each in (then, now))
        _sort_in(
            a,
            b,
            "못 한 실행의 비율이 {a}%에서 {b}%로",
            "failed runs went from {a}% to {b}%",
            "error-catalogue",
            good,
            bad,
        )
    if now["approved"] >= FEWEST and then["approved"] >= FEWEST:
        a, b = (100 * each["edited"] / each["approved"] for each in (then, now))
        _sort_in(
            a,
            b,
            "고쳐서 승인한 비율이 {a}%에서 {b}%로",
            "approvals with changes went from {a}% to {b}%",
            "run-list",
            good,
            bad,
        )
    if now["hours"] is not None and then["hours"] is not None:
        words = "답하기까지 걸린 시간이 {a}시간에서 {b}시간으로", "the time to answer went from {a} to {b} hours"
        _sort_in(then["hours"], now["hours"], *words, "run-list", good, bad)
    if now["worst"] is not None and then["worst"] is not None:
        words = "가장 낮은 데이터 점수가 {a}점에서 {b}점으로", "the lowest data score went from {a} to {b} points"
        _sort_in(-then["worst"], -now["worst"], *words, "dataset-list", good, bad)
    return good, bad


def _sort_in(then: float, now: float, ko: str, en: str, view: str, good: list[Line], bad: list[Line]) -> None:
    """Less is better. A change that would not show in whole tenths is none."""
    if round(then, 1) == round(now, 1):
        return
    values = {"a": text.number(abs(then), 1), "b": text.number(abs(now), 1)}
    better = now < then
    said = _line(
        f"{ko.format(**values)} {'나아졌어요' if better else '나빠졌어요'}",
        f"{en.format(**values)}: {'better' if better else 'worse'}",
        view,
    )
    (good if better else bad).append(said)


def _line(ko: str, en: str, view: str, *args: str) -> Line:
    return {"ko": ko, "en": en, "url": reverse(view, args=args)}


def _errors(month: Month) -> list[dict[str, Any]]:
    """The error catalogue of that month: our runs by class, with what people know helps."""
    failed = work.all_runs().filter(created_at__gte=month.first, created_at__lt=month.last).exclude(error_class="")
    counts: Counter[str] = Counter()
    said: dict[str, tuple[str, str]] = {}
    for kind, ko, en in failed.values_list("error_class", "error_ko", "error_en").order_by("created_at"):
        counts[kind] += 1
        said[kind] = ko, en
    fixes = {line.error_class: line.fix for line in work.error_catalogue()} if counts else {}
    return [
        {"class": kind, "count": count, "ko": said[kind][0], "en": said[kind][1], "fix": fixes.get(kind, "")}
        for kind, count in counts.most_common(SHOWN)
    ]


def _gates(actor: Actor, month: Month) -> list[dict[str, Any]]:
    """Each pilot's newest examination of that month: every gate with its verdict and what it says."""
    found = []
    for pilot in pilots.visible(actor):
        held = pilot.examinations.filter(created_at__gte=month.first, created_at__lt=month.last).first()
        if held is None:
            continue
        for gate in held.result["gates"]:
            name = gate["gate"]["kpi"]
            found.append(
                {
                    "pilot": pilot.name,
                    "kpi": name if isinstance(name, dict) else {"ko": name, "en": name},
                    "verdict": gate["verdict"],
                    "says": gate["says"],
                    "url": reverse("examination", args=[held.pk]),
                }
            )
    return found


def _gate_said(gate: dict[str, Any]) -> Line:
    says = gate["says"] if isinstance(gate["says"], dict) else {"ko": gate["says"], "en": gate["says"]}
    return {
        "ko": f"{gate['pilot']}: {gate['kpi'].get('ko', '')}, {says.get('ko', '')}",
        "en": f"{gate['pilot']}: {gate['kpi'].get('en', '')}, {says.get('en', '')}",
        "url": gate["url"],
    }


def _themes(actor: Actor, month: Month) -> list[dict[str, Any]]:
    """What people said in the interviews of that month, the most frequent first."""
    counts: Counter[str] = Counter()
    for pilot in pilots.visible(actor):
        for interview in pilot.interviews.filter(withdrawn_at=None):
            if month.holds(interview.held_on):
                counts.update(interview.themes)
    return [{"theme": theme, "count": count} for theme, count in counts.most_common(SHOWN)]


def _adjustments(actor: Actor, month: Month) -> list[dict[str, Any]]:
    return [
        {"pilot": pilot.name, "what": each.what, "why": each.why, "on": each.made_on.isoformat()}
        for pilot in pilots.visible(actor)
        for each in pilot.adjustments.filter(withdrawn_at=None)
        if month.holds(each.made_on)
    ]


def _proposed(
    now: dict[str, Any],
    errors: Sequence[dict[str, Any]],
    gates: Sequence[dict[str, Any]],
    themes: Sequence[dict[str, Any]],
) -> list[dict[str, str]]:
    """Lessons to talk about, each with the figures it comes from. People strike, change and add."""
    found = []
    for each in errors[:2]:
        help_ko, help_en = (
            (f" 도움이 된 것: {each['fix']}", f" What helped: {each['fix']}") if each["fix"] else ("", "")
        )
        ko = f"'{each['ko']}' 오류가 {each['count']}번 있었어요. 넓히기 전에 원인부터 없애요.{help_ko}"
        en = f"The error “{each['en']}” came {each['count']} times. Remove its cause before growing.{help_en}"
        found.append({"ko": ko, "en": en})
    for each in [gate for gate in gates if gate["verdict"] == "fail"][:2]:
        ko = f"{each['pilot']}에서 {each['kpi'].get('ko', '')} 기준을 넘지 못했어요. 넓힐 때 이 기준을 먼저 봐요."
        en = f"{each['pilot']} missed its gate {each['kpi'].get('en', '')}. Look at it first when growing."
        found.append({"ko": ko, "en": en})
    if now["approved"] >= FEWEST and now["edited"] / now["approved"] > 0.2:
        share = round(100 * now["edited"] / now["approved"])
        ko = f"승인한 것 가운데 {share}%를 사람이 고쳤어요. 무엇을 고쳤는지 모아서 자동화를 바꿔요."
        en = f"People changed {share}% of what they approved. Collect what they changed and improve the automation."
        found.append({"ko": ko, "en": en})
    for each in [theme for theme in themes if theme["count"] >= 2][:2]:
        ko = f"일하는 사람 {each['count']}명이 '{each['theme']}'라고 했어요. 넓히기 전에 답을 정해요."
        en = f"{each['count']} people said “{each['theme']}”. Have an answer before growing."
        found.append({"ko": ko, "en": en})
    return found
