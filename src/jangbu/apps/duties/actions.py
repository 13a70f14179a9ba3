"""The ledger vocabulary of duties."""

from jangbu.apps.ledger.actions import declare

HERE = "/duties/{subject_kind}/{subject_id}/"
SET = declare(
    "duties.set",
    ko="'{subject}'의 책임을 바꿨어요: {name} {said_ko}",
    en="Changed who answers for '{subject}': {name} {said_en}",
    link=HERE,
    decision=True,
)
UNDONE = declare(
    "duties.undone",
    ko="'{subject}'의 책임을 되돌렸어요: {name} {said_ko}",
    en="Took back who answers for '{subject}': {name} {said_en}",
    link=HERE,
    decision=True,
)
DEPUTY_NAMED = declare(
    "duties.deputy_named",
    ko="{name}님을 {holder}님의 대리로 정했어요, {until}까지",
    en="Named {name} as deputy of {holder} until {until}",
    link="/duties/",
    decision=True,
)
DEPUTY_ENDED = declare(
    "duties.deputy_ended",
    ko="{name}님이 {holder}님을 대신하는 일을 끝냈어요",
    en="{name} no longer stands in for {holder}",
    link="/duties/",
    decision=True,
)
HEAD_NAMED = declare(
    "duties.head_named",
    ko="개인정보의 최종 책임은 {name} 대표가 져요",
    en="{name}, head of the firm, is finally responsible for personal data",
    link="/duties/",
    decision=True,
)
HEAD_ENDED = declare(
    "duties.head_ended",
    ko="{name}님은 이제 개인정보의 최종 책임자가 아니에요: 대표 역할이 아니에요",
    en="{name} is no longer finally responsible for personal data: not an owner any more",
    link="/duties/",
    decision=True,
)
OFFICER_NAMED = declare(
    "duties.officer_named",
    ko="개인정보 보호책임자는 {name}님이에요",
    en="{name} is the privacy officer",
    link="/duties/#officer",
    decision=True,
)
OFFICER_REPORTED = declare(
    "duties.officer_reported",
    ko="개인정보 보호책임자가 대표에게 보고했어요, {on}: {said}",
    en="The privacy officer reported to the head on {on}: {said}",
    link="/duties/#officer",
)
REPORT_WITHDRAWN = declare(
    "duties.report_withdrawn",
    ko="{on} 보고를 잘못 적어서 뺐어요",
    en="Withdrew the report of {on}: it was written down wrongly",
    link="/duties/#officer",
)
QUIZ_TAKEN = declare(
    "duties.quiz_taken",
    ko="{name}님이 AI 문제를 풀었어요: {total}개 가운데 {right}개",
    en="{name} answered the questions on AI: {right} of {total}",
    link="/duties/learning/",
)
CERTIFICATE_KEPT = declare(
    "duties.certificate_kept",
    ko="'{course}' 교육의 수료증을 보관했어요",
    en="Kept the certificate for '{course}'",
    link="/duties/trainings/{training_id}/",
)
SKILL_NOTED = declare(
    "duties.skill_noted",
    ko="{name}님도 '{subject}' 일을 할 수 있다고 적었어요",
    en="Noted that {name} can do '{subject}'",
    link="/duties/cover/",
)
SKILL_ENDED = declare(
    "duties.skill_ended",
    ko="{name}님이 '{subject}' 일을 할 수 있다는 말을 지웠어요",
    en="No longer noted that {name} can do '{subject}'",
    link="/duties/cover/",
)
