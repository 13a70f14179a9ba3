"""What looks like a security threat without anybody saying so. Each rule names automations and its grounds; what it
names is rolled back at once.

A rule may only lean on what nobody outside can feign: a stranger who sends rubbish must not be able to stop the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from jangbu.apps.gateway import queries as models
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.automations.services import fingerprint_of
from jangbu.apps.work.automations.stopping import SECURITY_RULE, Reason, roll_back
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor

LOOK_BACK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Suspected:
    """One automation, and why it is not trusted any more."""

    automation: Automation
    reason: Reason


Rule = Callable[[list[Automation], datetime], Iterator[Suspected]]


def version_changed(running: list[Automation], now: datetime) -> Iterator[Suspected]:
    """A version is never changed by us; one that no longer fits its fingerprint was changed past us."""
    for automation in running:
        version = automation.current
        if version is not None and fingerprint_of(_content(version)) != version.fingerprint:
            ko = f"{version.number}판의 내용이 지문과 달라요. 누군가 장부 밖에서 고쳤어요."
            en = f"Version {version.number} does not fit its fingerprint: somebody changed it outside the ledger."
            yield Suspected(automation, Reason(ko, en))


def key_refused(running: list[Automation], now: datetime) -> Iterator[Suspected]:
    """A key that worked and is refused again and again: revoked by the vendor, or used by somebody else."""
    refused = models.keys_refused(now - LOOK_BACK)
    for automation in running:
        endpoint = str(automation.current.settings.get("endpoint") or "") if automation.current else ""
        if endpoint in refused:
            ko = f"되던 열쇠를 '{refused[endpoint]}'에서 계속 거절해요. 열쇠가 샜거나 거둬졌을 수 있어요."
            en = f"'{refused[endpoint]}' keeps refusing a key that had worked: it may have leaked or been withdrawn."
            yield Suspected(automation, Reason(ko, en))


RULES: tuple[Rule, ...] = (version_changed, key_refused)


def look_for_threats(*, clock: Clock = system_clock) -> list[Automation]:
    """Every rule over everything that runs; what a rule names is rolled back. Run every few seconds by the worker."""
    running = list(
        Automation.objects.filter(state=Automation.State.RUNNING, drill=False).select_related("process", "current")
    )
    now = clock()
    found: dict[str, Suspected] = {}
    for rule in RULES:
        for suspected in rule(running, now):
            found.setdefault(suspected.automation.pk, suspected)
    return [_rolled_back(suspected, clock) for suspected in found.values()]


def look_at_ledger(*, clock: Clock = system_clock) -> list[Automation]:
    """The whole ledger recomputed; where an entry was changed, nothing runs by itself until people have looked."""
    report = ledger.verify()
    if report.broken_at is None:
        return []
    ko = f"장부 {report.broken_at}번이 바뀌었어요. 기록을 믿을 수 있을 때까지 손으로 해요."
    en = f"Entry {report.broken_at} of the ledger was changed. Work goes on by hand until the records can be trusted."
    running = Automation.objects.filter(state=Automation.State.RUNNING, drill=False)
    return [_rolled_back(Suspected(each, Reason(ko, en)), clock) for each in running.select_related("process")]


def _rolled_back(suspected: Suspected, clock: Clock) -> Automation:
    reason = suspected.reason
    roll_back(suspected.automation, reason, actor=Actor.rule(SECURITY_RULE), why=reason.ko, clock=clock)
    return suspected.automation


def _content(version: AutomationVersion) -> dict[str, object]:
    names = ("settings", "who", "what", "when", "where", "why", "datasets")
    return {name: getattr(version, name) for name in names}
