"""The pages of quotes: the list, a new request, the materials of an automation, pictures of drafts."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import respond
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.people import queries as people
from jangbu.apps.sources import queries as sources
from jangbu.apps.work import actions
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.automations.queries import find
from jangbu.apps.work.letters.models import Letter
from jangbu.apps.work.letters.services import WORDS, send_again
from jangbu.apps.work.quoting import drafting, queries
from jangbu.apps.work.quoting import materials as services
from jangbu.apps.work.quoting.forms import ROWS, RequestForm, lines_of
from jangbu.apps.work.quoting.listing import QUOTES
from jangbu.apps.work.quoting.models import QuoteMaterial
from jangbu.apps.work.runs.queries import find_run
from jangbu.apps.work.runs.services import Given, submit
from jangbu.engines import quotes
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

FORMS = ("typ", "docx", "xlsx", "hwpx")
RULES_SAMPLE = Path(__file__).with_name("rules.yaml")
SHOWN_VERSIONS = 10


def held(request: HttpRequest, automation_id: str) -> Automation:
    found = find(actor_of(request), automation_id)
    if found is None or found.kind != Automation.Kind.QUOTE:
        raise Http404
    return found


def held_material(automation: Automation, material_id: str) -> QuoteMaterial:
    found = QuoteMaterial.objects.filter(automation=automation, pk=material_id).first()
    if found is None:
        raise Http404
    return found


@require_GET
def quote_list(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    context = {
        "counts": queries.counts(actor, system_clock()),
        "automations": queries.quoting_automations(actor),
        "may_submit": allowed(actor, "work.submit"),
        "may_approve": allowed(actor, "work.approve"),
    }
    return respond(request, QUOTES, queries.issued(actor), "work/quotes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_quote(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    automations = list(queries.quoting_automations(actor))
    chosen = next((each for each in automations if each.pk == request.POST.get("automation")), None)
    chosen = chosen or (automations[0] if automations else None)
    form = RequestForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and chosen is not None and form.is_valid():
        try:
            if lines_of(request.POST):  # told here rather than by a run that fails
                asked = {"lines": lines_of(request.POST), "customer": form.party()}
                quotes.request_from_json(asked, place=_("적은 품목"), on=drafting.today_of(system_clock()))
            run = submit(chosen, **_given(form, request), actor=actor, why=_("견적 요청이 들어와서"))
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("맡겼어요. 계산이 끝나면 승인함에서 기다려요."))
            return redirect("run", run.pk)
    typed = lines_of(request.POST)
    rows = typed + [{}] * max(2, ROWS - len(typed))
    context = {"form": form, "automations": automations, "chosen": chosen, "rows": rows}
    return render(request, "work/quote_new.html", context)


def _given(form: RequestForm, request: HttpRequest) -> dict[str, Any]:
    """What is handed in: the lines of the form, else the file, else the text; the customer goes with each."""
    told, lines, party = form.cleaned_data, lines_of(request.POST), form.party()
    title = party["name"]
    if lines:
        return {"given": {"form": {"lines": lines, "customer": party}}, "title": title}
    if told["file"]:
        return {
            "files": [Given(told["file"].name, told["file"].chunks())],
            "given": {"customer": party},
            "title": title,
        }
    return {
        "given": {"text": told["text"], "customer": party},
        "title": title or told["text"].strip().splitlines()[0][:80],
    }


@require_GET
def draft_page(request: HttpRequest, run_id: str, page: int) -> HttpResponse:
    """A page of the quote as it would be issued now."""
    run = find_run(actor_of(request), run_id)
    pages = drafting.pictures_of(run) if run is not None else ()
    if not 1 <= page <= len(pages):
        raise Http404
    response = HttpResponse(pages[page - 1], content_type="image/png")
    response["Cache-Control"] = "private, no-cache"
    return response


@require_GET
def materials(request: HttpRequest, automation_id: str) -> HttpResponse:
    found = held(request, automation_id)
    actor = actor_of(request)
    kinds = {kind.value: _kind_of(found, kind) for kind in QuoteMaterial.Kind}
    allowed_data = sources.names(found.current.datasets) if found.current else {}
    template = kinds["template"]["used"]
    typed = request.session.pop(f"rules:{found.pk}", None)
    rules = kinds["rules"]["used"]
    written = services.material_bytes(rules).decode("utf-8", "replace") if rules else RULES_SAMPLE.read_text("utf-8")
    ahead = look_ahead(actor, "work.write", actions.MATERIAL_ADDED, Subject("automation", found.pk))
    context = {
        "automation": found,
        "kinds": kinds,
        "datasets": allowed_data,
        "rules_text": typed if typed is not None else written,
        "names": quotes.NAMES,
        "forms": FORMS,
        "pages": range(1, len(_template_pages(template)) + 1),
        "template_id": template.pk if template else "built-in",
        "may_write": ahead.may,
        "kept_out": ahead.kept_out,
    }
    return render(request, "work/materials.html", context)


def _kind_of(automation: Automation, kind: QuoteMaterial.Kind) -> dict[str, Any]:
    versions = list(queries.materials(automation, kind)[:SHOWN_VERSIONS])
    return {
        "label": kind.label,
        "used": next((each for each in versions if each.in_use), None) or services.in_use(automation, kind),
        "newest": versions[0] if versions else None,
        "findings": [_said(each) for each in versions[0].findings] if versions else [],
        "versions": [{"material": each, "by": _name(each.created_by)} for each in versions],
    }


def _said(finding: dict[str, str]) -> dict[str, str]:
    return {"level": finding["level"], "says": finding[language()]}


@require_POST
def add_material(request: HttpRequest, automation_id: str) -> HttpResponse:
    """A file, a text of rules, or a dataset as the price list."""
    found = held(request, automation_id)
    actor, why = actor_of(request), request.POST.get("why", "").strip() or _("새로 정해서")
    kind = request.POST.get("kind", "")
    if kind not in QuoteMaterial.Kind.values:
        raise Http404
    file, dataset, text = request.FILES.get("file"), request.POST.get("dataset", ""), request.POST.get("text", "")
    if dataset:
        made = services.use_dataset(found, dataset, actor=actor, why=why)
    elif file is not None:
        made = services.add_material(found, kind, file.name or "file", file.chunks(), actor=actor, why=why)
    elif text.strip():
        raw = text.replace("\r\n", "\n").encode()
        made = services.add_material(found, kind, "rules.yaml", [raw], actor=actor, why=why)
        if not made.usable:
            request.session[f"rules:{found.pk}"] = text  # what was typed is not lost
    else:
        messages.error(request, _("파일을 골라 주세요."))
        return redirect("quote-materials", found.pk)
    if made.usable:
        messages.success(request, _("지금부터 %(n)s판을 써요.") % {"n": made.number})
    else:
        first = next(each for each in made.findings if each["level"] == "error")
        messages.error(request, _("쓰지 못해요: %(why)s") % {"why": first[language()]})
    return redirect(f"{reverse('quote-materials', args=[found.pk])}#{kind}")


@require_POST
def use_material(request: HttpRequest, automation_id: str, material_id: str) -> HttpResponse:
    found = held(request, automation_id)
    material = held_material(found, material_id)
    why = request.POST.get("why", "").strip() or _("앞의 판이 맞아서")
    services.choose_material(material, actor=actor_of(request), why=why)
    messages.success(request, _("지금부터 %(n)s판을 써요.") % {"n": material.number})
    return redirect(f"{reverse('quote-materials', args=[found.pk])}#{material.kind}")


@require_GET
def material_file(request: HttpRequest, automation_id: str, material_id: str) -> HttpResponse:
    material = held_material(held(request, automation_id), material_id)
    if not material.fingerprint:
        raise Http404
    return _download(services.material_bytes(material), material.file_name)


@require_GET
def sample(request: HttpRequest, automation_id: str, suffix: str) -> HttpResponse:
    """A template to start from, in the form of the firm's own word processor."""
    held(request, automation_id)
    if suffix not in FORMS:
        raise Http404
    with tempfile.TemporaryDirectory(prefix="jangbu-") as folder:
        out = quotes.sample_template(suffix, Path(folder) / f"quote-template.{suffix}")
        return _download(out.read_bytes(), out.name)


