"""The data pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.people import services as people
from jangbu.apps.sources import actions, queries, services
from jangbu.apps.sources.catalogue.columns import personal_of
from jangbu.apps.sources.catalogue.kept import receipt_of
from jangbu.apps.sources.catalogue.pages import panel
from jangbu.apps.sources.delivery import pages
from jangbu.apps.sources.delivery.forms import ContractForm, PlaceForm, ThresholdForm, UploadForm
from jangbu.apps.sources.delivery.models import Dataset, Refusal, Version
from jangbu.engines import quality
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

PAGE = 50


def today() -> date:
    return system_clock().astimezone(SEOUL).date()


def held(request: HttpRequest, dataset_id: str) -> Dataset:
    """The dataset, or the same 404 whether it is missing or not theirs."""
    found = queries.find(actor_of(request), dataset_id)
    if found is None:
        raise Http404
    people.note_use(actor_of(request).id, Subject("dataset", found.pk))
    return found


@require_GET
def dataset_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = pages.listing(queries.lines(actor), request.GET)
    may_write = allowed(actor, "sources.write")
    return render(
        request,
        "sources/list.html",
        {
            **context,
            "form": UploadForm(),
            "place_form": PlaceForm() if allowed(actor, "firm.manage") else None,
            "may_write": may_write,
            "refusals": [pages.refusal_line(refusal) for refusal in queries.refusals()] if may_write else [],
        },
    )


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("dataset-list")
    file = form.cleaned_data["file"]
    if file.size > services.UPLOAD_LIMIT:
        raise Problem(services.TOO_LARGE, file=file.name, size=file.size >> 20, limit=services.UPLOAD_LIMIT >> 20)
    why = form.cleaned_data["why"] or _("파일을 올려서 살펴보려고")
    taken = services.add_bytes(file.chunks(), file.name, actor=actor_of(request), why=why, as_of=today())
    messages.success(request, _("%(file)s 파일을 읽었어요.") % {"file": file.name})
    return redirect("dataset", taken.version.dataset_id)


@require_POST
def connect(request: HttpRequest) -> HttpResponse:
    """Point at a file of this machine or a database table; the owner's right, since it reads as the server does."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("dataset-list")
    location, table = form.cleaned_data["location"], form.cleaned_data["table"]
    taken = services.add_place(
        location, table, actor=actor_of(request), why=_("이 위치의 데이터를 살펴보려고"), as_of=today()
    )
    return redirect("dataset", taken.version.dataset_id)


