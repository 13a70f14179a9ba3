"""What the pages of records for a law say beside what every register says."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.registers.declaring import Lede
from jangbu.apps.regulations.records.models import LawRecord
from jangbu.kernel.entry import Actor


def lede(_actor: Actor) -> Lede:
    held = LawRecord.objects.filter(archived_at=None, state="held")
    count, over = held.count(), held.filter(until__lt=timezone.localdate()).count()
    if not count:
        return Lede(_("지금 있는 기록이 없어요."))
    said = ngettext("기록이 %(n)d건이에요.", "기록이 %(n)d건이에요.", count) % {"n": count}
    rest = ngettext("기한이 지난 것이 %(n)d건이에요.", "기한이 지난 것이 %(n)d건이에요.", over) % {"n": over}
    return Lede(said, rest if over else "")


def about(row: LawRecord) -> Lede:
    if row.state == "ended":
        return Lede(_("끝난 기록이에요."))
    if row.until and row.until < timezone.localdate():
        return Lede(_("기한이 지났어요."), _("이어지면 기한을 고치고, 아니면 끝났다고 적어 주세요."))
    return Lede(_("지금 있는 기록이에요."), _("규칙이 이 기록을 근거로 봐요."))
