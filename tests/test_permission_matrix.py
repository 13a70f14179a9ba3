"""Every route by everybody: no unexpected way in. The matrix is generated; a new route is in it by being there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jangbu.apps.base.guard import needs_of
from jangbu.apps.base.routes import PUBLIC, SIGNED, SIGNED_IN
from jangbu.apps.people import services
from jangbu.apps.people.models import SECOND_FACTOR_KEY, Person
from jangbu.apps.people.permissions import LEVEL_PERMISSIONS, ROLE_PERMISSIONS
from jangbu.apps.people.standing import PAGE_LEVEL
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.registers.declaring import declared
from jangbu.apps.sources.models import Dataset, Source
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.web.outside_routes import CLOSED

pytestmark = pytest.mark.django_db

# What a parameter is filled with. A route with a parameter that has no sample here fails the test by name.
SAMPLES: dict[str, Any] = {
    "token": "no-such-token",
    "person_id": "00000000000000000000000000",
    "grant_id": "00000000000000000000000000",
    "dataset_id": "granted",
    "version_id": "00000000000000000000000000",
    "refusal_id": "00000000000000000000000000",
    "receipt_id": "00000000000000000000000000",
    "pilot_id": "granted",
    "examination_id": "00000000000000000000000000",
    "decision_id": "00000000000000000000000000",
    "process_id": "00000000000000000000000000",
    "exception_id": "00000000000000000000000000",
    "automation_id": "00000000000000000000000000",
    "run_id": "00000000000000000000000000",
    "approval_id": "00000000000000000000000000",
    "item_id": "G1-1",
    "name": "governance",
    "endpoint_id": "00000000000000000000000000",
    "restore_drill_id": "00000000000000000000000000",
    "reply_id": "00000000000000000000000000",
    "calendar_id": "00000000000000000000000000",
    "booking": 0,
    "material_id": "00000000000000000000000000",
    "letter_id": "00000000000000000000000000",
    "suffix": "docx",
    "drill_id": "00000000000000000000000000",
    "source_id": "00000000000000000000000000",
    "webhook_id": "00000000000000000000000000",
    "refusal": 1,
    "run_pk": 1,
    "batch_id": "00000000000000000000000000",
    "row_id": "00000000000000000000000000",
    "look_kind": "errors",
    "question": "constraint",
    "step": "file",
    "section": "goal",
    "batch": "00000000000000000000000000",
    "lot_id": "00000000000000000000000000",
    "survey_id": "00000000000000000000000000",
    "use_id": "00000000000000000000000000",
    "form": "pdf",
    "promotion_id": "00000000000000000000000000",
    "evaluation_id": "00000000000000000000000000",
    "suite_kind": "accuracy",
    "adjustment_id": "00000000000000000000000000",
    "interview_id": "00000000000000000000000000",
    "benchmark_id": "00000000000000000000000000",
    "audit_id": "00000000000000000000000000",
    "part": "stages",
    "notice_id": "00000000000000000000000000",
    "review_id": "00000000000000000000000000",
    "alert_id": "00000000000000000000000000",
    "alert_rule_id": "00000000000000000000000000",
    "channel_id": "00000000000000000000000000",
    "shift_id": "00000000000000000000000000",
    "kind": "pilot",
    "paper": 1,
    "page": 1,
    "number": 1,
    "module": "pipa",
    "rule_id": "P21",
    "offered_id": "00000000000000000000000000",
    "uidb36": "0",
    "key": "nothing",
    "slug": "no-such-page",
    "month": "2020-01",
    "change_id": "00000000000000000000000000",
    "skill_id": "00000000000000000000000000",
    "deputy_id": "00000000000000000000000000",
    "report_id": "00000000000000000000000000",
    "subject_kind": "process",
    "subject_id": "00000000000000000000000000",
    "pk": 1,
}
SAMPLES |= {register.argument: "0" * 26 for register in declared()}
WHO = ("anonymous", "owner", "approver", "member", "auditor", "outsider", "reader", "writer", "manager")
# The guard decides before any query of a page, so one visitor who opens every page is enough on the second database.
BY_ALL = [pytest.param(who, marks=() if who == "owner" else pytest.mark.once) for who in WHO]
GRANTED = {"reader": "read", "writer": "write", "manager": "manage"}
# What opens nothing: a sign-in page, a refusal, not found, a wrong method; never a page.
SHUT = frozenset({302, 401, 403, 404, 405, 410})


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(view name, pattern) of every address of the project."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from routes(pattern, inner)
        else:
            yield f"{prefix}{pattern.name or ''}", pattern


ROUTES = dict(routes())


def parameters(name: str) -> list[str]:
    """What a route's address is made with."""
    resolver: Any = get_resolver()
    *namespaces, local = name.split(":")
    for namespace in namespaces:
        resolver = resolver.namespace_dict[namespace][1]
    _text, names = resolver.reverse_dict[local][0][0]
    return list(names)


def address(name: str) -> str:
    """The address of a route, from the samples; a parameter without one fails loudly."""
    wanted = parameters(name)
    lacking = [parameter for parameter in wanted if parameter not in SAMPLES]
    assert not lacking, f"{name} takes {lacking}: give it a sample in tests/test_permission_matrix.py"
    return reverse(name, kwargs={parameter: SAMPLES[parameter] for parameter in wanted})


def needs(name: str) -> str | None:
    return needs_of(ROUTES[name].callback, name)


