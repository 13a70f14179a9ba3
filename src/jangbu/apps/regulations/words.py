"""How sure a rule is, how heavy, and what a change is about."""

from jangbu.apps.base.words import Words

CERTAINTIES = {
    "article": Words("조문을 읽었어요", "we read the article"),
    "secondary": Words("다른 글로 알아요", "from another text"),
    "computed": Words("우리가 계산했어요", "worked out by us"),
    "unconfirmed": Words("확인하지 못했어요", "not confirmed"),
}
SEVERITIES = {"high": Words("무거움", "high"), "middle": Words("보통", "middle"), "low": Words("가벼움", "low")}
TOPICS = {
    "dates": Words("날짜가 옮겨졌어요", "dates moved"),
    "duty": Words("의무의 글이 바뀌었어요", "the duty reads differently"),
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
