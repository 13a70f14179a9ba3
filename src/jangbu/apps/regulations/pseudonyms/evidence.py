"""What the records of pseudonymised data show (PIPA Arts. 28-2, 28-4, 28-5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, counted, day_of, own, predicate, remember
from jangbu.apps.regulations.pseudonyms.models import Pseudonym
from jangbu.apps.regulations.usecases.queries import standings

remember(
    Pseudonym,
    *("state", "archived_at", "purpose_kind", "items", "used_for", "started_on", "until", "key", "key_place"),
    *("key_people", "checked_on", "known_on", "stopped_on", "erased_on", "destroyed_on", "use_case"),
)
ALLOWED = ("statistics", "research", "archive")
NONE = Words("쓰는 가명정보가 없어요.", "No pseudonymised data are in use.")
WRITE = Next(Words("가명정보 기록을 적어요", "Record the pseudonymised data"), "/regulations/pseudonyms/")


def _used(at: datetime) -> list[Pseudonym]:
    day = day_of(at)
    held = Pseudonym.objects.filter(archived_at=None, state="used", created_at__lte=at)
    return [each for each in held if each.destroyed_on is None or each.destroyed_on > day]


def _line(each: Pseudonym, *, good: bool) -> Evidence:
    url = reverse("pseudonyms-detail", args=[each.pk])
    return Evidence(each.pk, own(each.name), url, at=each.created_at, good=good)


@predicate("uses_pseudonyms")
def uses_pseudonyms(at: datetime) -> Answer:
    """Whether the rules on pseudonymised data apply: a record of them, or a model trained on the firm's data."""
    held, cases = _used(at), standings(at)
    if held:
        said = Words(f"쓰는 가명정보가 {len(held)}건이에요.", f"Pseudonymised data in use: {len(held)}.")
        return Answer(Status.MET, said, tuple(_line(each, good=True) for each in held[:8]))
    open_ones = [each for each in cases if each.case.trained is not False and each.case.personal is not False]
    shown = tuple(
        Evidence(
            each.case.pk,
            own(each.case.name),
            reverse("use-cases-detail", args=[each.case.pk]),
            good=each not in open_ones,
        )
        for each in cases[:8]
    )
    if open_ones or not cases:
        said = Words(
            "우리 데이터로 학습시킨 쓰임이 있거나 답하지 않았는데, 가명정보 기록이 없어요.",
            "Some use is trained on our data, or does not say so, and no pseudonymised data are on record.",
        )
        return Answer(Status.UNKNOWN, said, shown, WRITE)
    said = Words(
        "가명정보를 쓴 기록이 없고, 우리 데이터로 학습시킨 모델도 없어요.",
        "No pseudonymised data are on record, and no model is trained on our data.",
    )
    return Answer(Status.UNMET, said, shown)


@predicate("pseudonyms_have_purpose")
def pseudonyms_have_purpose(at: datetime) -> Answer:
    """Used without consent for statistics, research or archives only (Art. 28-2(1)), by what was written down."""
    lines = [_line(each, good=each.purpose_kind in ALLOWED) for each in _used(at)]
    said = Words(
        "가명정보 {total}건 가운데 {bad}건은 목적이 없거나, 동의가 필요한 목적이에요.",
        "{bad} of {total} have no purpose, or one that needs consent.",
    )
    return counted(lines, said, NONE, WRITE)


@predicate("pseudonyms_recorded")
def pseudonyms_recorded(at: datetime) -> Answer:
    """What Decree Art. 29-5(2) asks to record is there: purpose, items, use and the beginning."""
    lines = [
        _line(each, good=bool(each.purpose_kind and each.items.strip() and each.used_for.strip() and each.started_on))
        for each in _used(at)
    ]
    said = Words(
        "가명정보 {total}건 가운데 {bad}건은 목적, 항목, 이용 내역, 시작한 날 가운데 빠진 것이 있어요.",
        "In {bad} of {total} records purpose, items, use or the beginning is missing.",
    )
    return counted(lines, said, NONE, WRITE)


@predicate("pseudonym_keys_apart")
def pseudonym_keys_apart(at: datetime) -> Answer:
    """The key lies in another place and in other hands, or was destroyed (Art. 28-4(1), Decree 29-5(1))."""
    lines = []
    for each in _used(at):
        apart = each.key == "apart" and bool(each.key_place.strip()) and each.key_people is True
        lines.append(_line(each, good=apart or each.key == "destroyed"))
    said = Words(
        "가명정보 {total}건 가운데 {bad}건은 열쇠를 다른 곳, 다른 사람에게 두지 않았어요.",
        "For {bad} of {total} the key is not in another place and other hands.",
    )
    return counted(lines, said, NONE, WRITE)


@predicate("pseudonyms_not_identified")
def pseudonyms_not_identified(at: datetime, days: int = 365) -> Answer:
    """Checked within that time for whether somebody could be identified; where somebody was, stopped and erased.

    Whether somebody tried in secret no record shows, so silence is not met: a check that was made is.
    """
    day = day_of(at)
    since, lines = day - timedelta(days=days), []
    for each in _used(at):
        known = each.known_on is not None and each.known_on <= day
        ended = all(when is not None and when <= day for when in (each.stopped_on, each.erased_on))
        checked = each.checked_on is not None and since < each.checked_on <= day
        lines.append(_line(each, good=ended if known else checked))
    said = Words(
        "가명정보 {total}건 가운데 {bad}건은 한 해 안에 점검하지 않았거나, 알아보게 됐는데 멈추고 지우지 않았어요.",
        "{bad} of {total} were not checked within a year, or not stopped and erased when somebody became identifiable.",
    )
    return counted(lines, said, NONE, WRITE)
