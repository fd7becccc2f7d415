"""The book written once from the reference, a workspace to break, and a real browser."""

import shutil
from pathlib import Path

import pytest

from dojo.book import gathering
from dojo.cli.main import main
from dojo.implementation.packages import FolderPackage
from tests.fixtures.course import COURSE
from tests.fixtures.trimmed import toys_alone, without_examples

# The examples whose tables have to be moved sideways to be read.
WIDE = """() => {
    const scrolls = one => one.scrollWidth > one.clientWidth + 1;
    return [...document.querySelectorAll('section.rule table')]
        .map(table => table.closest('.scroll'))
        .filter(box => scrolls(box) || [...box.querySelectorAll('.long')].some(scrolls))
        .map(box => box.closest('section').id);
}"""


@pytest.fixture(scope="session")
def book_files(once):
    """Write the book of the reference, as one file and as pages; return their folder."""
    return once("book", _write)


def _write(folder):
    run = []

    def gather(*asked):
        """Run the features for the first of the two; the other shows the same."""
        if not run:
            run.append(gathering_of(*asked))
        return run[0]

    gathering_of = gathering.gather
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(COURSE.root)
        patch.setattr(gathering, "gather", gather)
        assert main(["book", "--output", str(folder / "book.html")]) == 0
        assert main(["book", "--pages", str(folder / "pages")]) == 0
    text = (folder / "book.html").read_text(encoding="utf-8")
    (folder / "short.html").write_text(without_examples(text), encoding="utf-8")
    (folder / "toys.html").write_text(toys_alone(text), encoding="utf-8")


@pytest.fixture(scope="session")
def book(book_files):
    """Return the path of the book as one file."""
    return book_files / "book.html"


@pytest.fixture(scope="session")
def short(book_files):
    """Return the path of the one file without its examples: a browser opens it in no time."""
    return book_files / "short.html"


@pytest.fixture(scope="session")
def toys(book_files):
    """Return the path of the one file with its toys alone: clicks cost a browser nothing."""
    return book_files / "toys.html"


@pytest.fixture(scope="session")
def pages(book_files):
    """Return the folder of the book as pages."""
    return book_files / "pages"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """Lay out chapters 1 and 2 with the reference's modules; we stand in it."""
    for name in ("01_neuron", "02_activations"):
        target = tmp_path / "features" / f"{name}.feature"
        target.parent.mkdir(exist_ok=True)
        shutil.copy(COURSE.features / target.name, target)
    (tmp_path / "kata").mkdir()
    for name in ("__init__", "neuron", "activations"):
        shutil.copy(COURSE.reference / f"{name}.py", tmp_path / "kata")
    (tmp_path / "pytest.ini").write_text("[pytest]\ntime_limit = 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def nothing(kata, figures):
    """Draw nothing."""
    yield from ()


@pytest.fixture
def write(workspace, capsys, monkeypatch):
    """Run `dojo book`, without its figures; return (exit code, what it said, the page or "")."""
    monkeypatch.setattr(gathering, "as_they_come", nothing)

    def run(*arguments):
        code = main(["book", *map(str, arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        page = workspace / "book.html"
        text = page.read_text(encoding="utf-8") if page.is_file() else ""
        return code, out + err, text

    return run


@pytest.fixture
def change(workspace):
    """Return what replaces a text in a file of the kata or the features."""

    def put(file, old, new):
        path = workspace / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return put


@pytest.fixture
def visit(browser):
    """Return what opens a page of its own; whatever it says on the console is an error."""
    contexts, said = [], []

    def go(path, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(Path(path).as_uri())
        return page

    yield go
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture(scope="session")
def kata():
    """Return the reference implementation, loaded from its folder."""
    return FolderPackage("kata", COURSE.reference).load


def lay_out(page):
    """Have all of a page laid out, as each part is when a reader comes near."""
    page.evaluate(
        """() => {
            for (const rule of document.querySelectorAll(".rule")) {
                rule.style.contentVisibility = "visible";
            }
            const next = () => new Promise(requestAnimationFrame);
            return next().then(next);
        }"""
    )
