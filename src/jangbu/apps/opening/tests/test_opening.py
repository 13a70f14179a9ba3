"""From nothing to a first scorecard: every step makes what it says, can be skipped, and can be done later."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jangbu.apps.duties import services as duties
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.opening import queries, services
from jangbu.apps.opening.models import Opening
from jangbu.apps.opening.steps import STEPS
from jangbu.apps.pilots import queries as pilots
from jangbu.apps.policies import queries as policies
from jangbu.apps.sources import queries as sources
from jangbu.apps.work import queries as work
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


def a_log() -> bytes:
    """Forty working days of ten cases, each received, entered and closed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["접수번호", "단계", "시각"])
    for day in range(56):
        morning = datetime(2026, 10, 5, 0, 7, tzinfo=UTC) + timedelta(days=day)
        if morning.weekday() > 4:
            continue
        for case in range(10):
            at = morning + timedelta(minutes=31 * case)
            for step, minutes in (
                ("접수", 0),
                ("입력", 9 + (case * 7 + day) % 11),
                ("완료", 25 + (case * 5 + day) % 13),
            ):
                when = at + timedelta(minutes=minutes, seconds=(case * 17 + day * 3) % 60)
                writer.writerow([f"{day:02}-{case:02}", step, when.strftime("%Y-%m-%d %H:%M:%S")])
    return out.getvalue().encode("utf-8-sig")


CUSTOMERS = "이름,전화,사업자번호\n(주)한빛정밀,02-555-0101,120-81-47521\n한빛정밀,025550101,1208147521\n".encode()


def test_the_whole_way_by_page_with_a_log_of_work(cast, sign_in: Callable[..., Client], owner: Actor):
    client = sign_in(cast.owner)
    page = client.get(reverse("opening"))
    assert page.status_code == 200
    told = {"constraint": "time", "success": "all_gates", "process_named": "매입 계산서 처리"}
    assert client.post(reverse("opening-questions"), told).status_code == 302
    given = {"file": SimpleUploadedFile("계산서_기록.csv", a_log())}
    assert client.post(reverse("opening-file"), given).status_code == 302
    for name in ("card", "policies", "duties"):
        assert client.post(reverse(f"opening-{name}")).status_code == 302
        assert client.get(reverse("opening")).status_code == 200
    assert client.post(reverse("opening-plan"))["Location"] == reverse("roadmap")

    held = queries.opening()
    assert held is not None
    assert held.finished_at is not None
    assert held.typed == 1  # the name of the work; forty are allowed
    assert [line.state for line in queries.lines(held)] == ["done"] * len(STEPS)
    process = work.find_process(owner, held.process)
    assert process is not None
    assert process.name == "매입 계산서 처리"
    assert process.repeatability
    pilot = pilots.find(owner, held.pilot)
    assert pilot is not None
    assert any(each["detectable"] for each in pilot.plan["design"]["known"])
    assert len(policies.visible(owner)) == 4
    dataset = sources.find(owner, held.dataset)
    assert dataset is not None
    assert sources.is_usable(dataset)
    after = client.get(reverse("opening")).content.decode()
    assert "모든 걸음을 마쳤어요" in after
    assert not duties.proposals(timezone.now())
    told = [entry.what for entry in ledger.history(Subject("opening", held.pk), limit=20)]
    assert any(what.startswith("시작하기를 끝냈어요") for what in told)


def test_a_list_of_customers_says_honestly_that_no_effect_can_be_told_from_it(cast, owner: Actor):
    services.answer_questions({"constraint": "errors"}, typed=0, actor=owner, why="시작하려고")
    held = services.point_at_file([CUSTOMERS], "거래처.csv", actor=owner, why="살펴보려고")
    assert held.process == ""
    draft = next(each for each in queries.made(held, owner, NOW) if each.title == "파일럿 초안")
    assert draft.state == "partly"
    assert "아직 말할 수 없어요" in draft.said


def test_every_step_may_be_skipped_and_done_later(cast, sign_in: Callable[..., Client], owner: Actor):
    client = sign_in(cast.owner)
    for step in STEPS:
        assert client.post(reverse("opening-skip", args=[step.name])).status_code == 302
    held = queries.opening()
    assert held is not None
    assert queries.next_step(held) == STEPS[0].name
    assert client.get(reverse("opening") + "?step=policies").status_code == 200
    services.draft_policies(actor=owner, why="초안부터 보려고")
    services.skip_step("policies", actor=owner)
    assert Opening.objects.get().steps["policies"]["state"] == "done"  # what is done stays done


def test_what_cannot_be_used_is_a_sentence_and_nothing_half_done(cast, sign_in: Callable[..., Client], owner: Actor):
    client = sign_in(cast.owner)
    answer = client.post(reverse("opening-file"), {"file": SimpleUploadedFile("그림.png", b"\x89PNG\r\n\x1a\n0000")})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "그림(PNG)이에요" in page
    assert 'name="file"' in page  # the step is still open: another file can be given at once
    held = queries.opening()
    assert held is None or "file" not in held.steps
    for call, code in (
        (lambda: services.answer_questions({}, typed=0, actor=owner, why=""), "opening.no_answer"),
        (lambda: services.confirm_card(actor=owner, why="확인"), "opening.file_first"),
        (lambda: services.skip_step("nowhere", actor=owner), "opening.no_step"),
    ):
        with pytest.raises(Problem) as caught:
            call()
        assert caught.value.code == code
    assert client.post(reverse("opening-file")).status_code == 422


def test_only_who_may_open_the_firm_sees_it(cast, sign_in: Callable[..., Client]):
    assert sign_in(cast.member).get(reverse("opening")).status_code == 403
    assert sign_in(cast.outsider).get(reverse("opening")).status_code in {403, 404}


def test_today_leads_there_until_it_is_finished(cast, owner: Actor):
    assert queries.is_open(owner)
    for step in STEPS:
        services.skip_step(step.name, actor=owner)
    assert not queries.is_open(owner)
