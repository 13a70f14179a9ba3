"""The ledger vocabulary of the gateway. No key and no content of a call is ever among it."""

from jangbu.apps.ledger.actions import declare

LINK = "/models/{endpoint_id}/"

ENDPOINT_ADDED = declare(
    "gateway.endpoint_added",
    ko="{endpoint} 연결을 만들었어요 (모델 {model})",
    en="Connected {endpoint} (model {model})",
    link=LINK,
    decision=True,
)
ENDPOINT_CHANGED = declare(
    "gateway.endpoint_changed",
    ko="{endpoint} 연결의 설정을 고쳤어요: {said_ko}",
    en="Changed the connection {endpoint}: {said_en}",
    link=LINK,
    decision=True,
)
SWITCHED_ON = declare(
    "gateway.switched_on",
    ko="{endpoint} 연결을 켰어요",
    en="Switched the connection {endpoint} on",
    link=LINK,
    decision=True,
)
SWITCHED_OFF = declare(
    "gateway.switched_off",
    ko="{endpoint} 연결을 껐어요",
    en="Switched the connection {endpoint} off",
    link=LINK,
    decision=True,
)
KEY_FORGOTTEN = declare(
    "gateway.key_forgotten",
    ko="{endpoint} 연결의 열쇠를 지우고 껐어요",
    en="Deleted the key of {endpoint} and switched it off",
    link=LINK,
    decision=True,
)
CALLED = declare(
    "gateway.called",
    ko="{endpoint}에 물었어요: {purpose_ko}, {tokens:,}토큰, {cost} {currency}",
    en="Asked {endpoint}: {purpose_en}, {tokens:,} tokens, {cost} {currency}",
    link=LINK,
)
CALL_FAILED = declare(
    "gateway.call_failed",
    ko="{endpoint}에서 쓸 만한 답을 받지 못했어요: {purpose_ko}, {outcome}, {cost} {currency}",
    en="No usable answer from {endpoint}: {purpose_en}, {outcome}, {cost} {currency}",
    link=LINK,
)
HELD_BACK = declare(
    "gateway.held_back",
    ko="{endpoint}에 보내지 않았어요: {said_ko}",
    en="Nothing was sent to {endpoint}: {said_en}",
    link=LINK,
)
