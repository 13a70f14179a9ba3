"""What the vendor pages say beside what every register says."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.templatetags.parts import state as drawn
from jangbu.apps.base.words import Words
from jangbu.apps.registers.declaring import Lede
from jangbu.apps.vendors.certificates.standing import is_valid
from jangbu.apps.vendors.contracts.gaps import checklist
from jangbu.apps.vendors.models import Assessment, Vendor
from jangbu.apps.vendors.standing import biggest, risk, standing
from jangbu.apps.vendors.uses.kinds import bound, uses_of
from jangbu.kernel.entry import Actor

EXPOSURES = {
    "personal": Words("개인정보를 다루거나 그런지 몰라요", "it handles personal data, or that is not known"),
    "grave": Words("계좌나 민감한 자료를 줘요", "it is given accounts or sensitive data"),
    "overseas": Words("자료가 해외에 있어요", "its data lie abroad"),
    "sub_processors": Words("다른 업체에 다시 맡겨요", "it outsources further"),
    "used": Words("우리 일이 기대고 있어요", "our work leans on it"),
    "used_widely": Words("여러 일이 기대고 있어요", "much of our work leans on it"),
}


def _in_use() -> list[Vendor]:
    return list(Vendor.objects.filter(archived_at=None, state__in=("in_use", "leaving")).order_by("name"))


def lede(_actor: Actor) -> Lede:
    """The biggest risk first, then what is open."""
    held = _in_use()
    if not held:
        return Lede(_("아직 쓰고 있는 업체가 없어요."), _("쓰는 곳을 적고 평가하면 여기에 가장 큰 위험이 보여요."))
    found = biggest(held, timezone.localdate())
    assessed = set(Assessment.objects.values_list("vendor_id", flat=True))
    open_ones = sum(1 for vendor in held if vendor.pk not in assessed)
    rest = ""
    if open_ones:
        said = ngettext("%(n)d곳은 아직 평가하지 않았어요.", "%(n)d곳은 아직 평가하지 않았어요.", open_ones)
        rest = said % {"n": open_ones}
    if found is None:
        return Lede(rest)
    return Lede(_("가장 큰 위험은 '%(vendor)s' 업체예요.") % {"vendor": found.standing.vendor.name}, rest)


def about(vendor: Vendor) -> Lede:
    if vendor.state == "ended":
        return Lede(_("이제 쓰지 않아요."))
    found = standing(vendor, timezone.localdate())
    if found.score is None:
        return Lede(_("아직 평가하지 않았어요."), _("질문 아홉 개에 답하면 어디가 약한지 보여요."))
    score = found.score
    open_ones = len(score.unanswered)
    values = {"points": score.middle, "low": score.low, "high": score.high}
    bold = {
        "met": _("%(points)s점이에요. 모르는 것이 나빠도 기준을 넘어요."),
        "partly": _("%(points)s점이지만, %(low)s점에서 %(high)s점 사이라 아직 좋다고 할 수 없어요."),
        "unmet": _("%(points)s점이에요. 기준에 못 미쳐요."),
    }.get(score.verdict, _("아직 알 수 없어요."))
    said = ngettext("답하지 않은 것이 %(n)d개예요.", "답하지 않은 것이 %(n)d개예요.", open_ones)
    return Lede(bold % values, said % {"n": open_ones} if open_ones else "")


def points(vendor: Vendor) -> object:
    """The state of its assessment, with the points."""
    if vendor.state == "ended":
        return "–"
    found = standing(vendor, timezone.localdate())
    if found.score is None:
        return drawn("unknown", _("안 했어요"))
    return drawn(found.verdict, _("%(p)s점") % {"p": found.score.middle})


def detail_context(_request: HttpRequest, vendor: Vendor) -> dict[str, Any]:
    today = timezone.localdate()
    found = risk(vendor, today)
    contracts = [(each, checklist(each)) for each in vendor.contracts.filter(archived_at=None)]
    return {
        "standing": found.standing,
        "risk": found,
        "exposures": [EXPOSURES[name] for name in found.exposure],
        "certificates": [
            (each, is_valid(each, today))
            for each in vendor.certificates.filter(archived_at=None).order_by("expires_on")
        ],
        "contracts": contracts,
        "uses": uses_of(vendor),
        "usable": bound(),
        "assessments": vendor.assessments.all()[:10],
    }
