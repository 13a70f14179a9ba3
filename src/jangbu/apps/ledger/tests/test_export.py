"""The bundle, checked by the verifier inside it, in a Python that knows nothing of Jangbu."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from jangbu.apps.ledger import commands, keys, tree
from jangbu.apps.ledger.models import Entry
from jangbu.apps.ledger.problems import NOT_WRITABLE
from jangbu.kernel.errors import Problem

VERIFIER = Path(commands.__file__).parent / "verifier" / "verify_ledger.py"


@pytest.fixture
def bundle(write, tmp_path) -> Path:
    """A folder with the unpacked bundle of 13 entries under three anchors, the first and third kept outside."""
    for n in range(3):
        for _times in range(3):
            write(n)
        commands.anchor(tmp_path / f"anchor{n}.txt")
    (tmp_path / "pinned.pub").write_text(keys.public_path().read_text())
    commands.export(tmp_path / "bundle.zip")
    with ZipFile(tmp_path / "bundle.zip") as packed:
        packed.extractall(tmp_path / "bundle")
    return tmp_path / "bundle"


def check(bundle: Path, *arguments: object) -> tuple[int, str]:
    program = bundle / "verify_ledger.py" if bundle.is_dir() else VERIFIER
    command = [sys.executable, "-I", "-S", program, bundle, *arguments]  # no site packages: the standard library only
    ended = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, cwd="/")
    assert "Traceback" not in ended.stderr
    return ended.returncode, ended.stdout


def outside(bundle: Path) -> list[object]:
    return ["--anchor", bundle.parent / "anchor2.txt", "--pubkey", bundle.parent / "pinned.pub"]


def change(bundle: Path, number: int, old: str, new: str) -> None:
    path = bundle / "entries.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    assert old in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(old, new)
    path.write_text("".join(lines))


def test_the_verifier_is_under_200_lines_and_needs_only_the_standard_library():
    text = VERIFIER.read_text()
    assert len(text.splitlines()) < 200
    nodes = list(ast.walk(ast.parse(text)))
    modules = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    modules |= {str(node.module).split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}
    assert modules <= set(sys.stdlib_module_names)


def test_an_untouched_bundle_is_intact_as_a_folder_and_as_a_zip(bundle):
    code, said = check(bundle, *outside(bundle))
    assert (code, "signature checked" in said) == (0, True)
    assert check(bundle.parent / "bundle.zip", *outside(bundle))[0] == 0
    assert check(bundle, "--anchor", bundle.parent / "anchor0.txt")[0] == 0


def test_without_an_anchor_it_is_never_green(bundle):
    assert check(bundle)[0] == 3
    assert check(bundle, "--pubkey", bundle.parent / "pinned.pub")[0] == 3


def test_a_missing_or_foreign_anchor_or_key_is_status_4(bundle, tmp_path):
    nowhere = tmp_path / "nowhere"
    assert check(bundle, "--anchor", nowhere)[0] == 4
    assert check(bundle, "--anchor", bundle.parent / "anchor2.txt", "--pubkey", nowhere)[0] == 4
    nowhere.write_text("")
    assert check(bundle, "--anchor", nowhere)[0] == 4
    assert check(bundle, "--anchor", bundle.parent / "anchor2.txt", "--pubkey", nowhere)[0] == 4


def test_a_key_that_did_not_sign_is_refused(bundle, tmp_path, settings):
    keys.key_path().unlink()
    commands.anchor(tmp_path / "other.txt")
    other = tmp_path / "other.pub"
    other.write_text(keys.public_path().read_text().splitlines()[-1])
    assert check(bundle, "--anchor", bundle.parent / "anchor2.txt", "--pubkey", other)[0] == 4
    assert check(bundle, "--pubkey", other)[0] == 1  # the checkpoints inside are not by this key


def test_a_changed_entry_is_named(bundle):
    change(bundle, 6, "창고", "금고")
    code, said = check(bundle, *outside(bundle))
    assert (code, said) == (1, "broken at entry 6\n")


def test_a_missing_entry_is_named(bundle):
    path = bundle / "entries.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:4] + lines[5:]))
    assert check(bundle, *outside(bundle)) == (1, "broken at entry 5\n")


def test_a_cut_tail_is_truncated(bundle):
    path = bundle / "entries.jsonl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:7]))
    assert check(bundle, *outside(bundle))[0] == 2


def test_what_is_no_entry_is_named(bundle):
    change(bundle, 6, "창고", '"')
    assert check(bundle, *outside(bundle))[0] == 1


def test_a_changed_checkpoint_or_proof_is_found(bundle):
    (note,) = sorted(bundle.glob("checkpoints/*.txt"))[:1]
    kept = note.read_text()
    lines = kept.split("\n")
    note.write_text("\n".join([*lines[:2], "A" * 43 + "=", *lines[3:]]))
    assert check(bundle, *outside(bundle))[0] == 1
    note.write_text(kept.replace("at 2", "at 1"))  # the signature covers the time as well
    assert check(bundle, *outside(bundle))[0] == 1
    note.write_text(kept)
    proofs = [json.loads(line) for line in (bundle / "proofs.jsonl").read_text().splitlines()]
    proofs[0]["path"] = proofs[0]["path"][::-1] + proofs[0]["path"][:1]
    (bundle / "proofs.jsonl").write_text("".join(json.dumps(proof) + "\n" for proof in proofs))
    assert check(bundle, *outside(bundle))[0] == 1


def test_a_damaged_bundle_is_said_without_a_trace_back(bundle, tmp_path):
    (tmp_path / "bad.zip").write_bytes((tmp_path / "bundle.zip").read_bytes()[:400])
    assert check(tmp_path / "bad.zip", *outside(bundle))[0] == 1
    (bundle / "entries.jsonl").unlink()
    assert check(bundle, *outside(bundle))[0] == 1


def test_no_personal_value_leaves_the_house(bundle):
    everything = b"".join(path.read_bytes() for path in bundle.rglob("*") if path.is_file())
    assert "김민지".encode() not in everything
    assert b"$personal" in everything


def test_the_bundle_says_how_to_check_it_in_both_languages(bundle):
    text = (bundle / "README.txt").read_text()
    assert "확인하기" in text
    assert "Checking it" in text


def test_exporting_is_recorded_after_what_it_holds(bundle):
    last = Entry.objects.order_by("-number").first()
    assert last.action == "ledger.exported"
    assert len((bundle / "entries.jsonl").read_text().splitlines()) == last.number - 1


def test_a_place_that_cannot_be_written_leaves_nothing_behind(write, tmp_path):
    write()
    (tmp_path / "file").write_text("")
    with pytest.raises(Problem) as raised:
        commands.export(tmp_path / "file" / "bundle.zip")
    assert raised.value.kind == NOT_WRITABLE
    assert not Entry.objects.filter(action="ledger.exported").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_proofs_over_many_tiles_are_those_over_the_leaves(write, monkeypatch):
    from jangbu.kernel.merkle import consistency, inclusion, over  # noqa: PLC0415

    monkeypatch.setattr(tree, "TILE", 4)
    for n in range(27):
        write(n)
    leaves, tiled = over(tree.leaves(0, 27)), tree.subtree_of("x")
    assert all(inclusion(index, 27, tiled) == inclusion(index, 27, leaves) for index in range(27))
    assert all(consistency(first, 27, tiled) == consistency(first, 27, leaves) for first in range(1, 28))
