"""Moving an alias back switches what really reads, asks and works: rules, OCR, prompts, automations."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.fakes.vendor import KEY, MODEL, FakeVendor, says

from jangbu.apps.aimodels import queries as models
from jangbu.apps.aimodels import services as aimodels
from jangbu.apps.aimodels.models import AiModel, Evaluation, ModelVersion
from jangbu.apps.gateway import services as gateway
from jangbu.apps.gateway.models import Call
from jangbu.apps.work import registering, services
from jangbu.apps.work.models import Approval, KeptRelease, Run
from jangbu.apps.work.reading import releases as kept_releases
from jangbu.apps.work.tests.conftest import WHY, given
from jangbu.engines import documents, releases
from jangbu.engines.llm import Outside
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor

pytestmark = pytest.mark.django_db(transaction=True)
OLD = "옛 규칙으로 읽었어요."
WON = 1_000_000
MARK = f"""

_own = read


def read(*args, **more):
    found = _own(*args, **more)
    return replace(found, notes=(*found.notes, Sentence("{OLD}", "by the old rules")))
"""
FIRST, SECOND = "첫 프롬프트예요. {{문의}}", "둘째 프롬프트예요. {{문의}}"


@pytest.fixture
def approve(owner, approver) -> Callable[[ModelVersion], AiModel]:
    """By two people, on the strength of an evaluation that is written down as passed: here it is about serving."""

    def approved(version: ModelVersion) -> AiModel:
        for suite in version.entry.suites.filter(ended_at=None, required=True):
            Evaluation.objects.create(
                entry=version.entry,
                version=version,
                suite=suite,
                kind=suite.kind,
                verdict="pass",
                results=[],
                data={},
                at=system_clock(),
                ledger=1,
            )
        asked = aimodels.ask_promotion(version, actor=owner, why=WHY)
        aimodels.approve_promotion(asked, actor=approver, why=WHY)
        return AiModel.objects.get(pk=version.entry_id)

    return approved


@pytest.fixture
def earlier(tmp_path) -> dict[str, object]:
    """The content of an earlier release of the rules, which leaves a note on whatever it reads, kept."""
    folder = tmp_path / "documents"
    own = Path(documents.__file__).parent
    shutil.copytree(own, folder, ignore=shutil.ignore_patterns("ocr", "render", "__pycache__"))
    with (folder / "reader.py").open("a") as file:
        file.write(MARK)
    kept = releases.packed(folder)
    KeptRelease.objects.create(part="rules", fingerprint=kept.fingerprint, data=kept.data, kept_at=system_clock())
    return {"rules": kept.fingerprint}


@pytest.fixture
def two_rules(earlier, approve) -> AiModel:
    """The earlier rules were approved, then today's."""
    old = registering.Running("rules", "reader", "문서 읽기 규칙", earlier, "옛 판")
    approve(aimodels.note_running(old, actor=Actor.system()))
    aimodels.sync()
    entry = AiModel.objects.get(kind="rules")
    return approve(entry.versions.get(fingerprint=registering.rules_running().print))


@pytest.fixture
def read(automation, direct, paper, member) -> Callable[[], Run]:
    numbers = iter(range(100))

    def one() -> Run:
        path = paper(approval_number=f"2026112041000042{next(numbers):08}")
        run = services.submit(automation, files=[given(path)], actor=member, why=WHY)
        run.refresh_from_db()
        return run

    return one


def values(run: Run) -> dict[str, str]:
    """All but the numbers, which differ from paper to paper."""
    told = run.proposal["fields"].items()
    return {name: each["value"] for name, each in told if name not in ("number", "approval_number")}


def notes(run: Run) -> list[str]:
    return [each["ko"] for each in run.proposal["notes"]]


