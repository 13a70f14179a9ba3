"""Five hundred random sequences of actions: never does an unapproved or unevaluated version serve."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from jangbu.apps.aimodels import queries, services
from jangbu.apps.aimodels.models import AiModel, Evaluation, ModelVersion, Promotion
from jangbu.apps.aimodels.running import Source, bind_source, source_of
from jangbu.apps.people.models import Person
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

from .conftest import WHY, Workshop

pytestmark = pytest.mark.django_db
SEQUENCES, STEPS = 500, 18
people = st.sampled_from(("owner", "approver", "system"))
LIVE: list[dict[str, Actor]] = [{}]
places = st.integers(min_value=0, max_value=5)


class Sequence(RuleBasedStateMachine):
    """A firm of two people and a machine that do whatever they like with the versions of one automation."""

    @initialize(strict=st.booleans())
    def begin(self, strict: bool) -> None:
        self.shop = Workshop(ref=f"thing-{AiModel.objects.count()}-{Evaluation.objects.count()}-{id(self)}")
        bind_source(
            Source(
                "automation",
                self.shop.all,
                lambda ref: "/",
                judged=self.shop.judged,
                serve=self.shop.serve,
                suites=("accuracy",),
            )
        )
        self.actors = LIVE[0]
        services.set_strict(strict, actor=self.actors["owner"], why=WHY, clock=self.shop.clock)
        self.versions: list[ModelVersion] = []
        self.number = 0

    def pick(self, place: int) -> ModelVersion:
        return self.versions[place % len(self.versions)]

    def attempt(self, call, *args, **kwargs) -> None:
        with suppress(Problem):
            call(*args, clock=self.shop.clock, **kwargs)

    @rule(right=st.sampled_from((100, 40)), use=st.booleans())
    def add_version(self, right: int, use: bool) -> None:
        self.number += 1
        self.versions.append(self.shop.add(f"v{self.number}", right=right, use=use))

    @precondition(lambda self: self.versions)
    @rule(place=places)
    def evaluate(self, place: int) -> None:
        version = self.pick(place)
        suite = version.entry.suites.get(kind="accuracy", ended_at=None)
        self.attempt(services.evaluate, version, suite, actor=self.actors["owner"], why=WHY)

    @precondition(lambda self: self.versions)
    @rule(place=places, who=people)
    def ask(self, place: int, who: str) -> None:
        self.attempt(services.ask_promotion, self.pick(place), actor=self.actors[who], why=WHY)

    @precondition(lambda self: self.versions)
    @rule(who=people)
    def approve(self, who: str) -> None:
        self.decide(services.approve_promotion, who)

    @precondition(lambda self: self.versions)
    @rule(who=people)
    def reject(self, who: str) -> None:
        self.decide(services.reject_promotion, who)

    def decide(self, call, who: str) -> None:
        for each in Promotion.objects.filter(entry__ref=self.shop.ref, state="open"):
            self.attempt(call, each, actor=self.actors[who], why=WHY)

    @precondition(lambda self: self.versions)
    @rule(who=people)
    def roll_back(self, who: str) -> None:
        self.attempt(services.roll_back, self.versions[0].entry, actor=self.actors[who], why=WHY)

    @precondition(lambda self: self.versions)
    @rule(place=places)
    def work_goes_back_by_itself(self, place: int) -> None:
        label = self.pick(place).label
        self.shop.serving = label
        services.note_went_back(self.shop.running(label), actor=self.actors["system"], why=WHY, clock=self.shop.clock)

    @rule(days=st.sampled_from((1, 31)))
    def time_passes(self, days: int) -> None:
        self.shop.pass_days(days)

    @rule()
    def the_register_looks(self) -> None:
        for running in self.shop.all():
            services.note_running(running, actor=self.actors["system"], clock=self.shop.clock)

    @invariant()
    def nothing_unapproved_or_unevaluated_serves(self) -> None:
        entry = AiModel.objects.filter(ref=self.shop.ref).first() if hasattr(self, "shop") else None
        if entry is None or entry.regime_since is None:
            return
        serving = [v for v in self.versions if queries.may_serve("automation", entry.ref, v.fingerprint, self.shop.now)]
        assert len(serving) <= 1
        for version in serving:
            approved = Promotion.objects.filter(version=version, state="approved")
            assert approved.exists(), f"{version.label} serves unapproved"
            for promotion in approved:
                assert promotion.decided_by not in ("", promotion.asked_by)
                passed = Evaluation.objects.filter(version=version, verdict="pass", at__lte=promotion.decided_at)
                assert passed.exists(), f"{version.label} serves unevaluated"


class SequencesTest(TestCase):
    """In one transaction that is undone; hypothesis chooses the sequences."""

    def test_five_hundred_sequences_never_let_an_unapproved_version_serve(self) -> None:
        cast = {
            role: Person.objects.create(
                email=f"{role}@hanbit.example", name=role, role=role, is_active=True, joined_at="2026-01-02T00:00:00Z"
            )
            for role in ("owner", "approver")
        }
        LIVE[0] = {role: Actor.person(person.pk, person.name) for role, person in cast.items()}
        LIVE[0]["system"] = Actor.system()
        before = source_of("automation")
        try:
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
        finally:
            if before is not None:
                bind_source(before)
