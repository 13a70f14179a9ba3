"""What a form has to ask to make a step, and back: for people who choose columns and options instead of writing YAML.

Steps that speak of single rows (set_cells, merge) are made elsewhere, from what was found; here they only move or go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from jangbu.engines.quality.mending.recipe import Recipe, Step
from jangbu.engines.quality.mending.tidying import LETTERS
from jangbu.engines.quality.mending.unifying import FORMS
from jangbu.engines.quality.normalising import KINDS
from jangbu.engines.quality.reading.problems import Said

Columns = Literal["any", "some", "one", "none"]
Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: Said
    options: Mapping[str, str] = field(default_factory=dict)  # of the step; empty: {field: value}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. A list is typed with commas; a column is chosen among those of the table."""

    name: str
    label: Said
    kind: Literal["text", "list", "choice", "flag", "column"] = "text"
    choices: tuple[Choice, ...] = ()
    default: str = ""
    needed: bool = False  # sent even when empty

    def put(self, value: str, options: dict[str, Any]) -> None:
        if self.kind == "list":
            if parts := [part.strip() for part in value.split(",") if part.strip()]:
                options[self.name] = parts
        elif self.kind == "choice":
            chosen = next((each for each in self.choices if each.value == value), None)
            if value and (chosen is None or value != self.default or chosen.options):
                options.update(chosen.options if chosen is not None and chosen.options else {self.name: value})
        elif self.kind == "flag":
            if value != self.default:
                options[self.name] = value
        elif value or self.needed:
            options[self.name] = value

    def take(self, options: Mapping[str, Any]) -> str:
        if self.kind == "choice":
            held = [each for each in self.choices if each.options and each.options.items() <= options.items()]
            if held:
                return max(held, key=lambda each: len(each.options)).value
        value = options.get(self.name, self.default)
        return ", ".join(value) if isinstance(value, list | tuple) else str(value or "")


@dataclass(frozen=True, slots=True)
class StepForm:
    """One kind of step: what it does, which columns it takes, what else it asks."""

    what: str
    label: Said
    columns: Columns
    fields: tuple[Field, ...] = ()
    make: Callable[[Sequence[str], Given], dict[str, Any]] | None = None  # where the fields are not options as such
    take: Callable[[Step], dict[str, str]] | None = None

    def options(self, columns: Sequence[str], given: Given) -> dict[str, Any]:
        if self.make is not None:
            return self.make(columns, given)
        made: dict[str, Any] = {}
        for each in self.fields:
            each.put(given.get(each.name, each.default), made)
        return made

    def values(self, step: Step | None) -> dict[str, str]:
        """What the fields hold for a step; their defaults for a new one."""
        if step is not None and self.take is not None:
            return self.take(step)
        return {each.name: each.take(step.options) if step else each.default for each in self.fields}

    def step(self, columns: Sequence[str], given: Given, *, step_id: str, why: str = "") -> Step:
        """The step; what is wrong with it is told when the recipe is read (`kinds.operations`)."""
        chosen = () if self.columns == "none" else tuple(columns)
        return Step(step_id, self.what, chosen, self.options(columns, given), why)

    def holds(self, step: Step) -> bool:
        """Whether the form says everything that the step says, so that it may be changed here."""
        again = self.step(step.columns, self.values(step), step_id=step.id, why=step.why)
        return dict(again.options) == dict(step.options)


def _replaced(_columns: Sequence[str], given: Given) -> dict[str, Any]:
    to = given.get("to") or None
    if given.get("pattern"):
        return {"pattern": given["pattern"], "to": to}
    return {"from": given.get("from") or None, "to": to}


def _replaces(step: Step) -> dict[str, str]:
    return {name: str(step.options.get(name) or "") for name in ("from", "pattern", "to")}


def _renamed(_columns: Sequence[str], given: Given) -> dict[str, Any]:
    return {"names": {given.get("old", ""): given.get("new", "")}}


def _renames(step: Step) -> dict[str, str]:
    old, new = next(iter(dict(step.options.get("names") or {}).items()), ("", ""))
    return {"old": str(old), "new": str(new)}


def _sorted(columns: Sequence[str], given: Given) -> dict[str, Any]:
    return {"descending": list(columns)} if given.get("descending") == "true" else {}


def _sorts(step: Step) -> dict[str, str]:
    return {"descending": "true" if step.options.get("descending") else "false"}


