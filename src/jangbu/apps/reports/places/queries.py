"""Where data lie: the rows of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from jangbu.apps.backups import queries as backups
from jangbu.apps.base.volumes import Seen
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.reports.places.looking import Look
from jangbu.apps.reports.places.models import StorageLook
from jangbu.apps.sources.catalogue import queries as catalogue
from jangbu.apps.vendors import queries as vendors
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

ITEM = "G5-24"  # where a person writes down what cannot be seen from here
State = Literal["met", "unmet", "unknown", "na"]


@dataclass(frozen=True, slots=True)
class Place:
    """One place: what lies there, where that is, whether it is encrypted and how, and the page that tells more.

    `own` says that `where` is the firm's own word: a path, an address, a name.
    """

    what: str
    where: str
    state: State
    word: str
    how: str
    url: str = ""
    own: bool = True


def last_look(at: datetime) -> StorageLook | None:
    return StorageLook.objects.filter(looked_at__lte=at).first()


def here(seen: Look, now: datetime) -> list[Place]:
    """What lies in the firm: database, files, secrets, backups."""
    state, word, how = _volume(seen.database)
    files, files_word, files_how = _volume(seen.volume.seen)
    return [
        Place(_("데이터베이스"), seen.database_at, state, word, how, f"{reverse('checklist')}?open={ITEM}"),
        Place(_("올린 파일과 그 판"), str(seen.home / "content"), files, files_word, files_how, reverse("catalogue")),
        _secrets(seen),
        _backups(now),
    ]


def leaving(actor: Actor) -> list[Place]:
    """Where data go: models that are on, and vendors that handle personal data."""
    models = []
    for each in gateway.visible(actor):
        if each.on:  # https on its way; what stays in the firm needs no way
            closed = each.base_url.startswith("https:") or each.country == each.Country.HERE
            url = reverse("endpoint", args=[each.pk])
            models.append(_model(each.name, each.get_country_display(), url, closed=closed))
    return [*models, *map(_vendor, vendors.processors())]


def _model(name: str, country: str, url: str, *, closed: bool) -> Place:
    word = _("오가는 길 암호화") if closed else _("암호화 안 됨")
    how = _("주민등록번호, 외국인등록번호, 카드 번호는 보내기 전에 지워요.")
    return Place(name, country, "met" if closed else "unmet", word, how, url, own=False)


def _vendor(each: vendors.Processor) -> Place:
    country, data = str(vendors.country_said(each.vendor).head), str(vendors.data_said(each.vendor).head)
    url = reverse("vendors-detail", args=[each.vendor.pk])
    return Place(each.vendor.name, country, "na", _("계약에 따라요"), data, url, own=False)


def personal(actor: Actor, now: datetime) -> tuple[int, int]:
    """(datasets with personal columns, all datasets), of those the reader may see."""
    lines = catalogue.catalogue(actor, now.astimezone(SEOUL).date())
    return sum(bool(each.personal) for each in lines), len(lines)


def _volume(seen: Seen) -> tuple[State, str, str]:
    if seen == "encrypted":
        return "met", _("디스크 암호화"), _("이것이 놓인 디스크가 암호화돼 있어요.")
    if seen == "unseen":
        how = _("여기서는 디스크 암호화가 보이지 않아요. 디스크나 클라우드가 스스로 한다면 점검표에 적어 주세요.")
    else:
        how = _("다른 컴퓨터에 있거나 이 컴퓨터가 알려 주지 않아요. 맡은 사람이 점검표에 적어 주세요.")
    return "unknown", _("알 수 없음"), how


def _secrets(seen: Look) -> Place:
    state, word, how = _sealed(seen)
    return Place(_("열쇠와 비밀값"), str(seen.key_file), state, word, how)


def _sealed(seen: Look) -> tuple[State, str, str]:
    count, lost = seen.secrets, seen.secrets - seen.opened
    if not count:
        return "na", _("없음"), _("아직 맡긴 열쇠가 없어요.")
    if lost:
        how = _("%(count)s개 가운데 %(lost)s개가 지금 열쇠로 열리지 않아요. 다시 적어 주세요.")
        return "unmet", _("열리지 않음"), how % {"count": count, "lost": lost}
    if not seen.key_closed:
        how = _("다른 사람도 열쇠 파일을 읽을 수 있어요. 파일 권한을 600으로 바꿔 주세요.")
        return "unmet", _("열쇠가 열려 있음"), how
    how = _("%(count)s개를 모두 암호화해 두었어요(AES-128). 열쇠 파일은 주인만 읽어요.")
    return "met", _("암호화"), how % {"count": count}


def _backups(now: datetime) -> Place:
    plan, last, url = backups.plan(), backups.last_backup(now), reverse("backup-list")
    if last is None:
        return Place(_("백업"), plan.folder if plan else "–", "na", _("없음"), _("아직 만든 백업이 없어요."), url)
    how = _("파일마다 통째로 암호화해요(AES-256-GCM). 복구 열쇠는 따로 보관해 주세요.")
    return Place(_("백업"), plan.folder if plan else "–", "met", _("암호화"), how, url)
