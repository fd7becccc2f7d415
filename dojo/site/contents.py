"""The files of the site, all of them in memory: pages, program, archives, course.

Each is known by its sha256, which the page checks before it uses one.
"""

import contextlib
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import derivations
import dojo
from dojo.book.course_figures import ChapterFigures
from dojo.book.course_texts import texts
from dojo.book.drawings import drawings
from dojo.book.gathering import gather
from dojo.book.page import Book, page
from dojo.course.course import Course
from dojo.course.course_file import FILE as COURSE_FILE
from dojo.course.installed import DEFAULT
from dojo.runner.run import DIED, SILENT
from dojo.site import archives, runtime
from dojo.site.asked_functions import asked_functions
from dojo.site.compiled import BESIDE, SITE, compiled, without_docstrings
from dojo.site.course_data import CourseData, rules_of
from dojo.site.pages import Scripts, link, working
from dojo.workspace.manifest import DISTRIBUTION, Manifest, version
from dojo.workspace.manifest import FILE as MANIFEST
from dojo.workspace.workspace import start

WEB = Path(__file__).parent / "web"
# It stands in the page itself.
FIRST = "first.js"
_AT_ROOT = {"sw.js", "app.webmanifest", "icon.svg"}
COURSE, SOLUTIONS, PLOTS, FILES = "course.json", "solutions.json", "plots.json", "files.json"
_ROOMS = (
    *("features", "worksheets", "steps", "kata", "contracts", "mistakes", "workspace"),
    "figures",
)
# Where an installed tool looks for the course that comes with it.
_PLACE = "dojo/courses/deep_learning"
# These only draw, which comes after the first verdict. Another course may name its figures, and is
# refused without them.
_FOR_FIGURES = "dojo/book/", f"{_PLACE}/figures/"
# The source of these is read as well: by pytest, by a learner, by the cache of derived rules, and
# where a kata's overflow is in a function of NumPy's that is written in Python.
_READ = (
    *("dojo/courses/", "courses/", "derivations/rules/"),
    *("numpy/_core/_methods.py", "numpy/_core/fromnumeric.py", "numpy/_core/numeric.py"),
    *("numpy/lib/_function_base_impl.py", "numpy/lib/_nanfunctions_impl.py"),
    *("numpy/lib/_shape_base_impl.py", "numpy/linalg/_linalg.py"),
)
NUMPY, TESTING, GHERKIN, ENGINE, CALCULUS, BOOK = (
    *("numpy.zip", "testing.zip", "gherkin.zip"),
    *("engine.zip", "calculus.zip", "book.zip"),
)
# In this order they are needed; the last two may come after the first verdict.
UNPACKED, ZIPPED = [GHERKIN, ENGINE], [TESTING]
LATER = {"unpacked": [BOOK], "zipped": [CALCULUS]}
_EXTENDS = re.compile(r"^extends\s*=.*$", re.MULTILINE)
Tell = Callable[[str], None]


