"""Alert rules as a file: taken away, and brought in after what it would do was shown."""

from __future__ import annotations

import yaml
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.base.spreadsheet import CONTENT_TYPE
from jangbu.apps.base.templatetags.parts import state as drawn
from jangbu.apps.incidents.alerts import moving, problems, queries
from jangbu.kernel.errors import Problem

FORMS = {"yaml": (moving.as_yaml, "application/yaml"), "xlsx": (moving.as_xlsx, CONTENT_TYPE)}


@require_GET
def rules_file(request: HttpRequest) -> HttpResponse:
    """Every rule: ?form=yaml or xlsx."""
    form = request.GET.get("form", "yaml")
    if form not in FORMS:
        raise Http404
    write, media = FORMS[form]
    response = HttpResponse(write(list(queries.rules(actor_of(request)))), content_type=media)
    response["Content-Disposition"] = content_disposition_header(True, f"alert-rules.{form}") or "attachment"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def bring_rules(request: HttpRequest) -> HttpResponse:
    """First the file, then what it would do, then the reason that does it."""
    rows, problem, text = [], None, request.POST.get("rules", "")
    try:
        if upload := request.FILES.get("file"):
            if (upload.size or 0) > moving.BYTES:
                raise Problem(problems.NO_RULES_FILE, file=upload.name)
            rows = moving.read(upload.name or "", upload.read())
            text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False)
        elif text:
            rows = moving.read("rules.yaml", text.encode())
            lines = moving.bring_in(rows, actor=actor_of(request), why=request.POST.get("why", ""))
            count = sum(each.does in {"add", "change"} for each in lines)
            said = ngettext("규칙 %(n)d개를 들였어요.", "규칙 %(n)d개를 들였어요.", count) % {"n": count}
            messages.success(request, said)
            return redirect("alert-rules")
    except Problem as error:
        problem = error
    lines = moving.compare(rows)
    context = {
        "lines": [(each, _state(each)) for each in lines],
        "counts": {name: sum(each.does == name for each in lines) for name in ("add", "change", "same", "refused")},
        "text": text,
        "problem": problem.sentence(language()) if problem else "",
        "next": problem.next_step(language()) if problem else "",
    }
    return render(request, "incidents/rules_import.html", context, status=422 if problem else 200)


def _state(line: moving.Line) -> object:
    shape, word = {
        "add": ("partly", _("새로 더해요")),
        "change": ("partly", _("고쳐요")),
        "same": ("na", _("그대로예요")),
        "refused": ("unmet", _("받을 수 없어요")),
    }[line.does]
    return drawn(shape, word)
