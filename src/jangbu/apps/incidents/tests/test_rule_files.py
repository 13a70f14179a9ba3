"""Alert rules as files, and what a rule would have rung in the past."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from jangbu.apps.base.evidence import Answer, Evidence, Status, Words
from jangbu.apps.incidents import services
from jangbu.apps.incidents.alerts import moving, rehearsing
from jangbu.apps.incidents.alerts.models import Alert, AlertRule, Channel, Message
from jangbu.apps.incidents.tests.conftest import WHY
from jangbu.apps.incidents.tests.test_alerts import NOON, rule
from jangbu.apps.incidents.tests.test_life import code_of
from jangbu.apps.work import services as work
from jangbu.kernel.clock import system_clock


def rules():
    return list(AlertRule.objects.prefetch_related("channels"))


@pytest.fixture
def firm(owner):
    services.install_defaults(actor=owner)
    room = Channel.objects.create(name="전산팀 방", kind="slack", address="x", host="y", created_at=system_clock())
    made = rule(owner, title_ko='=HYPERLINK("http://x")', title_en="+cmd", response_ko="@봐요\n고쳐요")
    made.channels.set([room])
    return made


@pytest.mark.parametrize(("write", "name"), [(moving.as_yaml, "r.yaml"), (moving.as_xlsx, "r.xlsx")])
def test_what_goes_out_comes_back_the_same(firm, write, name):
    lines = moving.compare(moving.read(name, write(rules())))
    assert len(lines) == AlertRule.objects.count() > 20
    assert {each.does for each in lines} == {"same"}


def test_a_sheet_holds_no_formula(firm):
    sheet = openpyxl.load_workbook(io.BytesIO(moving.as_xlsx(rules()))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    titles = [str(cell.value) for cell in cells if "HYPERLINK" in str(cell.value)]
    assert titles == ['\'=HYPERLINK("http://x")']


def test_a_changed_file_is_shown_first_and_then_does_what_it_showed(firm, owner, cast, sign_in):
    told = yaml.safe_load(moving.as_yaml(rules()))
    told[0]["threshold"], told[1]["on"] = 42, False
    told.append({**told[2], "key": "own", "title_ko": "우리 규칙", "title_en": "our rule"})
    client = sign_in(cast.owner)
    file = SimpleUploadedFile("r.yaml", yaml.safe_dump(told, allow_unicode=True).encode())
    page = client.post("/incidents/alerts/rules/import/", {"file": file})
    said = page.content.decode()
    assert "더할 것 1개, 고칠 것 2개" in said
    assert not AlertRule.objects.filter(key="own").exists()
    text = page.context["text"]
    assert client.post("/incidents/alerts/rules/import/", {"rules": text, "why": ""}).status_code == 422
    assert client.post("/incidents/alerts/rules/import/", {"rules": text, "why": "바꾸려고"}).status_code == 302
    assert AlertRule.objects.get(key="own").title_ko == "우리 규칙"
    assert AlertRule.objects.get(key=told[0]["key"]).threshold == 42
    assert AlertRule.objects.get(key=told[1]["key"]).stopped_at is not None
    assert {each.does for each in moving.compare(told)} == {"same"}
    assert sign_in(cast.member).get("/incidents/alerts/rules/import/").status_code == 403
    for form in ("yaml", "xlsx"):
        assert sign_in(cast.owner).get(f"/incidents/alerts/rules/file/?form={form}").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "no_such_fact"), ("source", "shell"), ("severity", "loud"), ("every_minutes", 0),
        ("threshold", "많이"),
        ("title_en", ""), ("channels", ["없는 방"]), ("key", "clocks"), ("response_ko", "가" * 2_001),
    ],
)  # fmt: skip
def test_one_wrong_rule_refuses_the_file_whole_and_says_which(firm, owner, field, value):
    told = yaml.safe_load(moving.as_yaml(rules()))
    told[0]["threshold"] = 42
    told[-1] = {**told[-1], "key": "last" if field != "key" else value, **({field: value} if field != "key" else {})}
    before = [moving.told(each) for each in rules()]
    lines = moving.compare(told)
    assert [each.does for each in lines].count("refused") == 1
    assert next(each for each in lines if each.does == "refused").why
    assert code_of(services.bring_in, told, actor=owner, why=WHY) == "alerts.file_refused"
    assert [moving.told(each) for each in rules()] == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.yaml", b"!!python/object/apply:os.system ['true']"), ("r.yaml", b"a: 1"), ("r.yaml", b"\xff\xfe\x00"),
        ("r.yaml", b"- 1"), ("r.xlsx", b"not a workbook"), ("r.yaml", b"[" * 40_000), ("r.yaml", b"x" * 1_000_001),
    ],
)  # fmt: skip
def test_what_is_no_file_of_rules_is_refused_in_a_sentence(firm, cast, sign_in, name, content):
    assert code_of(moving.read, name, content) == "alerts.no_rules_file"
    answer = sign_in(cast.owner).post("/incidents/alerts/rules/import/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert "읽을 수 없어요" in answer.content.decode()


# ---- what would have rung


def test_a_fact_is_asked_as_of_each_past_day_and_rings_when_it_turns(owner, monkeypatch):
    def ask(_call, at):
        late = NOON - timedelta(days=9) <= at < NOON - timedelta(days=5) or at >= NOON - timedelta(days=1)
        line = Evidence("a", Words("늦었어요", "late"), "/x/", good=not late)
        return Answer(Status.UNMET if late else Status.MET, Words("말", "words"), (line,))

    monkeypatch.setattr(rehearsing, "ask", ask)
    values = {"source": "predicate", "name": "backups_in_time", "params": {}, "threshold": None, "window_minutes": 60}
    found = rehearsing.rehearse(values, NOON)
    assert [ring.at for ring in found.rings] == [NOON - timedelta(days=1), NOON - timedelta(days=9)]
    assert (Alert.objects.count(), Message.objects.count()) == (0, 0)


def test_entries_are_counted_as_they_came_and_a_measure_says_that_it_cannot_tell(owner, cast):
    for number in range(3):
        work.add_process(f"업무 {number}", cast.approver.pk, actor=owner, why=WHY)
    values = {"source": "event", "name": "work.process_added", "params": {}, "threshold": None, "window_minutes": 60}
    now = system_clock() + timedelta(seconds=5)
    assert len(rehearsing.rehearse(values, now).rings) == 3
    assert len(rehearsing.rehearse({**values, "threshold": 3}, now).rings) == 1
    assert rehearsing.rehearse({**values, "threshold": 4}, now).rings == ()
    assert not rehearsing.rehearse({**values, "source": "measure", "name": "clock_hours_left"}, now).known


def test_the_pages_show_it_before_a_rule_is_kept(owner, cast, sign_in, firm):
    client = sign_in(cast.owner)
    assert "지난 30일이었다면" in client.get(f"/incidents/alerts/rules/{firm.pk}/?past=1").content.decode()
    given = {
        "title_ko": "새 규칙", "title_en": "new", "area": "security", "source": "event", "name": "alerts.x",
        "severity": "high", "to": "duty", "every_minutes": 10, "window_minutes": 60, "escalate_minutes": 0,
        "why": WHY, "do": "preview",
    }  # fmt: skip
    count = AlertRule.objects.count()
    assert client.post("/incidents/alerts/rules/new/", given).status_code == 422
    page = client.post("/incidents/alerts/rules/new/", {**given, "name": "people.role_changed"})
    assert page.status_code == 200
    assert "한 번도 울리지 않았을 거예요" in page.content.decode()
    assert AlertRule.objects.count() == count
