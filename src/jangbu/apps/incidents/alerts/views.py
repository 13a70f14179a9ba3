"""The pages of alerts: what rings, one alert, rules, channels."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import respond
from jangbu.apps.base.mail import is_set_up
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.incidents.alerts import answering, channels, queries, rules, troubles, watching
from jangbu.apps.incidents.alerts.forms import ChannelForm, QuietForm, RuleForm, SnoozeForm
from jangbu.apps.incidents.alerts.listing import ALERTS, MESSAGES, RULES, message_line, severity, standing
from jangbu.apps.incidents.alerts.measures import MEASURES
from jangbu.apps.incidents.alerts.models import Alert, AlertRule, Channel, Message
from jangbu.apps.incidents.alerts.quiet import settings as quiet
from jangbu.apps.incidents.alerts.rehearsing import rehearse
from jangbu.apps.incidents.alerts.wording import response_of, said_of, title_of
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.incidents.duty.queries import in_line
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people import queries as people
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

Changing = ["GET", "HEAD", "POST"]


def _names() -> dict[str, str]:
    return dict(people.people_list().values_list("pk", "name"))


@require_GET
def alert_list(request: HttpRequest) -> HttpResponseBase:
    actor, names = actor_of(request), _names()
    waiting = queries.open_alerts(actor).filter(acknowledged_at=None)
    context = {
        "open": queries.open_alerts(actor).count(),
        "waiting": waiting.count(),
        "on_duty": [names.get(each, "–") for each in in_line(now_for())],
        "undelivered": queries.undelivered(),
        "clock_back": ledger.set_back(),
        "may_confirm_clock": allowed(actor, "people.manage"),
        "rules": queries.rules(actor).filter(stopped_at=None).count(),
        "may_manage": allowed(actor, "alerts.manage"),
    }
    return respond(request, ALERTS, queries.alerts(actor), "incidents/alerts.html", context)


def _alert(request: HttpRequest, alert_id: str) -> Alert:
    found = queries.alerts(actor_of(request)).filter(pk=alert_id).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(Changing)
def alert(request: HttpRequest, alert_id: str) -> HttpResponse:
    """What rang, what to do about it, and taking it on, putting it off or settling it."""
    found, actor = _alert(request, alert_id), actor_of(request)
    form = SnoozeForm(request.POST if request.POST.get("do") == "snooze" else None)
    if request.method == "POST":
        if _answered(request, found, form):
            return redirect("alert", found.pk)
        found.refresh_from_db()
    names = _names()
    sent = [
        (each, names.get(each.person, str(each.channel or "–"))) for each in found.messages.select_related("channel")
    ]
    context = {
        "alert": found,
        "title": title_of(found.rule),
        "said": said_of(found),
        "response": response_of(found.rule),
        "severity": severity(found),
        "standing": standing(found),
        "taker": names.get(found.acknowledged_by, "–"),
        "sent": [message_line(each, name) for each, name in sent],
        "undelivered": any(each.state == Message.State.UNDELIVERED for each, _name in sent),
        "form": form,
        "now": now_for(),
        "may_answer": allowed(actor, "alerts.answer") and found.resolved_at is None,
        "history": ledger.history(Subject("alert", found.pk), 12, reader=actor),
    }
    return render(request, "incidents/alert.html", context, status=422 if form.errors else 200)


def _answered(request: HttpRequest, found: Alert, form: SnoozeForm) -> bool:
    actor, do = actor_of(request), request.POST.get("do", "")
    if do == "take":
        answering.acknowledge(found, actor=actor, note=request.POST.get("why", ""))
        messages.success(request, _("맡았어요. 다른 사람에게는 더 알리지 않아요."))
        return True
    if do == "settle":
        answering.settle(found, actor=actor, why=request.POST.get("why", ""))
        messages.success(request, _("처리했다고 적었어요."))
        return True
    if do == "snooze" and form.is_valid():
        try:
            answering.snooze(found, form.cleaned_data["until"], actor=actor, why=form.cleaned_data["why"])
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
            return False
        messages.success(request, _("그때까지 미뤘어요."))
        return True
    return False


# ---- rules


@require_GET
def rule_list(request: HttpRequest) -> HttpResponseBase:
    actor, told = actor_of(request), quiet()
    shown = queries.rules(actor)
    context = {
        "count": shown.filter(stopped_at=None).count(),
        "quiet": told,
        "quiet_form": QuietForm(
            initial={name: getattr(told, name) for name in ("starts", "ends", "weekends", "holidays")}
        ),
        "may_manage": allowed(actor, "alerts.manage"),
        "lacking": len(rules.defaults()) - shown.filter(key__in=[each["key"] for each in rules.defaults()]).count(),
    }
    return respond(request, RULES, shown, "incidents/rules.html", context)


@require_POST
def install(request: HttpRequest) -> HttpResponse:
    count = rules.install_defaults(actor=actor_of(request))
    said = ngettext("규칙 %(n)d개를 갖췄어요.", "규칙 %(n)d개를 갖췄어요.", count) % {"n": count}
    messages.success(request, said)
    return redirect("alert-rules")


@require_POST
def set_quiet(request: HttpRequest) -> HttpResponse:
    form = QuietForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
        return redirect("alert-rules")
    given = dict(form.cleaned_data)
    rules.set_quiet(given, actor=actor_of(request), why=given.pop("why"))
    messages.success(request, _("조용한 시간을 정했어요."))
    return redirect("alert-rules")


@require_POST
def watch_now(request: HttpRequest) -> HttpResponse:
    """Look at every rule now; whoever may manage them may."""
    count = watching.watch(force=True)
    said = ngettext("모든 규칙을 봤어요. 새 알림 %(n)d건.", "모든 규칙을 봤어요. 새 알림 %(n)d건.", count) % {
        "n": count
    }
    messages.success(request, said)
    return redirect("alert-list")


@require_http_methods(Changing)
def new_rule(request: HttpRequest) -> HttpResponse:
    form = RuleForm(request.POST or None)
    rehearsal = None
    if request.method == "POST" and form.is_valid() and request.POST.get("do") == "preview":
        try:
            rules.checked(form.values(), form.cleaned_data["why"])
            rehearsal = rehearse(form.values(), now_for())
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
    elif request.method == "POST" and form.is_valid():
        try:
            made = rules.add_rule(form.values(), form.chosen(), actor=actor_of(request), why=form.cleaned_data["why"])
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("규칙을 더했어요."))
            return redirect("alert-rule", made.pk)
    status = 422 if request.method == "POST" and rehearsal is None else 200
    context = {"form": form, "names": form.names(), "rehearsal": rehearsal}
    return render(request, "incidents/rule_form.html", context, status=status)


def _rule(request: HttpRequest, alert_rule_id: str) -> AlertRule:
    found = queries.rules(actor_of(request)).filter(pk=alert_rule_id).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(Changing)
def rule(request: HttpRequest, alert_rule_id: str) -> HttpResponse:
    found, actor = _rule(request, alert_rule_id), actor_of(request)
    fields = [name for name in RuleForm.base_fields if name not in {"channels", "why"}]
    first: dict[str, Any] = {name: getattr(found, name) for name in fields}
    first["channels"] = [each.pk for each in found.channels.all()]
    form = RuleForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            rules.change_rule(found, form.values(), form.chosen(), actor=actor, why=form.cleaned_data["why"])
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("고쳤어요."))
            return redirect("alert-rule", found.pk)
    context = {
        "rule": found,
        "title": title_of(found),
        "severity": severity(found),
        "response": response_of(found),
        "recent": [(each, said_of(each), standing(each)) for each in found.alerts.select_related("rule")[:8]],
        "form": form,
        "names": form.names(),
        "measured": MEASURES[found.name][1] if found.name in MEASURES else "",
        "rehearsal": rehearse(queries.values_of(found), now_for()) if request.GET.get("past") else None,
        "may_manage": allowed(actor, "alerts.manage"),
        "history": ledger.history(Subject("alert_rule", found.pk), 8, reader=actor),
    }
    return render(request, "incidents/rule.html", context, status=422 if form.errors else 200)


@require_POST
def switch_rule(request: HttpRequest, alert_rule_id: str) -> HttpResponse:
    found = _rule(request, alert_rule_id)
    on = request.POST.get("on") == "yes"
    rules.switch(found, on=on, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("켰어요.") if on else _("껐어요."))
    return redirect("alert-rule", found.pk)


# ---- channels


@require_http_methods(Changing)
def channel_list(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    form = ChannelForm(request.POST or None)
    if request.method == "POST" and allowed(actor, "alerts.manage") and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            channels.add_channel(**given, actor=actor)
            channels.remember_site(request.build_absolute_uri("/"))
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("채널을 더했어요. 시험 글을 보내 보세요."))
            return redirect("alert-channels")
    context = {
        "channels": queries.channels(actor),
        "form": form,
        "mail": is_set_up(),
        "undelivered": queries.undelivered(),
        "may_manage": allowed(actor, "alerts.manage"),
    }
    sent = Message.objects.select_related("rule", "channel")
    return respond(request, MESSAGES, sent, "incidents/channels.html", context)


def _channel(request: HttpRequest, channel_id: str) -> Channel:
    found = queries.channels(actor_of(request)).filter(pk=channel_id).first()
    if found is None:
        raise Http404
    return found


@require_POST
def channel(request: HttpRequest, channel_id: str) -> HttpResponse:
    """Try it, or switch it off."""
    found, actor = _channel(request, channel_id), actor_of(request)
    if request.POST.get("do") == "try":
        channels.remember_site(request.build_absolute_uri("/"))
        outcome = channels.try_channel(found, actor=actor)
        if outcome.sent:
            messages.success(request, _("시험 글이 닿았어요."))
        else:
            values = {"why": troubles.told(outcome.said), "said": outcome.said}
            messages.error(request, _("닿지 않았어요. %(why)s (%(said)s)") % values)
    else:
        channels.stop_channel(found, actor=actor, why=request.POST.get("why", ""))
        messages.success(request, _("껐어요."))
    return redirect("alert-channels")


@require_POST
def resend(request: HttpRequest) -> HttpResponse:
    count = channels.resend(actor=actor_of(request), why=request.POST.get("why", ""))
    said = ngettext("%(n)d건을 다시 보낼 차례에 넣었어요.", "%(n)d건을 다시 보낼 차례에 넣었어요.", count) % {
        "n": count
    }
    messages.success(request, said)
    return redirect("alert-channels")
