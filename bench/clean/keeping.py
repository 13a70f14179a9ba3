"""What the clean firm keeps up: backups, ledger, alerts, duty, the weekly look, incidents, audits, months, figures."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from bench.clean import work
from bench.clean.habits import Firm
from jangbu.apps.backups import services as backups
from jangbu.apps.incidents import services as incidents
from jangbu.apps.incidents.alerts import queries as alerts
from jangbu.apps.incidents.logreview.preparing import monday
from jangbu.apps.incidents.services import AUDITS, FINDINGS, INCIDENTS
from jangbu.apps.journey import services as journey
from jangbu.apps.ledger import commands as ledger
from jangbu.apps.registers import services as registers
from jangbu.apps.regulations import services as regulations
from jangbu.apps.reports import services as reports
from jangbu.apps.reports.dashboard.figures import FIGURES
from jangbu.apps.sources import services as sources
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor
from jangbu.web import launch
from jangbu.web.seed import duties
from jangbu.web.seed import incidents as seed
from jangbu.web.seed.chapters import actor_of
from jangbu.web.seed.reporting import publish_policy

SYSTEM = Actor.system()
SHIFT_WEEKS = 8
LESSONS = ("기록은 그날 적어요.", "예외는 처음부터 사람이 봐요.")


def plan_backups(_firm: Firm) -> None:
    place = Path(settings.HOME) / "backups"
    place.mkdir(exist_ok=True)
    backups.change_plan(str(place), 7, 2, 80, actor=actor_of("최하은"), why="이레마다 만들고 두 개를 남기려고")


def evening(_firm: Firm) -> None:
    """The worker's round."""
    launch.work()
    regulations.notice_files(actor=SYSTEM)
    work.look_at_models()
    incidents.watch(actor=SYSTEM, force=True)
    reports.keep_figures(actor=SYSTEM)
    reports.prepare_if_due(actor=SYSTEM)
    reports.look_if_due(actor=SYSTEM)


def look_daily(_firm: Firm) -> None:
    """What no day may pass without: deleting what is due, and answering what rang."""
    sources.delete_expired(actor=SYSTEM)
    it = actor_of("최하은")
    for alert in alerts.open_alerts(it).exclude(severity="normal").filter(acknowledged_at=None):
        incidents.acknowledge(alert, note="바로 볼게요", actor=it)


def keep_the_day(_firm: Firm) -> None:
    journey.take_snapshots(actor=SYSTEM)


def fill_duties(_firm: Firm) -> None:
    duties.fill()


def verify(_firm: Firm) -> None:
    ledger.verify_now(actor=actor_of("최하은"), why="달마다 다시 계산하기로 해서")


def install_alerts(_firm: Firm) -> None:
    incidents.install_defaults(actor=actor_of("최하은"))


def set_duty(firm: Firm) -> None:
    """Two people in turn, two months ahead."""
    owner, line = actor_of("김민지"), [actor_of("최하은"), actor_of("이서준")]
    for number in range(SHIFT_WEEKS):
        start = firm.now + timedelta(weeks=number)
        for place in (0, 1):
            person = line[(number + place) % 2]
            incidents.add_shift(
                person.id, start, start + timedelta(days=6), place=place + 1, actor=owner, why="한 주씩 돌아가기로 해서"
            )


def review_week(firm: Firm) -> None:
    week = monday(firm.now) - timedelta(weeks=1)
    incidents.confirm_week(week, "드문 것부터 읽었고, 모두 아는 일이에요.", actor=actor_of("최하은"))


# ---- incidents, told and answered in time; from the seed


def wrong_recipient(_firm: Firm) -> None:
    seed.wrong_recipient()


def told_them(_firm: Firm) -> None:
    seed.told_them()


def closed_it(_firm: Firm) -> None:
    seed.closed_it()


def request_comes(_firm: Firm) -> None:
    seed.request()


