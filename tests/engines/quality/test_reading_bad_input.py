"""What cannot be read is refused in one sentence that names the file, the place and the next step."""

from __future__ import annotations

import gzip
import os
import resource
import sqlite3
import struct
import sys
import zipfile
from pathlib import Path
from random import Random

import duckdb
import pytest

from jangbu.engines.quality.reading import open_table, unpacking, with_table
from jangbu.kernel.errors import Problem
from tests.engines.quality.reading_samples import problem, sheet_xml, workbook


def written(folder: Path, content: bytes, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "quality.file_empty"),
        (b"\n\n\r\n", "quality.file_empty"),
        (b"\xef\xbb\xbf", "quality.file_empty"),
        ("이름,금액\n".encode(), "quality.only_header"),
        ("이름,금액".encode("utf-16"), "quality.only_header"),
        (b"%PDF-1.7 ...", "quality.not_a_table"),
        (b"\x89PNG\r\n\x1a\n....", "quality.not_a_table"),
        (b"Rar!\x1a\x07\x00", "quality.not_a_table"),
        (b"<?xml version='1.0'?><a/>", "quality.not_a_table"),
        (b"<html><body>no table</body></html>", "quality.not_a_table"),
        (bytes(range(256)) * 40, "quality.file_binary"),
        (b"a,b\n1,\x81\x8d\xff\x81\n", "quality.undecodable"),
        (b"\x1f\x8b\x08\x00broken", "quality.file_truncated"),
        (gzip.compress(Random(1).randbytes(3000), mtime=0)[:-9], "quality.file_truncated"),
        (gzip.compress(b"PK\x03\x04", mtime=0), "quality.file_truncated"),
        (b"PAR1....", "quality.file_truncated"),
        (b"PK\x03\x04 cut", "quality.file_truncated"),
        (b"SQLite format 3\x00 cut", "quality.file_damaged"),
    ],
)
def test_bad_bytes_are_named_for_what_they_are(tmp_path: Path, content: bytes, code: str) -> None:
    assert problem(written(tmp_path, content)).code == code


def test_the_undecodable_place_is_named_by_line_and_byte(tmp_path: Path) -> None:
    found = problem(written(tmp_path, "이름,값\n가,1\n".encode() + b"\xb0\xa1\xff\x81,2\n"))
    assert (found.values["line"], found.values["byte"]) == (3, 3)


@pytest.mark.parametrize("path", ["https://example.org/t.csv", "s3://bucket/t.parquet", "file:///etc/passwd"])
def test_no_address_but_a_database_is_followed(path: str) -> None:
    assert problem(path).code == "quality.file_remote"


def test_missing_files_folders_and_pipes_are_told_apart(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert problem(tmp_path / "no.csv").code == "quality.file_missing"
    assert problem(tmp_path).code == "quality.file_is_directory"
    assert problem(tmp_path / "pipe").code == "quality.file_special"


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, b"a,b\n1,2\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert problem(path).code == "quality.file_unreadable"


def grown_megabytes(before: int) -> float:
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / (
        1 << (20 if sys.platform == "darwin" else 10)
    )


def test_a_line_of_two_gigabytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b\n" + b"x" * (24 << 20))
    os.truncate(path, 2 << 30)  # the rest is a hole, and costs no disk
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = problem(path)
    assert (found.code, found.values["line"]) == ("quality.line_too_long", 2)
    assert grown_megabytes(before) < 200


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_long_line_behind_short_ones_is_named(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, ("a,b\n1,2\n3,4\n5,6\n" + "x" * (40 << 20)).encode(encoding))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = problem(path)
    assert (found.code, found.values["line"]) == ("quality.line_too_long", 5)
    assert grown_megabytes(before) < 200


def test_a_long_line_in_the_middle_of_a_large_file_is_found_by_the_scan(tmp_path: Path) -> None:
    row = b"abcdefgh,12345678\n"
    path = written(tmp_path, b"a,b\n" + row * (4 << 18) + b"x" * (17 << 20) + b"\n" + row * (5 << 19))
    connection = duckdb.connect()
    with pytest.raises(Problem) as caught:
        with_table(path, lambda table: connection.execute(f"SELECT max(a) FROM {table.sql}"), connection=connection)
    assert caught.value.code == "quality.line_too_long"
    assert caught.value.values["line"] == (4 << 18) + 2


def test_gzip_bombs_stop_early(tmp_path: Path) -> None:
    path = written(tmp_path, gzip.compress(b"0,1\n" * (10 << 20), mtime=0), "t.csv.gz")
    assert problem(path, scratch=tmp_path).code == "quality.zip_bomb"
    assert [each.name for each in tmp_path.iterdir()] == ["t.csv.gz"]


def test_a_workbook_that_declares_too_much_is_not_opened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"표": [["이름"], ["김"]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", b"\0" * (40 << 20))
    assert problem(path).code == "quality.zip_bomb"


def test_a_workbook_that_lies_about_its_size_is_not_opened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"표": sheet_xml([["이름"], ["김"]]) + " " * (40 << 20)})
    content = bytearray(path.read_bytes())
    start = content.index(b"PK\x01\x02")
    while content[start : start + 4] == b"PK\x01\x02":
        content[start + 24 : start + 28] = struct.pack("<I", 100)  # the size the central directory declares
        start += 46 + sum(struct.unpack("<3H", content[start + 28 : start + 34]))
    path.write_bytes(content)
    assert problem(path).code == "quality.zip_bomb"


