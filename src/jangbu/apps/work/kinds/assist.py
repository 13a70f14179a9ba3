"""Drafts: a model writes one from a prompt, or a template is filled; a person edits, and what they changed is measured.

Nothing is sent anywhere. The finished text can be copied or downloaded, and the next case finds it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from jangbu.apps.gateway.services import Spent, mark_of, marked
from jangbu.apps.work import problems
from jangbu.apps.work.assist import queries
from jangbu.apps.work.assist.models import FinishedText, Kept
from jangbu.apps.work.assist.setup import LONGEST_TEXT, Assist, read
from jangbu.apps.work.kinds.asking import way_for
from jangbu.apps.work.kinds.kind import Outcome, Prepared, register
from jangbu.apps.work.runs.models import Approval, Run
from jangbu.engines import llm
from jangbu.kernel.errors import Problem

BY_MODEL, BLANK = "model", "blank"  # what `how` says; anything else names a template
BLACK = "■"
Doubt = dict[str, str]


@dataclass(frozen=True, slots=True)
class First:
    """The draft that a person starts from, where it came from, and what it took."""

    text: str
    source: str
    template: str = ""
    spent: Spent = field(default_factory=Spent)
    doubts: tuple[Doubt, ...] = ()
    kept: dict[str, Any] = field(default_factory=dict)


class Draft:
    """`settings`: see assist.setup; endpoint and budget name a model. `input`: {inputs: {name: text}, how}."""

    def prepare(self, run: Run, papers: Sequence[Path], now: datetime) -> Prepared:
        again = continued(run)
        if again is not None:
            return Prepared(proposal=again, title=run.title, about="")
        assist, inputs = read(run.version.settings), given(run)
        first = _first(run, assist, inputs, now)
        question = question_of(inputs)
        proposal = {
            "draft": first.text,
            "first": first.text,
            "source": first.source,
            "template": first.template,
            "inputs": inputs,
            "similar": [list(pair) for pair in queries.like(run.automation, question)],
        }
        black = first.text.count(BLACK) and [BLACKENED]
        return Prepared(
            proposal=proposal,
            title=run.title,
            about="",
            doubts=[*first.doubts, *(black or ())],
            tokens=first.spent.tokens,
            cost_micros=first.spent.cost_micros,
            cost_currency=first.spent.currency,
            kept=first.kept,
        )

    def corrected(self, run: Run, edits: Mapping[str, Any]) -> dict[str, Any]:
        """The person's text, and what they started from if it was not our draft. Raises work.draft_empty."""
        held = dict(run.proposal or {})
        text = str(edits.get("text", held.get("draft", ""))).replace("\r\n", "\n").strip()
        if not text:
            raise Problem(problems.DRAFT_EMPTY)
        if len(text) > LONGEST_TEXT:
            raise Problem(problems.TEXT_TOO_LONG, limit=LONGEST_TEXT)
        return {**held, **started_from(run, str(edits.get("base", ""))), "draft": text}

    def carry_out(self, run: Run, approval: Approval | None, now: datetime) -> Outcome:
        held = run.proposal or {}
        final = leaving(run, held)
        changed = llm.edit_distance(held["first"], held["draft"])
        permille = round(changed.share * 1000)
        FinishedText.objects.create(
            run=run,
            question=question_of(held["inputs"]),
            first=held["first"],
            final=final,
            source=held["source"],
            chars=changed.chars,
            permille=permille,
            seconds=seconds_of(approval),
            finished_by=approval.decided_by if approval else "",
            finished_at=now,
        )
        share = f"{changed.share:.0%}"
        return Outcome(
            f"글을 마무리했어요. 고친 글자 {changed.chars:,}자 ({share})",
            f"The text is finished; {changed.chars:,} characters changed ({share})",
            {"chars": changed.chars, "permille": permille},
            [("글.txt", final.encode())],
        )

    def deliver(self, run: Run, now: datetime) -> Outcome | None:
        return None  # nothing is sent by itself: people copy it

    def take_back(self, run: Run, now: datetime) -> Outcome:
        FinishedText.objects.filter(run=run).update(state=Kept.WITHDRAWN)
        return Outcome("지난 글에서 뺐어요", "taken out of the past texts")


