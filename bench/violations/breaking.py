"""What goes wrong: people, data, automations, vendors, policies, models, the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bench.violations.judging import Violation

WHY = "벌어진 일"


@dataclass(frozen=True)
class World:
    """The sample firm's people as actors, and now."""

    owner: Any
    lead: Any
    clerk: Any
    it: Any
    now: Callable[[], datetime]

    @classmethod
    def of_sample(cls) -> World:
        from django.utils import timezone  # noqa: PLC0415

        from jangbu.web.seed.chapters import actor_of  # noqa: PLC0415

        owner, lead, clerk, it = (actor_of(name) for name in ("김민지", "이서준", "박도윤", "최하은"))
        return cls(owner, lead, clerk, it, timezone.now)


def violations() -> list[Violation]:
    return [*_people(), *_data(), *_work(), *_vendors(), *_policies(), *_models(), *_records(), *_law(), *_duties()]


def _person(actor: Any) -> Any:
    from jangbu.apps.people import queries as people  # noqa: PLC0415

    return people.person(actor.id)


def _people() -> list[Violation]:
    from jangbu.apps.people import services as people  # noqa: PLC0415
    from jangbu.kernel.entry import Subject  # noqa: PLC0415

    def nobody_else_decides(w: World) -> None:
        from jangbu.apps.people import queries  # noqa: PLC0415

        for each in queries.by_role("pilots.decide"):
            if each.pk != w.owner.id:
                people.change_role(each, "member", actor=w.owner, why=WHY)

    def factors(w: World) -> None:
        from allauth.mfa.models import Authenticator  # noqa: PLC0415

        Authenticator.objects.create(user=_person(w.owner), type="totp", data={})

    def factor_dropped(w: World) -> None:
        from allauth.mfa.models import Authenticator  # noqa: PLC0415

        Authenticator.objects.filter(user=_person(w.owner)).delete()

    def unused_grant(w: World) -> None:
        about = Subject("dataset", _dataset(w).pk)
        until = w.now() + timedelta(days=300)
        people.grant_access(_person(w.clerk), about, "read", until, actor=w.owner, why=WHY)

    def wide_grant(w: World) -> None:
        about = Subject("dataset", _dataset(w).pk)
        until = w.now() + timedelta(days=364)
        people.grant_access(_person(w.clerk), about, "manage", until, actor=w.owner, why=WHY)

    return [
        Violation("nobody but the owner may decide", "somebody_else_decides", nobody_else_decides),
        Violation("two-factor dropped", "second_factor_everywhere", factor_dropped, factors),
        Violation("a grant nobody uses for 100 days", "grants_are_used", unused_grant, later=100),
        Violation("a grant wider than its use", "grants_are_narrow", wide_grant, later=100),
    ]


def _dataset(w: World, name: str = "거래처 목록") -> Any:
    from jangbu.apps.sources import queries as sources  # noqa: PLC0415

    return sources.visible(w.owner).get(name=name)


def _deliver(w: World, content: bytes, name: str = "새 자료.csv") -> Any:
    from jangbu.apps.sources import services as sources  # noqa: PLC0415

    return sources.add_bytes([content], name, actor=w.owner, why=WHY, as_of=w.now().date()).version.dataset


def _answered(w: World, dataset: Any, **changes: Any) -> None:
    from dataclasses import replace  # noqa: PLC0415

    from jangbu.apps.sources import queries, services  # noqa: PLC0415

    answers = replace(queries.proposed_answers(dataset, w.owner, w.now().date()), **changes)
    services.confirm_card(dataset, answers, actor=w.owner, why=WHY)


PLAIN = "품목,수량\n볼트,3\n너트,5\n와셔,9\n".encode()
PERSONAL = "이름,전화\n김민수,010-2345-6789\n이지은,010-3456-7890\n박철수,010-9876-5432\n".encode()


def _data() -> list[Violation]:
    from jangbu.apps.sources import services as sources  # noqa: PLC0415

    def short_life(w: World) -> None:
        _answered(w, _deliver(w, PERSONAL), keep_number=10, keep_unit="days", keep_since="collected")

    def owner_leaves(w: World) -> None:
        from jangbu.apps.people import services as people  # noqa: PLC0415

        _answered(w, _deliver(w, PLAIN), owner=w.clerk.id)
        people.deactivate_person(_person(w.clerk), actor=w.owner, why=WHY)

    return [
        Violation("data without an owner or a purpose", "datasets_have_cards", lambda w: _deliver(w, PLAIN)),
        Violation("data nobody is in charge of", "datasets_have_owners", lambda w: _deliver(w, PLAIN)),
        Violation("data without a class", "datasets_classified", lambda w: _deliver(w, PERSONAL)),
        Violation("data kept without a period", "retention_set", lambda w: _deliver(w, PERSONAL)),
        Violation("deletion overdue", "deletions_in_time", short_life, later=40),
        Violation("whoever was in charge of data left", "datasets_have_cards", owner_leaves),
        Violation(
            "data fall below their threshold",
            "datasets_pass_quality",
            lambda w: sources.set_threshold(_dataset(w), 100, actor=w.owner, why=WHY),
        ),
        Violation("data without an agreed format", "datasets_have_rules", lambda w: _deliver(w, PLAIN)),
    ]


