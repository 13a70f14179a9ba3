"""The sample firm's site in a process of its own, for the browser to visit: python -m tests.browser.stage FD

It prints one line of JSON (sessions by role, ids that pages need) once everything is there, and then serves on the
socket that it inherited as FD until it is ended.
"""
# ruff: noqa: E402  # models exist only once the apps are loaded

from __future__ import annotations

import json
import os
import socket
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import django
import uvicorn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jangbu.web.settings")
django.setup()

from django.conf import settings
from django.test import Client

from jangbu.apps.aimodels.models import AiModel, Evaluation, ModelVersion, Promotion
from jangbu.apps.backups import services as backups
from jangbu.apps.backups.drilling import drill_restore
from jangbu.apps.gateway.models import Endpoint
from jangbu.apps.incidents import services as incidents
from jangbu.apps.incidents.models import Alert
from jangbu.apps.people import queries as people
from jangbu.apps.people import services as people_services
from jangbu.apps.people.models import SECOND_FACTOR_KEY, Person
from jangbu.apps.pilots.claims import services as claims
from jangbu.apps.pilots.drafting.services import begin_draft
from jangbu.apps.pilots.models import Examination, Pilot
from jangbu.apps.pilots.surveys import services as surveys
from jangbu.apps.policies.models import Policy
from jangbu.apps.registers.declaring import declared
from jangbu.apps.regulations import services as regulations
from jangbu.apps.regulations.queries import modules as regulations_now
from jangbu.apps.regulations.versions import files as regulation_files
from jangbu.apps.sources import services as sources
from jangbu.apps.sources.looking import running
from jangbu.apps.sources.models import Dataset
from jangbu.apps.vendors.models import Vendor
from jangbu.apps.work import runner, services
from jangbu.apps.work.drills.services import drill
from jangbu.apps.work.events.taking import refuse, take_in
from jangbu.apps.work.models import Approval, Automation, Booking, EventSource, Run
from jangbu.apps.work.straight import Straight
from jangbu.engines.events import RunEvent
from jangbu.engines.events.problems import NO_ZONE, NOT_JSON
from jangbu.engines.value import claims as engine
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem
from jangbu.web import launch
from jangbu.web.seed import story

TODAY = date(2026, 11, 23)


def main() -> None:
    launch.prepare()
    sys.stdout.write(json.dumps(play()) + "\n")
    sys.stdout.flush()
    server = uvicorn.Server(uvicorn.Config("jangbu.web.asgi:application", log_level="error"))
    server.run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


def play() -> dict[str, Any]:
    """Tell the firm's story with few documents, and sign its people in."""
    story.tell(settings.HOME / "sample", today=TODAY, actor=launch.operator(), invoice_count=6)
    waiting = hand_in()
    cast = {person.role: person for person in Person.objects.order_by("-joined_at")}
    return {
        "sessions": {role: session_of(person) for role, person in cast.items()},
        "owner": cast["owner"].pk,
        "dataset": Dataset.objects.get(name="거래처 목록").pk,
        "endpoint": Endpoint.objects.get().pk,
        "pilot": Pilot.objects.filter(examinations__isnull=False)[0].pk,
        "examination": Examination.objects.all()[0].pk,
        "by_lot": Pilot.objects.get(name="문의 답장 초안").pk,
        "draft": begin_draft(actor=people.owner_actor() or launch.operator(), why="해 보려고").pk,
        "large": large_table(),
        **of_registers(),
        **laws(),
        "promotion": Promotion.objects.get(state="open").pk,
        "evaluation": Evaluation.objects.filter(kind="fairness", entry__kind="other")[0].pk,
        "suite_kind": "fairness",
        "model_version": ModelVersion.objects.filter(entry__kind="other")[0].number,
        "question": "constraint",
        "section": "kpis",
        **asked(),
        **outside(),
        "restore_drill": back_up(),
        "grant": wide_grant(),
        "subject_kind": "dataset",
        "subject_id": Dataset.objects.get(name="거래처 목록").pk,
        **waiting,
    }


