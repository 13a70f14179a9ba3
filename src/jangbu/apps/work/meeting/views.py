"""The pages of appointments: what is booked, a new request, one appointment with its answers, moving and cancelling."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import respond
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.work import actions
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.automations.queries import visible
from jangbu.apps.work.letters.models import Letter
from jangbu.apps.work.meeting import answers
from jangbu.apps.work.meeting import booking as services
from jangbu.apps.work.meeting.calendars import working_time_of
from jangbu.apps.work.meeting.forms import MeetingForm
from jangbu.apps.work.meeting.listing import APPOINTMENTS, STATUSES
from jangbu.apps.work.meeting.models import MeetingReply
from jangbu.apps.work.runs.models import Booking, Run
from jangbu.apps.work.runs.services import submit, take_back
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

LARGEST_REPLY = 5_000_000  # bytes
MOST_REPLIES = 50  # files at once


def booked(actor: Actor) -> QuerySet[Booking]:
    shown = Booking.objects.filter(run__automation__drill=False).select_related("run__automation", "run__version")
    return shown if allowed(actor, "work.read") else shown.none()


def held(request: HttpRequest, booking: int) -> Booking:
    found = booked(actor_of(request)).filter(pk=booking).first()
    if found is None:
        raise Http404
    return found


@require_GET
def appointments(request: HttpRequest) -> HttpResponseBase:
    actor, now = actor_of(request), system_clock()
    coming = booked(actor).filter(state=Booking.State.BOOKED, starts_at__gt=now)
    waiting = Run.objects.filter(automation__kind="appointment", automation__drill=False, state=Run.State.WAITING)
    doubtful = MeetingReply.objects.filter(believed=False).select_related("booking")[:20]
    context = {
        "coming": coming.count(),
        "waiting": waiting.count(),
        "unanswered": sum(1 for each in coming if any(a["status"] == "NEEDS-ACTION" for a in each.attendees)),
        "doubtful": [_reply(each) for each in doubtful],
        "may_submit": allowed(actor, "work.submit"),
        "may_approve": allowed(actor, "work.approve"),
    }
    return respond(request, APPOINTMENTS, booked(actor), "work/appointments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_appointment(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    automations = list(visible(actor).filter(kind=Automation.Kind.APPOINTMENT))
    chosen = next((each for each in automations if each.pk == request.POST.get("automation")), None)
    chosen = chosen or (automations[0] if automations else None)
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and chosen is not None and form.is_valid():
        meeting = form.meeting()
        try:
            run = submit(
                chosen, given={"meeting": meeting}, title=meeting["title"], actor=actor, why=_("만나기로 해서")
            )
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("맡겼어요. 되는 시간을 찾으면 승인함에서 기다려요."))
            return redirect("run", run.pk)
    context = {
        "form": form,
        "people_fields": [form["required"], form["optional"]],
        "automations": automations,
        "chosen": chosen,
    }
    return render(request, "work/appointment_new.html", context)


@require_GET
def appointment(request: HttpRequest, booking: int) -> HttpResponse:
    found = held(request, booking)
    actor, now = actor_of(request), system_clock()
    open_now = found.state == Booking.State.BOOKED and found.starts_at > now
    ahead = look_ahead(actor, "work.approve", actions.MOVED, Subject("run", found.run_id))
    context = {
        "booking": found,
        "said": services.said(found, language()),
        "attendees": [{**each, "word": STATUSES.get(each["status"], each["status"])} for each in found.attendees],
        "open_now": open_now,
        "late": services.is_late(found, now),
        "late_hours": working_time_of("").late,
        "start_value": f"{found.starts_at.astimezone(SEOUL):%Y-%m-%dT%H:%M}",
        "letters": Letter.objects.filter(run=found.run),
        "replies": [_reply(each) for each in MeetingReply.objects.filter(booking=found)],
        "may_approve": ahead.may,
        "kept_out": ahead.kept_out,
        "may_submit": allowed(actor, "work.submit"),
        "history": ledger.history(Subject("run", found.run_id), limit=20, reader=actor),
    }
    return render(request, "work/appointment.html", context)


def _reply(reply: MeetingReply) -> dict[str, Any]:
    return {
        "reply": reply,
        "word": STATUSES.get(reply.status, reply.status),
        "warnings": [each[language()] for each in reply.warnings],
        "asks": f"{reply.asks_start.astimezone(SEOUL):%Y-%m-%dT%H:%M}" if reply.asks_start else "",
    }


@require_POST
def move(request: HttpRequest, booking: int) -> HttpResponse:
    found = held(request, booking)
    start = services.moment_of(request.POST.get("start", ""))
    services.move_booking(found, start, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("시간을 바꾸고 모두에게 알렸어요."))
    return redirect("appointment", found.pk)


@require_POST
def cancel(request: HttpRequest, booking: int) -> HttpResponse:
    """Taking the run back gives everybody their time back and tells them."""
    found = held(request, booking)
    take_back(found.run, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("일정을 취소하고 모두에게 알렸어요."))
    return redirect("appointment", found.pk)


@require_POST
def take_replies(request: HttpRequest) -> HttpResponse:
    """Answers as files (.eml, .ics) or pasted."""
    actor, why = actor_of(request), _("답장이 와서")
    texts = [file.read(LARGEST_REPLY + 1) for file in request.FILES.getlist("files")[:MOST_REPLIES]]
    pasted = request.POST.get("text", "").strip()
    texts += [pasted.encode()] if pasted else []
    taken, refused = 0, []
    for raw in texts:
        try:
            taken += int(answers.take_reply(raw, actor=actor, why=why).believed)
        except Problem as problem:
            refused.append(problem.sentence(language()))
    if taken:
        messages.success(request, _("답 %(n)s개를 적었어요.") % {"n": taken})
    if len(texts) - taken - len(refused):
        messages.info(request, _("사람이 봐야 하는 답이 %(n)s개 있어요.") % {"n": len(texts) - taken - len(refused)})
    for sentence in refused[:3]:
        messages.error(request, sentence)
    return redirect("appointment-list")


@require_POST
def believe(request: HttpRequest, reply_id: str) -> HttpResponse:
    found = MeetingReply.objects.filter(pk=reply_id).first()
    if found is None:
        raise Http404
    answers.believe_reply(found, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("그 답을 받아들였어요."))
    return redirect("appointment-list")
