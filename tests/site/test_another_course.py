"""Another course in the page, and a course that changes while a learner is at work."""

import shutil
import threading

import pytest

from dojo.cli.main import main
from dojo.site.serve import serving
from tests.fixtures.course import COURSE
from tests.site.conftest import Dojo

EXAMPLES = COURSE.root / "examples"
BRUECHE = EXAMPLES / "brueche"
KUERZEN = (BRUECHE / "kata" / "kuerzen.py").read_text(encoding="utf-8")
TEILER = "Was zwei Zahlen teilt"
GEKUERZT = "Vollständig gekürzt heißt"

# What a newer version of the course has besides: a chapter, and a function in a module that was there.
NEWER = {
    "features/kehrwert.feature": """\
# language: de
@kehrwert
Funktionalität: Kehrwert
  Bruch mal Kehrwert ist 1.

  Regel: Der Kehrwert vertauscht oben und unten
    # hint: Was steht danach oben? Das gibt kehrwert in kata/kehrwert.py.

    Beispiel: Zwei Brüche
      Dann ist der Kehrwert
        | a | b | oben? | unten? |
        | 2 | 3 | 3     | 2      |
        | 5 | 1 | 1     | 5      |
""",
    "steps/kehrwert.py": '''\
"""Schritte zum Kehrwert."""

from pytest_bdd import then


@then("ist der Kehrwert")
def _(sheet, kata):
    for row in sheet:
        oben, unten = kata.kehrwert.kehrwert(row.integer("a"), row.integer("b"))
        row.answer("oben?", oben)
        row.answer("unten?", unten)
''',
    "kata/kehrwert.py": '''\
"""Kehrwert: oben und unten vertauscht."""


def kehrwert(a, b):
    """Gib den Kehrwert von a/b zurück, als Paar (oben, unten)."""
    return b, a
''',
    "kata/kuerzen.py": KUERZEN
    + '''

def ist_gekuerzt(a, b):
    """Gib zurück, ob nur 1 beide Zahlen teilt."""
    return ggt(a, b) == 1
''',
}


@pytest.fixture
def shown(browser, runtime, tmp_path):
    """Write the site of a course, into one folder, and open it in one browser, as often as asked."""
    context = browser.new_context()
    folder = tmp_path / "public"
    folder.mkdir()
    with serving(folder) as (address, server):
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def show(course):
            words = ["--course", str(course), "--runtime", str(runtime), "--force"]
            assert main(["site", str(folder), *words]) == 0
            dojo = Dojo(context.new_page())
            dojo.tab.goto(address)
            return dojo

        yield show
        server.shutdown()
    context.close()


def test_a_course_about_something_else_is_judged(shown):
    dojo = shown(BRUECHE)
    dojo.state("not written yet")
    dojo.write(KUERZEN.replace("return abs(a)", "return abs(b)"))
    dojo.state("red")
    assert "✗ yours 0" in dojo.results()
    dojo.write(KUERZEN)
    dojo.state("green")
    assert dojo.errors == []


def test_an_update_of_the_course_keeps_what_was_written(shown, tmp_path):
    course = tmp_path / "brueche"
    shutil.copytree(BRUECHE, course)
    dojo = shown(course)
    dojo.state("not written yet")
    mine = KUERZEN.replace("teiler = ggt(a, b)", "teiler = ggt(a, b)  # mine")
    dojo.write(mine)
    dojo.state("green")
    dojo.tab.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    dojo.tab.close()

    for name, text in NEWER.items():
        (course / name).write_text(text, encoding="utf-8")
    about = (course / "course.toml").read_text(encoding="utf-8")
    (course / "course.toml").write_text(
        about.replace('"addieren"]', '"addieren", "kehrwert"]'), encoding="utf-8"
    )
    dojo = shown(course)
    dojo.notice("There is a new version of this dojo. The page keeps your work.")
    assert dojo.tab.locator("h2", has_text="Kehrwert").count() == 0
    dojo.tab.locator(".dojo-notice button", has_text="Load it").click()
    dojo.tab.locator("h2", has_text="Kehrwert").first.wait_for()

    dojo.notice("The course has a new version of kata/kuerzen.py. The page keeps yours.")
    dojo.notice("Copy from the new version: ist_gekuerzt.")
    dojo.rule(GEKUERZT)
    dojo.state("green")
    assert "# mine" in dojo.text()
    dojo.tab.locator(".dojo-notice button", has_text="Show kata/kuerzen.py").click()
    newer = dojo.tab.locator(".dojo-solution")
    assert "def ist_gekuerzt(a, b):" in newer.inner_text()
    assert "raise NotImplementedError" in newer.inner_text()
    assert dojo.tab.locator(".dojo-notice", has_text="new version of").count() == 0
    dojo.rule("Der Kehrwert vertauscht")
    dojo.state("not written yet")
    dojo.write(NEWER["kata/kehrwert.py"])
    dojo.state("green")

    dojo.tab.reload()
    dojo.state("green")
    assert dojo.tab.locator(".dojo-notice", has_text="new version of").count() == 0
    dojo.rule(TEILER)
    dojo.state("green")
    assert "# mine" in dojo.tab.locator(".cm-content").inner_text()
    assert dojo.errors == []


def test_a_behaviour_that_a_new_version_has_changed_is_checked_again(shown, tmp_path):
    course = tmp_path / "brueche"
    shutil.copytree(BRUECHE, course)
    dojo = shown(course)
    dojo.rule(TEILER)
    dojo.write(KUERZEN)
    dojo.state("green")
    dojo.rule(GEKUERZT)
    dojo.state("green")
    feature = course / "features" / "kuerzen.feature"
    text = feature.read_text(encoding="utf-8")
    feature.write_text(text.replace("| 60 | 48 | 12 ", "| 60 | 48 | 11 "), encoding="utf-8")
    dojo.tab.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    dojo.tab.close()
    dojo = shown(course)
    dojo.tab.locator(".dojo-notice button", has_text="Load it").click()
    dojo.notice('"Schritt für Schritt" was green, but is now red.')
    assert dojo.errors == []
