"""The course as the page's program knows it: chapters, rules, behaviours, and the files to write.

Where a behaviour asks for a function is not guessed: it is what the tool says of a kata in which
that function is still to be written.
"""

import ast
from dataclasses import dataclass
from typing import Any

from dojo.book.chapters import Chapter, chapters
from dojo.course.course import Course
from dojo.runner.progress import Progress
from dojo.site.asked_functions import Function
from dojo.verdict import NOT_WRITTEN
from dojo.workspace.contents import KATA, WORKSHEETS, solution
from dojo.workspace.manifest import FILE as MANIFEST
from dojo.workspace.manifest import Manifest
from dojo.workspace.source_editing import definitions, needed_by


@dataclass(frozen=True)
class CourseData:
    """A course, what a fresh workspace of it holds, and a run of all behaviours on empty stubs.

    `asked` is the file and function of the kata that a behaviour asks for, where it is new.
    """

    course: Course
    files: dict[str, bytes]
    manifest: Manifest
    progress: Progress
    asked: dict[str, Function]

    def plain(self) -> dict[str, Any]:
        """Return what the page is told, as plain data."""
        texts = {name: content.decode("utf-8") for name, content in self.files.items()}
        return {
            "name": self.course.name,
            "title": self.course.title,
            "language": self.course.language,
            "manifest": MANIFEST.as_posix(),
            "version": self.manifest.version,
            "fingerprints": self.manifest.files,
            "files": texts,
            "chapters": [self._chapter(chapter) for chapter in chapters(self.progress)],
        }

    def solutions(self) -> dict[str, dict[str, str]]:
        """Return the course's own text of each file that a learner writes, and of its functions.

        {file: {function: text}}; the text of "" is the whole file.
        """
        rooms = f"{KATA}/", f"{WORKSHEETS}/"
        texts = {name: solution(self.course, name) for name in self.files if name.startswith(rooms)}
        return {name: {"": text} | _functions(name, text) for name, text in texts.items()}

    def _chapter(self, chapter: Chapter) -> dict[str, Any]:
        nodes = nodes_of(self.progress)
        return {
            "number": chapter.number,
            "name": chapter.name,
            "anchor": chapter.anchor,
            "paper": chapter.paper,
            "rules": [
                {
                    "name": rule.name,
                    "anchor": rule.anchor,
                    "hints": rule.hints,
                    "behaviours": [
                        self._behaviour(nodes[example.place], example.name, example.anchor)
                        for example in rule.examples
                    ],
                }
                for rule in chapter.rules
            ],
        }

    def _behaviour(self, nodeid: str, name: str, anchor: str) -> dict[str, Any]:
        verdict = self.progress.verdicts.get(nodeid)
        file, function = self.asked.get(nodeid, (_file(nodeid), ""))
        return {
            "node": nodeid,
            "name": name,
            "anchor": anchor,
            "kind": verdict.kind if verdict else NOT_WRITTEN,
            "optional": self.progress.is_optional(nodeid),
            "file": file,
            "function": function,
        }


def nodes_of(progress: Progress) -> dict[str, str]:
    """Return {place: node id} of the behaviours; a place is an example's, in its feature."""
    return {
        f"{item.shown}:{item.template.line_number}": nodeid
        for nodeid, item in progress.items.items()
    }


def rules_of(progress: Progress) -> list[list[str]]:
    """Return the node ids of each rule, in the course's order."""
    nodes = nodes_of(progress)
    return [
        [nodes[example.place] for example in rule.examples]
        for chapter in chapters(progress)
        for rule in chapter.rules
    ]


def _functions(name: str, text: str) -> dict[str, str]:
    """Return {function: its text, with what it needs} of a module."""
    if not name.endswith(".py"):
        return {}
    return {
        name: needed_by(text, name)
        for name, node in definitions(text)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


def _file(nodeid: str) -> str:
    """Return the worksheet that is to be filled in for a behaviour; "" where it is none's."""
    file = nodeid.partition("::")[0]
    return file if file.startswith(f"{WORKSHEETS}/") else ""
