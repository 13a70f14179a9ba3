"""Decisions: options with grounds that quote the case, what is unknown, and a person who chooses and says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from jangbu.apps.gateway.services import Spent
from jangbu.apps.work import problems
from jangbu.apps.work.assist import queries
from jangbu.apps.work.assist.models import Decision, Kept
from jangbu.apps.work.assist.setup import read
from jangbu.apps.work.kinds.asking import way_for
from jangbu.apps.work.kinds.assist import Doubt, continued, given, question_of, said, seconds_of
from jangbu.apps.work.kinds.kind import Outcome, Prepared, register
from jangbu.apps.work.runs.models import Approval, Run
from jangbu.engines import llm
from jangbu.kernel.errors import Problem

OTHER = "other"  # none of the options: the person's own
LONGEST = 400  # characters of a choice or reason


class Decide:
    """`settings`: see assist.setup, `options` are fixed ones; endpoint and budget name a model that lays them out."""

    def prepare(self, run: Run, papers: Sequence[Path], now: datetime) -> Prepared:
        if (again := continued(run)) is not None:
            kept = {name: told for name, told in again.items() if name not in {"choice", "own", "reason"}}
            return Prepared(proposal=kept, title=run.title, about="")
        assist, inputs = read(run.version.settings), given(run)
        layout, spent, doubts, held = _laid_out(run, inputs, now)
        options = [_option(each) for each in layout.options]
        told = {each["title"] for each in options}
        fixed = [{"title": each, "for": [], "against": []} for each in assist.options if each not in told]
        question = question_of(inputs)
        proposal = {
            "options": [*options, *fixed],
            "unknown": list(layout.unknown),
            "source": "model" if options else "fixed",
            "inputs": inputs,
            "similar": [list(pair) for pair in queries.decisions_like(run.automation, question)],
        }
        return Prepared(
            proposal=proposal,
            title=run.title,
            about="",
            doubts=doubts,
            tokens=spent.tokens,
            cost_micros=spent.cost_micros,
            cost_currency=spent.currency,
            kept=held,
        )

    def corrected(self, run: Run, edits: Mapping[str, Any]) -> dict[str, Any]:
        """The proposal with the choice and its reason. Raises work.choice_missing."""
        held = dict(run.proposal or {})
        titles = [each["title"] for each in held.get("options", [])]
        picked, reason = str(edits.get("choice", "")), _short(str(edits.get("reason", "")))
        own = picked == OTHER
        index = int(picked) if picked.isascii() and picked.isdigit() else -1
        choice = _short(str(edits.get("other", ""))) if own else titles[index] if 0 <= index < len(titles) else ""
        if not choice or not reason:
            raise Problem(problems.CHOICE_MISSING)
        return {**held, "choice": choice, "own": own, "reason": reason}

    def carry_out(self, run: Run, approval: Approval | None, now: datetime) -> Outcome:
        ready(run, now)
        held = run.proposal or {}
        Decision.objects.create(
            run=run,
            question=question_of(held["inputs"]),
            choice=held["choice"],
            own=held["own"],
            reason=held["reason"],
            seconds=seconds_of(approval),
            decided_by=approval.decided_by if approval else "",
            decided_at=now,
        )
        return Outcome(f"고른 것: {held['choice']}", f"Chosen: {held['choice']}", {"choice": held["choice"]})

    def deliver(self, run: Run, now: datetime) -> Outcome | None:
        return None

    def take_back(self, run: Run, now: datetime) -> Outcome:
        Decision.objects.filter(run=run).update(state=Kept.WITHDRAWN)
        return Outcome("결정을 되돌렸어요", "the decision was taken back")


def ready(run: Run, now: datetime) -> None:
    """Raises Problem work.choice_missing while nobody has chosen."""
    if not (run.proposal or {}).get("choice"):
        raise Problem(problems.CHOICE_MISSING)


Laid = tuple[llm.Layout, Spent, list[Doubt], dict[str, Any]]


def _laid_out(run: Run, inputs: Mapping[str, str], now: datetime) -> Laid:
    """The model's options by the prompt that serves; where it gives none, nothing and the reason."""
    way = None
    try:
        way = way_for(run, "decision", now)
        if way is None:
            return llm.Layout(()), Spent(), [], {}
        layout = llm.lay_out(way.prompt.text, said(inputs), ask=way.port, blank=way.port.blank)
    except Problem as problem:
        doubt = {
            "ko": f"모델이 선택지를 펴 보이지 못했어요. {problem.what('ko')}",
            "en": f"The model laid out no options. {problem.what('en')}",
        }
        spent, held = (way.port.spent, way.kept()) if way else (Spent(), {})
        return llm.Layout(()), spent, [doubt], held
    return layout, way.port.spent, [], way.kept()


def _option(option: llm.Option) -> dict[str, Any]:
    return {"title": option.title, "for": _grounds(option.grounds), "against": _grounds(option.against)}


def _grounds(grounds: Sequence[llm.Ground]) -> list[dict[str, str | None]]:
    return [{"claim": each.claim, "quote": each.quote, "where": each.where} for each in grounds]


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


register("decision", Decide(), ready=ready)
