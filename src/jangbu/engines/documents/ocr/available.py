"""Which readers of pictures are on this machine, found at start and told in both languages."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import Any

from jangbu.engines.documents.document import Sentence

PATIENCE = 20  # seconds for a program to name its languages
HANGUL = "kor"


@dataclass(frozen=True, slots=True)
class Engine:
    """One reader of pictures: `present`, what it is for, and what to do where it is missing."""

    name: str
    present: bool
    purpose: Sentence
    advice: Sentence

    def said(self) -> Sentence:
        if self.present:
            return Sentence(f"{self.name}: 있어요. {self.purpose.ko}", f"{self.name}: there. {self.purpose.en}")
        return Sentence(
            f"{self.name}: 없어요. {self.purpose.ko} {self.advice.ko}",
            f"{self.name}: missing. {self.purpose.en} {self.advice.en}",
        )

    def as_json(self) -> dict[str, Any]:
        said = self.said()
        return {"name": self.name, "present": self.present, "ko": said.ko, "en": said.en}


@cache
def languages() -> frozenset[str]:
    """The languages of the Tesseract that is installed; none where it is not."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    try:
        told = subprocess.run(  # noqa: S603  # our own words only
            [program, "--list-langs"], capture_output=True, text=True, timeout=PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError):  # one that does not start is as good as none
        return frozenset()
    return frozenset(line.strip() for line in told.stdout.splitlines()[1:] if line.strip())


@cache
def has_rapidocr() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr_onnxruntime", "cv2"))


def engines() -> tuple[Engine, ...]:
    """RapidOCR and Tesseract, each there or missing."""
    return (
        Engine(
            "RapidOCR",
            has_rapidocr(),
            Sentence("스캔의 숫자와 로마자를 읽어요.", "Reads digits and Latin letters of scans."),
            Sentence("./jangbu install ocr로 설치해 주세요.", "Install it with ./jangbu install ocr."),
        ),
        Engine(
            "Tesseract",
            bool(languages()),
            Sentence("스캔의 글자를 읽고 숫자를 한 번 더 읽어요.", "Reads scans and gives digits a second reading."),
            Sentence("apt install tesseract-ocr로 설치해 주세요.", "Install it with apt install tesseract-ocr."),
        ),
        Engine(
            "Tesseract 한글",
            HANGUL in languages(),
            Sentence("스캔의 한글을 읽어요.", "Reads Hangul on scans."),
            Sentence(
                "apt install tesseract-ocr-kor로 설치해 주세요.", "Install it with apt install tesseract-ocr-kor."
            ),
        ),
    )
