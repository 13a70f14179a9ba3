"""Ten faults found in other products' ledgers, each tried on ours."""

from __future__ import annotations

import inspect
from pathlib import Path
from zipfile import ZipFile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from jangbu.apps.ledger import commands, keys, services, verification
from jangbu.apps.ledger.models import Checkpoint, Entry, EntryValue, Head
from jangbu.apps.ledger.problems import DAMAGED
from jangbu.apps.ledger.services import record
from jangbu.apps.ledger.tests.conftest import DONE, MINJI, WHY
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem


def business_row(key: str) -> None:
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())


def anchored(tmp_path: Path) -> Path:
    """An anchor that left the machine."""
    return commands.anchor(tmp_path / "outside.txt").files[-1]


def test_fault_1_a_change_and_its_entry_are_committed_together_or_not_at_all(db):
    @transaction.atomic
    def change() -> None:
        business_row("half")
        record(DONE, actor=MINJI, where="창고", why=WHY, subject=Subject("t", "1"), after={"n": 0.5})

    with pytest.raises(TypeError):
        change()
    assert not Session.objects.filter(session_key="half").exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_fault_1_an_entry_outside_the_transaction_of_its_change_is_refused():
    with pytest.raises(RuntimeError, match="transaction"):
        record(DONE, actor=MINJI, where="창고", why=WHY, subject=Subject("t", "1"))
    assert not Entry.objects.exists()


def test_fault_2_no_setting_switches_the_ledger_off(settings, write):
    for name in ("LEDGER", "LEDGER_ENABLED", "AUDIT_LEDGER_ENABLED", "DEBUG", "TESTING"):
        setattr(settings, name, False)
    assert write().number == 1
    source = inspect.getsource(services)
    assert "django.conf" not in source
    assert "environ" not in source


def test_fault_3_a_cut_tail_is_found_even_if_everything_inside_fits(write, tamper, tmp_path):
    for n in range(6):
        write(n)
    anchor = anchored(tmp_path)
    tamper.run("DELETE FROM ledger_checkpoint")
    tamper.cut(4)
    assert commands.verify().status == "no_anchor"  # from inside, nothing shows
    report = commands.verify(anchor)
    assert (report.status, report.exit_code, report.entries) == ("truncated", 2, 4)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["ledger_entry", "ledger_checkpoint"])
def test_fault_3_the_database_refuses_to_empty_a_table(write, table):
    write()
    commands.anchor()
    how = f"TRUNCATE {table}" if connection.vendor == "postgresql" else f"DELETE FROM {table}"
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(how)


def test_fault_4_verification_is_never_partial(write, tamper, tmp_path, monkeypatch):
    monkeypatch.setattr(verification, "BATCH", 3)
    for n in range(11):
        write(n)
    anchor = anchored(tmp_path)
    whole = commands.verify(anchor)
    assert (whole.status, whole.entries) == ("intact", Entry.objects.count())
    tamper.edit(11, content=Entry.objects.get(pk=11).content.replace("창고", "금고"))
    report = commands.verify(anchor)
    assert (report.status, report.exit_code, report.broken_at) == ("broken", 1, 11)


def test_fault_5_the_firm_is_inside_the_hash(write, tmp_path):
    write()
    anchor = anchored(tmp_path)
    Head.objects.update(firm="01anotherfirm")
    report = commands.verify(anchor)
    assert (report.status, report.broken_at) == ("broken", 1)


def test_fault_6_no_foreign_key_fights_the_chain(cast, write, tmp_path):
    write(actor=Actor.person(cast.member.pk, cast.member.name))
    anchor = anchored(tmp_path)
    cast.member.delete()
    assert commands.verify(anchor).status == "intact"
    tables = (Entry, EntryValue, Checkpoint, Head)
    assert not [field for table in tables for field in table._meta.fields if isinstance(field, models.ForeignKey)]