def large_table() -> str:
    """A table too large for a page: who is who and mending were looked at, doubtful values wait."""
    firms = [number // 2 if number < 60 else number for number in range(50_001)]
    rows = (f"거래처{firm},02-{1000 + firm % 9000}-{firm * 7 % 9973:04}" for firm in firms)
    actor = launch.operator()
    content = "\n".join(["상호,전화", *rows]).encode()
    version = sources.add_bytes([content], "거래처 대장.csv", actor=actor, why="해 보려고", as_of=TODAY).version
    with patch.object(running, "begin", running.run):  # at once, not beside
        sources.start_look(version, "matches", actor=actor, why="해 보려고")
        sources.start_look(version, "mend", actor=actor, why="해 보려고", asked={"recipe": "", "language": "ko"})
    return str(version.dataset_id)


def of_registers() -> dict[str, str]:
    """One row of each register, the one with most to show; another is its newest."""
    found = {register.kind: register.model.objects.order_by("-created_at", "pk").first() for register in declared()}
    vendor = Vendor.objects.get(name="루미나 AI")
    found |= {"ai_model": AiModel.objects.get(name="문의 분류 도구")}
    found |= {"vendor": vendor, "contract": vendor.contracts.get(), "policy": Policy.objects.get(kind="security")}
    found |= {"use_case": regulations.USE_CASES.model.objects.get(name="홈페이지 상담")}
    ids = {kind: row.pk for kind, row in found.items() if row is not None}
    return ids | rung()


def rung() -> dict[str, str]:
    """A leak with a letter in draft, and an alert that waits."""
    owner, now = people.owner_actor() or launch.operator(), system_clock()
    leak = incidents.tell_of_incident(
        {"title": "공유 폴더가 밖에서 열림", "kind": "leak", "owner": owner.id, "summary": "검색으로 열렸어요."},
        known_at=now - timedelta(hours=60),
        known={"people_count": 1240, "outside_access": True},
        actor=owner,
        why="거래처가 알려 줘서",
    )
    letter = incidents.draft_notice(leak, "first", actor=owner)
    incidents.watch(force=True)
    alert = Alert.objects.filter(rule__key="clocks").first() or Alert.objects.all()[0]
    return {"incident": leak.pk, "notice": letter.pk, "alert": alert.pk, "alert_rule": alert.rule_id}


def laws() -> dict[str, str]:
    """A law with two versions, and a file that nobody has said yes to yet."""
    owner = people.owner_actor() or launch.operator()
    text = (regulation_files.SHIPPED / "ai_basic_act.yaml").read_text(encoding="utf-8")
    second = text.replace("version: 1", "version: 2").replace("in_force_from: 2027-01-22", "in_force_from: 2027-07-22")
    offered = regulations.offer_file(second.encode(), "ai_basic_act.yaml", actor=owner)
    now = regulations_now()["ai_basic_act"].fingerprint
    regulations.take_up(offered, against=now, actor=owner, why="유예가 늘었다는 소식을 보고")
    third = second.replace("version: 2", "version: 3").replace("severity: low", "severity: middle")
    return {"offered": regulations.offer_file(third.encode(), "ai_basic_act.yaml", actor=owner).pk}


def hand_in() -> dict[str, Any]:
    """Twenty more invoices that wait for the owner, handed in by somebody else, and a drill."""
    member = Person.objects.filter(role="member")[0]
    actor, owner = Actor.person(member.pk, member.name), people.owner_actor()
    automation = Automation.objects.get(kind="invoice", drill=False)
    paper = sorted((settings.HOME / "sample").rglob("*.pdf"))[0]
    runner.bind(Straight())
    for number in range(20):
        given = services.Given(f"{number}.pdf", [paper.read_bytes()])
        services.submit(automation, files=[given], actor=actor, why="메일로 들어와서")
    drilled = drill(automation, "rollback", actor=owner, why="정말 되는지")
    waits = Run.objects.filter(automation=automation, state=Run.State.WAITING)[0]
    quoting = Automation.objects.get(kind="quote", drill=False)
    waits = Run.objects.filter(state=Run.State.WAITING, automation=automation)[0]
    drafts = Automation.objects.get(kind="draft")
    decisions = Run.objects.filter(automation__kind="decision")
    return {
        "process": automation.process_id,
        "automation": automation.pk,
        "run": waits.pk,
        "drill": drilled.pk,
        "quoting": quoting.pk,
        "quote_run": Run.objects.filter(automation=quoting, state=Run.State.WAITING)[0].pk,
        "booking": Booking.objects.all()[0].pk,
        "meeting_run": Run.objects.filter(automation__kind="appointment", state=Run.State.WAITING)[0].pk,
        "meeting_ask": Approval.objects.filter(run__automation__kind="appointment", state=Approval.State.OPEN)[0].pk,
        "quote_ask": Approval.objects.filter(run__automation=quoting, state=Approval.State.OPEN)[1].pk,
        "drafts": drafts.pk,
        "draft_waiting": drafts.runs.filter(state=Run.State.WAITING)[0].pk,
        "draft_done": drafts.runs.filter(state=Run.State.DONE)[0].pk,
        "decision_waiting": decisions.filter(state=Run.State.WAITING)[0].pk,
        "decision_done": decisions.filter(state=Run.State.DONE)[0].pk,
    }


def outside() -> dict[str, Any]:
    """Beside the sample firm's tool: one that was just added, one whose deliveries are refused, and a webhook."""
    owner = people.owner_actor() or launch.operator()
    source = EventSource.objects.get()
    fresh = services.add_source("정산 스크립트", "cloudevents", actor=owner, why="해 보려고").source
    for code in (NOT_JSON, NO_ZONE):
        problem = Problem(code, detail="1:1", place=2, value="2026-11-24T09:00:00")
        refuse(source, problem, body=b"{", vouched=True, now=system_clock())
    take_in(source, [RunEvent("odd", "audit.unknown", "unknown", "", system_clock())], now=system_clock())
    webhook = services.add_subscription(
        "사내 알림판",
        "https://127.0.0.1:9/hook",
        ["work.paused", "work.source_added"],
        inside=True,
        actor=owner,
        why="알리려고",
    ).subscription
    services.add_source("자동 메일", "zapier", actor=owner, why="해 보려고")
    services.gather()
    webhook.messages.update(state="dead", tries=10, trouble="unreachable")
    run = source.runs.filter(state="failed")[0]
    return {"source": source.pk, "fresh_source": fresh.pk, "outside_run": run.pk, "webhook": webhook.pk}


def asked() -> dict[str, Any]:
    """A survey of the pilot, open for long, and an audit of claims."""
    pilot = Pilot.objects.filter(examinations__isnull=False)[0]
    told: dict[str, Any] = {"period": "after", "actor": people.owner_actor() or launch.operator(), "why": "물어보려고"}
    question = ("이 일을 하는 데 만족하나요?", "Are you satisfied with this work?")
    survey = surveys.open_survey(pilot, "satisfaction", "staff", question, date(2099, 1, 1), **told)
    link = survey.links.get()
    for number in range(9):
        said = "" if number else "빨라졌어요"
        surveys.answer(link, 3 + number % 3, device=str(number), address="10.0.0.1", comment=said)
    case = claims.read_yaml((Path(engine.__file__).with_name("examples") / "case_a.yaml").read_bytes())
    audit = claims.audit(case, actor=told["actor"], why="따져 보려고")
    return {"survey": survey.pk, "token": link.token, "audit": audit.pk, "kind": "pilot"}


def wide_grant() -> str:
    """Somebody who may change a table and only ever looked at it."""
    owner = people.owner_actor() or launch.operator()
    guest = people_services.invite_person(
        "guest@writer.example", "윤가람", "guest", actor=owner, why="안내문을 다듬으려고"
    )
    about = Subject("dataset", Dataset.objects.get(name="거래처 목록").pk)
    then, until = system_clock() - timedelta(days=40), system_clock() + timedelta(days=40)
    grant = people_services.grant_access(
        guest.person, about, "write", until, actor=owner, why="함께 보려고", clock=lambda: then
    )
    people_services.note_use(guest.person.pk, about)
    return str(grant.pk)


def back_up() -> str:
    """A plan, and a restore that was tried."""
    folder = settings.HOME / "disk"
    folder.mkdir()
    backups.change_plan(str(folder), 1, 14, 30, actor=launch.operator(), why="매일 남기려고")
    backups.back_up_if_due(actor=Actor.system())
    return str(drill_restore(actor=launch.operator(), why="정말 되살아나는지 보려고").pk)


def session_of(person: Person) -> str:
    """The key of a session that has seen both factors."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[SECOND_FACTOR_KEY] = person.pk
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    main()