def test_rolling_the_rules_back_makes_the_next_paper_be_read_by_the_earlier_files(two_rules, read, owner, earlier):
    before = read()
    assert (notes(before), before.state) == ([], Run.State.WAITING)
    aimodels.roll_back(two_rules, actor=owner, why="틀린 값이 나와서")
    after = read()
    assert notes(after) == [OLD]
    assert after.input["reader"]["rules"] == earlier["rules"]
    assert values(after) == values(before)
    assert [each["name"] for each in after.proposal["checks"]] == [each["name"] for each in before.proposal["checks"]]


def test_a_new_release_waits_while_the_approved_one_goes_on_reading(earlier, approve, read):
    old = registering.Running("rules", "reader", "문서 읽기 규칙", earlier, "옛 판")
    approve(aimodels.note_running(old, actor=Actor.system()))
    aimodels.sync()  # the program was renewed; nobody approved its rules yet
    run = read()
    assert notes(run) == [OLD]
    assert run.input["reader"]["rules"] == earlier["rules"]


def test_an_earlier_release_that_was_touched_or_not_kept_reads_nothing(two_rules, read, owner, earlier, settings):
    aimodels.roll_back(two_rules, actor=owner, why="틀린 값이 나와서")
    held = KeptRelease.objects.get(part="rules", fingerprint=earlier["rules"])
    other = KeptRelease.objects.get(part="rules", fingerprint=kept_releases.printed("rules"))
    KeptRelease.objects.filter(pk=held.pk).update(data=other.data)
    shutil.rmtree(Path(settings.HOME) / "releases", ignore_errors=True)
    assert read().error_class == "releases.kept_broken"
    held.delete()
    assert read().error_class == "work.release_not_kept"


def test_files_touched_on_the_disk_are_taken_from_the_archive_again(two_rules, read, owner, earlier, settings):
    aimodels.roll_back(two_rules, actor=owner, why="틀린 값이 나와서")
    read()
    place = Path(settings.HOME) / "releases" / str(earlier["rules"]) / "reader.py"
    place.write_text("raise SystemExit(9)")
    assert notes(read()) == [OLD]


def test_a_roll_back_to_a_release_that_was_not_kept_is_refused_and_changes_nothing(two_rules, owner, earlier):
    KeptRelease.objects.filter(fingerprint=earlier["rules"]).delete()
    with pytest.raises(registering.Problem) as caught:
        aimodels.roll_back(two_rules, actor=owner, why="틀린 값이 나와서")
    assert caught.value.code == "work.release_not_kept"
    assert models.champion(two_rules).version.fingerprint == registering.rules_running().print


@pytest.fixture
def two_ocr(approve) -> AiModel:
    """A set-up that reads no Hangul was approved, then what is installed here."""
    now = registering.ocr_running()
    if not now.content["engines"]["Tesseract 한글"]:
        pytest.skip("no reader of Hangul here")
    fewer = {**now.content, "engines": {**now.content["engines"], "Tesseract 한글": False}}
    old = registering.Running("ocr", "reader", "글자 인식", fewer, "한글 없이")
    approve(aimodels.note_running(old, actor=Actor.system()))
    aimodels.sync()
    entry = AiModel.objects.get(kind="ocr")
    return approve(entry.versions.get(fingerprint=now.print))


@pytest.fixture
def scan(paper, tmp_path) -> Path:
    path = tmp_path / "scan.png"
    path.write_bytes(documents.page_png(paper(), 1, scale=2.0))
    return path


def test_rolling_ocr_back_reads_the_next_scan_with_the_readers_of_that_set_up(
    two_ocr, automation, direct, scan, owner, member
):
    def handed() -> Run:
        run = services.submit(automation, files=[given(scan)], actor=member, why=WHY)
        run.refresh_from_db()
        return run

    before = handed()
    assert "Tesseract 한글: 없어요" not in " ".join(notes(before))
    aimodels.roll_back(two_ocr, actor=owner, why="한글을 잘못 읽어서")
    after = handed()
    assert "Tesseract 한글: 없어요" in " ".join(notes(after))
    assert before.proposal["source"] == after.proposal["source"] == "scan"


