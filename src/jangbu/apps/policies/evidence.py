"""The facts that the drafts' clauses are bound to, read from the apps below. Whoever measures more binds itself too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.urls import reverse

from jangbu.apps.backups import queries as backups
from jangbu.apps.base.words import Words
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people import queries as people
from jangbu.apps.policies.bindings import Evidence, Finding, Predicate
from jangbu.apps.sources import queries as sources
from jangbu.apps.vendors import queries as vendors
from jangbu.apps.work import queries as work
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

SYSTEM = Actor.system()
SHOWN = 5
Params = Mapping[str, Any]


def answer(predicate: Predicate, day: date) -> Finding | None:
    """None for a name that is not in the table."""
    known = TABLE.get(predicate.name)
    return known(predicate.params, day) if known else None


def _counted(total: int, bad: Iterable[Evidence], says: Words, none: Words, good: tuple[Evidence, ...] = ()) -> Finding:
    """Met where nothing is bad, unmet where all is, partly between; unknown where there is nothing to count."""
    found = tuple(bad)
    if total == 0:
        return Finding("unknown", none)
    filled = Words(says.ko.format(bad=len(found), total=total), says.en.format(bad=len(found), total=total))
    if not found:
        return Finding("met", filled, good[:SHOWN])
    return Finding("unmet" if len(found) == total else "partly", filled, found[:SHOWN])


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(15), tzinfo=UTC) - timedelta(seconds=1)  # the end of that day in Seoul


def _cards(_params: Params, day: date) -> Finding:
    lines = sources.catalogue(SYSTEM, day)
    bad = [
        Evidence(each.name, reverse("dataset-card", args=[each.dataset.pk])) for each in lines if each.state == "open"
    ]
    says = Words(
        "데이터 {total}개 가운데 {bad}개는 담당이나 목적이 비어 있어요.",
        "{bad} of {total} datasets lack an owner or a purpose.",
    )
    return _counted(len(lines), bad, says, Words("아직 데이터가 없어요.", "There are no data yet."))


def _quality(_params: Params, _day: date) -> Finding:
    datasets = list(sources.visible(SYSTEM))
    bad = [
        Evidence(each.name, reverse("dataset", args=[each.pk]))
        for each in datasets
        if sources.quality_state(each).state == "failed"
    ]
    says = Words(
        "데이터 {total}개 가운데 {bad}개가 기준에 못 미쳐요.", "{bad} of {total} datasets fall below their threshold."
    )
    return _counted(len(datasets), bad, says, Words("아직 데이터가 없어요.", "There are no data yet."))


def _deletions(_params: Params, day: date) -> Finding:
    lines = sources.due(SYSTEM, day)
    late = [each for each in lines if each.overdue(day) and each.hold is None]
    kept = sum(1 for each in sources.catalogue(SYSTEM, day) if each.card)
    bad = [Evidence(each.version.dataset.name, reverse("expiring")) for each in late]
    says = Words("지울 날이 지난 것이 {bad}개예요.", "{bad} are past the day of their deletion.")
    return _counted(kept, bad, says, Words("보관 기간을 정한 데이터가 없어요.", "No retention period has been set."))


def _grants_used(_params: Params, day: date) -> Finding:
    now = _moment(day)
    total, unused = people.grants_list(now).count(), people.unused_grants(now)
    bad = [Evidence(each.person.name, reverse("grants")) for each in unused]
    says = Words(
        "접근 권한 {total}개 가운데 {bad}개를 90일 동안 쓰지 않았어요.",
        "{bad} of {total} grants went unused for 90 days.",
    )
    if total == 0:
        return Finding("met", Words("따로 준 접근 권한이 없어요.", "No access was given beside the roles."))
    return _counted(total, bad, says, says)


def _grants_narrow(_params: Params, day: date) -> Finding:
    now = _moment(day)
    total = people.grants_list(now).count()
    bad = [Evidence(each.grant.person.name, reverse("grants")) for each in people.wide_grants(now)]
    says = Words("접근 권한 {total}개 가운데 {bad}개가 넘쳐요.", "{bad} of {total} grants are wider than needed.")
    if total == 0:
        return Finding("met", Words("따로 준 접근 권한이 없어요.", "No access was given beside the roles."))
    return _counted(total, bad, says, says)


def _second_factor(_params: Params, day: date) -> Finding:
    lacking = list(people.lacks_second_factor(_moment(day)))
    total = people.people_list().filter(is_active=True).count()
    bad = [Evidence(each.name, reverse("person", args=[each.pk])) for each in lacking]
    says = Words(
        "두 번 인증해야 하는데 안 켠 사람이 {bad}명이에요.", "{bad} people who must have a second factor have none."
    )
    return _counted(total, bad, says, Words("아직 사람이 없어요.", "There are no people yet."))


def _anchored(params: Params, day: date) -> Finding:
    state = ledger.state()
    hours = int(params.get("hours", 48))
    here = (Evidence(f"{state.anchored_up_to:,}", reverse("ledger")),)
    if state.anchored_at is None:
        return Finding(
            "unmet", Words("바깥 확인점을 남긴 적이 없어요.", "The ledger was never anchored outside."), here
        )
    late = _moment(day) - state.anchored_at > timedelta(hours=hours)
    when = state.anchored_at.astimezone(SEOUL).date().isoformat()
    says = Words(f"마지막 바깥 확인점은 {when}에 남겼어요.", f"The newest outside anchor is of {when}.")
    return Finding("unmet" if late else "met", says, here)


def _vendors_assessed(_params: Params, day: date) -> Finding:
    bad = [Evidence(each.name, reverse("vendors-detail", args=[each.pk])) for each in vendors.without_assessment()]
    bad += [
        Evidence(each.number, reverse("certificates-detail", args=[each.pk]))
        for each in vendors.expired_certificates(day)
    ]
    says = Words(
        "평가하지 않은 업체나 끝난 인증서가 {bad}개예요.", "{bad} vendors are unassessed or certificates expired."
    )
    return _counted(max(vendors.in_use().count(), len(bad)), bad, says, NO_VENDORS)


def _vendors_contracted(_params: Params, day: date) -> Finding:
    bad = [Evidence(each.name, reverse("vendors-detail", args=[each.pk])) for each in vendors.without_contract()]
    bad += [
        Evidence(each.title, reverse("contracts-detail", args=[each.pk])) for each in vendors.contracts_expired(day)
    ]
    says = Words("계약이 없거나 끝난 곳이 {bad}곳이에요.", "{bad} vendors have no contract, or one that ended.")
    return _counted(max(vendors.in_use().count(), len(bad)), bad, says, NO_VENDORS)


def _clause(params: Params, _day: date) -> Finding:
    lacking = vendors.contracts_without_clause(str(params.get("clause", "")))
    bad = [Evidence(each.title, reverse("contracts-detail", args=[each.pk])) for each in lacking]
    says = Words(
        "계약 {total}개 가운데 {bad}개에 이 조항이 없거나 모자라요.",
        "{bad} of {total} contracts lack this clause, or hold a weak one.",
    )
    none = Words("맺은 계약이 없어요.", "No contract is in force.")
    return _counted(vendors.contracts_in_force().count(), bad, says, none)


def _processors(_params: Params, _day: date) -> Finding:
    lacking = vendors.personal_without_terms()
    total = vendors.in_use().exclude(handles_personal=False).count()
    bad = [Evidence(each.name, reverse("vendors-detail", args=[each.pk])) for each in lacking]
    says = Words(
        "개인정보를 맡긴 {total}곳 가운데 {bad}곳의 계약이 모자라요.",
        "{bad} of {total} processors are not bound as Art. 26 asks.",
    )
    return _counted(total, bad, says, NO_VENDORS)


def _limits(_params: Params, _day: date) -> Finding:
    held = list(gateway.visible(SYSTEM).filter(on=True))
    bad = [Evidence(each.name, reverse("endpoint", args=[each.pk])) for each in held if each.monthly_limit is None]
    says = Words(
        "켜 둔 모델 {total}개 가운데 {bad}개에 한 달 한도가 없어요.",
        "{bad} of {total} models in use have no monthly limit.",
    )
    return _counted(len(held), bad, says, Words("켜 둔 모델이 없어요.", "No model is switched on."))


def _approved(_params: Params, _day: date) -> Finding:
    held = list(work.automations(SYSTEM))
    bad = [
        Evidence(each.name, reverse("automation", args=[each.pk]))
        for each in held
        if each.current and each.current.settings.get("straight_through")
    ]
    says = Words(
        "자동화 {total}개 가운데 {bad}개가 승인 없이 지나가기도 해요.",
        "{bad} of {total} automations let something pass unapproved.",
    )
    return _counted(len(held), bad, says, Words("자동화가 없어요.", "There are no automations."))


def _drilled(params: Params, day: date) -> Finding:
    days = int(params.get("days", 92))
    held = list(work.automations(SYSTEM))
    since = _moment(day) - timedelta(days=days)
    rehearsed = work.drilled_since(since, "rollback")
    bad = [Evidence(each.name, reverse("automation", args=[each.pk])) for each in held if each.pk not in rehearsed]
    says = Words(
        f"자동화 {{total}}개 가운데 {{bad}}개는 {days}일 안에 되돌려 보지 않았어요.",
        f"{{bad}} of {{total}} automations were not rolled back as a rehearsal within {days} days.",
    )
    return _counted(len(held), bad, says, Words("자동화가 없어요.", "There are no automations."))


def _restored(params: Params, day: date) -> Finding:
    days, last = int(params.get("days", 92)), backups.last_drill(_moment(day))
    if last is None:
        return Finding("unmet", Words("백업을 되살려 본 적이 없어요.", "No backup was ever restored as a rehearsal."))
    when = last.at.astimezone(SEOUL).date().isoformat()
    here = (Evidence(when, reverse("backup-list")),)
    if not last.passed:
        return Finding(
            "unmet", Words(f"{when}에 되살려 봤지만 되지 않았어요.", f"The rehearsal of {when} failed."), here
        )
    late = _moment(day) - last.at > timedelta(days=days)
    says = Words(f"마지막으로 되살려 본 날은 {when}이에요.", f"A backup was last restored as a rehearsal on {when}.")
    return Finding("unmet" if late else "met", says, here)


NO_VENDORS = Words("쓰는 업체를 아직 적지 않았어요.", "No vendor in use is written down yet.")
TABLE: dict[str, Callable[[Params, date], Finding]] = {
    "datasets_have_cards": _cards,
    "datasets_pass_quality": _quality,
    "deletions_in_time": _deletions,
    "grants_are_used": _grants_used,
    "grants_are_narrow": _grants_narrow,
    "second_factor_everywhere": _second_factor,
    "ledger_anchored": _anchored,
    "vendors_assessed": _vendors_assessed,
    "vendors_have_contracts": _vendors_contracted,
    "contracts_have_clause": _clause,
    "processors_bound": _processors,
    "endpoints_have_limits": _limits,
    "automations_are_approved": _approved,
    "rollback_drilled": _drilled,
    "restore_drilled": _restored,
}
