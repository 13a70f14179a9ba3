"""The ledger vocabulary of models, beside what the register says of itself."""

from jangbu.apps.ledger.actions import declare

LINK = "/ai/{subject_id}/"
SEEN = declare(
    "aimodels.seen",
    ko="{title}: 실제로 쓰는 것을 보고 대장에 올렸어요",
    en="Registered {title}, seen in use",
    link=LINK,
)
VERSION_ADDED = declare(
    "aimodels.version_added",
    ko="{title} · {label}: 대장에 올렸어요 ({note})",
    en="Registered {label} of {title}: {note}",
    link=LINK,
)
FOLLOWED = declare(
    "aimodels.alias_followed",
    ko="{title} · {label}: 평가와 승인 없이 쓰고 있어요",
    en="{title} now serves {label}, unevaluated and unapproved",
    link=LINK,
)
ENDED = declare(
    "aimodels.alias_ended",
    ko="{title} · {label}: 승인받지 않은 판이라 쓰지 않아요",
    en="Nothing of {title} serves: {label} was not approved",
    link=LINK,
)
IDLE = declare(
    "aimodels.alias_idle",
    ko="{title} · {label}: 껐어요",
    en="{title} was switched off at {label}",
    link=LINK,
)
EVALUATED = declare(
    "aimodels.evaluated",
    ko="{title} · {label}: {kind_ko} 평가 · {verdict_ko} ({cases}건)",
    en="Evaluated {kind_en} of {title} {label}: {verdict_en} ({cases} cases)",
    link=LINK,
)
SUITE_SET = declare(
    "aimodels.suite_set",
    ko="{title}: {kind_ko} 평가의 기준과 주기를 정했어요",
    en="Set thresholds and cycle of the {kind_en} evaluation of {title}",
    link=LINK,
    decision=True,
)
ASKED = declare(
    "aimodels.promotion_asked",
    ko="{title} · {label}: 쓰자고 했어요",
    en="Asked that {label} of {title} serves",
    link=LINK,
    decision=True,
)
PROMOTED = declare(
    "aimodels.promoted",
    ko="{title} · {label}: 쓰기로 승인했어요",
    en="Approved that {label} of {title} serves",
    link=LINK,
    decision=True,
)
REJECTED = declare(
    "aimodels.promotion_rejected",
    ko="{title} · {label}: 쓰지 않기로 했어요",
    en="Rejected {label} of {title}",
    link=LINK,
    decision=True,
)
WITHDRAWN = declare(
    "aimodels.promotion_withdrawn",
    ko="{title} · {label}: 쓰자는 요청을 거뒀어요",
    en="Withdrew the request for {label} of {title}",
    link=LINK,
    decision=True,
)
ROLLED_BACK = declare(
    "aimodels.rolled_back",
    ko="{title} · {label}: 이 판으로 되돌렸어요",
    en="Rolled {title} back to {label}",
    link=LINK,
    decision=True,
)
REGIME = declare(
    "aimodels.regime_on",
    ko="{title}: 이제부터 평가하고 승인한 판만 써요",
    en="From now on {title} serves only what was evaluated and approved",
    link=LINK,
    decision=True,
)
DRILLED = declare(
    "aimodels.drilled",
    ko="{title}: 판 되돌리기를 연습했어요, {said_ko} ({ms}밀리초)",
    en="Rehearsed the roll-back of {title}: {said_en} ({ms} ms)",
    link=LINK,
)
STRICT = declare(
    "aimodels.strictness_set",
    ko="새로 들이는 AI: {said_ko}",
    en="AI taken in from now on: {said_en}",
    link="/ai/",
    decision=True,
)
PROLONGED = declare(
    "aimodels.prolonged",
    ko="{title} · {label}: 평가 없이 {until}까지 더 쓰기로 했어요",
    en="{title} {label} may serve until {until} without a new evaluation",
    link=LINK,
    decision=True,
)
