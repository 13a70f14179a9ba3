"""Records answer; a word never counts as one; nobody approves their own; the right item turns red."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from jangbu.apps.backups.models import Plan
from jangbu.apps.base.evidence import PredicateTwiceError, known, predicate
from jangbu.apps.gateway.models import Endpoint
from jangbu.apps.journey import queries, services
from jangbu.apps.journey.models import ItemClaim, Snapshot
from jangbu.apps.ledger import commands
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people.models import Grant
from jangbu.apps.people.services import create_firm
from jangbu.apps.policies import services as policies
from jangbu.apps.policies.services import POLICIES
from jangbu.apps.registers import services as registers
from jangbu.engines.checklist import read_catalogue, shipped
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
SILENT = "G8-5"  # lessons in plans to grow: where there is no plan, the records are silent
NAME = queries.GOVERNANCE


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def lead(cast) -> Actor:
    return Actor.person(cast.approver.pk, cast.approver.name)


def status(item: str, *, at=None) -> str:
    return queries.report(NAME, at or timezone.now()).result(item).status.value


def code_of(call, *args, **kwargs) -> str:
    with pytest.raises(Problem) as caught:
        call(*args, **kwargs)
    return caught.value.code


def test_every_catalogue_asks_only_for_what_somebody_measures_and_leads_to_pages_of_ours():
    for path in shipped():
        found = read_catalogue(path, known=known())
        for item in found.items:
            assert item.requirement
            assert item.next is not None
            assert resolve(item.next.url.split("?")[0].split("#")[0])


def test_most_items_have_live_evidence():
    items = [item for each in queries.catalogues().values() for item in each.items]
    assert sum(bool(item.needs) for item in items) / len(items) >= 0.85


def test_two_predicates_of_one_name_are_a_loud_error():
    with pytest.raises(PredicateTwiceError):
        predicate("ledger_anchored")(lambda at: None)


def test_an_empty_home_is_not_green(cast):
    found = queries.report(NAME, timezone.now())
    green = {each.item.id for each in found.results if each.status.value == "met"}
    # several may decide, no grants were given though there are people to give them to, nothing else is known
    assert green <= {"G1-1", "G5-4", "G5-5"}
    for result in found.results:
        if result.status.value == "met":
            assert result.evidence
        else:
            assert result.next is not None


def test_a_word_is_shown_as_one_and_runs_out_after_90_days(owner):
    now = timezone.now()
    made = services.claim_item(NAME, SILENT, actor=owner, why="교육 자료를 봤어요", clock=fixed(now))
    assert status(SILENT, at=now) == "claimed"
    assert status(SILENT, at=now + timedelta(days=89)) == "claimed"
    assert status(SILENT, at=now + timedelta(days=90)) == "unknown"
    assert status(SILENT, at=now - timedelta(seconds=1)) == "unknown"
    told = ledger.told(Subject("checklist_item", f"{NAME}:{SILENT}"), 5)
    assert (told[0].action, told[0].line.number) == ("journey.claimed", made.entry)
    services.withdraw_claim(NAME, SILENT, actor=owner, why="잘못 적어서")
    assert status(SILENT) == "unknown"
    assert ItemClaim.objects.count() == 1


def test_where_records_tell_no_word_stands_in(owner):
    assert code_of(services.claim_item, NAME, "G5-1", actor=owner, why="해요") == "journey.records_tell"
    assert code_of(services.claim_item, NAME, SILENT, actor=owner, why=" ") == "journey.no_why"
    assert code_of(services.claim_item, NAME, "G9-9", actor=owner, why="해요") == "journey.no_item"
    assert code_of(services.claim_item, "moon", SILENT, actor=owner, why="해요") == "journey.no_catalogue"


def test_what_does_not_apply_needs_somebody_else(owner, lead):
    services.ask_exemption(NAME, "G6-4", actor=owner, why="고객에게 나가는 글이 없어요")
    assert status("G6-4") == "unknown"
    assert code_of(services.ask_exemption, NAME, "G6-4", actor=lead, why="나도") == "journey.asked_already"
    assert code_of(services.approve_exemption, NAME, "G6-4", actor=owner, why="맞아서") == "journey.own_request"
    services.approve_exemption(NAME, "G6-4", actor=lead, why="맞아서")
    assert status("G6-4") == "na"
    services.end_exemption(NAME, "G6-4", actor=lead, why="이제 나가요")
    assert status("G6-4") == "unknown"


@pytest.mark.parametrize("who", ["member", "auditor", "outsider"])
def test_who_may_not_speak_is_refused(cast, who):
    person = getattr(cast, who)
    actor = Actor.person(person.pk, person.name)
    for write in (services.claim_item, services.ask_exemption, services.approve_exemption):
        assert code_of(write, NAME, SILENT, actor=actor, why="해요") == "permission.denied"


def test_a_day_is_kept_once_and_its_entry_says_the_counts(cast):
    assert services.take_snapshots(actor=Actor.system()) == []
    operator = Actor.operator("시험")
    create_firm("한빛", "a@hanbit.example", "가", None, actor=operator, why="시험", is_sample=True)
    made = services.take_snapshots(actor=Actor.system())
    assert sorted(each.catalogue for each in made) == sorted(queries.catalogues())
    assert services.take_snapshots(actor=Actor.system()) == []
    kept = Snapshot.objects.get(catalogue=NAME)
    found = queries.report(NAME, kept.made_at)
    assert kept.statuses == found.statuses()
    assert kept.fingerprint == found.catalogue.fingerprint
    assert queries.told_otherwise(NAME, kept.day) == {}
    Snapshot.objects.update(statuses=kept.statuses | {"G1-1": "unmet"})
    assert queries.told_otherwise(NAME, kept.day) == {"G1-1": "unmet"}


# ---- violations: each turns the right item red


def test_a_model_without_a_limit_or_country_turns_red(owner):
    values = {"model": "m", "currency": "KRW", "price_in": 1, "price_out": 1, "on": True, "created_by": owner.id}
    made = Endpoint.objects.create(
        name="모델", base_url="https://m.example", monthly_limit=1000, country="KR", created_at=timezone.now(), **values
    )
    assert (status("G3-4"), status("G5-7")) == ("met", "met")
    made.monthly_limit, made.country = None, "?"
    made.save()
    assert (status("G3-4"), status("G5-7")) == ("unmet", "unmet")


def test_a_missing_second_factor_turns_red(cast):
    assert status("G5-3") in {"partly", "unmet"}


def test_a_ledger_that_was_not_anchored_for_two_days_turns_red(owner, settings):
    services.claim_item(NAME, SILENT, actor=owner, why="봤어요")
    assert status("G7-1") == "unmet"
    commands.anchor(None)
    assert status("G7-1") == "met"
    assert status("G7-1", at=timezone.now() + timedelta(days=3)) == "unmet"


def test_a_late_backup_turns_red(cast, tmp_path):
    Plan.objects.create(folder=str(tmp_path), changed_at=timezone.now())
    assert (status("G5-1"), status("G5-2")) == ("unmet", "unmet")


def test_a_policy_past_its_review_turns_red(owner, lead, cast):
    it = Actor.person(cast.it.pk, cast.it.name)
    four = {each.kind: each for each in policies.draft_all(actor=it, why="만들려고")}
    assert status("G1-4") == "unmet"
    policy = registers.move_row(POLICIES, four["security"], "submit", actor=it, why="다 써서")
    policies.approve_version(policy, seen=1, note="", actor=owner)
    policy = policies.approve_version(policy, seen=1, note="", actor=lead)
    assert (status("G1-4"), status("G1-6")) == ("met", "met")
    policy.review_due = timezone.localdate() - timedelta(days=1)
    policy.save()
    assert status("G1-6") == "unmet"


def test_the_pages_say_what_is_true_and_take_a_word(cast, sign_in):
    browser = sign_in(cast.owner)
    page = browser.get(reverse("checklist") + f"?open={SILENT}").content.decode()
    assert "기록으로 확인했어요." in page
    assert "넓히는 계획이 아직 없어요." in page
    browser.post(reverse("checklist-claim", args=[NAME, SILENT]), {"why": "교육 자료를 봤어요"})
    page = browser.get(reverse("checklist") + f"?open={SILENT}").content.decode()
    assert "교육 자료를 봤어요" in page
    assert "90일 계획" in browser.get(reverse("roadmap")).content.decode()
    yesterday = timezone.localdate() - timedelta(days=1)
    assert browser.get(reverse("checklist") + f"?day={yesterday}").status_code == 200
    assert browser.get(reverse("checklist") + "?day=nonsense&open=%3Cscript%3E").status_code == 200


def test_the_interface_answers_as_the_command_does(cast, sign_in):
    told = json.loads(sign_in(cast.auditor).get("/api/v1/checklists/governance").content)
    assert {"id", "status", "evidence", "next"} <= told["items"][0].keys()
    assert sign_in(cast.member).get("/api/v1/checklists/governance").status_code == 403
    assert sign_in(cast.auditor).get("/api/v1/checklists/moon").status_code == 404


def test_unused_access_turns_red(cast):
    since = timezone.now() - timedelta(days=120)
    ends, about = timezone.now() + timedelta(days=30), {"resource_kind": "dataset", "resource_id": "x"}
    Grant.objects.create(person=cast.outsider, level="read", granted_at=since, expires_at=ends, **about)
    assert status("G5-4") == "unmet"
    assert status("G5-4", at=since + timedelta(days=10)) == "met"
