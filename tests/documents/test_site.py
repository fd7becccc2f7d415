"""The documentation site: a broken link ends its build, and a chapter's feature is in the book."""

import re
import subprocess
import sys

import pytest

from tests.fixtures.course import COURSE

pytest.importorskip("sphinx")
BUILD = (
    "import sys; from pathlib import Path; from tools.docs_site import build; "
    "sys.exit(not build(Path(sys.argv[1]), Path(sys.argv[2])))"
)
README = """\
# The dojo

[Learning](docs/learning.md#keys), [chapter 2](features/02_activations.feature), [its code](a.py).

## Here
"""
LEARNING = (
    "# Learning\n\n[back](../README.md#here)\n\n## Keys\n\n[1](../features/01_neuron.feature)\n"
)


@pytest.fixture
def build(tmp_path):
    """Return what builds the site of two pages; it returns (built, what Sphinx says)."""

    def run(readme=README, learning=LEARNING):
        (tmp_path / "docs").mkdir()
        (tmp_path / "features").mkdir()
        for name in ("a.py", "features/01_neuron.feature", "features/02_activations.feature"):
            (tmp_path / name).touch()
        (tmp_path / "README.md").write_text(readme, encoding="utf-8")
        (tmp_path / "docs" / "learning.md").write_text(learning, encoding="utf-8")
        run = subprocess.run(
            [sys.executable, "-c", BUILD, tmp_path, tmp_path / "site"],
            cwd=COURSE.root,
            capture_output=True,
            text=True,
            check=False,
        )
        return run.returncode == 0, run.stderr

    return run


def test_links_lead_to_pages_to_the_book_and_to_files(build, tmp_path):
    built, said = build()
    assert (built, said) == (True, "")
    first = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert 'href="docs/learning.html#keys"' in first
    assert 'href="book/02-activations.html"' in first
    (code,) = re.findall(r'href="(_downloads/[^"]*/a\.py)"', first)
    assert (tmp_path / "site" / code).exists()
    second = (tmp_path / "site" / "docs" / "learning.html").read_text(encoding="utf-8")
    assert 'href="../book/01-neuron.html"' in second
    assert 'href="../book/index.html"' in second
    assert 'property="og:description"' in second


def test_a_page_loads_nothing_from_elsewhere(build, tmp_path):
    assert build()[0]
    for path in (tmp_path / "site").glob("**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="(?:https?:)?//', text) == []


def test_a_link_to_a_page_that_the_book_lacks_is_found(tmp_path):
    docs_site = pytest.importorskip("tools.docs_site")
    (tmp_path / "book").mkdir()
    (tmp_path / "docs").mkdir()
    for name in ("book/01-neuron.html", "book/index.html"):
        (tmp_path / name).write_text('<a href="book/lost.html">', encoding="utf-8")
    text = '<a href="../book/01-neuron.html"><a href="../book/02-lost.html">'
    (tmp_path / "docs" / "a.html").write_text(text, encoding="utf-8")
    assert docs_site.lost(tmp_path) == ["docs/a.html: ../book/02-lost.html"]


@pytest.mark.parametrize(
    "broken",
    [
        "docs/no_such.md",
        "docs/learning.md#no-such",
        "#no-such",
        "no_such.py",
        "features/99.feature",
    ],
)
def test_a_broken_link_ends_the_build(build, broken):
    built, said = build(readme=f"{README}\n[broken]({broken})\n")
    assert not built
    assert "README.md" in said
