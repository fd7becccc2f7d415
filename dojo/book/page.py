"""Pages of the book: the template filled in, with its style and its scripts inside.

Everything that comes from a feature or from a learner's code is escaped by the template engine.
Behind that stands a second wall: the page allows no script but its own, and no address at all.
"""

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from dojo.book import cells
from dojo.book.chapters import MARKS, OPEN, RED, WORDS, Chapter, chapters
from dojo.book.contents import START, Contents, Searched, first_red, searched, unfinished
from dojo.book.course_figures import ChapterFigures
from dojo.book.course_texts import ChapterTexts, Term, Texts, asked
from dojo.book.derived import Derived
from dojo.book.drawing import Drawing
from dojo.book.figure import Proof, Toy
from dojo.book.formulas import mathml
from dojo.book.gathering import Gathered
from dojo.book.prose import kept, sentence
from dojo.book.shared_styles import shared
from dojo.book.terms import Linker
from dojo.course.course import Course
from dojo.course.prose import slug
from dojo.course.table_rows import is_note
from dojo.diagnosis.error_messages import in_words
from dojo.errors import UsageError
from dojo.verdict import GREEN

HERE = Path(__file__).parent
_BOX = re.compile(r'viewBox="[^"]*"')
# Space behind what is a line or a box of its own shows nowhere.
_BETWEEN = re.compile(
    r"(</(?:p|section|div|h[1-6]|ul|ol|li|details|summary|table|figure|article|nav|d[dlt])>)\s+(?=<)"
)
_PROGRAMS = re.compile(r"(<(?:script|style)\b.*?</(?:script|style)>)", re.DOTALL)
_SMALL_PART = re.compile(
    r"<(?:a|button|circle|g|input|math|mo|mover|mspace|option|path|rect|text|th|use) [^<>]*>"
)
_ENDS_ANYHOW = re.compile(r"</(?:li|d[dt])>\s*(?=<(?:li|d[dt])[ >]|</(?:[ou]l|dl)>)")
_QUOTED = re.compile(r"""( [a-z-]+)="([^\s"'`=<>]+)"(?!/)""")
# Sentences of a toy, up to where they hold something else.
_SAID = re.compile(r"(?<=<p>)[^<]+")
_FOR_READERS = re.compile(r"^(?:[ ]+|//.*\n|/\*[^*]*\*/\n)+", re.MULTILINE)


@dataclass
class Supplements:
    """Supplements of a chapter's text, ready for the page."""

    drawings: list[Drawing] = field(default_factory=list)
    toys: list[tuple[str, Markup]] = field(default_factory=list)  # each with its rule
    styles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def of_rule(self, name: str) -> list[Drawing]:
        """Return the figures that stand in a rule."""
        return [drawing for drawing in self.drawings if drawing.rule and drawing.rule == name]

    def of_chapter(self, rules: list[str]) -> list[Drawing]:
        """Return the figures that open the chapter: those of no rule, or of none that is here."""
        return [drawing for drawing in self.drawings if drawing.rule not in filter(None, rules)]

    def toys_of_rule(self, name: str) -> list[Markup]:
        """Return the toys that stand in a rule."""
        return [toy for rule, toy in self.toys if rule and rule == name]

    def toys_of_chapter(self, rules: list[str]) -> list[Markup]:
        """Return the toys that open the chapter, as its figures do."""
        return [toy for rule, toy in self.toys if rule not in filter(None, rules)]


@dataclass(frozen=True)
class Book:
    """Parts of the pages; `source` names the implementation whose answers they show."""

    chapters: list[Chapter]
    figures: list[ChapterFigures]
    drawings: list[Drawing]
    notes: list[str]
    source: str
    derived: dict[Path, Derived]
    texts: Texts = field(default_factory=Texts)
    title: str = "Deep learning, computed"
    language: str = "en"

    @classmethod
    def of(cls, gathered: Gathered, course: Course, around: Texts, source: str) -> "Book":
        """Return the book of a run, with the texts around its features."""
        return cls(
            chapters(gathered.progress),
            gathered.figures,
            gathered.drawings,
            gathered.notes,
            source,
            gathered.derived,
            around,
            f"{course.title}, computed",
            course.language,
        )


class Count(NamedTuple):
    """Numbers of behaviours in each state, and of right answers."""

    all: int
    green: int
    red: int
    open: int
    answers: int


def page(book: Book) -> str:
    """Return the whole book as one page."""
    return _Writer(book, in_files=False).whole()


def pages(book: Book) -> Iterator[tuple[str, str]]:
    """Yield (file name, page) for the opening, each chapter and the glossary."""
    writer = _Writer(book, in_files=True)
    for place in writer.contents.places:
        yield place.file, writer.page({place.anchor}, place.anchor, place.title)


