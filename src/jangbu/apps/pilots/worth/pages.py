"""From a valued pilot to what its page shows. Every figure comes from the one result, in whole won."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from jangbu.apps.pilots.drafting import content
from jangbu.apps.pilots.worth.case import Link
from jangbu.apps.pilots.worth.queries import Valued
from jangbu.apps.pilots.worth.running import Running
from jangbu.engines import charts
from jangbu.engines.value.words import likelihood
from jangbu.kernel.errors import Language, Problem
from jangbu.kernel.text import number, won

MAN = 10_000


def rows(roi: Mapping[str, Any], said: Language) -> list[dict[str, Any]]:
    """Cash only, and all kinds together; each with its range and picture."""
    shown = [
        (_("현금만"), _("통장에서 덜 나가는 돈에서 비용을 뺐어요"), roi["npv_hard"]),
        (_("여력까지 더하면"), _("난 시간을 일에 썼을 때만 맞아요"), roi["npv"]),
    ]
    ends = charts.money_ends([roi[key][part] for key in ("npv", "npv_hard") for part in ("p5", "p95")])
    return [_row(name, note, money, ends, said) for name, note, money in shown]


def _row(name: str, note: str, money: Mapping[str, Any], ends: tuple[float, float], said: Language) -> dict[str, Any]:
    told = between(money["p5"], money["p95"], said)
    bar = charts.money_range(money["p5"], money["p50"], money["p95"], ends, tone=tone(money), label=f"{name}: {told}")
    return {"name": name, "note": note, "amount": signed(money["p50"], said), "range": told, "bar": bar}


def money_picture(roi: Mapping[str, Any], said: Language) -> charts.Drawn:
    """The rows of the page as one drawing, with their figures in it."""
    keys = ("npv_hard", "npv")
    ends = charts.money_ends([roi[key][part] for key in keys for part in ("p5", "p95")])
    ranged = [
        charts.Ranged(
            row["name"],
            roi[key]["p5"],
            roi[key]["p50"],
            roi[key]["p95"],
            f"{row['amount']} ({row['range']})",
            tone(roi[key]),
        )
        for key, row in zip(keys, rows(roi, said), strict=True)
    ]
    label = "; ".join(f"{each.name}: {each.said}" for each in ranged)
    return charts.drawn(lambda width: charts.range_rows(ranged, ends, label=label, width=width))


def matters_picture(roi: Mapping[str, Any], said: Language) -> charts.Drawn | None:
    """The tornado: what the sum becomes when only this one thing is low or high."""
    shown = matters(roi, said)
    if not shown:
        return None
    ends = charts.money_ends([each[end] for each in shown for end in ("low", "high")])
    ranged = [charts.Ranged(each["name"], each["low"], None, each["high"], each["range"], "accent") for each in shown]
    label = "; ".join(f"{each.name}: {each.said}" for each in ranged)
    return charts.drawn(lambda width: charts.range_rows(ranged, ends, label=label, width=width))


def tone(money: Mapping[str, Any]) -> charts.Tone:
    if money["p5"] > 0:
        return "good"
    return "bad" if money["p95"] < 0 else "ink"


def plain(amount: int, said: Language) -> str:
    """Without a sign, rounded as `signed` does."""
    return won(round(amount / MAN) * MAN if abs(amount) >= 10 * MAN else amount, said)


def signed(amount: int, said: Language) -> str:
    """In ten thousands of won where it is large, as people say it."""
    rounded = round(amount / MAN) * MAN if abs(amount) >= 10 * MAN else amount
    text = won(rounded, said)
    return f"+{text}" if rounded > 0 else text


def between(low: int, high: int, said: Language) -> str:
    return _("%(low)s에서 %(high)s 사이") % {"low": signed(low, said), "high": signed(high, said)}


def axes(roi: Mapping[str, Any], valued: Valued, said: Language) -> list[dict[str, Any]]:
    """The four axes: money on each, and the KPIs that lie on it with how they enter the sum."""
    names = {link.id: link.name.get(said, link.id) for link in valued.links}
    words = {"counted": _("셈에 들어가요"), "not_money": _("돈으로 세지 않아요")}
    found = []
    for axis, text in content.axes().items():
        kpis = [
            {"name": names[link.id], "how": words.get(link.how) or _refused(link, names)}
            for link in valued.links
            if link.axis == axis
        ]
        found.append({"name": text[said], "amount": signed(roi["axes"][axis], said) if roi else "–", "kpis": kpis})
    return found


def _refused(link: Link, names: Mapping[str, str]) -> str:
    return _("%(kpi)s에 이미 들어 있어서 두 번 세지 않아요") % {"kpi": names.get(link.because, "")}


def link_graph(valued: Valued, said: Language) -> charts.Drawn | None:
    """Who feeds money and whose hours were refused, drawn from the same links as the axes."""
    if not valued.links:
        return None
    names = {link.id: link.name.get(said, link.id) for link in valued.links}
    notes = {"counted": _("셈에 들어가요"), "shown": _("두 번 세지 않아요"), "not_money": _("돈으로 세지 않아요")}
    stands: dict[str, charts.Stand] = {"counted": "counted", "shown": "refused", "not_money": "not_money"}
    nodes = []
    for link in valued.links:
        note = _("시간 말고 드는 돈만 세요") if link.how == "counted" and link.because else notes[link.how]
        nodes.append(charts.LinkedNode(link.id, names[link.id], note, stands[link.how], link.because))
    label = "; ".join(f"{node.name}: {node.note}" for node in nodes)
    return charts.drawn(lambda width: charts.link_graph(nodes, money=_("돈"), label=label, width=width))


def refusals(valued: Valued, said: Language) -> list[dict[str, str]]:
    """Each sum that was refused: which KPI, and why its hours are not added."""
    names = {link.id: link.name.get(said, link.id) for link in valued.links}
    found = []
    for link in valued.links:
        if link.because:
            told = {"one": names[link.id], "other": names.get(link.because, "")}
            why = (
                _("%(one)s: 달라진 시간은 %(other)s에 이미 들어 있어요. 더하면 같은 시간을 두 번 세요.")
                if link.reason == "shown"
                else _("%(one)s: 같은 일의 시간을 ‘%(other)s’ 지표에서 이미 세요.")
            )
            found.append({"name": names[link.id], "why": why % told})
    return found


def kinds(roi: Mapping[str, Any], said: Language) -> list[tuple[str, str]]:
    """Cash, capacity, avoided cost, risk: medians of the benefit before costs."""
    words = {"cash": _("현금"), "capacity": _("여력"), "avoided": _("안 쓰게 된 돈"), "risk": _("위험이 준 만큼")}
    return [(word, signed(roi["split"][kind], said)) for kind, word in words.items()]


def payback(roi: Mapping[str, Any]) -> str:
    found = roi["payback_months"]
    if not roi["cost"]["p95"]:
        return _("드는 돈을 아직 적지 않아서 언제 되찾는지는 몰라요.")
    if found["p50"] is None:
        return _("이 기간 안에는 되찾지 못해요.")
    if found["p95"] is not None and found["p95"] < 1:
        return _("첫 달 안에 되찾아요.")
    if found["p95"] is None:
        return _("%(mid)s개월째에 되찾을 것으로 보지만, 되찾지 못할 수도 있어요.") % {"mid": number(found["p50"], 0)}
    told = {key: number(found[key], 0) for key in ("p5", "p50", "p95")}
    return _("%(p50)s개월째에 되찾아요. %(p5)s개월에서 %(p95)s개월 사이로 봐요.") % told


def chance(roi: Mapping[str, Any]) -> int:
    """Of a gain, in per cent; never 0 or 100, as what did not happen in some thousand draws is no proof."""
    return likelihood(min(0.999, max(0.001, roi["probability_positive"])))


def warnings(texts: Sequence[str], said: Language) -> list[str]:
    """The engine names inputs by their keys; people read words."""
    place = 0 if said == "ko" else 1
    found = []
    for text in texts:
        told = text
        for key, pair in INPUTS.items():
            told = told.replace(f" {key}", f" {pair[place]}")
        found.append(told)
    return found


INPUTS = {
    "cases": ("한 달 건수", "cases a month"),
    "minutes_saved": ("줄어든 분", "minutes saved"),
    "wage": ("시급", "wage"),
    "realised": ("실제로 쓰이는 몫", "share put to use"),
    "errors_avoided": ("덜 틀린 비율", "errors avoided"),
    "ramp_months": ("자리를 잡는 달", "months to settle"),
}


def matters(roi: Mapping[str, Any], said: Language) -> list[dict[str, Any]]:
    """What the result hangs on, the widest first."""
    place = 0 if said == "ko" else 1
    found = []
    for bar in roi["tornado"][:5]:
        low, high = sorted((bar["npv_low"], bar["npv_high"]))
        name = INPUTS.get(bar["input"], (bar["input"],) * 2)[place]
        share = f"{number(100 * max(0.0, roi['sobol'].get(bar['input'], 0.0)))}%"
        found.append({"name": name, "range": between(low, high, said), "low": low, "high": high, "share": share})
    return found


def returns(roi: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """Net over cost, rate of return a year, months until it is back: 5, 50 and 95 %; "–" where there is none."""
    found = [(_("비용에 견준 순이익 (ROI)"), *_three(roi["roi"], 100, "%"))]
    if roi["irr"]:
        found.append((_("내부수익률 (한 해)"), *_three(roi["irr"], 100, "%")))
    found.append((_("되찾는 달"), *_three(roi["payback_months"], 1, "")))
    return found


def _three(part: Mapping[str, float | None], times: float, unit: str) -> tuple[str, str, str]:
    low, middle, high = (
        "–" if (value := part[key]) is None else f"{number(times * value, 0)}{unit}" for key in ("p5", "p50", "p95")
    )
    return low, middle, high


def measure_next(roi: Mapping[str, Any], said: Language) -> list[str]:
    """What to ask or measure next, by what knowing it is worth; nothing where knowing would change nothing."""
    place = 0 if said == "ko" else 1
    found = []
    for each in roi["measure_next"][:3]:
        if each["worth"] > 0:
            name = INPUTS.get(each["input"], (each["input"],) * 2)[place]
            told = {"what": name, "worth": signed(each["worth"], said)}
            found.append(_("%(what)s: 알면 결정에 %(worth)s만큼 도움이 돼요.") % told)
    return found


def realised(found: Valued, said: Language) -> dict[str, Any]:
    """What was gained in a month from measured evidence alone; or the sentence of what is missing."""
    gained = found.realised
    if isinstance(gained, Problem):
        return {"problem": gained.sentence(said)}
    low, middle, high = gained.net
    hours = {key: number(getattr(gained.hours, key), 0) for key in ("low", "high")}
    a = found.asked
    share = {key: number(a[f"share_{key}"]) for key in ("low", "mid", "high")}
    return {
        "says": _("한 달에 %(range)s로 보고, 가운데는 %(mid)s이에요.")
        % {"range": between(low, high, said), "mid": signed(middle, said)},
        "facts": [
            (_("한 달에 줄어든 시간"), _("%(low)s시간에서 %(high)s시간 사이") % hours),
            (_("그 시간이 실제로 쓰인 몫"), _("%(low)s%%에서 %(high)s%%, 가운데 %(mid)s%%. 확인했어요.") % share),
            (_("시급"), won(round((a["wage_low"] + a["wage_high"]) / 2), said)),
            (_("쓰인 시간의 값"), between(gained.gross[0], gained.gross[2], said)),
            (_("그 가운데 현금"), signed(gained.split["cash"], said)),
            (_("뺀 사용료"), won(gained.running, said)),
            (_("근거 등급"), gained.evidence_class),
        ],
    }


def running(found: Running, said: Language) -> dict[str, Any]:
    """Metered calls by automation and month, and what a month of running comes to."""
    lines = [
        {
            "name": line.name,
            "month": line.month,
            "calls": line.calls,
            "amount": won(round(line.amount), said)
            if line.currency == "KRW"
            else f"{number(line.amount, 2)} {line.currency}",
        }
        for line in found.lines
    ]
    if not lines:
        says = _("이 파일럿의 자동화가 모델을 부른 적이 없어서, 계획의 비용만 셌어요.")
    elif found.in_plan:
        says = _("호출 요금이 계획에 이미 들어 있다고 해서 잰 값은 더하지 않았어요.")
    elif found.metered is None and not found.foreign:
        says = _("시작한 지 %(n)s일이라 한 달 값을 어림하기에 일러요. 7일부터 더해요.") % {"n": found.days}
    else:
        told = {"n": found.days, "won": won(found.metered or 0, said)}
        says = _("시작한 뒤 %(n)s일 동안 쓴 호출을 한 달로 치면 %(won)s이에요.") % told
    foreign = _("%(currencies)s 요금은 원화에 더하지 않았어요.") % {"currencies": ", ".join(found.foreign)}
    return {
        "says": says,
        "foreign": foreign if found.foreign else "",
        "lines": lines,
        "licences": won(found.licences, said),
        "monthly": won(found.monthly, said),
    }