def request_answered(_firm: Firm) -> None:
    clerk, lead = actor_of("박도윤"), actor_of("이서준")
    made = seed.held(seed.ASKED)
    incidents.do_step(made, "identify", note="예전에 쓰던 회사 메일로 확인했어요", actor=clerk)
    letter = incidents.draft_notice(made, "reply_given", actor=clerk)
    ko = letter.text_ko.replace("[보내기 전에 적어 주십시오]", "한빛정밀 운영팀(02-555-0100)에서 언제든 열람")
    en = letter.text_en.replace("[to be written before it is sent]", "at our office, tel. 02-555-0100, at any time")
    letter = incidents.change_notice(letter, ko, en, actor=clerk)
    incidents.approve_notice(letter, actor=lead, why="읽고 맞아서")
    letter.refresh_from_db()
    incidents.note_sent(letter, sent_at=system_clock(), channel="post", recipients=1, actor=lead, why="보여 줘서")
    for step in ("collect", "others", "answer"):
        incidents.do_step(made, step, actor=clerk)
    change = "요구를 받는 양식에 전 담당자 칸을 더해요."
    told: dict[str, Any] = {
        "cause": "양식에 칸이 없었어요.",
        "change": change,
        "owner": clerk.id,
        "due": system_clock().date(),
    }
    incidents.finish_change(incidents.look_back(made, actor=lead, **told), note="더했어요", actor=clerk)
    registers.move_row(INCIDENTS, seed.held(seed.ASKED), "close", actor=lead, why="답을 보내서")


def audit(firm: Firm) -> None:
    owner = actor_of("김민지")
    values = {
        "title": f"{firm.now:%Y-%m} 개인정보와 권한 점검",
        "area": "privacy",
        "auditor": "정감사",
        "planned_on": firm.now - timedelta(days=3),
        "done_on": firm.now,
        "scope": "개인정보가 있는 데이터, 접근 권한, 퇴사자 계정",
        "summary": "한 가지를 고쳐야 해요.",
    }
    made = registers.add_row(AUDITS, values, actor=owner, why="반년마다 점검하기로 해서")
    registers.move_row(AUDITS, made, "do", actor=owner, why="점검을 마쳐서")
    line = {
        "title": f"{firm.now:%Y-%m} 문의처가 옛 번호",
        "audit": made.pk,
        "severity": "low",
        "owner": actor_of("최하은").id,
        "due": firm.now + timedelta(days=30),
        "seen": "홈페이지의 문의처가 예전 번호예요.",
    }
    registers.add_row(FINDINGS, line, actor=owner, why="점검에서 나와서")


def follow_up(_firm: Firm) -> None:
    it, owner = actor_of("최하은"), actor_of("김민지")
    for finding in FINDINGS.model.objects.filter(state="open", archived_at=None):
        registers.change_row(FINDINGS, finding, {"action": "고쳤어요."}, actor=it, why="고쳐서")
        for move, who in (("fix", it), ("check", owner)):
            held = FINDINGS.model.objects.get(pk=finding.pk)
            registers.move_row(FINDINGS, held, move, actor=who, why="고친 것을 확인해서")


# ---- reports


def set_thresholds(_firm: Firm) -> None:
    for kind in FIGURES:
        value = str(kind.default if kind.default is not None else 100_000)
        reports.set_threshold(
            kind.id, value, owner=actor_of("이서준").id, actor=actor_of("김민지"), why="함께 보고 그대로 정했어요"
        )


def close_month(firm: Firm) -> None:
    """Last month, looked back on in the first days of the next."""
    month = f"{firm.now.replace(day=1) - timedelta(days=1):%Y-%m}"
    owner = actor_of("김민지")
    review = reports.prepare_month(month, actor=owner, why="달이 끝나서")
    reports.write_month(review, "제때 적었어요.", "예외가 늦었어요.", LESSONS, actor=owner)
    reports.close_month(review, actor=owner, why="함께 돌아봐서")


def draw(_firm: Firm) -> None:
    reports.keep_drawing(actor=actor_of("김민지"), why="석 달마다 남기기로 해서")


def publish(_firm: Firm) -> None:
    publish_policy(actor_of("김민지"))
