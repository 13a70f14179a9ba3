"""The pages of an incident beside the register's own: telling, stating, notices, steps, looking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.incidents import doing, reviewing, stating
from jangbu.apps.incidents.clocks import clocks_of, now_for
from jangbu.apps.incidents.forms import FactForm, MailForm, NoticeForm, ReviewForm, SentForm, TellForm
from jangbu.apps.incidents.models import Incident, Notice, Review
from jangbu.apps.incidents.notices import services as letters
from jangbu.apps.incidents.notices.drafting import CLOCK_OF, stages
from jangbu.apps.incidents.notices.papers import FORMS, letter_file
from jangbu.apps.incidents.pages import notice_line, shown
from jangbu.apps.incidents.register import INCIDENTS
from jangbu.apps.people import queries as people
from jangbu.apps.registers import queries
from jangbu.apps.registers.views import Pages
from jangbu.kernel.errors import Problem


def held(request: HttpRequest, incident_id: str) -> Incident:
    found = queries.find(INCIDENTS, actor_of(request), incident_id)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    first = {"known_at": now_for(), "owner": actor.id, "kind": request.GET.get("kind", "leak")}
    form = TellForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        values = {name: given[name] for name in ("kind", "title", "owner", "summary", "requester")}
        try:
            made = stating.tell_of_incident(
                values, known_at=given["known_at"], known=form.known(), actor=actor, why=given["why"]
            )
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("적었어요. 아래에서 기한과 할 일을 봐 주세요."))
            return redirect("incidents-detail", made.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "incidents/tell.html", {"form": form}, status=status)


@require_POST
def fact(request: HttpRequest, incident_id: str) -> HttpResponse:
    incident = held(request, incident_id)
    form = FactForm(incident.kind, request.POST)
    if not form.is_valid():
        return _again(request, incident, {"fact_form": form, "open_form": "fact"})
    given = form.cleaned_data
    try:
        stating.state_fact(
            incident,
            given["fact"],
            given["value"],
            known_at=given["known_at"],
            actor=actor_of(request),
            why=given["why"],
        )
    except Problem as problem:
        form.add_error(None, problem.sentence(language()))
        return _again(request, incident, {"fact_form": form, "open_form": "fact"})
    messages.success(request, _("적었어요. 시계를 다시 계산했어요."))
    return redirect("incidents-detail", incident.pk)


def _again(request: HttpRequest, incident: Incident, more: dict[str, Any]) -> HttpResponse:
    """The page of the incident with a form that has faults."""
    request.incident_forms = more  # type: ignore[attr-defined]  # read by the page's context just below
    response = Pages(INCIDENTS).detail(request, incident_id=incident.pk)
    response.status_code = 422
    return response


@require_POST
def step(request: HttpRequest, incident_id: str) -> HttpResponse:
    incident = held(request, incident_id)
    note = request.POST.get("note", "")
    doing.do_step(incident, request.POST.get("step", ""), note=note, actor=actor_of(request))
    return redirect(f"{_address(incident)}#steps")


@require_POST
def look(request: HttpRequest, incident_id: str) -> HttpResponse:
    incident = held(request, incident_id)
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            reviewing.look_back(incident, **form.cleaned_data, actor=actor_of(request))
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("돌아보기를 적었어요."))
            return redirect(f"{_address(incident)}#look")
    return _again(request, incident, {"look_form": form, "open_form": "look"})


@require_POST
def finish(request: HttpRequest, incident_id: str, review_id: str) -> HttpResponse:
    incident = held(request, incident_id)
    review = Review.objects.filter(pk=review_id, incident=incident).first()
    if review is None:
        raise Http404
    why = request.POST.get("note", "").strip() or _("바꾸고 확인해서")
    reviewing.finish_change(review, note=why, actor=actor_of(request))
    messages.success(request, _("바꾸기로 한 것을 마쳤다고 적었어요."))
    return redirect(f"{_address(incident)}#look")


# ---- notices


@require_POST
def draft(request: HttpRequest, incident_id: str) -> HttpResponse:
    incident = held(request, incident_id)
    made = letters.draft_notice(incident, request.POST.get("stage", ""), actor=actor_of(request))
    return redirect("incidents-notice", incident.pk, made.pk)


def _notice(request: HttpRequest, incident_id: str, notice_id: str) -> Notice:
    found = Notice.objects.filter(pk=notice_id, incident=held(request, incident_id)).select_related("incident").first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, incident_id: str, notice_id: str) -> HttpResponse:
    """Read it, better the words while it is a draft, approve it, and send it or note that it was sent."""
    found, actor = _notice(request, incident_id, notice_id), actor_of(request)
    do = request.POST.get("do", "")
    draft_form = NoticeForm(initial={"text_ko": found.text_ko, "text_en": found.text_en})
    sent_form, mail_form = SentForm(initial={"sent_at": now_for()}), MailForm()
    if request.method == "POST":
        why = request.POST.get("why", "")
        try:
            if do == "approve":
                letters.approve_notice(found, actor=actor, why=why)
                messages.success(request, _("승인했어요. 이제 보내 주세요."))
                return redirect("incidents-notice", incident_id, notice_id)
            if do == "discard":
                letters.discard_notice(found, actor=actor, why=why)
                messages.success(request, _("초안을 버렸어요."))
                return redirect("incidents-detail", incident_id)
            if do == "change" and (draft_form := NoticeForm(request.POST)).is_valid():
                letters.change_notice(found, **draft_form.cleaned_data, actor=actor)
                messages.success(request, _("고쳤어요."))
                return redirect("incidents-notice", incident_id, notice_id)
            if do == "sent" and (sent_form := SentForm(request.POST)).is_valid():
                letters.note_sent(found, **sent_form.cleaned_data, actor=actor)
                messages.success(request, _("보냈다고 적었어요. 시계를 다시 계산했어요."))
                return redirect("incidents-detail", incident_id)
            if do == "mail" and (mail_form := MailForm(request.POST)).is_valid():
                return _mailed(request, found, mail_form)
        except Problem as problem:
            form = {"change": draft_form, "sent": sent_form, "mail": mail_form}.get(do)
            if form is None:
                raise
            form.add_error(None, problem.sentence(language()))
    forms = {"draft_form": draft_form, "sent_form": sent_form, "mail_form": mail_form}
    status = 422 if request.method == "POST" else 200
    return render(
        request, "incidents/notice.html", {**_notice_context(found, request), **forms, "do": do}, status=status
    )


@require_GET
def letter(request: HttpRequest, incident_id: str, notice_id: str) -> HttpResponse:
    """The letter as a file: ?form=pdf or docx, ?lang=ko or en."""
    found = _notice(request, incident_id, notice_id)
    form, tongue = request.GET.get("form", "pdf"), request.GET.get("lang", "ko")
    if form not in FORMS or tongue not in {"ko", "en"}:
        raise Http404
    content, media = letter_file(found, form, "en" if tongue == "en" else "ko")
    response = HttpResponse(content, content_type=media)
    name = f"{stages()[found.stage].said.head} {tongue}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _mailed(request: HttpRequest, found: Notice, form: MailForm) -> HttpResponse:
    made, refused = letters.mail_notice(
        found,
        form.cleaned_data["addresses"],
        tongue=form.cleaned_data["tongue"],
        actor=actor_of(request),
        why=form.cleaned_data["why"],
    )
    count = made.recipients or 0
    said = ngettext("%(n)d명에게 보냈어요.", "%(n)d명에게 보냈어요.", count)
    messages.success(request, said % {"n": count})
    if refused:
        messages.warning(request, _("받지 않은 주소: %(who)s") % {"who": ", ".join(refused[:10])})
    return redirect("incidents-detail", found.incident_id)


def _notice_context(found: Notice, request: HttpRequest) -> dict[str, Any]:
    actor, now = actor_of(request), now_for()
    names = dict(people.people_list().values_list("pk", "name"))
    waits = CLOCK_OF.get(found.stage, "")
    clocks = [clock for clock in clocks_of(found.incident, now) if clock.rule.id == waits or not waits]
    return {
        "notice": found,
        "incident": found.incident,
        "line": notice_line(found, names),
        "clocks": [shown(clock, now) for clock in clocks if clock.open],
        "approver": names.get(found.approved_by, "–"),
        "sender": names.get(found.sent_by, "–"),
        "may_write": allowed(actor, "incidents.write"),
        "may_decide": allowed(actor, "incidents.decide"),
    }


def _address(incident: Incident) -> str:
    return f"/incidents/{incident.pk}/"
