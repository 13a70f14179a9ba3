"""Why something of a model is refused, one sentence each."""

from jangbu.kernel.errors import Kind

NOT_ALLOWED = Kind(
    "aimodels.not_allowed",
    ko="{title}: 지금 판은 평가와 승인을 거치지 않아서 쓰지 않았어요.",
    en="{title} was not used: its version was neither evaluated nor approved.",
    next_ko="'AI 모델' 화면에서 그 판을 평가하고 다른 사람의 승인을 받거나, 앞의 판으로 되돌려 주세요.",
    next_en="Evaluate that version under AI models and have somebody else approve it, or roll back.",
    status=409,
)
EVALUATION_OVER = Kind(
    "aimodels.evaluation_over",
    ko="{title}: 평가가 오래돼 {day}부터 쓰지 않아요.",
    en="{title} is not used since {day}: its evaluation is past its time.",
    next_ko="'AI 모델' 화면에서 다시 평가하거나, 결정할 수 있는 사람이 이름을 걸고 기한을 늘려 주세요.",
    next_en="Evaluate it again under AI models, or have somebody who may decide prolong it in their own name.",
    status=409,
)
RETIRED = Kind(
    "aimodels.retired",
    ko="{title}: 그만 쓰기로 한 AI라 쓰지 않았어요.",
    en="{title} was not used: it was retired.",
    next_ko="다시 쓰려면 'AI 모델' 화면에서 쓴다고 적어 주세요.",
    next_en="Note under AI models that it is used to take it up again.",
    status=409,
)
NOT_LAPSED = Kind(
    "aimodels.not_lapsed",
    ko="{title}: 평가가 아직 괜찮아서 기한을 늘릴 일이 없어요.",
    en="{title} needs no prolongation: its evaluations are good.",
    next_ko="그대로 쓰면 돼요.",
    next_en="Go on using it.",
    status=409,
)
PROLONGED_ENOUGH = Kind(
    "aimodels.prolonged_enough",
    ko="{title}: 평가 없이는 {day}까지만 쓸 수 있어요. 기한은 오늘부터 {days}일 안의 날이어야 해요.",
    en="{title} may serve without a new evaluation until {day} at most, and for {days} days from today at a time.",
    next_ko="더 쓰려면 다시 평가해 주세요.",
    next_en="Evaluate it again to go on using it.",
)
NOT_EVALUATED = Kind(
    "aimodels.not_evaluated",
    ko="{title} {label}: 올리려면 통과한 평가가 있어야 해요. 모자란 것: {lacking_ko}.",
    en="{title} {label} cannot be promoted without evaluations it passed. Lacking: {lacking_en}.",
    next_ko="이 판을 먼저 평가해 주세요.",
    next_en="Evaluate this version first.",
    status=409,
)
OWN_REQUEST = Kind(
    "aimodels.own_request",
    ko="스스로 올리자고 한 판은 스스로 승인할 수 없어요.",
    en="You cannot approve a promotion that you asked for.",
    next_ko="다른 승인자에게 부탁해 주세요.",
    next_en="Ask another approver.",
    status=403,
)
A_PERSON_DECIDES = Kind(
    "aimodels.a_person_decides",
    ko="판을 올리는 일은 사람이 정해요.",
    en="Promotions are decided by people.",
    next_ko="승인할 수 있는 사람이 화면에서 정해 주세요.",
    next_en="Have somebody who may approve decide on the page.",
    status=403,
)
ASKED_ALREADY = Kind(
    "aimodels.asked_already",
    ko="{title}: 이미 승인을 기다리는 판이 있어요.",
    en="A version of {title} waits for approval already.",
    next_ko="그것을 먼저 정하거나 거둬 주세요.",
    next_en="Decide or withdraw that one first.",
    status=409,
)
NOT_OPEN = Kind(
    "aimodels.not_open",
    ko="이 요청은 이미 정해졌어요.",
    en="This request has been decided.",
    next_ko="화면을 새로 열어 주세요.",
    next_en="Open the page again.",
    status=409,
)
SERVES_ALREADY = Kind(
    "aimodels.serves_already",
    ko="{title} {label}: 이미 승인받아 쓰고 있는 판이에요.",
    en="{title} {label} serves already, and was approved.",
    next_ko="다른 판을 골라 주세요.",
    next_en="Choose another version.",
    status=409,
)
NO_WHY = Kind(
    "aimodels.no_why",
    ko="까닭이 비어 있어요.",
    en="The reason is empty.",
    next_ko="나중에 읽을 사람을 위해 한 줄 적어 주세요.",
    next_en="Write one line for whoever reads it later.",
)
NOTHING_BEFORE = Kind(
    "aimodels.nothing_before",
    ko="{title}: 되돌아갈 판이 없어요. 앞서 쓰던 판이 없거나 승인받지 않았어요.",
    en="{title} has nothing to go back to: no earlier version served, or none was approved.",
    next_ko="자동화라면 멈추거나 손으로 처리해 주세요.",
    next_en="Pause it, or do the work by hand.",
    status=409,
)
FIXED_ELSEWHERE = Kind(
    "aimodels.fixed_elsewhere",
    ko="{title}: 이 판은 여기서 바꿀 수 없어요. {why_ko}",
    en="{title} cannot be switched from here. {why_en}",
    next_ko="쓰는 곳에서 앞의 판으로 바꿔 주세요.",
    next_en="Switch to the earlier version where it runs.",
    status=409,
)
NO_VERSION = Kind(
    "aimodels.no_version",
    ko="{title}: 그런 판이 없어요.",
    en="{title} has no such version.",
    next_ko="목록에 있는 판 가운데 골라 주세요.",
    next_en="Choose one of the versions shown.",
    status=404,
)
NO_SUITE = Kind(
    "aimodels.no_suite",
    ko="{title}: 그런 평가를 정해 두지 않았어요.",
    en="{title} has no such evaluation set up.",
    next_ko="평가를 먼저 정해 주세요.",
    next_en="Set the evaluation up first.",
    status=404,
)
DATA_MISSING = Kind(
    "aimodels.data_missing",
    ko="평가에 쓸 데이터가 없어요: {name}.",
    en="The data of the evaluation are not there: {name}.",
    next_ko="데이터 목록에 있는 것을 고르거나, 그 데이터를 먼저 올려 주세요.",
    next_en="Choose a dataset from the list, or deliver it first.",
    status=404,
)
COLUMN_MISSING = Kind(
    "aimodels.column_missing",
    ko="{name} 데이터에 '{column}' 열이 없어요.",
    en="The dataset {name} has no column '{column}'.",
    next_ko="정답, 예측, 묶음을 담은 열의 이름을 다시 확인해 주세요.",
    next_en="Check the names of the columns for truth, prediction and groups.",
)
NOTHING_TO_MEASURE = Kind(
    "aimodels.nothing_to_measure",
    ko="{title}: 이 판에 대해 잴 것이 아직 없어요.",
    en="There is nothing to measure of this version of {title} yet.",
    next_ko="사람이 확인한 일이 쌓이거나 정답이 있는 데이터를 고르면 잴 수 있어요.",
    next_en="It can be measured once people have checked its work, or on labelled data.",
    status=409,
)
NOBODY_TO_ASK = Kind(
    "aimodels.nobody_to_ask",
    ko="{title}: 물어볼 모델이 이어져 있지 않아요.",
    en="{title} is connected to no model that could be asked.",
    next_ko="모델 연결을 켜거나, 답이 이미 담긴 데이터로 평가해 주세요.",
    next_en="Switch the connection on, or evaluate on data that already hold the answers.",
    status=409,
)
NOTHING_TO_ASK = Kind(
    "aimodels.nothing_to_ask",
    ko="{name} 데이터에 글과 정답이 함께 있는 행이 없어요.",
    en="No row of {name} holds both a text and a truth.",
    next_ko="물어볼 글 열과 정답 열을 다시 골라 주세요.",
    next_en="Choose the columns of texts and truth again.",
)
LIMIT_WRONG = Kind(
    "aimodels.limit_wrong",
    ko="기준은 0에서 100 사이의 수예요: {measure}.",
    en="A threshold is a number from 0 to 100: {measure}.",
    next_ko="백분율로 다시 적어 주세요.",
    next_en="Write it again as a percentage.",
)
SAME_VERSION = Kind(
    "aimodels.same_version",
    ko="{title}: 같은 내용의 판이 이미 있어요 ({label}).",
    en="{title} has a version of this very content already ({label}).",
    next_ko="그 판을 쓰거나 내용을 바꿔 주세요.",
    next_en="Use that one, or change something.",
    status=409,
)