def expected(who: str, name: str) -> bool:
    """Whether this visitor may pass the guard: from the declared need and the policy, by no other way."""
    need = needs(name)
    if need is None or need == SIGNED:  # a session opens nothing there
        return False
    if need == PUBLIC:
        return True
    if who == "anonymous":
        return False
    if need == SIGNED_IN:
        return True
    if who in GRANTED:
        given = {kind: levels[GRANTED[who]] for kind, levels in LEVEL_PERMISSIONS.items()}
        about = [kind for kind in given if f"{kind}_id" in parameters(name)]
        if about:  # the samples name the very things that were given
            return need in given[about[0]]
        return need in ROLE_PERMISSIONS["guest"] or (
            need in PAGE_LEVEL and any(need in held for held in given.values())
        )
    return need in ROLE_PERMISSIONS["guest" if who == "outsider" else who]


@pytest.fixture
def visitors(cast) -> Callable[[str], Client]:
    """A browser for each: through the second factor, so that only permission decides."""
    owner = Actor.person(cast.owner.pk, cast.owner.name)

    def guest(level: str) -> Person:
        invited = services.invite_person(f"{level}@guest.example", level, "guest", actor=owner, why="matrix")
        until = system_clock() + timedelta(days=7)
        for kind in LEVEL_PERMISSIONS:
            services.grant_access(invited.person, Subject(kind, "granted"), level, until, actor=owner, why="matrix")
        return invited.person

    def browser(who: str) -> Client:
        client = Client(raise_request_exception=True)
        if who == "anonymous":
            return client
        person = guest(GRANTED[who]) if who in GRANTED else getattr(cast, who)
        client.force_login(person)
        session = client.session
        session[SECOND_FACTOR_KEY] = person.pk
        session.save()
        return client

    cache.clear()
    return browser


def test_every_route_has_a_name_and_says_what_it_needs():
    assert "" not in ROUTES
    silent = [name for name in ROUTES if needs(name) is None and name not in CLOSED]
    assert silent == []


def test_every_need_is_known_to_the_policy():
    known = {PUBLIC, SIGNED, SIGNED_IN}.union(*ROLE_PERMISSIONS.values())
    assert {need for name in ROUTES if (need := needs(name))} <= known


def test_the_table_of_libraries_names_only_routes_that_exist():
    assert set(settings.ROUTE_NEEDS) | CLOSED <= set(ROUTES)


def test_what_is_closed_has_no_need_by_which_it_could_open():
    assert not [name for name in CLOSED if needs(name) is not None]


@pytest.mark.parametrize("who", BY_ALL)
def test_nobody_gets_in_where_the_policy_gives_them_no_right(visitors, who):
    client = visitors(who)
    wrong = []
    for name in ROUTES:
        if expected(who, name) or name == "account_logout":
            continue
        for method in (client.get, client.post):
            status = method(address(name)).status_code
            if status not in SHUT:
                wrong.append((name, method.__name__, status))
    assert wrong == []


@pytest.mark.parametrize("who", BY_ALL)
def test_who_has_the_right_is_not_turned_away(visitors, who):
    """The guard lets them pass; what the page then finds or misses is its own affair."""
    client = visitors(who)
    turned_away = []
    for name in ROUTES:
        if not expected(who, name) or needs(name) in {PUBLIC, SIGNED_IN}:
            continue
        response = client.get(address(name))
        login = response.headers.get("Location", "").startswith(reverse("account_login"))
        if response.status_code == 403 or response.status_code >= 500 or login:
            turned_away.append((name, response.status_code))
    assert turned_away == []


def test_an_outsider_sees_nothing_of_the_firm(visitors):
    """The line that matters most, said once more by name rather than by policy."""
    client = visitors("outsider")
    for name in ("people", "grants", "dataset-list", "pilot-list", "ledger"):
        assert client.get(address(name)).status_code == 403, name
    for name in ("person", "dataset", "dataset-rows", "dataset-original"):
        assert client.get(address(name)).status_code in {403, 404}, name


@pytest.fixture
def kept_back(db) -> None:
    """A dataset and a pilot that exist and that no guest was given."""
    now = system_clock()
    source = Source.objects.create(kind=Source.Kind.UPLOAD, created_at=now)
    Dataset.objects.create(pk="kept-back", source=source, name="급여", created_at=now)
    days = {"starts_on": now.date(), "ends_on": now.date(), "decide_on": now.date()}
    Pilot.objects.create(pk="kept-back", name="급여 자동화", goal="", gates=[], created_at=now, **days)


@pytest.mark.parametrize("who", ["outsider", *GRANTED])
@pytest.mark.usefixtures("kept_back")
def test_a_grant_on_one_thing_opens_no_other(visitors, who, monkeypatch):
    for parameter in ("dataset_id", "pilot_id"):
        monkeypatch.setitem(SAMPLES, parameter, "kept-back")
    client = visitors(who)
    opened = []
    for name in ROUTES:
        if {"dataset_id", "pilot_id"} & set(parameters(name)):
            for method in (client.get, client.post):
                response = method(address(name))
                if response.status_code not in SHUT:
                    opened.append((name, method.__name__, response.status_code))
    assert opened == []
    for name in ("dataset-list", "pilot-list"):
        assert "급여" not in client.get(address(name)).content.decode()


def test_who_never_signed_in_is_led_to_the_sign_in(visitors):
    client = visitors("anonymous")
    for name in ROUTES:
        if needs(name) in {PUBLIC, SIGNED}:
            continue
        response = client.get(address(name))
        if name.startswith("api:"):
            assert (response.status_code, response.json()["code"]) == (401, "permission.not_signed_in"), name
        else:
            assert response.headers["Location"].startswith(reverse("account_login")), name


@pytest.mark.parametrize("who", BY_ALL)
def test_a_route_for_signed_machines_takes_nobody_by_their_session(visitors, who):
    client = visitors(who)
    signed = [name for name in ROUTES if needs(name) == SIGNED]
    assert signed
    for name in signed:
        assert client.get(address(name)).status_code == 405
        assert client.post(address(name), b"{}", content_type="application/json").status_code in {401, 404}
