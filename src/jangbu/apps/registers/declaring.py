"""How a register declares itself. Everything here is data; a register's own file reads like its form.

A register's app calls `declare(Register(...))` in its `register.py`, which its AppConfig imports when apps are ready.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column
from jangbu.apps.base.words import Words
from jangbu.apps.registers.vocabulary import Vocabulary, vocabulary
from jangbu.kernel.entry import Actor, Subject

if TYPE_CHECKING:
    from jangbu.apps.registers.rows import RegisterRow

KindName = Literal[
    "text", "long", "number", "money", "day", "yes", "choice", "many", "person", "email", "url", "reference"
]
Right = Literal["read", "write", "decide"]
R = TypeVar("R", bound="RegisterRow")
Values = Mapping[str, Any]  # a row's fields by name, as Python values; an empty one is None, "" or []


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: Words


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a register; the model has an attribute of the same name (a foreign key for a `reference`)."""

    name: str
    label: Words
    kind: KindName = "text"
    help: Words | None = None
    choices: tuple[Choice, ...] | Callable[[], Sequence[Choice]] = ()
    required: bool = False
    personal: bool = False  # a person's value: the ledger keeps a commitment, so it can be erased
    sensitive: bool = False  # personal too, and shown, exported and handed out only to who may see personal values
    listed: bool = False  # a column of the list
    searched: bool = False
    filtered: bool = False
    imported: bool = True
    exported: bool = True
    to: str = ""  # of a reference: the register it leads to
    longest: int = 200  # characters of a text
    least: int | None = None
    most: int | None = None
    unit: Words | None = None
    section: Words | None = None  # a heading in form and detail, before this field
    named: bool = False  # of a choice: its choices are the firm's own words
    lapses: bool = False  # of a day: once it has passed, the list marks it

    @property
    def guarded(self) -> bool:
        return self.personal or self.sensitive

    @property
    def owned(self) -> bool:
        """The firm's own words, which no page translates."""
        return self.named or self.kind in {"text", "long", "person", "email", "url", "reference"}

    @property
    def attribute(self) -> str:
        return f"{self.name}_id" if self.kind == "reference" else self.name

    def options(self) -> Sequence[Choice]:
        return self.choices() if callable(self.choices) else self.choices


@dataclass(frozen=True, slots=True)
class State:
    name: str
    label: Words
    shape: Literal["met", "partly", "unmet", "claimed", "unknown", "na"] = "na"
    reviewed: bool = True  # whether the review cycle runs in this state


@dataclass(frozen=True, slots=True)
class Move(Generic[R]):
    """From one of some states to another. `guard` may refuse by raising a Problem, inside the transaction."""

    name: str
    verb: Words  # on the button
    sources: tuple[str, ...]
    target: str
    right: Right = "write"
    undoable: bool = True
    guard: Callable[[R, Actor], None] | None = None
    offered: bool = True  # a button; otherwise only a service makes this move


@dataclass(frozen=True, slots=True)
class Rule(Generic[R]):
    """A check across fields: where it does not hold, `says` stands at `field`. The row is None while it is made."""

    field: str
    says: Words
    holds: Callable[[Values, R | None], bool]


@dataclass(frozen=True, slots=True)
class Lede:
    """The first line of a page: what is true now and what needs you, then the rest."""

    bold: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Register(Generic[R]):
    """One register: a model, and what makes it different from the others."""

    name: str  # of its routes: "vendors" -> vendors, vendors-new, vendors-detail ...; also /api/v1/vendors
    path: str  # where its list stands: "/vendors/"
    kind: str  # of Subject.kind in the ledger, and of the address's argument: "vendor" -> vendor_id
    permission: str  # "vendors" -> vendors.read, vendors.write, vendors.decide
    noun: Words
    title: Words
    model: type[R]
    fields: tuple[Field, ...]
    states: tuple[State, ...]  # the first is where a row starts
    moves: tuple[Move[R], ...] = ()
    rules: tuple[Rule[R], ...] = ()
    key: tuple[str, ...] = ("name",)  # what makes a row the same when a file comes in; the first is its title
    review_months: int | None = None  # the usual cycle; each row may have its own
    unit: Words = field(default_factory=lambda: Words("건", "rows"))
    empty: Step | None = None
    icon: str = "checklist"
    order: str = ""
    columns: tuple[Column[R], ...] = ()  # more of them on the page, computed from the row
    detail_template: str = "registers/detail.html"
    list_template: str = "registers/list.html"
    context: Callable[[Any, R], dict[str, Any]] | None = None  # (request, row) -> more for the detail page
    list_context: Callable[[Any], dict[str, Any]] | None = None
    lede: Callable[[Actor], Lede] | None = None
    about: Callable[[R], Lede] | None = None  # the first line of one row
    follow: Callable[[R, str, Actor], None] | None = (
        None  # after a write ("added", "changed", "moved"), same transaction
    )
    actions: Vocabulary = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "actions", vocabulary(self.name, self.kind, self.path, self.noun))

    def needs(self, right: Right) -> str:
        return f"{self.permission}.{right}"

    def field(self, name: str) -> Field:
        return next(each for each in self.fields if each.name == name)

    def state(self, name: str) -> State:
        return next(each for each in self.states if each.name == name)

    def move(self, name: str) -> Move[R] | None:
        return next((each for each in self.moves if each.name == name), None)

    def subject(self, row: R) -> Subject:
        return Subject(self.kind, row.pk)

    def title_of(self, row: R) -> str:
        return str(row)

    @property
    def argument(self) -> str:
        return f"{self.kind}_id"

    @property
    def start(self) -> State:
        return self.states[0]


_declared: dict[str, Register[Any]] = {}


def declare(register: Register[R]) -> Register[R]:
    """Make a register known to the site and the API. Raises ValueError for one that contradicts itself."""
    names = [each.name for each in register.fields]
    states = {each.name for each in register.states}
    wrong = [name for name in names if names.count(name) > 1 or name in RESERVED]
    wrong += [name for name in register.key if name not in names]
    wrong += [rule.field for rule in register.rules if rule.field not in names]
    wrong += [move.name for move in register.moves if not {*move.sources, move.target} <= states]
    if wrong:
        raise ValueError(f"the register {register.name} contradicts itself: {sorted(set(wrong))}")
    _declared[register.name] = register
    return register


def declared() -> tuple[Register[Any], ...]:
    return tuple(_declared.values())


def register_named(name: str) -> Register[Any]:
    return _declared[name]


# What every row has besides its fields, see rows.py; no field may take these names.
RESERVED = frozenset(
    {"id", "state", "revision", "review_months", "reviewed_on", "reviewed_by", "review_due", "archived", "why"}
    | {"created_at", "created_by", "changed_at", "archived_at"}
)
COMMON_LABELS = {
    "state": Words("상태", "state"),
    "archived": Words("목록에서 뺌", "put aside"),
    "review_months": Words("검토 주기 (달)", "review cycle (months)"),
    "review_due": Words("다음 검토", "next review"),
    "reviewed_on": Words("살펴본 날", "reviewed on"),
}
