"""Text tables: encodings, delimiters, headers, and lines that are not as they should be."""

from __future__ import annotations

import csv
import gzip
import io
import string
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jangbu.engines.quality.reading import Table, fingerprint, open_table, with_table
from tests.engines.quality.reading_samples import codes, read
from tests.shared_data import DATA, needs_shared_data

KOREAN = "이름,금액,비고\n김민지,1000,\n이서준,2000,급함\n"
ROWS = [("김민지", "1000", None), ("이서준", "2000", "급함")]


def written(folder: Path, text: str | bytes, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949", "euc-kr"])
def test_the_same_table_is_read_from_any_encoding(tmp_path: Path, encoding: str) -> None:
    table, rows = read(written(tmp_path, KOREAN.encode(encoding)))
    assert table.columns == ("이름", "금액", "비고")
    assert rows == ROWS
    assert not table.typed


@pytest.mark.parametrize("delimiter", list(",\t;|^~%#\x01"))
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_line_end_is_found(tmp_path: Path, delimiter: str, newline: str) -> None:
    table, rows = read(written(tmp_path, KOREAN.replace(",", delimiter).replace("\n", newline)))
    assert (table.delimiter, table.columns, rows) == (delimiter, ("이름", "금액", "비고"), ROWS)


def test_decimal_commas_do_not_beat_semicolons(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "1,5;2,5\n3,5;4,5\n5,5;6,5\n"))
    assert rows == [("1,5", "2,5"), ("3,5", "4,5"), ("5,5", "6,5")]
    assert table.delimiter == ";"


def test_one_column_of_text_is_not_cut_at_its_punctuation(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "비율\n15%\n20%\n3%\n"))
    assert table.columns == ("비율",)
    assert rows == [("15%",), ("20%",), ("3%",)]


def test_quotes_and_line_breaks_inside_cells_are_kept(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, '주소,메모\n"서울, 중구","첫 줄\n""둘째"" 줄"\n"부산",끝\n'))
    assert rows == [("서울, 중구", '첫 줄\n"둘째" 줄'), ("부산", "끝")]


def test_single_quotes_and_backslash_escapes_are_understood(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a,b\n'x,1','y'\n'z','w'\n"))[1] == [("x,1", "y"), ("z", "w")]
    assert read(written(tmp_path, 'a,b\n"x\\"1, k",y\n"z",w\n'))[1] == [('x"1, k', "y"), ("z", "w")]


def test_odd_habits_of_exporters_are_understood(tmp_path: Path) -> None:
    spaced = 'a, "b", c\n1, "x, y", 3\n2, "z", 4\n'
    assert read(written(tmp_path, spaced))[1] == [("1", "x, y", "3"), ("2", "z", "4")]
    assert read(written(tmp_path, "a,b\r\r\n1,2\r\r\n3,4\r\r\n"))[1] == [("1", "2"), ("3", "4")]
    assert read(written(tmp_path, '품목,규격\n관,5" 파이프\n판,3" 판\n'))[1] == [("관", '5" 파이프'), ("판", '3" 판')]
    assert read(written(tmp_path, '{"a":1},2\n{"b":2},3\n'))[0].format == "csv"


def test_sep_line_is_obeyed_and_is_no_row(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "sep=;\r\n이름;금액\r\n김;1\r\n"))
    assert (table.columns, rows) == (("이름", "금액"), [("김", "1")])
    assert "sep_line" in codes(table)


def test_title_rows_above_the_header_are_left_out_and_told(tmp_path: Path) -> None:
    text = "2026년 10월 매출,,,\n작성자: 이서준,,,\n\n번호,거래처,금액,비고\n1,한빛,100,\n2,대한,200,급함\n"
    table, rows = read(written(tmp_path, text))
    assert table.columns == ("번호", "거래처", "금액", "비고")
    assert len(rows) == 2
    assert any("10월 매출" in note.ko for note in table.notes if note.code == "title_rows")


def test_a_file_without_header_keeps_its_first_row(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "김,010-1234-5678,2026-01-01\n이,010-1234-5679,2026-01-02\n"))
    assert table.columns == ("열 1", "열 2", "열 3")
    assert len(rows) == 2
    assert "no_header" in codes(table)


def test_years_as_column_names_are_names(tmp_path: Path) -> None:
    table, _ = read(written(tmp_path, "지역,2024,2025\n서울,10,20\n부산,5,6\n"))
    assert table.columns == ("지역", "2024", "2025")


