"""The matrix as a page and a file show it: people across, what they answer for down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column, Filter, ListSpec
from jangbu.apps.duties import queries, subjects
from jangbu.apps.duties.models import Letter
from jangbu.apps.people import queries as people
from jangbu.kernel.entry import Subject

GAPS = (
    ("any", gettext_lazy("빈 것 모두")),
    ("left", gettext_lazy("떠난 사람이 맡던 것")),
    ("bare", gettext_lazy("최종 책임이 없는 것")),
)
ROWS = 30


@dataclass(frozen=True, slots=True)
class Who:
    """One column: a person, and whether they left."""

    id: str
    name: str
    title: str
    gone: bool
    outsider: bool

    @property
    def head(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the matrix. `letters` is {person: letter}; `gap` is "", left, no_accountable or empty."""

    subject: Subject
    name: str
    kind: str
    personal: bool
    letters: dict[str, str]
    gap: str
    proposed: str = ""  # a name
    cells: list[tuple[Who, str]] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.subject.kind}|{self.subject.id}"

    @property
    def dom(self) -> str:
        return f"{self.subject.kind}-{self.subject.id}"


def columns(at: datetime, *, everybody: bool = False) -> list[Who]:
    """Who works here, outsiders only where they hold something, and whoever left with something still held."""
    holding = {each.person for cells in queries.held_at(at).values() for each in cells}
    gone = people.away(at)
    made = []
    for person in people.people_list(at).order_by("name", "pk"):
        outsider = person.role in ("guest", "auditor")
        left = person.pk in gone or not person.is_active
        if person.pk in holding or (not left and (everybody or not outsider)):
            made.append(Who(person.pk, person.name, person.title, left, outsider))
    return made


def rows(at: datetime, who: Sequence[Who]) -> list[Row]:
    held = queries.held_at(at)
    gaps: dict[Subject, str] = {}
    for each in queries.gaps(at, held):
        gaps.setdefault(each.subject, each.what)
    names = {each.id: each.name for each in who}
    made = []
    for subject, thing in subjects.things(at):
        kind = subjects.kind_named(subject.kind)
        letters = {each.person: each.letter for each in held.get(subject, [])}
        cells = [(each, letters.get(each.id, "")) for each in who]
        proposed = "" if "A" in letters.values() else names.get(thing.proposed, "")
        label = str(kind.label.head) if kind else subject.kind
        gap = gaps.get(subject, "")
        made.append(Row(subject, thing.name, label, thing.personal, letters, gap, proposed, cells))
    return made


def row_of(subject: Subject, at: datetime, who: Sequence[Who]) -> Row | None:
    return next((row for row in rows(at, who) if row.subject == subject), None)


def spec_of(who: Sequence[Who]) -> ListSpec[Row]:
    """The list; its file has the columns that `reading.read_file` takes back in."""
    kinds = [(each.kind, each.label.head) for each in subjects.kinds()]
    fixed: list[Column[Row]] = [
        Column("kind", gettext_lazy("종류"), value=lambda row: row.subject.kind),
        Column("id", gettext_lazy("번호"), value=lambda row: row.subject.id),
        Column("name", gettext_lazy("이름"), owned=True),
    ]
    heads = heads_of(who)
    people_columns: list[Column[Row]] = [
        Column(each.id, heads[each.id], value=_letter_of(each.id), owned=True) for each in who
    ]
    return ListSpec(
        title=gettext_lazy("책임표"),
        columns=(*fixed, *people_columns),
        searches=("name",),
        filters=(
            Filter("kind", gettext_lazy("종류"), kinds, keeps=lambda row, value: row.subject.kind == value),
            Filter(
                "person",
                gettext_lazy("사람"),
                [(each.id, each.name) for each in who],
                keeps=lambda row, value: value in row.letters,
                owned=True,
            ),
            Filter("gap", gettext_lazy("빈 것"), GAPS, keeps=_has_gap),
        ),
        sorts=("name",),
        page_size=ROWS,
        unit=gettext_lazy("줄"),
        placeholder=gettext_lazy("이름으로 찾기"),
        file_name=_("책임표"),
        empty=Step(
            gettext_lazy("책임을 나눌 것이 아직 없어요."),
            gettext_lazy("업무나 데이터, 업체, 정책을 하나 적으면 여기에 한 줄이 생겨요."),
            gettext_lazy("업무 적기"),
            "/work/processes/",
        ),
    )


def heads_of(who: Sequence[Who]) -> dict[str, str]:
    """How a file names each person: by name, and where two share it with the title or the id as well."""
    names = [each.name for each in who]
    made = {}
    for each in who:
        again = names.count(each.name) > 1
        made[each.id] = f"{each.name} ({each.title or each.id})" if again else each.name
    same = [head for head in made.values() if list(made.values()).count(head) > 1]
    return {key: f"{head} {key}" if head in same else head for key, head in made.items()}


def _letter_of(person: str) -> Any:
    return lambda row: row.letters.get(person, "")


def _has_gap(row: Row, value: str) -> bool:
    if value == "left":
        return row.gap == "left"
    return bool(row.gap) if value == "any" else row.gap in ("empty", "no_accountable")


LEGEND = tuple((letter.value, letter.label) for letter in (Letter.ACCOUNTABLE, Letter.RESPONSIBLE)) + tuple(
    (letter.value, letter.label) for letter in (Letter.CONSULTED, Letter.INFORMED)
)
