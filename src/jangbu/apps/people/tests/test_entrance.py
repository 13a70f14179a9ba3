"""Ways in, and who finds them shut."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jangbu.apps.ledger.models import Entry
from jangbu.apps.people import queries, services
from jangbu.apps.people.models import SECOND_FACTOR_KEY, Person
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor

from .test_services import GOOD, SHELL, as_actor

pytestmark = pytest.mark.django_db
ELSEWHERE = {"REMOTE_ADDR": "192.168.0.7"}
START = {"firm": "한빛정밀", "name": "김민지", "email": "minji@hanbit.example", "password": GOOD, "again": GOOD}


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def sample(db) -> Person:
    return services.create_firm("한빛정밀", "minji@x.kr", "김민지", None, actor=SHELL, why="예시", is_sample=True)


def sample_url(**named) -> str:
    return reverse("sample-link", args=[services.issue_sample_link(actor=SHELL, why="demo", **named)])


def test_an_empty_home_leads_to_the_first_owner_and_then_to_two_factors(client):
    assert client.get("/").headers["Location"] == reverse("first-owner")
    assert client.get(reverse("account_login")).headers["Location"] == reverse("first-owner")
    assert client.get(reverse("first-owner")).status_code == 200
    response = client.post(reverse("first-owner"), START)
    assert response.headers["Location"] == reverse("second-factor")
    assert queries.firm().name == "한빛정밀"
    assert client.get("/", follow=True).redirect_chain[-1][0] == reverse("second-factor")
    assert Client().get(reverse("first-owner")).status_code == 404


@pytest.mark.parametrize("where", [ELSEWHERE, {"HTTP_X_FORWARDED_FOR": "10.0.0.9"}, {"REMOTE_ADDR": ""}])
def test_the_first_owner_is_made_on_this_machine_only(client, where):
    assert client.get(reverse("first-owner"), **where).status_code == 404
    assert client.post(reverse("first-owner"), START, **where).status_code == 404
    assert client.get("/", **where).headers["Location"].startswith(reverse("account_login"))
    assert queries.firm() is None


def test_a_wrong_start_says_what_is_wrong_beside_the_field(client):
    page = client.post(reverse("first-owner"), {**START, "password": "1234", "again": "12345"})
    assert page.status_code == 422
    assert "두 비밀번호가 달라요." in page.content.decode()
    page = client.post(reverse("first-owner"), {**START, "password": "1234", "again": "1234"})
    assert page.status_code == 422
    assert queries.firm() is None


def test_the_sample_link_signs_in_once_as_the_owner(client, sample):
    url = sample_url()
    assert client.get(url).headers["Location"] == "/"
    assert client.session[SECOND_FACTOR_KEY] == sample.pk
    assert client.get(reverse("people")).status_code == 200
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.action, entry.actor_id) == ("people.sample_link_used", sample.pk)
    assert '"where":"127.0.0.1"' in entry.content
    assert Client().get(url).status_code == 410


def test_the_sample_link_is_for_this_machine_ten_minutes_and_the_sample_firm(client, sample):
    assert client.get(sample_url(), **ELSEWHERE).status_code == 404
    assert client.get(sample_url(), HTTP_X_FORWARDED_FOR="1.2.3.4").status_code == 404
    assert client.get(sample_url(clock=fixed(datetime.now(UTC) - timedelta(minutes=10)))).status_code == 410
    assert client.get(reverse("sample-link", args=["nothing"])).status_code == 404
    older, newer = sample_url(), sample_url()
    assert client.get(older).status_code == 410
    firm = queries.firm()
    firm.is_sample = False
    firm.save()
    assert client.get(newer).status_code == 404
    assert SECOND_FACTOR_KEY not in client.session
    with pytest.raises(Exception, match="not_sample"):
        services.issue_sample_link(actor=SHELL, why="demo")


def test_nobody_but_the_machine_itself_makes_a_sample_link(sample):
    for actor in (as_actor(sample), Actor.system(), Actor.rule("x")):
        with pytest.raises(Exception, match="permission"):
            services.issue_sample_link(actor=actor, why="demo")


def test_an_invitation_is_mailed_shown_once_and_leads_in(cast, sign_in, client):
    browser = sign_in(cast.owner)
    sent = {"name": "새 사람", "email": "new@hanbit.example", "role": "approver", "language": "en", "why": "입사"}
    page = browser.post(reverse("person-invite"), sent)
    link = page.context["url"]
    assert link in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert len(mail.outbox) == 1
    assert link in mail.outbox[0].body
    guest = Client()
    assert guest.get(link).status_code == 200
    assert guest.post(link, {"password": "1234", "again": "1234"}).status_code == 422
    assert guest.post(link, {"password": GOOD, "again": GOOD}).headers["Location"] == reverse("second-factor")
    assert Client().get(link).status_code == 410
    assert Client().get(reverse("invitation", args=["nothing"])).status_code == 404


def test_without_a_mail_server_the_link_is_only_shown(cast, sign_in, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    sent = {"name": "새", "email": "new@hanbit.example", "role": "member", "language": "ko", "why": "입사"}
    page = sign_in(cast.owner).post(reverse("person-invite"), sent)
    assert "보내지 못했어요" in page.content.decode()
    assert mail.outbox == []


def test_who_came_in_never_renews_an_invitation_through_password_reset(cast, client):
    services.invite_person("new@hanbit.example", "새", "member", actor=as_actor(cast.owner), why="입사")
    known = client.post(reverse("account_reset_password"), {"email": "new@hanbit.example"})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@hanbit.example"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert mail.outbox == []
    client.post(reverse("account_reset_password"), {"email": "doyun@hanbit.example"})
    assert len(mail.outbox) == 1


def sign_in_by_password(client, email, password):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_a_wrong_address_and_a_wrong_password_say_the_same(cast, client):
    said = []
    for email in ("doyun@hanbit.example", "nobody@hanbit.example"):
        page = sign_in_by_password(client, email, "wrong")
        said.append(page.context["form"].non_field_errors())
    assert said[0] == said[1]
    assert said[0]


def test_too_many_wrong_passwords_close_the_door_for_a_while(cast, client):
    for _ in range(5):
        sign_in_by_password(client, "doyun@hanbit.example", "wrong")
    page = sign_in_by_password(client, "doyun@hanbit.example", "한빛정밀-2026-비밀번호")
    assert page.status_code == 200
    assert "잠시" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_member_enters_with_a_password_and_an_inactive_one_does_not(cast, client):
    assert sign_in_by_password(client, "DOYUN@hanbit.example", "한빛정밀-2026-비밀번호").headers["Location"] == "/"
    services.deactivate_person(cast.member, actor=as_actor(cast.owner), why="끝")
    stopped = sign_in_by_password(Client(), "doyun@hanbit.example", "한빛정밀-2026-비밀번호")
    assert stopped.headers["Location"] == reverse("account_inactive")


def test_nobody_signs_up_by_themselves(cast, client):
    assert client.post(reverse("account_signup"), {"email": "x@x.kr", "password1": GOOD}).status_code == 302
    client.force_login(cast.member)
    assert client.get(reverse("account_signup")).status_code == 403
