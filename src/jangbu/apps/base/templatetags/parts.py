"""The parts pages are made of, each drawn by one function."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jangbu.apps.base.cards import Step, Tile
from jangbu.apps.base.drawing import BRAND, ICONS, SHAPES, STATE_WORDS
from jangbu.apps.base.lists import Listing
from jangbu.apps.base.problems import language
from jangbu.apps.base.verbs import as_button
from jangbu.engines import charts
from jangbu.kernel import text
from jangbu.kernel.money import Money

register = template.Library()

THEMES = ("light", "dark")
DRAWN = frozenset(
    {"svg", "g", "defs", "pattern", "title", "desc", "text", "tspan", "path", "rect", "circle", "ellipse", "line"}
    | {"polyline", "polygon", "a", "div", "p", "span"}
)
TAG = re.compile(r"<\s*/?\s*([^\s/>]*)([^>]*)>")
ACTS = re.compile(r"\b(?:on\w+|style)\s*=", re.IGNORECASE)


# ---- shapes and words


@register.simple_tag
def state(kind: str, word: str | Promise = "", *, quiet: bool = False) -> SafeString:
    """Shape, word and colour together; with `quiet` the word is only read aloud."""
    said = word or STATE_WORDS[kind]
    shown = format_html('<span class="hidden-text">{}</span>', said) if quiet else said
    return format_html(
        '<span class="state {}"><svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{}</svg>{}</span>',
        kind,
        mark_safe(SHAPES[kind]),  # noqa: S308  # our own drawing
        shown,
    )


@register.simple_tag
def product() -> str:
    """The product's name in the reader's language; the word 장부 alone is "ledger"."""
    return "장부" if language() == "ko" else "Jangbu"


@register.simple_tag
def icon(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" '
        'stroke-width="1.4" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true">{}</svg>',
        mark_safe(ICONS[name]),  # noqa: S308  # our own drawing
    )


@register.simple_tag
def brand() -> SafeString:
    """The mark of the product."""
    return format_html(
        '<svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.75" '
        'aria-hidden="true">{}</svg>',
        mark_safe(BRAND),  # noqa: S308  # our own drawing
    )


@register.simple_tag
def svg(chart: str) -> SafeString:
    """A chart drawn by jangbu.engines.charts, which escapes its labels. Whatever could run or style is refused."""
    bare = re.sub(r'"[^"]*"', '""', chart)  # what stands in quotes is only read, except where a link leads
    for name, attributes in TAG.findall(bare):
        if name.lower() not in DRAWN or ACTS.search(attributes):
            raise ValueError(f"not a chart of ours: <{name}>")
    if "javascript:" in chart.lower():
        raise ValueError("not a chart of ours: a link that runs")
    return mark_safe(chart)  # noqa: S308  # checked just above


@register.simple_tag(takes_context=True)
def theme(context: RequestContext) -> str:
    """The reader's choice of light or dark, or nothing, which follows their device."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in THEMES else ""


# ---- parts


@register.inclusion_tag("base/parts/w5.html")
def w5(line: Any) -> dict[str, Any]:
    """One entry as a line: who, what, when, where, why."""
    return {"line": line}


@register.inclusion_tag("base/parts/w5_table.html")
def w5_table(lines: Iterable[Any], *, numbers: bool = False) -> dict[str, Any]:
    """Entries as rows; folds into labelled lines on a phone. `numbers` adds each entry's number."""
    return {"lines": lines, "numbers": numbers}


@register.inclusion_tag("base/parts/tile.html")
def tile(card: Tile | None = None, **fields: Any) -> dict[str, Any]:
    """A figure with its range, threshold, trend and owner: a `Tile`, or its fields by name."""
    card = card or Tile(**fields)
    return {"tile": card, "gap": unit_gap(card.unit)}


@register.inclusion_tag("base/parts/quality_bar.html")
def quality_bar(
    label: str | Promise, value: float | None, threshold: float | None = None, note: str | Promise = "", url: str = ""
) -> dict[str, Any]:
    """One dimension of quality, 0 to 100 points, with a mark at the threshold. None draws no bar and says so."""
    below = value is not None and threshold is not None and value < threshold
    shown = "" if value is None else text.number(value)
    label_aloud = _("%(label)s %(shown)s점") % {"label": label, "shown": shown}
    if threshold is not None:
        label_aloud += _(", 기준 %(threshold)s점") % {"threshold": text.number(threshold)}
    bar = "" if value is None else charts.bar(value, threshold, tone="bad" if below else "ink", label=label_aloud)
    return {"label": label, "shown": shown, "note": note, "url": url, "bar": bar}


@register.simple_tag
def share_bar(share: float | None) -> SafeString:
    """A share of one as a small bar, for beside its number."""
    return svg(charts.share_bar(share or 0))


@register.inclusion_tag("base/parts/why_facts.html")
def why_facts(facts: Iterable[tuple[Any, Any]], *, title: str = "", shown: bool = False) -> dict[str, Any]:
    """Why we believe a number: pairs of (term, text), folded until asked."""
    return {"facts": facts, "title": title or _("왜 이렇게 봐요"), "shown": shown}


