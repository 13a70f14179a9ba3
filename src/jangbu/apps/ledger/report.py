"""What verification says: a status for programs, an exit code for shells, sentences for people."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jangbu.kernel.errors import Language
from jangbu.kernel.text import number

Status = Literal["intact", "broken", "truncated", "no_anchor", "unreadable"]
EXIT_CODES: dict[Status, int] = {"intact": 0, "broken": 1, "truncated": 2, "no_anchor": 3, "unreadable": 4}

HEADLINES: dict[Language, dict[Status, str]] = {
    "ko": {
        "intact": "{anchored}번 바깥 확인점까지 그대로예요",
        "broken": "{broken}번 기록에서 처음과 달라졌어요",
        "truncated": "{expected}번까지 있어야 하는데 {entries}번에서 끊겼어요",
        "no_anchor": "기록끼리는 이어져 있지만, 바깥 확인점이 없어서 아직 몰라요",
        "unreadable": "확인하지 못했어요",
    },
    "en": {
        "intact": "Intact up to the anchor at entry {anchored}",
        "broken": "Entry {broken} is not what was recorded",
        "truncated": "Should reach entry {expected} but ends at {entries}",
        "no_anchor": "The entries fit together, but without an anchor from outside nobody can tell",
        "unreadable": "Could not check",
    },
}
DETAILS: dict[Language, dict[str, str]] = {
    "ko": {
        "walked": "1번부터 {entries}번까지 모두 다시 계산했어요. {seconds}초 걸렸어요.",
        "signed": "확인점의 서명도 가지고 계신 공개키와 맞아요.",
        "unsigned": "공개키를 주지 않아서 서명은 확인하지 않았어요.",
        "since": "그 뒤 {since}건은 바깥에 남긴 값이 없어서 아직 몰라요.",
        "clock": "컴퓨터 시계가 {clock}번 뒤로 갔어요. 처음은 {clock_first}번이에요.",
        "no_anchor": (
            "통째로 바꿔 썼다면 이것만으로는 드러나지 않아요. ./jangbu ledger anchor로 남기고 다른 곳에 보관해 주세요."
        ),
        "entry": "이 기록의 내용이나 차례가 바뀌었어요. 마지막 백업과 견줘 보세요.",
        "head": "장부의 끝을 적은 칸이 기록과 달라요. 마지막 백업과 견줘 보세요.",
        "checkpoint": "여기까지 남긴 확인점과 달라요. 마지막 백업과 견줘 보세요.",
        "signature": "이 확인점의 서명이 가지고 계신 공개키로 만든 것이 아니에요.",
        "value": "따로 둔 개인 값이 기록할 때와 달라요.",
        "anchor": "바깥 확인점과 달라요. 그 번호까지 어딘가가 다시 쓰였어요. 마지막 백업과 견줘 보세요.",
        "firm": "바깥 확인점은 다른 장부의 것이에요. 장부가 통째로 바뀌었거나 다른 회사의 파일이에요.",
        "key_unreadable": "공개키 파일 {path}을 읽을 수 없어요. 처음에 받아 둔 파일인지 봐 주세요.",
        "anchor_unreadable": "확인점 파일 {path}을 읽을 수 없어요. ./jangbu ledger anchor가 쓴 파일인지 봐 주세요.",
        "anchor_unsigned": "{path}의 서명이 가지고 계신 공개키와 맞지 않아요. 처음에 받아 둔 파일로 확인해 주세요.",
    },
    "en": {
        "walked": "Recomputed every entry from 1 to {entries} in {seconds} s.",
        "signed": "The signature is by the public key you hold.",
        "unsigned": "No public key was given, so the signature was not checked.",
        "since": "Entries after it: {since}. Nothing was left outside for them, so nobody can tell yet.",
        "clock": "Times the machine's clock went back: {clock}, first at entry {clock_first}.",
        "no_anchor": (
            "If all of it was rewritten, this alone would not show. "
            "Run ./jangbu ledger anchor and keep the file elsewhere."
        ),
        "entry": "Its content or its place was changed. Compare with the last backup.",
        "head": "The stored end of the ledger does not match the entries. Compare with the last backup.",
        "checkpoint": "It differs from the checkpoint made there. Compare with the last backup.",
        "signature": "The signature of that checkpoint is not by the public key you hold.",
        "value": "A personal value kept aside is not the one recorded.",
        "anchor": "It differs from the anchor: something up to that entry was rewritten. Compare with the last backup.",
        "firm": "The anchor belongs to another ledger: this one was replaced, or the file is another firm's.",
        "key_unreadable": "The public key file {path} cannot be read. Check that it is the one you were given.",
        "anchor_unreadable": "The anchor file {path} cannot be read. Check that ./jangbu ledger anchor wrote it.",
        "anchor_unsigned": "The anchor {path} is not signed by the public key you hold. Use the files you were given.",
    },
}


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """`head` is the last entry's hash in hex; `broken_at` the first entry that differs; `expected` how many entries
    there should be where the tail is gone; `anchored` how far the anchor reaches, in entries, and `anchored_at` its
    time in ISO 8601; `clock_back` the entries dated before the one they follow."""

    status: Status
    entries: int
    head: str
    broken_at: int | None
    seconds: float
    expected: int = 0
    reason: str = ""
    anchored: int = 0
    anchored_at: str = ""
    signature_checked: bool = False
    clock_back: tuple[int, ...] = ()
    path: Path | None = None

    @classmethod
    def unreadable(cls, reason: str, path: Path | None, seconds: float) -> VerifyReport:
        """Status 4: nothing was recomputed, because what to compare with is missing or not to be trusted."""
        return cls("unreadable", 0, "", None, seconds, reason=reason, path=path)

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.status]

    @property
    def since(self) -> int:
        """Entries after the anchor."""
        return max(0, self.entries - self.anchored)

    def headline(self, language: Language = "ko") -> str:
        return self._fill(HEADLINES[language][self.status])

    def details(self, language: Language = "ko") -> list[str]:
        parts = [self.reason] if self.reason else []
        if self.status != "unreadable":
            parts.append("walked")
        if self.status == "intact":
            parts += ["signed" if self.signature_checked else "unsigned", *(["since"] if self.since else [])]
        if self.status == "no_anchor":
            parts.append("no_anchor")
        if self.clock_back:
            parts.append("clock")
        return [self._fill(DETAILS[language][part]) for part in parts]

    def sentence(self, language: Language = "ko") -> str:
        return f"{self.headline(language)}. {' '.join(self.details(language))}"

    def as_json(self) -> dict[str, Any]:
        return {
            "status": self.status,
            "entries": self.entries,
            "head": self.head,
            "broken_at": self.broken_at,
            "expected": self.expected or None,
            "reason": self.reason,
            "anchored": self.anchored,
            "signature_checked": self.signature_checked,
            "clock_back": list(self.clock_back[:100]),
            "seconds": round(self.seconds, 3),
            "message": self.sentence("ko"),
            "message_en": self.sentence("en"),
        }

    def _fill(self, template: str) -> str:
        first = self.clock_back[0] if self.clock_back else 0
        return template.format(
            anchored=number(self.anchored),
            broken=number(self.broken_at or 0),
            expected=number(self.expected),
            entries=number(self.entries),
            since=number(self.since),
            seconds=number(max(self.seconds, 0.01), 2),
            clock=number(len(self.clock_back)),
            clock_first=number(first),
            path=self.path,
        )
