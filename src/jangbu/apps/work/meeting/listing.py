"""How the list of appointments looks."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column, Filter, ListSpec
from jangbu.apps.base.problems import language
from jangbu.apps.work.meeting.booking import said
from jangbu.apps.work.runs.models import Booking

STATUSES: dict[str, Promise] = {
    "NEEDS-ACTION": _("아직 답이 없어요"),
    "ACCEPTED": _("와요"),
    "DECLINED": _("못 와요"),
    "TENTATIVE": _("아마 와요"),
    "COUNTER": _("다른 시간을 물었어요"),
    "UNKNOWN": _("알 수 없어요"),
}


def answered(booking: Booking) -> str:
    come = sum(1 for each in booking.attendees if each["status"] == "ACCEPTED")
    silent = sum(1 for each in booking.attendees if each["status"] == "NEEDS-ACTION")
    return gettext("%(all)s명 중 %(come)s명이 와요, %(silent)s명은 답이 없어요") % {
        "all": len(booking.attendees),
        "come": come,
        "silent": silent,
    }


def names(booking: Booking) -> str:
    return ", ".join(each["name"] for each in booking.attendees)


APPOINTMENTS: ListSpec[Booking] = ListSpec(
    title=_("일정"),
    columns=(
        Column("title", _("일정"), url=lambda each: reverse("appointment", args=[each.pk]), owned=True),
        Column("starts_at", _("언제"), show=lambda each: said(each, language())),
        Column("people", _("누가"), show=names, value=names, owned=True),
        Column("answers", _("답"), show=answered, value=answered),
        Column("state", _("상태"), show=lambda each: each.get_state_display()),
        Column("place", _("장소"), owned=True),
    ),
    searches=("title", "place"),
    filters=(Filter("state", _("상태"), Booking.State.choices),),
    sorts=("title", "starts_at"),
    order="-starts_at",
    unit=_("건"),
    placeholder=_("이름이나 장소"),
    empty=Step(
        _("잡힌 일정이 없어요."),
        _("누가 만나는지 정하면 되는 시간을 찾아 드려요."),
        _("일정 잡기"),
        "/work/appointments/new/",
    ),
    file_name="appointments",
)
