"""Packages of one name: each finds its own modules, and the search path decides nothing."""

import sys
from importlib import import_module

import pytest

from dojo.implementation.packages import FolderPackage, outside
from dojo.implementation.source_loader import FromSource

NAME = "some_kata"


@pytest.fixture
def folder(tmp_path):
    """Return what writes a folder of modules; in the end nothing of them is left."""

    def write(name, **modules):
        for module, text in modules.items():
            path = tmp_path / name / f"{module}.py"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        return tmp_path / name

    yield write
    outside(NAME).place()


def test_each_keeps_its_modules_while_another_is_in_place(folder):
    one = FolderPackage(NAME, folder("one", __init__="", a="WHO = 1"))
    two = FolderPackage(NAME, folder("two", __init__="", a="WHO = 2"))
    first, second = one.load("a"), two.load("a")
    assert (first.WHO, second.WHO) == (1, 2)
    assert import_module(f"{NAME}.a") is second
    one.place()
    assert import_module(f"{NAME}.a") is first
    assert one.load("a") is first


def test_what_is_imported_later_comes_from_the_one_in_place(folder):
    late = f"def who():\n    from {NAME}.b import WHO\n    return WHO\n"
    one = FolderPackage(NAME, folder("one", __init__="", a=late, b="WHO = 1"))
    two = FolderPackage(NAME, folder("two", __init__="", a=late, b="WHO = 2"))
    first, second = one.load("a"), two.load("a")
    assert second.who() == 2
    one.place()
    assert first.who() == 1


def test_a_folder_without_init_is_a_package_as_well(folder):
    one = FolderPackage(NAME, folder("one", a="from .b import WHO", b="WHO = 1"))
    assert one.load("a").WHO == 1


def test_nothing_of_another_folder_is_found(folder, monkeypatch):
    folder("path", whatever="")
    monkeypatch.syspath_prepend(folder(f"path/{NAME}", __init__="", c="WHO = 3").parent)
    assert outside(NAME).load("c").WHO == 3
    one = FolderPackage(NAME, folder("one", __init__=""))
    with pytest.raises(ModuleNotFoundError):
        one.load("c")
    assert outside(NAME).load("c").WHO == 3


def test_what_fails_to_load_fails_again(folder):
    one = FolderPackage(NAME, folder("one", __init__="1 / 0"))
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            one.load()
    assert NAME not in sys.modules


def test_a_learners_module_is_read_from_its_source(folder):
    """Two saves in one second, as long as one another, are one file to Python's own cache."""
    where = folder("one", __init__="", a="WHO = 1")
    assert FolderPackage(NAME, where, FromSource).load("a").WHO == 1
    folder("one", a="WHO = 2")
    assert FolderPackage(NAME, where, FromSource).load("a").WHO == 2
    assert not (where / "__pycache__").exists()
