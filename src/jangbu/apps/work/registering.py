"""Work in the register of AI models: automations, their prompts, the rules that read documents and the OCR set-up.

The versions stay where they are; the register mirrors them by id and fingerprint. What people corrected in approved
runs is the truth that each is measured against, and a version that never ran works on past papers once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from jangbu.apps.aimodels import queries as allowed_models
from jangbu.apps.aimodels import services as aimodels
from jangbu.apps.aimodels.services import Running
from jangbu.apps.base.permission import require
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.work import actions, problems
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.automations.telling import tell
from jangbu.apps.work.reading.papers import NAMES, READER, ocr_content, rules_content
from jangbu.apps.work.reading.releases import OCR, RULES, is_kept, keep_today
from jangbu.apps.work.runs.models import Run
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

AUTOMATION, PROMPT = "automation", "prompt"
TEXTS = (Automation.Kind.DRAFT, Automation.Kind.DECISION)
RELEASE = "프로그램의 판이 바뀌어서"


def running_of(made: AutomationVersion, automation: Automation) -> Running:
    """One version of an automation as the register sees it; its own fingerprint is kept."""
    content = {
        "settings": made.settings,
        "kind": automation.kind,
        **{name: getattr(made, name) for name in ("who", "what", "when", "where", "why")},
    }
    return Running(
        kind=AUTOMATION,
        ref=automation.pk,
        name=automation.name,
        content=content,
        label=f"v{made.number}",
        fingerprint=made.fingerprint,
        version_ref=made.pk,
        note=made.note,
        made_by=made.created_by,
        made_at=made.created_at,
        purpose=made.what,
        owner=made.who,
        datasets=tuple(made.datasets),
        serving=automation.current_id == made.pk,
        suites=None if automation.kind == Automation.Kind.INVOICE else ("accuracy",),
    )


def prompt_of(made: AutomationVersion, automation: Automation) -> Running | None:
    """The prompt of a version that asks a model, None where it has none."""
    endpoint, prompt = str(made.settings.get("endpoint") or ""), str(made.settings.get("prompt") or "").strip()
    if not endpoint or not prompt:
        return None
    return Running(
        kind=PROMPT,
        ref=automation.pk,
        name=f"{automation.name} · 프롬프트",
        content={"prompt": prompt, "endpoint": endpoint, "kind": automation.kind},
        label=f"v{made.number}",
        note=made.note,
        made_by=made.created_by,
        made_at=made.created_at,
        purpose=made.what,
        owner=made.who,
        serving=automation.current_id == made.pk,
    )


def rules_running() -> Running:
    """The rules that read documents, as this release holds them."""
    content = rules_content()
    label = f"{_release()} {content['rules'][:7]}".strip()
    return Running(RULES, READER, NAMES[RULES], content, label, note=RELEASE)


def ocr_running() -> Running:
    """The readers of pictures on this machine and the code that drives them."""
    content = ocr_content()
    engines = content["engines"]
    present = " + ".join(sorted({name.split()[0] for name, there in engines.items() if there})) or "–"
    label = f"{present} {content['code'][:7]}"
    return Running(OCR, READER, NAMES[OCR], content, label, note=RELEASE, serving=any(engines.values()))


def _release() -> str:
    try:
        return version("jangbu")
    except PackageNotFoundError:
        return ""


def require_version(automation: Automation, made: AutomationVersion, at: datetime | None = None) -> None:
    """Raises Problem aimodels.not_allowed, .evaluation_over. A drill's copy is no automation of the register."""
    if not automation.drill:
        allowed_models.require_serving(AUTOMATION, automation.pk, made.fingerprint, automation.name, at)


