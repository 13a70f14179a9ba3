"""What an answer is made of, and how one is made from predicates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, ask, known
from jangbu.engines.checklist import Call


@dataclass(frozen=True, slots=True)
class Figure:
    """One number beside the answer, with its label and where it is read."""

    label: Words
    value: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: a sentence, figures, the records it stands on, what to do next. UNKNOWN: the records are silent."""

    status: Status
    said: Words
    figures: tuple[Figure, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    next: Next | None = None


Teller = Callable[[datetime], Told]
SILENT = Words("아직 알 수 없어요. 이것을 재는 기록이 없어요.", "Cannot tell yet: no record measures this.")


def count(number: int) -> Words:
    return Words(f"{number:,}개", f"{number:,}")


def people(number: int) -> Words:
    return Words(f"{number:,}명", f"{number:,}")


def asked(at: datetime, name: str, **params: object) -> Answer | None:
    """What a predicate says; None where nobody declares it or it knows nothing."""
    if name not in known():
        return None
    found = ask(Call.of(name, params), at)
    return None if found.honest is Status.UNKNOWN else found


def together(answers: Iterable[Answer | None], *, yes: Words, no: Words, todo: Next) -> Told:
    """Yes where all that speak say so; no, with the worst sentence first; cannot tell where none speaks."""
    held = [each for each in answers if each is not None]
    if not held:
        return Told(Status.UNKNOWN, SILENT, next=todo)
    against = [each for each in held if each.honest is not Status.MET]
    lead = yes if not against else no
    told = [*against, *(each for each in held if each.honest is Status.MET)]
    sentences = dict.fromkeys([lead, *(each.said for each in told)])  # two facts may say the same
    said = Words(" ".join(each.ko for each in sentences), " ".join(each.en for each in sentences))
    status = Status.MET if not against else Status.UNMET if len(against) == len(held) else Status.PARTLY
    shown = tuple(each for answer in told for each in answer.evidence)[:8]
    return Told(status, said, (), shown, next((each.next for each in against if each.next), todo) if against else None)
