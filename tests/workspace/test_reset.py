"""`dojo reset`: one function or one file as it was at the start, and nothing is ever lost."""

import os

import pytest

from dojo.implementation.implementation import Implementation
from dojo.verdict import Broken
from dojo.workspace.contents import contents
from dojo.workspace.source_editing import text_of

RELU = "kata/activations.py"
WRITTEN = '''    """mine"""
    return np.maximum(z, 1.0)
'''


def write_relu(root, body=WRITTEN):
    path = root / RELU
    source = path.read_text(encoding="utf-8")
    stub = text_of(source, "relu")
    head = stub.splitlines(keepends=True)[0]
    path.write_text(source.replace(stub, head + body), encoding="utf-8")
    return path.read_bytes()


def backups(root):
    folder = root / ".dojo/backups"
    return sorted(path.read_bytes() for path in folder.iterdir()) if folder.exists() else []


def test_one_function_comes_back_and_the_rest_stays(root, dojo):
    path = root / RELU
    path.write_text(path.read_text(encoding="utf-8") + "\n# my own remark\n", encoding="utf-8")
    original = path.read_bytes()
    mine = write_relu(root)
    code, out, _ = dojo("reset", "relu", "--yes")
    assert code == 0
    assert path.read_bytes() == original
    assert backups(root) == [mine]
    assert ".dojo/backups/" in out


@pytest.mark.parametrize("name", ["activations", "activations.py", RELU, "./kata/activations.py"])
def test_a_module_comes_back_whole(root, dojo, name):
    mine = write_relu(root)
    assert dojo("reset", name, "--yes").code == 0
    assert (root / RELU).read_bytes() == contents()[RELU]
    assert backups(root) == [mine]


@pytest.mark.parametrize("name", ["02_activations", "features/02_activations.feature"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"Feature: x\n", None])
def test_a_feature_comes_back(root, dojo, name, content):
    path = root / "features/02_activations.feature"
    path.unlink() if content is None else path.write_bytes(content)
    assert dojo("reset", name, "--yes").code == 0
    assert path.read_bytes() == contents()["features/02_activations.feature"]
    assert backups(root) == ([] if content is None else [content])


def test_a_worksheet_comes_back_blank(root, dojo):
    path = root / "worksheets/06_chain_on_paper.feature"
    path.write_text("mine")
    assert dojo("reset", "06_chain_on_paper", "--yes").code == 0
    assert "…" in path.read_text(encoding="utf-8")
    assert backups(root) == [b"mine"]


@pytest.mark.parametrize(("typed", "done"), [("y", True), ("YES", True), ("", False), ("n", False),
                                             (None, False), ("relu", False)])  # fmt: skip
def test_it_asks(root, dojo, answer, typed, done):
    mine = write_relu(root)
    answer(typed)
    code, out, _ = dojo("reset", "relu")
    assert "[y/N]" in out
    assert (code == 0) == done
    assert ((root / RELU).read_bytes() == mine) != done


def test_where_nobody_can_be_asked_nothing_is_done(root, dojo):
    mine = write_relu(root)
    code, _, err = dojo("reset", "relu")
    assert code == 2
    assert "--yes" in err
    assert (root / RELU).read_bytes() == mine


def test_a_half_written_function_comes_back(root, dojo):
    original = (root / RELU).read_bytes()
    write_relu(root, "    return np.maximum(z,\n")
    assert dojo("reset", "relu", "--yes").code == 0
    assert (root / RELU).read_bytes() == original


def test_where_something_else_is_half_written_the_module_is_offered(root, dojo):
    mine = write_relu(root, "    return np.maximum(z,\n")
    code, _, err = dojo("reset", "sigmoid", "--yes")
    assert code == 2
    assert "line " in err
    assert f"dojo reset {RELU}" in err
    assert (root / RELU).read_bytes() == mine
    assert dojo("reset", RELU, "--yes").code == 0


def test_a_file_that_is_not_utf_8(root, dojo):
    (root / RELU).write_bytes(b"# caf\xe9\n")
    code, _, err = dojo("reset", "relu", "--yes")
    assert code == 2
    assert "UTF-8" in err
    assert dojo("reset", "activations", "--yes").code == 0
    assert backups(root) == [b"# caf\xe9\n"]


