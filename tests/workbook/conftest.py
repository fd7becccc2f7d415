"""The workbook, built once; and a spreadsheet program that recalculates it, if one is there."""

import shutil
import subprocess

import pytest

from dojo.workbook.build import workbook

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The workbook as `dojo spreadsheet` writes it, without the book's tables."""
    path = tmp_path_factory.mktemp("built") / "dojo.xlsx"
    path.write_bytes(workbook())
    return path


@pytest.fixture(scope="session")
def recalculate(tmp_path_factory):
    """A function from paths to the paths of the same workbooks, every formula worked out anew."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip("LibreOffice is not installed: nothing here recalculates the workbook")
    profile = tmp_path_factory.mktemp("office")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")

    def run(paths):
        folder = tmp_path_factory.mktemp("recalculated")
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        command += ["--convert-to", "xlsx", "--outdir", str(folder), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        print(f"recalculated by {office}")
        return [folder / path.name for path in paths]

    return run
