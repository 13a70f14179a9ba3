"""Phones, registered numbers, days, money and e-mail."""

from datetime import date

import pytest

from jangbu.engines.quality.normalising import normalise
from jangbu.engines.quality.normalising.days import excel_day


def stays(kind, text):
    found = normalise(kind, text)
    assert (found.value, found.confidence) == (text, 0.0)
    return found.parts


@pytest.mark.parametrize(
    "text",
    [
        "010-2234-5678",
        "01022345678",
        "010 2234 5678",
        "010.2234.5678",
        "+82-10-2234-5678",
        "+82 (0)10-2234-5678",
        "0082 10 2234 5678",
        "82-10-2234-5678",
        "821022345678",
        "(+82) 10-2234-5678",
        "０１０－２２３４－５６７８",
        "010ㅡ2234ㅡ5678",
        "010–2234–5678",
        "H.P 010-2234-5678",
        "'01022345678",
    ],
)
def test_one_phone_has_one_number(text):
    found = normalise("phone", text)
    assert (found.value, found.confidence, found.parts["e164"]) == ("010-2234-5678", 1.0, "+821022345678")


@pytest.mark.parametrize(
    ("text", "expected", "kind"),
    [
        ("(02) 323-4567", "02-323-4567", "area"),
        ("0313234567", "031-323-4567", "area"),
        ("070 2345 6789", "070-2345-6789", "internet"),
        ("080-323-4567", "080-323-4567", "free"),
        ("05071234567", "0507-123-4567", "personal"),
        ("15881234", "1588-1234", "representative"),
        ("+82-1588-1234", "1588-1234", "representative"),
        ("02-323-4567 (내선 12)", "02-323-4567 내선 12", "area"),
        ("+1 (212) 555-0100", "+1 212 555 0100", "foreign"),
        ("+44 (0)20 7946 0958", "+44 20 7946 0958", "foreign"),
    ],
)
def test_each_sort_of_number_has_its_form(text, expected, kind):
    found = normalise("phone", text)
    assert (found.value, found.parts["kind"]) == (expected, kind)


def test_a_zero_lost_in_a_spreadsheet_comes_back_with_less_confidence():
    found = normalise("phone", "1022345678")
    assert found.value == "010-2234-5678"
    assert found.confidence < 1


@pytest.mark.parametrize(
    "text",
    ["010-123-4567", "02-323-45678", "010-****-1234", "02-323-4567~8", "02-323-4567, 010-2234-5678", "119", "12345"],
)
def test_wrong_lengths_masks_and_several_numbers_are_queued(text):
    stays("phone", text)


@pytest.mark.parametrize(
    "text",
    [
        "124-81-00998",
        "1248100998",
        "124 81 00998",
        "１２４－８１－００９９８",
        "사업자등록번호: 124-81-00998",
        "1248100998.0",
    ],
)
def test_a_business_number_is_checked_and_hyphenated(text):
    found = normalise("business_number", text)
    assert (found.value, found.confidence) == ("124-81-00998", 1.0)
    assert found.parts == {"digits": "1248100998", "check": "right"}


def test_a_business_number_with_a_wrong_check_digit_is_not_touched():
    assert stays("business_number", "1248100997") == {"digits": "1248100997", "check": "wrong"}
    stays("business_number", "000-00-00000")
    stays("business_number", "124-81-0099")


def test_a_corporate_number_needs_only_its_form():
    assert normalise("corporate_number", "1301110006246").value == "130111-0006246"
    unchecked = normalise("corporate_number", "1301110006247")
    assert (unchecked.value, unchecked.parts["check"]) == ("130111-0006247", "wrong")
    assert 0 < unchecked.confidence < normalise("corporate_number", "130111-0006246").confidence
    assert normalise("corporate_number", "900101-1234567").parts["note"] == "resident_like"
    stays("corporate_number", "130111-00062")


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05",
        "2026.1.5.",
        "2026. 1. 5.",
        "2026/01/05",
        "20260105",
        "2026년 1월 5일",
        "2026년1월5일(월)",
        "2026-01-05 월요일",
        "26/01/05",
        "26.1.5",
        "'26.1.5",
        "260105",
        "46027",
        "46027.0",
        "20260105.0",
        "2026-01-05T14:30:00Z",
        "2026-01-05 오후 2:30",
        "5 Jan 2026",
        "January 5th, 2026",
        "Mon, 05 Jan 2026 10:00:00 +0900",
        "２０２６－０１－０５",
        "20260105143000",
    ],
)
def test_one_day_has_one_date(text):
    found = normalise("date", text)
    assert found.value == "2026-01-05"
    assert found.confidence >= 0.7


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-01-05 14:30", "14:30"),
        ("2026.1.5 오후 2시 30분", "14:30"),
        ("2026-01-05 오전 12:05:09", "00:05:09"),
        ("46027.75", "18:00:00"),
    ],
)
def test_the_time_of_day_is_a_part(text, time):
    found = normalise("date", text)
    assert (found.value, found.parts["time"]) == ("2026-01-05", time)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("05/01/2026", "2026-05-01, 2026-01-05"),
        ("01/05/26", "2001-05-26, 2026-01-05, 2026-05-01"),
        ("200105", "2020-01-05, 2001-05"),
        ("59", "1900-02-28"),
    ],
)
def test_what_could_be_two_days_is_not_changed_but_named(text, readings):
    assert stays("date", text)["readings"] == readings


