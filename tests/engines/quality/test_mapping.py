"""Mapping whole tables: heads, neighbours, values, what is missing, and bad tables."""

import random
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.mapping import SCHEMAS, Field, Schema, map_fields, rename, schema
from jangbu.kernel.errors import Problem
from tests.engines.quality.mapping_tables import make_table

LIST_OF_TAX_INVOICES = (
    "작성일자", "승인번호", "발급일자", "전송일자", "공급자사업자등록번호", "종사업장번호", "상호", "대표자명", "주소",
    "공급받는자사업자등록번호", "종사업장번호_2", "상호_2", "대표자명_2", "주소_2", "합계금액", "공급가액", "세액",
)  # fmt: skip


def frame(heads, *rows):
    return Frame("t.csv", tuple(heads), tuple([row[at] or None for row in rows] for at in range(len(heads))))


def targets(heads, name, *rows):
    return [column.target for column in map_fields(frame(heads, *rows), name).columns]


def test_repeated_heads_belong_to_the_party_that_was_named_before_them():
    assert targets(LIST_OF_TAX_INVOICES, "invoice") == [
        "date", "approval_number", "issued_on", "sent_on", "seller_tax_id", "seller_branch", "seller",
        "seller_representative", "seller_address", "buyer_tax_id", "buyer_branch", "buyer", "buyer_representative",
        "buyer_address", "gross", "net", "tax",
    ]  # fmt: skip


def test_a_repeated_head_before_the_named_one_is_of_the_other_party():
    heads = ["상호", "공급자사업자등록번호", "상호_2", "공급받는자사업자등록번호"]
    assert targets(heads, "invoice") == ["seller", "seller_tax_id", "buyer", "buyer_tax_id"]


@pytest.mark.parametrize(
    ("name", "heads", "expected"),
    [
        ("customer", ["KUNNR", "NAME1", "STCD2", "STRAS", "TELF1", "SMTP_ADDR", "MANDT"],
         ["code", "name", "business_number", "address", "phone", "email", None]),
        ("customer", ["거래처코드", "거래처명", "대표자명", "업태", "종목", "모바일", "Fax", "사용구분"],
         ["code", "name", "representative", "business_type", "business_item", "mobile", "fax", None]),
        ("invoice", ["InvoiceNumber", "InvoiceDate", "DueDate", "Total", "TaxTotal", "Currency", "AccountCode"],
         ["number", "date", "due", "gross", "tax", "currency", None]),
        ("invoice_line", ["상품주문번호", "결제일", "상품명", "옵션정보", "수량", "상품가격", "택배사"],
         ["order_number", "date", "item", "spec", "quantity", "unit_price", None]),
        ("quote_request", ["타임스탬프", "회사명 (필수)", "성함/직급", "회신 메일", "수량은 몇 개인가요?", "희망 납기"],
         ["requested_on", "company", "contact", "email", "quantity", "due"]),
        ("case_log", ["case:concept:name", "concept:name", "time:timestamp", "org:resource"],
         ["case_id", "activity", "timestamp", "resource"]),
    ],
)  # fmt: skip
def test_heads_of_known_exports_are_understood_without_a_single_row(name, heads, expected):
    assert targets(heads, name) == expected


def test_units_brackets_and_slips_of_the_keyboard_do_not_matter():
    heads = ["공급가액(원)", "*부가세", "합게금액 [원]", "작성 일자", "공급자 상호(법인명)", "사업자등록번오"]
    assert targets(heads, "invoice") == ["net", "tax", "gross", "date", "seller", "seller_tax_id"]


def test_without_heads_arithmetic_tells_net_tax_and_total():
    rng = random.Random(3)
    nets = [rng.randint(100, 90_000) * 10 for _ in range(12)]
    rows = [
        [f"{net + net // 10:,}", f"2026-01-{at + 1:02d}", f"{net // 10:,}", f"{net:,}"] for at, net in enumerate(nets)
    ]
    found = map_fields(frame(["열 1", "열 2", "열 3", "열 4"], *rows), "invoice")
    assert [column.target for column in found.columns] == ["gross", "date", "tax", "net"]
    assert found.heads == "absent"


