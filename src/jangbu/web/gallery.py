"""Every part in every state on one page: what pages may be built from, and where a change of look is seen first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from jangbu.apps.base.drawing import ICONS, STATE_WORDS
from jangbu.apps.base.lists import read
from jangbu.web import gallery_samples as samples

SWATCHES = (
    ("paper", gettext_lazy("바탕")),
    ("surface", gettext_lazy("종이")),
    ("sunken", gettext_lazy("눌린 바탕")),
    ("line", gettext_lazy("선")),
    ("line-strong", gettext_lazy("진한 선")),
    ("ink", gettext_lazy("글")),
    ("ink-2", gettext_lazy("덜 진한 글")),
    ("ink-3", gettext_lazy("옅은 글")),
    ("accent", gettext_lazy("강조")),
    ("accent-soft", gettext_lazy("옅은 강조")),
    ("good", gettext_lazy("좋음")),
    ("good-soft", gettext_lazy("옅은 좋음")),
    ("warn", gettext_lazy("주의")),
    ("warn-soft", gettext_lazy("옅은 주의")),
    ("bad", gettext_lazy("나쁨")),
    ("bad-soft", gettext_lazy("옅은 나쁨")),
)


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "gallery.html",
        {
            "swatches": SWATCHES,
            "states": STATE_WORDS.items(),
            "icons": ICONS,
            "lines": samples.lines(),
            "tiles": samples.tiles(),
            "intervals": samples.intervals(),
            "sparks": samples.sparks(),
            "facts": samples.facts(),
            "list": read(request, samples.list_spec(), samples.rows()),
            "nothing": samples.nothing(),
        },
    )
