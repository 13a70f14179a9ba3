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
