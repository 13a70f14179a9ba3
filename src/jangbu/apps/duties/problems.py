"""What can go wrong with duties, in words."""

from jangbu.kernel.errors import Kind

OUTSIDE = Kind(
    "duties.outside_matrix",
    ko="책임표를 보면 '{subject}'에서 {deed_ko}할 수 있는 사람은 이렇게 있어요: {who}.",
    en="By the matrix of duties, only {who} may {deed_en} for '{subject}'.",
    next_ko="그 사람에게 부탁하거나, 책임표에서 담당을 먼저 바꿔 주세요.",
    next_en="Ask them, or change the matrix first.",
    status=403,
)
NOBODY = Kind(
    "duties.nobody_may",
    ko="책임표를 보면 지금 '{subject}'에서 {deed_ko}할 수 있는 사람이 없어요. 맡던 사람이 떠났거나 비어 있어요.",
    en="By the matrix of duties, nobody may {deed_en} for '{subject}' now: whoever held it left, or the row is open.",
    next_ko="책임표에서 최종 책임을 정하거나 넘겨 주세요.",
    next_en="Name who is accountable in the matrix, or hand it over.",
    status=403,
)
TWO_ACCOUNTABLES = Kind(
    "duties.two_accountables",
    ko="'{subject}'의 최종 책임은 {holder}님이 맡고 있어요. 최종은 한 사람이라 그대로 두었어요.",
    en="{holder} is accountable for '{subject}'. Only one person can be, so it stays as it was.",
    next_ko="바꾸려면 '최종 책임 넘기기'를 눌러 주세요.",
    next_en="To change it, hand the accountability over.",
    status=409,
)
NOT_YOURS_TO_TAKE = Kind(
    "duties.not_yours_to_take",
    ko="'{subject}'의 최종 책임은 {holder}님이 맡고 있어서 다른 사람이 빼거나 가져올 수 없어요.",
    en="{holder} is accountable for '{subject}'; others cannot remove it or take it over.",
    next_ko="{holder}님이나 대표에게 부탁해 주세요.",
    next_en="Ask {holder} or the owner.",
    status=403,
)
PERSON_NOT_HERE = Kind(
    "duties.person_not_here",
    ko="그 사람은 여기서 일하지 않아요.",
    en="That person does not work here.",
    next_ko="일하고 있는 사람을 골라 주세요.",
    next_en="Choose somebody who works here.",
)
GUEST = Kind(
    "duties.guest",
    ko="{name}님은 {role_ko}라서 담당이나 최종 책임을 맡을 수 없어요.",
    en="{name} is {role_en} and cannot be responsible or accountable.",
    next_ko="의논(C)이나 알림(I)으로 정하거나 다른 사람을 골라 주세요.",
    next_en="Make them consulted (C) or informed (I), or choose somebody else.",
)
NO_SUCH_SUBJECT = Kind(
    "duties.no_such_subject",
    ko="책임표에 그런 것이 없어요 ({subject}).",
    en="There is no such row in the matrix ({subject}).",
    next_ko="목록을 다시 열어 골라 주세요.",
    next_en="Open the list again and choose from it.",
    status=404,
)
NO_SUCH_LETTER = Kind(
    "duties.no_such_letter",
    ko="'{letter}'라는 역할은 없어요.",
    en="There is no role '{letter}'.",
    next_ko="R, A, C, I 가운데 하나를 적거나 비워 두세요.",
    next_en="Use R, A, C or I, or leave it empty.",
)
NOTHING_TO_UNDO = Kind(
    "duties.nothing_to_undo",
    ko="되돌릴 수 없어요. 그 뒤에 같은 칸이 다시 바뀌었거나 이미 되돌렸어요.",
    en="This cannot be undone: the same cells changed since, or it was undone already.",
    next_ko="지금 책임표를 보고 칸을 직접 바꿔 주세요.",
    next_en="Look at the matrix as it is and change the cells.",
    status=409,
)
NOTHING_PROPOSED = Kind(
    "duties.nothing_proposed",
    ko="받아들일 제안이 없어요.",
    en="There is nothing to accept.",
    next_ko="빈 줄은 책임표에서 직접 정해 주세요.",
    next_en="Fill the empty rows in the matrix yourself.",
    status=409,
)
NOTHING_HELD = Kind(
    "duties.nothing_held",
    ko="{name}님이 맡은 일이 없어요.",
    en="{name} holds nothing.",
    next_ko="책임표를 다시 열어 확인해 주세요.",
    next_en="Open the matrix again and check.",
    status=409,
)
SAME_PERSON = Kind(
    "duties.same_person",
    ko="같은 사람을 두 번 골랐어요.",
    en="The same person was chosen twice.",
    next_ko="다른 사람을 골라 주세요.",
    next_en="Choose somebody else.",
)
DAYS_WRONG = Kind(
    "duties.days_wrong",
    ko="대신하는 기간은 오늘부터 한 해 안이어야 해요.",
    en="A deputy stands in from today on, for at most a year.",
    next_ko="끝나는 날을 다시 골라 주세요.",
    next_en="Choose the last day again.",
)
REASON_MISSING = Kind(
    "duties.reason_missing",
    ko="왜 그렇게 하는지 비어 있어요.",
    en="The reason is missing.",
    next_ko="한 문장으로 적어 주세요.",
    next_en="Write one sentence.",
)
NOT_AN_OWNER = Kind(
    "duties.not_an_owner",
    ko="{name}님은 대표가 아니에요.",
    en="{name} is not an owner.",
    next_ko="개인정보의 최종 책임은 대표가 맡아요. 대표 역할을 가진 사람을 골라 주세요.",
    next_en="The head of the firm is finally responsible for personal data; choose an owner.",
)
FILE_UNREADABLE = Kind(
    "duties.file_unreadable",
    ko="{file}을 책임표로 읽지 못했어요: {detail_ko}. 아무것도 바꾸지 않았어요.",
    en="{file} could not be read as a matrix: {detail_en}. Nothing was changed.",
    next_ko="지금 책임표를 엑셀로 받아 그 모양대로 고쳐 주세요.",
    next_en="Download the matrix as it is and change that.",
)
FILE_REFUSED = Kind(
    "duties.file_refused",
    ko="{file}에 고칠 것이 있어요. {detail_ko} 아무것도 바꾸지 않았어요.",
    en="{file} needs mending. {detail_en} Nothing was changed.",
    next_ko="그 줄을 고쳐 다시 올려 주세요.",
    next_en="Mend those lines and upload it again.",
)
NOT_LEARNED = Kind(
    "duties.not_learned",
    ko="'{course}' 교육을 마쳤다고 할 수 없어요. 마친 날과 어떻게 아는지가 있어야 해요.",
    en="'{course}' cannot be called done: it needs the day and how that is known.",
    next_ko="기록을 고쳐 마친 날과 근거를 적은 다음 다시 눌러 주세요.",
    next_en="Write both into the record, then try again.",
)
NOTHING_TO_PLAN = Kind(
    "duties.nothing_to_plan",
    ko="계획할 교육이 없어요. 모두 들었거나 이미 계획에 있어요.",
    en="There is nothing to plan: all is done or planned.",
    next_ko="새 교육은 교육 과정에 먼저 적어 주세요.",
    next_en="Write a new course down first.",
    status=409,
)
NOT_A_CERTIFICATE = Kind(
    "duties.not_a_certificate",
    ko="{file}은 수료증으로 보관할 수 없어요. PDF, PNG, JPEG이고 5MB까지예요.",
    en="{file} cannot be kept as a certificate: PDF, PNG or JPEG of at most 5 MB.",
    next_ko="다른 파일을 골라 주세요.",
    next_en="Choose another file.",
)
QUIZ_UNANSWERED = Kind(
    "duties.quiz_unanswered",
    ko="아직 답하지 않은 문제가 {count}개 있어요.",
    en="Questions still to be answered: {count}.",
    next_ko="모두 골라 주세요.",
    next_en="Choose an answer for each.",
)
OWN_SKILL = Kind(
    "duties.own_skill",
    ko="자기가 할 수 있다는 말은 스스로 적을 수 없어요.",
    en="Nobody notes of themselves that they can do it.",
    next_ko="함께 일한 사람에게 적어 달라고 해 주세요.",
    next_en="Ask somebody who saw it.",
)
SKILL_TWICE = Kind(
    "duties.skill_noted",
    ko="{name}님은 이미 적혀 있어요.",
    en="{name} is noted already.",
    next_ko="목록에서 확인해 주세요.",
    next_en="See the list.",
    status=409,
)
NO_GROUND = Kind(
    "duties.no_ground",
    ko="어떤 자격으로 보호책임자가 되는지 고르지 않았어요.",
    en="On what ground they are the privacy officer was not chosen.",
    next_ko="대표, 임원, 부서의 장, 소상공인 가운데 골라 주세요.",
    next_en="Choose head, executive, head of department or micro-enterprise.",
)
NO_OFFICER = Kind(
    "duties.no_officer",
    ko="개인정보 보호책임자가 없어요.",
    en="There is no privacy officer.",
    next_ko="책임표에서 먼저 정해 주세요.",
    next_en="Name one in the matrix first.",
    status=409,
)
NOT_THEIR_REPORT = Kind(
    "duties.not_their_report",
    ko="보고는 보호책임자나 대표가 적어요.",
    en="The officer or an owner notes reports.",
    next_ko="보호책임자에게 적어 달라고 해 주세요.",
    next_en="Ask the privacy officer to note it.",
    status=403,
)
REPORT_EMPTY = Kind(
    "duties.report_empty",
    ko="보고한 날이나 내용이 비어 있거나, 아직 오지 않은 날이에요.",
    en="Day or content of the report is missing, or the day has not come yet.",
    next_ko="오늘까지의 날과 내용을 적어 주세요.",
    next_en="Give a day up to today and what was reported.",
)
