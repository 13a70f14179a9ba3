"""Roll-backs of every kind: from the click until it holds, and the next real use by the earlier version.

    ./jangbu bench aimodels [--json]

Rules and OCR: kept files and a real paper, in a process of its own. Prompt, automation and model: a vendor on loopback
that speaks the real protocol. Every use is looked at: one by the wrong version ends the benchmark. No peer stands
beside it: none of those that were compared serves what its registry holds.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bench.rows import Row

PARTS = ("rules", "ocr", "prompt", "automation", "model")
TITLE = "AI models: roll-back of every kind until the next real use"
LIMIT_S = 2.0
TURNS = 7
WON, CASES = 1_000_000, 60


@dataclass(frozen=True, slots=True)
class Kind:
    """An entry with two approved versions, and one real use that says which of the two it was by: 0 or 1."""

    name: str
    entry: Any
    use: Callable[[], int]


def run(report: Callable[[Row], None], *, only: Collection[str] = (), quick: bool = False) -> None:
    with _home() as folder:
        from tests.fakes.vendor import MODEL, FakeVendor, says  # noqa: PLC0415

        with FakeVendor([says("네.")], models=(MODEL, "fake-2")) as vendor:
            firm = _Firm(folder, vendor)
            for kind in firm.kinds():
                if only and kind.name not in only:
                    continue
                for row in _timed(kind, firm, 1 if quick else TURNS):
                    report(row)


def _timed(kind: Kind, firm: _Firm, turns: int) -> Iterator[Row]:
    from jangbu.apps.aimodels import queries  # noqa: PLC0415  # models exist only once the apps are loaded
    from jangbu.apps.aimodels import services as aimodels  # noqa: PLC0415

    switched, used, stands = [], [], 1
    for _turn in range(turns):
        began = time.perf_counter()
        aimodels.roll_back(kind.entry, actor=firm.owner, why="재려고")
        queries.door(kind.entry.kind, kind.entry.ref)  # what the next use asks first
        switched.append(time.perf_counter() - began)
        stands = 1 - stands
        began = time.perf_counter()
        found = kind.use()
        used.append(time.perf_counter() - began)
        if found != stands:
            raise RuntimeError(f"{kind.name}: used version {found} instead of {stands}")
    worst, middle = max(switched), statistics.median(used)
    what = f"{kind.name}: roll-back until the next use begins by it, worst of {turns}"
    yield Row(what, "limit", LIMIT_S, worst, worst / LIMIT_S, "s")
    yield Row(f"{kind.name}: that use, to its end", "no limit", 0, middle, 1, "s")


class _Firm:
    """Two people, a vendor, and each kind of AI with two versions that both of them let serve."""

    def __init__(self, folder: Path, vendor: Any) -> None:
        from jangbu.apps.people.models import Person  # noqa: PLC0415
        from jangbu.apps.work import runner  # noqa: PLC0415
        from jangbu.kernel.entry import Actor  # noqa: PLC0415

        runner.bind(runner.Nobody())  # each run is worked on here, and timed
        self.folder, self.vendor = folder, vendor
        people = [
            Person.objects.create(email=f"{role}@hanbit.example", name=role, role=role, joined_at="2026-01-02T00:00Z")
            for role in ("owner", "approver")
        ]
        self.owner, self.lead = (Actor.person(each.pk, each.name) for each in people)
        self.answers = people[1].pk

    def kinds(self) -> Iterator[Kind]:
        self._bind()
        yield self._rules()
        yield self._ocr()
        yield from self._asking()

    def _bind(self) -> None:
        """What people checked is made up here: this is about serving."""
        from jangbu.apps.aimodels.running import Judged, bind_source, sources  # noqa: PLC0415

        def judged(asked: Any) -> list[Any]:
            values = ((0.9, True),)
            return [Judged(str(n), asked.until, values, passed=True, good=True, groups={}) for n in range(CASES)]

        for source in sources():
            bind_source(replace(source, judged=judged, replay=None, suites=("accuracy",)))

    def approve(self, version: Any) -> None:
        from jangbu.apps.aimodels import services as aimodels  # noqa: PLC0415

        for suite in version.entry.suites.filter(ended_at=None):
            aimodels.evaluate(version, suite, actor=self.owner, why="재려고")
        asked = aimodels.ask_promotion(version, actor=self.owner, why="재려고")
        aimodels.approve_promotion(asked, actor=self.lead, why="재려고")

    def _two(self, kind: str, old: Any, new: Any) -> Any:
        from jangbu.apps.aimodels import services as aimodels  # noqa: PLC0415
        from jangbu.apps.aimodels.models import AiModel  # noqa: PLC0415

        for running in (old, new):
            self.approve(aimodels.note_running(running, actor=self.owner))
        return AiModel.objects.get(kind=kind)

    def _rules(self) -> Kind:
        from jangbu.apps.aimodels.running import Running  # noqa: PLC0415
        from jangbu.apps.work import registering  # noqa: PLC0415
        from jangbu.apps.work.models import KeptRelease  # noqa: PLC0415
        from jangbu.apps.work.reading.papers import read_paper, way_now  # noqa: PLC0415
        from jangbu.engines import documents, releases  # noqa: PLC0415
        from jangbu.kernel.clock import system_clock  # noqa: PLC0415

        place = self.folder / "rules"
        own = Path(documents.__file__).parent
        shutil.copytree(own, place, ignore=shutil.ignore_patterns("ocr", "render", "__pycache__"))
        with (place / "reader.py").open("a") as file:
            file.write("\n# an earlier release\n")
        kept = releases.packed(place)
        told = {"fingerprint": kept.fingerprint, "data": kept.data, "kept_at": system_clock()}
        KeptRelease.objects.create(part="rules", **told)
        old = Running("rules", "reader", "문서 읽기 규칙", {"rules": kept.fingerprint}, "earlier")
        paper = self._paper()

        def use() -> int:
            found = read_paper(paper, way_now(system_clock()))
            if not found.document.fields:
                raise RuntimeError("nothing was read")
            return 0 if found.used["rules"] == kept.fingerprint else 1

        return Kind("rules", self._two("rules", old, registering.rules_running()), use)

    def _ocr(self) -> Kind:
        from jangbu.apps.aimodels.running import Running  # noqa: PLC0415
        from jangbu.apps.work import registering  # noqa: PLC0415
        from jangbu.apps.work.reading.papers import read_paper, way_now  # noqa: PLC0415
        from jangbu.engines import documents  # noqa: PLC0415
        from jangbu.kernel.clock import system_clock  # noqa: PLC0415

        now = registering.ocr_running()
        fewer = {**now.content, "engines": {**now.content["engines"], "Tesseract 한글": False}}
        old = Running("ocr", "reader", "글자 인식", fewer, "no Hangul")
        scan = self.folder / "scan.png"
        scan.write_bytes(documents.page_png(self._paper(), 1, scale=2.0))

        def use() -> int:
            found = read_paper(scan, way_now(system_clock()))
            said = " ".join(note.ko for note in found.document.notes)
            return 0 if "Tesseract 한글: 없어요" in said else 1

        return Kind("ocr", self._two("ocr", old, now), use)

    def _asking(self) -> Iterator[Kind]:
        from tests.fakes.vendor import KEY, MODEL  # noqa: PLC0415

        from jangbu.apps.aimodels.models import AiModel  # noqa: PLC0415
        from jangbu.apps.gateway import services as gateway  # noqa: PLC0415
        from jangbu.apps.gateway.services import Behalf  # noqa: PLC0415
        from jangbu.apps.work import services as work  # noqa: PLC0415
        from jangbu.engines.llm import Message  # noqa: PLC0415
        from jangbu.kernel.entry import Actor  # noqa: PLC0415
        from jangbu.kernel.money import Money  # noqa: PLC0415

        told = {"name": "bench", "base_url": self.vendor.base_url, "model": MODEL, "currency": "KRW"}
        setup = gateway.Setup(**told, price_in=WON, price_out=WON, private_allowed=True)
        endpoint = gateway.add_endpoint(setup, KEY, actor=self.owner, why="재려고")
        gateway.switch(endpoint, True, actor=self.owner, why="재려고")
        process = work.add_process("답장", self.answers, actor=self.owner, why="재려고", volume=10)
        work.write_sop(process, "읽고 답한다", actor=self.owner, why="재려고")

        def plan(number: int) -> Any:
            settings = {
                "prompt": f"<{number}> 답장을 써 주세요. {{{{문의}}}}",
                "inputs": [{"name": "문의"}],
                "endpoint": endpoint.pk,
                "budget": {"minor": 1_000_000, "currency": "KRW"},
            }
            return work.Plan(self.answers, "쓴다", "오는 대로", "여기", "빨리", settings)

        made = work.add_automation(process, "답장", "draft", plan(0), actor=self.owner, why="재려고")
        prompt, drafts = AiModel.objects.get(kind="prompt"), AiModel.objects.get(kind="automation")
        self.approve(prompt.versions.get())
        work.add_version(made, plan(1), note="둘째", actor=self.owner, why="재려고")
        self.approve(prompt.versions.get(number=2))

        def draft() -> Any:
            made.refresh_from_db()
            given = {"inputs": {"문의": "언제 오나요?"}, "how": ""}
            run = work.submit(made, given=given, actor=self.owner, why="재려고")
            work.prepare_run(run.pk, f"{run.pk}:p")
            return run

        def asked_by() -> int:
            draft()
            said = json.loads(self.vendor.requests[-1]["body"])["messages"][1]["content"]
            return int(said.partition("<")[2].partition(">")[0])

        yield Kind("prompt", prompt, asked_by)
        for number in (1, 2):
            self.approve(drafts.versions.get(number=number))

        def worked_by() -> int:
            run = draft()
            run.refresh_from_db()
            return int(run.version.number) - 1

        yield Kind("automation", drafts, worked_by)
        model = AiModel.objects.get(kind="model")
        self.approve(model.versions.get())
        gateway.change_endpoint(endpoint, replace(setup, model="fake-2"), actor=self.owner, why="재려고")
        self.approve(model.versions.get(number=2))

        def called() -> int:
            behalf = Behalf("draft", limit=Money(1_000_000, "KRW"))
            gateway.port(endpoint.pk, behalf, actor=Actor.system()).text([Message("user", "안녕하세요")])
            return 0 if json.loads(self.vendor.requests[-1]["body"])["model"] == MODEL else 1

        yield Kind("model", model, called)

    def _paper(self) -> Path:
        from jangbu.engines import documents  # noqa: PLC0415
        from jangbu.kernel.money import Money  # noqa: PLC0415

        path, day = self.folder / "paper.pdf", date(2026, 11, 20)
        if not path.exists():
            seller = documents.Party("1208147521", "다온금속(주)", "오정욱", "인천", "제조", "판재")
            buyer = documents.Party("2208162517", "한빛정밀(주)", "김민지", "인천", "제조", "부품")
            line = documents.Line("판재", 10, Money(100_000), Money(1_000_000), Money(100_000), day)
            invoice = documents.TaxInvoice("202611204100004200000001", day, seller, buyer, (line,))
            documents.render("tax_invoice", invoice.as_json(), out=path)
        return path


@contextmanager
def _home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="jangbu-bench-") as folder:
        os.environ["JANGBU_HOME"] = str(Path(folder) / "home")
        os.environ["DJANGO_SETTINGS_MODULE"] = "jangbu.web.settings"
        os.environ.pop("DATABASE_URL", None)
        from jangbu.web import launch  # noqa: PLC0415  # the home must be chosen first

        launch.prepare()
        from django.db import connections  # noqa: PLC0415

        yield Path(folder)
        connections.close_all()
