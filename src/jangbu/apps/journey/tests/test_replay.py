"""Any past day, worked out again, equals what was kept that evening, whatever changed since."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from jangbu.apps.backups.models import Backup, Plan, RestoreDrill
from jangbu.apps.gateway import services as gateway
from jangbu.apps.gateway.models import Endpoint
from jangbu.apps.journey import queries, services
from jangbu.apps.journey.models import CatalogueText, ItemClaim, Snapshot
from jangbu.apps.ledger import commands
from jangbu.apps.ledger import services as ledger
from jangbu.apps.ledger.models import Past
from jangbu.apps.ledger.queries import as_it_was
from jangbu.apps.people import services as people
from jangbu.apps.people.models import Grant, Person
from jangbu.apps.pilots import services as pilots
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.policies import services as policies
from jangbu.apps.policies.models import Policy
from jangbu.apps.policies.services import POLICIES
from jangbu.apps.registers import services as registers
from jangbu.apps.sources import services as sources
from jangbu.apps.sources.models import Dataset
from jangbu.apps.sources.tests.clearing import cleared
from jangbu.apps.vendors.models import Certificate, Contract, Vendor
from jangbu.apps.vendors.services import CERTIFICATES_REGISTER, CONTRACTS, VENDORS
from jangbu.apps.work import services as work
from jangbu.apps.work.drills.models import Drill
from jangbu.apps.work.models import Automation, Process
from jangbu.engines import value
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
WHY, DAYS = "시험하려고", 12


class Firm:
    """A firm whose clock a test sets, and the things that can happen in it."""

    def __init__(self, cast: Any, folder: Any) -> None:
        self.cast, self.folder, self.now, self.made = cast, folder, FIRST, 0
        self.owner = Actor.person(cast.owner.pk, cast.owner.name)
        self.lead = Actor.person(cast.approver.pk, cast.approver.name)
        self.it = Actor.person(cast.it.pk, cast.it.name)

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    @property
    def told(self) -> dict[str, Any]:
        return {"actor": self.owner, "why": WHY, "clock": self.clock}

    def name(self, word: str) -> str:
        self.made += 1
        return f"{word} {self.made}"


def model(firm: Firm, dice: random.Random) -> None:
    setup = gateway.Setup(firm.name("모델"), "http://127.0.0.1:9", "m", "KRW", 1, 1, private_allowed=True)
    gateway.add_endpoint(setup, "", **firm.told)


def switch(firm: Firm, dice: random.Random) -> None:
    held = dice.choice(list(Endpoint.objects.order_by("pk")))
    gateway.switch(held, not held.on, actor=firm.owner, why=WHY)


def limit(firm: Firm, dice: random.Random) -> None:
    """Past the services, as a careless script would."""
    held = dice.choice(list(Endpoint.objects.order_by("pk")))
    Endpoint.objects.filter(pk=held.pk).update(monthly_limit=dice.choice([None, 5]), country=dice.choice(["KR", "?"]))


def role(firm: Firm, dice: random.Random) -> None:
    person = dice.choice([firm.cast.it, firm.cast.member])
    people.change_role(person, dice.choice(["member", "approver", "auditor"]), actor=firm.owner, why=WHY)


def leave(firm: Firm, dice: random.Random) -> None:
    held = Person.objects.get(pk=firm.cast.it.pk)
    (people.deactivate_person if held.is_active else people.reactivate_person)(held, actor=firm.owner, why=WHY)


def factor(firm: Firm, dice: random.Random) -> None:
    person = dice.choice([firm.cast.owner, firm.cast.approver, firm.cast.it])
    if not Authenticator.objects.filter(user=person).delete()[0]:
        Authenticator.objects.create(user=person, type="totp", data={})


def grant(firm: Firm, dice: random.Random) -> None:
    ends = firm.now + timedelta(days=dice.choice([5, 200]))
    data = dice.choice(list(Dataset.objects.order_by("pk")))
    people.grant_access(firm.cast.outsider, Subject("dataset", data.pk), "read", ends, **firm.told)


def use_or_revoke(firm: Firm, dice: random.Random) -> None:
    held = dice.choice(list(Grant.objects.order_by("pk")))
    if dice.random() < 0.5:
        Grant.objects.filter(pk=held.pk).update(last_used_at=firm.clock())
    else:
        people.revoke_grant(held, **firm.told)


def data(firm: Firm, dice: random.Random) -> None:
    path = firm.folder / f"{firm.name('표')}.csv"
    path.write_text("이름,값\n" + "\n".join(f"가{n},{n}" for n in range(5)), encoding="utf-8")
    made = sources.add_file(path, actor=firm.owner, why=WHY, as_of=firm.now.date(), clock=firm.clock)
    if dice.random() < 0.6:
        cleared(made.version.dataset, firm.owner, clock=firm.clock)


def threshold(firm: Firm, dice: random.Random) -> None:
    held = dice.choice(list(Dataset.objects.order_by("pk")))
    Dataset.objects.filter(pk=held.pk).update(threshold=dice.choice([10, 100]))


def vendor(firm: Firm, dice: random.Random) -> None:
    values = {"name": firm.name("업체"), "owner": firm.cast.it.pk, "handles_personal": dice.choice([True, False, None])}
    made = registers.add_row(VENDORS, values, **firm.told)
    registers.move_row(VENDORS, made, "already", **firm.told)


def contract(firm: Firm, dice: random.Random) -> None:
    held = dice.choice(list(Vendor.objects.order_by("pk")))
    ends = firm.now.date() + timedelta(days=dice.choice([3, 300]))
    days = {"signed_on": firm.now.date(), "starts_on": firm.now.date(), "ends_on": ends}
    values = {"title": firm.name("계약"), "vendor": held.pk, "renews": "agreement", **days}
    registers.move_row(CONTRACTS, registers.add_row(CONTRACTS, values, **firm.told), "sign", **firm.told)


def certificate(firm: Firm, dice: random.Random) -> None:
    held, ends = (
        dice.choice(list(Vendor.objects.order_by("pk"))),
        firm.now.date() + timedelta(days=dice.choice([2, 90])),
    )
    values = {"vendor": held.pk, "standard": "isms_p", "issuer": "KISA", "number": firm.name("N"), "expires_on": ends}
    registers.add_row(CERTIFICATES_REGISTER, values, **firm.told)


def aside(firm: Firm, dice: random.Random) -> None:
    register, kind = dice.choice([(VENDORS, Vendor), (CONTRACTS, Contract), (CERTIFICATES_REGISTER, Certificate)])
    registers.put_aside(register, dice.choice(list(kind.objects.order_by("pk"))), **firm.told)


def policy(firm: Firm, dice: random.Random) -> None:
    for each in policies.draft_all(actor=firm.it, why=WHY, clock=firm.clock):
        registers.move_row(POLICIES, each, "submit", **firm.told)
    held = dice.choice(list(Policy.objects.filter(state="in_review").order_by("pk")))
    for actor in (firm.owner, firm.lead):
        policies.approve_version(held, seen=held.current.number, note="", actor=actor, clock=firm.clock)


def read_policy(firm: Firm, dice: random.Random) -> None:
    held = dice.choice(list(Policy.objects.filter(state="approved").order_by("pk")))
    for actor in (firm.owner, firm.lead, firm.it, Actor.person(firm.cast.member.pk, firm.cast.member.name)):
        policies.acknowledge(held, seen=held.in_force.number, actor=actor, clock=firm.clock)


def retire(firm: Firm, dice: random.Random) -> None:
    held = dice.choice(list(Policy.objects.filter(state="approved").order_by("pk")))
    registers.move_row(POLICIES, held, "retire", **firm.told)


def process(firm: Firm, dice: random.Random) -> None:
    made = work.add_process(firm.name("업무"), firm.cast.approver.pk, **firm.told)
    if dice.random() < 0.7:
        work.write_sop(made, "받아서 견준다", **firm.told)
    plan = work.Plan(firm.cast.approver.pk, "읽는다", "늘", "여기", "빨라서", {"straight_through": dice.random() < 0.3})
    work.add_automation(made, firm.name("자동화"), "invoice", plan, **firm.told)


def reopen(firm: Firm, dice: random.Random) -> None:
    held = dice.choice(list(Process.objects.order_by("pk")))
    Process.objects.filter(pk=held.pk).update(sop_open=not held.sop_open)


def stop(firm: Firm, dice: random.Random) -> None:
    held = dice.choice(list(Automation.objects.order_by("pk")))
    word = dice.choice([("running", ""), ("paused", ""), ("paused", "데이터가 이상해서")])
    Automation.objects.filter(pk=held.pk).update(state=word[0], stopped_why=word[1])


def drill(firm: Firm, dice: random.Random) -> None:
    held, kind = dice.choice(list(Automation.objects.order_by("pk"))), dice.choice(["stop", "rollback"])
    told = {"passed": dice.random() < 0.7, "milliseconds": 1, "limit_ms": 2, "steps": [], "at": firm.clock()}
    Drill.objects.create(automation=held, kind=kind, **told)


def pilot(firm: Firm, dice: random.Random) -> None:
    day = firm.now.date()
    dates = (day, day + timedelta(days=4), day + timedelta(days=5))
    plan = pilots.Plan(firm.name("파일럿"), "빠르게", *dates, value.default_gates())
    pilots.create_pilot(plan, **firm.told)


def decide(firm: Firm, dice: random.Random) -> None:
    held = dice.choice(list(Pilot.objects.order_by("pk")))
    if held.state == Pilot.State.DECIDED:
        pilots.withdraw_decision(held, **firm.told)
    else:
        pilots.decide(held, dice.choice(["expand", "stop"]), **firm.told)


def backup(firm: Firm, dice: random.Random) -> None:
    Plan.objects.update_or_create(pk=1, defaults={"folder": "/tmp", "changed_at": firm.clock()})
    sizes = {"size": 1, "rows": 1, "files": 1, "entries": 1, "milliseconds": 1}
    Backup.objects.create(path="p", head="h", key_id="k", made_at=firm.clock(), **sizes)
    Backup.objects.filter(pk__in=list(Backup.objects.values_list("pk", flat=True)[2:])).update(removed_at=firm.clock())
    RestoreDrill.objects.create(
        place="sqlite", passed=dice.random() < 0.8, steps=[], entries=1, head="h", milliseconds=1, at=firm.clock()
    )


def anchor(firm: Firm, dice: random.Random) -> None:
    if dice.random() < 0.5:
        commands.verify_now(actor=firm.owner, why=WHY)
    else:
        commands.anchor(None)


def word(firm: Firm, dice: random.Random) -> None:
    if ItemClaim.objects.filter(item="G8-5", withdrawn_at=None).exists():
        services.withdraw_claim(queries.GOVERNANCE, "G8-5", **firm.told)
    else:
        services.claim_item(queries.GOVERNANCE, "G8-5", **firm.told)


def exempt(firm: Firm, dice: random.Random) -> None:
    item = dice.choice(["G6-4", "G5-2", "G4-2"])
    if item in queries.asked_exemptions(queries.GOVERNANCE):
        services.end_exemption(queries.GOVERNANCE, item, **firm.told)
        return
    services.ask_exemption(queries.GOVERNANCE, item, **firm.told)
    services.approve_exemption(queries.GOVERNANCE, item, actor=firm.lead, why=WHY, clock=firm.clock)


EVENTS: tuple[Callable[[Firm, random.Random], None], ...] = (
    *(model, switch, limit, role, leave, factor, grant, use_or_revoke, data, threshold, vendor, contract, certificate),
    *(aside, policy, read_policy, retire, process, reopen, stop, drill, pilot, decide, backup, anchor, word, exempt),
)


@pytest.fixture
def firm(cast, tmp_path) -> Iterator[Firm]:
    Past.objects.all().delete()
    made = Firm(cast, tmp_path)
    ledger.bind_clock(made.clock)
    operator = Actor.operator("시험")
    people.create_firm("한빛", "a@hanbit.example", "가", None, actor=operator, why=WHY, is_sample=True)
    yield made
    ledger.bind_clock(system_clock)


def live_through(firm: Firm, dice: random.Random, days: int) -> set[str]:
    """Days of nine events each, some of which cannot happen yet; every evening is kept. Returns what happened."""
    happened = set()
    for number in range(days):
        firm.now = max(firm.now, FIRST + timedelta(days=number))
        for event in dice.sample(EVENTS, 9) if number else EVENTS[::-1][:1]:
            try:
                event(firm, dice)
                happened.add(event.__name__)
            except (Problem, IndexError):
                continue  # nothing there to change yet, or refused: that is a day like any other
        services.take_snapshots(actor=Actor.system(), clock=firm.clock)
    return happened


def differing(kept: Snapshot) -> dict[str, Any]:
    """What the day, worked out again, says otherwise: status or the records it stands on."""
    again = queries.report(kept.catalogue, kept.made_at)
    evidence = {result.item.id: [each.id for each in result.evidence] for result in again.results}
    return {
        item: (status, again.statuses()[item], kept.evidence[item], evidence[item])
        for item, status in kept.statuses.items()
        if again.statuses()[item] != status or evidence[item] != kept.evidence[item]
    }


@pytest.mark.parametrize("seed", [7, 11])
def test_every_day_is_worked_out_again_as_it_was_kept(firm, seed):
    happened = live_through(firm, random.Random(seed), DAYS)
    assert len(happened) > 15, {event.__name__ for event in EVENTS} - happened
    kept = list(Snapshot.objects.order_by("day"))
    assert len(kept) == DAYS * len(queries.catalogues())
    seen = {status for each in kept for status in each.statuses.values()}
    assert {"met", "partly", "unmet", "unknown"} <= seen
    wrong = {(str(each.day), each.catalogue): found for each in kept if (found := differing(each))}
    assert wrong == {}, {item for found in wrong.values() for item in found}


def test_now_is_now_again_after_a_look_at_the_past(firm):
    live_through(firm, random.Random(3), 6)
    before = queries.report(queries.GOVERNANCE, firm.now).statuses()
    queries.report(queries.GOVERNANCE, FIRST + timedelta(hours=1))
    assert queries.report(queries.GOVERNANCE, firm.now).statuses() == before
    count = Endpoint.objects.count()
    with as_it_was(FIRST + timedelta(minutes=1)):
        assert Endpoint.objects.count() == 0
    assert Endpoint.objects.count() == count


def test_a_changed_catalogue_judges_old_days_by_the_old_one(firm):
    live_through(firm, random.Random(5), 2)
    kept = Snapshot.objects.filter(catalogue=queries.GOVERNANCE).last()
    text = CatalogueText.objects.get(pk=kept.fingerprint)
    changed = CatalogueText.objects.create(
        fingerprint="f" * 64, name=text.name, text=text.text.replace("id: G1-1,", "id: G1-99,")
    )
    Snapshot.objects.filter(pk=kept.pk).update(fingerprint=changed.fingerprint)
    assert queries.told_otherwise(queries.GOVERNANCE, kept.day).keys() == {"G1-1"}


def test_a_day_before_the_ledger_is_read_from_the_dates_in_the_records(firm):
    assert queries.report(queries.GOVERNANCE, FIRST - timedelta(days=30)).result("G5-1").status.value == "unmet"
    assert date(2026, 1, 31) < FIRST.date()
