"""A firm with no data: every page of incidents and alerts opens and says what to do."""

from __future__ import annotations

import pytest

from jangbu.apps.people.models import Firm
from jangbu.kernel.clock import system_clock

PAGES = {
    "/incidents/": "일이 생기면 여기에 먼저 적어요.",
    "/incidents/new/": "다 몰라도 먼저 적어 주세요.",
    "/incidents/alerts/": "규칙 갖추기",
    "/incidents/alerts/rules/": "갖춰 둔 규칙 가운데 없는 것이",
    "/incidents/alerts/rules/new/": "점검 항목이 어긋나거나",
    "/incidents/alerts/rules/import/": "파일에 없는 규칙은 그대로 둬요.",
    "/incidents/alerts/channels/": "아직 채널이 없어요.",
    "/incidents/duty/": "누가 언제 받을지 정하면",
    "/incidents/log/": "이 주에는 살펴볼 기록이 없어요.",
    "/incidents/audits/": "점검",
    "/incidents/findings/": "지적",
    "/digest/": "아래는 지금 보낸다면 받을 글이에요.",
    "/auditor-pack/": "장부에 아직 기록이 없어요",
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_data_says_what_to_do(path, cast, sign_in):
    Firm.objects.create(name="새 회사", created_at=system_clock())
    answer = sign_in(cast.owner).get(path)
    assert answer.status_code == 200
    assert PAGES[path] in answer.content.decode()