def test_a_function_that_was_deleted_is_put_in_its_place(root, dojo):
    path, original = root / RELU, (root / RELU).read_bytes()
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace(text_of(source, "relu") + "\n\n", ""), encoding="utf-8")
    assert path.read_bytes() != original
    assert dojo("reset", "relu", "--yes").code == 0
    assert path.read_bytes() == original


def test_a_function_that_stands_twice_is_not_guessed_at(root, dojo):
    path = root / RELU
    path.write_text(path.read_text(encoding="utf-8") + "\n\ndef relu(z):\n    return z\n")
    code, _, err = dojo("reset", "relu", "--yes")
    assert code == 2
    assert "is defined more than once, in lines" in err


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_stay_as_they_are(root, dojo, ends):
    path = root / RELU
    write_relu(root)
    path.write_bytes(path.read_bytes().replace(b"\n", ends.encode()))
    assert dojo("reset", "relu", "--yes").code == 0
    expected = contents()[RELU]
    if ends == "\r\n":
        expected = expected.replace(b"\n", b"\r\n")
        assert path.read_bytes() == expected
    assert path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n") == contents()[RELU]


def test_many_resets_in_one_second_keep_every_backup(root, dojo):
    for number in range(3):
        write_relu(root, f"    return {number}\n")
        assert dojo("reset", "relu", "--yes").code == 0
    assert len(backups(root)) == 3


def test_with_nothing_to_reset_nothing_is_asked(root, dojo):
    code, out, _ = dojo("reset", "relu")
    assert code == 0
    assert "already has its original content" in out


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("relo", "Did you mean relu?"),
        ("neuron", "Write kata/neuron.py or neuron.neuron"),
        ("activation", "Did you mean activations?"),
        ("", "no function, module"),
        ("../../etc/passwd", "no function, module"),
        ("qqqqqq", "'qqqqqq'"),
    ],
)
def test_a_name_that_is_not_clear(root, dojo, name, sentence):
    code, out, err = dojo("reset", name, "--yes")
    assert (code, out) == (2, "")
    assert sentence in err


def test_without_a_backup_there_is_no_reset(root, dojo):
    mine = write_relu(root)
    (root / ".dojo/backups").write_text("in the way")
    code, _, err = dojo("reset", "relu", "--yes")
    assert code == 2
    assert "Nothing was changed" in err
    assert (root / RELU).read_bytes() == mine


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(root, dojo):
    mine = write_relu(root)
    (root / "kata").chmod(0o500)
    code, _, err = dojo("reset", "relu", "--yes")
    (root / "kata").chmod(0o700)
    assert code == 2
    assert "Permission denied" in err
    assert (root / RELU).read_bytes() == mine


@pytest.mark.parametrize("file", ["kata/neuron.py", "kata/cost.py"])
def test_what_a_verdict_says_to_type_is_true(root, dojo, file):
    (root / file).unlink()
    chapter = "1" if "neuron" in file else "5"
    told = " ".join(dojo("run", chapter).out.split())
    said = f"dojo reset {file}"
    assert f"To restore its stub: {said} " in told
    assert dojo(*said.split()[1:], "--yes").code == 0
    assert (root / file).exists()


def test_a_module_that_the_course_does_not_have_is_not_promised(root, tmp_path):
    for folder in (root / "kata", tmp_path):
        kata = Implementation(folder)
        with pytest.raises(Broken, match=r"tempering\.py\. Create this file"):
            kata.tempering  # noqa: B018
    # Nor is a kata that lies in no workspace reset.
    with pytest.raises(Broken, match=r"cost\.py\. Create this file"):
        Implementation(tmp_path).cost  # noqa: B018


def test_a_renamed_file_gets_its_name_back(root, dojo):
    """The stub would not bring back what was written in it."""
    (root / "kata/gradient_descent.py").rename(root / "kata/tempering.py")
    code, _, said = dojo("reset", "tempering.py", "--yes")
    assert code == 2
    assert "kata/tempering.py is your own file" in said
    assert "kata/gradient_descent.py is missing: if this is that file, rename it back" in said
    with pytest.raises(Broken) as caught:
        Implementation(root / "kata").gradient_descent  # noqa: B018
    assert str(caught.value) == (
        "There is no kata/gradient_descent.py. If it is now kata/tempering.py, rename it back. "
        "To restore its stub: dojo reset kata/gradient_descent.py"
    )
