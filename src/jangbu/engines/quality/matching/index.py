"""A match that is kept: new rows join the existing groups without matching everything again.

What was learnt (fields, mixture, threshold) stays; candidates of the new rows are looked up by the same keys, scored by
the same model, and groups grow or are bridged, never torn apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from jangbu.engines.quality import sql
from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.matching import candidates, problems
from jangbu.engines.quality.matching.bags import Floats
from jangbu.engines.quality.matching.comparing import compare, sizes
from jangbu.engines.quality.matching.deciding import doubtful, extend
from jangbu.engines.quality.matching.fields import Field
from jangbu.engines.quality.matching.loading import copy, load
from jangbu.engines.quality.matching.matching import MEMORY, clustered
from jangbu.engines.quality.matching.mixture import Mixture, decode, pattern_codes
from jangbu.engines.quality.matching.model import Hints, Matches, Pair
from jangbu.engines.quality.matching.preparing import enrich, prepare
from jangbu.engines.quality.matching.scoring import gather, model
from jangbu.engines.quality.sources import Source
from jangbu.kernel.errors import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of new rows, which are numbered on from those held: `first` is the number of the first.

    `clusters` are the groups, whole, that a new row joined or that it bridged. `pairs` are taken, `review` doubtful.
    """

    first: int
    rows: int
    pairs: tuple[Pair, ...]
    clusters: tuple[tuple[int, ...], ...]
    review: tuple[Pair, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "first": self.first,
            "rows": self.rows,
            "pairs": [pair.as_json() for pair in self.pairs],
            "clusters": [list(rows) for rows in self.clusters],
            "review": [pair.as_json() for pair in self.review],
        }


