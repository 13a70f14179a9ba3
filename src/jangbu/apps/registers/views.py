"""The pages of a register, made for each from its declaration by `urls.pages`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import FILES, as_file, respond
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.base.words import Words
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.registers import queries, services
from jangbu.apps.registers.declaring import Field, Lede, Move, R, Register, Values
from jangbu.apps.registers.forms import ReviewForm, RowForm
from jangbu.apps.registers.kinds import Names, shown
from jangbu.apps.registers.listing import spec_of
from jangbu.kernel import text
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class Pages(Generic[R]):
    """The views of one register."""

    register: Register[R]

    def listing(self, request: HttpRequest) -> HttpResponseBase:
        register, actor, today = self.register, actor_of(request), timezone.localdate()
        may_see = allowed(actor, "personal.read")
        aside = request.GET.get("aside") == "yes"
        rows = queries.rows(register, actor, aside=aside)
        if request.GET.get("format") in FILES:
            return as_file(request, spec_of(register, today, may_see=may_see, files=True), rows)
        context = {
            **self._common(request),
            "lede": register.lede(actor) if register.lede else self._lede(request),
            "aside": aside,
            "asides": queries.rows(register, actor, aside=True).count(),
            **(register.list_context(request) if register.list_context else {}),
        }
        return respond(request, spec_of(register, today, may_see=may_see), rows, register.list_template, context)

    def detail(self, request: HttpRequest, **row_id: str) -> HttpResponse:
        row = self.held(request, row_id)
        return self._show(request, row, ReviewForm(initial={"on": timezone.localdate()}))

    def new(self, request: HttpRequest) -> HttpResponse:
        return self._form(request, None)

    def edit(self, request: HttpRequest, **row_id: str) -> HttpResponse:
        return self._form(request, self.held(request, row_id))

    def move(self, request: HttpRequest, **row_id: str) -> HttpResponse:
        row, register = self.held(request, row_id), self.register
        if request.method != "POST":
            return self._to(row)
        moved = services.move_row(
            register, row, request.POST.get("move", ""), actor=actor_of(request), why=request.POST.get("why", "")
        )
        said = _("이제 %(state)s 상태예요.") % {"state": register.state(moved.state).label}
        return self._done(request, moved, said)

    def review(self, request: HttpRequest, **row_id: str) -> HttpResponse:
        row = self.held(request, row_id)
        if request.method != "POST":
            return self._to(row)
        form = ReviewForm(request.POST)
        if not form.is_valid():
            return self._show(request, row, form, status=422)
        given = form.cleaned_data
        seen = services.review_row(self.register, row, given["note"], actor=actor_of(request), on=given["on"])
        due = text.day(seen.review_due, language(), year=True) if seen.review_due else "–"
        return self._done(request, seen, _("살펴봤다고 적었어요. 다음은 %(due)s이에요.") % {"due": due})

    def aside(self, request: HttpRequest, **row_id: str) -> HttpResponse:
        row = self.held(request, row_id)
        if request.method != "POST":
            return self._to(row)
        why = request.POST.get("why", "") or _("목록을 고치려고")
        put = services.put_aside(self.register, row, actor=actor_of(request), why=why)
        return self._done(request, put, _("목록에서 뺐어요.") if put.archived_at else _("목록에 되살렸어요."))

    def undo(self, request: HttpRequest, **row_id: str) -> HttpResponse:
        row = self.held(request, row_id)
        if request.method != "POST":
            return self._to(row)
        services.undo_last(self.register, row, actor=actor_of(request), why=_("바로 앞의 일을 되돌리려고"))
        messages.success(request, _("되돌렸어요."))
        return self._to(row)

    # ---- what the pages share

    def held(self, request: HttpRequest, row_id: dict[str, str]) -> R:
        found = queries.find(self.register, actor_of(request), row_id[self.register.argument])
        if found is None:
            raise Http404
        return found

    def _to(self, row: R) -> HttpResponse:
        return redirect(f"{self.register.name}-detail", row.pk)

    def _done(self, request: HttpRequest, row: R, said: str) -> HttpResponse:
        undo = queries.undoable(self.register, row)
        tag = f"undo:{reverse(f'{self.register.name}-undo', args=[row.pk])}" if undo else ""
        messages.success(request, said, extra_tags=tag)
        return self._to(row)

    def _common(self, request: HttpRequest) -> dict[str, Any]:
        actor, name = actor_of(request), self.register.name
        return {
            "register": self.register,
            "may_write": allowed(actor, self.register.needs("write")),
            "list_url": reverse(name),
            "new_url": reverse(f"{name}-new"),
            "import_url": reverse(f"{name}-import"),
        }

    def _lede(self, request: HttpRequest) -> Lede:
        late = queries.overdue(self.register, timezone.localdate()).count()
        if self.register.review_months is None:
            return Lede("")
        if not late:
            return Lede(_("검토 기한을 넘긴 것이 없어요."))
        said = ngettext("%(n)d건이 검토 기한을 넘겼어요.", "%(n)d건이 검토 기한을 넘겼어요.", late)
        return Lede(said % {"n": late}, _("오래 넘긴 것부터 살펴봐 주세요."))

    def _form(self, request: HttpRequest, row: R | None) -> HttpResponse:
        register, actor = self.register, actor_of(request)
        may_see = allowed(actor, "personal.read")
        form = RowForm(register, row, request.POST if request.method == "POST" else None, may_see=may_see)
        if request.method != "POST" and row is None:
            wanted = {name: value for name, value in request.GET.items() if name in form.fields}
            form.initial.update(wanted)  # a link may bring what it is about: ?vendor=...
        if request.method == "POST" and form.is_valid():
            try:
                return self._save(request, row, form)
            except Problem as problem:
                form.add_error(None, problem.sentence(language()))
        context = {**self._common(request), "form": form, "row": row, "parts": _parts(register, form)}
        context["back_url"] = reverse(f"{register.name}-detail", args=[row.pk]) if row else context["list_url"]
        status = 422 if request.method == "POST" else 200
        return render(request, "registers/form.html", context, status=status)

    def _save(self, request: HttpRequest, row: R | None, form: RowForm) -> HttpResponse:
        actor, why = actor_of(request), form.cleaned_data["why"]
        if row is None:
            made = services.add_row(self.register, form.values(), actor=actor, why=why)
            messages.success(request, _("적었어요."))
            return self._to(made)
        revision = form.cleaned_data["revision"]
        changed = services.change_row(self.register, row, form.values(), actor=actor, why=why, revision=revision)
        if changed.revision == row.revision:
            messages.info(request, _("달라진 것이 없어요."))
            return self._to(row)
        return self._done(request, changed, _("고쳤어요."))

    def _show(self, request: HttpRequest, row: R, review: ReviewForm, status: int = 200) -> HttpResponse:
        register, actor, today = self.register, actor_of(request), timezone.localdate()
        names, may_see = Names(), allowed(actor, "personal.read")
        ahead = look_ahead(actor, register.needs("write"), register.actions.changed, register.subject(row))
        undo = queries.undoable(register, row)
        reviewer = names.people.get(row.reviewed_by, "")
        context = {
            **self._common(request),
            "may_write": ahead.may,
            "kept_out": ahead.kept_out,
            "row": row,
            "title": register.title_of(row),
            "state": register.state(row.state),
            "about": register.about(row) if register.about else None,
            "groups": _groups(register, row, names, may_see),
            "moves": [
                move
                for move in register.moves
                if move.offered and row.state in move.sources and self._offers(actor, move, row)
            ],
            "review_form": review,
            "reviewer": reviewer,
            "late": row.review_due is not None and row.review_due < today,
            "undo": undo if undo and self._may_undo(actor, row, undo.before) else None,
            "history": queries.history(register, row, reader=actor),
            "urls": {verb: reverse(f"{register.name}-{verb}", args=[row.pk]) for verb in VERBS},
            **(register.context(request, row) if register.context else {}),
        }
        return render(request, register.detail_template, context, status=status)

    def _offers(self, actor: Actor, move: Move[R], row: R) -> bool:
        """Whether the move would be let through by the matrix; what its own guard asks of the row it says itself."""
        told = ({"fields": {"state": state}} for state in (row.state, move.target))
        return self._ahead(actor, self.register.needs(move.right), self.register.actions.moved, row, *told)

    def _may_undo(self, actor: Actor, row: R, values: Values) -> bool:
        told = ({"fields": dict(each)} for each in ({"state": row.state}, values))
        return self._ahead(actor, self.register.needs("write"), self.register.actions.undone, row, *told)

    def _ahead(self, actor: Actor, right: str, action: Action, row: R, before: Values, after: Values) -> bool:
        return look_ahead(actor, right, action, self.register.subject(row), before=before, after=after).may


Fact = tuple[Field, str]
VERBS = ("edit", "move", "review", "aside", "undo")


def _parts(register: Register[Any], form: RowForm) -> list[tuple[BoundField, Words | None]]:
    """Each field of the form with the heading before it."""
    headings = {field.name: field.section for field in register.fields if field.section}
    return [(bound, headings.get(bound.name)) for bound in form]


def _groups(register: Register[R], row: R, names: Names, may_see: bool) -> list[tuple[Words | None, list[Fact]]]:
    """What was written, under its headings."""
    groups: list[tuple[Words | None, list[Fact]]] = []
    for field in register.fields:
        if field.section or not groups:
            groups.append((field.section, []))
        groups[-1][1].append((field, shown(field, getattr(row, field.attribute), names, may_see=may_see)))
    return groups