@register.inclusion_tag("base/parts/empty.html", takes_context=True)
def empty(
    context: RequestContext,
    sentence: Step | str | Promise,
    button: str | Promise = "",
    url: str = "",
    *,
    detail: str | Promise = "",
    posts: bool = False,
) -> dict[str, Any]:
    """Nothing here yet: one sentence and the button that changes it. Takes a `Step`, or its fields."""
    step = sentence if isinstance(sentence, Step) else Step(sentence, detail, button, url, posts)
    return {"step": step, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("base/parts/notice.html")
def notice(
    kind: str, title: str | Promise, detail: str | Promise = "", button: str | Promise = "", url: str = ""
) -> dict[str, Any]:
    """Something to know before going on: kind is bad, warn or info."""
    mark = "warning" if kind == "bad" else "info"
    return {"kind": kind, "title": title, "detail": detail, "button": button, "url": url, "mark": mark}


@register.inclusion_tag("base/parts/toast.html", takes_context=True)
def toast(context: RequestContext, message: Any) -> dict[str, Any]:
    """A message that just happened. `extra_tags="undo:/path/"` gives it a button that takes it back."""
    tags = (message.extra_tags or "").split()
    undo = next((tag.removeprefix("undo:") for tag in tags if tag.startswith("undo:")), "")
    return {"message": message, "undo": undo, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("base/parts/pager.html", takes_context=True)
def pager(context: RequestContext, page: Page[Any], unit: str | Promise = "") -> dict[str, Any]:
    """Where we are in a long list, and its two neighbours; keeps everything else in the address."""
    said = unit or pgettext("unit", "행")
    return {
        "request": context["request"],
        "page": page,
        "unit": f"{unit_gap(said)}{said}",
        "first": text.number(page.start_index()),
        "last": text.number(page.end_index()),
        "total": text.number(page.paginator.count),
    }


@register.inclusion_tag("base/parts/sort_link.html", takes_context=True)
def sort_link(context: RequestContext, name: str, label: str | Promise, now: str | None = None) -> dict[str, Any]:
    """A column head that sorts. `now` is the order in force ("name", "-name"), by default what the address says."""
    request = context["request"]
    now = request.GET.get("sort", "") if now is None else now
    order = {name: "up", f"-{name}": "down"}.get(now, "")
    return {"request": request, "label": label, "order": order, "next": f"-{name}" if order == "up" else name}


@register.inclusion_tag("base/parts/list.html", takes_context=True)
def listing(context: RequestContext, shown: Listing[Any]) -> dict[str, Any]:
    """A whole list: search, filters, table, pages."""
    return {"list": shown, "request": context["request"], "csrf_token": context.get("csrf_token")}


# ---- how numbers, money and dates are read


def unit_gap(unit: str | Promise) -> str:
    """Korean units follow their number closely, English ones after a space; a per cent sign always closely."""
    return "" if language() == "ko" or str(unit) in {"", "%"} else " "


@register.filter
def won(value: Money | int) -> str:
    return text.won(value.minor if isinstance(value, Money) else value, language())


@register.filter
def won_exact(value: Money | int) -> str:
    """To the won, for tables."""
    minor = value.minor if isinstance(value, Money) else value
    return f"{text.number(minor)}원" if language() == "ko" else f"{text.number(minor)} won"


@register.filter
def number(value: float | Decimal | None, digits: int = 0) -> str:
    return "" if value is None else text.number(float(value) if isinstance(value, Decimal) else value, digits)


@register.filter
def figure(read: str | float | None) -> str:
    """A figure as it was read from a paper; whole ones with their thousands apart."""
    said = "" if read is None else str(read)
    return text.number(int(said)) if re.fullmatch(r"-?\d{4,15}", said) else said


@register.filter
def seconds(milliseconds: int) -> str:
    """1.2초, of a time in milliseconds."""
    said = text.number(milliseconds / 1000, 1)
    return f"{said}초" if language() == "ko" else f"{said} s"


@register.filter
def percent(share: float | Decimal | None, digits: int = 0) -> str:
    return "" if share is None else text.percent(float(share), digits)


@register.filter
def day(value: date | datetime | None, form: str = "") -> str:
    """11월 23일 (월); with "year", 2026년 11월 23일 (월)."""
    if value is None:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return text.day(local, language(), year=form == "year")


@register.filter
def moment(value: datetime | None, today: date | None = None) -> str:
    """오늘 09:12, or the day and the time."""
    return "" if value is None else text.moment(value, language(), today=today or timezone.localdate())


@register.filter
def as_verb(said: str) -> str:
    """What is to be done, as a button says it."""
    return as_button(said)


@register.filter
def hash_short(value: str) -> str:
    """Enough of a fingerprint to compare by eye: 5be0 91c4 02a7 … e81d."""
    return f"{value[:4]} {value[4:8]} {value[8:12]} … {value[-4:]}" if len(value) > 16 else value


@register.filter
def cost(micros: int, currency: str) -> str:
    """What a model was paid, in millionths of a minor unit: 12.3원, 0.0042 USD."""
    return text.spent(micros, currency, language())
