"""Values read from printed text, with where they stood and how sure we are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangbu.engines.documents import read
from jangbu.engines.documents.textlayer import values
from tests.engines.documents.samples import cii, pdf, saved

GERMAN = [
    (60, 40, "Muster GmbH · Hauptstr. 1 · 80333 München"),
    (60, 60, "Kunden AG"),
    (60, 72, "Nebenweg 2"),
    (60, 84, "10115 Berlin"),
    (60, 140, "Rechnungsnummer:"),
    (200, 140, "RE-2026/17"),
    (60, 154, "Rechnungsdatum:"),
    (200, 154, "02.11.2026"),
    (60, 168, "Fällig am"),
    (200, 168, "02.12.2026"),
    (60, 300, "Nettosumme"),
    (400, 300, "1.300,00 €"),
    (60, 314, "zzgl. 19% USt."),
    (400, 314, "247,00 €"),
    (60, 328, "Gesamtbetrag"),
    (400, 328, "1.547,00 €"),
    (60, 700, "USt-IdNr.: DE123456789"),
]
ENGLISH = [
    (60, 40, "Northwind Traders Ltd"),
    (360, 40, "Invoice no."),
    (460, 40, "INV-0042"),
    (360, 54, "Invoice date"),
    (460, 54, "3 Nov 2026"),
    (360, 68, "Due date"),
    (460, 68, "3 December 2026"),
    (60, 120, "Bill to:"),
    (60, 134, "Contoso Inc."),
    (60, 300, "Subtotal"),
    (400, 300, "$1,200.00"),
    (60, 314, "Tax"),
    (400, 314, "$96.00"),
    (60, 328, "Total due"),
    (400, 328, "$1,296.00"),
]
FRENCH = [
    (60, 40, "Fournisseur : Papeterie du Nord SARL"),
    (60, 80, "Facture n° 2026-118 du 2 novembre 2026"),
    (60, 120, "Client :"),
    (60, 134, "Boulangerie Petit"),
    (60, 300, "Total HT"),
    (400, 300, "1 200,00 €"),
    (60, 314, "TVA 20 %"),
    (400, 314, "240,00 €"),
    (60, 328, "Total TTC"),
    (400, 328, "1 440,00 €"),
]


def said(document, *names):
    return [document.value(name) for name in names]


HEADER = ("number", "date", "currency", "net", "tax", "gross", "seller", "buyer")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (GERMAN, ["RE-2026/17", "2026-11-02", "EUR", "1300.00", "247.00", "1547.00", "Muster GmbH", "Kunden AG"]),
        (
            ENGLISH,
            ["INV-0042", "2026-11-03", "USD", "1200.00", "96.00", "1296.00", "Northwind Traders Ltd", "Contoso Inc."],
        ),
        (
            FRENCH,
            [
                "2026-118",
                "2026-11-02",
                "EUR",
                "1200.00",
                "240.00",
                "1440.00",
                "Papeterie du Nord SARL",
                "Boulangerie Petit",
            ],
        ),
    ],
    ids=["german", "english", "french"],
)
def test_labels_lead_to_the_header_fields(tmp_path, texts, expected):
    document = read(saved(tmp_path, "a.pdf", pdf(texts)))
    assert said(document, *HEADER) == expected
    assert document.source == "text"
    assert {"net", "tax", "gross"} <= {name for name, found in document.fields.items() if found.accepted}


def test_a_field_knows_its_page_and_box(tmp_path):
    document = read(saved(tmp_path, "a.pdf", pdf(GERMAN)))
    found = document.fields["gross"]
    left, top, right, bottom = found.box
    assert found.page == 1
    assert (left, 0.5 < found.confidence < 1) == (pytest.approx(400, abs=1), True)
    assert top < 338 < bottom + 4
    assert right > left


def test_amounts_that_do_not_add_up_are_not_accepted(tmp_path):
    wrong = [(x, y, text.replace("1.547,00", "1.574,00")) for x, y, text in GERMAN]
    document = read(saved(tmp_path, "a.pdf", pdf(wrong)))
    assert not document.holds
    assert not any(document.fields[name].accepted for name in ("net", "tax", "gross"))


def test_a_tax_printed_only_by_rate_is_summed(tmp_path):
    texts = [one for one in GERMAN if "USt." not in one[2] and "247" not in one[2]]
    texts += [
        (60, 310, "Umsatzsteuer 7%"),
        (400, 310, "57,00 €"),
        (60, 319, "Umsatzsteuer 19%"),
        (400, 319, "190,00 €"),
    ]
    assert read(saved(tmp_path, "a.pdf", pdf(texts))).value("tax") == "247.00"


def test_without_a_label_a_day_is_a_guess_and_says_so(tmp_path):
    texts = [one for one in GERMAN if "atum" not in one[2] and "02.11" not in one[2]] + [
        (400, 40, "München, 02.11.2026")
    ]
    found = read(saved(tmp_path, "a.pdf", pdf(texts))).fields["date"]
    assert (found.value, found.accepted) == ("2026-11-02", False)
    assert found.confidence <= 0.5


def test_the_text_layer_is_read_when_data_is_not_wanted(tmp_path):
    path = saved(tmp_path, "a.pdf", pdf(GERMAN, attached={"factur-x.xml": cii()}))
    assert read(path).value("gross") == "357.00"
    assert read(path, use_embedded=False).value("gross") == "1547.00"


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2049, 12, 31)))
def test_a_day_is_read_in_every_way_it_is_written(day):
    for written in (
        f"{day:%Y-%m-%d}",
        f"{day:%Y/%m/%d}",
        f"{day.year}. {day.month}. {day.day}",
        f"{day.year}년 {day.month}월 {day.day}일",
        f"{day:%d.%m.%Y}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%Y%m%d}",
    ):
        assert [found.value for found in values.dates(f"am {written} bis")] == [day.isoformat()], written


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56 €", "1234.56"),
        ("$1,234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1'234.50 CHF", "1234.50"),
        ("-8,79", "-8.79"),
        ("(8.79)", "-8.79"),
        ("8,79-", "-8.79"),
        ("473.00", "473.00"),
        ("Rs 1939", "1939"),
        ("3,3333", "3.3333"),
    ],
)
def test_an_amount_is_read_in_every_way_it_is_written(text, value):
    assert [found.value for found in values.amounts(text)] == [value]


@pytest.mark.parametrize("text", ["19 %", "02.11.2026", "DE123456789", "3:15", "RE-20/17"])
def test_what_is_no_amount_is_not_read_as_one(text):
    assert [found for found in values.amounts(text) if found.sure > 0.5] == []


def test_won_have_no_decimals_so_a_dot_or_comma_is_thousands():
    assert [found.value for found in values.amounts("공급가액 7,780,700 세액 778,070", decimals=0)] == [
        "7780700",
        "778070",
    ]


@given(st.text(max_size=200))
def test_the_finders_never_raise(text):
    values.dates(text), values.amounts(text), values.references(text), values.vat_numbers(text)
    list(values.currencies(text)), values.business_numbers(text), values.approval_numbers(text)


def test_an_amount_without_a_label_is_found_where_the_two_others_ask_for_it(tmp_path):
    texts = [
        (60, 60, "Daon Metal Co., Ltd."),
        (60, 100, "Invoice No. INV-7 Date 2026-11-02"),
        (60, 200, "Goods as agreed 1,200.00 EUR"),
        (60, 220, "VAT 10% 120.00 EUR"),
        (60, 240, "Grand total 1,320.00 EUR"),
    ]
    document = read(saved(tmp_path, "a.pdf", pdf(texts)))
    assert said(document, "net", "tax", "gross") == ["1200.00", "120.00", "1320.00"]
