"""The pack: whole, checkable without us, and without anybody's name."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from zipfile import ZipFile

import pytest
from django.utils import translation

from jangbu.apps.ledger.models import Entry
from jangbu.apps.people.models import Person
from jangbu.apps.people.queries import Masker
from jangbu.apps.registers import services as registers
from jangbu.apps.reports import services
from jangbu.apps.vendors.services import VENDORS
from jangbu.apps.work import services as work
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def korean():
    with translation.override("ko"):
        yield


@pytest.fixture
def owner(cast):
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def firm(cast, owner):
    process = work.add_process(
        "매입 계산서 처리", cast.approver.pk, actor=owner, why=f"{cast.approver.name} 님이 맡아서"
    )
    plan = work.Plan(
        who=cast.approver.pk, what=f"{cast.member.name} 대신 읽어요", when="오는 대로", where="여기", why="느려서",
        settings={}, datasets=[],
    )  # fmt: skip
    work.add_automation(process, "계산서 읽기", "invoice", plan, actor=owner, why="해 보려고")
    values = {
        "name": "다온클라우드", "contact_name": "한지우", "contact_email": "jiwoo@daon.example",
        "contact_phone": "010-1234-5678", "notes": "급하면 010-9876-5432로", "owner": cast.it.pk,
    }  # fmt: skip
    registers.add_row(VENDORS, values, actor=owner, why="쓰고 있어서")


def packed(tmp_path, actor):
    out = tmp_path / "pack.zip"
    return out, services.make_pack(out, actor=actor, why="감사에 내려고")


@pytest.mark.usefixtures("firm")
def test_every_file_is_in_the_manifest_with_its_fingerprint(tmp_path, owner):
    out, manifest = packed(tmp_path, owner)
    with ZipFile(out) as pack:
        names = set(pack.namelist())
        assert {each["path"] for each in manifest["files"]} == names - {"manifest.json", "SHA256SUMS"}
        for each in manifest["files"]:
            assert sha256(pack.read(each["path"])).hexdigest() == each["sha256"]
        kept = json.loads(pack.read("manifest.json"))
        vendors = pack.read("registers/vendors.csv").decode("utf-8-sig")
        sums = pack.read("SHA256SUMS").decode().splitlines()
    assert kept["files"] == manifest["files"]
    assert vendors.startswith("id,name")
    assert "다온클라우드" in vendors
    assert len(sums) == len(manifest["files"])
    for wanted in (
        "README.ko.md", "README.en.md", "one-page/one-page.ko.pdf", "one-page/one-page.en.pdf",
        "checklists/governance.json", "checklists/governance.csv", "registers/vendors.csv", "registers/policies.csv",
        "registers/duties.csv", "figures/figures.csv", "ledger/ledger.zip",
    ):  # fmt: skip
        assert wanted in names
    assert Entry.objects.get(number=manifest["entry"]).action == "reports.pack_made"


@pytest.mark.usefixtures("firm")
def test_nobody_is_named_in_any_part(tmp_path, owner):
    out, _manifest = packed(tmp_path, owner)
    secret = [name for name in Person.objects.values_list("name", flat=True) if len(name) > 1]
    secret += list(Person.objects.values_list("email", flat=True))
    secret += ["한지우", "jiwoo@daon.example", "010-1234-5678", "010-9876-5432"]
    with ZipFile(out) as pack:
        for name in pack.namelist():
            if name.endswith((".pdf", ".zip")):
                continue
            text = pack.read(name).decode()
            assert [each for each in secret if each in text] == [], name
        with ZipFile(io.BytesIO(pack.read("ledger/ledger.zip"))) as bundle:
            lines = bundle.read("entries.jsonl").decode()
    assert '"name": "김민지"' not in lines


@pytest.mark.usefixtures("firm")
def test_the_ledger_in_it_is_verified_by_the_program_beside_it(tmp_path, owner):
    out, _manifest = packed(tmp_path, owner)
    with ZipFile(out) as pack, ZipFile(io.BytesIO(pack.read("ledger/ledger.zip"))) as bundle:
        bundle.extractall(tmp_path / "ledger")
    program = tmp_path / "ledger" / "verify_ledger.py"
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path / "ledger")], capture_output=True, text=True, check=False
    )
    assert "entries fit together" in done.stdout
    assert done.returncode == 3  # it fits, and it says that only an anchor from outside would prove more


def test_codes_are_the_same_from_pack_to_pack(cast):
    now = datetime.now(UTC)
    assert Masker(now).codes == Masker(now).codes
    masker = Masker(now)
    code = masker.codes[cast.owner.pk]
    assert (
        masker.text(f"{cast.owner.name}, {cast.owner.email}, 010-1111-2222, 02)123-4567") == f"{code}, {code}, ●●●, ●●●"
    )
    assert masker.text("2026-11-30 3,000건, 124-81-00998") == "2026-11-30 3,000건, 124-81-00998"


@pytest.mark.usefixtures("firm")
def test_a_place_that_cannot_be_written_leaves_nothing(tmp_path, owner):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(Problem) as refused:
        services.make_pack(blocked / "pack.zip", actor=owner, why="감사에 내려고")
    assert refused.value.code == "reports.not_writable"
    with pytest.raises(Problem):
        services.make_pack(tmp_path / "pack.zip", actor=owner, why=" ")
    assert list(tmp_path.iterdir()) == [blocked]
    assert not Entry.objects.filter(action="reports.pack_made").exists()


@pytest.mark.usefixtures("firm")
def test_an_auditor_may_take_it_and_a_member_may_not(cast, sign_in):
    done = sign_in(cast.auditor).post("/auditor-pack/", {"why": "감사하려고"})
    assert done["Content-Type"] == "application/zip"
    assert sign_in(cast.member).post("/auditor-pack/", {"why": "보려고"}).status_code == 403


@pytest.mark.usefixtures("firm")
def test_people_outside_are_found_in_free_text_hidden_and_counted(tmp_path, owner):
    row = VENDORS.model.objects.get()
    registers.change_row(
        VENDORS,
        row,
        {"notes": "계약은 한지우 님과 오세훈 과장이 맡고 담당자는 탁재이예요"},
        actor=owner,
        why="바뀌어서",
    )
    out, manifest = packed(tmp_path, owner)
    with ZipFile(out) as pack:
        vendors = pack.read("registers/vendors.csv").decode()
        readme = pack.read("README.ko.md").decode()
    assert "계약은 ●●● 님과 ●●● 과장이" in vendors
    assert manifest["names"]["hidden"] >= 2
    assert f"{manifest['names']['hidden']}곳에서 가렸어요" in readme
    assert manifest["names"]["in_ledger"] >= 1  # "이서준 님이 맡아서"
    assert f"기록이 {manifest['names']['in_ledger']}건" in readme


@pytest.mark.usefixtures("firm")
def test_names_outside_are_handed_out_only_for_a_reason_by_who_may_publish(tmp_path, owner, cast):
    row = VENDORS.model.objects.get()
    registers.change_row(VENDORS, row, {"notes": "오세훈 과장이 맡아요"}, actor=owner, why="바뀌어서")
    with pytest.raises(Problem) as empty:
        services.make_pack(tmp_path / "a.zip", actor=owner, why="감사에 내려고", names_why=" ")
    assert empty.value.code == "reports.no_why"
    auditor = Actor.person(cast.auditor.pk, cast.auditor.name)
    with pytest.raises(Problem) as refused:
        services.make_pack(tmp_path / "a.zip", actor=auditor, why="감사에 내려고", names_why="보려고")
    assert refused.value.code == "permission.denied"
    assert not (tmp_path / "a.zip").exists()
    made = services.make_pack(
        tmp_path / "b.zip", actor=owner, why="감사에 내려고", names_why="감사인이 담당자를 물어서"
    )
    with ZipFile(tmp_path / "b.zip") as pack:
        assert "오세훈 과장이 맡아요" in pack.read("registers/vendors.csv").decode()
    told = json.loads(Entry.objects.get(number=made["entry"]).content)["after"]
    assert told["names_why"] == "감사인이 담당자를 물어서"
    assert told["names_shown"] == made["names"]["shown"]
