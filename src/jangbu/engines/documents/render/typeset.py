"""PDF by Typst. Templates and fonts come from this package alone: no system font, no package, no network."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from jangbu.engines.documents.problems import TEMPLATE_FAILED, TEMPLATE_UNKNOWN
from jangbu.kernel.errors import Problem

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parents[1] / "fonts"
TYPST = threading.Lock()  # one compiler a template, one thread at a time


def render(template: str, data: Mapping[str, Any], *, out: Path | None = None) -> bytes:
    """The PDF of `data` in the template `tax_invoice` or `pilot_report`, also written to `out` if given.

    `data` is plain JSON; what each template needs stands at its top. Raises Problem for an unknown template or for data
    it cannot set.
    """
    known = sorted(path.stem for path in TEMPLATES.glob("*.typ"))
    if template not in known:
        raise Problem(TEMPLATE_UNKNOWN, template=template, known=", ".join(known))
    try:
        with TYPST:
            made = _compiler(template).compile(
                format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False, default=str)}, timestamp=0
            )
    except typst.TypstError as error:
        raise Problem(TEMPLATE_FAILED, template=template, reason=error.message) from error
    if not isinstance(made, bytes):
        raise Problem(TEMPLATE_FAILED, template=template, reason="no PDF")
    if out is not None:
        out.write_bytes(made)
    return made


@lru_cache
def _compiler(template: str) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(input=str(TEMPLATES / f"{template}.typ"), root=str(TEMPLATES), font_paths=fonts)
