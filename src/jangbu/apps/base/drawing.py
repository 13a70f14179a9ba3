"""Shapes: the icons of the menu and buttons, and the six shapes of a state. Strings of SVG, nothing from outside."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Drawn on 16 x 16 with a stroke of 1.4.
ICONS: Final[dict[str, str]] = {
    "today": '<rect x="2.5" y="3.5" width="11" height="10" rx="1.5"/><path d="M2.5 6.5h11M5.5 2v3M10.5 2v3"/>',
    "inbox": '<path d="M2.5 9.5 4 3.5h8l1.5 6v3h-11zM2.5 9.5h3.2l.8 1.5h3l.8-1.5h3.2"/>',
    "work": (
        '<circle cx="4" cy="4" r="1.75"/><circle cx="12" cy="12" r="1.75"/><path d="M5.75 4H10a2 2 0 0 1 2 2v4.2"/>'
    ),
    "pilot": '<path d="M2.5 13.5h11M4 11V8M8 11V4M12 11V6"/>',
    "data": (
        '<ellipse cx="8" cy="4" rx="5" ry="1.75"/>'
        '<path d="M3 4v8c0 1 2.2 1.75 5 1.75S13 13 13 12V4M3 8c0 1 2.2 1.75 5 1.75S13 9 13 8"/>'
    ),
    "map": (
        '<rect x="2" y="3" width="4" height="3" rx=".75"/><rect x="10" y="3" width="4" height="3" rx=".75"/>'
        '<rect x="10" y="10" width="4" height="3" rx=".75"/><path d="M6 4.5h4M4 6v5.5h6"/>'
    ),
    "checklist": '<path d="M2.5 4.5 4 6l2-2.5M2.5 10.5 4 12l2-2.5M8.5 5h5M8.5 11h5"/>',
    "people": '<circle cx="8" cy="5" r="2.5"/><path d="M3 13.5c.4-2.6 2.4-4 5-4s4.6 1.4 5 4"/>',
    "duty": '<path d="M2.5 2.5h11v11h-11zM2.5 6h11M6 2.5v11M8.2 10l1.300 1.300L12 8.700"/>',
    "policy": '<path d="M4 2.5h5.5L12.5 5.5v8H4zM9.5 2.5v3h3M6 8.5h4.5M6 11h4.5"/>',
    "law": '<path d="M8 2.5v11M5 13.5h6M3 5h10M3 5l-1.500 4h3zM13 5l-1.500 4h3z"/>',
    "vendor": '<path d="M2.5 13.5v-8l5.5-3 5.5 3v8zM6.5 13.5v-4h3v4"/>',
    "model": (
        '<rect x="4" y="4" width="8" height="8" rx="1.5"/>'
        '<path d="M6.5 1.5v2.5M9.5 1.5v2.5M6.5 12v2.5M9.5 12v2.5M1.5 6.5h2.5M1.5 9.5h2.5M12 6.5h2.5M12 9.5h2.5"/>'
    ),
    "versions": '<path d="M2.5 5.5 8 2.5l5.5 3L8 8.5zM2.500 8.500 8 11.500l5.500-3M2.500 11 8 14l5.500-3"/>',
    "incident": '<path d="M8 2.5 14 13H2zM8 6.5v3M8 11.2v.3"/>',
    "ledger": '<path d="M4 2.5h8.5v11H4a1.5 1.5 0 0 1 0-3h8.5M2.5 12V4A1.5 1.5 0 0 1 4 2.5M6.5 5.5h3.5"/>',
    "backup": '<path d="M2.5 4.5h11v9h-11zM2.5 4.5l1.5-2h8l1.5 2M8 7v4M6 9.2L8 11.2l2-2"/>',
    "quote": '<path d="M3.500 2.500h9v11h-9zM5.500 5.500h5M5.500 8h5M8.500 11h2"/>',
    "report": '<path d="M3 2.5h10v11H3zM5.5 10.5V8.5M8 10.5V5.5M10.5 10.5V7"/>',
    "gauge": '<path d="M2.5 12a5.500 5.500 0 1 1 11 0M8 12l2.500-3.500M4 12h.3M11.700 12h.3"/>',
    "clock": '<circle cx="8" cy="8" r="5.5"/><path d="M8 5v3.200l2.200 1.300"/>',
    "menu": '<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>',
    "close": '<path d="M4 4l8 8M12 4l-8 8"/>',
    "warning": '<path d="M8 2.5 14 13H2zM8 6.5v3M8 11.2v.3"/>',
    "info": '<circle cx="8" cy="8" r="5.5"/><path d="M8 7.5v3.5M8 5v.3"/>',
    "lock": '<rect x="3.5" y="7" width="9" height="6.5" rx="1"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>',
    "same": '<path d="M3.5 6h9M3.5 10h9"/>',
    "near": '<path d="M3 6.5c2-2 3.5-2 5 0s3 2 5 0M3 11c2-2 3.5-2 5 0s3 2 5 0"/>',
    "different": '<path d="M3.5 6h9M3.5 10h9M10.5 3l-5 10"/>',
    "download": '<path d="M8 2.5v8M5 7.5l3 3 3-3M2.5 13.5h11"/>',
    "upload": '<path d="M8 10.5v-8M5 5.5l3-3 3 3M2.5 13.5h11"/>',
    "search": '<circle cx="7" cy="7" r="4.25"/><path d="M10.2 10.2 13.5 13.5"/>',
    "key": '<circle cx="5" cy="8" r="2.5"/><path d="M7.5 8h6v2.5M11 8v2"/>',
}

BRAND: Final = (
    '<path d="M4.500 2.500H16v15H4.500a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2zM6.500 2.500v15M9.500 7h4M9.500 10.500h4"/>'
)

_RING = '<circle cx="7" cy="7" r="5.25" fill="none" stroke="currentColor" stroke-width="1.5"/>'

# Only records make a filled circle; a person's word is a dotted ring, no evidence is a question mark.
SHAPES: Final[dict[str, str]] = {
    "met": '<circle cx="7" cy="7" r="6" fill="currentColor"/>',
    "partly": f'{_RING}<path d="M7 1.75a5.25 5.25 0 0 0 0 10.5z" fill="currentColor"/>',
    "unmet": _RING,
    "claimed": _RING.replace("/>", ' stroke-dasharray="2 2.12"/>'),
    "unknown": (
        '<path d="M4.6 5A2.4 2.4 0 1 1 8 7.2c-.7.4-1 .8-1 1.6" fill="none" stroke="currentColor" '
        'stroke-width="1.6" stroke-linecap="round"/><circle cx="7" cy="11.4" r="1.05" fill="currentColor"/>'
    ),
    "na": '<path d="M3 7h8" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>',
}

STATE_WORDS: Final[dict[str, Promise]] = {
    "met": _("충족"),
    "partly": _("일부 충족"),
    "unmet": _("미충족"),
    "claimed": _("말로만 확인"),
    "unknown": _("알 수 없음"),
    "na": _("해당 없음"),
}