def test_without_heads_quantity_times_price_is_the_amount():
    rng = random.Random(4)
    pairs = [(rng.randint(1, 90), rng.randint(5, 900) * 100) for _ in range(12)]
    rows = [[str(price), str(count * price), "볼트 M8", str(count)] for count, price in pairs]
    heads = ["Column1", "Column2", "Column3", "Column4"]
    assert targets(heads, "invoice_line", *rows) == ["unit_price", "amount", "item", "quantity"]


def test_without_heads_a_case_is_known_by_its_steps():
    rows = [
        [f"2026-02-{case + 1:02d} {9 + at:02d}:00:00", step, f"A-{case:03d}", kind]
        for case in range(10)
        for kind in [["하자", "문의"][case % 2]]
        for at, step in enumerate(["접수", "담당자 배정", "검토", "완료"])
    ]
    random.Random(1).shuffle(rows)
    assert targets(["1", "2", "3", "4"], "case_log", *rows) == ["timestamp", "activity", "case_id", "case_type"]


def test_a_first_row_read_as_heads_counts_as_data_and_comes_back():
    data = frame(
        ["(주)한빛정밀", "132-88-60910", "031-555-1234", "kim@hanbit.co.kr"],
        ["대명산업", "197-80-30829", "02-323-4567", "lee@daemyung.kr"],
    )
    found = map_fields(data, "customer")
    assert found.heads == "data"
    assert list(found.targets.values()) == ["name", "business_number", "phone", "email"]
    renamed = rename(data, found)
    assert renamed.names == ("name", "business_number", "phone", "email")
    assert renamed.column("name") == ["(주)한빛정밀", "대명산업"]


def test_a_field_is_given_to_one_column_only_and_the_rest_are_told_apart():
    found = map_fields(frame(["전화번호", "전화", "연락처"], ["02-323-4567", "", ""]), "quote_request")
    assert [column.target for column in found.columns].count("phone") == 1
    other = next(column for column in found.columns if column.target is None)
    assert 0 < other.confidence < 1


def test_required_fields_without_a_column_are_listed():
    found = map_fields(frame(["품명", "비고"], ["볼트", ""]), "invoice_line")
    assert found.missing == ("quantity", "unit_price", "amount")


def test_confidence_and_alternatives_share_one_probability():
    for column in map_fields(make_table(2, "invoice", "none").frame, "invoice").columns:
        assert 0 < column.confidence <= 1
        assert column.confidence + sum(each.confidence for each in column.alternatives) <= 1 + 1e-9
        assert column.target not in {each.target for each in column.alternatives}
        shares = [each.confidence for each in column.alternatives]
        assert shares == sorted(shares, reverse=True)


def test_heads_win_over_values_that_say_nothing():
    assert targets(["담당자", "처리단계"], "case_log", ["-", "1"], ["없음", "2"]) == ["resource", "activity"]


def test_columns_without_a_value_and_a_head_are_no_field():
    assert targets(["열 1", "열 2"], "invoice", ["", ""], ["-", "N/A"]) == [None, None]


