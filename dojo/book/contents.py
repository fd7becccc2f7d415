"""Contents of the book: its places in order, what follows what, and the file each stands in."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from dojo.book.chapters import RED, Chapter, Example
from dojo.book.course_texts import Opening
from dojo.verdict import GREEN

START, GLOSSARY = "start", "glossary"
# An address, a title, the chapter's name, and every word that stands there.
Searched: TypeAlias = tuple[str, str, str, str]
# What one looks for has a letter in it; numbers stand everywhere.
_WORD = re.compile(r"∂\w*|[^\W_∂′]*[^\W\d_∂′][^\W_∂′]*")


@dataclass(frozen=True)
class Place:
    """A part of the book that a reader turns to: the opening, a chapter, the glossary."""

    anchor: str
    title: str
    number: str = ""
    chapter: Chapter | None = None

    @property
    def file(self) -> str:
        """Return the name of its file, where each place has one of its own."""
        return "index.html" if self.anchor == START else f"{self.anchor}.html"


@dataclass(frozen=True)
class Contents:
    """The places of a book, and how each addresses the others."""

    places: list[Place]
    in_files: bool = False

    @classmethod
    def of(cls, chapters: list[Chapter], opening: Opening, in_files: bool = False) -> "Contents":
        """Lay out the places: the opening, the chapters in their order, the glossary."""
        places = [Place(START, opening.title or "The whole game")]
        places += [
            Place(one.anchor, one.name, "✎" if one.paper else str(one.number or ""), one)
            for one in chapters
        ]
        if opening.glossary:
            places.append(Place(GLOSSARY, "Glossary"))
        return cls(places, in_files)

    def address(self, anchor: str, here: str) -> str:
        """Return the address of an anchor for a link on the page of the place `here`."""
        place = self._place(anchor)
        if not self.in_files or place.anchor == here:
            return f"#{anchor}"
        return place.file if anchor == place.anchor else f"{place.file}#{anchor}"

    def beside(self, anchor: str) -> tuple[Place | None, Place | None]:
        """Return the places before and after one."""
        at = [place.anchor for place in self.places].index(anchor)
        after = self.places[at + 1] if at + 1 < len(self.places) else None
        return (self.places[at - 1] if at else None), after

    def _place(self, anchor: str) -> Place:
        name = anchor.partition("--")[0]
        return next((each for each in self.places if each.anchor == name), self.places[0])


def first(chapters: Iterable[Chapter], *states: str) -> Example | None:
    """Return the first example in one of the states, in the order of the book."""
    examples = (one for each in chapters for rule in each.rules for one in rule.examples)
    return next((one for one in examples if one.state in states), None)


def unfinished(chapters: list[Chapter]) -> Example | None:
    """Return the example to go on with: the first that is not green; what is optional comes last.

    Before that comes what is done on paper.
    """
    left = [
        (one.optional, chapter.paper, one)
        for chapter in chapters
        for rule in chapter.rules
        for one in rule.examples
        if one.state != GREEN
    ]
    return min(left, key=lambda each: each[:2])[2] if left else None


def first_red(chapters: list[Chapter]) -> Example | None:
    """Return the first red example."""
    return first(chapters, RED)


def searched(contents: Contents, opening: Opening, here: str) -> Iterator[Searched]:
    """Yield what the search of the page of one place knows: each chapter, rule and term."""
    for place in contents.places:
        if not place.chapter:
            continue
        chapter = place.chapter
        words = [chapter.name, *(block.text for block in chapter.prose)]
        address = contents.address(chapter.anchor, here)
        yield address, chapter.name, chapter.name, _words(words)
        for rule in chapter.rules:
            words = [chapter.name, rule.name, *(b.text for b in rule.prose), *rule.hints]
            for example in rule.examples:
                words += [example.name, *(block.text for block in example.prose)]
                for line in example.lines:
                    words += [line.text, *line.header]
                    words += [cell.text for row in line.rows for cell in row]
            title = rule.name or "Examples"
            yield contents.address(rule.anchor, here), title, chapter.name, _words(words)
    for term in opening.glossary:
        words = [term.term, term.sign, term.means, *term.also]
        yield contents.address(term.anchor, here), term.term, "Glossary", _words(words)


def _words(texts: Iterable[str]) -> str:
    return _different(" ".join(texts))


@cache  # every page has them
def _different(text: str) -> str:
    """Return the different words of a text, without accents, as the page's search asks."""
    plain = unicodedata.normalize("NFKD", text).lower()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(dict.fromkeys(_WORD.findall(plain)))
