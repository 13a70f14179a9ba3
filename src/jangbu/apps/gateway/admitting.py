"""Whether a call may go out at all, for whom its answer is. The gateway lies below the laws and asks them through this
port; a refusal is an entry in the ledger and reaches whoever asked as a sentence with its next step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from jangbu.apps.gateway import actions
from jangbu.apps.gateway.models import Call, Endpoint
from jangbu.apps.ledger.services import record
from jangbu.kernel.clock import Clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

UNSEEN = frozenset({Call.Purpose.TRY, Call.Purpose.PROBE})  # nobody outside sees what is only tried or measured


@dataclass(frozen=True, slots=True)
class Asked:
    """A call that is about to be made: through which connection, for which automation (empty for none)."""

    endpoint: str
    automation: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What text made by AI carries when it leaves the firm through a use of AI: `text` stands at its end."""

    case: str  # the name of the use of AI
    text: str


Gate = Callable[[Asked], Problem | None]
Marks = Callable[[Asked], Mark | None]
_gates: list[Gate] = []  # bound once in web/wiring
_marks: list[Marks] = []


def bind_gate(gate: Gate, marks: Marks) -> None:
    """`gate(asked)` says why the call may not go out, or None; `marks(asked)` what its text carries when it leaves."""
    _gates[:], _marks[:] = [gate], [marks]


def require_admitted(endpoint: Endpoint, automation: str, run: str, purpose: str, actor: Actor, clock: Clock) -> None:
    """Raises what the gate says, with an entry of its own for each day and run."""
    if not _gates or purpose in UNSEEN:
        return
    problem = _gates[0](Asked(endpoint.pk, automation))
    if problem is None:
        return
    with transaction.atomic():
        _tell(problem, endpoint, automation, run, actor, clock)
    raise problem


def _tell(problem: Problem, endpoint: Endpoint, automation: str, run: str, actor: Actor, clock: Clock) -> None:
    said = {"said_ko": problem.what("ko"), "said_en": problem.what("en")}
    about = {"endpoint": endpoint.name, "endpoint_id": endpoint.pk, "automation_id": automation, "run_id": run}
    record(
        actions.HELD_BACK,
        actor=actor,
        where=endpoint.name,
        why=problem.what("ko"),
        subject=Subject("endpoint", endpoint.pk),
        after={**about, **said, "code": problem.code},
        dedupe_key=f"held:{endpoint.pk}:{automation}:{run}:{problem.code}:{clock().date().isoformat()}",
    )


def mark_of(endpoint_id: str, automation: str) -> Mark | None:
    """What text of this automation carries when it leaves the firm; None where nothing is asked for."""
    return _marks[0](Asked(endpoint_id, automation)) if _marks else None


def marked(text: str, mark: Mark | None) -> str:
    """The text with its mark at the end; again it changes nothing."""
    if mark is None or mark.text in text:
        return text
    return f"{text.rstrip()}\n\n{mark.text}"
