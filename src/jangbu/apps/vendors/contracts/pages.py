"""What the contract pages say beside what every register says."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.problems import language
from jangbu.apps.registers.declaring import Lede
from jangbu.apps.vendors.contracts.clauses import catalogue
from jangbu.apps.vendors.contracts.gaps import checklist, has_expired, notice_by
from jangbu.apps.vendors.contracts.models import Contract
from jangbu.kernel import text
from jangbu.kernel.entry import Actor


def lede(_actor: Actor) -> Lede:
    held = (
        Contract.objects.filter(archived_at=None, state="in_force")
        .select_related("vendor")
        .prefetch_related("findings")
    )
    lists = [checklist(contract) for contract in held]
    gaps = sum(len(each.gaps) for each in lists)
    unread = sum(len(each.unread) for each in lists)
    if not lists:
        return Lede(_("맺은 계약이 아직 없어요."))
    ended = sum(has_expired(contract, timezone.localdate()) for contract in held)
    said = [
        ngettext("기한이 지난 계약이 %(n)d건이에요.", "기한이 지난 계약이 %(n)d건이에요.", ended) % {"n": ended},
        ngettext("빠지거나 모자란 조항이 %(n)d개예요.", "빠지거나 모자란 조항이 %(n)d개예요.", gaps) % {"n": gaps},
        ngettext("확인하지 않은 조항은 %(n)d개예요.", "확인하지 않은 조항은 %(n)d개예요.", unread) % {"n": unread},
    ]
    told = [line for line, number in zip(said, (ended, gaps, unread), strict=True) if number]
    return Lede(told[0], " ".join(told[1:])) if told else Lede(_("필요한 조항이 모두 있어요."))


def about(contract: Contract) -> Lede:
    """Whether it still runs, then what is missing."""
    today, found = timezone.localdate(), checklist(contract)
    gaps = len(found.gaps)
    missing = ngettext("빠지거나 모자란 조항이 %(n)d개예요.", "빠지거나 모자란 조항이 %(n)d개예요.", gaps) % {"n": gaps}
    if has_expired(contract, today) and contract.ends_on:
        day = text.day(contract.ends_on, language(), year=True)
        return Lede(_("%(day)s에 끝난 계약이에요.") % {"day": day}, missing if gaps else "")
    by = notice_by(contract)
    until = (
        _("이을지는 %(day)s까지 정해요.") % {"day": text.day(by, language(), year=True)} if by and by >= today else ""
    )
    if gaps:
        return Lede(missing, until)
    if found.unread:
        said = ngettext("확인하지 않은 조항이 %(n)d개예요.", "확인하지 않은 조항이 %(n)d개예요.", len(found.unread))
        return Lede(said % {"n": len(found.unread)}, until)
    return Lede(_("필요한 조항이 모두 있어요."), until)


def detail_context(_request: HttpRequest, contract: Contract) -> dict[str, Any]:
    found = checklist(contract)
    groups = [(group, list(lines)) for group, lines in groupby(found.lines, key=lambda line: line.clause.group)]
    return {
        "vendor": contract.vendor,
        "checklist": found,
        "clause_groups": groups,
        "clauses_as_of": catalogue().as_of,
        "notice_by": notice_by(contract),
    }
