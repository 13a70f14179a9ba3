"""The file an auditor takes away: every part with its fingerprint, none with a personal value."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import translation

from jangbu.apps.journey import queries as journey
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people import queries as people
from jangbu.apps.people.queries import Masker
from jangbu.apps.policies import queries as policies
from jangbu.apps.reports.dashboard.queries import cards
from jangbu.apps.reports.onepage import paper
from jangbu.apps.reports.onepage.queries import one_page
from jangbu.apps.reports.pack.outsiders import ledger_names, outsiders
from jangbu.apps.reports.pack.reading import readme
from jangbu.apps.reports.pack.registers import tables
from jangbu.engines import documents, quality
from jangbu.engines.documents import Block, Paper
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Language

LANGUAGES: tuple[Language, Language] = ("ko", "en")
VERSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the pack. `ko` and `en` say what it is."""

    path: str
    content: bytes
    ko: str
    en: str


def write_pack(out: Path, *, actor: Actor, now: datetime, why: str, show_names: bool = False) -> dict[str, Any]:
    """Write the zip and return its manifest. The ledger's own bundle records that it was exported.

    `names` of the manifest says at how many places people outside the firm were hidden (or shown), and how many
    passages of the ledger read as if they named somebody: those stand as they were written, or the chain would break.
    """
    masker = Masker(now, outsiders(actor), show_names=show_names)
    written = list(_parts(actor, now, masker, why))
    names = {"shown" if show_names else "hidden": masker.names, "in_ledger": ledger_names(now)}
    about = {language: readme(language, now, names).encode() for language in LANGUAGES}
    written[:0] = [Part(f"README.{each}.md", about[each], "읽어 보세요", "Read this first") for each in LANGUAGES]
    state, firm = ledger.state(), people.firm()
    files: list[dict[str, Any]] = [
        {
            "path": part.path,
            "sha256": sha256(part.content).hexdigest(),
            "bytes": len(part.content),
            "about": {"ko": part.ko, "en": part.en},
        }
        for part in written
    ]
    manifest: dict[str, Any] = {
        "version": VERSION,
        "firm": firm.name if firm else "",
        "made_at": now.isoformat(),
        "names": names,
        "ledger": {"entries": state.entries, "head": state.head, "anchored_up_to": state.anchored_up_to},
        "files": files,
    }
    sums = "".join(f"{each['sha256']}  {each['path']}\n" for each in files)
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as pack:
        for part in written:
            _add(pack, part.path, part.content, now)
        _add(pack, "SHA256SUMS", sums.encode(), now)
        _add(pack, "manifest.json", _json(manifest), now)
    return manifest


def _add(pack: ZipFile, path: str, content: bytes, now: datetime) -> None:
    local = now.astimezone(SEOUL)
    info = ZipInfo(path, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    info.compress_type = ZIP_DEFLATED
    pack.writestr(info, content)


def _parts(actor: Actor, now: datetime, masker: Masker, why: str) -> Iterator[Part]:
    yield from _picture(actor, now, masker)
    yield from _checklists(now, masker)
    yield from _registers(actor, now, masker)
    yield from _policies(now, masker)
    yield _figures(actor, now, masker)
    yield _ledger(actor, why)


def _picture(actor: Actor, now: datetime, masker: Masker) -> Iterator[Part]:
    for language in LANGUAGES:
        with translation.override(language):
            page = one_page(actor, now, masker.codes)
            if page.empty:
                return
            yield Part(f"one-page/one-page.{language}.pdf", paper.pdf(page), "한 장 그림", "The one-page picture")
            drawn = page.svg(standalone=True).encode()
            yield Part(f"one-page/one-page.{language}.svg", drawn, "한 장 그림", "The one-page picture")


def _checklists(now: datetime, masker: Masker) -> Iterator[Part]:
    for name, catalogue in journey.catalogues().items():
        found = journey.report(name, now)
        said = (catalogue.title.ko, catalogue.title.en)
        both = {language: masker.data(found.as_json(language)) for language in LANGUAGES}
        yield Part(f"checklists/{name}.json", _json(both), *said)
        heads = ["item", "status", "ko", "en", "evidence", "entries"]
        rows = [
            [
                result.item.id,
                result.status.value,
                result.item.said.ko,
                result.item.said.en,
                " ".join(each.id for each in result.evidence),
                " ".join(str(each.entry) for each in result.evidence if each.entry),
            ]
            for result in found.results
        ]
        yield Part(f"checklists/{name}.csv", _csv(heads, rows, masker), *said)


def _registers(actor: Actor, now: datetime, masker: Masker) -> Iterator[Part]:
    for table in tables(actor, now, masker):
        content = _csv(list(table.heads), table.rows, masker)
        yield Part(f"registers/{table.name}.csv", content, f"대장: {table.name}", f"Register: {table.name}")


def _policies(now: datetime, masker: Masker) -> Iterator[Part]:
    for policy in policies.in_force(now.astimezone(SEOUL).date()):
        version = policy.in_force
        if version is None:
            continue
        for language in LANGUAGES:
            made = documents.paper_markdown(_text(policy, version, language))
            path = f"policies/{policy.kind}-{policy.pk}-v{version.number}.{language}.md"
            yield Part(path, masker.text(made).encode(), policy.title, policy.title_en or policy.title)


def _text(policy: Any, version: Any, language: Language) -> Paper:
    """What was approved, with its fingerprint; who approved it is in the ledger."""
    blocks: list[Block] = []
    for number, clause in enumerate(version.clauses, start=1):
        blocks += [
            Block("heading", f"{number}. {clause['heading'][language]}"),
            Block("text", clause["text"][language]),
        ]
        if clause["lines"][language]:
            blocks.append(Block("list", items=tuple(clause["lines"][language])))
    title = policy.title if language == "ko" or not policy.title_en else policy.title_en
    facts = (
        ("version", str(version.number)),
        ("in force from", str(policy.effective_on)),
        ("sha256", version.fingerprint),
    )
    return Paper(title, language, tuple(blocks), facts=facts)


def _figures(actor: Actor, now: datetime, masker: Masker) -> Part:
    heads = ["figure", "day", "value", "threshold", "state"]
    rows = []
    for card in cards(actor, now):
        for day, value in card.seen.series:
            today = day == card.seen.series[-1][0]
            held = "" if card.held_to is None or not today else f"{card.held_to:.2f}"
            shown = "" if value is None else f"{value:.4f}"
            rows.append([card.figure.id, day.isoformat(), shown, held, card.state if today else ""])
    return Part("figures/figures.csv", _csv(heads, rows, masker), "지표와 그 흐름", "Figures and their trends")


def _ledger(actor: Actor, why: str) -> Part:
    with tempfile.TemporaryDirectory(prefix="jangbu-pack-") as folder:
        bundle = Path(folder) / "ledger.zip"
        ledger.export(bundle, actor=actor, why=why)
        said = ("장부 묶음과 확인하는 프로그램", "The ledger's bundle and its verifier")
        return Part("ledger/ledger.zip", bundle.read_bytes(), *said)


def _csv(heads: list[str], rows: Any, masker: Masker) -> bytes:
    masked = [[masker.text(str(cell)) if cell is not None else "" for cell in row] for row in rows]
    return quality.csv_bytes(heads, masked)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n").encode()
