"""Choices of the vendor registers. Countries are those Korean firms' data usually go to; any other is named as such."""

from jangbu.apps.base.words import Words
from jangbu.apps.registers.declaring import Choice

KINDS = (
    Choice("cloud", Words("클라우드, 저장", "cloud and storage")),
    Choice("software", Words("업무 프로그램", "business software")),
    Choice("ai", Words("AI 모델, API", "AI model or API")),
    Choice("outsourcing", Words("업무 대행", "outsourced work")),
    Choice("maintenance", Words("전산 유지 보수", "IT maintenance")),
    Choice("delivery", Words("배송, 물류", "delivery")),
    Choice("advice", Words("자문, 교육", "advice and training")),
    Choice("other", Words("그 밖", "other")),
)
COUNTRIES = (
    Choice("KR", Words("한국", "Korea")),
    Choice("US", Words("미국", "United States")),
    Choice("JP", Words("일본", "Japan")),
    Choice("SG", Words("싱가포르", "Singapore")),
    Choice("EU", Words("유럽연합", "European Union")),
    Choice("GB", Words("영국", "United Kingdom")),
    Choice("CN", Words("중국", "China")),
    Choice("IN", Words("인도", "India")),
    Choice("other", Words("다른 나라", "another country")),
)
DATA = (
    Choice("company", Words("회사 자료", "company data")),
    Choice("customer", Words("고객 연락처", "customer contacts")),
    Choice("staff", Words("직원 정보", "staff data")),
    Choice("payment", Words("계좌, 결제", "accounts and payments")),
    Choice("unique", Words("고유식별정보", "unique identifiers")),
    Choice("sensitive", Words("민감정보", "sensitive data")),
    Choice("none", Words("자료를 주지 않아요", "no data")),
)
# Art. 28-8(1), item by item.
TRANSFER_BASES = (
    Choice("consent", Words("따로 받은 동의 (제1호)", "separate consent (item 1)")),
    Choice("law", Words("법률이나 조약 (제2호)", "law or treaty (item 2)")),
    Choice(
        "contract",
        Words("계약에 필요하고 처리방침에 공개함 (제3호 가목)", "needed for a contract, disclosed (item 3(a))"),
    ),
    Choice(
        "contract_told",
        Words("계약에 필요하고 한 사람씩 알림 (제3호 나목)", "needed for a contract, each told (item 3(b))"),
    ),
    Choice("certified", Words("받는 곳이 인증을 받음 (제4호)", "the recipient is certified (item 4)")),
    Choice("adequate", Words("위원회가 인정한 나라 (제5호)", "a country the Commission recognises (item 5)")),
)
AGENTS = (
    Choice("named", Words("있다고 했어요", "they have one")),
    Choice("small", Words("대상이 아니라고 했어요", "they say they need none")),
    Choice("waiting", Words("물어보고 기다려요", "asked, no answer yet")),
    Choice("none", Words("없다고 했어요", "they have none")),
)
CERTIFICATES = (
    Choice("isms_p", Words("ISMS-P", "ISMS-P")),
    Choice("isms", Words("ISMS", "ISMS")),
    Choice("iso27001", Words("ISO/IEC 27001", "ISO/IEC 27001")),
    Choice("iso27701", Words("ISO/IEC 27701", "ISO/IEC 27701")),
    Choice("iso42001", Words("ISO/IEC 42001", "ISO/IEC 42001")),
    Choice("soc2", Words("SOC 2 Type II", "SOC 2 Type II")),
    Choice("csap", Words("CSAP", "CSAP")),
    Choice("other", Words("그 밖", "other")),
)
CLAUSE_STATES = (
    Choice("", Words("아직 안 봤어요", "not read yet")),
    Choice("present", Words("있어요", "present")),
    Choice("weak", Words("모자라요", "weak")),
    Choice("missing", Words("빠졌어요", "missing")),
    Choice("na", Words("해당하지 않아요", "does not apply")),
)
