"""One question, no account: the address is the right to answer, once per address or device, and nobody is known."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jangbu.apps.pilots import services as pilots
from jangbu.apps.pilots.kpis.collecting import points_of
from jangbu.apps.pilots.models import Pilot, Survey, SurveyAnswer
from jangbu.apps.pilots.surveys import queries, services
from jangbu.engines import value
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 16, 9, tzinfo=SEOUL)


def clock() -> datetime:
    return NOW


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def pilot(owner) -> Pilot:
    days = date(2026, 10, 26), date(2026, 11, 20), date(2026, 11, 23)
    plan = pilots.Plan("계산서", "30% 줄이기", *days, value.default_gates())
    return pilots.create_pilot(plan, actor=owner, why="시작", clock=clock)


def opened(
    pilot: Pilot, owner: Actor, *, way: str = "one_address", count: int = 1, closes: date | None = None
) -> Survey:
    until = closes or system_clock().date() + timedelta(days=7)
    asked = ("만족하나요?", "Satisfied?")
    return services.open_survey(
        pilot,
        "satisfaction",
        "staff",
        asked,
        until,
        period="after",
        way=way,
        count=count,
        actor=owner,
        why="물어보려고",
    )


def test_anybody_with_the_address_answers_once_per_device_and_may_change_it(pilot, owner):
    survey = opened(pilot, owner)
    url = reverse("survey-answer", args=[survey.links.get().token])
    phone, other = Client(), Client()
    assert "만족하나요?" in phone.get(url).content.decode()
    assert phone.post(url, {"score": "2"}).status_code == 200
    phone.post(url, {"score": "5", "lang": "en"})
    other.post(url, {"score": "4"})
    assert sorted(SurveyAnswer.objects.values_list("score", flat=True)) == [4, 5]
    assert "Satisfied?" in phone.get(f"{url}?lang=en").content.decode()


def test_a_personal_address_holds_one_answer_whatever_the_device(pilot, owner):
    survey = opened(pilot, owner, way="each", count=3)
    assert survey.links.count() == 3
    url = reverse("survey-answer", args=[survey.links.all()[0].token])
    Client().post(url, {"score": "2"})
    Client().post(url, {"score": "3"})
    assert [each.score for each in SurveyAnswer.objects.all()] == [3]


def test_addresses_cannot_be_guessed_and_a_wrong_one_is_not_found(pilot, owner):
    tokens = {opened(pilot, owner).links.get().token for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43  # 256 bits
    assert Client().get(reverse("survey-answer", args=["a" * 43])).status_code == 404


def test_a_flood_from_one_place_is_stopped_and_a_crowd_is_shown_to_a_person(pilot, owner):
    survey = opened(pilot, owner)
    link = survey.links.get()
    for number in range(services.HOURLY):
        services.answer(link, 1, device=f"d{number}", address="10.0.0.1", clock=clock_of(survey))
    with pytest.raises(Problem, match="survey_too_many"):
        services.answer(link, 1, device="another", address="10.0.0.1", clock=clock_of(survey))
    services.answer(link, 5, device="elsewhere", address="10.0.0.2", clock=clock_of(survey))
    crowd = queries.crowds(survey)[0]
    assert crowd["count"] == services.HOURLY
    assert services.set_aside(survey, crowd["network"], actor=owner, why="장난이라서") == services.HOURLY
    assert queries.result(survey).counts == (0, 0, 0, 0, 1)
    services.set_aside(survey, crowd["network"], actor=owner, why="사무실이라서")
    assert queries.result(survey).answered == services.HOURLY + 1


def clock_of(survey: Survey):
    return lambda: survey.created_at


def test_programs_that_fill_the_hidden_field_are_thanked_and_not_counted(pilot, owner):
    url = reverse("survey-answer", args=[opened(pilot, owner).links.get().token])
    assert Client().post(url, {"score": "1", "website": "http://spam.example"}).status_code == 200
    assert not SurveyAnswer.objects.exists()


def test_a_closed_survey_takes_nothing_and_can_be_opened_again(pilot, owner):
    survey = services.close_survey(opened(pilot, owner), actor=owner, why="충분해서")
    link = survey.links.get()
    with pytest.raises(Problem, match="survey_closed"):
        services.answer(link, 3, device="d", address="10.0.0.1")
    assert "끝났어요" in Client().get(reverse("survey-answer", args=[link.token])).content.decode()
    services.close_survey(survey, actor=owner, why="더 받으려고")
    services.answer(link, 3, device="d", address="10.0.0.1")


def test_a_survey_past_its_day_is_over(pilot, owner):
    link = opened(pilot, owner, closes=date(2026, 1, 1)).links.get()
    assert Client().post(reverse("survey-answer", args=[link.token]), {"score": "3"}).status_code == 410


def test_no_score_is_said_and_nothing_kept(pilot, owner):
    url = reverse("survey-answer", args=[opened(pilot, owner).links.get().token])
    answer = Client().post(url, {"score": "9"})
    assert answer.status_code == 422
    assert "점수를 고르지 않았어요" in answer.content.decode()


def test_nothing_kept_of_an_answer_is_the_address_or_the_device_itself(pilot, owner):
    services.answer(opened(pilot, owner).links.get(), 4, device="my-device", address="203.0.113.9")
    kept = SurveyAnswer.objects.values().get()
    assert not {"203.0.113.9", "my-device"} & {str(each) for each in kept.values()}


def test_scores_are_values_of_the_kpi_with_an_interval(pilot, owner):
    survey = opened(pilot, owner)
    for number, score in enumerate((3, 4, 4, 5, 4)):
        services.answer(survey.links.get(), score, device=str(number), address="10.0.0.1")
    result = queries.result(survey)
    assert result.low is not None
    assert result.high is not None
    assert 3 < result.low < result.mean < result.high <= 5
    assert [point.value for point in points_of(pilot, "satisfaction")] == [3, 4, 4, 5, 4]


def test_the_pages_of_a_survey_can_be_read_by_a_member_who_may_not_open_one(cast, pilot, owner, sign_in):
    survey = opened(pilot, owner)
    client = sign_in(cast.member)
    url = reverse("pilot-surveys", args=[pilot.pk])
    assert client.get(url).status_code == 200
    form = {"audience": "staff", "kpi": "satisfaction", "question_ko": "?", "question_en": "?", "way": "one_address"}
    client.post(url, form | {"period": "after", "closes_on": "2099-01-01"})
    assert Survey.objects.count() == 1
    page = client.get(reverse("pilot-survey", args=[pilot.pk, survey.pk])).content.decode()
    assert survey.links.get().token in page
    rows = client.get(reverse("pilot-survey", args=[pilot.pk, survey.pk]) + "?format=csv").content.decode("utf-8-sig")
    assert rows.count("/s/") == 1