def _work() -> list[Violation]:
    from jangbu.apps.work import queries, services  # noqa: PLC0415

    def unwritten(w: World) -> None:
        services.add_process("새 업무", w.lead.id, actor=w.owner, why=WHY)

    def lets_pass(w: World) -> None:
        held, now = next((each, each.current) for each in queries.automations(w.owner) if each.current is not None)
        five = {word: getattr(now, word) for word in ("who", "what", "when", "where", "why")}
        plan = services.Plan(**five, settings={**now.settings, "straight_through": 1}, datasets=list(now.datasets))
        services.add_version(held, plan, note="더 빨리 지나가게", actor=w.owner, why=WHY)

    def rehearse(kind: str) -> Callable[[World], None]:
        def do(w: World) -> None:
            for each in queries.automations(w.owner):
                services.drill(each, kind, actor=w.it, why=WHY)

        return do

    def own_approval(w: World) -> None:
        from jangbu.apps.work.models import Approval  # noqa: PLC0415

        held = Approval.objects.filter(state="approved").exclude(run__started_by="").select_related("run")
        each = next(one for one in held if one.decided_by != one.run.started_by)
        Approval.objects.filter(pk=each.pk).update(decided_by=each.run.started_by, decided_at=w.now())

    def stands_still(w: World) -> None:
        held = queries.automations(w.owner).filter(state="running")[0]
        type(held).objects.filter(pk=held.pk).update(state="paused", stopped_why="")

    def measure_changed(w: World) -> None:
        from jangbu.apps.pilots import queries as pilots  # noqa: PLC0415
        from jangbu.apps.pilots.drafting import services as drafting  # noqa: PLC0415

        pilot = next(
            each for each in pilots.visible(w.owner).filter(state="running") if not each.measure_changes.exists()
        )
        gates = [{**gate, "threshold": 0.99} for gate in pilot.gates]
        drafting.change_section(pilot, "gates", gates, actor=w.owner, why="기준이 너무 높아서")

    return [
        Violation("a process without a way of working", "processes_have_sop", unwritten),
        Violation("an automation lets things pass unapproved", "automations_are_approved", lets_pass),
        Violation("somebody approved their own", "approved_by_others", own_approval),
        Violation("an automation stands still without a reason", "stops_are_explained", stands_still),
        Violation("a roll-back not rehearsed for a year", "rollback_drilled", None, rehearse("rollback"), later=400),
        Violation("a stop not rehearsed for a year", "stop_drilled", None, rehearse("stop"), later=400),
        Violation("a measure changed after the start", "measures_frozen", measure_changed),
        Violation("a pilot past its day and undecided", "pilots_decided", later=60),
    ]


def _vendors() -> list[Violation]:
    from jangbu.apps.registers import services as registers  # noqa: PLC0415
    from jangbu.apps.vendors.services import CONTRACTS, VENDORS  # noqa: PLC0415

    def used_vendor(w: World, **values: Any) -> Any:
        told = {"name": "새 업체", "category": "cloud", "purpose": "파일", "country": "KR", "owner": w.it.id, **values}
        made = registers.add_row(VENDORS, told, actor=w.it, why=WHY)
        return registers.move_row(VENDORS, made, "already", actor=w.it, why=WHY)

    def ending_contract(w: World) -> None:
        day, vendor = w.now().date(), used_vendor(w)
        told = {"title": "한 달 계약", "vendor": vendor.pk, "signed_on": day, "starts_on": day}
        made = registers.add_row(CONTRACTS, told | {"ends_on": day + timedelta(days=30)}, actor=w.it, why=WHY)
        registers.move_row(CONTRACTS, made, "sign", actor=w.owner, why=WHY)

    def unread_contract(w: World) -> None:
        day = w.now().date()
        told = {"title": "새 계약", "vendor": VENDORS.model.objects.get(name="다온클라우드").pk, "signed_on": day}
        told |= {"starts_on": day, "ends_on": day + timedelta(days=365)}
        made = registers.add_row(CONTRACTS, told, actor=w.it, why=WHY)
        registers.move_row(CONTRACTS, made, "sign", actor=w.owner, why=WHY)

    return [
        Violation("a vendor in use and never assessed", "vendors_assessed", used_vendor),
        Violation("a vendor in use without a contract", "vendors_have_contracts", used_vendor),
        Violation("a contract ran out", "vendors_have_contracts", ending_contract, later=60),
        Violation("a certificate ran out", "certificates_valid", later=900),
        Violation("a contract nobody read", "contracts_read", unread_contract),
        Violation(
            "no notice of breaches in a contract",
            "contracts_have_clause",
            unread_contract,
            params=(("clause", "breach_notice"),),
        ),
        Violation(
            "personal data with an unbound processor",
            "processors_bound",
            lambda w: used_vendor(w, handles_personal=True, data=["customer"]),
        ),
        Violation("no way out of a vendor", "vendors_have_exit", used_vendor),
    ]


