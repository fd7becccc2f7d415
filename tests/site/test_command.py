"""The command `dojo site`: what it writes, what it refuses, and that nothing is half written."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy
import pytest

from dojo.book import gathering
from dojo.cli import output_folder
from dojo.cli.main import main
from dojo.course.course import Course
from dojo.errors import UsageError
from dojo.site import archives, compiled, contents
from dojo.site.contents import course_files as packed
from dojo.site.pages import working
from dojo.site.runtime import DISTRIBUTION, FILES, read
from tests.fixtures.course import COURSE


def refused(capsys, *words):
    assert main(["site", *map(str, words)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_every_file_is_known_by_its_digest(public):
    known = json.loads((public / "files.json").read_text(encoding="utf-8"))
    there = {p.relative_to(public).as_posix() for p in public.rglob("*") if p.is_file()}
    assert there - {*known["files"]} == {"files.json", "index.html"}
    assert known["runtime"]["address"] == DISTRIBUTION
    assert all(digest.startswith("sha256-") for digest in known["runtime"]["files"].values())


def test_the_page_may_load_from_its_own_place_and_from_the_runtime_alone(public):
    html = (public / "index.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'self' blob: data: https://cdn.jsdelivr.net"
    assert "unsafe-inline" not in rules["script-src"]
    assert "'unsafe-eval'" not in rules["script-src"]


def test_a_worksheet_and_a_function_are_what_the_rules_ask_for(public):
    course = json.loads((public / "course.json").read_text(encoding="utf-8"))
    assert ".dojo/manifest.json" in course["files"]
    found = {
        (behaviour["file"], behaviour["function"])
        for chapter in course["chapters"]
        for rule in chapter["rules"]
        for behaviour in rule["behaviours"]
    }
    assert ("kata/activations.py", "relu") in found
    assert any(file.startswith("worksheets/") for file, _ in found)
    asked = {
        (chapter["number"], rule["name"]): {each["function"] for each in rule["behaviours"]}
        for chapter in course["chapters"]
        for rule in chapter["rules"]
    }
    # On an empty kata these end at `backpropagate`, `random_network` and `leaf`.
    assert asked[8, "The check finds nothing in a right gradient"] == {"check_gradients"}
    assert asked[11, "The depth is the number of layers with weights"] == {"count_layers"}
    assert "residual" in asked[16, "A residual block adds to its input"]
    texts = [text for file in solutions(public).values() for text in file.values()]
    assert not any("raise NotImplementedError" in text for text in texts)


def test_a_solution_is_that_of_a_function_and_not_of_those_that_are_still_to_be_written(public):
    text = solutions(public)["kata/activations.py"]["relu"]
    assert text.startswith("def relu(z):")
    assert "def relu_prime" not in text


def solutions(public):
    return json.loads((public / "solutions.json").read_text(encoding="utf-8"))


def test_another_course_travels_with_ours(tmp_path, monkeypatch):
    pytest.importorskip("matplotlib")
    # What a page shows and what is compiled is the same for any course; here it is about the files.
    monkeypatch.setattr(contents, "compiled", lambda files, where="": files)
    monkeypatch.setattr(contents, "drawings", lambda *_: ())
    monkeypatch.setattr(gathering, "as_they_come", lambda *_: (_ for _ in ()))
    course = COURSE.root / "examples" / "momentum"
    assert main(["site", str(tmp_path / "public"), "--course", str(course)]) == 0
    told = json.loads((tmp_path / "public" / "course.json").read_text(encoding="utf-8"))
    assert told["place"].endswith("/site-packages/courses/momentum")
    manifest = json.loads(told["files"][".dojo/manifest.json"])
    assert manifest["course"] == "momentum"
    assert "place" not in manifest
    with zipfile.ZipFile(tmp_path / "public" / "engine.zip") as engine:
        names = engine.namelist()
    assert {"courses/momentum/course.toml", "dojo/courses/deep_learning/course.toml"} <= {*names}
    heard = checked_by_the_archives_alone(tmp_path / "public", told, tmp_path)
    assert [one["kind"] for one in heard if "kind" in one] == ["not written yet"]


def checked_by_the_archives_alone(public, course, tmp_path):
    """Check a behaviour with what the page loads before the first verdict, and nothing else."""
    packages = tmp_path / "packages"
    for name in ("gherkin.zip", "engine.zip"):
        zipfile.ZipFile(public / name).extractall(packages)
    for path in Path(numpy.__file__).parents[1].glob("numpy*"):
        (packages / path.name).symlink_to(path)
    for name, text in course["files"].items():
        path = tmp_path / "ws" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    searched = [str(packages), str(public / "testing.zip")]
    where = packages / course["place"].partition("site-packages/")[2]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", CHECK, str(tmp_path / "ws"), *searched],
        env={**os.environ, "DOJO_COURSE": str(where)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


CHECK = """
import sys
from pathlib import Path
sys.path += sys.argv[2:]
from dojo.site.inside.host import Host
import json
heard = []
host = Host(Path(sys.argv[1]), heard.append)
host.check(json.dumps(json.loads(host.behaviours())["nodes"][:1]))
print(*heard, sep="\\n")
"""


@pytest.mark.parametrize("base", ["another name", "", "deep-learning-dojo"])
def test_a_packed_course_finds_what_it_extends(base, tmp_path):
    below = tmp_path / "another name"
    shutil.copytree(COURSE.root / "examples" / "brueche", below)
    more = tmp_path / "more"
    (more / "features").mkdir(parents=True)
    ours = os.path.relpath(COURSE.root, more)
    extends = {"another name": "../another name", "": ours}.get(base, base)
    (more / "course.toml").write_text(
        'format = 1\nname = "more"\ntitle = "More"\n'
        f'extends = {json.dumps(extends)}\nchapters = ["@base/*"]\n',
        encoding="utf-8",
    )
    course = Course.at(more)
    for layer in course.layers:
        for name, content in packed(layer).items():
            path = tmp_path / "page" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    there = Course.at(tmp_path / "page" / "courses" / "more")
    assert [one.name for one in there.layers] == [one.name for one in course.layers]
    assert [path.name for path in there.chapters] == [path.name for path in course.chapters]


def test_what_is_there_is_asked_for_and_what_others_put_there_stays(tmp_path, capsys):
    other = tmp_path / "other"
    output_folder.write(other, {"index.html": b"new", "files.json": b"{}"})
    (other / "CNAME").write_text("dojo.example\n", encoding="utf-8")
    assert "is not empty; add --force" in refused(capsys, other)
    output_folder.write(other, {"a.js": b"1"}, frozenset({"index.html"}))
    left = sorted(path.name for path in other.iterdir())
    assert left == ["CNAME", "a.js", "files.json"]


def test_a_folder_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "public"
    output_folder.write(target, {"index.html": b"old"})
    with pytest.raises(UsageError, match="cannot write"):
        output_folder.write(target, {"index.html": b"new", "index.html/no": b""})
    assert (target / "index.html").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "name an output folder: dojo site public"),
        (["--one-file"], "name an output folder"),
        (["x.html", "--one-file"], "--runtime FOLDER"),
        (["x.html", "--one-file", "--runtime", "."], "has no pyodide.mjs"),
        (["public", "--runtime", "nowhere"], "there is no folder nowhere"),
        (["public", "--runtime", "."], "has no pyodide.mjs"),
        (["nowhere/public"], "there is no folder nowhere"),
        (["."], "is the current folder"),
        (["file"], "file is a file; name a folder"),
    ],
)
def test_what_cannot_be_written_is_a_sentence(words, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert said in refused(capsys, *words)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_runtime_of_another_version_is_refused(tmp_path):
    for name in FILES:
        (tmp_path / name).write_bytes(b"something else")
    with pytest.raises(UsageError, match=r"is not from Pyodide 0\.27\.7"):
        read(tmp_path)


def test_a_page_without_a_policy_is_refused():
    with pytest.raises(UsageError, match="no content security policy"):
        working("<html><head></head><body></body></html>", "", "")


def test_modules_are_compiled_where_their_python_is_installed():
    files = {"a/b.py": b"x = 1\n", "a/data.txt": b"text", "a/broken.py": b"def"}
    done = compiled.compiled(files, compiled.BESIDE)
    assert {*files} <= {*done}
    if compiled.interpreter():
        assert [name for name in done if name.endswith(".cpython-312.pyc")] == [
            "a/__pycache__/b.cpython-312.pyc"
        ]


def test_a_package_that_is_missing_is_a_sentence():
    with pytest.raises(UsageError, match="the page needs no-such-package"):
        archives.distributions(["no-such-package"])
