"""What the command line and the pages ask of the ledger: verify, anchor, export."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger import actions, anchoring, exporting
from jangbu.apps.ledger.problems import DAMAGED
from jangbu.apps.ledger.report import Status, VerifyReport
from jangbu.apps.ledger.services import record
from jangbu.apps.ledger.verification import Finding, examine
from jangbu.kernel.checkpoint import Note, VerifierKey, read_keys, read_note
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Language, Problem

LANGUAGES: tuple[Language, ...] = ("ko", "en")


@dataclass(frozen=True, slots=True)
class AnchorWritten:
    """Where an anchor went, and the line to print or mail."""

    size: int
    line: str
    files: tuple[Path, ...]
    name: str  # a file name for whoever takes it away
    note: str

    def sentence(self, language: Language = "ko") -> str:
        files = ", ".join(map(str, self.files))
        if language == "ko":
            said = f"{self.size:,}번까지 바깥 확인점을 남겼어요: {files}"
            return f"{said}\n다른 곳에 옮겨 두거나, 아래 한 줄을 종이나 메일로 남겨 주세요.\n{self.line}"
        said = f"Anchored the ledger up to entry {self.size:,}: {files}"
        return f"{said}\nMove it elsewhere, or keep the line below on paper or in a mail.\n{self.line}"

    def as_json(self) -> dict[str, Any]:
        files = [str(path) for path in self.files]
        return {"status": "anchored", "size": self.size, "line": self.line, "files": files}


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that can be checked without Jangbu."""

    path: Path
    entries: int

    def sentence(self, language: Language = "ko") -> str:
        if language == "ko":
            said = f"{self.entries:,}번까지 묶음으로 내보냈어요: {self.path}"
            return f"{said}\n풀어서 python3 verify_ledger.py . 을 실행하면 확인돼요."
        said = f"Exported a bundle up to entry {self.entries:,}: {self.path}"
        return f"{said}\nUnpack it and run: python3 verify_ledger.py ."

    def as_json(self) -> dict[str, Any]:
        return {"status": "exported", "entries": self.entries, "files": [str(self.path)]}


def verify(anchor: Path | None = None, pubkey: Path | None = None) -> VerifyReport:
    """Recompute the whole ledger. Changes nothing and raises nothing a person could be shown: the report says it all.

    `anchor` is a file kept outside; `pubkey` a file of verifier keys that the checker holds. The key on this machine
    is never used on its own accord, since whoever rewrote the ledger could have replaced it too.
    """
    began = time.perf_counter()
    keys: tuple[VerifierKey, ...] = ()
    note: Note | None = None
    try:
        place = pubkey
        keys = read_keys(pubkey.read_text(encoding="utf-8")) if pubkey else ()
        place = anchor
        note = read_note(anchor.read_text(encoding="utf-8")) if anchor else None
    except (OSError, ValueError):
        why = "key_unreadable" if place == pubkey and place != anchor else "anchor_unreadable"
        return VerifyReport.unreadable(why, place, time.perf_counter() - began)
    if note is not None and keys and not note.signed_by(keys):
        return VerifyReport.unreadable("anchor_unsigned", anchor, time.perf_counter() - began)
    finding = examine(note, keys)
    return VerifyReport(
        status=_status(finding, note),
        entries=finding.entries,
        head=finding.head,
        broken_at=finding.broken_at,
        expected=finding.expected,
        reason=finding.reason,
        anchored=note.checkpoint.size if note else 0,
        anchored_at=note.checkpoint.at if note else "",
        signature_checked=bool(keys and note),
        clock_back=finding.clock_back,
        seconds=time.perf_counter() - began,
    )


def verify_now(*, actor: Actor, why: str) -> VerifyReport:
    """Verify against the newest anchor of the anchors folder, and record what came out.

    A ledger that does not end where it should takes no entry; the report says what is wrong all the same.
    """
    require(actor, "ledger.verify")
    found = verify(anchoring.newest_anchor(anchoring.anchors_folder()))
    after = {
        "status": found.status,
        "entries": found.entries,
        "anchored": found.anchored,
        "milliseconds": round(found.seconds * 1000),
        **{f"said_{language}": found.headline(language) for language in LANGUAGES},
    }
    try:
        with transaction.atomic():
            record(actions.VERIFIED, actor=actor, where="장부", why=why, subject=Subject("ledger", ""), after=after)
    except Problem as problem:
        if problem.kind != DAMAGED:
            raise
    return found


def anchor(
    out: Path | None = None, *, actor: Actor | None = None, why: str = "하루에 한 번 바깥에 남겨요"
) -> AnchorWritten:
    """Sign and write an anchor. Raises Problem where there is nothing to anchor or no place to write."""
    made = anchoring.make_anchor(actor=actor or _operator(), why=why, out=out)
    told = made.checkpoint
    return AnchorWritten(told.size, told.line(), made.paths, anchoring.file_name(told), made.note)


def anchor_if_due() -> AnchorWritten | None:
    """The daily anchor, for the worker: None while the newest is younger than a day."""
    return anchor(actor=Actor.system()) if anchoring.is_due() else None


def export(out: Path, *, actor: Actor | None = None, why: str = "따로 확인하려고 내보내요") -> Exported:
    """Write the bundle. Raises Problem where there is nothing to export or no place to write."""
    return Exported(out, exporting.export_bundle(out, actor=actor or _operator(), why=why))


def _status(finding: Finding, anchor_note: Note | None) -> Status:
    if finding.broken_at is not None:
        return "broken"
    if finding.expected:
        return "truncated"
    return "intact" if anchor_note is not None else "no_anchor"


def _operator() -> Actor:
    return Actor.operator(os.environ.get("USER") or "operator")