def test_one_row_is_enough_for_what_has_a_form():
    row = ["132-88-60910", "kim@hanbit.co.kr", "010-1234-5678", "서울 강남구 테헤란로 152"]
    heads = ["열 1", "열 2", "열 3", "열 4"]
    assert targets(heads, "customer", row) == ["business_number", "email", "mobile", "address"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_table_without_rows_or_columns_is_mapped_by_what_there_is(name):
    assert map_fields(Frame("empty", (), ()), name).columns == ()
    headed = make_table(1, name, "korean").frame
    bare = Frame("bare", headed.names, tuple([] for _name in headed.names))
    assert map_fields(bare, name).targets


def test_names_that_a_frame_repeats_are_told_apart():
    found = map_fields(frame(["상호", "상호", "금액"], ["(주)한빛", "대명산업", "1000"]), "invoice")
    assert list(found.as_json()["mapping"]) == ["상호", "상호_2", "금액"]
    assert [column.target for column in found.columns][:2] == ["seller", "buyer"]


def test_two_thousand_columns_are_mapped_each_field_once():
    base = make_table(1, "invoice", "korean", 60).frame
    times = 2_000 // len(base.names) + 1
    names = tuple(f"{name} {at}" for at in range(times) for name in base.names)[:2_000]
    found = map_fields(Frame("wide", names, (base.columns * times)[:2_000]), "invoice")
    assert len(found.columns) == 2_000
    given_targets = [column.target for column in found.columns if column.target]
    assert len(given_targets) == len(set(given_targets)) >= 10


def test_an_unknown_schema_is_a_sentence_that_names_the_known_ones():
    with pytest.raises(Problem, match=r"quality\.schema_unknown") as caught:
        map_fields(frame(["상호"], ["한빛"]), "contract")
    assert "customer, invoice, invoice_line, quote_request, case_log" in caught.value.sentence("ko")


def test_a_schema_of_ones_own_works_like_ours():
    own = Schema("tools", "공구", "tools", (Field("size", "치수", "size", required=True, words=(("치수", 1.0),)),))
    assert map_fields(frame(["치수", "색"], ["10", "빨강"]), own).targets == {"치수": "size"}


def test_the_same_table_gives_the_same_answer_from_a_file_or_a_database(tmp_path):
    made = make_table(5, "customer", "korean", 20).frame
    rows = list(zip(*made.columns, strict=True))
    lines = [",".join(made.names)] + [",".join(f'"{cell or ""}"' for cell in row) for row in rows]
    (tmp_path / "거래처.csv").write_text("\n".join(lines), "cp949")
    with sqlite3.connect(tmp_path / "firm.sqlite") as database:
        columns = ", ".join(f'"{name}" TEXT' for name in made.names)
        database.execute(f"CREATE TABLE buyers ({columns})")
        marks = ", ".join("?" * len(made.names))
        database.executemany(f"INSERT INTO buyers VALUES ({marks})", rows)
    database.close()
    expected = map_fields(made, "customer").targets
    assert map_fields(tmp_path / "거래처.csv", "customer").targets == expected
    assert map_fields(tmp_path / "firm.sqlite", "customer", sheet="buyers").targets == expected


def test_a_big_table_is_sampled_and_still_answers_alike():
    made = make_table(6, "case_log", "none", 60)
    many = Frame("many", made.frame.names, tuple(column * 500 for column in made.frame.columns))
    found = map_fields(many, "case_log")
    assert {"activity", "timestamp"} <= set(found.targets.values())


def test_renaming_drops_nothing_and_keeps_names_apart():
    data = frame(["상호", "name", "메모지"], ["(주)한빛", "x", "y"])
    found = map_fields(data, "customer")
    renamed = rename(data, found)
    assert renamed.columns == data.columns
    assert len(set(renamed.names)) == 3
    assert renamed.column("name") in (["(주)한빛"], ["x"])


def test_a_mapping_of_another_table_is_refused():
    found = map_fields(frame(["상호", "주소"], ["(주)한빛", ""]), "customer")
    for other in (["상호"], ["상호", "전화"], ["상호", "주소", "전화"]):
        with pytest.raises(Problem, match=r"quality\.mapping_foreign"):
            rename(frame(other, ["a"] * len(other)), found)


def test_every_schema_has_labels_in_both_languages_and_unique_fields():
    for name in SCHEMAS:
        wanted = schema(name)
        ids = [field.id for field in wanted.fields]
        assert len(ids) == len(set(ids))
        assert any(field.required for field in wanted.fields)
        for field in wanted.fields:
            assert field.ko
            assert field.en
            assert field.words
            assert 0 < sum(field.kinds.values()) <= 1.0001
    with pytest.raises(KeyError):
        schema("customer").field("shoe_size")


TEXTS = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.from_regex(r"[-(₩]?[0-9,.]{1,25}%?", fullmatch=True),
    st.dates().map(str),
    st.sampled_from(["9" * 400, "1e999", "٣٤", "2026-02-30", "000-00-00000", "(주)", "+82", "0", "１２３", "\u200b"]),
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_table_breaks_it(data):
    width, rows = data.draw(st.integers(1, 5)), data.draw(st.integers(0, 6))
    heads = tuple(data.draw(st.lists(st.text(max_size=20), min_size=width, max_size=width)))
    cells = st.lists(TEXTS, min_size=rows, max_size=rows)
    table = Frame("any", heads, tuple(data.draw(cells) for _ in range(width)))
    found = map_fields(table, data.draw(st.sampled_from(SCHEMAS)))
    assert len(found.columns) == width
    assert rename(table, found).rows in (rows, rows + 1)


def test_a_file_with_heads_only_is_refused_by_the_reader(tmp_path):
    file = tmp_path / "heads.csv"
    file.write_text("접수번호,업무,처리일시,담당\n", "utf-8")
    with pytest.raises(Problem, match=r"quality\.only_header"):
        map_fields(file, "case_log")
