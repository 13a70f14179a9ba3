"""The pages of outside tools: which there are, a new one with its set-up, one tool's life, one run, exports."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.content import place_of
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import respond
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.work.events import actions as news
from jangbu.apps.work.events import exporting, pulling, queries, sources
from jangbu.apps.work.events.forms import ChangeForm, PullForm, SourceForm, SpanForm
from jangbu.apps.work.events.listing import OUTSIDE_RUNS, SOURCES
from jangbu.apps.work.events.models import EventSource, OutsideRun, RefusedDelivery
from jangbu.apps.work.events.setup import steps_of
from jangbu.engines import events
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

SHOWN_GAPS = 5
NUMBERED_WORDS = {None: "", True: "yes", False: "no"}


def held(request: HttpRequest, source_id: str) -> EventSource:
    found = queries.find(actor_of(request), source_id)
    if found is None:
        raise Http404
    return found


def address_of(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("events-intake"))


@require_GET
def source_list(request: HttpRequest) -> HttpResponseBase:
    actor, now = actor_of(request), system_clock()
    visible = queries.visible(actor)
    gaps = [(source, gap) for source in visible.filter(revoked_at=None) for gap in queries.gaps(source, now)]
    gaps.sort(key=lambda pair: pair[1].after, reverse=True)
    context = {
        "may_write": allowed(actor, "work.write"),
        "count": visible.filter(revoked_at=None).count(),
        "missing": sum(gap.missing for _source, gap in gaps),
        "gaps": [(source, gap.says(language())) for source, gap in gaps[:SHOWN_GAPS]],
        "refused": sum(source.refused for source in visible),
        "span": SpanForm(),
    }
    return respond(request, SOURCES, visible, "work/events/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_source(request: HttpRequest) -> HttpResponse:
    form = SourceForm(request.POST or None, initial={"tool": request.GET.get("tool", EventSource.Tool.N8N)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = sources.add_source(
                told["name"],
                told["tool"],
                process=told["process"],
                numbered=told["numbered"],
                actor=actor_of(request),
                why=told["why"],
            )
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            return _shown_once(request, made)
    return render(request, "work/events/form.html", {"form": form})


def _shown_once(request: HttpRequest, made: sources.Made) -> HttpResponse:
    """The only page that ever shows the secret."""
    steps = steps_of(made.source, address_of(request))
    return render(request, "work/events/secret.html", {"source": made.source, "secret": made.secret, "steps": steps})


@require_GET
def source(request: HttpRequest, source_id: str) -> HttpResponseBase:
    found, actor, now = held(request, source_id), actor_of(request), system_clock()
    gaps = queries.gaps(found, now)
    clock = queries.clockwork(found)
    change = look_ahead(actor, "work.write", news.SOURCE_CHANGED, Subject("event_source", found.pk))
    context: dict[str, Any] = {
        "source": found,
        "may_write": allowed(actor, "work.write"),
        "may_change": change.may,
        "kept_out": change.kept_out,
        "measures": queries.measures(found, now),
        "missing": sum(gap.missing for gap in gaps),
        "gaps": [gap.says(language()) for gap in gaps[:20]],
        "ahead": clock.ahead and round(clock.ahead.total_seconds()),
        "late": clock.latest and round(clock.latest.total_seconds() / 60),
        "untimed": clock.untimed,
        "steps": steps_of(found, address_of(request)),
        "overlap": found.secret_before_until if (found.secret_before_until or now) > now else None,
        "unknown": queries.unknown_events(found)[:10],
        "refused": [_refused(each) for each in queries.refusals(found)[:10]],
        "lists": found.tool in events.LISTED,
        "pull_form": PullForm(initial={"url": found.pull_url, "inside": found.pull_inside}),
        "pull_error": (found.pull_error or {}).get(language(), ""),
        "form": ChangeForm(
            initial={"name": found.name, "process": found.process_id, "numbered": NUMBERED_WORDS[found.numbered]}
        ),
        "history": ledger.history(Subject("event_source", found.pk), limit=8, reader=actor),
    }
    return respond(request, OUTSIDE_RUNS, queries.runs_of(found), "work/events/source.html", context)


def _refused(each: RefusedDelivery) -> dict[str, Any]:
    return {"each": each, "said": each.en if language() == "en" else each.ko}


@require_POST
def change(request: HttpRequest, source_id: str) -> HttpResponse:
    found, form = held(request, source_id), ChangeForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("event-source", found.pk)
    told = dict(form.cleaned_data)
    why = told.pop("why")
    sources.change_source(found, told, actor=actor_of(request), why=why)
    messages.success(request, _("고쳤어요."))
    return redirect("event-source", found.pk)


@never_cache
@require_POST
def rotate(request: HttpRequest, source_id: str) -> HttpResponse:
    made = sources.rotate_secret(
        held(request, source_id), actor=actor_of(request), why=_why(request, _("비밀값을 바꾸려고"))
    )
    return _shown_once(request, made)


@require_POST
def revoke(request: HttpRequest, source_id: str) -> HttpResponse:
    found = held(request, source_id)
    sources.revoke_source(found, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("더 받지 않아요. 온 것은 그대로 있어요."))
    return redirect("event-source", found.pk)


@require_POST
def set_pull(request: HttpRequest, source_id: str) -> HttpResponse:
    found, form = held(request, source_id), PullForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("event-source", found.pk)
    told = form.cleaned_data
    sources.set_pull(found, told["url"], told["key"], inside=told["inside"], actor=actor_of(request), why=told["why"])
    messages.success(request, _("정했어요. 한 시간마다 빠진 것을 채워요."))
    return redirect("event-source", found.pk)


@require_POST
def pull(request: HttpRequest, source_id: str) -> HttpResponse:
    found = held(request, source_id)
    pulled = pulling.pull(found, actor=actor_of(request), why=_why(request, _("빠진 실행을 채우려고")))
    said = _("목록의 %(n)s건을 봤고, 빠졌던 %(m)s건을 채웠어요.") % {
        "n": f"{pulled.listed:,}",
        "m": f"{pulled.taken:,}",
    }
    messages.success(request, said)
    return redirect("event-source", found.pk)


@require_GET
def n8n_workflow(request: HttpRequest, source_id: str) -> HttpResponse:
    """The workflow to import, as a file. It holds the address and the source, not the secret."""
    found = held(request, source_id)
    made = events.n8n_workflow(address_of(request), found.pk, language())
    return _file(json.dumps(made, ensure_ascii=False, indent=2), "jangbu-n8n.json", "application/json")


@require_GET
def refused_original(request: HttpRequest, refusal: int) -> HttpResponseBase:
    """What was refused, as it came; always as a download, never shown."""
    actor = actor_of(request)
    found = queries.refusals().filter(pk=refusal).exclude(fingerprint="").first()
    path = place_of(Path(settings.CONTENT_STORE), found.fingerprint) if found else None
    if path is None or not allowed(actor, "work.read") or not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="application/octet-stream", as_attachment=True)
    response["Content-Disposition"] = content_disposition_header(True, f"refused-{refusal}.bin") or "attachment"
    return response


@require_GET
def outside_run(request: HttpRequest, run_pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.find_run(actor, run_pk)
    if found is None:
        raise Http404
    context = {
        "run": found,
        "events": [_shown(each) for each in queries.events_of(found)[:200]],
        "origin": OutsideRun.objects.filter(source=found.source, key=found.retry_of).first()
        if found.retry_of
        else None,
        "history": ledger.history(Subject("outside_run", f"{found.source_id}:{found.key}"), limit=10, reader=actor),
    }
    return render(request, "work/events/run.html", context)


def _shown(each: Any) -> dict[str, Any]:
    raw = json.dumps(each.content.get("raw", {}), ensure_ascii=False, indent=1)
    late = each.received_at - each.at
    return {
        "each": each,
        "word": exporting.WORDS.get(each.phase, ""),
        "raw": raw[:20_000],
        "late": late > timedelta(minutes=5),
    }


@require_POST
def export_xes(request: HttpRequest) -> HttpResponseBase:
    pieces = _exported(request, exporting.write_xes)
    response = StreamingHttpResponse(pieces, content_type="application/xml")
    response["Content-Disposition"] = content_disposition_header(True, "jangbu-runs.xes") or "attachment"
    return response


@require_POST
def export_ocel(request: HttpRequest) -> HttpResponse:
    log = _exported(request, exporting.write_ocel)
    return _file(json.dumps(log, ensure_ascii=False), "jangbu-runs.jsonocel", "application/json")


def _exported(request: HttpRequest, write: Callable[..., Any]) -> Any:
    form = SpanForm(request.POST)
    today = system_clock().astimezone(SEOUL).date()
    since, until = form.span(today) if form.is_valid() else SpanForm.usual(today)
    why = _why(request, _("다른 프로그램에서 보려고"))
    return write(_midnight(since), _midnight(until + timedelta(days=1)), actor=actor_of(request), why=why)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SEOUL)


def _file(content: str, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _why(request: HttpRequest, usual: str) -> str:
    return request.POST.get("why", "").strip() or usual