class _Writer:
    """The template, with all that stays the same from page to page."""

    def __init__(self, book: Book, in_files: bool) -> None:
        self.book, self.in_files, texts = book, in_files, book.texts
        self.contents = Contents.of(book.chapters, texts.opening, in_files)
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        environment.tests["note"] = is_note
        # An svg is drawn by dojo.book.svg.
        environment.filters |= {"svg": Markup, "mathml": mathml}
        self.template = environment.get_template("book.html")
        again = () if in_files else {texts.opening.cover, *texts.opening.show}
        drawings = [_named(one) if one.name in again else one for one in book.drawings]
        # The address of a chapter is made of the name of its file.
        known = {slug(one.feature.stem): one for one in book.figures}
        self.supplements = {
            chapter.anchor: Supplements()
            if chapter.paper or chapter.anchor not in known
            else _supplements(
                known[chapter.anchor],
                drawings,
                book.derived[known[chapter.anchor].feature],
                environment,
            )
            for chapter in book.chapters
        }
        self.notes = [*book.notes, *texts.errors]
        self.more = {chapter.anchor: self._more(chapter) for chapter in book.chapters}

    def _more(self, chapter: Chapter) -> dict[str, Any]:
        """Make a chapter's texts ready; what they say of a row that is not there is a note."""
        found = self.book.texts.chapters.get(chapter.anchor, ChapterTexts())
        if chapter.paper:
            found = ChapterTexts()
        predict = []
        for one in found.predict:
            try:
                predict.append(asked(chapter, one))
            except UsageError as error:
                self.notes.append(str(error))
        return vars(found) | {"predict": predict}

    def whole(self) -> str:
        """Return one page with everything in it."""
        return unquoted(self.page({place.anchor for place in self.contents.places}, START, ""))

    def page(self, shown_here: set[str], here: str, title: str) -> str:
        """Return a page that shows some places; `here` is the first of them."""
        book, opening = self.book, self.book.texts.opening
        supplements = [one for at, one in self.supplements.items() if at in shown_here]
        # The whole book has all its words on the page, where the search reads them.
        index = list(searched(self.contents, opening, here)) if self.in_files else None
        script = _script([script for one in supplements for script in one.scripts], index)
        styles = [style for one in supplements for style in one.styles]

        def href(anchor: str) -> str:
            shown_as = next(iter(shown_here)) if len(shown_here) == 1 else START
            return self.contents.address(anchor, shown_as)

        written = self.template.render(
            book=book.title,
            title=book.title if here == START else f"{title} · {book.title}",
            about=f"{title or book.title}: every number computed, and checked",
            language=book.language,
            in_files=self.in_files,
            shown_here=shown_here,
            here=here,
            href=href,
            contents=self.contents,
            title_of=lambda anchor: next(
                p.title for p in self.contents.places if p.anchor == anchor
            ),
            chapters=book.chapters,
            chapter_of=self._chapter_of,
            opening=opening,
            on_cover=[self._again(one) for one in book.drawings if one.name == opening.cover],
            shown_at_start=[self._again(one) for one in book.drawings if one.name in opening.show],
            parts=list(self._parts()),
            texts=book.texts,
            texts_of=lambda chapter: self.more[chapter.anchor],
            told_before=told_before([one for one in book.chapters if one.anchor in shown_here]),
            linker=lambda: Linker(opening.glossary, href),
            supplements=self.supplements,
            count=count(book.chapters),
            unfinished=unfinished(book.chapters),
            first_red=first_red(book.chapters),
            red_of=lambda chapter: first_red([chapter]),
            notes=self.notes,
            source=book.source,
            marks=MARKS,
            words=WORDS,
            style=Markup("".join([_text("book.css"), *dict.fromkeys(styles)])),
            script=Markup(script),
            script_hash=_hash(script),
            **CELLS,
        )
        return shared(_ENDS_ANYHOW.sub("", _BETWEEN.sub(r"\1", written)))

    def _again(self, drawing: Drawing) -> Drawing:
        """Return a drawing of a chapter as it stands on the page before the first one."""
        name = f"{START}-{drawing.name}"
        box = _BOX.search(drawing.svg)
        if self.in_files or not box:
            svg = drawing.svg.replace(f"{drawing.name}-", f"{name}-")
        else:  # where both are on one page, it is drawn once
            svg = f'<svg {box[0]}><use href="#{_drawn(drawing)}"/></svg>'
        return drawing._replace(name=name, svg=svg)

    def _chapter_of(self, term: Term) -> Chapter | None:
        wanted = slug(term.chapter)
        return next((each for each in self.book.chapters if each.anchor == wanted), None)

    def _parts(self) -> Iterator[dict[str, Any]]:
        """Yield the parts of the map; chapters that no part names stand in a last one."""
        left = {p.anchor: p for p in self.contents.places if p.chapter and not p.chapter.paper}
        for part in self.book.texts.opening.parts:
            places = [left.pop(slug(name)) for name in part.chapters if slug(name) in left]
            if places:
                yield {"name": part.name, "says": part.says, "places": places}
        if left:
            yield {"name": "More chapters", "says": "", "places": list(left.values())}