@require_GET
def dataset(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    actor = actor_of(request)
    line = queries.latest(found)
    history = ledger.history(Subject("dataset", found.pk), limit=8, reader=actor)
    personal = personal_of(line.version) if line.version else {}
    context = pages.dataset_page(line, queries.score_history(found), language(), personal)
    about = Subject("dataset", found.pk)
    ahead = look_ahead(actor, "sources.write", actions.THRESHOLD_SET, about, on=about)
    return render(
        request,
        "sources/dataset.html",
        {
            **context,
            "catalogue": panel(found, line.version, actor) if line.version else None,
            "history": history,
            "may_write": allowed(actor, "sources.write", about),
            "may_change": ahead.may,
            "kept_out": ahead.kept_out,
            "may_see_original": allowed(actor, "personal.read"),
            "threshold_form": ThresholdForm(initial={"points": found.threshold}),
        },
    )


def _gone(request: HttpRequest, found: Dataset, version: Version) -> HttpResponse | None:
    """The page that says the content was deleted by rule, with its receipt; None while it is there."""
    receipt = receipt_of(version)
    if receipt is None:
        return None
    context = {"dataset": found, "version": version, "receipt": receipt}
    return render(request, "sources/catalogue/gone.html", context, status=410)


@require_GET
def rows(request: HttpRequest, dataset_id: str) -> HttpResponseBase:
    found = held(request, dataset_id)
    actor = actor_of(request)
    line = queries.latest(found)
    rule_id = request.GET.get("rule", "")
    number = max(1, int(request.GET["page"])) if request.GET.get("page", "").isdecimal() else 1
    if line.run is None:
        raise Http404
    if gone := _gone(request, found, line.run.version):
        return gone
    as_csv = request.GET.get("format") == "csv"
    if as_csv:
        services.require_usable(found)
    shown = queries.failing_rows(
        actor, line.run, rule_id, limit=100_000 if as_csv else PAGE, offset=0 if as_csv else (number - 1) * PAGE
    )
    if shown is None:
        raise Http404
    if as_csv:
        services.note_export(found, rule_id, len(shown.rows), actor=actor, why=_("걸린 행을 살펴보려고"))
        services.note_data_use(found)
        return _csv(found, shown)
    return render(request, "sources/rows.html", pages.rows_page(line, rule_id, shown, number, PAGE, language()))


def _csv(found: Dataset, shown: queries.Rows) -> HttpResponse:
    header = [_("행"), *shown.columns]
    body = quality.csv_bytes(header, ([str(number), *values] for number, values in shown.rows))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{found.name}.csv") or "attachment"
    return response


@require_POST
def measure(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    version = found.versions.first()
    if version is None:
        raise Http404
    if gone := _gone(request, found, version):
        return gone
    services.measure_again(version, actor=actor_of(request), why=_("다시 재 보려고"), as_of=today())
    messages.success(request, _("다시 쟀어요."))
    return redirect("dataset", found.pk)


@require_GET
def contract(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """The rules in force: to read and change on the page, or, with ?format=yaml, as a file."""
    found = held(request, dataset_id)
    line = queries.latest(found)
    text = found.contract or (line.run.contract if line.run else "")
    if request.GET.get("format") == "yaml":
        response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
        response["Content-Disposition"] = content_disposition_header(True, f"{found.name}.odcs.yaml") or "attachment"
        return response
    about = Subject("dataset", found.pk)
    ahead = look_ahead(actor_of(request), "sources.write", actions.CONTRACT_SET, about, on=about)
    rules = line.run.result["rules"] if line.run else []
    lines = sorted((pages.finding(rule, language()) for rule in rules), key=lambda each: -each.failing)
    form = ContractForm(initial={"contract": text})
    context = {"dataset": found, "form": form, "may_write": ahead.may, "kept_out": ahead.kept_out, "lines": lines}
    return render(request, "sources/contract.html", {**context, "proposed": not found.contract})


@require_POST
def set_contract(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    form = ContractForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("dataset-contract", found.pk)
    actor, why = actor_of(request), _("검사 규칙을 우리 일에 맞추려고")
    changed = services.set_contract(found, form.cleaned_data["contract"], actor=actor, why=why)
    version = changed.versions.first()
    if version is not None and receipt_of(version) is None:
        services.measure_again(version, actor=actor, why=why, as_of=today())
    messages.success(request, _("규칙을 정하고 다시 쟀어요."))
    return redirect("dataset", found.pk)


@require_POST
def threshold(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    form = ThresholdForm(request.POST)
    if form.is_valid():
        why = _("기준을 우리 일에 맞추려고")
        services.set_threshold(found, form.cleaned_data["points"], actor=actor_of(request), why=why)
    else:
        messages.error(request, _("기준 점수는 0에서 100 사이로 적어 주세요."))
    return redirect("dataset", found.pk)


@require_POST
def archive(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    services.archive_dataset(found, actor=actor_of(request), why=_("더 쓰지 않아서"))
    messages.success(request, _("%(dataset)s 데이터를 치웠어요. 되돌릴 수 있어요.") % {"dataset": found.name})
    return redirect("dataset", found.pk)


@require_POST
def restore(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    services.restore_dataset(found, actor=actor_of(request), why=_("다시 쓰려고"))
    messages.success(request, _("%(dataset)s 데이터를 되돌렸어요.") % {"dataset": found.name})
    return redirect("dataset", found.pk)


@require_POST
def dismiss(request: HttpRequest, refusal_id: str) -> HttpResponse:
    refusal = Refusal.objects.filter(pk=refusal_id).first()
    if refusal is None:
        raise Http404
    services.dismiss_refusal(refusal, actor=actor_of(request), why=_("확인했어요"))
    return redirect("dataset-list")


@require_GET
def original(request: HttpRequest, dataset_id: str) -> HttpResponseBase:
    """The file as it was handed over."""
    found = held(request, dataset_id)
    version = found.versions.first()
    if version is None:
        raise Http404
    if gone := _gone(request, found, version):
        return gone
    services.require_usable(found)
    actor = actor_of(request)
    services.note_export(found, _("원본"), version.rows, actor=actor, why=_("원본을 받으려고"))
    services.note_data_use(found)
    response = StreamingHttpResponse(queries.kept_bytes(version), content_type="application/octet-stream")
    name = Path(version.file_name).name
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
