"""The pages of a version, an evaluation, a promotion and what is measured."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.aimodels import actions, queries, services
from jangbu.apps.aimodels.comparing import differences
from jangbu.apps.aimodels.evaluating.defaults import LIMITS
from jangbu.apps.aimodels.forms import SuiteForm, VersionForm
from jangbu.apps.aimodels.models import AiModel, Evaluation, ModelVersion, Promotion
from jangbu.apps.aimodels.pages import OTHER, about, detail_context, gap
from jangbu.apps.aimodels.showing import asked_of, bin_rows, fairness_tables, result_lines
from jangbu.apps.aimodels.words import GROUNDS, KIND_LABELS, SOURCES, SUITES, VERDICTS, content_word
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.registers.kinds import Names
from jangbu.kernel import text
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem


def held(request: HttpRequest, ai_model_id: str) -> AiModel:
    found = AiModel.objects.filter(pk=ai_model_id).first() if allowed(actor_of(request), "aimodels.read") else None
    if found is None:
        raise Http404
    return found


def held_version(request: HttpRequest, ai_model_id: str, number: int) -> ModelVersion:
    found = queries.find_version(held(request, ai_model_id), number)
    if found is None:
        raise Http404
    return found


def _promotion(request: HttpRequest, promotion_id: str) -> Promotion:
    found = Promotion.objects.filter(pk=promotion_id).select_related("entry", "version").first()
    if found is None or not allowed(actor_of(request), "aimodels.read"):
        raise Http404
    return found


@require_GET
def version(request: HttpRequest, ai_model_id: str, number: int) -> HttpResponse:
    found, actor, names = held_version(request, ai_model_id, number), actor_of(request), Names().people
    now_serves = queries.champion(found.entry)
    needs = queries.needs_of(found, timezone.now(), required=False)
    context = {
        "entry": found.entry,
        "version": found,
        "maker": names.get(found.made_by, ""),
        "suites": [
            (each, VERDICTS[each.evaluation.verdict] if each.evaluation else None, asked_of(found, each.suite))
            for each in needs
        ],
        "evaluations": [(each, *VERDICTS[each.verdict], SUITES[each.kind]) for each in found.evaluations.all()[:20]],
        "content": [
            (content_word(name), _shown(value))
            for name, value in sorted(found.content.items())
            if value not in ("", None)
        ],
        "serves": now_serves is not None and now_serves.version_id == found.pk,
        "approved": now_serves is not None and not gap(found.entry, now_serves),
        "ready": queries.is_evaluated(found, timezone.now()),
        "lacking": [SUITES[each.suite.kind] for each in needs if each.suite.required and not each.good],
        "open": found.entry.promotions.filter(state=Promotion.State.OPEN).first(),
        "others": [each.number for each in queries.versions(found.entry) if each.number != found.number],
        "may_write": allowed(actor, "aimodels.write"),
        "may_evaluate": allowed(actor, "aimodels.evaluate"),
    }
    return render(request, "aimodels/version.html", context)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("예") if value else _("아니요")
    if isinstance(value, dict | list):
        return (
            "\n".join(f"{k}: {v}" for k, v in value.items()) if isinstance(value, dict) else ", ".join(map(str, value))
        )
    return str(value)


@require_http_methods(["GET", "HEAD", "POST"])
def new_version(request: HttpRequest, ai_model_id: str) -> HttpResponse:
    entry = held(request, ai_model_id)
    if entry.kind not in (OTHER, "model"):
        raise Http404
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        last = queries.versions(entry).first()
        content = services.candidate_content(entry, last.content if last else {}, told["label"])
        try:
            made = services.add_version(
                entry, told["label"], content, note=told["note"], actor=actor_of(request), why=told["note"]
            )
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("판을 적었어요. 평가하고 승인을 받으면 쓸 수 있어요."))
            return redirect("aimodels-version", entry.pk, made.number)
    return render(request, "aimodels/version_form.html", {"entry": entry, "form": form})


@require_POST
def evaluate(request: HttpRequest, ai_model_id: str, number: int) -> HttpResponse:
    found = held_version(request, ai_model_id, number)
    wanted = request.POST.get("suite", "")
    suites = found.entry.suites.filter(ended_at=None)
    suites = suites.filter(kind=wanted) if wanted else suites
    made, broken, lined = [], [], 0
    for each in suites:
        try:
            why = _("이 판을 써도 되는지 보려고")
            if queries.asks(each):
                services.want(found, each, actor=actor_of(request), why=why)
                lined += 1
            else:
                made.append(services.evaluate(found, each, actor=actor_of(request), why=why))
        except Problem as problem:
            broken.append(f"{SUITES[each.kind].head}: {problem.sentence(language())}")
    for said in broken:
        messages.error(request, said)
    if made:
        messages.success(request, _("평가했어요."))
    elif not broken and not lined:
        messages.info(request, _("정해 둔 평가가 없어요."))
    if lined:
        messages.info(request, _("모델에 묻는 평가를 시작했어요. 끝나면 여기에 결과가 나와요."))
    if len(made) == 1:
        return redirect("aimodels-evaluation", made[0].pk)
    return redirect("aimodels-version", found.entry_id, found.number)


@require_GET
def evaluation(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    found = Evaluation.objects.filter(pk=evaluation_id).select_related("entry", "version", "suite").first()
    if found is None:
        raise Http404
    shape, said = VERDICTS[found.verdict]
    probes = [(each, "met" if each["held"] == each["asked"] else "unmet") for each in found.tables.get("probes", [])]
    context = {
        "evaluation": found,
        "kind": SUITES[found.kind],
        "source": SOURCES.get(found.data.get("source", ""), ""),
        "shape": shape,
        "said": said,
        "by": Names().people.get(found.by, ""),
        "lines": result_lines(found),
        "tables": fairness_tables(found),
        "bins": bin_rows(found),
        "probes": probes,
        "problem": found.problem[language()] if found.problem else "",
        "may_evaluate": allowed(actor_of(request), "aimodels.evaluate"),
        "may_write": allowed(actor_of(request), "aimodels.write"),
    }
    return render(request, "aimodels/evaluation.html", context)


@require_POST
def promote(request: HttpRequest, ai_model_id: str, number: int) -> HttpResponse:
    found = held_version(request, ai_model_id, number)
    made = services.ask_promotion(found, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("승인을 부탁했어요. 다른 사람이 정해요."))
    return redirect("aimodels-promotion", made.pk)


@require_GET
def promotion(request: HttpRequest, promotion_id: str) -> HttpResponse:
    found, actor, names = _promotion(request, promotion_id), actor_of(request), Names().people
    now_serves = queries.champion(found.entry)
    stood = Evaluation.objects.filter(pk__in=found.evaluations)
    open_ = found.state == Promotion.State.OPEN
    deciding = look_ahead(actor, "aimodels.decide", actions.PROMOTED, Subject("ai_model", found.entry_id))
    context = {
        "promotion": found,
        "open": open_,
        "asker": names.get(found.asked_by, "–"),
        "decider": names.get(found.decided_by, "–"),
        "mine": found.asked_by == actor.id,
        "serves": now_serves,
        "evaluations": [
            (each, *VERDICTS[each.verdict], SUITES[each.kind], [line for line in result_lines(each) if line["judged"]])
            for each in stood
        ],
        "still_good": queries.is_evaluated(found.version, timezone.now()),
        "may_decide": deciding.may and open_ and found.asked_by != actor.id,
        "kept_out": deciding.kept_out if open_ and found.asked_by != actor.id else "",
        "may_withdraw": allowed(actor, "aimodels.write") and open_,
    }
    return render(request, "aimodels/promotion.html", context)


@require_POST
def decide(request: HttpRequest, promotion_id: str) -> HttpResponse:
    found, why = _promotion(request, promotion_id), request.POST.get("why", "")
    if request.POST.get("decision") == "approve":
        services.approve_promotion(found, actor=actor_of(request), why=why)
        messages.success(request, _("승인했어요. 지금부터 이 판을 써요."))
    else:
        services.reject_promotion(found, actor=actor_of(request), why=why)
        messages.success(request, _("쓰지 않기로 했어요."))
    return redirect("aimodels-detail", found.entry_id)


@require_POST
def withdraw(request: HttpRequest, promotion_id: str) -> HttpResponse:
    found = _promotion(request, promotion_id)
    services.withdraw_promotion(found, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("요청을 거뒀어요."))
    return redirect("aimodels-detail", found.entry_id)


@require_POST
def back(request: HttpRequest, ai_model_id: str) -> HttpResponse:
    entry = held(request, ai_model_id)
    moved = services.roll_back(entry, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("되돌렸어요. 지금부터 %(label)s, 앞의 판을 써요.") % {"label": moved.version.label})
    return redirect("aimodels-detail", entry.pk)


@require_POST
def prolong(request: HttpRequest, ai_model_id: str) -> HttpResponse:
    entry, day = held(request, ai_model_id), parse_date(request.POST.get("until", "")[:10])
    if day is None:
        messages.error(request, _("언제까지 늘릴지 날짜를 골라 주세요."))
        return redirect("aimodels-detail", entry.pk)
    made = services.prolong(entry, day, actor=actor_of(request), why=request.POST.get("why", ""))
    said = text.day(timezone.localtime(made.until).date(), language(), year=True)
    messages.success(request, _("기한을 늘렸어요. 그때까지 다시 평가하지 않으면 %(day)s에 멈춰요.") % {"day": said})
    return redirect("aimodels-detail", entry.pk)


@require_POST
def drill(request: HttpRequest, ai_model_id: str) -> HttpResponse:
    entry = held(request, ai_model_id)
    made = services.drill_alias(entry, actor=actor_of(request))
    said = _("연습을 마쳤어요, %(ms)s밀리초.") % {"ms": made.milliseconds}
    (messages.success if made.passed else messages.error)(request, said)
    return redirect("aimodels-detail", entry.pk)


@require_GET
def compare(request: HttpRequest, ai_model_id: str) -> HttpResponse:
    entry = held(request, ai_model_id)
    labels = [(each.number, each.label) for each in queries.versions(entry)]
    numbers = [number for number, _label in labels]
    new = _number(request, "new") or (numbers[0] if numbers else 0)
    old = _number(request, "old") or next((each for each in numbers if each < new), new)
    after, before = queries.find_version(entry, new), queries.find_version(entry, old)
    if after is None or before is None:
        raise Http404
    context = {"entry": entry, "old": before, "new": after, "numbers": labels, **differences(before, after)}
    return render(request, "aimodels/compare.html", context)


def _number(request: HttpRequest, name: str) -> int:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


@require_http_methods(["GET", "HEAD", "POST"])
def suite(request: HttpRequest, ai_model_id: str, suite_kind: str) -> HttpResponse:
    entry = held(request, ai_model_id)
    if suite_kind not in LIMITS:
        raise Http404
    now = entry.suites.filter(kind=suite_kind, ended_at=None).first()
    form = SuiteForm(entry, suite_kind, now, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_suite(entry, suite_kind, actor=actor_of(request), why=form.cleaned_data["why"], **form.told())
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("정했어요. 앞의 평가는 그대로 남고, 새 기준으로 다시 평가해야 해요."))
            return redirect("aimodels-detail", entry.pk)
    context = {"entry": entry, "form": form, "kind": SUITES[suite_kind], "held": now}
    status = 422 if request.method == "POST" else 200
    return render(request, "aimodels/suite.html", context, status=status)


@require_POST
def strict(request: HttpRequest) -> HttpResponse:
    on = request.POST.get("on") == "1"
    services.set_strict(on, actor=actor_of(request), why=request.POST.get("why", ""))
    first = _("새로 들이는 AI는 첫 판부터 평가와 승인이 있어야 써요.")
    messages.success(request, first if on else _("새로 들이는 AI는 먼저 쓸 수 있어요."))
    return redirect("aimodels")


@require_GET
def printable(request: HttpRequest, ai_model_id: str) -> HttpResponse:
    """The card on paper: everything open, nothing to click."""
    entry = held(request, ai_model_id)
    context = {
        **detail_context(request, entry),
        "entry": entry,
        "kind": KIND_LABELS.get(entry.kind, ""),
        "about": about(entry),
        "today": timezone.localdate(),
        "ground_words": GROUNDS,
    }
    return render(request, "aimodels/print.html", context)
