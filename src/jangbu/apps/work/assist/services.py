"""Starting a draft or a decision, and finishing it. Approving, measuring and the ledger are those of every run."""

from __future__ import annotations

from collections.abc import Mapping

from jangbu.apps.work import problems
from jangbu.apps.work.assist.setup import LONGEST_TEXT, read
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.kinds.assist import question_of
from jangbu.apps.work.runs import approving
from jangbu.apps.work.runs.models import Approval, Run
from jangbu.apps.work.runs.services import submit
from jangbu.engines.llm.problems import INPUT_MISSING
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem


def start(
    automation: Automation,
    inputs: Mapping[str, str],
    how: str,
    *,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Run:
    """One case: its inputs by name, and `how` it begins: "model", "blank", or a template's name.

    Raises Problem llm.input_missing, work.text_too_long, and what `submit` raises.
    """
    assist = read(automation.current.settings if automation.current else {})
    told = {each.name: inputs.get(each.name, "").replace("\r\n", "\n").strip() for each in assist.inputs}
    missing = [each.name for each in assist.inputs if each.needed and not told[each.name]]
    if missing or not question_of(told):
        missing = missing or list(told)
        raise Problem(INPUT_MISSING, names=", ".join(missing))
    if any(len(text) > LONGEST_TEXT for text in told.values()):
        raise Problem(problems.TEXT_TOO_LONG, limit=LONGEST_TEXT)
    title = question_of(told).strip().splitlines()[0][:80]
    return submit(automation, given={"inputs": told, "how": how}, title=title, actor=actor, why=why, clock=clock)


def finish(run: Run, edits: Mapping[str, str], *, actor: Actor, why: str = "", clock: Clock = system_clock) -> Approval:
    """The person's text ("text", and "base" where they began elsewhere) or choice ("choice", "other", "reason").

    Raises Problem work.draft_empty, .choice_missing, and what approving raises.
    """
    approval = open_question(run)
    held = run.proposal or {}
    changed = {
        name: value for name, value in edits.items() if not (name == "text" and _same(value, held.get("draft", "")))
    }
    if not changed.get("base"):
        changed.pop("base", None)
    elif "text" not in changed:
        changed["text"] = held.get("draft", "")
    why = why or edits.get("reason", "")
    return approving.approve(approval, edits=changed, actor=actor, why=why, clock=clock)


def drop(run: Run, *, actor: Actor, why: str, clock: Clock = system_clock) -> Approval:
    """Throw the draft away, with the reason."""
    return approving.reject(open_question(run), actor=actor, why=why, clock=clock)


def open_question(run: Run) -> Approval:
    """Raises Problem work.nothing_to_do where the run asks nothing."""
    found = run.approvals.filter(state=Approval.State.OPEN).select_related("run__automation", "run__version").first()
    if found is None:
        raise Problem(problems.NOTHING_TO_DO)
    return found


def _same(left: str, right: str) -> bool:
    return left.replace("\r\n", "\n").strip() == right.strip()
