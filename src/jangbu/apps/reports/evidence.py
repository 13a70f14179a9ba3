"""What reports show of themselves, for checklists and policies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, counted, dated, day_of, predicate, remember
from jangbu.apps.reports.dashboard.figures import FIGURES
from jangbu.apps.reports.dashboard.queries import thresholds
from jangbu.apps.reports.dashboard.services import NAMES
from jangbu.apps.reports.models import (
    Drawing,
    MonthReview,
    PublicSetting,
    Published,
    PublishedSpan,
    PublishedText,
    Reading,
    StorageLook,
    Threshold,
)
from jangbu.apps.reports.places.queries import last_look
from jangbu.apps.reports.publishing.queries import setting, standing

remember(Drawing)
remember(Reading)
remember(Threshold)
remember(MonthReview, "prepared_at", "changed_at", "closed_at", "closed_by")
remember(PublicSetting, "on")
remember(Published)
remember(PublishedSpan, "until")
remember(PublishedText)
remember(StorageLook)


@predicate("one_page_drawn_recently")
def one_page_drawn_recently(at: datetime, days: int = 92) -> Answer:
    """Somebody kept the picture of data flows and responsibilities within that many days."""
    since, url = at - timedelta(days=days), reverse("one-page")
    todo = Next(Words("지금 모습을 남겨요", "Keep the picture of today"), url)
    last = Drawing.objects.filter(drawn_at__lte=at).first()
    if last is None:
        here = Evidence("one-page", Words("한 장 그림", "one page"), url, good=False)
        said = Words("한 장 그림을 남긴 적이 없어요.", "The one-page picture was never kept.")
        return Answer(Status.UNMET, said, (here,), todo)
    day, good = dated(last.drawn_at), last.drawn_at >= since
    said = Words(f"{day.ko}에 남긴 그림이 있어요.", f"The picture was last kept on {day.en}.")
    here = Evidence(last.pk, day, url, at=last.drawn_at, good=good, entry=last.entry)
    return Answer(Status.MET if good else Status.UNMET, said, (here,), None if good else todo, since=since, until=at)


@predicate("thresholds_set")
def thresholds_set(at: datetime) -> Answer:
    """A person set what each figure of the dashboard is held to."""
    held, url = thresholds(at), reverse("dashboard-thresholds")
    lines = []
    for kind in FIGURES:
        row, (ko, en) = held.get(kind.id), NAMES[kind.id]
        when, entry = (row.set_at, row.entry) if row else (None, None)
        lines.append(Evidence(kind.id, Words(ko, en), url, entry=entry, at=when, good=row is not None))
    said = Words(
        "지표 {total}개 가운데 {bad}개는 아직 처음 기준 그대로예요.",
        "{bad} of {total} figures are still held to the threshold they came with.",
    )
    todo = Next(Words("기준을 정해요", "Set the thresholds"), url)
    return counted(lines, said, Words("지표가 없어요.", "There are no figures."), todo)


@predicate("figures_kept_daily")
def figures_kept_daily(at: datetime, days: int = 7) -> Answer:
    """The figures of at least one of the last days were kept."""
    since, url = day_of(at) - timedelta(days=days), reverse("dashboard")
    last = Reading.objects.filter(read_at__lte=at).order_by("-day").first()
    todo = Next(Words("일하는 프로세스를 켜요", "Start the worker"), url)
    if last is None:
        here = Evidence("dashboard", Words("지표", "figures"), url, good=False)
        return Answer(Status.UNMET, Words("지표를 남긴 날이 없어요.", "No day's figures were kept."), (here,), todo)
    day, good = dated(last.day), last.day >= since
    here = Evidence(f"figures:{last.day.isoformat()}", day, url, entry=last.entry, at=last.read_at, good=good)
    said = Words(f"{day.ko} 지표까지 남아 있어요.", f"Figures are kept up to {day.en}.")
    return Answer(Status.MET if good else Status.UNMET, said, (here,), None if good else todo)


@predicate("decisions_published")
def decisions_published(at: datetime) -> Answer:
    """The public page was on at that moment and at least one decision stood on it with its grounds."""
    url = reverse("decisions")
    todo = Next(Words("결정을 골라 공개해요", "Choose decisions to publish"), url)
    page, held = setting(at), standing(at)
    lines = tuple(
        Evidence(each.pk, Words(text.what_ko, text.what_en), url, entry=text.entry, at=text.written_at)
        for each in held
        if (text := each.texts.filter(written_at__lte=at).first()) is not None
    )
    if page is None or not page.on:
        here = Evidence("public-page", Words("공개하는 결정", "public decisions"), url, good=False)
        said = Words("공개하는 페이지가 꺼져 있어요.", "The public page is off.")
        return Answer(Status.UNMET, said, (here,), todo)
    if not lines:
        here = Evidence("public-page", Words("공개하는 결정", "public decisions"), url, entry=page.entry, good=False)
        return Answer(Status.UNMET, Words("공개한 결정이 없어요.", "No decision is published."), (here,), todo)
    said = Words(
        f"결정 {len(lines)}개를 근거와 함께 공개해요.", f"{len(lines)} decisions are public with their grounds."
    )
    return Answer(Status.MET, said, lines)


@predicate("retrospective_held")
def retrospective_held(at: datetime, days: int = 45) -> Answer:
    """A month of the firm was looked back on and closed, with lessons, within that many days."""
    since, url = at - timedelta(days=days), reverse("months")
    todo = Next(Words("지난달을 돌아보고 닫아요", "Look back on last month and close it"), url)
    last = MonthReview.objects.filter(closed_at__lte=at).order_by("-closed_at").first()
    if last is None or last.closed_at is None:
        here = Evidence("months", Words("돌아보기", "looking back"), url, good=False)
        return Answer(Status.UNMET, Words("닫은 달이 없어요.", "No month was closed."), (here,), todo)
    good = last.closed_at >= since
    day = dated(last.closed_at)
    said = Words(
        f"{last.month} 돌아보기를 {day.ko}에 닫았어요.", f"The look back on {last.month} was closed on {day.en}."
    )
    place = reverse("month", args=[last.month])
    here = Evidence(last.pk, Words(last.month, last.month), place, entry=last.entry, at=last.closed_at, good=good)
    return Answer(Status.MET if good else Status.UNMET, said, (here,), None if good else todo, since=since, until=at)


@predicate("storage_encrypted")
def storage_encrypted(at: datetime, days: int = 35) -> Answer:
    """The disks of database and files were seen to be encrypted within that many days; unseen is no "no"."""
    last, url = _looked(at, days), reverse("places")
    if last is None:
        return _not_looked(url)
    good = (last.volume, last.database) == ("encrypted", "encrypted")
    day = day_of(last.looked_at).isoformat()
    here = Evidence(last.pk, Words(day, day), url, entry=last.entry, at=last.looked_at, good=good)
    if good:
        said = Words("데이터가 놓인 디스크가 암호화돼 있어요.", "The disks that data lie on are encrypted.")
        return Answer(Status.MET, said, (here,))
    said = Words(
        "이 컴퓨터에서는 디스크 암호화가 보이지 않아요. 클라우드나 디스크가 스스로 할 수도 있어요.",
        "No encryption of the disk is seen from here. A cloud or the disk itself may do it.",
    )
    todo = Next(Words("디스크 암호화를 확인해 적어요", "Find out about the disk and write it down"), url)
    return Answer(Status.UNKNOWN, said, (here,), todo)


@predicate("secrets_sealed")
def secrets_sealed(at: datetime, days: int = 35) -> Answer:
    """Every key and secret lay sealed, opened under the site's key, and nobody else could read that key."""
    last, url = _looked(at, days), reverse("places")
    if last is None or not last.secrets:
        return _not_looked(url) if last is None else Answer(Status.UNKNOWN, NO_SECRETS)
    good = last.opened == last.secrets and last.key_closed
    day = day_of(last.looked_at).isoformat()
    here = Evidence(last.pk, Words(day, day), url, entry=last.entry, at=last.looked_at, good=good)
    if good:
        said = Words(
            f"열쇠와 비밀값 {last.secrets}개가 모두 암호화돼 있어요.",
            f"All {last.secrets} keys and secrets lie sealed.",
        )
        return Answer(Status.MET, said, (here,))
    said = Words(
        f"열쇠와 비밀값 {last.secrets}개 가운데 {last.opened}개만 열리거나, 열쇠 파일을 남도 읽을 수 있어요.",
        f"Only {last.opened} of {last.secrets} keys and secrets open, or others can read the file of the key.",
    )
    return Answer(Status.UNMET, said, (here,), Next(Words("어디가 모자란지 봐요", "See what is wrong"), url))


NO_SECRETS = Words("맡긴 열쇠와 비밀값이 없어요.", "There are no keys and secrets.")


def _looked(at: datetime, days: int) -> StorageLook | None:
    last = last_look(at)
    return last if last is not None and last.looked_at >= at - timedelta(days=days) else None


def _not_looked(url: str) -> Answer:
    todo = Next(Words("지금 살펴봐요", "Look now"), url)
    return Answer(Status.UNKNOWN, Words("요즘 살펴본 기록이 없어요.", "Nobody looked lately."), next=todo)