def leaving(run: Run, held: Mapping[str, Any]) -> str:
    """The text as it goes out: what a model wrote carries its mark where the law asks for one, whoever edited it."""
    text = str(held["draft"])
    if held["source"] != BY_MODEL:
        return text
    return marked(text, mark_of(str(run.version.settings.get("endpoint") or ""), run.automation_id))


def ready(run: Run, now: datetime) -> None:
    """Raises Problem work.draft_empty while there is no text to finish."""
    if not str((run.proposal or {}).get("draft", "")).strip():
        raise Problem(problems.DRAFT_EMPTY)


def given(run: Run) -> dict[str, str]:
    """The inputs of a run. A text handed in as one piece is its first input."""
    told = run.input.get("inputs")
    if isinstance(told, Mapping):
        return {str(name): str(text) for name, text in told.items()}
    names = [each.name for each in read(run.version.settings).inputs]
    return {names[0]: str(run.input.get("text", ""))} if names else {}


def continued(run: Run) -> dict[str, Any] | None:
    """A decision that was taken back goes on where it stopped, with the person's text; nobody is asked twice."""
    earlier = run.replay_of
    undone = (Run.State.TAKEN_BACK, Run.State.REJECTED, Run.State.CANCELLED)
    if earlier is None or earlier.state not in undone or earlier.version_id != run.version_id:
        return None
    return earlier.proposal


def said(inputs: Mapping[str, str]) -> dict[str, str]:
    """The inputs as a model gets them: one that was not given is a dash, so that it is seen to be missing."""
    return {name: text if text.strip() else "–" for name, text in inputs.items()}


def question_of(inputs: Mapping[str, str]) -> str:
    return "\n".join(text for text in inputs.values() if text.strip())


def seconds_of(approval: Approval | None) -> int | None:
    """How long the person had it before them."""
    if approval is None or approval.opened_at is None or approval.decided_at is None:
        return None
    return max(0, round((approval.decided_at - approval.opened_at).total_seconds()))


def started_from(run: Run, base: str) -> dict[str, str]:
    """What `base` names, "template:NAME" or "similar:RUN", as the draft to measure against; nothing if it is gone."""
    what, _colon, name = base.partition(":")
    if what == "template" and (template := read(run.version.settings).template(name)) is not None:
        return {"first": filled(template.text, given(run)), "source": "template", "template": name}
    if what == "similar" and (past := queries.texts_of(run.automation).filter(run=name).first()) is not None:
        return {"first": past.final, "source": "similar", "template": ""}
    return {}


def filled(template: str, inputs: Mapping[str, str]) -> str:
    """The template with its places filled; an input that was not given leaves its name in brackets for the person."""
    return llm.fill(
        template, {name: inputs.get(name, "").strip() or f"[{name}]" for name in llm.names_in(template)}
    ).text


def _first(run: Run, assist: Assist, inputs: Mapping[str, str], now: datetime) -> First:
    how = str(run.input.get("how") or (BY_MODEL if run.version.settings.get("endpoint") else ""))
    asked = _asked(run, inputs, now) if how == BY_MODEL else First("", "blank")
    if asked.text:
        return asked
    template = assist.template(how) or (assist.templates[0] if assist.templates and how != BLANK else None)
    if template is None:
        return asked
    return First(filled(template.text, inputs), "template", template.name, asked.spent, asked.doubts, asked.kept)


def _asked(run: Run, inputs: Mapping[str, str], now: datetime) -> First:
    """The model's draft by the prompt that serves; where it gives none, an empty one with the reason."""
    way = None
    try:
        way = way_for(run, "draft", now)
        if way is None:
            return First("", "blank")
        written = llm.draft(way.prompt.text, said(inputs), ask=way.port.text, blank=way.port.blank)
    except Problem as problem:
        spent, kept = (way.port.spent, way.kept()) if way else (Spent(), {})
        return First("", "blank", spent=spent, doubts=(unanswered(problem),), kept=kept)
    return First(written.text, "model", spent=way.port.spent, kept=way.kept())


def unanswered(problem: Problem) -> Doubt:
    return {
        "ko": f"모델이 초안을 쓰지 못했어요. {problem.what('ko')}",
        "en": f"The model wrote no draft. {problem.what('en')}",
    }


BLACKENED: Doubt = {
    "ko": "가린 번호 자리(■)가 글에 있어요. 꼭 필요하면 직접 채워 주세요.",
    "en": "The text has places (■) where a number was blanked. Fill them in yourself if they are needed.",
}

register("draft", Draft(), ready=ready)