def test_names_become_unique_without_regard_to_case_and_never_empty(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, '\ufeffID,id,,"한\n줄",ID\n1,2,3,4,5\n6,7,8,9,0\n'))
    assert table.columns == ("ID", "id_2", "열 3", "한 줄", "ID_3")
    assert rows[0] == ("1", "2", "3", "4", "5")
    assert "names_changed" in codes(table)


@pytest.mark.parametrize("text", ["a,b,c,\n1,2,3,\n4,5,6,\n", "a,b,c\n1,2,3,\n4,5,6,\n"])
def test_a_delimiter_at_every_line_end_makes_no_column(tmp_path: Path, text: str) -> None:
    table, rows = read(written(tmp_path, text))
    assert (table.columns, rows) == (("a", "b", "c"), [("1", "2", "3"), ("4", "5", "6")])


def test_ragged_lines_are_kept_whole_and_counted(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "a,b,c\n1,2,3\n4,5\n6,7,8,9,10\n\n11,12,13\n"))
    assert rows == [("1", "2", "3", None), ("4", "5", None, None), ("6", "7", "8", "9,10"), ("11", "12", "13", None)]
    assert {"ragged_lines", "blank_lines"} <= codes(table)


def test_ragged_lines_far_down_are_mended_too(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n" + "1,2\n" * 5000 + "3\n" + '"x\ny",4\n' + "5,6,7\n" + "1,2\n" * 5000)
    table, rows = read(path)
    assert len(rows) == 10_003
    assert rows[5000:5003] == [("3", None, None), ("x\ny", "4", None), ("5", "6", "7")]
    assert "ragged_lines" in codes(table)


def test_unchecked_tables_are_read_again_when_duckdb_stumbles(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n" + "1,2\n" * 5000 + "3\n")
    connection, seen = duckdb.connect(), []
    with open_table(path, connection=connection, whole=False) as table, pytest.raises(duckdb.Error):
        connection.execute(f"SELECT max(a) FROM {table.sql}").fetchone()

    def work(table: Table) -> int:
        seen.append(table.checked)
        return connection.execute(f"SELECT count(*) FROM {table.sql}").fetchone()[0]

    assert with_table(path, work, connection=connection) == 5001
    assert seen == [True]


def test_an_unclosed_quote_spoils_one_line_only(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, 'a,b\n1,"x\n2,y\n3,z\n'))
    assert rows == [("1", '"x'), ("2", "y"), ("3", "z")]
    assert "broken_quotes" in codes(table)


def test_mixed_line_ends_and_the_end_mark_of_dos_are_no_trouble(tmp_path: Path) -> None:
    assert read(written(tmp_path, b"a,b\r\n1,2\n3,4\r\n\x1a"))[1] == [("1", "2"), ("3", "4")]


def test_a_file_put_together_from_two_encodings_is_read_line_by_line(tmp_path: Path) -> None:
    body = "김철수,1\n" * 5
    table, rows = read(written(tmp_path, ("이름,금액\n" + body).encode("cp949") + "박영희님,2\n".encode() * 2))
    assert [row[0] for row in rows] == ["김철수"] * 5 + ["박영희님"] * 2
    assert "encoding_mixed" in codes(table)


def test_a_foreign_line_beyond_the_sample_is_found(tmp_path: Path) -> None:
    filler = "가나다라마바사,1\n" * 60_000
    path = written(tmp_path, ("이름,금액\n" + filler).encode() + "홍길동,7\n".encode("cp949") + filler.encode())
    table, rows = read(path)
    assert rows[60_000] == ("홍길동", "7")
    assert "encoding_mixed" in codes(table)


def test_a_few_unreadable_characters_do_not_cost_the_file(tmp_path: Path) -> None:
    filler = "가나다,1\n" * 2000
    table, rows = read(written(tmp_path, ("이름,금액\n" + filler).encode() + b"\xff\xfe,7\n" + filler.encode()))
    assert len(rows) == 4001
    assert "\ufffd" in rows[2000][0]
    assert "undecodable_some" in codes(table)


def test_western_text_is_read_with_a_warning(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, "name,city\nMüller,Köln am Rhein\nJosé,Braga\n".encode("cp1252")))
    assert rows[0] == ("Müller", "Köln am Rhein")
    assert "encoding_guessed" in codes(table)


