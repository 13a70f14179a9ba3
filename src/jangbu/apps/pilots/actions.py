"""The ledger vocabulary of pilots."""

from jangbu.apps.ledger.actions import declare

CREATED = declare(
    "pilots.created",
    ko="파일럿 '{pilot}'의 목표와 기준을 정하고 잠갔어요",
    en="Set and locked the goal and gates of the pilot '{pilot}'",
    link="/pilots/{pilot_id}/",
    decision=True,
)
OBSERVED = declare(
    "pilots.observed",
    ko="{kpi_ko} 값 {count}개를 적었어요",
    en="Noted {count} values: {kpi_en}",
    link="/pilots/{pilot_id}/",
)
PROCESS_EXAMINED = declare(
    "pilots.process_examined",
    ko="{log} 사건 기록 {cases:,}건을 읽고 반복되는 일인지 봤어요: {verdict_ko}",
    en="Read {cases:,} cases of {log} and looked whether the work repeats: {verdict_en}",
    link="/pilots/examinations/{examination_id}/",
)
DOCUMENTS_READ = declare(
    "pilots.documents_read",
    ko="문서 {count:,}장을 읽고 계산을 맞춰 봤어요. {passed:,}장이 맞아요",
    en="Read {count:,} documents and checked their arithmetic; {passed:,} hold",
    link="/pilots/examinations/{examination_id}/",
)
EFFECT_MEASURED = declare(
    "pilots.effect_measured",
    ko="시작 전과 뒤를 비교했어요. {said_ko}",
    en="Compared before and after. {said_en}",
    link="/pilots/examinations/{examination_id}/",
)
GATES_JUDGED = declare(
    "pilots.gates_judged",
    ko="통과 기준 {total}개 중 {passed}개 통과, {failed}개 미달, {undecided}개는 아직 알 수 없어요",
    en="Of {total} gates {passed} pass, {failed} fail, {undecided} cannot be told yet",
    link="/pilots/examinations/{examination_id}/",
)
EXAMINED = declare(
    "pilots.examined",
    ko="데이터 {tables}개, 사건 기록, 문서 {documents:,}장을 살펴봤어요",
    en="Examined {tables} tables, the event log and {documents:,} documents",
    link="/pilots/examinations/{examination_id}/",
)
LOG_EXAMINED = declare(
    "pilots.log_examined",
    ko="{log} 사건 기록을 살펴봤어요",
    en="Examined the event log {log}",
    link="/pilots/examinations/{examination_id}/",
)
DECIDED = declare(
    "pilots.decided",
    ko="파일럿 '{pilot}'의 결정: {option_ko}",
    en="Decided on the pilot '{pilot}': {option_en}",
    link="/pilots/{pilot_id}/",
    decision=True,
)
DECISION_WITHDRAWN = declare(
    "pilots.decision_withdrawn",
    ko="파일럿 '{pilot}'의 결정을 되돌렸어요",
    en="Withdrew the decision on the pilot '{pilot}'",
    link="/pilots/{pilot_id}/",
    decision=True,
)
DRAFTED = declare(
    "pilots.drafted",
    ko="파일럿 '{pilot}' 초안을 만들었어요",
    en="Drafted the pilot '{pilot}'",
    link="/pilots/{pilot_id}/plan/",
    decision=True,
)
PLAN_CHANGED = declare(
    "pilots.plan_changed",
    ko="파일럿 '{pilot}' 계획을 고쳤어요: {said_ko}",
    en="Changed the plan of the pilot '{pilot}': {said_en}",
    link="/pilots/{pilot_id}/plan/",
    decision=True,
)
MEASURE_CHANGED = declare(
    "pilots.measure_changed",
    ko="파일럿 '{pilot}' 시작 뒤에 재는 방법을 고쳤어요: {said_ko}. 근거 등급이 낮아져요",
    en="Changed a measure of the pilot '{pilot}' after its start: {said_en}. This lowers the evidence class",
    link="/pilots/{pilot_id}/plan/",
    decision=True,
)
LOTS_DRAWN = declare(
    "pilots.lots_drawn",
    ko="파일럿 '{pilot}'에서 {count}건의 제비를 뽑았어요",
    en="Drew lots for {count} cases of the pilot '{pilot}'",
    link="/pilots/{pilot_id}/arms/",
)
LOT_DONE = declare(
    "pilots.lot_done",
    ko="파일럿 '{pilot}' {key}: 실제로는 {said_ko}",
    en="Pilot '{pilot}', {key}: really {said_en}",
    link="/pilots/{pilot_id}/arms/",
)
DISCARDED = declare(
    "pilots.discarded",
    ko="파일럿 '{pilot}' 초안을 버렸어요",
    en="Discarded the draft '{pilot}'",
    link="/pilots/",
    decision=True,
)
PAUSED = declare(
    "pilots.paused",
    ko="파일럿 '{pilot}' 멈춤: {said_ko}",
    en="Paused the pilot '{pilot}': {said_en}",
    link="/pilots/{pilot_id}/",
)
ROLLED_BACK = declare(
    "pilots.rolled_back",
    ko="파일럿 '{pilot}' 되돌림: {said_ko}",
    en="Rolled back the pilot '{pilot}': {said_en}",
    link="/pilots/{pilot_id}/",
)
RESUMED = declare(
    "pilots.resumed",
    ko="파일럿 '{pilot}' 다시 시작",
    en="Set the pilot '{pilot}' going again",
    link="/pilots/{pilot_id}/",
    decision=True,
)
IMPORT_WITHDRAWN = declare(
    "pilots.import_withdrawn",
    ko="가져온 값 {count}개를 뺐어요",
    en="Took back {count} imported values",
    link="/pilots/{pilot_id}/kpis/",
    decision=True,
)
SURVEY_OPENED = declare(
    "pilots.survey_opened",
    ko="설문을 열었어요: {question_ko}",
    en="Opened a survey: {question_en}",
    link="/pilots/{pilot_id}/surveys/{survey_id}/",
    decision=True,
)
SURVEY_CLOSED = declare(
    "pilots.survey_closed",
    ko="설문을 닫았어요, 답 {count}개: {question_ko}",
    en="Closed a survey with {count} answers: {question_en}",
    link="/pilots/{pilot_id}/surveys/{survey_id}/",
    decision=True,
)
SURVEY_REOPENED = declare(
    "pilots.survey_reopened",
    ko="설문을 다시 열었어요: {question_ko}",
    en="Reopened a survey: {question_en}",
    link="/pilots/{pilot_id}/surveys/{survey_id}/",
    decision=True,
)
ANSWERS_SET_ASIDE = declare(
    "pilots.answers_set_aside",
    ko="설문 답 {count}개를 세지 않기로 했어요",
    en="Set aside {count} answers of a survey",
    link="/pilots/{pilot_id}/surveys/{survey_id}/",
    decision=True,
)
ANSWERS_COUNTED = declare(
    "pilots.answers_counted",
    ko="설문 답 {count}개를 다시 세기로 했어요",
    en="Counted {count} answers of a survey again",
    link="/pilots/{pilot_id}/surveys/{survey_id}/",
    decision=True,
)
REVIEWED = declare(
    "pilots.reviewed",
    ko="{day} {every_ko} 돌아보기를 적었어요",
    en="Wrote the {every_en} review of {day}",
    link="/pilots/{pilot_id}/reviews/",
    decision=True,
)
ADJUSTED = declare(
    "pilots.adjusted",
    ko="고쳤어요, {part_ko}: {what}",
    en="Adjusted the {part_en}: {what}",
    link="/pilots/{pilot_id}/reviews/",
    decision=True,
)
ADJUSTMENT_WITHDRAWN = declare(
    "pilots.adjustment_withdrawn",
    ko="고친 것을 되돌렸어요: {what}",
    en="Took back an adjustment: {what}",
    link="/pilots/{pilot_id}/reviews/",
    decision=True,
)
SPRINT_OPENED = declare(
    "pilots.sprint_opened",
    ko="{number}번째 짧은 주기를 열었어요",
    en="Opened sprint {number}",
    link="/pilots/{pilot_id}/reviews/",
    decision=True,
)
SPRINT_CLOSED = declare(
    "pilots.sprint_closed",
    ko="{number}번째 짧은 주기를 마쳤어요",
    en="Closed sprint {number}",
    link="/pilots/{pilot_id}/reviews/",
    decision=True,
)
INTERVIEWED = declare(
    "pilots.interviewed",
    ko="이야기를 들었어요: {who}",
    en="Talked with: {who}",
    link="/pilots/{pilot_id}/interviews/",
    decision=True,
)
INTERVIEW_WITHDRAWN = declare(
    "pilots.interview_withdrawn",
    ko="이야기 기록을 뺐어요: {who}",
    en="Took back an interview: {who}",
    link="/pilots/{pilot_id}/interviews/",
    decision=True,
)
LOOKED_BACK = declare(
    "pilots.looked_back",
    ko="돌아보기를 적었어요, 배운 것 {count}개",
    en="Looked back: {count} lessons",
    link="/pilots/{pilot_id}/retrospective/",
    decision=True,
)
WORTH_ANSWERED = declare(
    "pilots.worth_answered",
    ko="값을 계산할 숫자를 적었어요: {said_ko}",
    en="Gave figures for its worth: {said_en}",
    link="/pilots/{pilot_id}/value/",
    decision=True,
)
EXPANSION_CHANGED = declare(
    "pilots.expansion_changed",
    ko="파일럿 '{pilot}' 확대 계획을 적었어요: {said_ko}",
    en="Wrote the plan to grow '{pilot}': {said_en}",
    link="/pilots/{pilot_id}/expansion/",
    decision=True,
)
MAP_CHANGED = declare(
    "pilots.map_changed",
    ko="데이터 지도를 채웠어요: {name}",
    en="Filled in the source map: {name}",
    link="/pilots/sources/",
    decision=True,
)
BENCHMARK_NOTED = declare(
    "pilots.benchmark_noted",
    ko="기준값을 적었어요: {measure}",
    en="Noted a baseline: {measure}",
    link="/pilots/sources/",
    decision=True,
)
BENCHMARK_WITHDRAWN = declare(
    "pilots.benchmark_withdrawn",
    ko="기준값을 뺐어요: {measure}",
    en="Took back a baseline: {measure}",
    link="/pilots/sources/",
    decision=True,
)
CLAIMS_AUDITED = declare(
    "pilots.claims_audited",
    ko="주장한 숫자를 따져 봤어요: {name}",
    en="Audited the claims of: {name}",
    link="/pilots/claims/{audit_id}/",
    decision=True,
)
CLAIMS_ARCHIVED = declare(
    "pilots.claims_archived",
    ko="따져 본 기록을 치웠어요: {name}",
    en="Put away the audit of: {name}",
    link="/pilots/claims/",
    decision=True,
)
NOTED_EXAMINED = declare(
    "pilots.noted_examined",
    ko="적어 둔 값만으로 살펴봤어요. 일의 기록은 없었어요",
    en="Examined what was noted; there was no event log",
    link="/pilots/examinations/{examination_id}/",
)
