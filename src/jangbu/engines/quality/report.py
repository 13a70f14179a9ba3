"""The diagnosis as one HTML page that needs nothing else: no script, no font file, light, dark and printed."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib.resources import files
from pathlib import Path

from jangbu.engines.quality.checking import RuleResult
from jangbu.engines.quality.diagnosing import Diagnosis, FileDiagnosis, Unread
from jangbu.engines.quality.model import ColumnProfile
from jangbu.engines.quality.rules import DIMENSIONS
from jangbu.engines.quality.scoring import DimensionScore
from jangbu.kernel.errors import Language
from jangbu.kernel.text import MINUS, day, number, percent

LOW = 80  # points below which a bar is drawn in the colour of trouble
WORDS: dict[str, tuple[str, str]] = {
    "title": ("데이터 진단", "Data diagnosis"),
    "completeness": ("완전성", "Completeness"),
    "uniqueness": ("유일성", "Uniqueness"),
    "validity": ("정확성", "Validity"),
    "consistency": ("일관성", "Consistency"),
    "timeliness": ("최신성", "Timeliness"),
    "unknown": ("알 수 없어요", "Cannot tell"),
    "points": ("점", "points"),
    "lost": ("왜 이 점수인지", "Why this score"),
    "formula": (
        "종합 점수는 행에 관한 네 항목을 곱해서 낸 평균(기하평균)과 최신성의 평균이에요.",
        "The overall score is the mean of timeliness and the geometric mean of the four that speak of rows.",
    ),
    "rows": ("행", "rows"),
    "found": ("찾은 문제", "What is wrong"),
    "nothing": ("어긴 행이 없어요.", "No row breaks a rule."),
    "columns": ("열", "Columns"),
    "name": ("이름", "Name"),
    "type": ("종류", "Kind"),
    "empty": ("빈칸", "Empty"),
    "distinct": ("서로 다른 값", "Different values"),
    "shape": ("가장 많은 모양", "Commonest shape"),
    "personal": ("개인정보", "Personal"),
    "none": ("없음", "none"),
    "first_rows": ("처음 걸린 행", "First rows"),
    "unchecked": ("검사하지 않은 규칙", "Rules not checked"),
    "shapes": ("가는 한글, a는 다른 글자, 9는 숫자예요.", "가 is Hangul, a another letter, 9 a digit."),
}
KINDS: dict[str, tuple[str, str]] = {
    "name": ("사람 이름", "person"),
    "company": ("회사 이름", "company"),
    "address": ("주소", "address"),
    "phone": ("전화번호", "phone"),
    "business_number": ("사업자등록번호", "business number"),
    "corporate_number": ("법인등록번호", "corporate number"),
    "rrn": ("주민등록번호", "resident number"),
    "email": ("이메일", "e-mail"),
    "money": ("금액", "money"),
    "quantity": ("수량", "quantity"),
    "date": ("날짜", "date"),
    "timestamp": ("날짜와 시각", "date and time"),
    "birth": ("생년월일", "birth date"),
    "code": ("코드", "code"),
    "category": ("분류", "category"),
    "identifier": ("식별자", "identifier"),
    "free_text": ("글", "prose"),
    "text": ("글자", "text"),
    "number": ("숫자", "number"),
    "boolean": ("예·아니요", "yes or no"),
    "card": ("카드번호", "card number"),
    "account": ("계좌번호", "account"),
}


def diagnosis_html(diagnosis: Diagnosis, language: Language = "ko") -> str:
    """One page for all files. Everything that came from a file is escaped."""
    page = _Page(language)
    body = "".join(page.unread(file) if isinstance(file, Unread) else page.file(file) for file in diagnosis.files)
    css = files(__package__).joinpath("report.css").read_text("utf-8")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{page.word('title')}</title>\n<style>\n{css}</style>\n</head>\n<body>\n"
        f"<h1>{page.word('title')}</h1>\n{body}</body>\n</html>\n"
    )


class _Page:
    """The parts of the page in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def word(self, key: str) -> str:
        return escape((WORDS.get(key) or KINDS.get(key) or (key, key))[self.language == "en"])

    def unread(self, file: Unread) -> str:
        said = escape(file.problem.sentence(self.language))
        return f'<section><h2>{escape(Path(file.path).name)}</h2><p class="bad">{said}</p></section>\n'

    def file(self, file: FileDiagnosis) -> str:
        profile, korean = file.profile, self.language == "ko"
        rules, wide = len(file.rules), len(profile.columns)
        when = day(file.as_of, self.language, year=True)
        about = (
            f"{number(profile.rows)}행, 열 {wide}개. 규칙 {rules}개를 모든 행에 대 봤어요. 기준일 {when}."
            if korean
            else f"{number(profile.rows)} rows, {wide} columns. {rules} rules held to every row, as of {when}."
        )
        notes = "".join(f'<p class="quiet">{escape(note.ko if korean else note.en)}</p>' for note in profile.notes)
        return (
            f'<section>\n<h2>{escape(Path(file.path).name)}</h2>\n<p class="quiet">{about}</p>\n{notes}'
            f"{self.scores(file)}</section>\n<section>\n{self.findings(file.rules)}{self.unchecked(file)}</section>\n"
            f"<section>\n{self.columns(file)}</section>\n"
        )

    def scores(self, file: FileDiagnosis) -> str:
        overall = file.score.overall
        said = self.word("unknown") if overall is None else f"{number(overall)}<small> {self.word('points')}</small>"
        bars = "".join(self.bar(name, file.score.dimensions[name]) for name in DIMENSIONS)
        lost = "".join(self.lost(name, file.score.dimensions[name]) for name in DIMENSIONS)
        why = (
            f"<details><summary>{self.word('lost')}</summary><p>{self.word('formula')}</p>{lost}</details>\n"
            if lost
            else ""
        )
        return f'<p class="score">{said}</p>\n<dl class="bars">{bars}</dl>\n{why}'

    def bar(self, name: str, found: DimensionScore) -> str:
        if found.value is None:
            return f'<dt>{self.word(name)}</dt><dd>–</dd><dd class="quiet">{self.word("unknown")}</dd>'
        low = " low" if found.value < LOW else ""
        width = f"{found.value:.1f}"
        return (
            f"<dt>{self.word(name)}</dt><dd>{number(found.value)}</dd>"
            f'<dd><span class="bar{low}"><i style="width:{width}%"></i></span></dd>'
        )

    def lost(self, name: str, found: DimensionScore) -> str:
        rows = "".join(
            f'<tr><td class="num bad">{MINUS}{component.points_lost:.2f}</td>'
            f'<td class="num">{number(component.failing)} / {number(component.total)}</td>'
            f"<td>{escape(component.says[self.language])}</td></tr>"
            for component in sorted(found.components, key=lambda each: -each.points_lost)
            if component.points_lost
        )
        return f'<h3>{self.word(name)}</h3><div class="scroll"><table>{rows}</table></div>' if rows else ""

    def findings(self, results: Iterable[RuleResult]) -> str:
        failed = sorted((result for result in results if result.failing), key=lambda result: -result.failing)
        title = f"<h2>{self.word('found')}</h2>\n"
        if not failed:
            return f'{title}<p class="good">{self.word("nothing")}</p>\n'
        rows = "".join(
            f'<tr><td class="num">{number(result.failing)} {self.word("rows")}</td>'
            f"<td><b>{escape(result.rule.describe(self.language))}</b>"
            f'<p class="quiet">{escape(result.rule.why(self.language))}</p></td>'
            f'<td class="quiet">{", ".join(number(row) for row in result.sample_rows[:5])}</td></tr>'
            for result in failed
        )
        head = f"<thead><tr><th></th><th></th><th>{self.word('first_rows')}</th></tr></thead>"
        return f'{title}<div class="scroll"><table>{head}<tbody>{rows}</tbody></table></div>\n'

    def unchecked(self, file: FileDiagnosis) -> str:
        korean = self.language == "ko"
        items = "".join(
            f"<li>{escape(each.place)} · {escape(each.what)}: {escape(each.ko if korean else each.en)}</li>"
            for each in file.contract.unchecked
        )
        return f"<h3>{self.word('unchecked')}</h3><ul>{items}</ul>\n" if items else ""

    def columns(self, file: FileDiagnosis) -> str:
        names = ("name", "type", "empty", "distinct", "shape", "personal")
        head = "".join(f"<th>{self.word(name)}</th>" for name in names)
        rows = "".join(self.column(column, file.profile.rows) for column in file.profile.columns)
        return (
            f'<h2>{self.word("columns")} {len(file.profile.columns)}</h2>\n<p class="quiet">{self.word("shapes")}</p>\n'
            f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>\n'
        )

    def column(self, column: ColumnProfile, rows: int) -> str:
        empty = percent((column.nulls + column.null_like) / rows, 1) if rows else "–"
        shape = ""
        if column.shapes and column.sampled:
            drawn, count = column.shapes[0]
            shape = f'<code>{escape(drawn)}</code> <span class="quiet">{percent(count / column.sampled)}</span>'
        about = "" if column.distinct_exact else "≈"
        personal = f'<b class="warn">{self.word(column.personal)}</b>' if column.personal else self.word("none")
        return (
            f"<tr><th>{escape(column.name)}</th><td>{self.word(column.semantic)}</td>"
            f'<td class="num">{empty}</td><td class="num">{about}{number(column.distinct)}</td>'
            f"<td>{shape}</td><td>{personal}</td></tr>"
        )