@require_GET
def template_page(request: HttpRequest, automation_id: str, material_id: str, page: int) -> HttpResponse:
    found = held(request, automation_id)
    template = None if material_id == "built-in" else held_material(found, material_id)
    pages = _template_pages(template)
    if not 1 <= page <= len(pages):
        raise Http404
    return HttpResponse(pages[page - 1], content_type="image/png")


@require_GET
def template_filled(request: HttpRequest, automation_id: str, material_id: str) -> HttpResponse:
    """The template filled with a made-up quote, to open in the firm's own program."""
    template = held_material(held(request, automation_id), material_id)
    path = services.template_path(template)
    suffix = quotes.FORMATS[path.suffix.lower()][0]
    return _download(quotes.filled(services.sample_quote(quotes.Rules()), path), f"{path.stem}-filled{suffix}")


@require_POST
def letter_again(request: HttpRequest, letter_id: str) -> HttpResponse:
    letter = Letter.objects.select_related("run__automation", "run__version").filter(pk=letter_id).first()
    if letter is None:
        raise Http404
    state = Letter.State(send_again(letter, actor=actor_of(request), why=request.POST.get("why", "")))
    ko, en = WORDS.get(state, ("", ""))
    if state == Letter.State.SENT:
        messages.success(request, _("메일을 보냈어요."))
    else:
        messages.error(request, ko if language() == "ko" else en)
    return redirect("run", letter.run_id)


def _template_pages(template: QuoteMaterial | None) -> tuple[bytes, ...]:
    """A made-up quote in the template, as pictures; the built-in form stands in where ours cannot draw it."""
    path = services.template_path(template) if template is not None and template.usable else quotes.BUILT_IN
    shown = path if path.suffix.lower() == ".typ" else quotes.BUILT_IN
    return quotes.pictures(services.sample_quote(quotes.Rules()), shown, ppi=90)


def _download(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, Path(name).name) or "attachment"
    return response


def _name(person_id: str) -> str:
    found = people.person(person_id)
    return found.name if found else "–"
