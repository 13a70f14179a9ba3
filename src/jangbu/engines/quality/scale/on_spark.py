"""A Parquet file or folder, or a table of a Spark session, checked by Spark. Needs Java 17 or newer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from jangbu.engines.quality import sql
from jangbu.engines.quality.reading import Table, with_table
from jangbu.engines.quality.scale import problems
from jangbu.engines.quality.scale.engine import Engine, Stored, known_type, list_sql
from jangbu.engines.quality.sources import own_connection
from jangbu.engines.quality.sql import ROW
from jangbu.kernel.errors import Problem

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ADDRESS = "spark://"
JAVA = 17
TYPES = {
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "tinyint": "TINYINT",
    "smallint": "SMALLINT",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "timestamp_ntz": "TIMESTAMP",
}
CALM = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}
ZONE = "spark.sql.session.timeZone"
EXCLUDED = "spark.sql.optimizer.excludedRules"
# The optimiser folds the layers into one and works every value out again at each use, and then looks for what follows
# from conditions of that size: nearly all of the time went into planning.
COLLAPSE = "org.apache.spark.sql.catalyst.optimizer.CollapseProject"
INFER = "spark.sql.constraintPropagation.enabled"


def ready(place: str) -> None:
    """Raises Problem quality.scale_extra_missing, .java_missing, .java_too_old."""
    if find_spec("pyspark") is None:
        raise Problem(problems.EXTRA_MISSING, place=place, engine="Spark", package="pyspark")
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    if java is None:
        raise Problem(problems.JAVA_MISSING)
    version = java_version(java)
    if version is None or version < JAVA:
        raise Problem(problems.JAVA_TOO_OLD, java=java, version=version or "?")


def java_version(java: str) -> int | None:
    """The feature release: 17 for "17.0.15", 8 for "1.8.0_402"; None where it does not say."""
    try:
        asked = [java, "-version"]
        said = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=60).stderr  # noqa: S603
    except OSError:
        return None
    found = re.search(r'version "(?:1\.)?(\d+)', said)
    return int(found[1]) if found else None


def session() -> SparkSession:
    """The Spark of this process, or a quiet one on this computer that listens to nobody else."""
    from pyspark.sql import SparkSession  # noqa: PLC0415  # half a second, and half a gigabyte that few installed

    if (active := SparkSession.getActiveSession()) is not None:
        return active
    builder = SparkSession.builder.master("local[*]").appName("jangbu")
    for name, value in CALM.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


@contextmanager
def open_spark(address: str) -> Iterator[Spark]:
    """`spark:///folder/orders.parquet`: a Parquet file or a folder of them, read by Spark itself.

    Any other table is read by our reader, which knows encodings, preambles and ragged lines, and reaches Spark as
    Parquet. Raises Problem quality.spark_address, those of reading and those of `ready`.
    """
    path = address.removeprefix(ADDRESS)
    if not path.startswith("/"):
        raise Problem(problems.SPARK_ADDRESS, place=address)
    ready(address)
    with tempfile.TemporaryDirectory(prefix="jangbu-spark-") as folder, quiet():
        if Path(path).is_dir():
            spark = _opened(path, address, single=False)
        else:
            names = _copied(Path(path), Path(folder) / "table.parquet")
            spark = _opened(path if names is None else str(Path(folder) / "table.parquet"), address, names=names)
        try:
            yield spark
        finally:
            spark.close()


def _copied(path: Path, copy: Path) -> tuple[str, ...] | None:
    """Write the table as Parquet with columns c0, c1, ...; None where the file is Parquet that Spark reads as it is."""

    def work(con: duckdb.DuckDBPyConnection, table: Table) -> tuple[str, ...] | None:
        if table.format == "parquet" and not table.sql.startswith("("):
            return None
        listed = ", ".join(f"{sql.identifier(name)} AS c{place}" for place, name in enumerate(table.columns))
        con.execute(f"COPY (SELECT {listed} FROM {table.sql}) TO {sql.literal(str(copy))} (FORMAT parquet)")
        return table.columns

    with own_connection() as con:
        return with_table(path, lambda table: work(con, table), connection=con)


def _opened(path: str, address: str, *, names: tuple[str, ...] | None = None, single: bool = True) -> Spark:
    import ibis  # noqa: PLC0415

    try:
        spark = session()
        frame = spark.read.parquet(path)
        columns = names or tuple(frame.columns)
        if single:
            frame = frame.selectExpr("*", f"_metadata.row_index AS {ROW}")
        return Spark(ibis.pyspark.connect(spark), frame, columns, address)
    except _errors() as error:
        raise _failed(error, address) from error


@contextmanager
def quiet() -> Iterator[None]:
    """Its libraries remark on each other's versions; nobody who checks a table can do anything about that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def of_backend(backend: Any, table: str) -> Iterator[Spark]:
    """A table or view of a session that the caller opened with Ibis; a column jangbu_row numbers its rows, from 0."""
    frame = backend._session.table(table)
    with quiet():
        spark = Spark(backend, frame, tuple(name for name in frame.columns if name != ROW), table)
        try:
            yield spark
        finally:
            spark.close()


