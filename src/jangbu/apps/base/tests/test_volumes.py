"""Whether a disk is encrypted is told from what Linux lists, and never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from jangbu.apps.base.volumes import volume_of

MOUNTS = """\
22 1 259:1 / / rw,relatime - ext4 /dev/nvme0n1p1 rw
40 22 253:2 / /srv/firm\\040data rw,relatime shared:1 - ext4 /dev/mapper/vg-data rw
41 22 0:44 / /srv/stacked rw - ecryptfs /home/.ecryptfs rw
42 22 0:5 / /dev rw - devtmpfs udev rw
not a line
"""


@pytest.fixture
def machine(tmp_path: Path):
    """A plain root, and a volume of LVM that lies on a LUKS device."""
    mounts, devices = tmp_path / "mountinfo", tmp_path / "block"
    mounts.write_text(MOUNTS)
    (devices / "259:1").mkdir(parents=True)
    upper, lower = devices / "253:2", devices / "253:2" / "slaves" / "dm-0"
    for place, uuid in ((upper, "LVM-abc"), (lower, "CRYPT-LUKS2-1234-crypt")):
        (place / "dm").mkdir(parents=True)
        (place / "dm" / "uuid").write_text(uuid + "\n")
    return {"mounts": mounts, "devices": devices}


@pytest.mark.parametrize(
    ("path", "mount", "seen"),
    [
        ("/var/jangbu", "/", "unseen"),
        ("/srv/firm data/jangbu", "/srv/firm data", "encrypted"),
        ("/srv/stacked/x", "/srv/stacked", "encrypted"),
        ("/srv/firm", "/", "unseen"),
    ],
)
def test_the_disk_below_a_folder_is_told(machine, path, mount, seen):
    found = volume_of(Path(path), **machine)
    assert (found.mount, found.seen) == (mount, seen)


def test_a_machine_that_lists_no_mounts_says_that_it_does_not_know(tmp_path):
    assert volume_of(tmp_path, mounts=tmp_path / "absent").seen == "unknown"
    (tmp_path / "empty").write_text("")
    assert volume_of(tmp_path, mounts=tmp_path / "empty").seen == "unknown"


def test_this_machine_is_read_without_fault(tmp_path):
    assert volume_of(tmp_path).seen in {"encrypted", "unseen", "unknown"}