class MatchIndex:
    """Use `build` or `open`, then `add`. A context manager; closing gives the memory back."""

    def __init__(self, con: DuckDBPyConnection, fields: tuple[Field, ...], mixture: Mixture, threshold: float) -> None:
        self.con, self.fields, self.mixture, self.threshold = con, fields, mixture, threshold

    @classmethod
    def build(
        cls, source: Source | Frame, *, hints: Hints | Mapping[str, Any] | None = None, seed: int = 0
    ) -> tuple[MatchIndex, Matches]:
        """Match one table and keep what was learnt. Raises Problem as `match` does."""
        asked = hints if isinstance(hints, Hints) else Hints(**(hints or {}))
        con = duckdb.connect(config={"memory_limit": MEMORY, "autoinstall_known_extensions": "false"})
        bench = load(con, source, None, asked)
        if bench is None:
            raise Problem(problems.TOO_FEW, rows=0)
        bench.bags = False
        found = gather(bench)
        if not len(found.lefts):
            raise Problem(problems.TOO_FEW, rows=bench.rows[0])
        mixture, odds = model(bench, found, seed)
        matches = clustered(bench, found, odds, asked)
        con.execute("DROP TABLE IF EXISTS raw_a")
        con.execute("CREATE TEMP TABLE clusters (row BIGINT, leader BIGINT)")
        index = cls(con, bench.fields, mixture, matches.threshold)
        index._remember(matches.clusters)
        return index, matches

    @property
    def rows(self) -> int:
        return int(self.con.execute("SELECT count(*) FROM a").fetchall()[0][0])

    def clusters(self) -> tuple[tuple[int, ...], ...]:
        """All groups, as `Matches.clusters`."""
        found = self.con.execute("SELECT list_sort(list(row)) FROM clusters GROUP BY leader ORDER BY 1").fetchall()
        return tuple(tuple(rows) for (rows,) in found)

    def parts(self, pairs: Iterable[tuple[int, int]]) -> bool:
        """Whether every pair of rows lies in two groups: where not, only matching anew can hold them apart."""
        group = dict(self.con.execute("SELECT row, leader FROM clusters").fetchall())
        return all(one not in group or group[one] != group.get(two) for one, two in pairs)

    def add(
        self,
        source: Source | Frame,
        *,
        same: Iterable[tuple[int, int]] = (),
        different: Iterable[tuple[int, int]] = (),
    ) -> Joined:
        """Let new rows join. All or nothing; raises Problem for a table that lacks a column that was compared.

        `same` and `different` are pairs of rows a person has decided on. The groups of the former are joined first, the
        latter do not come together by new rows; those that are together already (see `parts`) stay so.
        """
        first = self.rows
        self.con.execute("BEGIN")
        try:
            self._join_told(same)
            joined = self._add(source, first, list(different))
        except BaseException:
            self.con.execute("ROLLBACK")
            raise
        self.con.execute("COMMIT")
        return joined

    def _join_told(self, same: Iterable[tuple[int, int]]) -> None:
        """Groups of rows that a person called the same become one, also where a group is a single row."""
        for one, two in same:
            leaders = "SELECT leader FROM clusters WHERE row IN ($1, $2)"
            held = self.con.execute(f"SELECT row FROM clusters WHERE leader IN ({leaders})", [one, two]).fetchall()
            self._remember([sorted({one, two, *(row for (row,) in held)})])

    def _add(self, source: Source | Frame, first: int, apart: Sequence[tuple[int, int]]) -> Joined:
        columns = copy(self.con, source, "raw_b")
        for field in self.fields:
            if field.left not in columns:
                raise Problem(problems.COLUMN_UNKNOWN, column=field.left, columns=", ".join(columns[:10]))
        names = [field.left for field in self.fields]
        prepare(self.con, "raw_b", "b", names, self.fields, first=first)
        enrich(self.con, ["b"], self.fields, "fresh")
        self._count()
        candidates.newcomers(self.con, self.fields, "a", "b", first)
        lefts, rights, odds = [], [], []
        for left in ("a", "b"):
            pairs = f"(SELECT l, r FROM pairs WHERE l {'<' if left == 'a' else '>='} {first})"
            mine, theirs, levels = compare(self.con, self.fields, pairs, left, "b")
            width = sizes(self.fields)
            patterns = decode(pattern_codes(levels, width), width) if len(mine) else np.zeros((0, len(width)), np.int8)
            lefts.append(mine)
            rights.append(theirs)
            odds.append(self.mixture.log_odds(patterns))
        return self._join(first, np.concatenate(lefts), np.concatenate(rights), np.concatenate(odds), apart)

    def _count(self) -> None:
        """Values of the new rows are as frequent as all rows together make them."""
        for place in range(len(self.fields)):
            self.con.execute(
                f"UPDATE b SET n{place} = b.n{place} + v.n FROM values{place} AS v WHERE v.value = b.f{place}"
            )
            self.con.execute(
                f"UPDATE values{place} SET n = values{place}.n + v.n FROM fresh{place} AS v"
                f" WHERE v.value = values{place}.value"
            )
            self.con.execute(
                f"INSERT INTO values{place} BY NAME"
                f" FROM fresh{place} AS v ANTI JOIN values{place} AS o ON v.value = o.value"
            )

    def _join(self, first: int, lefts: Any, rights: Any, odds: Floats, apart: Sequence[tuple[int, int]]) -> Joined:
        probability = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
        near = np.unique(lefts[probability >= self.threshold])
        self.con.register("near", {"row": near if len(near) else np.zeros(0, np.int64)})
        held = self.con.execute(
            "SELECT list(row) FROM clusters"
            " WHERE leader IN (SELECT leader FROM clusters SEMI JOIN near USING (row)) GROUP BY leader"
        ).fetchall()
        self.con.unregister("near")
        grown = extend([rows for (rows,) in held], lefts, rights, odds, self.threshold, apart=apart)
        changed = tuple(rows for rows in grown if rows[-1] >= first)
        label = {row: rows[0] for rows in changed for row in rows}
        taken = [
            Pair(left, right, value)
            for left, right, value in zip(lefts.tolist(), rights.tolist(), probability.tolist(), strict=True)
            if value >= self.threshold and label.get(left, -1) == label.get(right, -2)
        ]
        rows = int(self.con.execute("SELECT count(*) FROM b").fetchall()[0][0])
        self._remember(changed)
        self.con.execute("INSERT INTO a BY NAME FROM b")
        self.con.execute("DROP TABLE raw_b")
        review = doubtful(lefts, rights, probability, known=set())
        return Joined(first, rows, tuple(sorted(taken, key=lambda pair: -pair.probability)), changed, review)

    def _remember(self, clusters: Sequence[Sequence[int]]) -> None:
        rows = np.asarray([row for each in clusters for row in each], np.int64)
        leaders = np.asarray([each[0] for each in clusters for _row in each], np.int64)
        self.con.register("told", {"row": rows, "leader": leaders})
        self.con.execute("DELETE FROM clusters WHERE row IN (SELECT row FROM told)")
        self.con.execute("INSERT INTO clusters FROM told")
        self.con.unregister("told")

    def save(self, path: Path) -> None:
        """Keep the index as one DuckDB file. It holds the compared values, so it is as personal as the table."""
        learnt = {
            "format": FORMAT,
            "fields": [asdict(field) for field in self.fields],
            "mixture": self.mixture.as_json(),
            "threshold": self.threshold,
        }
        unfinished = path.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        self.con.execute(f"ATTACH {sql.literal(str(unfinished))} AS kept")
        for table in ("a", "clusters", *(f"values{place}" for place in range(len(self.fields)))):
            self.con.execute(f"CREATE TABLE kept.{table} AS FROM {table}")
        self.con.execute("CREATE TABLE kept.learnt AS SELECT ? AS json", [json.dumps(learnt)])
        self.con.execute("DETACH kept")
        unfinished.replace(path)

    @classmethod
    def open(cls, path: Path) -> MatchIndex:
        """Open a kept index; what is added goes into the file. Raises Problem for a file that is none."""
        try:
            con = duckdb.connect(str(path), config={"memory_limit": MEMORY, "autoinstall_known_extensions": "false"})
            found = con.execute("SELECT json FROM learnt").fetchone()
        except duckdb.Error as error:
            raise Problem(problems.INDEX_UNREADABLE, file=path.name) from error
        learnt = json.loads(found[0]) if found else {}
        if learnt.get("format") != FORMAT:
            raise Problem(problems.INDEX_UNREADABLE, file=path.name)
        fields = tuple(Field(**field) for field in learnt["fields"])
        return cls(con, fields, Mixture.from_json(learnt["mixture"]), learnt["threshold"])

    def close(self) -> None:
        self.con.close()

    def __enter__(self) -> MatchIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
