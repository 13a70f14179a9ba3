"""Diagnose: profile, rules and score of files, one scan each; a file that cannot be read does not stop the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jangbu.engines.quality.checking import (
    RuleResult,
    fitting,
    run,
    unchecked_json,
)
from jangbu.engines.quality.contract import Contract, make_contract
from jangbu.engines.quality.model import ColumnProfile, Profile, Value
from jangbu.engines.quality.profiling import look, measure, sketch
from jangbu.engines.quality.proposing import confirm, propose_rules
from jangbu.engines.quality.reading import Table
from jangbu.engines.quality.rules import Rule
from jangbu.engines.quality.scan import Progress
from jangbu.engines.quality.scoring import Score, Weights, score
from jangbu.engines.quality.sources import MEMORY_LIMIT, Source, with_source
from jangbu.kernel.errors import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class FileDiagnosis:
    """One file: what it holds, what is wrong, how good it is. `contract` holds the rules as they were applied."""

    path: str
    profile: Profile
    rules: tuple[RuleResult, ...]
    score: Score
    contract: Contract
    proposed: bool
    as_of: date

    def as_json(self) -> dict[str, Any]:
        """The entry of `jangbu diagnose --json` for this file."""
        profile = self.profile
        return {
            "path": self.path,
            "fingerprint": profile.fingerprint,
            "format": profile.format,
            "rows": profile.rows,
            "columns": [column_json(column) for column in profile.columns],
            "keys": list(profile.keys),
            "dependencies": [dependency.as_json() for dependency in profile.dependencies],
            "rules": [result.as_json() for result in self.rules],
            "not_checked": unchecked_json(self.contract.unchecked),
            "rules_from": "data" if self.proposed else "contract",
            "score": self.score.as_json(),
            "sampled": profile.sampled,
            "as_of": self.as_of.isoformat(),
            "notes": [{"code": note.code, "ko": note.ko, "en": note.en} for note in profile.notes],
        }


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read, and why."""

    path: str
    problem: Problem

    def as_json(self) -> dict[str, Any]:
        error = {
            **self.problem.as_json("ko"),
            "message_en": self.problem.what("en"),
            "next_en": self.problem.next_step("en"),
        }
        return {"path": self.path, "error": error}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    files: tuple[FileDiagnosis | Unread, ...]

    def as_json(self) -> dict[str, Any]:
        """What `jangbu diagnose --json` prints."""
        return {"files": [file.as_json() for file in self.files]}


def diagnose(
    paths: Sequence[str | Path],
    *,
    contract: Contract | None = None,
    as_of: date,
    references: Mapping[str, Source] | None = None,
    progress: Progress | None = None,
    memory_limit: str = MEMORY_LIMIT,
    table: str | None = None,
) -> Diagnosis:
    """Diagnose files; without a contract, by rules proposed from each file. Never raises Problem: see `Unread`.

    table: which table of a database, or sheet of a workbook, in each of them.
    """
    found: list[FileDiagnosis | Unread] = []
    for place, path in enumerate(paths):

        def tell(share: float, place: int = place) -> None:
            if progress is not None:
                progress((place + share) / len(paths))

        try:
            found.append(
                diagnose_file(
                    path,
                    contract=contract,
                    as_of=as_of,
                    references=references,
                    progress=tell,
                    memory_limit=memory_limit,
                    table=table,
                )
            )
        except Problem as problem:
            found.append(Unread(str(path), problem))
    return Diagnosis(tuple(found))


def diagnose_file(
    source: Source,
    *,
    contract: Contract | None = None,
    as_of: date,
    references: Mapping[str, Source] | None = None,
    connection: DuckDBPyConnection | None = None,
    weights: Weights | None = None,
    progress: Progress | None = None,
    memory_limit: str = MEMORY_LIMIT,
    table: str | None = None,
) -> FileDiagnosis:
    """Diagnose one file or opened table. Raises Problem for what cannot be read or does not fit the contract."""
    tell = progress or (lambda _share: None)

    def work(con: DuckDBPyConnection, opened: Table) -> FileDiagnosis:
        seen = look(con, opened)
        tell(0.1)
        sketched = None
        if contract is None:
            sketched = sketch(con, opened, seen, as_of)
            rules: Sequence[Rule] = propose_rules(sketched, as_of=as_of)
        else:
            rules = contract.rules
            fitting(rules, seen.by_name(), contract.name, opened)
        # two passes, one for the profile and one for the rules, each as lean as it can be, beat one that does both
        measured = measure(con, opened, seen, sketched, as_of, lambda p: tell(0.1 + 0.5 * p))
        measured = replace(measured, fingerprint=opened.fingerprint)
        results = run(con, seen.sample.relation, seen.columns, rules, references or {}, lambda p: tell(0.6 + 0.4 * p))
        if contract is None:
            counts = {each.rule.id: (each.failing, each.total) for each in results}
            rules = confirm(rules, counts, measured)
            kept = {rule.id: rule for rule in rules}
            results = tuple(replace(each, rule=kept[each.rule.id]) for each in results if each.rule.id in kept)
        tell(1.0)
        held = contract or make_contract(_title(opened), seen.columns, rules)
        scored = score(measured, results, as_of=as_of, weights=weights)
        return FileDiagnosis(opened.path, measured, results, scored, held, contract is None, as_of)

    return with_source(source, work, connection=connection, memory_limit=memory_limit, table=table)


def _title(table: Table) -> str:
    name = table.sheet if table.format in ("sqlite", "postgresql") and table.sheet else Path(table.path).name
    return name.removesuffix(".gz").rsplit(".", 1)[0] or "table"


def column_json(column: ColumnProfile) -> dict[str, Any]:
    """A column as `diagnose` prints it. Decimals are text, so that no digit is lost."""
    sampled = max(1, column.sampled)
    return {
        "name": column.name,
        "type": column.type,
        "semantic": column.semantic,
        "nulls": column.nulls,
        "null_like": column.null_like,
        "null_words": list(column.null_words),
        "misfits": column.misfits,
        "distinct": column.distinct,
        "distinct_exact": column.distinct_exact,
        "unique": column.unique,
        "minimum": _plain(column.minimum),
        "maximum": _plain(column.maximum),
        "quartiles": [_plain(value) for value in column.quartiles],
        "top": [{"value": value, "count": count} for value, count in column.top],
        "top_of": column.top_of,
        "shapes": [{"shape": drawn, "count": count, "share": count / sampled} for drawn, count in column.shapes],
        "sampled": column.sampled,
        "personal": column.personal,
    }


def _plain(value: Value | None) -> int | str | None:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date | datetime) else value
