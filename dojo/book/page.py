"""The page itself: the template filled in, with its style and its scripts inside.

Everything that comes from a feature or from a learner's code is escaped by the template engine.
Behind that stands a second wall: the page allows no script but its own, and no address at all.
"""

import base64
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
from markupsafe import Markup

from dojo.book.chapters import MARKS, WORDS, Chapter
from dojo.book.course_figures import ChapterFigures
from dojo.book.drawings import Drawing
from dojo.book.figure import Proof, Toy
from dojo.book.formulas import mathml
from dojo.course.prose import slug
from dojo.diagnosis.error_messages import in_words

HERE = Path(__file__).parent
_LONGEST_ACTUAL = 24


@dataclass
class Supplements:
    """What stands in a chapter beside its text, ready for the page."""

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


def page(
    chapters: list[Chapter],
    figures: list[ChapterFigures],
    drawings: list[Drawing],
    notes: list[str],
    source: str,
) -> str:
    """Return the whole page; `source` says whose answers are in it."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"svg": Markup, "mathml": mathml}  # an svg is drawn by dojo.book.svg
    # The address of a chapter is made of the name of its file.
    known = {slug(one.feature.stem): one for one in figures}
    supplements = {
        chapter.anchor: Supplements()
        if chapter.paper or chapter.anchor not in known
        else _supplements(known[chapter.anchor], drawings, environment)
        for chapter in chapters
    }
    script = _script([script for one in supplements.values() for script in one.scripts])
    styles = [style for one in supplements.values() for style in one.styles]
    return environment.get_template("book.html").render(
        chapters=chapters,
        supplements=supplements,
        notes=notes,
        source=source,
        marks=MARKS,
        words=WORDS,
        computed=computed,
        style=Markup("".join([_text("book.css"), *dict.fromkeys(styles)])),
        script=Markup(script),
        script_hash=_hash(script),
    )


def _supplements(
    one: ChapterFigures, drawings: list[Drawing], environment: jinja2.Environment
) -> Supplements:
    """Make ready what a chapter shows; of a toy or proof that raises, a sentence says so."""
    own = [drawing for drawing in drawings if drawing.feature == one.feature]
    computed_for = {
        toy.name: drawing for toy in one.toys for drawing in own if drawing.name == toy.name
    }
    supplements = Supplements([drawing for drawing in own if drawing.name not in computed_for])
    for toy in one.toys:
        try:
            html, style, script = _toy(toy, environment, computed_for.get(toy.name))
        except Exception as error:  # the course's, whoever wrote it
            supplements.missing.append(f"The toy {toy.name} is not shown. {in_words(error)}.")
        else:
            supplements.toys.append((toy.rule, html))
            supplements.styles.append(style)
            supplements.scripts.append(script)
    try:
        for proof in one.proofs():
            for line in proof.lines:
                mathml(line.latex)
            supplements.proofs.append(proof)
    except Exception as error:  # the course's, whoever wrote it
        supplements.missing.append(f"Not everything is derived. {in_words(error)}.")
    return supplements


def _toy(
    toy: Toy, environment: jinja2.Environment, asked: Drawing | None
) -> tuple[Markup, str, str]:
    """Return a toy as it stands in the page, its style, and its script in a scope of its own."""
    html, style, script = (
        toy.files.with_suffix(ending).read_text(encoding="utf-8")
        for ending in (".html", ".css", ".js")
    )
    template = environment.from_string(html)
    return (
        Markup(template.render(toy.values, data=asked and asked.data, why=asked and asked.caption)),
        style,
        f"(() => {{\n{toy.formulas()}\n{script}}})();",
    )


def computed(text: str, actual: str) -> str:
    """Return the number to show beside a cell that only bounds or begins it, or nothing.

    >>> computed("< 0.25", "0.104"), computed("1/4", "0.25")
    ('0.104', '')
    """
    said = any(sign in text for sign in "<>≤≥≠_±")
    return actual if said and len(actual) <= _LONGEST_ACTUAL and actual != text else ""


def _script(toys: list[str]) -> str:
    # What several chapters play with needs its script once.
    different = dict.fromkeys(toys)
    return "\n".join(["'use strict';", _text("toys.js"), *different, _text("search.js")])


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return base64.b64encode(digest).decode("ascii")