NAMED: Mapping[str, Said] = {
    "company": Said("회사 이름", "company name"),
    "address": Said("주소", "address"),
    "phone": Said("전화번호", "phone number"),
    "business_number": Said("사업자등록번호", "business number"),
    "corporate_number": Said("법인등록번호", "corporate number"),
    "person": Said("사람 이름", "person's name"),
    "date": Said("날짜", "date"),
    "money": Said("금액", "amount"),
    "email": Said("이메일", "e-mail"),
}
CASTS = tuple(
    Choice(
        f"{to} {form}",
        Said(f"{NAMED[to].ko} {form}", f"{NAMED[to].en} {form}"),
        {"to": to, "form": form} if place else {"to": to},  # the first is what a step without a form means
    )
    for to, forms in FORMS.items()
    for place, form in enumerate(forms)
)
KEEP = Field("keep", Said("원래 열도 남기기", "keep the old columns"), "flag", default="true")
STEP_FORMS: Mapping[str, StepForm] = {
    each.what: each
    for each in (
        StepForm(
            "trim",
            Said("빈칸과 보이지 않는 글자 다듬기", "Trim blanks and invisible characters"),
            "any",
            (
                Field(
                    "lines",
                    Said("줄바꿈", "line breaks"),
                    "choice",
                    (Choice("keep", Said("그대로", "keep")), Choice("join", Said("한 줄로", "join"))),
                    "keep",
                ),
            ),
        ),
        StepForm(
            "blank",
            Said("‘없음’, ‘-’ 같은 말을 빈칸으로", "Empty cells that say nothing, such as ‘-’"),
            "some",
            (
                Field(
                    "words",
                    Said("빈칸으로 볼 말 (쉼표로, 비우면 흔한 말 모두)", "words, with commas (empty: the usual ones)"),
                    "list",
                ),
            ),
        ),
        StepForm(
            "normalise",
            Said("한 가지 표기로 맞추기", "Write alike"),
            "some",
            (
                Field(
                    "kind",
                    Said("무엇인가요", "what they are"),
                    "choice",
                    tuple(Choice(kind, NAMED[kind], {"kind": kind}) for kind in KINDS),
                ),
            ),
        ),
        StepForm(
            "cast",
            Said("날짜와 금액의 꼴 정하기", "Choose the form of dates and amounts"),
            "some",
            (Field("to", Said("꼴", "form"), "choice", CASTS),),
        ),
        StepForm(
            "fill_missing",
            Said("빈칸 채우기 (셋 가운데 하나만)", "Fill empty cells (one of the three)"),
            "some",
            (
                Field("value", Said("이 값으로", "with this value")),
                Field("column", Said("다른 열의 값으로", "from another column"), "column"),
                Field(
                    "by",
                    Said("이 열이 같은 행들의 값으로 (쉼표로)", "from rows alike in these columns (with commas)"),
                    "list",
                ),
            ),
        ),
        StepForm(
            "replace",
            Said("값 바꾸기", "Replace values"),
            "some",
            (
                Field("from", Said("이 값을 (비우면 빈칸)", "this value (empty: empty cells)")),
                Field("to", Said("이 값으로 (비우면 비워요)", "by this one (empty: nothing)")),
                Field("pattern", Said("또는 정규식으로 찾은 글자를", "or what this pattern finds")),
            ),
            _replaced,
            _replaces,
        ),
        StepForm(
            "case",
            Said("영문 대소문자 맞추기", "Put Latin letters into one case"),
            "some",
            (
                Field(
                    "to",
                    Said("어떻게", "how"),
                    "choice",
                    tuple(Choice(to, said, {"to": to}) for to, said in LETTERS.items()),
                ),
            ),
        ),
        StepForm(
            "split",
            Said("한 열을 여러 열로 나누기", "Split a column"),
            "one",
            (
                Field("by", Said("나누는 글자", "separator"), needed=True),
                Field("into", Said("새 열 이름 (쉼표로)", "new names, with commas"), "list"),
                KEEP,
            ),
        ),
        StepForm(
            "join",
            Said("여러 열을 한 열로 잇기", "Join columns"),
            "some",
            (
                Field("into", Said("새 열 이름", "new name"), needed=True),
                Field("by", Said("사이에 넣을 글자 (비우면 빈칸)", "text between (empty: a blank)")),
                KEEP,
            ),
        ),
        StepForm(
            "rename",
            Said("열 이름 바꾸기", "Rename a column"),
            "none",
            (
                Field("old", Said("지금 이름", "name now"), "column"),
                Field("new", Said("새 이름", "new name")),
            ),
            _renamed,
            _renames,
        ),
        StepForm("drop", Said("열 빼기", "Drop columns"), "some"),
        StepForm("drop_duplicates", Said("똑같은 행 빼기", "Drop repeated rows"), "any"),
        StepForm("drop_totals", Said("합계 행 빼기", "Drop rows that add up others"), "none"),
        StepForm(
            "sort",
            Said("줄 세우기", "Sort rows"),
            "some",
            (Field("descending", Said("큰 것부터", "largest first"), "flag", default="false"),),
            _sorted,
            _sorts,
        ),
    )
}


def with_steps(recipe: Recipe, steps: Sequence[Step]) -> Recipe:
    return Recipe(recipe.name, recipe.columns, tuple(steps), recipe.fingerprint)


def moved(recipe: Recipe, place: int, by: int) -> Recipe:
    """The step at a place (from 0) one further up or down; at the end it stays."""
    steps, to = list(recipe.steps), place + by
    if 0 <= place < len(steps) and 0 <= to < len(steps):
        steps[place], steps[to] = steps[to], steps[place]
    return with_steps(recipe, steps)


def removed(recipe: Recipe, place: int) -> Recipe:
    return with_steps(recipe, [step for at, step in enumerate(recipe.steps) if at != place])


def put(recipe: Recipe, step: Step, place: int | None) -> Recipe:
    """The step in place of another one, or at the end."""
    steps = list(recipe.steps)
    if place is not None and 0 <= place < len(steps):
        steps[place] = step
    else:
        steps.append(step)
    return with_steps(recipe, steps)


def free_id(recipe: Recipe, what: str) -> str:
    """An id for a new step that no other has: trim, trim-2, trim-3."""
    used = {step.id for step in recipe.steps}
    return next(
        name for number in range(1, len(used) + 2) if (name := what if number == 1 else f"{what}-{number}") not in used
    )