def contents(course: Course, tell: Tell, source: runtime.Source) -> dict[str, bytes]:
    """Return {file: content} of the site; `tell` hears how far it is.

    The runtime is copied from a folder, or loaded by the page from an address.
    """
    data, html, plots = _read(course, tell)
    files, folder = program()
    tell("packing the Python packages")
    files |= _archives(course)
    place = _place(course)
    plain = data.plain() | {
        "place": f"{SITE}/{place}" if place else "",
        "archives": {"unpacked": UNPACKED, "zipped": ZIPPED, "later": LATER},
        "words": {"silent": SILENT, "died": DIED, "solution": SOLUTIONS, "plots": PLOTS},
    }
    if source.folder:
        kept = runtime.read(source.folder)
        numpy = kept.pop(runtime.NUMPY)
        kept[runtime.LOCK] = runtime.without_packages(kept[runtime.LOCK])
        library = runtime.library_files(kept[runtime.STDLIB])
        kept[runtime.STDLIB] = archives.archive(library, _of_use_at_once)
        files |= {f"runtime/{name}": content for name, content in kept.items()}
        files[NUMPY] = archives.archive(_numpy_files(numpy), _with_what_is_read)
        plain["archives"]["unpacked"] = [NUMPY, *UNPACKED]
    files[SOLUTIONS] = _json(data.solutions())
    files[PLOTS] = _json(plots)
    files[COURSE] = _json(plain)
    known = {name: runtime.integrity(_sha256(content)) for name, content in files.items()}
    files[FILES] = _json(
        {"runtime": _runtime(source.address, known), "files": known, "title": course.title}
    )
    digest = runtime.integrity(_sha256(files[FILES]))
    first = (WEB / FIRST).read_text(encoding="utf-8")
    scripts = Scripts(first, f'data-files="{digest}" data-program="{folder}"', f"{folder}site.js")
    head = link("stylesheet", f"{folder}site.css") + link("manifest", "app.webmanifest")
    files["index.html"] = working(html, head, scripts, source.address).encode("utf-8")
    files["sw.js"] = files["sw.js"].replace(b"{version}", digest.encode())
    return files


def known_files(folder: Path) -> frozenset[str]:
    """Return the files that an earlier writing has made in a folder."""
    try:
        known = json.loads((folder / FILES).read_bytes())["files"]
        return frozenset([*map(str, known), FILES, "index.html"])
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def program() -> tuple[dict[str, bytes], str]:
    """Return the page's own program, and its folder: scripts, style, the editor with its licence.

    A browser may keep files for a while without asking; no program has the folder of another one.
    """
    files = {
        path.relative_to(WEB).as_posix(): path.read_bytes()
        for path in sorted(WEB.rglob("*"))
        if path.is_file() and path.name != FIRST
    }
    folder = f"program-{_sha256(b''.join(files.values()))[:12]}/"
    return {name if name in _AT_ROOT else folder + name: files[name] for name in files}, folder


def _read(course: Course, tell: Tell) -> tuple[CourseData, str, dict[str, Any]]:
    """Return the course and its book, as they are for a learner who has written nothing yet.

    And the plots of the reference: the page cannot draw them, but it can compare their numbers.
    """
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh"
        files = start(fresh)
        files[MANIFEST.as_posix()] = _manifest(fresh / MANIFEST)
        # Places in the learner's files are shown from their folder, as they are in the page.
        with contextlib.chdir(fresh):
            gathered = gather(fresh, fresh / "kata", tell)
        manifest = Manifest.read(fresh)
        around = texts(fresh / "features")
        progress = gathered.progress
        tell("asking what each rule asks for")
        with contextlib.chdir(fresh):
            asked = asked_functions(fresh, course, rules_of(progress), progress.verdicts)
    data = CourseData(course, files, manifest, progress, asked)
    tell("setting the pages")
    plots = _plots(course, gathered.figures)
    return data, page(Book.of(gathered, course, around, "the code that you write here")), plots


def _plots(course: Course, chapters: list[ChapterFigures]) -> dict[str, Any]:
    """Return {name: its numbers and its svg} of the figures that are drawn with Matplotlib."""
    plotted = {figure.name for each in chapters for figure in each.figures if not figure.size}
    return {
        one.name: {"data": one.data, "svg": one.svg}
        for one in drawings(course.reference, chapters)
        if one.name in plotted and not one.is_ghost
    }


