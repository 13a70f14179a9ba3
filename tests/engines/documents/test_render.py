"""What we typeset, read back by our own reader."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from jangbu.engines.documents import kec_xml, read, render
from jangbu.kernel.errors import Problem
from tests.engines.documents.samples import BUYER, line, saved, tax_invoice

PARTY = ("", "_tax_id", "_representative", "_address", "_business_type", "_business_item", "_email", "_branch")
SAME = [
    *("number", "approval_number", "date", "currency", "net", "tax", "gross", "purpose"),
    *(f"{role}{suffix}" for role in ("seller", "buyer") for suffix in PARTY),
]

REPORT = {
    "language": "ko",
    "title": "송장 처리 자동화 시범 운영",
    "lede": "건당 처리 시간이 22분 줄었어요.",
    "meta": ["한빛정밀", "2026년 11월 2일 - 11월 23일"],
    "facts": [
        {"label": "처리 시간", "value": "−31%", "note": "통과", "state": "good"},
        {"label": "만족도", "value": "3.9", "note": "아직 알 수 없어요", "state": "warn"},
        {"label": "운영비", "value": "+14%", "note": "넘었어요", "state": "bad"},
        {"label": "건수", "value": "567"},
    ],
    "sections": [
        {
            "title": "무엇을 했나요",
            "paragraphs": ["읽은 값은 원본의 자리와 함께 남아 있어요."],
            "tables": [{"columns": ["문서", "건"], "align": ["left", "right"], "rows": [["XML", "412"]] * 60}],
        }
    ],
    "footer": "장부",
}


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize(
    "invoice",
    [
        tax_invoice(),
        tax_invoice(purpose="영수", note="10월분"),
        tax_invoice(lines=(line(quantity=-3),), kind="0201", amendment="03"),
        tax_invoice(lines=tuple(line(f"부품 {number}", number, 1_250, f"M{number}") for number in range(1, 17))),
        tax_invoice(buyer=replace(BUYER, name="주식회사 아주아주긴이름의거래처코리아엔지니어링", branch="")),
    ],
    ids=["bill", "receipt", "amendment", "long", "long name"],
)
def test_a_typeset_invoice_reads_back_equal_to_its_xml(tmp_path, invoice):
    printed = read(saved(tmp_path, "a.pdf", render("tax_invoice", invoice.as_json())))
    sent = read(saved(tmp_path, "a.xml", kec_xml(invoice)))
    assert {name: printed.value(name) for name in SAME} == {name: sent.value(name) for name in SAME}
    assert printed.lines == sent.lines
    assert printed.holds
    assert {"number", "date", "net", "tax", "gross", "seller_tax_id"} <= {
        name for name, found in printed.fields.items() if found.accepted
    }


def test_words_of_a_typeset_invoice_can_be_searched():
    text = text_of(render("tax_invoice", tax_invoice().as_json()))
    for word in ("전자세금계산서", "공급가액", "알루미늄 브라켓 가공", "20261102410000420f3c9a1e"):
        assert word in text


def test_a_report_is_set_on_several_pages_and_can_be_searched(tmp_path):
    data = render("pilot_report", REPORT, out=tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes() == data
    text = text_of(data)
    for word in ("송장 처리 자동화 시범 운영", "−31%", "아직 알 수 없어요", "무엇을 했나요", "2 / 2"):
        assert word in text


def test_a_report_needs_only_title_and_lede():
    assert "제목" in text_of(render("pilot_report", {"title": "제목", "lede": "첫 문장"}))


def test_text_of_the_data_is_never_read_as_markup():
    hostile = '#panic("x") *bold* $1$ <label> @ref \\ "quoted" #read("/etc/passwd")'
    assert 'panic("x")' in text_of(render("pilot_report", {"title": hostile, "lede": hostile}))


def test_the_same_data_make_the_same_bytes():
    assert render("pilot_report", REPORT) == render("pilot_report", REPORT)


def test_an_unknown_template_and_missing_data_are_named():
    with pytest.raises(Problem, match="tax_invoice"):
        render("../secret", {})
    with pytest.raises(Problem, match="pilot_report"):
        render("pilot_report", {})


def test_sums_are_computed_from_the_lines():
    invoice = tax_invoice(lines=(line(quantity=2, unit=1_000), line(quantity=3, unit=1_000)))
    assert (invoice.net.minor, invoice.tax.minor, invoice.gross.minor) == (5_000, 500, 5_500)
    assert invoice.day == date(2026, 11, 2)
