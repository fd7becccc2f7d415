"""The course as the page's program knows it: chapters, rules, behaviours, and the files to write.

Where a behaviour asks for a function is not guessed: it is what the tool says of an empty kata.
"""

import ast
from dataclasses import dataclass
from typing import Any

from dojo.book.chapters import Chapter, chapters
from dojo.course.course import Course
from dojo.runner.progress import Progress
from dojo.verdict import NOT_WRITTEN, Verdict
from dojo.workspace.contents import KATA, WORKSHEETS, solution
from dojo.workspace.manifest import FILE as MANIFEST
from dojo.workspace.manifest import Manifest
from dojo.workspace.source_editing import definitions, needed_by


@dataclass(frozen=True)
class CourseData:
    """A course, what a fresh workspace of it holds, and a run of all behaviours on empty stubs."""

    course: Course
    files: dict[str, bytes]
    manifest: Manifest
    progress: Progress

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
        nodes = {self._place(nodeid): nodeid for nodeid in self.progress.items}
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

    def _place(self, nodeid: str) -> str:
        item = self.progress.items[nodeid]
        return f"{item.shown}:{item.template.line_number}"

    def _behaviour(self, nodeid: str, name: str, anchor: str) -> dict[str, Any]:
        verdict = self.progress.verdicts.get(nodeid)
        return {
            "node": nodeid,
            "name": name,
            "anchor": anchor,
            "kind": verdict.kind if verdict else NOT_WRITTEN,
            "optional": self.progress.is_optional(nodeid),
            "file": _file(nodeid, verdict),
            "function": verdict.places[0].function if verdict and verdict.places else "",
        }


def _functions(name: str, text: str) -> dict[str, str]:
    """Return {function: its text, with what it needs} of a module."""
    if not name.endswith(".py"):
        return {}
    return {
        name: needed_by(text, name)
        for name, node in definitions(text)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


def _file(nodeid: str, verdict: Verdict | None) -> str:
    """Return the file that is to be written for a behaviour: of the kata, or its worksheet."""
    room = nodeid.partition("/")[0]
    if room == WORKSHEETS:
        return nodeid.partition("::")[0]
    places = verdict.places if verdict else ()
    return next((place.file for place in places if place.file.startswith(f"{KATA}/")), "")
