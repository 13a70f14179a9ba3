"""The pages of a file that comes in: upload, look, take in, take back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.registers import importing
from jangbu.apps.registers.declaring import R, Register
from jangbu.apps.registers.forms import UploadForm
from jangbu.apps.registers.models import Batch
from jangbu.kernel.errors import Problem

SHOWN_LINES = 200
KINDS = ("new", "changed", "same", "refused")


@dataclass(frozen=True, slots=True)
class ImportPages(Generic[R]):
    register: Register[R]

    def upload(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data["file"]
            try:
                if given.size > importing.LARGEST:
                    raise importing.too_large(given.name)
                batch = importing.preview(self.register, given.read(), given.name, actor=actor_of(request))
            except Problem as problem:
                form.add_error("file", problem.sentence(language()))
            else:
                return redirect(f"{self.register.name}-batch", batch.pk)
        status = 422 if request.method == "POST" else 200
        recent = Batch.objects.filter(register=self.register.name).exclude(state=Batch.State.PREVIEW)[:10]
        context = {
            "register": self.register,
            "form": form,
            "list_url": reverse(self.register.name),
            "recent": recent,
            "columns": [field for field in self.register.fields if field.imported],
        }
        return render(request, "registers/upload.html", context, status=status)

    def batch(self, request: HttpRequest, batch_id: str) -> HttpResponse:
        found = self._held(batch_id)
        if request.method == "POST":
            taken = importing.apply(self.register, found, actor=actor_of(request), why=request.POST.get("why", ""))
            undo = f"undo:{reverse(f'{self.register.name}-batch-undo', args=[taken.pk])}"
            messages.success(request, _("%(n)d건을 들였어요.") % {"n": len(taken.done)}, extra_tags=undo)
            return redirect(self.register.name)
        counts = {kind: sum(1 for line in found.lines if line["what"] == kind) for kind in KINDS}
        refused = [line for line in found.lines if line["what"] == "refused"]
        others = [line for line in found.lines if line["what"] != "refused"]
        context = {
            "register": self.register,
            "batch": found,
            "counts": counts,
            "lines": [*refused, *others][:SHOWN_LINES],
            "hidden": max(0, len(found.lines) - SHOWN_LINES),
            "list_url": reverse(self.register.name),
            "import_url": reverse(f"{self.register.name}-import"),
            "undo_url": reverse(f"{self.register.name}-batch-undo", args=[found.pk]),
            "ready": counts["refused"] == 0 and counts["new"] + counts["changed"] > 0 and found.state == "preview",
        }
        return render(request, "registers/batch.html", context)

    def undo(self, request: HttpRequest, batch_id: str) -> HttpResponse:
        found = self._held(batch_id)
        if request.method == "POST":
            importing.take_back(self.register, found, actor=actor_of(request), why=_("파일을 잘못 들여서"))
            messages.success(request, _("파일에서 들인 것을 모두 되돌렸어요."))
        return redirect(self.register.name)

    def _held(self, batch_id: str) -> Batch:
        found = Batch.objects.filter(pk=batch_id, register=self.register.name).first()
        if found is None:
            raise Http404
        return found
