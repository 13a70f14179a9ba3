"""What the pages of models say beside what every register says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.aimodels import actions
from jangbu.apps.aimodels.aging import LONGEST_DAYS, Lapse, lapse_of
from jangbu.apps.aimodels.drift import Drift, drift_of
from jangbu.apps.aimodels.models import AiModel, Alias, Evaluation, Promotion
from jangbu.apps.aimodels.promoting import is_evaluated, needs_of
from jangbu.apps.aimodels.running import source_of
from jangbu.apps.aimodels.serving import champion, grace_ends, is_strict, to_go_back_to
from jangbu.apps.aimodels.showing import fairness_tables, result_lines
from jangbu.apps.aimodels.words import GROUNDS, LAPSED, STOPPED, SUITES, VERDICTS
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.base.templatetags.parts import state as drawn
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.registers.declaring import Lede
from jangbu.apps.registers.kinds import Names
from jangbu.engines import charts
from jangbu.kernel import text
from jangbu.kernel.entry import Actor, Subject

OTHER = "other"
LONGEST_LABEL = 22


def serves_word(entry: AiModel) -> object:
    held = champion(entry)
    if held is None:
        return "–"
    shape, said = GROUNDS[held.ground]
    lapse = lapse_now(entry, held)
    if lapse is not None:
        stopped = lapse.stopped(timezone.now())
        shape, said = ("unmet", STOPPED) if stopped else ("partly", LAPSED)
    return drawn(shape, f"{shortened(held.version.label)} · {said}")


def shortened(label: str) -> str:
    """For a cell of a list."""
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def measured_word(entry: AiModel) -> object:
    """The worst of the newest evaluations that what serves needs; of all, where none is needed."""
    held = champion(entry)
    version = held.version if held else entry.versions.first()
    if version is None:
        return "–"
    now = timezone.now()
    needed = needs_of(version, now) or needs_of(version, now, required=False)
    found = [each.evaluation for each in needed if each.evaluation]
    if not found:
        return drawn("unknown", _("평가 전"))
    order = ("fail", "cannot_tell", "pass")
    verdict = next(each for each in order if each in {one.verdict for one in found})
    shape, said = VERDICTS[verdict]
    return drawn(shape, str(said))


def gap(entry: AiModel, held: Alias | None) -> bool:
    """Whether something serves that nobody evaluated and approved."""
    return held is not None and held.ground not in {"promoted", "rolled_back"}


def lede(_actor: Actor) -> Lede:
    held = list(AiModel.objects.filter(archived_at=None).exclude(state="retired"))
    if not held:
        return Lede(_("아직 쓰는 AI가 없어요."))
    gaps = sum(1 for each in held if gap(each, champion(each)))
    waiting = Promotion.objects.filter(state=Promotion.State.OPEN).count()
    rest = (
        ngettext("%(n)d개가 승인을 기다려요.", "%(n)d개가 승인을 기다려요.", waiting) % {"n": waiting}
        if waiting
        else ""
    )
    ending = [each for each in held if lapse_now(each, champion(each)) is not None]
    if ending and not gaps:
        said = ngettext(
            "AI %(n)d개는 평가가 오래됐거나 못 미쳐요.", "AI %(n)d개는 평가가 오래됐거나 못 미쳐요.", len(ending)
        )
        return Lede(said % {"n": len(ending)}, _("'%(name)s'부터 다시 평가해 주세요.") % {"name": ending[0].name})
    if gaps:
        said = ngettext(
            "AI %(total)d개 가운데 %(n)d개를 승인 없이 쓰고 있어요.",
            "AI %(total)d개 가운데 %(n)d개를 승인 없이 쓰고 있어요.",
            gaps,
        )
        return Lede(said % {"n": gaps, "total": len(held)}, rest)
    return Lede(_("쓰는 AI는 모두 평가와 승인을 거쳤어요."), rest)


def list_context(_request: HttpRequest) -> dict[str, Any]:
    return {"strict": is_strict(), "may_decide": allowed(actor_of(_request), "aimodels.decide")}


def about(entry: AiModel) -> Lede:
    """Whether it may serve, then what is lacking or by when."""
    held = champion(entry)
    if held is None:
        if entry.kind == OTHER and not entry.versions.exists():
            return Lede(_("아직 판이 없어요."), _("쓰는 판을 적으면 평가할 수 있어요."))
        return Lede(_("지금 쓰는 판이 없어요."), _("판 하나를 평가하고 승인을 받으면 쓸 수 있어요."))
    label = held.version.label
    if not gap(entry, held):
        return _about_approved(label, lapse_of(held, timezone.now()))
    ends = grace_ends(entry)
    if ends is not None and ends > timezone.now():
        day = text.day(timezone.localtime(ends).date(), language(), year=True)
        rest = _("%(day)s까지 평가하고 승인을 받아 주세요.") % {"day": day}
    else:
        rest = _("석 달의 말미가 끝났어요. 지금 평가하고 승인을 받아 주세요.")
    return Lede(_("%(label)s, 아직 승인받지 않은 판을 쓰고 있어요.") % {"label": label}, rest)


def _about_approved(label: str, lapse: Lapse | None) -> Lede:
    good = _("%(label)s, 평가하고 승인한 판을 써요.") % {"label": label}
    if lapse is None:
        return Lede(good)
    day = text.day(timezone.localtime(lapse.until).date(), language(), year=True)
    if lapse.stopped(timezone.now()):
        return Lede(_("평가가 오래돼 멈췄어요."), _("%(day)s부터 쓰지 않아요. 다시 평가해 주세요.") % {"day": day})
    if lapse.failed:
        return Lede(good, _("지난 평가에서 기준에 못 미쳤어요. 그대로 두면 %(day)s에 멈춰요.") % {"day": day})
    return Lede(good, _("평가한 지 오래됐어요. 그대로 두면 %(day)s에 멈춰요.") % {"day": day})


def lapse_now(entry: AiModel, held: Alias | None) -> Lapse | None:
    """The lapse of what serves by approval; None where it is well, or serves by grace."""
    if held is None or entry.regime_since is None or gap(entry, held):
        return None
    return lapse_of(held, timezone.now())


def detail_context(request: HttpRequest, entry: AiModel) -> dict[str, Any]:
    actor, now, names = actor_of(request), timezone.now(), Names().people
    held = champion(entry)
    source = source_of(entry.kind)
    shown = held.version if held else entry.versions.first()
    needs = needs_of(shown, now, required=False) if shown else []
    waiting = entry.promotions.filter(state=Promotion.State.OPEN).select_related("version").first()
    newest = [each.evaluation for each in needs if each.evaluation]
    fairness = next((each for each in newest if each.kind == "fairness"), None)
    ground = GROUNDS[held.ground if held else ""]
    return {
        "serves": held,
        "ground": ground,
        "shown": shown,
        "runs_at": source.url(entry.ref) if source and entry.ref else "",
        "suites": [(each, *_evaluated(each.evaluation)) for each in needs],
        "fairness": fairness_tables(fairness) if fairness else [],
        "fairness_evaluation": fairness,
        "drift": _drift(entry, drift_of(entry, now)),
        "waiting": waiting,
        **_lapse(entry, held, names),
        "back": to_go_back_to(entry),
        "versions": [
            (each, names.get(each.made_by, ""), _past(entry, each, held)) for each in entry.versions.all()[:30]
        ],
        "spent": source.spent(entry.ref) if source and source.spent else [],
        "drills": [(each, (each.seen or {}).get(language(), "")) for each in entry.drills.all()[:3]],
        "may_evaluate": allowed(actor, "aimodels.evaluate"),
        "may_decide": look_ahead(actor, "aimodels.decide", actions.PROLONGED, Subject("ai_model", entry.pk)).may,
        "may_roll_back": allowed(actor, "aimodels.write"),
        "ready": shown is not None and is_evaluated(shown, now),
        "owner_name": names.get(entry.owner, ""),
        "unpinned": _unpinned(entry, shown),
        "missing_suites": [
            (name, word) for name, word in SUITES.items() if name not in {one.suite.kind for one in needs}
        ],
        "by_hand": entry.kind in (OTHER, "model"),
    }


def _lapse(entry: AiModel, held: Alias | None, names: dict[str, str]) -> dict[str, Any]:
    """What the panel on an approval that runs out says: until when, who prolonged it, and to when it could be."""
    lapse, now = lapse_now(entry, held), timezone.now()
    if lapse is None:
        return {"lapse": None}
    day = timezone.localtime(now).date()
    latest = min(timezone.localtime(lapse.latest).date() - timedelta(days=1), day + timedelta(days=LONGEST_DAYS))
    return {
        "lapse": lapse,
        "stopped": lapse.stopped(now),
        "prolonged_by": names.get(lapse.prolonged.by, "–") if lapse.prolonged else "",
        "today": day,
        "latest": latest,
        "may_prolong": latest > day,
    }


def _evaluated(found: Evaluation | None) -> tuple[str, str, list[dict[str, Any]]]:
    """Shape, word and lines of one evaluation."""
    if found is None:
        return "unknown", _("평가 전"), []
    shape, said = VERDICTS[found.verdict]
    return shape, str(said), result_lines(found)


def _past(entry: AiModel, version: Any, held: Alias | None) -> str:
    """What became of a version: it serves, waits, served, or never did."""
    if held is not None and held.version_id == version.pk:
        return "serves"
    names = set(entry.aliases.filter(version=version).values_list("name", "ended_at"))
    if ("challenger", None) in names:
        return "waits"
    return "served" if any(name == "champion" for name, _ended in names) else "candidate"


def _unpinned(entry: AiModel, version: Any) -> bool:
    """A vendor's name without a date may mean another model tomorrow."""
    return entry.kind == "model" and version is not None and not version.content.get("snapshot")


def _drift(entry: AiModel, found: Drift) -> dict[str, Any]:
    values = [week.right.value for week in found.weeks if week.right.value is not None]
    shape, said = VERDICTS[found.verdict]
    label = _("주마다 맞은 값의 비율: %(values)s") % {"values": ", ".join(text.percent(each) for each in values)}
    tone: charts.Tone = "bad" if found.verdict == "fail" else "ink"
    chart = charts.sparkline(values, found.limit, tone=tone, label=label) if len(values) > 1 else ""
    return {"found": found, "shape": shape, "said": said, "chart": chart, "weeks": list(reversed(found.weeks))}