@pytest.mark.parametrize(
    "text",
    [
        "20260230",
        "2026-02-30",
        "2026.13.01",
        "0000-00-00",
        "60",
        "2026-01",
        "1900-02-29",
        "2026-01-05 25:00",
        "2026-01-05 ~ 2026-01-07",
    ],
)
def test_days_that_never_were_are_queued(text):
    stays("date", text)


def test_a_weekday_that_contradicts_its_day_is_queued():
    assert stays("date", "2026-01-05 (화)")["weekday_check"] == "wrong"


def test_day_first_is_taken_where_nothing_else_is_possible():
    assert normalise("date", "25/12/2026").value == normalise("date", "12/25/2026").value == "2026-12-25"


def test_serial_days_step_over_the_day_that_never_was():
    assert [excel_day(serial) for serial in (1, 59, 60, 61, 46027)] == [
        date(1900, 1, 1),
        date(1900, 2, 28),
        None,
        date(1900, 3, 1),
        date(2026, 1, 5),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "₩1,200,000",
        "1,200,000원",
        "1200000",
        "120만원",
        "120만 원",
        "금 일백이십만원정",
        "일금 일백이십만원整",
        "一百二十萬圓",
        "1,200천원",
        "1.2백만원",
        "\\1,200,000",
        "￦1,200,000",
        "₩1,200,000.-",
        "KRW 1,200,000.00",
        "1,200,000 won",
        "1,200,000원 (VAT 별도)",
    ],
)
def test_one_amount_has_one_number(text):
    found = normalise("money", text)
    assert (found.value, found.parts["amount"]) == ("1200000", "1200000")
    assert found.parts.get("currency", "KRW") == "KRW"


@pytest.mark.parametrize(
    ("text", "expected", "currency"),
    [
        ("1억 2천만원", "120000000", "KRW"),
        ("3억 120만 5,000원", "301205000", "KRW"),
        ("(300)", "-300", None),
        ("△300", "-300", None),
        ("▲1,200원", "-1200", "KRW"),
        ("-300", "-300", None),
        ("−300", "-300", None),
        ("-0", "0", None),
        ("USD 1,200.5", "1200.50", "USD"),
        ("$1,200", "1200.00", "USD"),
        ("1.200,50 €", "1200.50", "EUR"),
        ("1,200엔", "1200", "JPY"),
        ("1'234.50", "1234.50", None),
        ("1,200.00", "1200.00", None),
    ],
)
def test_amounts_keep_sign_cents_and_currency(text, expected, currency):
    found = normalise("money", text)
    assert (found.value, found.parts.get("currency")) == (expected, currency)


def test_minor_units_and_tax_notes_are_parts():
    assert normalise("money", "USD 1,200.5").parts["minor"] == "120050"
    assert normalise("money", "1,200원(부가세 포함)").parts == {
        "amount": "1200",
        "currency": "KRW",
        "minor": "1200",
        "tax": "included",
    }


@pytest.mark.parametrize(
    "text",
    ["약 100만원", "100~200만원", "1,23,456", "007", "12,00", "이백", "1 2만", "300-", "10%", "천만에요", "-(300)"],
)
def test_doubtful_amounts_are_queued(text):
    stays("money", text)


@pytest.mark.parametrize(
    "text",
    [
        "kim@naver.com",
        "Kim@Naver.COM",
        "mailto:kim@naver.com?subject=x",
        "홍길동 <kim@naver.com>",
        "kim@naver.com.",
        "ｋｉｍ＠ｎａｖｅｒ．ｃｏｍ",
        " kim @ naver.com",
    ],
)
def test_one_mailbox_has_one_address(text):
    found = normalise("email", text)
    assert (found.value, found.confidence) == ("kim@naver.com", 1.0)


def test_a_mistyped_domain_is_only_suggested():
    found = normalise("email", "Kim@gmial.com")
    assert (found.value, found.parts["suggest"], found.parts["written"]) == ("kim@gmial.com", "kim@gmail.com", "Kim")


@pytest.mark.parametrize(
    "text",
    ["kim@naver", "a@b.com, c@d.com", "kim..a@naver.com", "kim@-naver.com", "@naver.com", "kim", "kim(at)naver.com"],
)
def test_what_is_no_address_is_queued(text):
    stays("email", text)
