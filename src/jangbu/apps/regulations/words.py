"""How sure a rule is, how heavy, and what a change is about."""

from jangbu.apps.base.words import Words

CERTAINTIES = {
    "article": Words("조문을 읽었어요", "we read the article"),
    "secondary": Words("다른 글로 알아요", "from another text"),
    "computed": Words("우리가 계산했어요", "worked out by us"),
    "unconfirmed": Words("확인하지 못했어요", "not confirmed"),
}
SEVERITIES = {"high": Words("무거움", "high"), "middle": Words("보통", "middle"), "low": Words("가벼움", "low")}
REACHES = {
    "holds_personal_data": Words("개인정보를 가지고 있으면", "where personal data are held"),
    "uses_processors": Words("개인정보를 밖에 맡기면", "where somebody outside handles personal data"),
    "sends_abroad": Words("개인정보가 해외로 가면", "where personal data go abroad"),
    "trains_on_personal": Words("개인정보로 모델을 학습시키면", "where a model is trained on personal data"),
    "trains_giant_model": Words("아주 큰 모델을 직접 학습시키면", "where a giant model is trained"),
    "uses_pseudonyms": Words("가명정보를 쓰면", "where pseudonymised data are used"),
    "keeps_for_other_law": Words("다른 법 때문에 더 두는 것이 있으면", "where another law makes the firm keep data"),
    "is_large_processor": Words("큰 처리자이면", "where the firm is a large processor"),
    "is_foreign_firm": Words("국내에 주소가 없으면", "where the firm has no address in Korea"),
    "acts_as": Words("이 역할인 AI 쓰임이 있으면", "where the firm has this role in a use of AI"),
}
OF_KIND = {
    "generative": Words("생성형", "generative"),
    "high": Words("고영향", "high-impact"),
    "synthetic": Words("진짜 같은 것을 만듦", "lifelike output"),
    "leaves": Words("밖으로 나감", "output leaves the firm"),
    "decides": Words("사람에 대한 결정", "decides about people"),
}
TOPICS = {
    "dates": Words("날짜가 옮겨졌어요", "dates moved"),
    "duty": Words("의무의 글이 바뀌었어요", "the duty reads differently"),
    "weight": Words("무게가 바뀌었어요", "another severity"),
    "evidence": Words("보는 근거가 바뀌었어요", "other evidence is looked at"),
    "grounds": Words("출처나 확실함이 바뀌었어요", "source or certainty changed"),
}
PARTS = {
    "ko": Words("의무 (한국어)", "duty (Korean)"),
    "en": Words("의무 (영어)", "duty (English)"),
    "article.ko": Words("조문", "article (Korean)"),
    "article.en": Words("조문 (영어)", "article"),
    "in_force_from": Words("시행하는 날", "in force from"),
    "until": Words("끝나는 날", "in force until"),
    "severity": Words("무게", "severity"),
    "why.ko": Words("풀이", "explanation (Korean)"),
    "why.en": Words("풀이 (영어)", "explanation"),
    "next.ko": Words("다음 일", "next step (Korean)"),
    "next.en": Words("다음 일 (영어)", "next step"),
    "next.url": Words("다음 일의 주소", "address of the next step"),
    "needs": Words("근거", "evidence"),
    "leans_on": Words("기대는 규칙", "rules it leans on"),
    "applies_when": Words("닿는 조건", "when it applies"),
    "may_be_claimed": Words("말로 적을 수 있음", "may be claimed"),
    "source.ko": Words("출처", "source (Korean)"),
    "source.en": Words("출처 (영어)", "source"),
    "source_url": Words("출처 주소", "address of the source"),
    "as_of": Words("확인한 날", "read on"),
    "certainty": Words("확실함", "certainty"),
    "contested.ko": Words("갈리는 말", "dispute (Korean)"),
    "contested.en": Words("갈리는 말 (영어)", "dispute"),
}