def _errors() -> tuple[type[Exception], ...]:
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    return PySparkException, Py4JError


def _failed(error: Exception, place: str) -> Problem:
    detail = (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
    return Problem(problems.ENGINE_FAILED, engine="Spark", place=place, detail=detail)


class Spark(Engine):
    """`frame` has the named columns, in their order, and the row number where the rows have one."""

    title = "Spark"
    flavour = "java"

    def __init__(self, backend: Any, frame: DataFrame, names: tuple[str, ...], shown: str) -> None:
        self.backend, self.shown, self.others = backend, shown, []
        self.session = frame.sparkSession
        self.ordered = ROW in frame.columns
        kinds = [kind for name, kind in frame.dtypes if name != ROW]
        self._kinds = kinds
        self.columns = tuple(Stored(name, _stored(kind)) for name, kind in zip(names, kinds, strict=True))
        numbers = [ROW] if self.ordered else []
        self._view = f"jangbu_{id(self)}"
        frame.toDF(*(f"c{place}" for place in range(len(names))), *numbers).createOrReplaceTempView(self._view)

    def base(self, *, numbered: bool, as_text: bool) -> str:
        parts = []
        for place, column in enumerate(self.columns):
            text = as_text or column.numeric is None
            parts.append(f"CAST(c{place} AS STRING) AS c{place}" if text else f"c{place}")
        return list_sql([*parts, ROW] if numbered else parts, self._view)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        conf = self.session.conf
        before = {ZONE: conf.get(ZONE), EXCLUDED: conf.get(EXCLUDED, ""), INFER: conf.get(INFER)}
        rules = ",".join(filter(None, (before[EXCLUDED], COLLAPSE)))
        try:
            for name, value in {ZONE: "Asia/Seoul", EXCLUDED: rules, INFER: "false"}.items():
                conf.set(name, value)
            return [tuple(row) for row in self.session.sql(sql).collect()]
        except _errors() as error:
            raise _failed(error, self.shown) from error
        finally:
            for name, kept in before.items():
                conf.set(name, kept or "")

    def other(self, table: str, column: str) -> str | None:
        if not self.session.catalog.tableExists(table):
            return None
        if column not in self.session.table(table).columns:
            raise KeyError(column)
        tick = "`" + column.replace("`", "``") + "`"
        return f"SELECT CAST({tick} AS STRING) AS value FROM {table}"

    def close(self) -> None:
        self.session.catalog.dropTempView(self._view)


def _stored(kind: str) -> str:
    """DuckDB's name for Spark's type. Decimals finer than a millionth are written with an exponent, so they differ."""
    if kind.startswith("decimal"):
        return kind.upper()
    return known_type(TYPES.get(kind, "OTHER"))
