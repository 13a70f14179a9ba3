"""What the firm's records say today, in both languages, for the first text of a policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils import translation

from jangbu.apps.base.words import Words
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.people import queries as people
from jangbu.apps.policies.drafting import Records
from jangbu.apps.sources import queries as sources
from jangbu.apps.vendors import queries as vendors
from jangbu.apps.work import queries as work
from jangbu.kernel.entry import Actor

Row = Mapping[str, Words]
OPEN = Words("아직 정하지 않았어요", "not settled yet")
NOBODY = Words("아직 정하지 않은 사람", "somebody still to be named")
FOREVER = Words("끝나는 날이 없어요", "without an end")
UNITS = {"days": Words("일", "days"), "months": Words("개월", "months"), "years": Words("년", "years")}
SINCE = {
    "collected": Words("받은 날부터 {period}", "{period} from the day of receipt"),
    "last_used": Words("마지막으로 쓴 날부터 {period}", "{period} from the day of last use"),
}


def records(actor: Actor, today: date) -> Records:
    """Only what `actor` may see goes into the text."""
    catalogue = sources.catalogue(actor, today)
    held = list(vendors.in_use()) if vendors.visible(actor).exists() else []
    return Records(
        facts=_facts(),
        lists={
            "datasets": tuple(_dataset(line) for line in catalogue),
            "retention": tuple(_retention(line) for line in catalogue if line.card),
            "personal": tuple(_personal(line) for line in catalogue if line.personal),
            "personal_retention": tuple(_retention(line) for line in catalogue if line.card and line.personal),
            "automations": tuple(_automation(each) for each in work.automations(actor)),
            "endpoints": tuple(_endpoint(each) for each in gateway.visible(actor)),
            "vendors": tuple(_vendor(each) for each in held),
            "processors": tuple(_processor(each) for each in vendors.processors()) if held else (),
            "overseas": tuple(
                _overseas(each) for each in held if each.handles_personal and each.country not in ("", "KR")
            ),
        },
    )


def both(say: Callable[[], object]) -> Words:
    """A translated label in the two languages, whoever is reading now."""
    with translation.override("ko"):
        ko = str(say())
    with translation.override("en"):
        return Words(ko, str(say()))


def plain(said: object) -> Words:
    """The firm's own words, the same in both languages."""
    text = str(said).strip()
    return Words(text, text) if text else OPEN


def _facts() -> Row:
    firm, owner = people.firm(), people.owner_actor()
    operators = [person for person in people.by_role("vendors.decide") if owner is None or person.pk != owner.id]
    boss = people.person(owner.id) if owner else None
    operator = next((each for each in operators if "IT" in each.title or "전산" in each.title), None)
    named = operator or (operators[0] if operators else None)
    words = {role: both(lambda label=label: label) for role, label in people.role_labels().items()}  # type: ignore[misc]
    roles, strong = list(words.values()), [words[role] for role in words if role in people.second_factor_roles()]
    return {
        "firm": plain(firm.name if firm else ""),
        "owner": plain(boss.name) if boss else NOBODY,
        "operator": plain(named.name) if named else plain(boss.name) if boss else NOBODY,
        "contact": plain(f"{boss.name}, {boss.email}") if boss else OPEN,
        "roles": _joined(roles),
        "second_factor_roles": _joined(strong),
    }


def _joined(words: list[Words]) -> Words:
    return Words(", ".join(each.ko for each in words), ", ".join(each.en.lower() for each in words))


def _dataset(line: sources.CatalogueLine) -> Row:
    card = line.card
    return {
        "name": plain(line.name),
        "owner": plain(line.owner),
        "purpose": plain(card.purpose) if card else OPEN,
        "class": both(card.get_classification_display) if card else OPEN,
    }


def _retention(line: sources.CatalogueLine) -> Row:
    card = line.card
    if card is None or card.keep_number is None:
        return {"name": plain(line.name), "period": FOREVER, "basis": plain(card.basis if card else "")}
    unit, number = UNITS[card.keep_unit], card.keep_number
    since = SINCE[card.keep_since]
    period = Words(since.ko.format(period=f"{number}{unit.ko}"), since.en.format(period=f"{number} {unit.en}"))
    basis = both(lambda: sources.basis_said(card.basis_rule, card.basis))
    return {"name": plain(line.name), "period": period, "basis": basis}


def _personal(line: sources.CatalogueLine) -> Row:
    return {
        "name": plain(line.name),
        "columns": plain(", ".join(line.personal)),
        "purpose": plain(line.card.purpose) if line.card else OPEN,
    }


def _automation(each: Any) -> Row:
    version = each.current
    owner = people.person(version.who) if version else None
    return {
        "name": plain(each.name),
        "kind": both(each.get_kind_display),
        "owner": plain(owner.name) if owner else NOBODY,
        "number": plain(version.number if version else 0),
    }


def _endpoint(each: Any) -> Row:
    return {
        "name": plain(each.name),
        "model": plain(each.model),
        "country": both(each.get_country_display),
        "state": Words("켜 둠", "switched on") if each.on else Words("꺼 둠", "switched off"),
    }


def _vendor(each: vendors.Vendor) -> Row:
    return {
        "name": plain(each.name),
        "purpose": plain(each.purpose.splitlines()[0] if each.purpose else ""),
        "country": vendors.country_said(each),
        "data": vendors.data_said(each),
    }


def _overseas(each: vendors.Vendor) -> Row:
    """What PIPA Decree Art. 31(1)2 wants disclosed of a transfer abroad: its ground and the items of Art. 28-8(2)."""
    contact = each.contact_email or each.contact_phone
    return {
        **_vendor(each),
        "basis": vendors.transfer_said(each),
        "how": plain(each.transfer_how),
        "keep": plain(each.transfer_keep),
        "refuse": plain(each.transfer_refuse),
        "contact": plain(contact),
    }


def _processor(each: vendors.Processor) -> Row:
    subs = ", ".join(each.sub_processors)
    return {**_vendor(each.vendor), "subs": plain(subs) if subs else Words("없어요", "none")}
