"""The ledger vocabulary of work."""

from jangbu.apps.ledger.actions import declare

PROCESS_ADDED = declare(
    "work.process_added",
    ko="{process} 일을 적었어요",
    en="Added the process {process}",
    link="/work/processes/{process_id}/",
    decision=True,
)
PROCESS_CHANGED = declare(
    "work.process_changed",
    ko="{process} 일을 고쳤어요: {said_ko}",
    en="Changed the process {process}: {said_en}",
    link="/work/processes/{process_id}/",
    decision=True,
)
SOP_WRITTEN = declare(
    "work.sop_written",
    ko="{process} 일하는 방법을 {number}판으로 적었어요",
    en="Wrote version {number} of how {process} is done",
    link="/work/processes/{process_id}/",
    decision=True,
)
SOP_REOPENED = declare(
    "work.sop_reopened",
    ko="{process} 일하는 방법을 다시 열었어요: {said_ko}",
    en="Reopened how {process} is done: {said_en}",
    link="/work/processes/{process_id}/",
)
LOG_MEASURED = declare(
    "work.log_measured",
    ko="{process} 일의 기록을 봤어요: {verdict_ko}",
    en="Looked at the log of {process}: {verdict_en}",
    link="/work/processes/{process_id}/",
)
AUTOMATION_ADDED = declare(
    "work.automation_added",
    ko="{automation} 자동화를 만들었어요",
    en="Made the automation {automation}",
    link="/work/automations/{automation_id}/",
    decision=True,
)
VERSION_SERVES = declare(
    "work.version_serves",
    ko="{automation} 자동화: 이제 {number}판이 돌아요",
    en="Version {number} of {automation} runs from now on",
    link="/work/automations/{automation_id}/",
    decision=True,
)
VERSION_ADDED = declare(
    "work.version_added",
    ko="{automation} 자동화의 {number}판을 만들었어요: {note}",
    en="Made version {number} of {automation}: {note}",
    link="/work/automations/{automation_id}/",
    decision=True,
)
RESUMED = declare(
    "work.resumed",
    ko="{automation} 자동화를 다시 돌리기로 했어요",
    en="Set {automation} going again",
    link="/work/automations/{automation_id}/",
    decision=True,
)
PAUSED = declare(
    "work.paused",
    ko="{automation} 자동화를 멈췄어요: {said_ko}",
    en="Paused {automation}: {said_en}",
    link="/work/automations/{automation_id}/",
)
ROLLED_BACK = declare(
    "work.rolled_back",
    ko="{automation} 자동화를 되돌렸어요, {to_ko}: {said_ko}",
    en="Rolled back {automation} to {to_en}: {said_en}",
    link="/work/automations/{automation_id}/",
)
CREDENTIALS_REVOKED = declare(
    "work.credentials_revoked",
    ko="{automation} 자동화가 쓰던 열쇠를 거뒀어요",
    en="Revoked the credentials of {automation}",
    link="/work/automations/{automation_id}/",
)
RUN_STARTED = declare(
    "work.run_started",
    ko="{automation}에 맡겼어요: {title}",
    en="Handed {title} to {automation}",
    link="/work/runs/{run_id}/",
)
RUN_PROPOSED = declare(
    "work.run_proposed",
    ko="{automation}에서 준비했어요: {title}, {said_ko}",
    en="{automation} prepared {title}: {said_en}",
    link="/work/runs/{run_id}/",
)
RUN_FAILED = declare(
    "work.run_failed",
    ko="{automation}에서 하지 못했어요: {title} ({code})",
    en="{automation} could not do {title} ({code})",
    link="/work/runs/{run_id}/",
)
RUN_DONE = declare(
    "work.run_done",
    ko="{automation}에서 마쳤어요: {title}, {said_ko}",
    en="{automation} finished {title}: {said_en}",
    link="/work/runs/{run_id}/",
)
RUN_CANCELLED = declare(
    "work.run_cancelled",
    ko="하던 일을 그만뒀어요: {title}",
    en="Cancelled {title}",
    link="/work/runs/{run_id}/",
    decision=True,
)
RUN_TAKEN_BACK = declare(
    "work.run_taken_back",
    ko="한 일을 되돌렸어요: {title}, {said_ko}",
    en="Took back {title}: {said_en}",
    link="/work/runs/{run_id}/",
)
APPROVED = declare(
    "work.approved",
    ko="승인했어요: {title}",
    en="Approved {title}",
    link="/work/runs/{run_id}/",
    decision=True,
)
REJECTED = declare(
    "work.rejected",
    ko="거절했어요: {title}",
    en="Rejected {title}",
    link="/work/runs/{run_id}/",
    decision=True,
)
DELEGATED = declare(
    "work.delegated",
    ko="{title}의 승인을 다른 사람에게 부탁했어요",
    en="Passed the approval of {title} on",
    link="/work/runs/{run_id}/",
    decision=True,
)
ERROR_NOTED = declare(
    "work.error_noted",
    ko="오류 {code}의 까닭과 고치는 법을 적었어요",
    en="Noted why {code} happens and what helps",
    link="/work/errors/",
    decision=True,
)
DRILLED = declare(
    "work.drilled",
    ko="{automation} {kind_ko} 연습을 했어요, {seconds}초: {said_ko}",
    en="Drilled the {kind_en} of {automation} in {seconds} s: {said_en}",
    link="/work/drills/{drill_id}/",
)
SOURCE_ADDED = declare(
    "work.source_added",
    ko="바깥 도구 {source}의 기록을 받기로 했어요",
    en="Take in the runs of {source}",
    link="/work/events/{source_id}/",
    decision=True,
)
SECRET_ROTATED = declare(
    "work.secret_rotated",
    ko="{source}의 비밀값을 바꿨어요",
    en="Changed the secret of {source}",
    link="/work/events/{source_id}/",
    decision=True,
)
SOURCE_REVOKED = declare(
    "work.source_revoked",
    ko="{source}의 기록을 더 받지 않기로 했어요",
    en="Stopped taking in the runs of {source}",
    link="/work/events/{source_id}/",
    decision=True,
)
EVENT_TAKEN = declare(
    "work.event_taken",
    ko="{source}에서 받았어요: {said_ko}",
    en="Received from {source}: {said_en}",
    link="/work/events/{source_id}/",
)
LETTER_SENT = declare(
    "work.letter_sent",
    ko="{title}의 메일을 {to}곳에 보냈어요: {subject}",
    en="Sent the mail of {title} to {to}: {subject}",
    link="/work/runs/{run_id}/",
)
LETTER_UNSENT = declare(
    "work.letter_unsent",
    ko="{title}의 메일이 가지 않았어요 ({state_ko}): {subject}",
    en="The mail of {title} did not go out ({state_en}): {subject}",
    link="/work/runs/{run_id}/",
)
LETTER_AGAIN = declare(
    "work.letter_again",
    ko="{title}의 메일을 다시 보내기로 했어요: {subject}",
    en="Sends the mail of {title} again: {subject}",
    link="/work/runs/{run_id}/",
    decision=True,
)
CORRECTED = declare(
    "work.corrected",
    ko="{title}에서 {count}칸을 고치고 다시 계산했어요",
    en="Changed {count} values of {title} and worked it out again",
    link="/work/runs/{run_id}/",
    decision=True,
)
MATERIAL_ADDED = declare(
    "work.material_added",
    ko="{automation}에 쓸 {kind_ko} {number}판을 올렸어요: {name}",
    en="Added version {number} of the {kind_en} for {automation}: {name}",
    link="/work/automations/{automation_id}/materials/",
    decision=True,
)
MATERIAL_CHOSEN = declare(
    "work.material_chosen",
    ko="{automation}에서 {kind_ko} {number}판을 쓰기로 했어요",
    en="{automation} uses version {number} of the {kind_en} from now on",
    link="/work/automations/{automation_id}/materials/",
    decision=True,
)
CALENDAR_ADDED = declare(
    "work.calendar_added",
    ko="{name}님의 달력을 넣었어요 (바쁜 시간 {count}개)",
    en="Added a calendar of {name} ({count} busy times)",
    link="/work/calendars/",
    decision=True,
)
CALENDAR_REMOVED = declare(
    "work.calendar_removed",
    ko="{name}님의 달력을 뺐어요",
    en="Removed a calendar of {name}",
    link="/work/calendars/",
    decision=True,
)
WORKING_TIME_SET = declare(
    "work.working_time_set",
    ko="{name}의 일하는 시간을 정했어요",
    en="Set the working time of {name}",
    link="/work/calendars/",
    decision=True,
)
MOVED = declare(
    "work.moved",
    ko="{title} 시간을 바꿨어요: {said_ko}",
    en="Moved {title}: {said_en}",
    link="/work/runs/{run_id}/",
    decision=True,
)
ANSWERED = declare(
    "work.answered",
    ko="{name}님이 {title}에 {said_ko}",
    en="{name} {said_en}: {title}",
    link="/work/runs/{run_id}/",
)