def test_absolute_limits_hold_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "UNPACKED_WORKBOOK", 1000)
    assert problem(workbook(tmp_path / "t.xlsx", {"표": [["이름"], ["김"]]})).code == "quality.zip_bomb"


@pytest.mark.parametrize("place", ['r="XFD1048576"', "t='n' r = 'xfd1048576'"])
def test_a_stray_cell_at_the_far_end_does_not_fill_the_memory(tmp_path: Path, place: str) -> None:
    far = f'<row r="1048576"><c {place}><v>1</v></c></row></sheetData>'
    xml = sheet_xml([["이름", "금액"], ["김", 1]]).replace("</sheetData>", far)
    found = problem(workbook(tmp_path / "t.xlsx", {"표": xml}))
    assert (found.code, found.values["cell"]) == ("quality.sheet_too_wide", "XFD1048576")


def test_a_workbook_with_a_password_is_told(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert problem(written(tmp_path, ole, "t.xlsx")).code == "quality.file_encrypted"


def test_a_hangul_document_is_no_table(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "FileHeader".encode("utf-16-le") + bytes(600)
    assert "HWP" in problem(written(tmp_path, ole, "t.xls")).sentence("ko")


def test_a_workbook_cut_short_or_damaged_inside_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"표": [["이름", "금액"]] + [[f"이름{n}", n] for n in range(500)]})
    content = path.read_bytes()
    assert problem(written(tmp_path, content[: len(content) // 2], "cut.xlsx")).code == "quality.file_truncated"
    middle = content.index(b"xl/worksheets/sheet1.xml") + 400
    spoiled = content[:middle] + b"\xff" * 200 + content[middle + 200 :]
    assert problem(written(tmp_path, spoiled, "spoiled.xlsx")).code == "quality.file_damaged"


def test_workbooks_without_values_or_without_the_sheet_are_told(tmp_path: Path) -> None:
    assert problem(workbook(tmp_path / "a.xlsx", {"빈": [], "둘": []})).code == "quality.no_data"
    assert problem(workbook(tmp_path / "b.xlsx", {"표": [["이름", "금액"]]})).code == "quality.only_header"
    found = problem(workbook(tmp_path / "c.xlsx", {"표": [["이름"], ["김"]]}), sheet="없음")
    assert found.code == "quality.sheet_missing"
    assert "표" in found.sentence("ko")


@pytest.mark.parametrize(
    "inner", ["word/document.xml", "Contents/section0.xml", "xl/workbook.bin", "content.xml", "a.csv"]
)
def test_other_zips_are_no_tables(tmp_path: Path, inner: str) -> None:
    with zipfile.ZipFile(tmp_path / "t.xlsx", "w") as archive:
        archive.writestr(inner, "x")
    assert problem(tmp_path / "t.xlsx").code == "quality.not_a_table"


def test_a_parquet_file_damaged_inside_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    connection = duckdb.connect()
    connection.execute(f"COPY (SELECT range AS a, md5(range::text) AS b FROM range(20000)) TO '{path}' (CODEC zstd)")
    content = bytearray(path.read_bytes())
    content[100 : len(content) // 2] = b"\xff" * (len(content) // 2 - 100)
    path.write_bytes(content)
    with pytest.raises(Problem) as caught:
        with_table(
            path, lambda t: connection.execute(f"SELECT sum(a), sum(length(b)) FROM {t.sql}"), connection=connection
        )
    assert caught.value.code == "quality.file_damaged"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('{"a": 1}\n{"a":\n', "quality.json_line", 2),
        ('{"a": 1}\n\nnonsense\n', "quality.json_line", 3),
        ("[1, 2, 3]", "quality.json_not_records", None),
        ("[]", "quality.json_not_records", None),
    ],
)
def test_bad_json_is_named_by_line(tmp_path: Path, text: str, code: str, line: int | None) -> None:
    found = problem(written(tmp_path, text.encode(), "t.jsonl"))
    assert (found.code, found.values.get("line")) == (code, line)


def test_an_sqlite_file_cut_short_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t (a, b)")
        db.executemany("INSERT INTO t VALUES (?, ?)", [(number, "x" * 50) for number in range(2000)])
    db.close()
    content = path.read_bytes()
    assert problem(written(tmp_path, content[: len(content) // 2], "cut.db")).code == "quality.file_damaged"


def test_nothing_is_left_behind_by_a_refusal(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    path = written(tmp_path, gzip.compress(b"a,b\n", mtime=0), "t.csv.gz")
    with pytest.raises(Problem), open_table(path, connection=duckdb.connect(), scratch=scratch):
        pass
    assert list(scratch.iterdir()) == []
