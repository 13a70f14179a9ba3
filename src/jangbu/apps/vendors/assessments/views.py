"""The pages of an assessment: the questions, and the weights behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.registers import queries
from jangbu.apps.registers.forms import WhyField
from jangbu.apps.vendors.assessments import services
from jangbu.apps.vendors.assessments.criteria import Criterion, catalogue
from jangbu.apps.vendors.assessments.models import WeightSet
from jangbu.apps.vendors.certificates.standing import standing
from jangbu.apps.vendors.models import Vendor
from jangbu.apps.vendors.register import VENDORS
from jangbu.apps.vendors.standing import weights_now
from jangbu.kernel.errors import Problem

NOTE = "note-"


class AnswersForm(forms.Form):
    """A question each, open unless answered, with where it was seen; then why."""

    def __init__(self, data: Mapping[str, Any] | None, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        for criterion in catalogue().criteria:
            if criterion.computed:
                continue
            choices = [
                ("", gettext_lazy("아직 몰라요")),
                *((each.value, each.label.lazy) for each in criterion.answers),
            ]
            self.fields[criterion.id] = forms.ChoiceField(
                label=str(criterion.ask), choices=choices, required=False, widget=forms.RadioSelect
            )
            self.fields[f"{NOTE}{criterion.id}"] = forms.CharField(
                label=gettext_lazy("어디에서 봤나요"), max_length=300, required=False
            )
        self.fields["why"] = WhyField()

    def answers(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith(NOTE) and name != "why"}

    def notes(self) -> dict[str, str]:
        return {name.removeprefix(NOTE): said for name, said in self.cleaned_data.items() if name.startswith(NOTE)}


class WeightsForm(forms.Form):
    def __init__(self, data: Mapping[str, Any] | None, initial: Mapping[str, int]) -> None:
        super().__init__(data, initial=dict(initial))
        for criterion in catalogue().criteria:
            self.fields[criterion.id] = forms.IntegerField(
                label=str(criterion.label), min_value=0, max_value=services.HEAVIEST
            )
        self.fields["why"] = WhyField()


def _held(request: HttpRequest, vendor_id: str) -> Vendor:
    found = queries.find(VENDORS, actor_of(request), vendor_id)
    if found is None:
        raise Http404
    return found


def _shown_certificates(vendor: Vendor) -> tuple[Criterion, str] | None:
    criterion = next((each for each in catalogue().criteria if each.computed), None)
    if criterion is None:
        return None
    answer = criterion.answer(standing(vendor, timezone.localdate()))
    return criterion, str(answer.label) if answer else _("적은 인증서가 없어요")


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, vendor_id: str) -> HttpResponse:
    vendor = _held(request, vendor_id)
    newest = vendor.assessments.first()
    before = {}
    if newest is not None:
        before = {**newest.answers, **{f"{NOTE}{name}": said for name, said in newest.notes.items()}}
    form = AnswersForm(request.POST if request.method == "POST" else None, before)
    if request.method == "POST" and form.is_valid():
        try:
            services.assess(vendor, form.answers(), form.notes(), actor=actor_of(request), why=form.cleaned_data["why"])
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("평가를 남겼어요. 앞의 평가도 그대로 있어요."))
            return redirect("vendors-detail", vendor.pk)
    weights = weights_now()[1]
    criteria = catalogue().criteria
    total = sum(weights.values())
    questions = [
        (each, form[each.id], form[f"{NOTE}{each.id}"], round(100 * weights[each.id] / total))
        for each in criteria
        if not each.computed
    ]
    context = {
        "vendor": vendor,
        "form": form,
        "questions": questions,
        "certificates": _shown_certificates(vendor),
        "as_of": catalogue().as_of,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "vendors/assess.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def weights(request: HttpRequest) -> HttpResponse:
    version, now = weights_now()
    actor = actor_of(request)
    form = WeightsForm(request.POST if request.method == "POST" else None, now)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "why"}
        try:
            made = services.set_weights(given, actor=actor, why=form.cleaned_data["why"])
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("무게를 %(n)s판으로 바꿨어요.") % {"n": made.number})
            return redirect("vendors-weights")
    context = {
        "form": form,
        "version": version,
        "may_decide": allowed(actor, VENDORS.needs("decide")),
        "threshold": catalogue().threshold,
        "rows": [(each, now[each.id], each.weight) for each in catalogue().criteria],
        "total": sum(now.values()),
        "sets": WeightSet.objects.all()[:10],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "vendors/weights.html", context, status=status)
