"""What the pages of pseudonymised data say beside what every register says."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.registers.declaring import Lede
from jangbu.apps.regulations.pseudonyms.models import Pseudonym
from jangbu.kernel.entry import Actor


def lede(_actor: Actor) -> Lede:
    held = list(Pseudonym.objects.filter(archived_at=None, state="used"))
    if not held:
        return Lede(_("쓰는 가명정보가 없어요."), _("장부는 가명처리를 대신 하지 않아요. 처리한 것을 적어 둬요."))
    same = sum(each.key == "same" or not each.key for each in held)
    said = ngettext("쓰는 가명정보가 %(n)d건이에요.", "쓰는 가명정보가 %(n)d건이에요.", len(held)) % {"n": len(held)}
    rest = ngettext("열쇠를 떼어 두지 않은 것이 %(n)d건이에요.", "열쇠를 떼어 두지 않은 것이 %(n)d건이에요.", same)
    return Lede(said, rest % {"n": same} if same else _("열쇠는 모두 따로 있어요."))


def about(row: Pseudonym) -> Lede:
    if row.state == "destroyed":
        return Lede(_("파기했어요."), _("이 기록은 파기한 날부터 3년 동안 둬요."))
    if row.known_on and not (row.stopped_on and row.erased_on):
        return Lede(_("누구인지 알아보게 됐는데 멈추거나 지운 날이 없어요."), _("바로 멈추고 되찾거나 지워 주세요."))
    if row.purpose_kind == "other":
        return Lede(_("통계, 연구, 공익 기록이 아니면 동의가 필요해요."))
    if row.key in {"", "same"}:
        return Lede(_("열쇠를 따로 두지 않았어요."), _("열쇠와 데이터가 한곳에 있으면 가명이 아니에요."))
    return Lede(_("목적이 정해져 있고 열쇠는 따로 있어요."))
