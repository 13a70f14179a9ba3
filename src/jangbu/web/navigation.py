"""The menu: sections of links, each shown only to those whom its page would let in."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed


@dataclass(frozen=True, slots=True)
class Item:
    label: Promise
    icon: str
    view: str
    needs: str


@dataclass(frozen=True, slots=True)
class Shown:
    label: Promise
    icon: str
    url: str
    current: bool


SECTIONS: tuple[tuple[Promise | str, tuple[Item, ...]], ...] = (
    (
        "",
        (
            Item(_("오늘"), "today", "today", "today.read"),
            Item(_("승인함"), "inbox", "inbox", "work.approve"),
            Item(_("지표"), "gauge", "dashboard", "reports.read"),
        ),
    ),
    (
        _("일"),
        (
            Item(_("업무와 자동화"), "work", "process-list", "work.read"),
            Item(_("견적"), "quote", "quote-list", "work.read"),
            Item(_("일정"), "clock", "appointment-list", "work.read"),
            Item(_("파일럿"), "pilot", "pilot-list", "pilots.read"),
        ),
    ),
    (
        _("데이터"),
        (
            Item(_("데이터"), "data", "dataset-list", "sources.read"),
            Item(_("데이터 지도"), "map", "source-map", "pilots.read"),
            Item(_("한 장 그림"), "map", "one-page", "reports.read"),
        ),
    ),
    (
        _("책임"),
        (
            Item(_("점검표"), "checklist", "checklist", "journey.read"),
            Item(_("책임표"), "duty", "duties", "duties.read"),
            Item(_("사람과 권한"), "people", "people", "people.read"),
            Item(_("사고와 알림"), "incident", "incidents", "incidents.read"),
            Item(_("정책"), "policy", "policies", "policies.read"),
            Item(_("법과 규정"), "law", "regulations", "regulations.read"),
            Item(_("업체와 계약"), "vendor", "vendors", "vendors.read"),
            Item(_("AI 모델"), "versions", "aimodels", "aimodels.read"),
            Item(_("모델 연결"), "model", "endpoint-list", "gateway.read"),
        ),
    ),
    (
        _("기록"),
        (
            Item(_("장부"), "ledger", "ledger", "ledger.read"),
            Item(_("보고서"), "report", "report-list", "pilots.read"),
            Item(_("달마다 돌아보기"), "clock", "months", "reports.read"),
            Item(_("백업"), "backup", "backup-list", "backups.read"),
            Item(_("데이터가 있는 곳"), "lock", "places", "backups.read"),
        ),
    ),
)


def menu(request: HttpRequest) -> list[tuple[Promise | str, list[Shown]]]:
    actor = actor_of(request)
    urls = [reverse(item.view) for _title, items in SECTIONS for item in items]
    here = max((url for url in urls if url != "/" and request.path.startswith(url)), key=len, default=request.path)
    sections = []
    for title, items in SECTIONS:
        shown = []
        for item in items:
            if allowed(actor, item.needs):
                url = reverse(item.view)
                shown.append(Shown(item.label, item.icon, url, url == here))
        if shown:
            sections.append((title, shown))
    return sections