def _archives(course: Course) -> dict[str, bytes]:
    """Return the archives of Python's packages, with the course where the tool looks for it."""
    packages = {name: _folder(module) for name, module in _ENGINE.items()}
    engine = archives.engine(packages)
    # Ours is there as well: the tool asks for it, whatever course is taught.
    for layer in (Course.default(), *course.layers):
        engine |= course_files(layer)
    book = {name: engine.pop(name) for name in [*engine] if name.startswith(_FOR_FIGURES)}
    name, number = DISTRIBUTION.replace("-", "_"), version()
    said = f"Metadata-Version: 2.1\nName: {DISTRIBUTION}\nVersion: {number}\n"
    engine[f"{name}-{number}.dist-info/METADATA"] = said.encode()
    return {
        TESTING: archives.archive(archives.distributions(archives.TESTING), compiled),
        GHERKIN: archives.archive(archives.distributions(archives.UNPACKED), compiled),
        CALCULUS: archives.archive(archives.distributions(archives.CALCULUS), compiled),
        ENGINE: archives.archive(engine, _with_what_is_read),
        BOOK: archives.archive(book, _with_what_is_read),
    }


def _of_use_at_once(library: dict[str, bytes]) -> dict[str, bytes]:
    """Compile what the tool imports of Python's own library; the rest is smaller as it is."""
    imports = "import sys, asyncio, numpy, dojo.plugin, dojo.runner.open_session"
    done = subprocess.run(
        [sys.executable, "-c", f"{imports}; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    used = {*done.stdout.split()}
    now = {name: content for name, content in library.items() if _module(name) in used}
    later = {name: content for name, content in library.items() if name not in now}
    return later | compiled(now)


def _module(name: str) -> str:
    """Return the module that a file of the library is; the runtime's own packages are one."""
    module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return "asyncio" if module.startswith(("_pyodide", "pyodide")) else module


def _numpy_files(wheel: bytes) -> dict[str, bytes]:
    """Return what a check needs of NumPy; of a source that is read, its docstrings are long."""
    files = runtime.numpy_files(wheel)
    read = {name: without_docstrings(files[name]) for name in files if name.startswith(_READ)}
    return files | read


def _with_what_is_read(files: dict[str, bytes]) -> dict[str, bytes]:
    """Compile modules; what is read as text stays as well."""
    read = {name: content for name, content in files.items() if name.startswith(_READ)}
    rest = {name: content for name, content in files.items() if name not in read}
    return compiled(rest) | compiled(read, BESIDE)


def course_files(course: Course) -> dict[str, bytes]:
    """Return the files of one course, without those of the course that it extends."""
    place = _place(course) or _PLACE
    about = (course.root / COURSE_FILE).read_text(encoding="utf-8")
    if course.base:
        # Here it may be a folder of this machine, or a course that is installed.
        base = f"../{course.base.name}" if _place(course.base) else DEFAULT
        about = _EXTENDS.sub(f'extends = "{base}"', about, count=1)
    found = {f"{place}/{COURSE_FILE}": about.encode("utf-8")}
    for room in _ROOMS:
        for path in sorted((course.root / room).rglob("*")):
            # Toys of the figures are in the page already.
            is_of_use = room != "figures" or path.suffix == ".py"
            if is_of_use and path.is_file() and "__pycache__" not in path.parts:
                found[f"{place}/{path.relative_to(course.root).as_posix()}"] = path.read_bytes()
    return found


def _place(course: Course) -> str:
    """Return where a course is in the page; "" for ours, which the tool finds by itself."""
    return "" if course.root == Course.default().root else f"courses/{course.name}"


def _manifest(path: Path) -> bytes:
    """Return a workspace's manifest, without the folder that its course has on this machine."""
    known = json.loads(path.read_bytes())
    known.pop("place", None)
    return _json(known)


def _folder(module: Any) -> Path:
    return Path(module.__file__).parent


_ENGINE = {"dojo": dojo, "derivations": derivations}


def _runtime(address: str, known: dict[str, str]) -> dict[str, Any]:
    """Return where the runtime lies, seen from the page, and how its files are known."""
    if address:
        files = {name: runtime.integrity(sha256) for name, sha256 in runtime.FILES.items()}
    else:
        here = "runtime/"
        files = {name.removeprefix(here): known[name] for name in known if name.startswith(here)}
    return {
        "version": runtime.VERSION,
        "address": address or "runtime/",
        "numpy": runtime.NUMPY if address else "",
        "files": files,
    }


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
