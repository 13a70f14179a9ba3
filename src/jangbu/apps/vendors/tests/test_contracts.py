"""Clauses: what is there, what is missing, and what goes to the vendor."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import docx
import pypdfium2
import pytest
from django.urls import reverse

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.registers import services as registers
from jangbu.apps.vendors import queries, services
from jangbu.apps.vendors.contracts.clauses import catalogue
from jangbu.apps.vendors.contracts.letter import letter
from jangbu.apps.vendors.models import Contract
from jangbu.apps.vendors.services import CONTRACTS, VENDORS, Reading
from jangbu.kernel.errors import Problem

WHY = "계약서를 읽고"
TODAY = date(2026, 11, 23)


def code_of(call, *args, **kwargs) -> str:
    with pytest.raises(Problem) as caught:
        call(*args, **kwargs)
    assert caught.value.sentence("ko")
    assert caught.value.sentence("en")
    return caught.value.code


def read(contract, owner, *readings):
    return services.read_clauses(contract, readings, actor=owner, why=WHY)


def stands(contract) -> dict[str, str]:
    return {line.clause.id: line.stand for line in queries.checklist(contract).lines}


def test_the_file_is_whole():
    known = catalogue()
    assert len({each.id for each in known.clauses}) == len(known.clauses) >= 16
    for clause in known.clauses:
        words = (clause.group, clause.label, clause.ask, clause.wording)
        assert all(each.ko and each.en for each in words)
        if clause.applies != "always":
            assert clause.law is not None
            assert clause.law.certainty.en == "statute text read"
            assert clause.law.in_force_from == date(2026, 9, 11)


def test_an_unread_clause_is_unknown_neither_there_nor_missing(contract):
    found = queries.checklist(contract)
    assert set(stands(contract).values()) == {"unread"}
    assert not found.gaps
    assert queries.contracts_without_clause("breach_notice") == [contract]
    assert queries.contracts_unread() == [contract]


def test_clauses_apply_by_what_the_vendor_handles_and_not_knowing_is_no_exemption(make_vendor, make_contract):
    def has(**facts) -> set[str]:
        made = make_vendor(f"업체 {len(facts)}{facts}", **facts)
        return set(stands(make_contract(made, f"계약 {facts}")))

    assert {"purpose", "overseas"} <= has(handles_personal=True, country="US")
    assert {"purpose", "overseas"} <= has(handles_personal=None, data=[], country="")
    assert "overseas" not in has(handles_personal=True, country="KR")
    assert not {"purpose", "overseas"} & has(handles_personal=False, data=["company"], country="US")


def test_a_notice_that_comes_too_late_is_weak_whatever_it_is_called(contract, owner):
    read(contract, owner, Reading("breach_notice", "present", "11조", hours=72))
    assert stands(contract)["breach_notice"] == "weak"
    read(contract, owner, Reading("breach_notice", "present", "11조", hours=24))
    assert stands(contract)["breach_notice"] == "present"
    assert queries.contracts_without_clause("breach_notice") == []


def test_each_finding_says_where_or_why(contract, owner):
    for reading, code in (
        (Reading("liability", "present"), "contracts.clause_without_place"),
        (Reading("breach_notice", "present", "3조"), "contracts.clause_without_number"),
        (Reading("exit", "na"), "contracts.clause_not_applicable"),
        (Reading("moon", "missing"), "contracts.clause_unknown"),
        (Reading("exit", "perhaps", "3조"), "contracts.clause_unknown"),
    ):
        good = Reading("penalty", "missing")
        assert code_of(read, contract, owner, good, reading) == code
    assert set(stands(contract).values()) == {"unread"}  # all readings or none


def test_old_findings_stand_in_the_ledger_and_the_same_again_writes_nothing(contract, owner):
    read(contract, owner, Reading("exit", "missing"))
    before = ledger.state().entries
    read(contract, owner, Reading("exit", "missing"))
    assert ledger.state().entries == before
    read(contract, owner, Reading("exit", "present", "14조"))
    told = ledger.told(CONTRACTS.subject(contract), 1)[0]
    assert (told.before["clauses"]["exit"]["state"], told.after["clauses"]["exit"]["place"]) == ("missing", "14조")


@pytest.fixture
def holed(contract, owner) -> Contract:
    return read(
        contract,
        owner,
        Reading("price", "missing"),
        Reading("overseas", "missing"),
        Reading("breach_notice", "present", "11.2", "within 72 hours <b>", 72),
        Reading("audit", "present", "12조"),
    )


def test_gaps_come_gravest_first_with_wording_in_both_languages(holed):
    gaps = queries.checklist(holed).gaps
    assert [line.clause.id for line in gaps] == ["breach_notice", "overseas", "price"]
    for said, words in (("ko", "24시간 안에"), ("en", "within 24 hours")):
        paper = letter(holed, "한빛정밀", TODAY, said)
        text = "\n".join(block.text for block in paper.blocks)
        assert words in text
        assert "11.2 · within 72 hours <b> · 72" in text


@pytest.mark.parametrize("form", ["pdf", "docx", "md"])
@pytest.mark.parametrize("said", ["ko", "en"])
def test_the_letter_is_a_real_file_in_three_forms(holed, form, said, cast, sign_in):
    page = sign_in(cast.owner).get(reverse("contracts-letter", args=[holed.pk, form]) + f"?language={said}")
    assert page.status_code == 200
    if form == "pdf":
        document = pypdfium2.PdfDocument(page.content)
        text = "".join(each.get_textpage().get_text_bounded() for each in document)
        document.close()
    elif form == "docx":
        text = "\n".join(each.text for each in docx.Document(BytesIO(page.content)).paragraphs)
    else:
        text = page.content.decode()
    wanted = {"ko": ("개인정보 보호법 제28조의8", "법률 자문이 아니며"), "en": ("PIPA Art. 28-8", "no legal advice")}[
        said
    ]
    flat = " ".join(text.replace("\\", "").split())
    assert all(each in flat for each in wanted), flat
    assert "<b>" in text.replace("\\", "")  # outside text, as it is


def test_sending_is_noted_and_only_where_there_is_something_to_send(holed, owner, make_vendor, make_contract):
    assert services.note_terms_asked(holed, actor=owner, why="협의하려고").asked_on is not None
    whole = make_contract(make_vendor("누리"), "다른 계약")
    assert code_of(services.note_terms_asked, whole, actor=owner, why=WHY) == "contracts.nothing_to_ask"


def test_a_contract_is_signed_only_with_its_days(vendor, owner):
    made = registers.add_row(CONTRACTS, {"title": "초안", "vendor": vendor.pk}, actor=owner, why=WHY)
    assert code_of(registers.move_row, CONTRACTS, made, "sign", actor=owner, why=WHY) == "contracts.not_signed"
    wrong = {"title": "거꾸로", "vendor": vendor.pk, "starts_on": TODAY, "ends_on": TODAY - timedelta(days=1)}
    assert code_of(registers.add_row, CONTRACTS, wrong, actor=owner, why=WHY) == "registers.refused"
    endless = {"title": "끝없는", "vendor": vendor.pk, "renews": "open", "ends_on": TODAY}
    assert code_of(registers.add_row, CONTRACTS, endless, actor=owner, why=WHY) == "registers.refused"


def test_contracts_that_ended_or_must_be_decided_on_are_found(vendor, make_contract):
    old = make_contract(vendor, "지난 계약", ends_on=TODAY - timedelta(days=1))
    goes_on = make_contract(vendor, "이어지는 계약", ends_on=TODAY - timedelta(days=1), renews="automatic")
    soon = make_contract(vendor, "곧 끝나는 계약", ends_on=TODAY + timedelta(days=70), notice_days=30)
    later = make_contract(vendor, "먼 계약", ends_on=TODAY + timedelta(days=200))
    assert queries.contracts_expired(TODAY) == [old]
    assert queries.contracts_ending(TODAY) == [soon]
    assert {goes_on, later} <= set(queries.contracts_in_force())
    assert queries.notice_by(soon) == TODAY + timedelta(days=40)


def test_the_biggest_risk_is_named_with_whether_its_contract_covers_it(make_vendor, make_contract, owner):
    calm = make_vendor("조용한 곳", handles_personal=False, data=["company"], country="KR")
    grave = make_vendor("급여 대행", data=["unique"], country="KR")
    best = {"data_use": "only", "protection": "both", "deletion": "confirmed", "location": "korea"}
    services.assess(calm, best, {}, actor=owner, why=WHY)
    services.assess(grave, best | {"recovery": "none"}, {}, actor=owner, why=WHY)
    found = queries.biggest_risk(TODAY)
    assert (found.standing.vendor, found.exposure) == (grave, ("personal", "grave"))
    assert (found.part.criterion.id, found.is_covered, found.contract) == ("certificates", False, None)
    contract = make_contract(grave)
    read(contract, owner, Reading("audit", "present", "11조"))
    assert queries.biggest_risk(TODAY).is_covered


def test_vendors_that_lack_something_are_found(make_vendor, make_contract, owner):
    one, other = make_vendor("가"), make_vendor("나", handles_personal=False, data=["company"])
    services.assess(other, {"price": "free"}, {}, actor=owner, why=WHY)
    contract = make_contract(one)
    assert list(queries.without_assessment()) == [one]
    assert list(queries.without_contract()) == [other]
    assert queries.personal_without_terms() == [one]
    terms = ("purpose", "safeguards", "supervision", "sub_processors")
    read(contract, owner, *(Reading(each, "present", "2조") for each in terms))
    assert queries.personal_without_terms() == []


def test_the_list_of_processors_names_those_they_outsource_to(make_vendor, cast, sign_in):
    make_vendor("루미나", sub_processors="Northgate\n\n Bluefin ", purpose="답장 초안")
    make_vendor("조용한 곳", handles_personal=False, data=["company"])
    found = queries.processors()
    assert [(each.vendor.name, each.sub_processors) for each in found] == [("루미나", ("Northgate", "Bluefin"))]
    client = sign_in(cast.member)
    assert "Northgate, Bluefin" in client.get(reverse("vendors-processors")).content.decode()
    assert client.get(reverse("vendors-processors") + "?format=xlsx").status_code == 200


def test_the_page_keeps_what_was_typed_when_it_is_refused(contract, cast, sign_in):
    client = sign_in(cast.owner)
    here = reverse("contracts-clauses", args=[contract.pk])
    page = client.post(here, {"exit-state": "present", "audit-state": "missing", "audit-quote": "못 찾음"})
    assert page.status_code == 422
    assert "못 찾음" in page.content.decode()
    assert client.post(here, {"exit-state": "present", "exit-place": "14조"}).status_code == 302
    assert "14조" in client.get(reverse("contracts-detail", args=[contract.pk])).content.decode()


def test_needs_of_the_first_page(vendor, make_contract, owner, member):
    from datetime import UTC, datetime  # noqa: PLC0415

    make_contract(vendor, "지난 계약", ends_on=TODAY - timedelta(days=1))
    now = datetime(2026, 11, 23, 1, tzinfo=UTC)
    titles = [need.title for need in queries.needs(owner, now)]
    assert titles == ["계약이 끝났어요: 지난 계약", "업체 1곳을 아직 평가하지 않았어요"]
    assert queries.needs(member, now) == []
    assert VENDORS.review_months == 12
