"""A file is written whole or not at all, and what it replaces is kept."""

import os
import stat

import pytest

from dojo import atomic_files


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "kata.py"
    path.write_bytes(b"old")
    return path


def test_a_file_is_written_and_its_folder_made(tmp_path):
    path = tmp_path / "new" / "folder" / "kata.py"
    atomic_files.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(path.parent) == ["kata.py"]


def test_a_write_that_fails_leaves_the_old_content_and_nothing_beside_it(file, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space left"):
        atomic_files.write(file, b"new")
    assert file.read_bytes() == b"old"
    assert os.listdir(file.parent) == ["kata.py"]


def test_who_may_read_a_file_stays_as_it_was(file):
    file.chmod(0o640)
    atomic_files.write(file, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_what_a_link_points_to_is_written_and_the_link_stays(file, tmp_path):
    link = tmp_path / "link.py"
    link.symlink_to(file)
    atomic_files.write(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


def test_a_backup_has_the_folders_in_its_name(tmp_path):
    file = tmp_path / "kata" / "cost.py"
    file.parent.mkdir()
    file.write_bytes(b"mine")
    copy = atomic_files.backup(tmp_path, file)
    assert copy.parent == tmp_path / ".dojo" / "backups"
    assert copy.name.endswith("_kata_cost.py")
    assert copy.read_bytes() == b"mine"


def test_two_backups_in_one_second_are_two_files(file, tmp_path):
    copies = []
    for content in (b"first", b"second", b"third"):
        file.write_bytes(content)
        copies.append(atomic_files.backup(tmp_path, file))
    assert [copy.read_bytes() for copy in copies] == [b"first", b"second", b"third"]


def test_a_file_from_elsewhere_is_kept_under_its_own_name(file, tmp_path):
    copy = atomic_files.backup(tmp_path / "workspace", file)
    assert copy.name.endswith("_kata.py")


def test_of_nothing_there_is_no_backup(tmp_path):
    assert atomic_files.backup(tmp_path, tmp_path / "nothing.py") is None
    assert os.listdir(tmp_path) == []


def test_what_is_half_made_is_taken_away_folder_or_file(file, tmp_path):
    folder = tmp_path / "half" / "made"
    folder.mkdir(parents=True)
    for path in (file, folder.parent, tmp_path / "nothing"):
        atomic_files.remove(path)
    assert os.listdir(tmp_path) == []
