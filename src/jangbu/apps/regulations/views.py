"""The pages of laws: modules, rules, versions, files that are brought, and the questionnaire of a use of AI."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jangbu.apps.base import lists
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people import queries as people
from jangbu.apps.regulations import pages, queries, services
from jangbu.apps.regulations.forms import AskForm
from jangbu.apps.regulations.listing import RULES
from jangbu.apps.regulations.usecases.words import ROLES
from jangbu.apps.regulations.words import CERTAINTIES, SEVERITIES
from jangbu.engines.checklist import Report, Result
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

SOON = timedelta(days=30)
SHOWN = 20


def _notice() -> None:
    """Whoever looks sees the file of now, and that it was taken up is on record."""
    services.notice_files(actor=Actor.system())


@require_safe
def regulations(request: HttpRequest) -> HttpResponse:
    _notice()
    actor, now = actor_of(request), timezone.now()
    today = timezone.localdate()
    held = pages.cards(now)
    standing = queries.standings(now)
    undecided = [each for each in standing if not each.decided]
    late = queries.overdue(today).count()
    bold, rest = pages.lede(held, len(undecided), late)
    said = language()
    context: dict[str, Any] = {
        "lede": bold,
        "rest": rest,
        "cards": held,
        "lost": {name: each[said] for name, each in queries.faults().items() if name not in queries.modules()},
        "announced": [(m.title.said(said), m.name, i, i.law) for m, i in queries.announced(today)],
        "today": today,
        "uses": [(each, ROLES.get(each.role, "")) for each in standing],
        "undecided": undecided,
        "proposed": len(queries.proposals()) if allowed(actor, "regulations.write") else 0,
        "waiting": list(queries.waiting(today).order_by("due")[:5]),
        "late": late,
        "law_records": queries.law_records().count(),
        "pseudonyms": queries.pseudonyms().count(),
        "may_write": allowed(actor, "regulations.write"),
        "may_decide": allowed(actor, "regulations.decide"),
    }
    return render(request, "regulations/regulations.html", context)


def _report(name: str) -> Report:
    try:
        return queries.report(name, timezone.now())
    except Problem as problem:
        if problem.kind.status == 404:
            raise Http404 from problem
        raise


@require_safe
def module(request: HttpRequest, module: str) -> HttpResponseBase:
    """The rules of a module; `?state=unmet&severity=high&force=now&contested=yes` narrows them."""
    _notice()
    found = _report(module)
    held = pages.lines(found, timezone.localdate())
    broken = [line for line in held if line.state in {"unmet", "partly"}]
    context = {
        "module": found.catalogue,
        "title": found.catalogue.title.said(language()),
        "note": found.catalogue.note.said(language()),
        "counts": pages.counts(held),
        "broken": broken,
        "reviewed": sum(line.reviewed for line in held),
        "total": len(held),
        "serving": queries.serving(module),
        "fault": queries.faults().get(module, {}).get(language(), ""),
    }
    return lists.respond(request, RULES, held, "regulations/module.html", context)


def _result(found: Report, rule_id: str) -> Result:
    result = next((each for each in found.results if each.item.id == rule_id), None)
    if result is None or result.item.law is None:
        raise Http404
    return result


@require_safe
def rule(request: HttpRequest, module: str, rule_id: str) -> HttpResponse:
    _notice()
    found = _report(module)
    return _rule_page(request, found, _result(found, rule_id), AskForm(initial={"due": timezone.localdate() + SOON}))


def _rule_page(request: HttpRequest, found: Report, result: Result, form: AskForm, status: int = 200) -> HttpResponse:
    name, item, said, today = found.catalogue.name, result.item, language(), timezone.localdate()
    names = {each.id: each.said.said(said) for each in found.catalogue.items}
    context = {
        "module": found.catalogue,
        "module_title": found.catalogue.title.said(said),
        "item": item,
        "said": item.said.said(said),
        "why": item.why.said(said),
        "state": queries.state_of(result, today),
        "result": result,
        "grounds": [pages.answer(call, given) for call, given in result.answers if call not in item.needs],
        "answers": [pages.answer(call, given) for call, given in result.answers if call in item.needs],
        "silent": not item.needs and not item.leans_on,
        "leans_on": [(each, names.get(each, each)) for each in item.leans_on],
        "shared": [(each, names[each]) for each in result.shared_with if each in names],
        "next": result.next.said.said(said) if result.next else "",
        "looked": queries.looked_at(name, item.id),
        "may_write": allowed(actor_of(request), "regulations.write"),
        "form": form,
        **_law(result, today),
    }
    return render(request, "regulations/rule.html", context, status=status)


def _law(result: Result, today: date) -> dict[str, Any]:
    """Where the rule stands in the law, and how sure that is."""
    law, said = result.item.law, language()
    if law is None:
        raise Http404
    return {
        "law": law,
        "article": law.article.said(said),
        "source": law.source.said(said),
        "contested": law.contested.said(said),
        "certainty": CERTAINTIES[law.certainty],
        "severity": SEVERITIES[law.severity],
        "days": law.days_to_come(today),
        "conditions": [pages.condition(call) for call in law.applies_when],
    }


@require_POST
def ask_lawyer(request: HttpRequest, module: str, rule_id: str) -> HttpResponse:
    """A question about this rule, in the register of legal reviews."""
    found = _report(module)
    result, form = _result(found, rule_id), AskForm(request.POST)
    if not form.is_valid():
        return _rule_page(request, found, result, form, status=422)
    actor, given = actor_of(request), form.cleaned_data
    values = {**given, "rule": f"{module}:{rule_id}", "owner": actor.id}
    made = services.add_review(values, actor=actor, why=_("규칙의 뜻을 확인하려고"))
    messages.success(request, _("질문을 적었어요. 답이 오면 여기에 적어 주세요."))
    return redirect("legal-reviews-detail", made.pk)


@require_safe
def versions(request: HttpRequest, module: str) -> HttpResponse:
    """Every version that was in use, what any two differ in, and the way back."""
    _notice()
    every = list(queries.versions(module))
    if not every:
        raise Http404
    now = queries.serving(module)
    current = now.version if now else None
    names = dict(people.people_list().values_list("pk", "name"))
    context: dict[str, Any] = {
        "module": module,
        "title": _title(module),
        "versions": [(each, names.get(each.person, "")) for each in every],
        "servings": [(each, names.get(each.person, "")) for each in queries.servings(module)[:SHOWN]],
        "current": current,
        "fault": queries.faults().get(module, {}).get(language(), ""),
        "may_decide": allowed(actor_of(request), "regulations.decide"),
        "history": ledger.history(Subject("regulation", module), SHOWN, reader=actor_of(request)),
    }
    return render(request, "regulations/versions.html", {**context, **_compared(request, module, every, current)})


def _title(module: str) -> str:
    found = queries.modules().get(module)
    return found.title.said(language()) if found else module


def _compared(request: HttpRequest, module: str, every: list[Any], current: Any) -> dict[str, Any]:
    if len(every) < 2:
        return {"old": None, "new": None, "changes": []}
    usual_new = current.number if current else every[0].number
    usual_old = max((each.number for each in every if each.number != usual_new), default=usual_new)
    if usual_old > usual_new and "old" not in request.GET:
        usual_old, usual_new = usual_new, usual_old
    old, new = _number(request, "old", usual_old), _number(request, "new", usual_new)
    found = queries.compare_versions(module, old, new)
    return {
        "old": old,
        "new": new,
        "changes": pages.changes(found.changes),
        "compared": pages.compared_said(found),
    }


def _number(request: HttpRequest, name: str, usual: int) -> int:
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 7 else usual


@require_POST
def roll_back(request: HttpRequest, module: str, number: int) -> HttpResponse:
    _notice()
    actor, why = actor_of(request), request.POST.get("why", "")
    made = services.roll_back(module, number, actor=actor, why=why)
    messages.success(request, _("이제 %(n)s판을 써요.") % {"n": made.number})
    return redirect("regulation-versions", module)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """A file of a module: nothing changes before somebody has seen what it changes."""
    fault = None
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            content = file.read(512 * 1024 + 1) if file else b""
            made = services.offer_file(content, (file.name if file else "") or "", actor=actor_of(request))
        except Problem as problem:
            fault = problem
        else:
            return redirect("regulation-offered", made.pk)
    context = {"fault": fault.sentence(language()) if fault else ""}
    return render(request, "regulations/upload.html", context, status=422 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def offered(request: HttpRequest, offered_id: str) -> HttpResponse:
    """What the file changes; with a reason it serves from now on."""
    _notice()
    held = queries.offered(offered_id)
    if held is None:
        raise Http404
    if request.method == "POST":
        against, why = request.POST.get("against", ""), request.POST.get("why", "")
        made = services.take_up(held, against=against, actor=actor_of(request), why=why)
        messages.success(request, _("이제 %(n)s판을 써요.") % {"n": made.number})
        return redirect("regulation-versions", made.module)
    found, after = queries.offered_changes(held)
    context = {
        "offered": held,
        "settled": held.settled_at is not None,
        "module": after,
        "title": after.title.said(language()),
        "against": found.old.fingerprint if found else "",
        "compared": pages.compared_said(found) if found else "",
        "changes": pages.changes(found.changes) if found else [],
        "is_new": found is None,
    }
    return render(request, "regulations/offered.html", context)