def version_for(run: Run, at: datetime) -> AutomationVersion:
    """The version that works on a run now: its own, or after a roll-back the one that serves; what had begun is kept.

    Raises Problem aimodels.not_allowed, .evaluation_over where none may.
    """
    automation, own = run.automation, run.version
    if automation.drill:
        return own
    served = allowed_models.instead_of(AUTOMATION, automation.pk, own.fingerprint, automation.name, at)
    if served is None:
        return own
    found = automation.versions.filter(pk=served.ref).first()
    if found is None:
        raise allowed_models.Door().refusal(automation.name)
    return found


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a run asks with: the text, the connection it was approved for, and which version of the prompt that is."""

    text: str
    endpoint: str
    fingerprint: str
    label: str


def prompt_for(automation: Automation, made: AutomationVersion, at: datetime | None = None) -> Prompt | None:
    """The prompt that serves now: the version's own, or the approved one in its place; None where it asks no model.

    Raises Problem aimodels.not_allowed, .evaluation_over.
    """
    own = prompt_of(made, automation)
    if own is None:
        endpoint = str(made.settings.get("endpoint") or "")
        return Prompt("", endpoint, "", "") if endpoint else None
    served = allowed_models.instead_of(PROMPT, automation.pk, own.print, own.name, at)
    content, label = (own.content, own.label) if served is None else (served.content, served.label)
    printed = own.print if served is None else served.fingerprint
    return Prompt(str(content["prompt"]), str(content["endpoint"]), printed, label)


def waits_for_promotion(automation: Automation) -> bool:
    """Whether a new version becomes a candidate instead of serving at once."""
    return automation.current_id is not None and allowed_models.regime_on(AUTOMATION, automation.pk)


def noted(automation: Automation, made: AutomationVersion, *, actor: Actor, why: str) -> None:
    """Tell the register of a version, in the caller's transaction. Copies made for a drill are not told of."""
    if automation.drill:
        return
    aimodels.note_running(running_of(made, automation), actor=actor, why=why)
    prompt = prompt_of(made, automation)
    if prompt is not None:
        aimodels.note_running(prompt, actor=actor, why=why)


def noted_back(automation: Automation, made: AutomationVersion, *, actor: Actor, why: str) -> None:
    """Work went back to that version by itself: the register's alias goes along."""
    if not automation.drill:
        aimodels.note_went_back(running_of(made, automation), actor=actor, why=why)
        _prompt_goes_along(automation, actor, why)


def serve(ref: str, version_ref: str, _content: Mapping[str, Any], actor: Actor, why: str) -> None:
    """Make that version the one that runs, in the caller's transaction; the one before becomes the way back."""
    require(actor, "work.write")
    held = Automation.objects.select_for_update().get(pk=ref)
    if held.current_id == version_ref:
        return
    before = held.current
    held.rollback, held.current = before, held.versions.get(pk=version_ref)
    held.save(update_fields=["rollback", "current"])
    _prompt_goes_along(held, actor, why)
    after = {"number": held.current.number, "note": held.current.note, "fingerprint": held.current.fingerprint}
    tell(actions.VERSION_SERVES, held, actor, why, after, before={"number": before.number if before else 0})


def _prompt_goes_along(automation: Automation, actor: Actor, why: str) -> None:
    """The prompt of the version that serves now serves too, where it was approved; else the one that does stays."""
    prompt = prompt_of(automation.current, automation) if automation.current else None
    if prompt is not None:
        aimodels.note_goes_along(prompt, actor=actor, why=why)


def serve_prompt(_ref: str, _version: str, content: Mapping[str, Any], _actor: Actor, _why: str) -> None:
    """The next draft asks with that text. Raises Problem work.model_unknown where its connection is gone."""
    if gateway.currency_of(str(content["endpoint"])) is None:
        raise Problem(problems.MODEL_UNKNOWN)


def serve_rules(_ref: str, _version: str, content: Mapping[str, Any], _actor: Actor, _why: str) -> None:
    """The next paper is read by those rules. Raises Problem work.release_not_kept where their files are gone."""
    keep_today()
    _require_kept(RULES, str(content["rules"]))


def serve_ocr(_ref: str, _version: str, content: Mapping[str, Any], _actor: Actor, _why: str) -> None:
    """The next scan is read by that set-up. Raises Problem work.release_not_kept, .readers_gone."""
    keep_today()
    _require_kept(OCR, str(content["code"]))
    here = ocr_content()["engines"]
    gone = [name for name, there in content["engines"].items() if there and not here.get(name)]
    if gone:
        raise Problem(problems.READERS_GONE, names=", ".join(gone))


def _require_kept(part: str, fingerprint: str) -> None:
    if not is_kept(part, fingerprint):
        raise Problem(problems.RELEASE_NOT_KEPT, name=fingerprint[:7])
