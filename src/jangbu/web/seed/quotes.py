"""The sample firm's quotes: its price list and rules, a few issued, one withdrawn, and some that wait for a person."""

from __future__ import annotations

from jangbu.apps.people import queries as people
from jangbu.apps.work import queries, services
from jangbu.apps.work.models import Automation, Process, Run
from jangbu.kernel.entry import Actor
from jangbu.web.seed import work
from jangbu.web.seed.files import SampleFiles

NAME = "견적서 만들기"
PRICES = """코드,품명,규격,별칭,단위,단가,과세구분,수량단가,최소수량
SH-20,정밀 샤프트,Ø20×300,샤프트 20,EA,18500,과세,100:17200; 500:15900,
SH-25,정밀 샤프트,Ø25×300,샤프트 25,EA,22400,과세,100:20900,
BR-40,베어링 하우징,40형,하우징 40,EA,46000,과세,,
BR-60,베어링 하우징,60형,하우징 60,EA,61000,과세,,
FL-10,알루미늄 플랜지,A6061 100φ,플랜지 100,EA,32500,과세,50:30500,
FL-15,알루미늄 플랜지,A6061 150φ,플랜지 150,EA,48700,과세,,
GD-12,가이드 핀,SUJ2 12φ,가이드핀,EA,5400,과세,200:4900,50
PL-30,스테인리스 플레이트,SUS304 300×300×5T,,장,27800,과세,,
AN-01,아노다이징,,표면 처리,식,145000,과세,,
EX-01,수출 포장,,,식,88000,영세율,,
"""
RULES = """number: "HB{year}{month}-{seq:03d}"
validity_days: 30
vat: {rate: 10, per: quote, rounding: down}
combine: best
discounts:
  - {grade: A, percent: 5}
  - {total_from: 10000000, percent: 3}
limits: {discount_over: 10, total_over: 30000000}
grades: {대성기공: A}
delivery: 발주 뒤 3주
payment: 납품 다음 달 말
supplier:
  name: 한빛정밀 주식회사
  business_number: 131-81-55210
  representative: 김민지
  address: 인천광역시 남동구 은봉로 65
  business_type: 제조
  business_item: 정밀 부품
  contact: 이서준
  phone: 032-555-0142
  email: quote@hanbit.example
"""
SOP = """1. 메일이나 전화로 들어온 요청을 자동화에 맡긴다.
2. 단가표에 없는 품목은 설계팀에 물어 단가를 정한다.
3. 합계가 3천만 원을 넘으면 대표와 의논한다.
4. 승인하면 번호가 붙고 고객에게 보낸다."""
ISSUED = (
    "안녕하세요, 대성기공 박과장입니다.\n정밀 샤프트 Ø20×300 120개, 가이드 핀 300개 견적 부탁드립니다.",
    "한진테크 구매팀 오대리입니다.\n알루미늄 플랜지 A6061 100φ 60개와 아노다이징 1식 견적 요청드립니다.",
    "새롬산업 김주임입니다.\n베어링 하우징 40형 24개 부탁드립니다.",
)
WAITING = (
    "안녕하세요, 미래정공 최과장입니다.\n하우징 40 10개, 정밀 샤프트 50개 부탁드립니다.\n12월 20일까지 필요합니다.",
    "두레기계 이대리입니다.\n스테인리스 플레이트 SUS304 300×300×5T 40장, 감속기 커버 8개 견적 바랍니다.",
    "대성기공 박과장입니다.\n정밀 샤프트 Ø25×300 800개, 수출 포장 1식 견적 부탁드립니다.",
)


def tell(_files: SampleFiles, owner: Actor) -> None:
    """Told twice, it changes nothing the second time."""
    staff = {person.name: Actor.person(person.pk, person.name) for person in people.people_list()}
    process = queries.processes(owner).filter(name="견적 작성").first()
    known = queries.automations(owner).filter(name=NAME).exists()
    if process is None or known or not {"이서준", "박도윤"} <= staff.keys():
        return
    lead, clerk = staff["이서준"], staff["박도윤"]
    with work.at_once():
        made = begin(process, owner, lead)
        issued = [ask(made, text, clerk) for text in ISSUED]
        for run in issued:
            services.approve(run.approvals.get(), actor=lead, why="단가표와 같아서")
        issued[-1].refresh_from_db()
        services.take_back(issued[-1], actor=lead, why="고객이 규격을 바꿔서")
        for text in WAITING:
            ask(made, text, clerk)


def begin(process: Process, owner: Actor, lead: Actor) -> Automation:
    """The way of working, the automation, its price list and its rules."""
    services.write_sop(process, SOP, actor=lead, why="사람마다 단가를 다르게 적어서")
    plan = services.Plan(
        who=lead.id,
        what="견적 요청을 단가표로 계산해 우리 서식의 견적서로 만들어요",
        when="요청이 들어오는 대로",
        where="이 컴퓨터",
        why="한 건에 46분이 걸려서",
        settings={"straight_through": 0, "send": False},
    )
    made = services.add_automation(process, NAME, "quote", plan, actor=owner, why="하루 안에 답하려고")
    services.add_material(made, "prices", "단가표.csv", [PRICES.encode()], actor=lead, why="올해 단가예요")
    services.add_material(made, "rules", "rules.yaml", [RULES.encode()], actor=lead, why="할인 기준을 하나로 하려고")
    return made


def ask(automation: Automation, text: str, clerk: Actor) -> Run:
    run = services.submit(automation, given={"text": text}, title="견적 요청", actor=clerk, why="메일로 들어와서")
    run.refresh_from_db()
    return run
