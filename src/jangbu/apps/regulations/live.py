"""Facts of law that lie across several registers: where personal data go, who handles them, how long proof is kept.

Imported by `evidence.py`, so that they are declared with the others.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, ask, counted, day_of, own, predicate
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people import queries as people
from jangbu.apps.regulations.usecases.models import UseCase
from jangbu.apps.regulations.usecases.queries import standings
from jangbu.apps.sources import queries as sources
from jangbu.apps.vendors import queries as vendors
from jangbu.engines.checklist import Call
from jangbu.kernel.entry import Actor

SYSTEM = Actor.system()
HERE = {"here", "KR"}


def _vendor(each: vendors.Vendor, *, good: bool) -> Evidence:
    return Evidence(each.pk, own(each.name), reverse("vendors-detail", args=[each.pk]), at=each.created_at, good=good)


def _processors(at: datetime) -> list[vendors.Vendor]:
    return [each for each in vendors.in_use().filter(created_at__lte=at) if each.handles_personal is not False]


@predicate("holds_personal_data")
def holds_personal_data(at: datetime) -> Answer:
    """Some dataset has columns of personal data: whether the law on them applies."""
    lines, empty = [], True
    for each in sources.catalogue(SYSTEM, day_of(at)):
        if each.dataset.created_at <= at and each.state != "deleted":
            empty = False
            if each.personal:
                url = reverse("dataset-card", args=[each.dataset.pk])
                lines.append(Evidence(each.dataset.pk, own(each.name), url, at=each.dataset.created_at))
    if lines:
        said = Words(f"개인정보가 든 데이터가 {len(lines)}개예요.", f"Datasets with personal data: {len(lines)}.")
        return Answer(Status.MET, said, tuple(lines[:8]))
    said = Words("개인정보가 든 데이터를 찾지 못했어요.", "No dataset with personal data was found.")
    todo = Next(Words("데이터를 더해요", "Add data"), reverse("dataset-list"))
    # A firm has people and customers; that none was found is no proof that there are none.
    return Answer(Status.UNKNOWN, said, next=todo if empty else None)


@predicate("uses_processors")
def uses_processors(at: datetime) -> Answer:
    """Somebody outside handles personal data for the firm, or may."""
    held = _processors(at)
    if held:
        said = Words(f"개인정보를 맡긴 곳이 {len(held)}곳이에요.", f"Processors: {len(held)}.")
        return Answer(Status.MET, said, tuple(_vendor(each, good=True) for each in held[:8]))
    every = list(vendors.in_use().filter(created_at__lte=at))
    said = Words("개인정보를 맡긴 곳이 없어요.", "Nobody outside handles personal data.")
    if not every:
        return Answer(Status.UNKNOWN, said, next=Next(Words("쓰는 업체를 적어요", "List vendors"), reverse("vendors")))
    return Answer(Status.UNMET, said, tuple(_vendor(each, good=True) for each in every[:8]))


@predicate("sends_abroad")
def sends_abroad(at: datetime) -> Answer:
    """Personal data lie or go outside Korea: with a vendor, a model that is switched on, or a use of AI."""
    held, endpoints = _processors(at), _endpoints(at)
    lines = [_vendor(each, good=True) for each in held if each.country and each.country != "KR"]
    lines += [_endpoint(each, good=True) for each in endpoints if each.country not in {*HERE, "?"}]
    uses = [each.case for each in standings(at) if each.case.overseas and each.case.personal is not False]
    lines += [_use(case) for case in uses]
    if lines:
        said = Words(f"데이터가 해외로 가는 곳이 {len(lines)}곳이에요.", f"Places abroad: {len(lines)}.")
        return Answer(Status.MET, said, tuple(lines[:8]))
    unclear = [_vendor(each, good=False) for each in held if not each.country]
    unclear += [_endpoint(each, good=False) for each in endpoints if each.country == "?"]
    if unclear or not (held or endpoints):
        said = Words("어느 나라에 있는지 몰라요.", "It is not known in which country they are.")
        todo = Next(Words("나라를 적어요", "Write down the country"), reverse("vendors"))
        return Answer(Status.UNKNOWN, said, tuple(unclear[:8]), todo)
    here = [_vendor(each, good=True) for each in held] + [_endpoint(each, good=True) for each in endpoints]
    return Answer(Status.UNMET, Words("모두 국내에 있어요.", "All of it is in Korea."), tuple(here[:8]))


def _use(case: UseCase) -> Evidence:
    return Evidence(case.pk, own(case.name), reverse("use-cases-detail", args=[case.pk]), at=case.created_at)


def _endpoints(at: datetime) -> list[Any]:
    return list(gateway.visible(SYSTEM).filter(on=True, created_at__lte=at))


def _endpoint(each: Any, *, good: bool) -> Evidence:
    return Evidence(each.pk, own(each.name), reverse("endpoint", args=[each.pk]), at=each.created_at, good=good)


@predicate("transfers_have_basis")
def transfers_have_basis(at: datetime) -> Answer:
    """Wherever personal data lie abroad, a ground of Art. 28-8(1) is on record: its kind, what shows it and since when.

    The ground "needed for a contract and disclosed" also needs a privacy policy in force to disclose it in.
    """
    day, disclosed = day_of(at), ask(Call.of("policy_in_force", {"kind": "privacy"}), at).honest is Status.MET

    def stands(each: vendors.Vendor) -> bool:
        open_ = each.transfer_basis != "contract" or disclosed
        return bool(each.country) and open_ and vendors.transfer_stands(each, day)

    lines = [_vendor(each, good=stands(each)) for each in _processors(at) if each.country != "KR"]
    for endpoint in _endpoints(at):
        if endpoint.country not in HERE:
            grounds = [stands(each) for each in vendors.vendors_of("endpoint", endpoint.pk)]
            lines.append(_endpoint(endpoint, good=endpoint.country != "?" and any(grounds)))
    said = Words(
        "해외로 가는 {total}곳 가운데 {bad}곳은 옮기는 근거와 그 증거, 날짜가 없어요.",
        "{bad} of {total} transfers abroad lack a ground with what shows it and its day.",
    )
    none = Words("해외로 가는 곳이 없어요.", "Nothing goes abroad.")
    todo = Next(Words("해외로 옮기는 근거를 적어요", "Record the ground of the transfer"), reverse("vendors"))
    return counted(lines, said, none, todo)


@predicate("processor_list_ready")
def processor_list_ready(at: datetime) -> Answer:
    """The list of processors that is to be published can be written: purpose and country of each are known."""
    known = {each.vendor.pk for each in vendors.processors() if each.purpose.strip() and each.country}
    lines = [_vendor(each, good=each.pk in known) for each in _processors(at)]
    said = Words(
        "개인정보를 맡긴 {total}곳 가운데 {bad}곳은 공개할 내용이 비어 있어요.",
        "Of {bad} of {total} processors something that must be published is missing.",
    )
    todo = Next(Words("공개할 목록을 채워요", "Complete the list to publish"), reverse("vendors-processors"))
    return counted(lines, said, Words("개인정보를 맡긴 곳이 없어요.", "There are no processors."), todo)


@predicate("firm_head_named")
def firm_head_named(at: datetime) -> Answer:
    """Somebody is the head of the firm here: who is finally responsible for personal data (Art. 30-3)."""
    held = list(people.by_role("firm.manage").filter(joined_at__lte=at))
    lines = tuple(Evidence(each.pk, own(each.name), reverse("person", args=[each.pk])) for each in held)
    if not lines:
        return Answer(Status.UNKNOWN, Words("대표가 아직 없어요.", "There is no head of the firm yet."))
    return Answer(Status.MET, Words("최종 책임은 대표에게 있어요.", "The head is finally responsible."), lines)


@predicate("is_foreign_firm")
def is_foreign_firm(at: datetime) -> Answer:
    """Whether the firm has no address in Korea. Jangbu is set up for firms here; one abroad says so by an exemption."""
    firm = people.firm()
    if firm is None or firm.created_at > at:
        return Answer(Status.UNKNOWN, Words("아직 회사가 없어요.", "There is no firm yet."))
    said = Words(
        "장부는 국내에 주소가 있는 회사가 써요. 이 회사도 그렇다고 보고 있어요.",
        "Jangbu is for firms with an address in Korea, and takes this firm to be one.",
    )
    return Answer(Status.UNMET, said, (Evidence("firm", own(firm.name), reverse("people"), at=firm.created_at),))


@predicate("records_kept")
def records_kept(at: datetime, years: int = 5) -> Answer:
    """The ledger deletes nothing; that it is whole shows by its last check. A longer life needs its backups."""
    checked = ask(Call.of("ledger_verified", {"days": 92}), at)
    backed = ask(Call.of("backups_in_time", {}), at)
    first = ledger.first_entry_at()
    url = reverse("ledger")
    if first is None or first > at:
        return Answer(Status.UNKNOWN, Words("장부가 비어 있어요.", "The ledger is empty."))
    day = day_of(first).isoformat()
    said = Words(
        f"장부는 지우지 않고 {day}부터 모두 있어요. {years}년을 채우려면 백업과 확인을 이어 가야 해요.",
        f"The ledger deletes nothing and holds everything since {day}. To reach {years} years, keep backing up.",
    )
    kept = Evidence("ledger:1", Words(f"1번 ({day})", f"entry 1 ({day})"), url, entry=1, at=first)
    shown = (kept, *checked.evidence, *backed.evidence)
    worst = [each for each in (checked, backed) if each.honest is not Status.MET]
    status = Status.PARTLY if worst else Status.MET
    return Answer(status, said, shown, worst[0].next if worst else None, since=first, until=at)
