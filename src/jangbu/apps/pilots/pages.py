"""From a stored examination to what its page shows: pictures, words and counts. No database here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jangbu.apps.pilots.casewise import deciding, why_cases
from jangbu.engines import charts
from jangbu.engines.value import holidays_kr
from jangbu.kernel.errors import Language
from jangbu.kernel.text import MINUS, day, number

Result = Mapping[str, Any]

STATES = {"pass": "met", "fail": "unmet", "undecided": "unknown"}

SHORT = {"minutes": " min", "hours": " h"}  # on an axis, where there is no room for the word


def examination_page(result: Result, said: Language) -> dict[str, Any]:
    repeatable = result["repeatability"]
    return {
        "tables": result["tables"],
        "repeatable": repeatable,
        "repeatable_says": repeatable["says"][said] if repeatable else "",
        "repeatable_why": repeatable["why"][said] if repeatable else "",
        "coverage": coverage_lines(repeatable) if repeatable else [],
        "faults": [fault["says"][said] for fault in repeatable["time_faults"]] if repeatable else [],
        "exceptions": repeatable["exceptions"][:8] if repeatable else [],
        "documents": document_counts(result),
        "document_lines": document_lines(result, said),
        "effect": effect_page(result["effect"], said) if result["effect"] else None,
        "cases": cases_page(result, said),
        "effect_says": (deciding(result) or {}).get("says", {}).get(said, ""),
        "effect_error": result.get("effect_error"),
        "gates": [gate_line(gate, said, index) for index, gate in enumerate(result["gates"])],
        "judged": bool(result["effect"] or result.get("effect_error")),
        "ledger": result["ledger"],
        "said": said,
    }


def coverage_lines(repeatable: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Share of cases by the number of usual ways, in order and as sets."""
    coverage = repeatable["coverage"]
    return [{"top": top, "order": coverage["order"][top], "set": coverage["set"][top]} for top in coverage["order"]]


def document_counts(result: Result) -> dict[str, int]:
    documents = result["documents"]
    failed = sum(1 for document in documents if _fails(document))
    unread = sum(1 for document in documents if document["error"])
    return {"total": len(documents), "holds": len(documents) - failed - unread, "failed": failed, "unread": unread}


def _fails(document: Mapping[str, Any]) -> bool:
    return not document["error"] and any(check["passed"] is False for check in document["checks"])


def document_lines(result: Result, said: Language) -> list[dict[str, Any]]:
    """The documents that need somebody: unread ones and those whose checks fail, at most 20."""
    found = []
    for document in result["documents"]:
        if document["error"]:
            found.append({"name": _name(document), "says": [document["error"]["message"]]})
        elif _fails(document):
            failed = [check for check in document["checks"] if check["passed"] is False]
            found.append({"name": _name(document), "says": [_detail(check, said) for check in failed]})
    return found[:20]


def _name(document: Mapping[str, Any]) -> str:
    return str(document["path"]).rsplit("/", 1)[-1]


def _detail(check: Mapping[str, Any], said: Language) -> str:
    detail = check["detail"]
    return str(detail.get(said, check["name"]) if isinstance(detail, Mapping) else detail or check["name"])


def gate_line(gate: Mapping[str, Any], said: Language, index: int) -> dict[str, Any]:
    verdict = gate["verdict"]
    words = {"pass": _("통과"), "fail": _("미달"), "undecided": _("알 수 없음")}
    return {
        "name": gate["gate"]["kpi"][said],
        "aim": gate["gate"]["aim"][said],
        "says": gate["says"][said],
        "state": STATES[verdict],
        "word": words[verdict],
        "plot": (plot := charts.gate_picture(gate, said, chart_id=f"gate{index}")).page,
        "drawn": plot,
    }


