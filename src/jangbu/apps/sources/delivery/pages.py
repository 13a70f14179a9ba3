"""From records to what a data page shows: words, shares, findings in order of weight. No database here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jangbu.apps.base.problems import language
from jangbu.apps.sources.catalogue.columns import kind_word
from jangbu.apps.sources.delivery.models import Refusal
from jangbu.apps.sources.delivery.queries import DIMENSIONS, DatasetLine, Rows
from jangbu.engines import charts
from jangbu.kernel.errors import Language
from jangbu.kernel.particles import fitted
from jangbu.kernel.text import day

DIMENSION_WORDS = {
    "completeness": gettext_lazy("완전성"),
    "uniqueness": gettext_lazy("유일성"),
    "validity": gettext_lazy("정확성"),
    "consistency": gettext_lazy("일관성"),
    "timeliness": gettext_lazy("최신성"),
}
SEMANTIC_WORDS = {
    "name": gettext_lazy("사람 이름"),
    "person": gettext_lazy("사람 이름"),
    "company": gettext_lazy("회사 이름"),
    "address": gettext_lazy("주소"),
    "phone": gettext_lazy("전화번호"),
    "business_number": gettext_lazy("사업자등록번호"),
    "corporate_number": gettext_lazy("법인등록번호"),
    "rrn": gettext_lazy("주민등록번호"),
    "email": gettext_lazy("이메일"),
    "money": gettext_lazy("금액"),
    "date": gettext_lazy("날짜"),
    "timestamp": gettext_lazy("날짜와 시각"),
    "code": gettext_lazy("코드"),
    "category": gettext_lazy("분류"),
    "identifier": gettext_lazy("식별자"),
    "number": gettext_lazy("숫자"),
    "integer": gettext_lazy("숫자"),
    "decimal": gettext_lazy("숫자"),
    "text": gettext_lazy("글"),
    "quantity": gettext_lazy("수량"),
    "free_text": gettext_lazy("글"),
    "boolean": gettext_lazy("예·아니요"),
    "card": gettext_lazy("카드번호"),
    "account": gettext_lazy("계좌번호"),
}
SUSPECTED = {"rrn", "card", "account", "passport", "driver"}  # kinds that should not be lying in a table at all


@dataclass(frozen=True, slots=True)
class ColumnLine:
    name: str
    kind: Any
    nulls: int
    null_share: float  # 0..1
    distinct: int
    shape: str
    shape_share: float | None
    personal: Any
    suspected: bool
    top: list[dict[str, Any]]


REMEDIES = {"pattern": "mend", "unique": "matches", "order": "errors", "range": "errors", "dependency": "errors"}


@dataclass(frozen=True, slots=True)
class Finding:
    rule: str
    failing: int
    total: int
    says: str
    why: str

    @property
    def remedy(self) -> str:
        """Where what breaks the rule can be mended: by kind of rule."""
        return REMEDIES.get(self.rule.partition(":")[0], "")


@dataclass(frozen=True, slots=True)
class DependencyLine:
    """Columns that determine another: of `seen` sampled rows that share their values with others, `holding` agree."""

    left: tuple[str, ...]
    right: str
    holding: int
    seen: int
    conflicts: int  # values of the left side that go with several of the right


@dataclass(frozen=True, slots=True)
class DimensionLine:
    key: str
    label: Any
    value: float | None
    note: str
    components: list[dict[str, Any]]


def listing(lines: Sequence[DatasetLine], asked: Mapping[str, str]) -> dict[str, Any]:
    """Search, sort and page from the URL."""
    query, sort = asked.get("q", "").strip(), asked.get("sort", "score")
    shown = [line for line in lines if query.lower() in line.dataset.name.lower()]
    if sort == "name":
        shown.sort(key=lambda line: line.dataset.name)
    elif sort == "new":
        shown.sort(key=lambda line: line.version.created_at if line.version else line.dataset.created_at, reverse=True)
    else:
        sort = "score"
        shown.sort(key=lambda line: (line.score is None, line.score or 0))
    page = Paginator(shown, 50).get_page(asked.get("page"))
    below = sum(1 for line in lines if line.below)
    return {"page": page, "q": query, "sort": sort, "total": len(lines), "below": below}


def refusal_line(refusal: Refusal) -> dict[str, Any]:
    said = refusal.sentence_ko if language() == "ko" else refusal.sentence_en
    return {"id": refusal.pk, "file": refusal.file_name, "sentence": said, "at": refusal.created_at}


def dataset_page(
    line: DatasetLine, history: list[tuple[datetime, int]], said: Language, personal: Mapping[str, str]
) -> dict[str, Any]:
    result: dict[str, Any] = line.run.result if line.run else {"columns": [], "rules": [], "score": {}, "rows": 0}
    findings = sorted(
        (finding(rule, said) for rule in result["rules"] if rule["failing"]), key=lambda each: -each.failing
    )
    return {
        "dataset": line.dataset,
        "version": line.version,
        "run": line.run,
        "below": line.below,
        "score": line.score,
        "dimensions": dimensions(result, said),
        "findings": findings,
        "columns": [column_line(column, result["rows"], personal) for column in result["columns"]],
        "dependencies": [dependency_line(each) for each in result.get("dependencies", ())],
        "rules_checked": len(result["rules"]),
        "notes": [note[said] for note in (line.version.notes if line.version else [])],
        "trend": trend(history, line.dataset.threshold, said),
    }


def finding(rule: Mapping[str, Any], said: Language) -> Finding:
    says, why = rule.get("says", {}), rule.get("why", {})
    return Finding(
        rule["id"], rule["failing"], rule["total"], fitted(says.get(said, rule["id"])), fitted(why.get(said, ""))
    )


def dependency_line(found: Mapping[str, Any]) -> DependencyLine:
    left = tuple(found["left"])
    return DependencyLine(left, found["right"], found["holding"], found["seen"], len(found["conflicts"]))


def dimensions(result: Mapping[str, Any], said: Language) -> list[DimensionLine]:
    score = result["score"]
    details = score.get("dimensions", {})
    made = []
    for key in DIMENSIONS:
        components = details.get(key, {}).get("components", [])
        lost = [part for part in components if part.get("points_lost")]
        worst = max(lost, key=lambda part: part["points_lost"], default=None)
        note = fitted(worst.get("says", {}).get(said, "") if worst else "") or _note(score.get(key))
        made.append(DimensionLine(key, DIMENSION_WORDS[key], score.get(key), note, components))
    return made


def _note(value: float | None) -> str:
    return _("이 데이터로는 알 수 없어요.") if value is None else _("어긴 칸을 찾지 못했어요.")


def column_line(column: Mapping[str, Any], rows: int, kinds: Mapping[str, str]) -> ColumnLine:
    shapes = column.get("shapes") or []
    first = shapes[0] if shapes else None
    shape, share = (
        ("", None)
        if first is None
        else (first, None)
        if isinstance(first, str)
        else (
            first.get("shape", ""),
            first.get("share"),
        )
    )
    personal = kinds.get(column["name"])
    return ColumnLine(
        name=column["name"],
        kind=SEMANTIC_WORDS.get(column.get("semantic") or "") or SEMANTIC_WORDS.get(column["type"], column["type"]),
        nulls=column["nulls"],
        null_share=column["nulls"] / rows if rows else 0.0,
        distinct=column["distinct"],
        shape=shape,
        shape_share=share,
        personal=kind_word(personal) if personal else None,
        suspected=personal in SUSPECTED,
        top=column.get("top", []),
    )


def trend(history: list[tuple[datetime, int]], threshold: int, said: Language) -> str | None:
    """A sparkline of the last scores, from two on."""
    if len(history) < 2:
        return None
    values = [float(score) for _moment, score in history]
    label = _("지난 %(count)s번의 점수, %(first)s점에서 %(last)s점으로. 점선은 기준 %(threshold)s점") % {
        "count": len(values),
        "first": round(values[0]),
        "last": round(values[-1]),
        "threshold": threshold,
    }
    tone: charts.Tone = "bad" if values[-1] < threshold else "good"
    return charts.sparkline(values, threshold=float(threshold), tone=tone, label=label)


def rows_page(line: DatasetLine, rule_id: str, shown: Rows, number: int, size: int, said: Language) -> dict[str, Any]:
    assert line.run is not None
    rule = next(rule for rule in line.run.result["rules"] if rule["id"] == rule_id)
    last = max(1, -(-shown.total // size))
    return {
        "dataset": line.dataset,
        "finding": finding(rule, said),
        "shown": shown,
        "number": number,
        "last": last,
        "count": ngettext("%(count)s행", "%(count)s행", shown.total) % {"count": f"{shown.total:,}"},
        "as_of": day(line.run.as_of, said),
    }
