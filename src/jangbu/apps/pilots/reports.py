"""What an examination says, in sentences, as a page to keep, and as a PDF. One source: the stored result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from jangbu.apps.pilots import pages
from jangbu.apps.pilots.casewise import deciding
from jangbu.kernel.errors import Language
from jangbu.kernel.text import number

Result = Mapping[str, Any]

VERDICTS = {"pass": ("통과", "pass"), "fail": ("미달", "fail"), "undecided": ("아직 알 수 없음", "cannot tell yet")}


def sentences(result: Result) -> list[tuple[str, str]]:
    """The findings one by one, Korean and English."""
    return [*_tables(result), *_process(result), *_documents(result), *_effect(result), *_gates(result)]


def _tables(result: Result) -> Iterator[tuple[str, str]]:
    for table in result["tables"]:
        if table.get("error"):
            yield f"{table['path']}: {table['error']['message']}", f"{table['path']}: {table['error']['message_en']}"
            continue
        score, failing = table["score"]["overall"], sum(1 for rule in table["rules"] if rule["failing"])
        points = ("알 수 없어요", "cannot tell") if score is None else (f"{score:.0f}점", f"{score:.0f} points")
        yield (
            f"{table['path']}: {number(table['rows'])}행, {points[0]}, 찾은 문제 {failing}가지",
            f"{table['path']}: {number(table['rows'])} rows, {points[1]}, {failing} findings",
        )


def _process(result: Result) -> Iterator[tuple[str, str]]:
    if not result["repeatability"]:
        return
    says = result["repeatability"]["says"]
    yield says["ko"], says["en"]
    for fault in result["repeatability"]["time_faults"]:
        yield f"시각: {fault['says']['ko']}", f"Times: {fault['says']['en']}"


def _documents(result: Result) -> Iterator[tuple[str, str]]:
    counted = pages.document_counts(result)
    if counted["total"]:
        yield (
            f"문서 {number(counted['total'])}장을 읽었고 {number(counted['holds'])}장은 계산이 모두 맞아요.",
            f"Read {number(counted['total'])} documents; the arithmetic of {number(counted['holds'])} holds.",
        )


def _effect(result: Result) -> Iterator[tuple[str, str]]:
    effect, error = deciding(result), result.get("effect_error")
    if effect:
        yield f"처리 시간: {effect['says']['ko']}", f"Handling time: {effect['says']['en']}"
    elif error:
        yield f"앞뒤 비교를 못 했어요. {error['message']}", f"No before and after: {error['class']}."


def _gates(result: Result) -> Iterator[tuple[str, str]]:
    for gate in result["gates"] if result["effect"] or result.get("effect_error") else ():
        ko, en = VERDICTS[gate["verdict"]]
        name = gate["gate"]["kpi"]
        yield f"[{ko}] {name['ko']}: {gate['says']['ko']}", f"[{en}] {name['en']}: {gate['says']['en']}"


def examination_html(result: Result, language: Language) -> str:
    """One self-contained page: the site's style inside it, no script; it prints well and needs no server."""
    with translation.override(language):
        body = render_to_string("pilots/report.html", {"page": pages.examination_page(result, language), "alone": True})
        title = _("살펴본 결과")
    style = "\n".join(path.read_text(encoding="utf-8") for path in _style_sheets())
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} · 장부</title>\n<style>\n{style}\n</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _style_sheets() -> Iterator[Path]:
    for name in ("css/tokens.css", "css/base.css", "css/components.css"):
        found = finders.find(name)
        if isinstance(found, str):
            yield Path(found)
