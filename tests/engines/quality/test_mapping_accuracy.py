"""How often mapping is right, on tables made up for it and on real ones, with a third of the words unknown."""

import json
import random

import pytest

from jangbu.engines.quality.frame import Frame, read_frame
from jangbu.engines.quality.mapping import SCHEMAS, load_schema, map_fields
from jangbu.engines.quality.mapping.loading import own_words
from tests.engines.quality.mapping_tables import is_empty, make_tables, right
from tests.shared_data import DATA, needs_shared_data

SEEDS = range(60, 63)


@pytest.fixture(scope="module")
def scored():
    """(with heads, exactly right, right up to twins, confidence) of each column; a third of all words are held out."""
    words = {
        word
        for name in SCHEMAS
        for field in load_schema(name).fields
        for said in own_words(name, field.id).values()
        for word in said
    }
    without = frozenset(random.Random(9).sample(sorted(words), len(words) // 3))
    schemas = {name: load_schema(name, without=without) for name in SCHEMAS}
    found = []
    for table in make_tables(SEEDS):
        for at, column in enumerate(map_fields(table.frame, schemas[table.schema]).columns):
            if not (table.headless and is_empty(table, at)):
                exact, twin = right(table, at, column.target), right(table, at, column.target, twins=True)
                found.append((not table.headless, exact, twin, column.confidence))
    return found


def share(rows):
    return sum(rows) / len(rows)


def test_nearly_every_column_with_a_head_is_mapped_right(scored):
    assert share([exact for headed, exact, _twin, _sure in scored if headed]) >= 0.96


def test_most_columns_without_heads_are_mapped_right(scored):
    assert share([exact for headed, exact, _twin, _sure in scored if not headed]) >= 0.80
    assert share([twin for headed, _exact, twin, _sure in scored if not headed]) >= 0.88


def test_confidence_means_what_it_says(scored):
    for sure_from, sure_to in ((0.0, 0.6), (0.6, 0.9), (0.9, 1.01)):
        some = [(exact, sure) for _headed, exact, _twin, sure in scored if sure_from <= sure < sure_to]
        assert abs(share([exact for exact, _sure in some]) - share([sure for _exact, sure in some])) < 0.15
    assert share([exact for _headed, exact, _twin, sure in scored if sure > 0.95]) >= 0.97


def bare(frame):
    return Frame(frame.name, tuple(f"열 {at + 1}" for at in range(len(frame.names))), frame.columns)


@needs_shared_data("event-logs", "helpdesk.csv")
@pytest.mark.shared_data
def test_an_event_log_is_mapped_with_and_without_its_heads():
    frame = read_frame(DATA / "event-logs" / "helpdesk.csv")
    for each in (frame, bare(frame)):
        assert list(map_fields(each, "case_log").targets.values()) == ["case_id", "activity", "timestamp"]


@needs_shared_data("matching", "korean_companies")
@pytest.mark.shared_data
def test_a_customer_list_is_mapped_with_and_without_its_heads():
    file = DATA / "matching" / "korean_companies" / "kr_company_dupes.csv"
    expected = {"name": "name", "biz_no": "business_number", "tel": "phone", "addr": "address", "rep": "representative"}
    assert expected.items() <= map_fields(file, "customer").targets.items()
    found = set(map_fields(bare(read_frame(file)), "customer").targets.values())
    assert {"name", "business_number", "phone", "address", "representative"} <= found


@needs_shared_data("invoices", "kr-synth")
@pytest.mark.shared_data
def test_invoices_and_their_lines_are_mapped_without_heads():
    read = [json.loads(path.read_text("utf-8")) for path in sorted((DATA / "invoices" / "kr-synth").glob("*.json"))]
    heads = [
        [each["id"], each["date"], each["s"]["b"], each["s"]["n"], each["r"]["b"], each["r"]["n"]] for each in read
    ]
    sums = [[str(each["gross"]), str(each["net"]), str(each["tax"])] for each in read]
    rows = [one + other for one, other in zip(heads, sums, strict=True)]
    columns = tuple([row[at] for row in rows] for at in range(9))
    found = map_fields(Frame("invoices", tuple(f"열 {at}" for at in range(9)), columns), "invoice")
    assert [column.target for column in found.columns] == [
        "approval_number", "date", "seller_tax_id", "seller", "buyer_tax_id", "buyer", "gross", "net", "tax",
    ]  # fmt: skip
    lines = [[str(line[name]) for name in "nquat"] for each in read for line in each["items"]]
    columns = tuple([line[at] for line in lines] for at in range(5))
    found = map_fields(Frame("lines", tuple(f"열 {at}" for at in range(5)), columns), "invoice_line")
    assert [column.target for column in found.columns] == ["item", "quantity", "unit_price", "amount", "tax"]