@pytest.mark.parametrize(
    "name", ["q'uote.csv", "st*r.csv", "wh?t.csv", "br[a]ck.csv", "{a,b}.csv", "한 글.csv", 'd"q.csv']
)
def test_a_file_name_is_taken_literally(tmp_path: Path, name: str) -> None:
    for decoy in ("star.csv", "what.csv", "brack.csv", "a.csv", "b.csv"):
        written(tmp_path, "x\n사기\n", decoy)
    assert read(written(tmp_path, "x,y\n1,2\n", name))[1] == [("1", "2")]


def test_gzip_is_unpacked_and_fingerprinted_as_it_lies(tmp_path: Path) -> None:
    path = written(tmp_path, gzip.compress(KOREAN.encode("cp949"), mtime=0), "t.csv.gz")
    table, rows = read(path)
    assert rows == ROWS
    assert table.fingerprint == fingerprint(path)


def test_two_thousand_columns_and_columns_of_nothing_work(tmp_path: Path) -> None:
    names = ",".join(f"열{number}" for number in range(2000))
    table, rows = read(written(tmp_path, f"{names}\n{',' * 1999}\n{',' * 1999}\n"))
    assert len(table.columns) == 2000
    assert rows == [(None,) * 2000] * 2


def test_one_row_is_a_table(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a,b\n1,x"))[1] == [("1", "x")]


def test_a_cell_of_five_megabytes_is_read(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, "a,b\n1," + "가" * 1_700_000 + "\n2,x\n"))
    assert [len(row[1]) for row in rows] == [1_700_000, 1]


def test_the_file_is_never_touched_and_scratch_is_left_empty(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    path = written(tmp_path, KOREAN.encode("cp949"))
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read(path, scratch=scratch)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(scratch.iterdir()) == []


def test_a_csv_named_as_a_workbook_is_read_as_what_it_is(tmp_path: Path) -> None:
    table, rows = read(written(tmp_path, KOREAN, "t.xlsx"))
    assert (table.format, rows) == ("csv", ROWS)
    assert "mislabelled" in codes(table)


def test_an_html_table_named_as_xls_is_read(tmp_path: Path) -> None:
    page = (
        '<html><meta charset="euc-kr"><table><tr><td colspan=2>매출 현황</td></tr><tr><th>이름<th>금액</tr>'
        "<tr><td>김</td><td>1,000</td></tr><tr><td>이</td><td>2,000</td></tr></table></html>"
    )
    table, rows = read(written(tmp_path, page.encode("cp949"), "t.xls"))
    assert table.columns == ("이름", "금액")
    assert rows == [("김", "1,000"), ("이", "2,000")]


HANGUL = "가나다라마힣뷁김이박서울"
CELL = st.one_of(
    st.just(""),
    st.text(alphabet=HANGUL + string.ascii_letters + string.digits + " .-_/", max_size=12).map(str.strip),
    st.text(alphabet=HANGUL + string.ascii_letters + ",;|^\t\"'\n ", max_size=12).map(lambda text: text.strip("' ")),
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 6))
    return draw(st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=3, max_size=12))


@settings(max_examples=150, deadline=None)
@given(
    rows=tables(),
    delimiter=st.sampled_from(",;\t|^"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp949"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    delimiter: str,
    encoding: str,
    quoting: int,
    newline: str,
) -> None:
    columns = [f"열{letter}" for letter in string.ascii_lowercase[: len(rows[0])]]
    rows = [*rows, ["가"] * len(columns)]  # a last column that is never filled counts as a trailing delimiter elsewhere
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=newline)
    writer.writerows([columns, *rows])
    path = tmp_path_factory.mktemp("written") / "t.csv"
    path.write_bytes(stream.getvalue().encode(encoding))
    table, found = read(path)
    assert table.columns == tuple(columns)
    assert found == [tuple(cell or None for cell in row) for row in rows]


@needs_shared_data("matching", "dblp_acm")
@pytest.mark.shared_data
def test_real_files_with_unusual_delimiters_have_their_columns() -> None:
    assert read(DATA / "matching/dblp_acm/dblpclean.csv")[0].columns == ("id", "title", "authors", "venue", "year")
    assert read(DATA / "matching/abt_buy/abtclean.csv")[0].columns == ("id", "name", "description", "price")


@needs_shared_data("tables", "hospital")
@pytest.mark.shared_data
def test_a_real_table_needs_no_note() -> None:
    table, rows = read(DATA / "tables/hospital/dirty.csv")
    assert (len(table.columns), len(rows), table.notes, table.checked) == (19, 1000, (), True)