def test_fault_7_a_rewritten_ledger_with_a_key_of_its_own_is_not_verified(write, tamper, tmp_path, home):
    for n in range(5):
        write(n)
    anchor, pinned = anchored(tmp_path), tmp_path / "pinned.pub"
    pinned.write_text(keys.public_path().read_text())
    assert commands.verify(anchor, pinned).exit_code == 0
    forger = Ed25519PrivateKey.generate()
    pem = forger.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (home / "ledger.key").write_bytes(pem)
    tamper.edit(2, action="tests.decided")
    tamper.rewrite(forger)
    forged = commands.anchor(tmp_path / "forged.txt").files[-1]
    assert commands.verify().exit_code == 3  # it fits together, and that is not enough
    assert commands.verify(anchor).exit_code == 1
    assert commands.verify(forged, pinned).exit_code == 4
    assert commands.verify(anchor, pinned).exit_code == 1


def test_fault_7_the_bundle_does_not_bring_the_key_it_is_checked_with(write, tmp_path):
    write()
    anchored(tmp_path)
    commands.export(tmp_path / "bundle.zip")
    public = keys.public_path().read_text().strip().split("+", 2)[2].encode()  # the key itself may hold a plus
    with ZipFile(tmp_path / "bundle.zip") as bundle:
        assert not [name for name in bundle.namelist() if public in bundle.read(name)]
        assert not [name for name in bundle.namelist() if "pub" in name or name.endswith(".key")]


def test_fault_8_an_anchor_counts_and_a_missing_one_is_never_green(write, tamper, tmp_path):
    for n in range(5):
        write(n)
    anchor = anchored(tmp_path)
    assert commands.verify(anchor).exit_code == 0
    assert commands.verify().exit_code == 3
    assert commands.verify(tmp_path / "nowhere.txt").exit_code == 4
    assert commands.verify(anchor, tmp_path / "nowhere.pub").exit_code == 4
    tamper.edit(3, when="2020-01-01T00:00:00.000000Z")
    tamper.run("DELETE FROM ledger_checkpoint")
    tamper.rewrite()
    assert commands.verify().exit_code == 3
    report = commands.verify(anchor)
    assert (report.exit_code, report.reason) == (1, "anchor")


@pytest.mark.parametrize(
    "damage",
    [
        ["DELETE FROM ledger_entry", "DELETE FROM ledger_head"],
        ["DELETE FROM ledger_head"],
        ["DELETE FROM ledger_entry"],
        ["DELETE FROM ledger_entry WHERE number > 2"],
        ["UPDATE ledger_head SET number = 2"],
    ],
)
def test_fault_9_a_lost_tail_stops_writing_instead_of_starting_over(write, tamper, tmp_path, damage):
    for n in range(4):
        write(n)
    anchor = anchored(tmp_path)
    tamper.run(*damage)
    before = Entry.objects.count()
    with pytest.raises(Problem) as raised:
        write()
    assert raised.value.kind == DAMAGED
    assert Entry.objects.count() == before
    assert commands.verify(anchor).exit_code in {1, 2}


def test_fault_10_the_chain_runs_over_recomputed_hashes(write, tamper, tmp_path):
    for n in range(5):
        write(n)
    anchor = anchored(tmp_path)
    tamper.edit(3, action="tests.decided")  # the stored hashes still fit each other
    report = commands.verify(anchor)
    assert (report.exit_code, report.broken_at) == (1, 3)


def test_fault_10_the_key_comes_from_chance_and_not_from_settings(write, settings, tmp_path):
    made = []
    for name in ("one", "two"):
        settings.HOME = tmp_path / name
        settings.HOME.mkdir()
        write()
        commands.anchor()
        made.append(keys.key_path().read_bytes())
        assert keys.key_path().stat().st_mode & 0o777 == 0o600
        assert settings.SECRET_KEY.encode() not in made[-1]
    assert made[0] != made[1]
