"""The documentation site: `python -m tools.docs_site DIR` writes it, as a folder of static files.

It has README, `docs/` and the other pages of the repository, the docstrings of the API, and the
living book. Sphinx ends with an error where a link leads nowhere. A link to a chapter's feature
leads into the book, and one to any other file of the repository offers that file. With `--dojo`,
the dojo itself lies beside the pages, to learn in the browser. `SITE_URL` says where the site will
be.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

ROOT = Path(__file__).parents[1]
PAGES = ("*.md", "docs/*.md", "derivations/*.md", "features/digits/README.md")
# What the contents on the left show. On the forge, README and CONTRIBUTING lead everywhere.
CONTENTS = {
    "Learn": ("docs/learning", "docs/in-a-web-page", "docs/running", "docs/spreadsheets"),
    "Check": ("docs/checking-derivations", "docs/checking-gradients", "derivations/DIAGNOSES"),
    "Teach": ("docs/teaching", "docs/courses", "docs/cells", "docs/grading", "docs/isolation"),
    "Trust": (
        *("docs/what-a-verdict-says", "docs/random-tables", "MISCONCEPTIONS", "FIRST_MISTAKES"),
        "docs/performance",
    ),
    "Contribute": (
        *("CONTRIBUTING", "docs/architecture", "docs/api", "docs/style", "SECURITY", "CHANGELOG"),
        "features/digits/README",
    ),
}
BOOK, DOJO = "book", "dojo"
SETTINGS = {
    "project": "The deep learning dojo",
    "html_title": "The deep learning dojo",
    "html_theme": "furo",
    "html_baseurl": os.environ.get("SITE_URL", ""),
    "html_copy_source": False,
    "html_show_sphinx": False,
    "extensions": [
        *("myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode", "sphinxext.opengraph"),
        "tools.docs_site",
    ],
    "root_doc": "README",
    "include_patterns": list(PAGES),
    "exclude_patterns": [".*", "build", "dist", "site"],
    "myst_heading_anchors": 4,
    "highlight_language": "none",
    "default_role": "code",
    "autodoc_member_order": "bysource",
    "autodoc_typehints": "none",
    "autodoc_mock_imports": ["torch", "jax"],
    "ogp_site_url": os.environ.get("SITE_URL", ""),
    "ogp_social_cards": {"enable": False},
    # Relative, where no address is known: a page is looked at from the disk, too.
    "ogp_canonical_url": os.environ.get("SITE_URL", ""),
}
FEATURE = re.compile(r"features/(\w+)\.feature$")
INTO_BOOK = re.compile(rf'href="((?:\.\./)*{BOOK}/[^"#]*)"')
CODE = re.compile(r"(`[^`]+`)")


def contents(app: Sphinx, document: str, source: list[str]) -> None:
    """Add the contents to the first page; they would only be noise on the forge."""
    if document == app.config.root_doc:
        for title, pages in CONTENTS.items():
            there = [page for page in pages if (app.srcdir / f"{page}.md").exists()]
            body = "\n".join([f":caption: {title}", ":hidden:", ":titlesonly:", "", *there])
            source[0] += f"\n\n```{{toctree}}\n{body}\n```\n"


def into_the_book(app: Sphinx, doctree: nodes.document) -> None:
    """Lead links to a chapter's feature to its page in the book."""
    up = "../" * app.env.docname.count("/")
    for link in list(doctree.findall(addnodes.download_reference)):
        if found := FEATURE.search(link["reftarget"]):
            page = f"{up}{BOOK}/{found[1].replace('_', '-')}.html"
            link.replace_self(nodes.reference("", "", *link.children, refuri=page))


def banner(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: object) -> None:
    """Say above each page where the book is, and the dojo to learn in."""
    places = {BOOK: "Read the living book"}
    if app.config.with_dojo:
        places[DOJO] = "Learn in your browser"
    up = "../" * page.count("/")
    context["theme_announcement"] = " · ".join(
        f'<a href="{up}{folder}/index.html">{words}</a>' for folder, words in places.items()
    )


def plain(app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]):
    """Make reStructuredText of a docstring: code in backticks, and letters that mean nothing."""
    for place, line in enumerate(lines):
        if not line.lstrip().startswith((">>>", "...")):
            parts = CODE.split(line)
            lines[place] = "".join(
                f"`{part}`" if part.startswith("`") else re.sub(r"([*|_])", r"\\\1", part)
                for part in parts
            )


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx what to call."""
    app.add_config_value("with_dojo", False, "html", types=bool)
    app.connect("source-read", contents)
    app.connect("doctree-read", into_the_book, priority=100)
    app.connect("html-page-context", banner)
    app.connect("autodoc-process-docstring", plain)
    return {"parallel_read_safe": True}


def build(root: Path, folder: Path, with_dojo: bool = False) -> bool:
    """Write the pages of a repository; tell whether every link leads somewhere."""
    with tempfile.TemporaryDirectory() as doctrees:
        app = Sphinx(
            root,
            None,
            folder,
            doctrees,
            "html",
            confoverrides=SETTINGS | {"with_dojo": with_dojo},
            status=None,
            freshenv=True,
            warningiserror=True,
        )
        app.build()
    # The page that a web host shows first.
    shutil.copy(folder / "README.html", folder / "index.html")
    return app.statuscode == 0


def lost(folder: Path) -> list[str]:
    """Return the links from the pages into the book that lead to no page of it."""
    return [
        f"{page.relative_to(folder)}: {link}"
        for page in sorted(folder.rglob("*.html"))
        if page.relative_to(folder).parts[0] not in (BOOK, DOJO)
        for link in INTO_BOOK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]


def begun(command: str, *arguments: str | Path) -> subprocess.Popen[bytes]:
    """Run a command of dojo beside us."""
    return subprocess.Popen([sys.executable, "-m", "dojo", command, *arguments], cwd=ROOT)


def main(arguments: list[str] | None = None) -> int:
    """Write the site; return 0 if it is whole."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--dojo", action="store_true", help="to learn in the browser, too")
    options = parser.parse_args(arguments)
    folder = options.folder.resolve()
    if folder.exists() and not (folder / "objects.inv").exists():
        parser.error(f"{folder} exists and is not a site: name another folder")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    beside = [begun("book", "--pages", folder / BOOK)]
    if options.dojo:
        beside.append(begun("site", folder / DOJO))
    built = build(ROOT, folder, options.dojo)
    codes = [process.wait() for process in beside]
    nowhere = lost(folder) if not any(codes) else []
    print("\n".join(f"there is no such page of the book: {one}" for one in nowhere), end="")
    return 0 if built and not any(codes) and not nowhere else 1


if __name__ == "__main__":
    sys.exit(main())