def _policies() -> list[Violation]:
    from jangbu.apps.policies.services import POLICIES  # noqa: PLC0415
    from jangbu.apps.registers import services as registers  # noqa: PLC0415

    def retire(w: World) -> None:
        policy = POLICIES.model.objects.get(kind="data_use", archived_at=None)
        registers.move_row(POLICIES, policy, "retire", actor=w.owner, why=WHY)

    return [
        Violation("a policy is stale", "policies_reviewed", later=500),
        Violation("a policy was retired", "policy_in_force", retire, params=(("kind", "data_use"),)),
    ]


def _models() -> list[Violation]:
    from jangbu.apps.aimodels.models import Alias  # noqa: PLC0415
    from jangbu.apps.gateway.models import Endpoint  # noqa: PLC0415

    def only(**values: Any) -> Callable[[World], None]:
        def do(_w: World) -> None:
            held = Endpoint.objects.order_by("pk").first()
            Endpoint.objects.filter(pk=held.pk if held else "").update(on=True, **values)

        return do

    right = only(monthly_limit=100_000, country=Endpoint.Country.KOREA)

    def promoted(_w: World) -> None:
        Alias.objects.filter(name="champion", ended_at=None).update(ground="promoted")

    def unevaluated(_w: World) -> None:
        held = Alias.objects.filter(name="champion", ended_at=None).order_by("pk").first()
        Alias.objects.filter(pk=held.pk if held else "").update(ground="follows")

    return [
        Violation("a model without a monthly limit", "endpoints_have_limits", only(monthly_limit=None), right),
        Violation(
            "a model in an unknown country", "endpoints_have_country", only(country=Endpoint.Country.UNKNOWN), right
        ),
        Violation("an unevaluated model is live", "nothing_unevaluated_serves", unevaluated, promoted),
        Violation("evaluations grew old", "evaluations_current", later=400),
    ]


def _records() -> list[Violation]:
    def no_plan(_w: World) -> None:
        from jangbu.apps.backups.models import Plan  # noqa: PLC0415

        Plan.objects.all().delete()

    def recompute(w: World) -> None:
        from jangbu.apps.ledger import commands  # noqa: PLC0415

        commands.verify_now(actor=w.owner, why=WHY)

    return [
        Violation("a backup was missed", "backups_in_time", later=5),
        Violation("the plan for backups was dropped", "backups_in_time", no_plan),
        Violation("no restore was rehearsed for a year", "restore_drilled", later=400),
        Violation("the ledger was not anchored for a week", "ledger_anchored", later=7),
        Violation("the ledger was not recomputed for two months", "ledger_verified", None, recompute, later=60),
        Violation("the picture of data flows grew old", "one_page_drawn_recently", later=200),
    ]


def _law() -> list[Violation]:
    from jangbu.apps.regulations.usecases.models import UseCase  # noqa: PLC0415

    def notice_gone(_w: World) -> None:
        UseCase.objects.filter(archived_at=None).update(notice="", notice_on=None)

    return [
        Violation("the notice of an AI service is missing", "use_cases_notify", notice_gone),
        Violation("a question to a lawyer is overdue", "legal_reviews_in_time", later=400),
    ]


def _duties() -> list[Violation]:
    from jangbu.apps.people import services as people  # noqa: PLC0415

    def nobody_accountable(w: World) -> None:
        from jangbu.apps.work import services as work  # noqa: PLC0415

        work.add_process("맡은 사람 없는 일", w.lead.id, actor=w.owner, why=WHY)

    def leaves(w: World) -> None:
        people.deactivate_person(_person(w.it), actor=w.owner, why=WHY)

    def newcomer(w: World) -> None:
        from django.utils import timezone  # noqa: PLC0415

        made = people.invite_person("new@hanbit.example", "한새봄", "member", actor=w.owner, why=WHY)
        type(made.person).objects.filter(pk=made.person.pk).update(joined_at=timezone.now())

    return [
        Violation("nobody is accountable for a process", "exactly_one_accountable", nobody_accountable),
        Violation("somebody left who answered for things", "nobody_left_holding", leaves),
        Violation("training overdue", "training_current", later=800),
        Violation("a newcomer without AI literacy", "literacy_recorded", newcomer),
        Violation("only one person can do a process", "two_people_can", nobody_accountable),
        Violation("an outside partner past their day", "partners_bound", later=900),
    ]
