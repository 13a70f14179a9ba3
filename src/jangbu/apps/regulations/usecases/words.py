"""Choices of the register of use cases. The fields are the items of Art. 2(4) of the AI Basic Act, by their letters."""

from jangbu.apps.base.words import Words
from jangbu.apps.registers.declaring import Choice

AFFECTED = (
    Choice("staff", Words("우리 직원", "our staff")),
    Choice("customers", Words("거래처와 고객", "customers")),
    Choice("applicants", Words("지원자", "applicants")),
    Choice("public", Words("누구나", "the public")),
)
OFFERED = (
    Choice("inside", Words("우리 직원이 일할 때만 써요", "only our staff, as a tool for their work")),
    Choice("outside", Words("밖의 사람도 바로 써요", "people outside use it directly")),
)
MADE = (
    Choice("bought", Words("산 그대로 써요", "bought, used as it is")),
    Choice("api", Words("남의 모델을 이어서 만들었어요", "built on somebody else's model")),
    Choice("own", Words("우리가 AI를 만들었어요", "we made the AI ourselves")),
)
DECIDES = (
    Choice("none", Words("사람에 대해 정하지 않아요", "it decides nothing about people")),
    Choice("helps", Words("돕기만 하고 사람이 정해요", "it helps, a person decides")),
    Choice("alone", Words("사람 없이 정해요", "it decides alone")),
)
FIELDS = (
    Choice("none", Words("아무것도 아니에요", "none of these")),
    Choice("energy", Words("가. 에너지 공급", "(a) energy supply")),
    Choice("water", Words("나. 먹는물 생산", "(b) drinking water")),
    Choice("health", Words("다. 보건의료", "(c) health care")),
    Choice("device", Words("라. 의료기기", "(d) medical devices")),
    Choice("nuclear", Words("마. 원자력", "(e) nuclear")),
    Choice("criminal", Words("바. 수사와 체포의 생체정보", "(f) biometrics in investigation or arrest")),
    Choice("rights", Words("사. 채용, 대출 심사 같은 판단", "(g) judging people, as in hiring or loans")),
    Choice("transport", Words("아. 교통", "(h) transport")),
    Choice("agency", Words("자. 공공기관의 결정", "(i) decisions of public bodies")),
    Choice("school", Words("차. 학생 평가", "(j) assessment of pupils")),
    Choice("decree", Words("카. 시행령이 더 정한 것", "(k) what the decree adds")),
)
WHERE_TOLD = (
    Choice("product", Words("제품, 계약서, 설명서, 약관", "product, contract, manual or terms")),
    Choice("screen", Words("화면", "screen")),
    Choice("place", Words("쓰는 곳에 붙여서", "at the place")),
    Choice("other", Words("그 밖", "another way")),
)
MARKS = (
    Choice("human", Words("사람이 알아보게 표시해요", "readable by people")),
    Choice("machine_told", Words("기계가 읽는 표시와 안내 한 번", "machine-readable, and said once")),
    Choice("machine_only", Words("기계가 읽는 표시만", "machine-readable only")),
    Choice("none", Words("표시하지 않아요", "no mark")),
)
ROLES = {
    "user": Words("이용자", "user"),
    "deployer": Words("이용사업자", "deploying operator"),
    "developer": Words("개발사업자", "developing operator"),
}
HIGH = {
    True: Words("고영향 인공지능", "high-impact"),
    False: Words("고영향 아님", "not high-impact"),
}
EXEMPT = {
    "internal": Words("내부 업무에만 써요 (시행령 제23조 제4항 제2호)", "internal use only (Decree Art. 23(4)2)"),
    "obvious": Words("AI인 것이 분명해요 (시행령 제23조 제4항 제1호)", "obviously AI (Decree Art. 23(4)1)"),
}
