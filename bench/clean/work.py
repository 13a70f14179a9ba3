"""The clean firm's work: three processes, two automations that people approve, rehearsals, and models evaluated."""

from __future__ import annotations

from random import Random
from typing import Any

from bench.clean.data import INQUIRIES, files_of
from bench.clean.habits import Firm
from jangbu.apps.aimodels import queries as models
from jangbu.apps.aimodels import services as modelling
from jangbu.apps.aimodels.services import AIMODELS
from jangbu.apps.registers import services as registers
from jangbu.apps.work import queries, services
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor
from jangbu.web.seed import aimodels, drafts, logs, quotes
from jangbu.web.seed import work as seed
from jangbu.web.seed.chapters import actor_of

SYSTEM = Actor.system()
SOP = """1. 문의가 오면 종류를 정하고 초안을 만든다.
2. 아는 사실만 남기고 고쳐서 보낸다.
3. 불량은 로트 번호를 물어보고 품질팀에 알린다."""
EXCEPTIONS = {
    logs.INVOICES.name: seed.EXCEPTIONS,
    logs.QUOTES.name: (("수출 견적", "포장과 통관을 따로 물어봐요."),),
    INQUIRIES.name: (("법률 문의", "대표에게 넘겨요."),),
}
FORMATS = {
    logs.INVOICES.name: "전자세금계산서 XML이나 PDF",
    logs.QUOTES.name: "품명, 수량, 납기",
    INQUIRIES.name: "문의 글과 주문 번호",
}
QUESTIONS = 2_400  # so many that a gap between groups can be told
AUTOMATIONS = (quotes.NAME, drafts.REPLIES)


def write_down(firm: Firm) -> None:
    """What each process needs, how it is done, where it goes another way, and how far it repeats."""
    owner, lead, files = actor_of("김민지"), actor_of("이서준"), files_of(firm)
    for process in (logs.INVOICES, logs.QUOTES, INQUIRIES):
        made = services.add_process(
            process.name, lead.id, actor=owner, why="자주 하는 일이라", volume=200, input_format=FORMATS[process.name]
        )
        if process is not logs.QUOTES:  # its own comes with the automation
            sop = seed.SOP if process is logs.INVOICES else SOP
            services.write_sop(made, sop, actor=lead, why="사람마다 다르게 해서")
        for name, remedy in EXCEPTIONS[process.name]:
            services.add_exception(made, name, remedy, actor=lead, why="늘 하던 대로 되지 않아서")
        path = files.log(process)
        services.measure_log(made, path, path.name, actor=lead, why="되풀이되는지 보려고")


def measure_again(firm: Firm) -> None:
    lead, files = actor_of("이서준"), files_of(firm)
    for process in (logs.INVOICES, logs.QUOTES, INQUIRIES):
        path = files.log(process)
        held = queries.processes(lead).get(name=process.name)
        services.measure_log(held, path, path.name, actor=lead, why="석 달마다 다시 재려고")


def automate(_firm: Firm) -> None:
    owner, lead = actor_of("김민지"), actor_of("이서준")
    quotes.begin(queries.processes(owner).get(name=logs.QUOTES.name), owner, lead)
    told = {"prompt": drafts.PROMPT, "inputs": drafts.INPUTS, "templates": drafts.BETTER, "own": True}
    plan = services.Plan(
        lead.id, "문의 답장의 초안을 준비해요", "문의가 들어올 때마다", "이 컴퓨터", "답이 늦다는 말을 들어서", told
    )
    process = queries.processes(owner).get(name=INQUIRIES.name)
    services.add_automation(process, drafts.REPLIES, "draft", plan, actor=owner, why="한 달에 320건이라")


def _automation(name: str) -> Any:
    return queries.automations(SYSTEM).get(name=name)


def quote(firm: Firm) -> None:
    """Handed in by the clerk, compared with the list and approved by the lead."""
    lead, clerk = actor_of("이서준"), actor_of("박도윤")
    text = quotes.ISSUED[firm.now.toordinal() % len(quotes.ISSUED)]
    run = quotes.ask(_automation(quotes.NAME), text, clerk)
    services.look_at(run.approvals.get(), actor=lead)
    services.approve(run.approvals.get(), actor=lead, why="단가표와 같아서")


def reply(firm: Firm) -> None:
    """Whoever writes begins from a draft, touches it up and sends it."""
    writer, dice = actor_of("박도윤"), Random(firm.now.toordinal())
    topic, inquiry, facts = drafts.ASKED[firm.now.toordinal() % len(drafts.ASKED)]
    given = {"문의": inquiry, "사실": facts}
    run = services.start_draft(_automation(drafts.REPLIES), given, topic, actor=writer, why=drafts.WHY)
    run.refresh_from_db()
    services.look_at(run.approvals.get(), actor=writer)
    text = run.proposal["draft"] if run.proposal else ""
    if dice.random() < 0.4:
        text = text.replace("감사합니다.", "좋은 하루 보내세요.")
    services.finish_draft(run, {"text": text}, actor=writer)


def rehearse(_firm: Firm) -> None:
    for name in AUTOMATIONS:
        for kind in ("stop", "rollback"):
            services.drill(_automation(name), kind, actor=actor_of("최하은"), why="석 달마다 연습하기로 해서")


# ---- models


def note_tool(_firm: Firm) -> None:
    """A tool from outside, evaluated before it serves; from the seed."""
    aimodels.note_tool(QUESTIONS)
    aimodels.promote("2.0", "분류에 드는 손을 덜어 보려고")


def renew_tool(_firm: Firm) -> None:
    aimodels.new_version("2.1", "업체가 불량 문의를 더 잘 나눈다고 해서", QUESTIONS)
    aimodels.promote("2.1", "불량 문의를 놓치는 일이 줄어서")


def review_tool(_firm: Firm) -> None:
    aimodels.review()


def evaluate_running(_firm: Firm) -> None:
    """By hand, once enough has been checked by people that a verdict can be given."""
    it = actor_of("최하은")
    for entry in models.visible(it).filter(kind="automation"):
        now = models.champion(entry)
        if now is not None and not models.is_evaluated(now.version, system_clock()):
            for suite in entry.suites.filter(ended_at=None, required=True):
                modelling.evaluate(now.version, suite, actor=it, why="서른 건을 넘게 확인해서")


def promote_running(_firm: Firm) -> None:
    """What runs is approved as soon as it has been evaluated: asked for by the lead, decided by the owner."""
    owner, lead = actor_of("김민지"), actor_of("이서준")
    for entry in models.visible(owner).filter(kind="automation"):
        now = models.champion(entry)
        if now is None or now.ground == "promoted" or not models.is_evaluated(now.version, system_clock()):
            continue
        values = next((card for name, card in aimodels.CARDS.items() if name == entry.name), aimodels.CARD)
        kept = {name: text for name, text in values.items() if name != "purpose"}
        registers.change_row(AIMODELS, entry, kept, actor=lead, why="모델 카드를 채우려고")
        asked = modelling.ask_promotion(now.version, actor=lead, why="평가를 통과해서")
        modelling.approve_promotion(asked, actor=owner, why="평가와 고친 칸을 보고")


def look_at_models() -> None:
    """What the worker does: the register follows what runs, what is due is evaluated and rehearsed."""
    modelling.sync()
    modelling.evaluate_due()
    modelling.drill_due()
