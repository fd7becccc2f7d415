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


BROKEN = [
    "docs/no_such.md",
    "docs/learning.md#no-such",
    "#no-such",
    "no_such.py",
    "features/9.feature",
]


def build(folder, readme=README):
    """Build the site of two pages in a folder; return (built, what Sphinx says)."""
    (folder / "docs").mkdir()
    (folder / "features").mkdir()
    for name in ("a.py", "features/01_neuron.feature", "features/02_activations.feature"):
        (folder / name).touch()
    (folder / "README.md").write_text(readme, encoding="utf-8")
    (folder / "docs" / "learning.md").write_text(LEARNING, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", BUILD, folder, folder / "site"],
        cwd=COURSE.root,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode == 0, run.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build a site whose links all lead somewhere."""
    folder = tmp_path_factory.mktemp("site")
    assert build(folder) == (True, "")
    return folder / "site"


def test_links_lead_to_pages_to_the_book_and_to_files(site):
    first = (site / "index.html").read_text(encoding="utf-8")
    assert 'href="docs/learning.html#keys"' in first
    assert 'href="book/02-activations.html"' in first
    (code,) = re.findall(r'href="(_downloads/[^"]*/a\.py)"', first)
    assert (site / code).exists()
    second = (site / "docs" / "learning.html").read_text(encoding="utf-8")
    assert 'href="../book/01-neuron.html"' in second
    assert 'href="../book/index.html"' in second
    assert 'property="og:description"' in second


def test_a_page_loads_nothing_from_elsewhere(site):
    for path in site.glob("**/*.html"):
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


def test_each_broken_link_is_named_and_ends_the_build(tmp_path):
    lines = [*README.splitlines(), *(f"\n[broken]({link})" for link in BROKEN)]
    built, said = build(tmp_path, "\n".join(lines))
    assert not built
    first = len(README.splitlines()) + 2
    for number in range(first, first + 2 * len(BROKEN), 2):
        assert f"README.md:{number}: WARNING" in said, said
