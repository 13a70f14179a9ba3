"""Random sequences over every kind of AI, held against what really read, asked and worked, not the register's word.

A few of them with the other tests; `JANGBU_TEST_SEQUENCES=500` runs as many as were asked for, in about half an hour.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from tests.fakes.vendor import FakeVendor, says

from jangbu.apps.aimodels import queries, services
from jangbu.apps.aimodels.models import AiModel, ModelVersion, Promotion
from jangbu.apps.aimodels.running import Asked, Judged, Running, bind_source, sources
from jangbu.apps.aimodels.services import AIMODELS
from jangbu.apps.gateway import services as gateway
from jangbu.apps.gateway.models import Endpoint
from jangbu.apps.gateway.services import Behalf
from jangbu.apps.people.models import Person
from jangbu.apps.registers import services as registers
from jangbu.apps.work import services as work
from jangbu.apps.work.models import Automation, Run
from jangbu.apps.work.reading.papers import ocr_content, read_paper, rules_content, way_now
from jangbu.apps.work.services import Plan
from jangbu.apps.work.tests.many_kinds import WHY, World, an_invoice, kept_rules, plan_of, set_up
from jangbu.engines.llm import Message, Outside
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import Money

pytestmark = pytest.mark.django_db
SEQUENCES, STEPS = int(os.environ.get("JANGBU_TEST_SEQUENCES", "25")), 14
CASES = 60
KINDS = ("model", "automation", "prompt", "rules", "ocr")
PEOPLE = ("owner", "approver", "it")
FOCUS = (*((kind,) for kind in KINDS), ("automation", "prompt"), ("model", "prompt"), ("rules", "ocr"))
kinds, people, places = st.integers(0, 1), st.sampled_from(PEOPLE), st.integers(min_value=0, max_value=3)
NAMES = tuple(f"fake-{number}" for number in range(100))
WORLD: list[World] = []


@dataclass
class Told:
    """What we know of an entry from the calls that went well, never from its rows."""

    approved: dict[str, datetime] = field(default_factory=dict)  # by fingerprint
    passed: dict[str, datetime] = field(default_factory=dict)
    failed: dict[str, datetime] = field(default_factory=dict)  # the first failure since it passed
    moved: datetime | None = None
    prolonged: datetime | None = None
    asked: tuple[str, str] | None = None  # (fingerprint, who)
    retired: bool = False

    def check(self, fingerprint: str, now: datetime, kind: str) -> None:
        if not self.approved:
            return  # in grace
        USED[kind] += 1
        assert not self.retired, f"{kind}: retired and serves"
        assert fingerprint in self.approved, f"{kind}: serves unapproved"
        passed = self.passed.get(fingerprint)
        assert passed is not None, f"{kind}: serves unevaluated"
        begun, grace = passed + timedelta(days=30), timedelta(days=30)
        if fingerprint in self.failed:
            begun, grace = min(begun, self.failed[fingerprint]), timedelta(days=30)
        ends = max(begun, self.moved or begun) + grace
        assert now < max(ends, self.prolonged or ends), f"{kind}: serves past its time"


class Sequence(RuleBasedStateMachine):
    """A firm in which people do whatever they like with a model, a draft, its prompt, the rules and OCR."""

    @initialize(focus=st.sampled_from(FOCUS), approved=st.sampled_from((True, True, False)))
    def begin(self, focus: tuple[str, ...], approved: bool) -> None:
        """Each sequence is about one or two kinds, so that much happens to them; all of them are used."""
        self.focus = focus
        self.world = WORLD[0]
        self.point = transaction.savepoint()
        self.now, self.number = system_clock(), 0
        self.told = {kind: Told() for kind in KINDS}
        self.endpoint = Endpoint.objects.get()
        self.automation = Automation.objects.get()
        for place in range(len(focus)) if approved else ():
            self.evaluate(place, 0, CASES)
            self.ask(place, 0, "owner")
            self.approve(place, "approver")

    def teardown(self) -> None:
        if hasattr(self, "point"):
            self.everything_is_used()
            transaction.savepoint_rollback(self.point)
            for person in self.world.people.values():
                person.is_active = True

    def clock(self) -> datetime:
        return self.now

    def plan(self) -> Plan:
        self.number += 1
        return plan_of(self.number, self.world.people["approver"].pk, self.endpoint.pk)

    def note_rules(self, print_: str) -> None:
        made = Running("rules", "reader", "문서 읽기 규칙", {"rules": print_}, print_[:7])
        services.note_running(made, actor=Actor.system())

    def entry(self, kind: str) -> AiModel:
        return AiModel.objects.get(kind=kind)

    def version(self, kind: str, place: int) -> ModelVersion:
        held = list(self.entry(kind).versions.all())
        return held[place % len(held)]

    def attempt(self, call: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with suppress(Problem), transaction.atomic():
            return call(*args, **more)

    # ---- what changes

    @rule(which=kinds, place=places)
    def another_version(self, which: int, place: int) -> None:
        kind = self.focus[which % len(self.focus)]
        owner = self.world.actors["owner"]
        if kind == "model":
            self.number += 1
            self.endpoint.refresh_from_db()
            fields = gateway.Setup.__dataclass_fields__
            setup = gateway.Setup(**{name: getattr(self.endpoint, name) for name in fields})
            setup = replace(setup, model=f"fake-{self.number}")
            self.attempt(gateway.change_endpoint, self.endpoint, setup, actor=owner, why=WHY)
        elif kind in ("automation", "prompt"):
            self.attempt(work.add_version, self.automation, self.plan(), note="다음", actor=owner, why=WHY)
        elif kind == "rules":
            self.note_rules(self.world.rules[place % len(self.world.rules)])
        else:
            content = ocr_content()
            content["engines"] = {**content["engines"], "Tesseract 한글": bool(place % 2)}
            made = Running("ocr", "reader", "글자 인식", content, f"판 {place}")
            services.note_running(made, actor=Actor.system())

    @rule(which=kinds, place=places, right=st.sampled_from((CASES, CASES, 20)))
    def evaluate(self, which: int, place: int, right: int) -> None:
        kind = self.focus[which % len(self.focus)]
        version = self.version(kind, place)
        suite = version.entry.suites.get(kind="accuracy", ended_at=None)
        RIGHT[0] = right
        actor = self.world.actors["it"]
        found = self.attempt(services.evaluate, version, suite, actor=actor, why=WHY, clock=self.clock)
        if found is None:
            return
        told, print_ = self.told[kind], version.fingerprint
        if found.verdict == "pass":
            told.passed[print_] = self.now
            told.failed.pop(print_, None)
        elif print_ in told.passed:
            told.failed.setdefault(print_, self.now)

    @rule(which=kinds, place=places, who=people)
    def ask(self, which: int, place: int, who: str) -> None:
        kind = self.focus[which % len(self.focus)]
        version = self.version(kind, place)
        actor = self.world.actors[who]
        if self.attempt(services.ask_promotion, version, actor=actor, why=WHY, clock=self.clock) is not None:
            self.told[kind].asked = (version.fingerprint, who)

    @rule(which=kinds, who=people)
    def approve(self, which: int, who: str) -> None:
        kind = self.focus[which % len(self.focus)]
        waiting = Promotion.objects.filter(entry__kind=kind, state="open").first()
        if waiting is None:
            return
        done = self.attempt(
            services.approve_promotion, waiting, actor=self.world.actors[who], why=WHY, clock=self.clock
        )
        if done is None:
            return
        told, asked = self.told[kind], self.told[kind].asked
        assert asked is not None
        assert asked[1] != who, "approved by whoever asked"
        assert self.world.people[who].is_active, "approved by somebody who left"
        assert asked[0] in told.passed, "approved unevaluated"
        told.approved[asked[0]] = told.moved = self.now
        told.asked = None
        self.goes_along(kind)

    @rule(which=kinds, who=people)
    def roll_back(self, which: int, who: str) -> None:
        kind = self.focus[which % len(self.focus)]
        entry = self.entry(kind)
        if self.attempt(services.roll_back, entry, actor=self.world.actors[who], why=WHY, clock=self.clock):
            self.told[kind].moved = self.now
            self.goes_along(kind)

    def goes_along(self, kind: str) -> None:
        if kind == "automation":  # its prompt may have gone along: its own grace begins then
            self.told["prompt"].moved = self.now

    @rule(who=people)
    def work_goes_back_by_itself(self, who: str) -> None:
        reason = work.Reason("의심스러워요", "suspicious")
        self.automation.refresh_from_db()
        actor = self.world.actors[who]
        if self.automation.rollback_id is not None:
            self.attempt(work.roll_back, self.automation, reason, actor=actor, why=WHY, reopen=False)
            self.attempt(work.resume, self.automation, actor=self.world.actors["owner"], why=WHY)
            self.told["automation"].moved = self.told["prompt"].moved = self.now

    @rule(which=kinds, who=people, days=st.sampled_from((5, 30)))
    def prolong(self, which: int, who: str, days: int) -> None:
        kind = self.focus[which % len(self.focus)]
        day = self.now.astimezone(SEOUL).date() + timedelta(days=days)
        actor = self.world.actors[who]
        made = self.attempt(services.prolong, self.entry(kind), day, actor=actor, why=WHY, clock=self.clock)
        if made is not None:
            self.told[kind].prolonged = max(made.until, self.told[kind].prolonged or made.until)

    @rule(which=kinds)
    def retire_or_take_up_again(self, which: int) -> None:
        kind = self.focus[which % len(self.focus)]
        entry, told = self.entry(kind), self.told[kind]
        move = "use" if told.retired else "retire"
        owner = self.world.actors["owner"]
        if self.attempt(registers.move_row, AIMODELS, entry, move, actor=owner, why=WHY) is not None:
            told.retired = not told.retired

    @rule(who=st.sampled_from(("approver", "it")))
    def a_person_leaves_or_comes_back(self, who: str) -> None:
        person = self.world.people[who]
        person.is_active = not person.is_active
        Person.objects.filter(pk=person.pk).update(is_active=person.is_active)

    @rule(days=st.sampled_from((1, 8, 31)))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    # ---- what is really used

    @rule()
    def everything_is_used(self) -> None:
        self.the_model_is_asked()
        self.a_draft_is_written()
        self.a_paper_is_read()

    def the_model_is_asked(self) -> None:
        behalf = Behalf("draft", limit=Money(1_000_000, "KRW"))
        try:
            port = gateway.port(self.endpoint.pk, behalf, actor=Actor.system(), clock=self.clock)
            port.text([Message("user", "안녕하세요")])
        except Problem:
            return
        body = json.loads(self.world.vendor.requests[-1]["body"])
        self.of_model(body["model"])

    def of_model(self, name: str) -> None:
        version = self.entry("model").versions.get(label=name)
        self.told["model"].check(version.fingerprint, self.now, "model")

    def a_draft_is_written(self) -> None:
        before = len(self.world.vendor.requests)
        self.automation.refresh_from_db()
        try:
            with transaction.atomic():
                told = {"inputs": {"문의": "언제 오나요?"}, "how": ""}
                owner = self.world.actors["owner"]
                run = work.submit(self.automation, given=told, actor=owner, why=WHY, clock=self.clock)
        except Problem:
            return
        work.prepare_run(run.pk, f"{run.pk}:p", clock=self.clock)
        run.refresh_from_db()
        if run.state == Run.State.WAITING:
            self.told["automation"].check(run.version.fingerprint, self.now, "automation")
        if len(self.world.vendor.requests) == before:
            return
        body = json.loads(self.world.vendor.requests[-1]["body"])
        self.of_model(body["model"])
        said = body["messages"][1]["content"]
        place = said.index("<")
        number = said[place : said.index(">") + 1]
        prompt = next(v for v in self.entry("prompt").versions.all() if v.content["prompt"].startswith(number))
        self.told["prompt"].check(prompt.fingerprint, self.now, "prompt")

    def a_paper_is_read(self) -> None:
        try:
            way = way_now(self.now)
        except Problem:
            return
        self.told["rules"].check(queries.fingerprint_of(way.rules or rules_content()), self.now, "rules")
        if way.refused is None:
            self.told["ocr"].check(queries.fingerprint_of(way.ocr or ocr_content()), self.now, "ocr")
        if way.rules is not None and READS[0] > 0:  # a process of its own each: not after every step
            READS[0] -= 1
            found = read_paper(self.world.paper, way)
            marks = [note.ko for note in found.document.notes]
            assert found.used["rules"] == way.rules["rules"]
            assert marks == [f"규칙 {self.world.rules.index(way.rules['rules'])}"]


RIGHT, READS = [CASES], [40]
USED: Counter[str] = Counter()  # uses of what was approved, by kind


def _judged(asked: Asked) -> list[Judged]:
    return [
        Judged(str(n), asked.until, ((0.9, n < RIGHT[0]),), passed=True, good=n < RIGHT[0], groups={})
        for n in range(CASES)
    ]


class EveryKindTest(TestCase):
    """In one transaction that is undone; hypothesis chooses the sequences."""

    def test_random_sequences_over_every_kind_never_use_what_nobody_evaluated_and_approved(self) -> None:
        roles = {"owner": "owner", "approver": "approver", "it": "approver"}
        staff = {
            name: Person.objects.create(
                email=f"{name}@hanbit.example", name=name, role=role, is_active=True, joined_at="2026-01-02T00:00:00Z"
            )
            for name, role in roles.items()
        }
        actors = {name: Actor.person(person.pk, person.name) for name, person in staff.items()}
        before = sources()
        for source in before:
            bind_source(replace(source, judged=_judged, replay=None, suites=("accuracy",)))
        gateway.bind_outside(Outside(sleep=lambda seconds: None))
        try:
            with tempfile.TemporaryDirectory() as folder, FakeVendor([says("네.")], models=NAMES) as vendor:
                paper = Path(folder) / "paper.xml"
                paper.write_bytes(an_invoice())
                WORLD[:] = [World(vendor, actors, staff, kept_rules(Path(folder)), paper)]
                set_up(WORLD[0])
                run_state_machine_as_test(
                    Sequence,
                    settings=settings(
                        max_examples=SEQUENCES,
                        stateful_step_count=STEPS,
                        deadline=None,
                        derandomize=True,
                        suppress_health_check=list(HealthCheck),
                    ),
                )
            assert set(USED) == set(KINDS), USED  # sequences in which nothing is ever approved would prove nothing
        finally:
            gateway.bind_outside(None)
            for source in before:
                bind_source(source)
