"""Something that runs, with people who checked its work: a source bound for the test, in the shape of the real ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jangbu.apps.aimodels import running, services
from jangbu.apps.aimodels.models import AiModel, ModelVersion
from jangbu.apps.aimodels.running import Asked, Judged, Running, Seen, Source, bind_source
from jangbu.apps.aimodels.serving import door
from jangbu.kernel.entry import Actor

WHY = "써도 되는지 보려고"
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@dataclass
class Workshop:
    """What runs in a test: versions by label, the one in use, and how often each was right of a hundred."""

    ref: str = "thing"
    labels: list[str] = field(default_factory=list)
    serving: str = ""
    right: dict[str, int] = field(default_factory=dict)
    switched: list[str] = field(default_factory=list)
    now: datetime = NOW
    cases: int = 100

    def clock(self) -> datetime:
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)

    def running(self, label: str) -> Running:
        return Running(
            kind="automation",
            ref=self.ref,
            name="계산서 읽기",
            content={"rule": label},
            label=label,
            version_ref=label,
            made_at=self.now,
            serving=label == self.serving,
        )

    def all(self) -> list[Running]:
        return [self.running(label) for label in self.labels]

    def judged(self, asked: Asked) -> list[Judged]:
        right = self.right.get(asked.version_ref)
        if right is None:
            return []
        at = min(self.now, asked.until)
        return [
            Judged(str(n), at, ((0.9, n < right),), passed=True, good=n < right, groups={"paper": "ab"[n % 2]})
            for n in range(self.cases)
        ]

    def serve(self, ref: str, version: str, content: Any, actor: Actor, why: str) -> None:
        self.serving = version
        self.switched.append(version)

    def rehearse(self, ref: str, content: Any, now: datetime) -> Seen:
        """What the door gives out is what is used."""
        served = door("automation", ref, now).version
        return Seen(served.fingerprint if served else "", "해 봤어요", "done")

    def add(self, label: str, *, right: int | None = None, use: bool = False) -> ModelVersion:
        """A version that its app knows; with `use` the app puts it in use at once, as before the register."""
        self.labels.append(label)
        if right is not None:
            self.right[label] = right
        if use:
            self.serving = label
        return services.note_running(self.running(label), actor=Actor.system(), clock=self.clock)


@pytest.fixture
def workshop(db: None, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    shop = Workshop()
    monkeypatch.setattr(running, "_sources", {})  # nothing else runs
    kinds = ("accuracy", "calibration", "fairness")
    told: dict[str, Any] = {"judged": shop.judged, "serve": shop.serve, "rehearse": shop.rehearse}
    bind_source(Source("automation", shop.all, lambda ref: "/", suites=kinds, **told))
    return shop


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def lead(cast) -> Actor:
    return Actor.person(cast.approver.pk, cast.approver.name)


@pytest.fixture
def evaluate(workshop, owner) -> Callable[..., Any]:
    """Measure what a promotion needs."""

    def run(version: ModelVersion, kind: str = "accuracy") -> Any:
        suite = version.entry.suites.get(kind=kind, ended_at=None)
        return services.evaluate(version, suite, actor=owner, why=WHY, clock=workshop.clock)

    return run


@pytest.fixture
def promote(workshop, owner, lead, evaluate) -> Callable[[ModelVersion], AiModel]:
    def run(version: ModelVersion) -> AiModel:
        evaluate(version)
        asked = services.ask_promotion(version, actor=owner, why=WHY, clock=workshop.clock)
        services.approve_promotion(asked, actor=lead, why=WHY, clock=workshop.clock)
        return AiModel.objects.get(pk=version.entry_id)

    return run
