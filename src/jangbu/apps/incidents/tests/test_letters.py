"""What leaves the firm about an incident: whole by the law, in the firm's own tone, and as a file."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import docx
import pytest

from jangbu.apps.incidents import services
from jangbu.apps.incidents.notices.drafting import draft, stages
from jangbu.apps.incidents.notices.papers import paper
from jangbu.apps.incidents.tests.conftest import KNOWN, WHY, filled, told
from jangbu.apps.incidents.tests.test_life import code_of
from jangbu.apps.people.models import Firm
from jangbu.kernel.clock import fixed

LATER = KNOWN + timedelta(hours=5)
OURS = re.compile(r"(?:해요|어요|아요|예요|이에요|돼요|드려요|할게요)[.\s]")  # our pages' tone, not a firm's
LAW = {  # PIPA Art. 34(1) items 1 to 6
    "first": ("개인정보 항목", "시점과 경위", "하실 수 있는 방법", "피해 구제 절차", "담당 부서와 연락처", "법적 권리"),
    "possible": (
        "개인정보 항목",
        "시점과 경위",
        "하실 수 있는 방법",
        "피해 구제 절차",
        "담당 부서와 연락처",
        "법적 권리",
    ),
    "report": (
        "항목과 규모",
        "시점과 경위",
        "할 수 있는 피해 최소화 방법",
        "조치와 그 결과",
        "담당 부서",
        "법적 권리",
        "제34조 제4항",
    ),
}
RIGHTS = ("제39조)", "제39조의2", "제43조", "1833-6972", "118", "5배")


@pytest.fixture
def firm(db):
    return Firm.objects.create(name="한빛정밀", created_at=KNOWN - timedelta(days=90))


def state(incident, member, key, said="", at=LATER):
    services.state_fact(incident, key, said, known_at=at, actor=member, why=WHY, clock=fixed(at))


@pytest.fixture
def known(member, firm):
    """A leak of which all is known, told and reported once, with news since."""
    made = told(member, "leak", people_count=1_240, sensitive=True, outside_access=True)
    for key, said in (
        ("items:text", "이름, 전화번호"), ("course:text", "2026년 11월 20일, 퇴사자 계정으로 공유 폴더가 열림"),
        ("measures:text", "계정을 잠그고 링크를 끊었습니다."), ("contact:text", "총무팀 02-123-4567"),
    ):  # fmt: skip
        state(made, member, key, said)
    return made


@pytest.mark.parametrize("name", list(stages()))
def test_every_letter_reads_as_a_firm_writes_even_while_little_is_known(name, member, firm):
    kind = "access_request" if name.startswith("reply") else "leak"
    written = draft(told(member, kind, people_count=5), stages()[name], LATER)
    assert not OURS.search(written.ko + "\n")
    assert "{" not in written.ko + written.en
    assert "확인 중" in written.ko or "[보내기 전에 적어 주십시오]" in written.ko
    assert "2026년 11월 20일" in written.ko
    assert "한빛정밀" in written.ko.splitlines()[-1]
    assert written.ko.splitlines()[0] == written.ko.splitlines()[0].strip("[] ")  # it is the subject of the mail


@pytest.mark.parametrize("name", list(LAW))
def test_the_law_s_items_and_remedies_are_all_there(name, known):
    written = draft(known, stages()[name], LATER).ko
    for item in (*LAW[name], *RIGHTS, "이름, 전화번호", "퇴사자 계정", "총무팀 02-123-4567"):
        assert item in written
    if name == "report":
        assert "1,240명" in written
        assert "1,000명 이상, 민감정보 포함, 외부의 불법적인 접근" in written


def test_damaged_data_are_called_damaged(member, firm):
    incident = told(member, "ransomware")
    assert "개인정보가 위조·변조·훼손된 사실" in draft(incident, stages()["first"], LATER).ko


def test_an_addition_tells_what_is_new_and_when_people_were_first_told(known, member, lead):
    first = services.draft_notice(known, "first", actor=lead, clock=fixed(LATER))
    first = services.approve_notice(first, actor=lead, why=WHY, clock=fixed(LATER))
    sent = {"channel": "text", "recipients": 1_240, "actor": lead, "why": WHY, "clock": fixed(LATER)}
    services.note_sent(first, sent_at=LATER, **sent)
    after = LATER + timedelta(hours=1)
    state(known, member, "people_count:number", "1,300", at=after)
    written = draft(known, stages()["addition"], after).ko
    assert "당사가 2026년 11월 20일 19:00에 알려 드린" in written
    assert "· 규모: 1,300명" in written
    assert "계정을 잠그고" in written


def test_a_letter_is_a_pdf_and_a_docx_that_says_when_it_is_a_draft(known, lead, cast, sign_in):
    made = services.draft_notice(known, "first", actor=lead, clock=fixed(LATER))
    client, place = sign_in(cast.approver), f"/incidents/{known.pk}/notices/{made.pk}/letter/"
    pdf = client.get(place)
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    answer = client.get(place + "?form=docx&lang=en")
    said = [line.text for line in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert said[:2] == ["Notice: your personal data leaked", "Draft, not yet approved."]
    assert client.get(place + "?form=exe").status_code == 404
    assert sign_in(cast.outsider).get(place).status_code in {403, 404}


def test_rights_become_a_list_and_numbers_become_headings(known):
    made = paper(draft(known, stages()["first"], LATER).ko, "ko")
    assert made.title == "개인정보 유출 사실 안내"
    assert sum(block.kind == "heading" for block in made.blocks) == 6
    assert [len(block.items) for block in made.blocks if block.kind == "list"] == [4]


def test_a_letter_with_an_empty_place_is_not_approved(member, lead, firm):
    request = told(member, "access_request")
    made = services.draft_notice(request, "reply_refused", actor=lead, clock=fixed(LATER))
    assert code_of(services.approve_notice, made, actor=lead, why=WHY) == "incidents.unwritten"
    made = filled(made, lead)
    assert services.approve_notice(made, actor=lead, why=WHY, clock=fixed(LATER)).approved_at
