"""Before data are used: what is asked, what is proposed, who confirms, and that use is refused until then."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people import services as people
from jangbu.apps.people.models import Grant
from jangbu.apps.sources import queries, services
from jangbu.apps.sources.catalogue import exchange, laws
from jangbu.apps.sources.catalogue.columns import marks_of
from jangbu.apps.sources.catalogue.proposing import propose
from jangbu.apps.sources.models import Card, Dataset
from jangbu.apps.sources.tests.clearing import TODAY, cleared
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db

CUSTOMERS = "거래처코드,상호,사업자등록번호,대표자,전화,금액\n" + "".join(
    f"C{n:03d},(주)회사{n},,김민{'지수호준서'[n % 5]},02-555-{n:04d},{n * 1000}\n" for n in range(1, 61)
)
PLAIN = "코드,분류\n" + "".join(f"A{n:03d},{'가나다'[n % 3]}\n" for n in range(60))


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


def taken(owner: Actor, text: str = CUSTOMERS, name: str = "거래처.csv") -> Dataset:
    return services.add_bytes([text.encode()], name, actor=owner, why="견적에 쓰려고", as_of=TODAY).version.dataset


def proposed(dataset: Dataset, actor: Actor):
    version = dataset.versions.first()
    assert version is not None
    return propose(dataset, version, marks_of(dataset), actor, TODAY)


def test_a_new_dataset_may_be_looked_at_but_not_used_until_its_questions_are_answered(owner, cast, sign_in):
    dataset = taken(owner)
    with pytest.raises(Problem) as caught:
        services.require_usable(dataset)
    assert caught.value.code == "sources.not_answered"
    assert "보관과 삭제" in caught.value.what("ko")
    client = sign_in(cast.owner)
    assert client.get(reverse("dataset", args=[dataset.pk])).status_code == 200
    assert client.get(reverse("dataset-original", args=[dataset.pk])).status_code == 409
    cleared(dataset, owner)
    assert services.require_usable(dataset).dataset_id == dataset.pk
    assert client.get(reverse("dataset-original", args=[dataset.pk])).status_code == 200


def test_the_proposals_come_from_the_data_and_the_records_and_say_how_sure_they_are(owner):
    found = proposed(taken(owner), owner)
    assert (found.answers.classification, found.answers.owner) == ("personal", owner.id)
    assert found.answers.purpose == "견적에 쓰려고"
    assert (found.answers.keep_number, found.answers.keep_unit, found.rule.id) == (5, "years", "customers")
    assert {key: said.certainty for key, said in found.proposals.items()}["classification"] == "measured"
    assert [law.id for law in found.rule.laws] == ["commercial-64", "pipa-21"]


@pytest.mark.parametrize(
    ("name", "text", "rule", "classification"),
    [
        (
            "매입 계산서.csv",
            "번호,금액\n" + "".join(f"{n},{n}00원\n" for n in range(1, 40)),
            "accounting",
            "confidential",
        ),
        ("코드표.csv", PLAIN, "other", "internal"),
        (
            "비고.csv",
            "메모,주민번호\n" + "".join(f"가{n},900101-1{n:06d}\n" for n in range(40)),
            "personal",
            "sensitive",
        ),
    ],
)
def test_what_is_proposed_follows_what_is_inside(owner, name, text, rule, classification):
    dataset = taken(owner, text, name)
    if name == "비고.csv":
        services.mark_column(dataset, "주민번호", "rrn", actor=owner, why="주민등록번호 열이에요")
    found = proposed(dataset, owner)
    assert (found.rule.id, found.answers.classification) == (rule, classification)


def test_every_law_names_its_article_source_day_of_checking_and_certainty():
    for rule in laws.rules():
        assert set(rule.says) == {"ko", "en"}
        for law in rule.laws:
            assert law.source.startswith("https://www.law.go.kr/")
            assert law.checked_on >= date(2026, 1, 1)
            assert law.certainty in laws.CERTAINTY_WORDS
            assert law.in_force_from is not None or law.certainty != "law"
    assert laws.rules()[-1].words == ()


def test_one_click_on_the_page_confirms_what_it_shows(owner, cast, sign_in):
    dataset = taken(owner)
    client = sign_in(cast.approver)
    page = client.get(reverse("dataset", args=[dataset.pk]))
    assert "이 데이터를 쓰기 전에" in page.content.decode()
    form = page.context["catalogue"]["ask"]["form"]
    client.post(reverse("dataset-answer", args=[dataset.pk]), {key: str(value) for key, value in form.initial.items()})
    card = Card.objects.get()
    assert (card.owner, card.confirmed_by, card.personal) == (
        cast.owner.pk,
        cast.approver.pk,
        {"대표자": "name", "전화": "phone"},
    )
    assert all(card.proposed.values())
    assert "써도 된다고 확인했어요" in ledger.last_entries(1)[0].what


def test_a_changed_answer_is_kept_as_a_persons_own(owner, cast, sign_in):
    dataset = taken(owner)
    client = sign_in(cast.owner)
    form = client.get(reverse("dataset-card", args=[dataset.pk])).context["form"]
    given = {key: str(value) for key, value in form.initial.items()} | {"keep_number": "2", "basis": "계약서 5조"}
    assert client.post(reverse("dataset-answer", args=[dataset.pk]), given).status_code == 302
    card = Card.objects.get()
    assert (card.keep_number, card.basis, card.basis_rule, card.proposed["retention"]) == (2, "계약서 5조", "", False)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"keep_number": None}, "sources.personal_forever"),
        ({"classification": "internal"}, "sources.class_too_low"),
        ({"purpose": " "}, "sources.answer_missing"),
        ({"owner": "nobody"}, "sources.owner_unknown"),
        ({"keep_number": 0}, "sources.period_wrong"),
    ],
)
def test_answers_that_cannot_stand_are_refused_with_the_reason(owner, changed, code):
    dataset = taken(owner)
    with pytest.raises(Problem) as caught:
        cleared(dataset, owner, **changed)
    assert caught.value.code == code
    assert not Card.objects.exists()


def test_data_without_persons_may_be_kept_without_an_end(owner):
    dataset = taken(owner, PLAIN, "코드표.csv")
    cleared(dataset, owner, keep_number=None, classification="public")
    assert queries.due(owner, date(2200, 1, 1)) == []


def test_a_member_may_hand_over_data_but_only_a_decider_clears_them(owner, cast, sign_in):
    dataset = taken(owner)
    client = sign_in(cast.member)
    assert client.post(reverse("dataset-answer", args=[dataset.pk]), {}).status_code == 403
    with pytest.raises(Problem, match="permission"):
        cleared(dataset, Actor.person(cast.member.pk, cast.member.name))


def test_a_new_version_with_another_personal_column_opens_the_question_again(owner):
    dataset = taken(owner)
    cleared(dataset, owner)
    taken(owner, CUSTOMERS.replace("금액\n", "이메일\n", 1).replace("000\n", "@firm.example\n"))
    with pytest.raises(Problem) as caught:
        services.require_usable(dataset)
    assert caught.value.values["missing_en"] == "columns with personal data"


def test_when_the_owner_leaves_somebody_must_answer_for_the_data_again(owner, cast):
    dataset = taken(owner)
    cleared(dataset, owner, owner=cast.member.pk)
    people.deactivate_person(cast.member, actor=owner, why="그만둬서")
    with pytest.raises(Problem) as caught:
        services.require_usable(dataset)
    assert caught.value.values["missing_ko"] == "관리 책임"


def test_a_person_overrules_what_was_measured_and_masking_follows(owner, cast):
    dataset = taken(owner)
    version = dataset.versions.first()
    member = Actor.person(cast.member.pk, cast.member.name)
    services.mark_column(dataset, "상호", "name", actor=member, why="개인 사업자 이름이에요")
    services.mark_column(dataset, "전화", "", actor=owner, why="회사 대표번호예요")
    assert queries.hidden_columns(member, version) == {"대표자", "상호"}
    assert "상호 열을 이렇게 정했어요: 이름" in ledger.last_entries(2)[1].what


def test_nobody_lifts_their_own_veil(owner, cast):
    dataset = taken(owner)
    member = Actor.person(cast.member.pk, cast.member.name)
    with pytest.raises(Problem, match=r"personal\.read"):
        services.mark_column(dataset, "전화", "", actor=member, why="보고 싶어서")
    for column, kind, why, code in (
        ("없는 열", "name", "왜", "sources.column_unknown"),
        ("전화", "gossip", "왜", "sources.kind_unknown"),
        ("전화", "phone", " ", "sources.no_reason"),
    ):
        with pytest.raises(Problem) as caught:
            services.mark_column(dataset, column, kind, actor=owner, why=why)
        assert caught.value.code == code


def test_the_catalogue_searches_sorts_filters_and_leaves_as_csv_and_xlsx(owner, cast, sign_in):
    cleared(taken(owner), owner)
    taken(owner, PLAIN, "코드표.csv")
    client = sign_in(cast.member)
    address = reverse("catalogue")
    names = [row[0].shown for row in client.get(address, {"state": "open"}).context["list"].rows]
    assert names == ["코드표"]
    assert [row[0].shown for row in client.get(address, {"personal": "yes"}).context["list"].rows] == ["거래처"]
    rows = list(csv.reader(StringIO(b"".join(client.get(address, {"format": "csv"})).decode("utf-8-sig"))))
    assert rows[1][:4] == ["거래처", "써도 돼요", "김민지", "개인정보"]
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(address, {"format": "xlsx", "sort": "-name"}).content))
    sheet = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet] == ["이름", "코드표", "거래처"]
    assert sheet[2][4] == 2


def test_answers_go_out_as_a_file_and_come_back_changed(owner, cast, sign_in):
    taken(owner)
    taken(owner, PLAIN, "코드표.csv")
    client = sign_in(cast.owner)
    text = client.get(reverse("catalogue"), {"format": "answers"}).content.decode("utf-8-sig")
    changed = text.replace("견적에 쓰려고", "코드 맞추기")
    client.post(reverse("catalogue-answers"), {"file": SimpleUploadedFile("답.csv", changed.encode("cp949"))})
    assert {card.purpose for card in Card.objects.all()} == {"코드 맞추기"}
    entries = ledger.state().entries
    client.post(reverse("catalogue-answers"), {"file": SimpleUploadedFile("답.csv", changed.encode())})
    assert ledger.state().entries == entries  # nothing changed, so nothing was confirmed again


@pytest.mark.parametrize(
    ("old", "new"),
    [("personal", "secret"), ("years", "weeks"), ("@hanbit", "@nowhere"), ("2027-11-23", "soon"), ("basis,", "why,")],
)
def test_a_broken_answers_file_changes_nothing_and_names_its_row(owner, old, new):
    datasets = {each.pk: each for each in (taken(owner, PLAIN, "가.csv"), taken(owner))}
    text = exchange.answers_csv(datasets.values(), owner, TODAY).decode("utf-8-sig")
    assert old in text
    broken = text.replace(old, new).encode()
    with pytest.raises(Problem) as caught:
        exchange.take_answers(broken, "답.csv", datasets, actor=owner, why="시험", today=TODAY)
    assert caught.value.code == "sources.answers_unreadable"
    assert "답.csv" in caught.value.what("ko")
    assert not Card.objects.exists()


def test_grants_that_nobody_uses_or_nobody_needs_are_shown_and_ended_on_the_card(owner, cast, sign_in):
    dataset = taken(owner)
    about, until = Subject("dataset", dataset.pk), system_clock() + timedelta(days=200)
    people.grant_access(cast.member, about, "read", until, actor=owner, why="보라고")
    people.grant_access(cast.outsider, about, "manage", until, actor=owner, why="맡기려고")
    Grant.objects.update(granted_at=system_clock() - timedelta(days=100))
    lines = queries.access(dataset, system_clock())
    assert {(line.grant.person.name, line.unused, line.wide) for line in lines} == {
        ("박도윤", True, "redundant"),
        ("손하늘", True, "guest_manages"),
    }
    client = sign_in(cast.owner)
    page = client.get(reverse("dataset-card", args=[dataset.pk])).content.decode()
    assert "외부 손님이 관리까지 할 수 있음" in page
    wide = Grant.objects.get(person=cast.outsider)
    client.post(reverse("dataset-end-grant", args=[dataset.pk, wide.pk]))
    assert [line.grant.person.name for line in queries.access(dataset, system_clock())] == ["박도윤"]


def test_what_waits_to_be_cleared_stands_on_the_first_page_of_those_who_decide(owner, cast):
    taken(owner)
    member = Actor.person(cast.member.pk, cast.member.name)
    assert any("쓰기 전에" in need.title for need in queries.needs(owner, system_clock()))
    assert not any("쓰기 전에" in need.title for need in queries.needs(member, system_clock()))
    taken(owner, PLAIN, "코드표.csv")
    assert any("2개" in need.title for need in queries.needs(owner, system_clock()))


def test_the_catalogue_asks_the_same_number_of_questions_however_long_it_is(owner, django_assert_max_num_queries):
    for number in range(6):
        cleared(taken(owner, PLAIN + f"Z{number},가\n", f"표{number}.csv"), owner)
    with django_assert_max_num_queries(9):
        assert len(queries.catalogue(owner, TODAY)) == 6


def test_an_outsider_reaches_no_page_of_the_catalogue(owner, cast, sign_in):
    dataset = taken(owner)
    client = sign_in(cast.outsider)
    for view, args in (
        ("catalogue", []),
        ("expiring", []),
        ("dataset-card", [dataset.pk]),
        ("dataset-lineage", [dataset.pk]),
    ):
        assert client.get(reverse(view, args=args)).status_code in {403, 404}


def test_a_card_may_be_confirmed_again_and_the_ledger_keeps_both(owner):
    dataset = taken(owner)
    card = cleared(dataset, owner)
    services.note_data_use(dataset)
    again = replace(queries.proposed_answers(dataset, owner, TODAY), purpose="매입에도 써요")
    services.confirm_card(dataset, again, actor=owner, why="넓히려고")
    assert Card.objects.get().last_used_at is not None
    assert [line.what for line in ledger.history(Subject("dataset", dataset.pk), 9)].count(
        f"거래처 데이터를 써도 된다고 확인했어요: 개인정보, 보관은 마지막으로 쓴 날부터 {card.keep_number}년"
    ) == 2