def test_a_scan_is_not_read_where_no_ocr_set_up_is_approved(approve, automation, direct, scan, member, read):
    aimodels.note_running(registering.ocr_running(), actor=Actor.system())
    approve(models.entry_of("ocr", "reader").versions.get())
    models.entry_of("ocr", "reader").aliases.filter(ended_at=None).update(ended_at=system_clock())
    run = services.submit(automation, files=[given(scan)], actor=member, why=WHY)
    run.refresh_from_db()
    assert run.error_class == "aimodels.not_allowed"
    assert read().state == Run.State.WAITING  # papers with text go on


@pytest.fixture
def vendor() -> Iterator[FakeVendor]:
    gateway.bind_outside(Outside(sleep=lambda seconds: None))
    with FakeVendor([says("안녕하세요.")]) as fake:
        yield fake
    gateway.bind_outside(None)


@pytest.fixture
def drafts(vendor, process, plan, owner, direct):
    told = {"name": "시험", "base_url": vendor.base_url, "model": MODEL, "currency": "KRW"}
    prices = {"price_in": 1_000 * WON, "price_out": 4_000 * WON, "private_allowed": True}
    endpoint = gateway.add_endpoint(gateway.Setup(**told, **prices), KEY, actor=owner, why=WHY)
    gateway.switch(endpoint, True, actor=owner, why=WHY)

    def settings(prompt: str) -> dict:
        budget = {"minor": 10_000, "currency": "KRW"}
        return {"prompt": prompt, "inputs": [{"name": "문의"}], "endpoint": endpoint.pk, "budget": budget}

    made = services.add_automation(process, "답장", "draft", plan(**settings(FIRST)), actor=owner, why=WHY)
    made.second = lambda: services.add_version(made, plan(**settings(SECOND)), note="둘째", actor=owner, why=WHY)
    return made


def asked(vendor: FakeVendor) -> str:
    return json.dumps(json.loads(vendor.requests[-1]["body"])["messages"], ensure_ascii=False)


def draft(automation, member) -> Run:
    run = services.start_draft(automation, {"문의": "언제 오나요?"}, "", actor=member, why=WHY)
    run.refresh_from_db()
    return run


def test_rolling_a_prompt_back_makes_the_next_draft_ask_with_the_earlier_text(
    drafts, vendor, approve, owner, member, approver
):
    prompt = models.entry_of("prompt", drafts.pk)
    approve(prompt.versions.get())
    drafts.second()
    waiting = draft(drafts, member)
    assert "첫 프롬프트예요" in asked(vendor)  # the new text is a candidate until it is approved
    approve(prompt.versions.get(number=2))
    run = draft(drafts, member)
    assert "둘째 프롬프트예요" in asked(vendor)
    aimodels.roll_back(prompt, actor=owner, why="말투가 딱딱해서")
    after = draft(drafts, member)
    assert "첫 프롬프트예요" in asked(vendor)
    assert [each.input["prompt"]["label"] for each in (waiting, run, after)] == ["v1", "v2", "v1"]
    assert run.version_id == after.version_id  # the automation itself stays at its version
    run.refresh_from_db()
    assert run.input["prompt"]["label"] == "v2"  # what had begun keeps what it began with


def test_rolling_an_automation_back_takes_its_prompt_along_where_that_was_approved(
    drafts, vendor, approve, owner, member
):
    entry, prompt = models.entry_of("automation", drafts.pk), models.entry_of("prompt", drafts.pk)
    for number in (1, 2):
        if number == 2:
            drafts.second()
        approve(prompt.versions.get(number=number))
        approve(entry.versions.get(number=number))
    aimodels.roll_back(entry, actor=owner, why="말투가 딱딱해서")
    drafts.refresh_from_db()
    assert drafts.current.number == 1
    assert models.champion(prompt).version.number == 1
    draft(drafts, member)
    assert "첫 프롬프트예요" in asked(vendor)


