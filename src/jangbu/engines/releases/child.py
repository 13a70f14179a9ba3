"""The process that reads by an earlier release: `python -m jangbu.engines.releases.child`, one question on standard
input, one answer on standard output. The package of today is never run, only the files it was told to use."""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import jangbu.engines

DOCUMENTS = "jangbu.engines.documents"
OCR = f"{DOCUMENTS}.ocr"
HANGUL, TESSERACT, TESSERACT_HANGUL, RAPID = "kor", "Tesseract", "Tesseract 한글", "RapidOCR"


def main() -> None:
    asked = json.load(sys.stdin)
    own = Path(jangbu.engines.__path__[0]) / "documents"
    rules = Path(asked["rules"]) if asked["rules"] else own
    ocr = Path(asked["ocr"]) if asked["ocr"] else own / "ocr"
    _bare(DOCUMENTS, rules)
    _load_ocr(ocr, asked["readers"])
    reader = importlib.import_module(f"{DOCUMENTS}.reader")
    found = reader.read(Path(asked["path"]), ocr=asked["scans"], business_numbers=asked["business_numbers"])
    if asked["history"] is not None and (found.error is None or found.fields):
        found = _against(found, asked["history"])
    error = found.error
    told = {
        **found.as_json(),
        "used": {"rules": str(_lay(reader)), "ocr": str(_lay(sys.modules[OCR]))},
        "error": None
        if error is None
        else {
            "code": error.code,
            "status": error.kind.status,
            **{name: getattr(error, of)(language) for name, of, language in SAID},
        },
    }
    json.dump(told, sys.stdout, ensure_ascii=False)


SAID = (
    ("ko", "what", "ko"),
    ("en", "what", "en"),
    ("next_ko", "next_step", "ko"),
    ("next_en", "next_step", "en"),
)


def _lay(module: ModuleType) -> Path:
    """The folder that the module really came from."""
    return Path(str(module.__file__)).parent


def _bare(name: str, folder: Path) -> ModuleType:
    """A package whose modules come from that folder, without running its __init__, which would ask for more."""
    made = ModuleType(name)
    made.__path__, made.__package__ = [str(folder)], name
    sys.modules[name] = made
    return made


def _load_ocr(folder: Path, readers: list[str] | None) -> None:
    """The readers of pictures from that folder; those that are not among `readers` are as if they were not there."""
    made = _bare(OCR, folder)
    available = importlib.import_module(f"{OCR}.available")
    if readers is not None:
        _only(available, frozenset(readers))
    spec = importlib.util.spec_from_file_location(OCR, folder / "__init__.py", submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None:
        raise ImportError(OCR)
    made.__spec__, made.__file__ = spec, str(folder / "__init__.py")
    spec.loader.exec_module(made)
    setattr(sys.modules[DOCUMENTS], "ocr", made)  # noqa: B010  # a module of an earlier release


def _only(available: Any, readers: frozenset[str]) -> None:
    has_rapid, spoken = available.has_rapidocr(), available.languages()
    here = {RAPID: bool(has_rapid), TESSERACT: bool(spoken), TESSERACT_HANGUL: HANGUL in spoken}
    missing = sorted(name for name in readers if not here.get(name, False))
    if missing:
        raise LookupError(f"not on this machine: {', '.join(missing)}")
    left = spoken if TESSERACT in readers else frozenset()
    left = left if TESSERACT_HANGUL in readers else left - {HANGUL}
    available.has_rapidocr = lambda: RAPID in readers
    available.languages = lambda: left


def _against(found: Any, told: Mapping[str, Any]) -> Any:
    """Held to what the firm knows of the vendor, by the rules of that release."""
    history = importlib.import_module(f"{DOCUMENTS}.checks.history")
    known = history.History(
        vendors=dict(told["vendors"]),
        accounts={key: tuple(values) for key, values in told["accounts"].items()},
        amounts={key: tuple(values) for key, values in told["amounts"].items()},
        numbers=frozenset((seller, number) for seller, number in told["numbers"]),
        approval_numbers=frozenset(told["approval_numbers"]),
    )
    return history.against_history(found, known)


if __name__ == "__main__":
    main()
