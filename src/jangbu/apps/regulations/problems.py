"""What can be wrong with modules, use cases and decisions, one sentence each."""

from jangbu.kernel.errors import Kind

NOT_A_MODULE = Kind(
    "regulations.not_a_module",
    ko="{file}: 법 규칙을 담은 파일이 아니에요.",
    en="{file} does not hold rules of a law.",
    next_ko="kind: regulation으로 된 YAML을 올려 주세요. 쓰던 판을 그대로 써요.",
    next_en="Bring a YAML file of kind: regulation. The version in use stays.",
)
WRONG_NAME = Kind(
    "regulations.wrong_name",
    ko="{file}: 파일 이름과 안에 적힌 name '{name}'은 같아야 하고 영어 소문자, 숫자, 밑줄로 적어요.",
    en="{file} must be called as the name it holds, '{name}', in small letters, digits and underscores.",
    next_ko="파일을 {name}.yaml처럼 고쳐 주세요. 쓰던 판을 그대로 써요.",
    next_en="Call it like {name}.yaml. The version in use stays.",
)
WRONG_PARAMETERS = Kind(
    "regulations.wrong_parameters",
    ko="{file}의 {place}: 근거 {call}에 맞지 않는 값을 적었어요.",
    en="{place} in {file} asks {call} with parameters it does not take.",
    next_ko="docs/dev/regulations.md의 표를 보고 고쳐 주세요. 쓰던 판을 그대로 써요.",
    next_en="See the table in docs/dev/regulations.md. The version in use stays.",
)
NO_MODULE = Kind(
    "regulations.no_module",
    ko="'{name}'이라는 법 모듈은 없어요.",
    en="There is no regulation module called '{name}'.",
    next_ko="법과 규정 목록에서 골라 주세요.",
    next_en="Choose one from the list of laws.",
    status=404,
)
NO_VERSION = Kind(
    "regulations.no_version",
    ko="{module}에 {number}판이 없어요.",
    en="{module} has no version {number}.",
    next_ko="판 목록에서 골라 주세요.",
    next_en="Choose one from the list of versions.",
    status=404,
)
SERVES_ALREADY = Kind(
    "regulations.serves_already",
    ko="{module}: {number}판을 이미 쓰고 있어요.",
    en="{module} already uses version {number}.",
    next_ko="다른 판을 골라 주세요.",
    next_en="Choose another version.",
    status=409,
)
NOTHING_CHANGES = Kind(
    "regulations.nothing_changes",
    ko="{module}: 지금 쓰는 판과 똑같은 파일이에요.",
    en="{module}: the file is the same as the version in use.",
    next_ko="고친 파일을 올려 주세요.",
    next_en="Bring the changed file.",
    status=409,
)
CHANGED_MEANWHILE = Kind(
    "regulations.changed_meanwhile",
    ko="{module}: 달라지는 것을 보시는 사이에 쓰는 판이 바뀌었어요.",
    en="{module} has changed while you looked at what this file changes.",
    next_ko="달라지는 것을 다시 보고 정해 주세요.",
    next_en="Look at the changes again, then decide.",
    status=409,
)
SETTLED = Kind(
    "regulations.settled",
    ko="이 파일은 이미 처리했어요.",
    en="This file was dealt with already.",
    next_ko="파일을 다시 올려 주세요.",
    next_en="Bring the file again.",
    status=409,
)
NO_FILE = Kind(
    "regulations.no_file",
    ko="파일이 없거나 비어 있거나 너무 커요.",
    en="There is no file, or it is empty or too large.",
    next_ko="512 KB까지의 YAML 파일을 골라 주세요.",
    next_en="Choose a YAML file of 512 KB at most.",
)
NO_WHY = Kind(
    "regulations.no_why",
    ko="까닭이 비어 있어요.",
    en="The reason is empty.",
    next_ko="왜 그런지 한 줄로 적어 주세요.",
    next_en="Say why in a line.",
)
QUESTIONS_OPEN = Kind(
    "regulations.questions_open",
    ko="{case}: 아직 답하지 않은 질문이 있어요.",
    en="{case} has questions without an answer.",
    next_ko="질문에 답한 다음 정해 주세요.",
    next_en="Answer them first, then decide.",
    status=409,
)
ANSWERS_CHANGED = Kind(
    "regulations.answers_changed",
    ko="{case}: 결론을 보시는 사이에 답이 바뀌었어요.",
    en="The answers of {case} have changed while you looked at the conclusion.",
    next_ko="새 결론을 읽고 다시 정해 주세요.",
    next_en="Read the new conclusion, then decide.",
    status=409,
)
NOT_ANSWERED = Kind(
    "regulations.not_answered",
    ko="답, 답한 날, 변호사가 답했는지가 비어 있어요.",
    en="The answer, its day, or whether a lawyer gave it is missing.",
    next_ko="고치기에서 채운 다음 답을 받았다고 적어 주세요.",
    next_en="Fill them in under 'Change', then note the answer.",
    status=409,
)
NOT_DESTROYED = Kind(
    "regulations.not_destroyed",
    ko="{name}: 가명정보를 파기한 날이 비어 있어요.",
    en="The day on which {name} was destroyed is missing.",
    next_ko="고치기에서 파기한 날을 적은 다음 다시 해 주세요.",
    next_en="Enter it under 'Change', then try again.",
    status=409,
)
NOTHING_TO_CONFIRM = Kind(
    "regulations.nothing_to_confirm",
    ko="{case}: 다른 사람이 확인할 것이 없어요.",
    en="There is nothing in {case} for a second person to confirm.",
    next_ko="예외로 보거나 고영향이 아니라고 정한 것만 확인해요.",
    next_en="Only an exemption, or 'not high-impact', is confirmed.",
    status=409,
)
LOOK_AGAIN = Kind(
    "regulations.look_again",
    ko="{case}: 정한 뒤에 답이나 규칙이 바뀌었어요.",
    en="The answers or rules of {case} have changed since it was decided.",
    next_ko="먼저 다시 정한 다음 확인해 주세요.",
    next_en="Decide again first, then confirm.",
    status=409,
)
SAME_PERSON = Kind(
    "regulations.same_person",
    ko="{case}: 정한 사람은 자기가 정한 것을 확인할 수 없어요.",
    en="Whoever decided on {case} cannot confirm it themselves.",
    next_ko="정할 수 있는 다른 사람에게 확인해 달라고 해 주세요.",
    next_en="Ask somebody else who may decide.",
    status=403,
)
NOTICE_MISSING = Kind(
    "regulations.notice_missing",
    ko="{case}: AI라고 미리 알리는 문구가 시행 중이 아니라서 모델에 보내지 않았어요 (인공지능기본법 제31조 제1항).",
    en="Nothing was sent: in {case} no notice is in force that tells people outside that it is AI "
    "(AI Basic Act, Art. 31(1)).",
    next_ko="AI 쓰임에서 알리는 문구, 알리는 곳, 시작한 날을 적으면 바로 풀려요.",
    next_en="Write text, place and first day of the notice under Uses of AI; it counts at once.",
    status=409,
)