def test_what_waits_in_the_queue_goes_to_the_version_that_serves_and_what_began_keeps_its_own(
    drafts, vendor, approve, owner, member, direct, monkeypatch
):
    entry, prompt = models.entry_of("automation", drafts.pk), models.entry_of("prompt", drafts.pk)
    for number in (1, 2):
        if number == 2:
            drafts.second()
        approve(prompt.versions.get(number=number))
        approve(entry.versions.get(number=number))
    drafts.refresh_from_db()
    began = draft(drafts, member)
    monkeypatch.setattr(type(direct), "start", lambda *args, **more: None)  # the worker is busy elsewhere
    queued = draft(drafts, member)
    assert (began.version.number, queued.version.number, queued.state) == (2, 2, Run.State.QUEUED)
    aimodels.roll_back(entry, actor=owner, why="말투가 딱딱해서")
    services.prepare_run(queued.pk, f"{queued.pk}:prepare")
    queued.refresh_from_db()
    began.refresh_from_db()
    assert (began.version.number, queued.version.number) == (2, 1)
    approval = began.approvals.get(state=Approval.State.OPEN)
    services.approve(approval, actor=owner, edits={"text": "고쳐 쓴 글이에요."})
    began.refresh_from_db()
    assert (began.state, began.version.number) == (Run.State.DONE, 2)


def test_a_prompt_whose_evaluation_is_past_its_time_leaves_an_empty_draft_and_says_so(
    drafts, vendor, approve, member, monkeypatch
):
    prompt = models.entry_of("prompt", drafts.pk)
    approve(prompt.versions.get())
    later = system_clock() + timedelta(days=61)
    run = services.start_draft(drafts, {"문의": "언제 오나요?"}, "", actor=member, why=WHY, clock=lambda: later)
    Run.objects.filter(pk=run.pk).update(state=Run.State.QUEUED)
    run.steps.all().delete()
    run.approvals.all().delete()
    services.prepare_run(run.pk, f"{run.pk}:again", clock=lambda: later)
    run.refresh_from_db()
    assert (run.state, run.proposal["draft"]) == (Run.State.WAITING, "")
    assert "평가가 오래돼" in run.doubts[0]["ko"]


def test_the_drill_really_reads_and_asks_by_the_earlier_version_and_files_what_it_saw(
    two_rules, drafts, vendor, approve, owner, read, earlier
):
    read()
    made = aimodels.drill_alias(two_rules, actor=owner)
    assert made.passed, made.steps
    assert made.seen["fingerprint"] == models.fingerprint_of(earlier)
    assert notes(read()) == []  # what serves was never switched
    entry, prompt = models.entry_of("automation", drafts.pk), models.entry_of("prompt", drafts.pk)
    for number in (1, 2):
        if number == 2:
            drafts.second()
        approve(prompt.versions.get(number=number))
        approve(entry.versions.get(number=number))
    made = aimodels.drill_alias(prompt, actor=owner)
    assert made.passed, made.steps
    assert "첫 프롬프트예요" in asked(vendor)
    assert Call.objects.filter(purpose=Call.Purpose.PROBE).count() == 1
    made = aimodels.drill_alias(entry, actor=owner)
    assert made.passed, made.steps
    assert made.seen["fingerprint"] == entry.versions.get(number=1).fingerprint


def test_the_drill_fails_where_the_earlier_release_does_not_run_any_more(two_rules, owner, earlier):
    KeptRelease.objects.filter(fingerprint=earlier["rules"]).delete()
    made = aimodels.drill_alias(two_rules, actor=owner)
    assert not made.passed
    assert "보관하지 않아서" in made.steps[-1]["ko"]


def test_the_drill_of_ocr_reads_a_scan_with_the_readers_of_that_set_up(two_ocr, owner):
    made = aimodels.drill_alias(two_ocr, actor=owner)
    assert made.passed, made.steps
    assert made.seen["fingerprint"] == models.champion(two_ocr).entry.versions.get(label="한글 없이").fingerprint