def effect_page(effect: Mapping[str, Any], said: Language) -> dict[str, Any]:
    """The before and after: chart, sentence, and the facts behind it."""
    unit = effect["unit"][said]
    points = [(date.fromisoformat(point["date"]), point["value"], point["use"]) for point in effect["points"]]
    start = date.fromisoformat(effect["start"])
    washed = [day for day, _value, use in points if use == "washout"]
    shown = recent(points, start)
    drawn: dict[str, Any] = {
        "chart_id": "effect",
        "start": start,
        "before_mean": effect["before_mean"],
        "after_mean": effect["after_mean"],
        "washout_until": max(washed) + timedelta(days=1) if washed else None,
        "holidays": holidays(effect, shown[0][0], said),
        "counterfactual": tuple(effect["counterfactual"][key] for key in ("low", "mid", "high")),
        "unit": unit if said == "ko" else SHORT.get(unit, f" {unit}"),
        "language": said,
        "words": _words_of(effect, start, said),
    }
    return {
        "says": effect["says"][said],
        "class": effect["evidence_class"],
        "how": {
            "before_after": _("앞뒤 비교"),
            "did": _("나란히 비교"),
            "switchback": _("하루씩 번갈아"),
            "randomised": _("제비로 나눈 건"),
        }.get(effect["design"], ""),
        "chart": (chart := charts.drawn(lambda width: charts.before_after(shown, **drawn, width=width))).page,
        "drawn": chart,
        "legend": charts.before_after_legend(said, holidays=bool(drawn["holidays"]), washout=bool(washed)),
        "facts": effect_facts(effect),
        "warnings": [warning[said] for warning in effect["warned"]],
    }


def cases_page(result: Result, said: Language) -> dict[str, Any] | None:
    """The comparison of cases that decides: what it says, why it decides, and every kind with its means."""
    told = result.get("case_effect")
    if not told:
        return None
    unit = told["unit"][said] if said == "ko" else f" {told['unit'][said]}"

    def mean(side: Mapping[str, Any]) -> str:
        if side["mean"] is None:
            return "–"
        return _("%(mean)s (%(n)s건)") % {"mean": f"{number(side['mean'], 1)}{unit}", "n": number(side["n"])}

    kinds = [
        {
            "name": each["name"] or _("모든 건"),
            "before": mean(each["before"]),
            "after": mean(each["after"]),
            "share": f"{number(100 * each['weight'])}%",
        }
        for each in told["strata"]
    ]
    return {
        "says": told["says"][said],
        "why": why_cases(told, said),
        "class": told["evidence_class"],
        "warnings": [warning[said] for warning in told["warned"]],
        "kinds": kinds,
        "off": pgettext("lot", "전처럼") if told.get("by_lot") else _("시작 전"),
        "on": pgettext("lot", "바꿔서") if told.get("by_lot") else _("시작 뒤"),
        "kind": told["kind_column"] or _("종류"),
        "facts": _case_facts(told),
    }


