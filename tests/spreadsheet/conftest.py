"""The workbook, built once; and the programs that recalculate it, each where it is installed."""

import shutil
import subprocess

import pytest

from dojo.spreadsheet.workbook.build import workbook
from tests.fixtures.course import COURSE

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The workbook as `dojo spreadsheet` writes it, without the book's tables."""
    path = tmp_path_factory.mktemp("built") / "dojo.xlsx"
    path.write_bytes(workbook(COURSE))
    return path


def libre_office(paths, folder, scratch):
    """Convert every workbook in one start of the program, told to recalculate what it loads."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip("LibreOffice is not installed (Debian's package libreoffice-calc)")
    (scratch / "user").mkdir()
    (scratch / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    command = [office, f"-env:UserInstallation={scratch.as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def formualizer(paths, folder, _):
    """Recalculate in Python, where there is no spreadsheet program."""
    why = "formualizer is not installed (pip install 'deep-learning-dojo[test]')"
    engine = pytest.importorskip("formualizer", reason=why)
    for path in paths:
        engine.recalculate_file(str(path), str(folder / path.name))


ENGINES = {"LibreOffice": libre_office, "formualizer": formualizer}


@pytest.fixture(scope="session", params=ENGINES)
def recalculate(request, tmp_path_factory):
    """A function from paths to the paths of the same workbooks, every formula worked out anew."""

    def run(paths):
        folder = tmp_path_factory.mktemp("recalculated")
        ENGINES[request.param](paths, folder, tmp_path_factory.mktemp("scratch"))
        return [folder / path.name for path in paths]

    return run


def pytest_terminal_summary(terminalreporter):
    """Name the programs that recalculated the workbook, and those that were not there."""
    of = {
        verdict: [report.nodeid for report in terminalreporter.stats.get(verdict, ())]
        for verdict in ("passed", "failed", "skipped")
    }
    for engine in ENGINES:
        counts = {what: sum(_by(engine, one) for one in ids) for what, ids in of.items()}
        if any(counts.values()):
            words = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
            terminalreporter.write_line(f"workbook recalculated by {engine}: {words}")


def _by(engine, nodeid):
    return "tests/spreadsheet/test_recalculated.py" in nodeid and engine in nodeid
