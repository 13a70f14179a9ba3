"""A call in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jangbu.apps.gateway.models import Call

KINDS_BLANKED = {
    "resident_number": gettext_lazy("주민번호"),
    "foreigner_number": gettext_lazy("외국인번호"),
    "card_number": gettext_lazy("카드번호"),
}


def blanked_words(call: Call) -> str:
    """주민번호 2, 카드번호 1; a dash where nothing had to be taken out."""
    said = [f"{KINDS_BLANKED.get(kind, kind)} {count}" for kind, count in sorted(call.blanked.items())]
    return ", ".join(said) or "–"


def outcome_word(call: Call) -> str | Promise:
    if call.outcome == Call.OPEN:
        return _("기다리는 중")
    return _("답을 받았어요") if call.good else call.outcome
