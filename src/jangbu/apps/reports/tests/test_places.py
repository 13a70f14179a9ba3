"""Where data lie and what is encrypted there: told from the machine, kept in the ledger, never green by guess."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from jangbu.apps.base import sealing
from jangbu.apps.base.evidence import Status, ask
from jangbu.apps.base.permission import NOT_ALLOWED
from jangbu.apps.base.volumes import Volume
from jangbu.apps.gateway.models import Endpoint
from jangbu.apps.gateway.port import KEY_USE
from jangbu.apps.ledger.models import Entry
from jangbu.apps.reports import services
from jangbu.apps.reports.models import StorageLook
from jangbu.apps.reports.places import looking
from jangbu.engines.checklist import Call
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
WHY = {"why": "점검하려고"}


@pytest.fixture
def owner(cast):
    return Actor.person(cast.owner.pk, cast.owner.name)


def seen(*, volume="encrypted", closed=True, count=3, opened=3):
    seals = (looking.Seal("열쇠", "keys", count, opened),) if count else ()
    disk = Volume("/", "ext4", volume)
    return lambda: looking.Look(Path("/home"), disk, "/home/db", volume, Path("/home/secret.key"), closed, seals)


def says(name, at=NOW):
    return ask(Call.of(name, {}), at)


def keep(owner, at=NOW, **told):
    return services.keep_look(actor=owner, clock=fixed(at), look=seen(**told), **WHY)


def test_nothing_is_said_before_somebody_looked(owner):
    assert {says(name).status for name in ("storage_encrypted", "secrets_sealed")} == {Status.UNKNOWN}


def test_an_encrypted_disk_and_secrets_that_open_are_evidence_with_their_entry(owner):
    kept = keep(owner)
    for name in ("storage_encrypted", "secrets_sealed"):
        answer = says(name)
        assert (answer.status, answer.evidence[0].entry) == (Status.MET, kept.entry)
    assert Entry.objects.get(number=kept.entry).action == "reports.storage_looked"


def test_a_disk_that_shows_nothing_is_neither_green_nor_red(owner):
    keep(owner, volume="unseen")
    assert says("storage_encrypted").status is Status.UNKNOWN


@pytest.mark.parametrize("fault", [{"opened": 2}, {"closed": False}])
def test_a_secret_that_does_not_open_or_a_key_that_others_read_is_red(owner, fault):
    keep(owner, **fault)
    assert says("secrets_sealed").status is Status.UNMET


def test_an_old_look_proves_nothing_and_a_past_day_is_told_by_its_own(owner):
    keep(owner, at=NOW - timedelta(days=40), opened=1)
    keep(owner)
    assert says("secrets_sealed", NOW - timedelta(days=30)).status is Status.UNMET
    assert says("secrets_sealed", NOW + timedelta(days=36)).status is Status.UNKNOWN
    assert says("secrets_sealed").status is Status.MET


def test_the_worker_looks_once_a_week(owner):
    system = Actor.system()
    assert services.look_if_due(actor=system, clock=fixed(NOW)) is not None
    assert services.look_if_due(actor=system, clock=fixed(NOW + timedelta(days=6))) is None
    assert services.look_if_due(actor=system, clock=fixed(NOW + timedelta(days=7, seconds=1))) is not None


def test_only_who_keeps_backups_writes_it_and_a_reason_is_asked(cast, owner):
    with pytest.raises(Problem) as refused:
        services.keep_look(actor=Actor.person(cast.member.pk, cast.member.name), look=seen(), **WHY)
    assert refused.value.kind is NOT_ALLOWED
    with pytest.raises(Problem):
        services.keep_look(actor=owner, look=seen(), why=" ")
    assert not StorageLook.objects.exists()


def endpoint(**told):
    given = {"currency": "KRW", "price_in": 1, "price_out": 1, "created_by": "x", "created_at": NOW, "on": True}
    return Endpoint.objects.create(model="m", **given | told)


def test_sealed_columns_are_opened_and_one_of_another_key_is_found(settings):
    endpoint(name="가", base_url="https://a.example", key_sealed=sealing.seal("sk-1", use=KEY_USE), country="US")
    endpoint(name="나", base_url="https://b.example", key_sealed=sealing.seal("sk-2", use="another"), country="US")
    found = looking.look()
    (keys,) = found.seals
    assert (keys.en, keys.count, keys.opened) == ("keys of model connections", 2, 1)


def test_a_key_file_that_others_can_read_is_found(tmp_path):
    (tmp_path / "secret.key").write_text("k")
    for mode, closed in ((0o600, True), (0o640, False), (0o604, False)):
        (tmp_path / "secret.key").chmod(mode)
        assert looking.look(tmp_path).key_closed is closed


def test_every_app_that_seals_has_said_so():
    """`seal(` is called in no app whose values are not counted."""
    assert {each.use.split(".")[1] for each in sealing.holdings()} == {"gateway", "incidents", "work", "people"}
    apps = Path(sealing.__file__).parents[1]
    calls = {
        path.relative_to(apps).parts[0]
        for path in apps.rglob("*.py")
        if "tests" not in path.parts and "sealing.seal(" in path.read_text()
    }
    assert calls <= {each.use.split(".")[1] for each in sealing.holdings()}


def test_the_page_says_what_is_where_in_both_languages_and_keeps_it(cast, sign_in):
    endpoint(name="평문 모델", base_url="http://a.example", country="US")
    page = sign_in(cast.owner)
    shown = page.get(reverse("places")).content.decode()
    assert "평문 모델" in shown
    assert "암호화 안 됨" in shown
    page.cookies["django_language"] = "en"
    assert "Where data lie" in page.get(reverse("places")).content.decode()
    page.post(reverse("places-keep"))
    assert StorageLook.objects.count() == 1
