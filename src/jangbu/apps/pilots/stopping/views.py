"""Buttons that stop a pilot or set it going again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.pilots.finding import held
from jangbu.apps.pilots.stopping import services


@require_POST
def pause(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot, why = held(request, pilot_id), request.POST.get("why", "").strip()
    services.pause_pilot(pilot, why, why, actor=actor_of(request), why=why)
    messages.success(request, _("파일럿을 멈췄어요."))
    return redirect("pilot", pilot.pk)


@require_POST
def roll_back(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot, why = held(request, pilot_id), request.POST.get("why", "").strip()
    services.roll_back_pilot(pilot, why, why, actor=actor_of(request), why=why)
    messages.success(request, _("파일럿을 되돌렸어요. 자동화의 열쇠도 거뒀어요."))
    return redirect("pilot", pilot.pk)


@require_POST
def resume(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot = held(request, pilot_id)
    services.resume_pilot(pilot, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("파일럿을 다시 시작했어요."))
    return redirect("pilot", pilot.pk)