def _case_facts(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    counts = {side: number(told["cases"][side]) for side in ("before", "after")}
    if told.get("by_lot"):
        facts = [(_("견준 건"), _("전처럼 한 %(before)s건, 바꿔서 한 %(after)s건. 제비로 나눴어요.") % counts)]
    else:
        since = date.fromisoformat(told["since"])
        facts = [
            (_("견준 건"), _("시작 전 %(before)s건, 시작 뒤 %(after)s건") % counts),
            (_("시작 전은"), _("%(since)s 뒤에 끝난 건") % {"since": f"{since:%Y-%m-%d}"}),
        ]
    if told["raw_ratio"] is not None and told["ratio"]:
        plain, kept = (number(100 * (each - 1)) for each in (told["raw_ratio"], told["ratio"]["mid"]))
        facts.append(
            (
                _("종류를 나누지 않으면"),
                _("%(plain)s%%, 나누면 %(kept)s%%") % {"plain": plain, "kept": kept},
            )
        )
    if told["crosscheck"]:
        low, high = (number(100 * (told["crosscheck"][end] - 1)) for end in ("low", "high"))
        facts.append((_("다른 방법(포아송)으로"), _("%(low)s%%에서 %(high)s%% 사이") % {"low": low, "high": high}))
    if told["typical"]:
        middle = number(100 * (told["typical"]["mid"] - 1))
        facts.append((_("보통 건은"), _("%(mid)s%%. 돈으로 세지 않아요.") % {"mid": middle}))
    return facts


def recent(points: list[tuple[date, float, str]], start: date) -> list[tuple[date, float, str]]:
    """The last twelve weeks before the start and all after it: what a reader can still tell apart."""
    first = start - timedelta(weeks=12)
    return [point for point in points if point[0] >= first] or points


def holidays(effect: Mapping[str, Any], first: date, said: Language) -> list[tuple[date, str]]:
    last = date.fromisoformat(effect["points"][-1]["date"])
    named = holidays_kr(said)
    return [(day, name) for day, name in sorted(named.items()) if first <= day <= last and day.weekday() < 5]


def effect_facts(effect: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Why this should be believed, and how far."""
    days, false = effect["days"], effect["falsification"]
    classes = {
        "A": _("A. 켠 날과 끈 날, 또는 제비로 나눈 건을 견줬어요"),
        "D": _("D. 기록이나 재는 방법에 흠이 있어서 실현된 값으로 세지 않아요"),
        "E": _("E. 느낌이나 말로 들은 값이에요"),
        "B": _("B. 바꾸지 않은 업무와 나란히 비교했어요"),
        "C": _("C. 비교할 다른 업무가 없는 앞뒤 비교라서 A나 B가 될 수 없어요"),
    }
    left_out = sum(count for use, count in days.items() if use not in {"before", "after", "off"})
    facts = [
        (_("근거 등급"), classes[effect["evidence_class"]]),
        (_("데이터"), _data(effect)),
        (_("뺀 날"), _("%(count)s일 (휴일, 익히는 기간 등)") % {"count": left_out}),
        (_("계산"), _("요일, 느린 흐름, 어제의 영향을 함께 봤어요. 90% 구간이에요")),
        (
            _("알아낼 수 있는 크기"),
            _("이 길이로는 %(share)s%% 넘게 달라져야 다섯 번에 네 번 알아내요")
            % {"share": number(abs(100 * (effect["detectable"] - 1)))},
        ),
    ]
    if effect["dropped_last_7"]:
        change = number(100 * (effect["dropped_last_7"]["mid"] - 1))
        signed = change if change.startswith(MINUS) else f"+{change}"
        facts.append((_("마지막 7일을 빼면"), _("%(change)s%%") % {"change": signed}))
    if false["runs"]:
        said = _("시작일을 %(runs)s번 거짓으로 옮겨 보니 %(alarms)s번 효과로 잘못 나왔어요")
        facts.append((_("거짓 시작 시험"), said % {"runs": false["runs"], "alarms": false["false_alarms"]}))
    return facts


def _data(effect: Mapping[str, Any]) -> str:
    days = effect["days"]
    told = {"cases": number(effect["cases"]), **{use: days.get(use, 0) for use in ("before", "after", "off")}}
    if effect["design"] == "switchback":
        return _("사건 기록 %(cases)s건, 시작 전 %(before)s일, 켠 날 %(after)s일과 끈 날 %(off)s일") % told
    if effect["design"] == "randomised":
        return _("사건 기록 %(cases)s건, 같은 날의 두 갈래를 %(after)s일 동안") % told
    return _("사건 기록 %(cases)s건, 시작 전 %(before)s일과 시작 뒤 %(after)s일") % told


def _words_of(effect: Mapping[str, Any], start: date, said: Language) -> charts.Words | None:
    """What stands in the picture where it is no plain before and after."""
    begun = _("파일럿 시작 %(day)s") % {"day": day(start, said)}
    if effect["design"] == "switchback":
        return charts.Words(begun, _("시작 전 평균"), _("켠 날 평균"))
    if effect["design"] == "randomised":
        return charts.Words(begun, _("전처럼 한 건 평균"), _("바꾼 건 평균"))
    return None


def suggestion(result: Result | None) -> str:
    """What the rule set beforehand would suggest; a person decides."""
    verdicts = [gate["verdict"] for gate in result["gates"]] if result else []
    if not verdicts:
        return _("살펴본 결과가 없어서 제안할 것이 없어요.")
    if all(verdict == "pass" for verdict in verdicts):
        return _("정해 둔 규칙은 ‘넓히기’를 제안해요.")
    if "undecided" in verdicts or "pass" in verdicts:
        return _("정해 둔 규칙은 ‘고쳐서 더 하기’를 제안해요.")
    return _("정해 둔 규칙은 ‘멈추기’를 제안해요.")