CELLS = {
    "answer": cells.answer,
    "columns": cells.columns,
    "computed": cells.computed,
    "header": cells.header,
    "in_words": cells.in_words,
    "kept": kept,
    "narrow": cells.narrow,
    "numbered": cells.numbered,
    "sentence": sentence,
    "shown": cells.shown,
}


def unquoted(page: str) -> str:
    """Return a page whose small parts have quotes only where HTML needs them: it is shorter.

    >>> unquoted('<a id="here" title="two words"><script>f(`<a id="b">`)</script>')
    '<a id=here title="two words"><script>f(`<a id="b">`)</script>'
    """
    return "".join(
        part if part.startswith(("<script", "<style")) else _SMALL_PART.sub(_unquoted, part)
        for part in _PROGRAMS.split(page)
    )


def _unquoted(tag: re.Match[str]) -> str:
    return _QUOTED.sub(r"\1=\2", tag[0])


def told_before(chapters: list[Chapter]) -> dict[str, tuple[str, str] | None]:
    """Return for each rule's anchor the earlier rule that gives the same hints, and its chapter."""
    first: dict[tuple[str, ...], tuple[str, str]] = {}
    told: dict[str, tuple[str, str] | None] = {}
    for chapter in chapters:
        for rule in chapter.rules:
            told[rule.anchor] = first.get(tuple(rule.hints)) if rule.hints else None
            first.setdefault(tuple(rule.hints), (rule.anchor, chapter.name))
    return told


def _drawn(drawing: Drawing) -> str:
    """Return the address of what is drawn, of a drawing that stands elsewhere again."""
    return f"{drawing.name}-drawn"


def _named(drawing: Drawing) -> Drawing:
    svg = drawing.svg.replace("<svg ", f'<svg id="{_drawn(drawing)}" ', 1)
    return drawing._replace(svg=svg)


def count(chapters: list[Chapter]) -> Count:
    """Count the behaviours of a book by their states, without what is optional, as `dojo` does."""
    states = sum((chapter.count for chapter in chapters), Counter())
    answers = sum(chapter.answers for chapter in chapters)
    return Count(states.total(), states[GREEN], states[RED], states[OPEN], answers)


def _supplements(
    one: ChapterFigures, drawings: list[Drawing], found: Derived, environment: jinja2.Environment
) -> Supplements:
    """Make ready what a chapter shows; of a toy that raises, a sentence says so."""
    own = [drawing for drawing in drawings if drawing.feature == one.feature]
    computed_for = {
        toy.name: drawing for toy in one.toys for drawing in own if drawing.name == toy.name
    }
    supplements = Supplements([drawing for drawing in own if drawing.name not in computed_for])
    for toy in one.toys:
        try:
            formulas = found.formulas.get(toy.name, "")
            html, style, script = _toy(toy, environment, computed_for.get(toy.name), formulas)
        except Exception as error:  # the course's, whoever wrote it
            supplements.missing.append(f"The toy {toy.name} is not shown. {in_words(error)}.")
        else:
            supplements.toys.append((toy.rule, html))
            supplements.styles.append(style)
            supplements.scripts.append(script)
    supplements.proofs.extend(found.proofs)
    supplements.missing.extend(filter(None, [found.missing]))
    return supplements


def _toy(
    toy: Toy, environment: jinja2.Environment, asked: Drawing | None, formulas: str = ""
) -> tuple[Markup, str, str]:
    """Return a toy as it stands in the page, its style, and its script in a scope of its own."""
    html, style, script = (
        toy.files.with_suffix(ending).read_text(encoding="utf-8")
        for ending in (".html", ".css", ".js")
    )
    template = environment.from_string(html)
    written = template.render(toy.values, data=asked and asked.data, why=asked and asked.caption)
    return (
        Markup(_SAID.sub(lambda said: sentence(unescape(said[0])), written)),
        _brief(style),
        _brief(f"(() => {{\n{formulas or toy.formulas()}\n{script}}})();"),
    )


def _script(toys: list[str], index: list[Searched] | None) -> str:
    # What closes a script element must not stand in one, whatever a feature is called.
    known = json.dumps(index, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return "\n".join(
        [
            "'use strict';",
            _text("in_peace.js"),
            _text("flow.js"),
            _text("toys.js"),
            *dict.fromkeys(toys),  # what several chapters play with needs its script once
            f"const SEARCHED = {known};",
            _text("line_ends.js"),
            _text("links.js"),
            _text("ask.js"),
            _text("search.js"),
        ]
    )


def _text(name: str) -> str:
    return _brief((HERE / name).read_text(encoding="utf-8"))


def _brief(text: str) -> str:
    """Leave out what only a reader of the source needs: indents, and comments of whole lines."""
    return _FOR_READERS.sub("", text)


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return base64.b64encode(digest).decode("ascii")
