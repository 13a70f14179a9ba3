"""What the pages of legal reviews say beside what every register says."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.templatetags.parts import state as drawn
from jangbu.apps.registers.declaring import Lede
from jangbu.apps.regulations.reviews.models import LegalReview
from jangbu.apps.regulations.reviews.queries import WAITING, overdue, waiting
from jangbu.apps.regulations.versions.queries import modules
from jangbu.kernel.entry import Actor


def lede(_actor: Actor) -> Lede:
    today = timezone.localdate()
    late, left = overdue(today).count(), waiting(today).count()
    if late:
        said = ngettext("기한이 지난 질문이 %(n)d개예요.", "기한이 지난 질문이 %(n)d개예요.", late)
        return Lede(said % {"n": late}, _("변호사에게 다시 물어봐 주세요."))
    if left:
        said = ngettext("답을 기다리는 질문이 %(n)d개예요.", "답을 기다리는 질문이 %(n)d개예요.", left)
        return Lede(said % {"n": left})
    return Lede(_("기다리는 질문이 없어요."), _("장부의 규칙은 법률 자문이 아니에요. 애매하면 물어보세요."))


def about(review: LegalReview) -> Lede:
    if review.state == "answered":
        by = _("변호사가 답했어요.") if review.by_lawyer else _("답을 받았지만 변호사의 답은 아니에요.")
        return Lede(by)
    if review.state in WAITING and review.due and review.due < timezone.localdate():
        return Lede(_("기한이 지났는데 답이 없어요."), _("다시 묻거나 기한을 고쳐 주세요."))
    return Lede(_("답을 기다려요.") if review.state == "asked" else _("아직 묻지 않았어요."))


def late_word(review: LegalReview) -> object:
    if review.state not in WAITING or review.due is None:
        return "–"
    days = (review.due - timezone.localdate()).days
    if days < 0:
        return drawn("unmet", _("%(n)s일 지남") % {"n": -days})
    return ngettext("%(n)s일 남음", "%(n)s일 남음", days) % {"n": days}


def detail_context(_request: HttpRequest, review: LegalReview) -> dict[str, Any]:
    module, _colon, rule = review.rule.partition(":")
    there = any(item.id == rule for item in modules()[module].items) if module in modules() else False
    return {"rule_url": reverse("regulation-rule", args=[module, rule]) if there else ""}
