"""Texts of a course beside its features: what to predict, in brief, questions, the glossary.

Those of the chapter `features/NN_concept.feature` stand in `texts/NN_concept.toml`:

    adds = "A number for how wrong the answers are."

    [[predict]]
    ask = "What does the neuron answer?"
    example = "By hand"                     # a row of this example, counted from 1
    row = 1
    column = "z?"

    brief = ["One line.", "Another."]

    [[questions]]
    ask = "What is 1·3 + 2·4 + 5?"
    answer = "16"                           # judged as a cell is; without it, only shown
    because = "Each input meets its weight."

    [[notes]]                               # questions that the chapter answers in words
    ask = "What is a neuron?"
    answer = ["One paragraph.", "Another."]

    origins = ["Who had the idea, and where."]

    [[reading]]
    title = "A book or paper"
    link = "https://example.org"            # optional
    why = "What one finds there."

What opens the whole book, and its glossary, stand in `texts/book.toml`. Everything is optional.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast, get_args, get_type_hints

from dojo.book.chapters import Chapter, Line, Shown
from dojo.course.course_file import line_of, parsed
from dojo.course.feature_names import features_in
from dojo.course.prose import slug
from dojo.errors import UsageError
from dojo.workspace.owner import owner

OPENING = "book.toml"
T = TypeVar("T")
# What makes an error of a key, a fact and what to do.
Wrong: TypeAlias = Callable[[str, str, str], UsageError]
_WORDS: dict[type, str] = {str: "text", int: "a whole number"}


@dataclass(frozen=True)
class Prediction:
    """A cell that the reader guesses before reading on: a row of an example's table."""

    ask: str
    example: str
    row: int
    column: str


@dataclass(frozen=True)
class Question:
    """A question to test oneself; an `answer` is judged as a cell of a table is."""

    ask: str
    because: str
    answer: str = ""


@dataclass(frozen=True)
class Note:
    """A question that the chapter answers in words."""

    ask: str
    answer: list[str]


@dataclass(frozen=True)
class Reading:
    """Something to read on."""

    title: str
    why: str
    link: str = ""


@dataclass(frozen=True)
class Part:
    """Chapters that belong together on the map of the book."""

    name: str
    says: str
    chapters: list[str]


@dataclass(frozen=True)
class Term:
    """A word of the glossary: what it means, its sign, and other spellings of it."""

    term: str
    means: str
    sign: str = ""
    chapter: str = ""
    also: list[str] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Return the term's address."""
        return f"glossary--{slug(self.term)}"


@dataclass(frozen=True)
class ChapterTexts:
    """Texts around a chapter's rules."""

    adds: str = ""
    predict: list[Prediction] = field(default_factory=list)
    brief: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    reading: list[Reading] = field(default_factory=list)


@dataclass(frozen=True)
class Picture:
    """A small picture of grey values, row by row, each from 0 to `most`."""

    rows: list[str]
    most: int
    says: str

    @property
    def values(self) -> list[list[float]]:
        """Return the grey values, each from 0 to 1."""
        return [[float(value) / self.most for value in row.split()] for row in self.rows]


@dataclass(frozen=True)
class Opening:
    """The page before the first chapter, with the figures named in `show`, and the glossary.

    The figure named in `cover` is what a reader sees first.
    """

    title: str = ""
    cover: str = ""
    says: list[str] = field(default_factory=list)
    show: list[str] = field(default_factory=list)
    picture: list[Picture] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    glossary: list[Term] = field(default_factory=list)


@dataclass(frozen=True)
class Texts:
    """All texts of a course; `errors` says of each file that could not be used why."""

    opening: Opening = field(default_factory=Opening)
    chapters: Mapping[str, ChapterTexts] = field(default_factory=dict)
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A prediction, ready for the page: the row that it is about, and where its cell stands."""

    ask: str
    line: Line
    row: list[Shown]
    place: int
    anchor: str

    @property
    def cell(self) -> Shown:
        """Return the cell that is asked for."""
        return self.row[self.place]


def texts(features: Path) -> Texts:
    """Return the texts for a folder of features; features that nobody owns have none."""
    owned = owner(features)
    if not owned:
        return Texts()
    course, errors = owned.course, []
    opening, chapters = Opening(), {}
    try:
        opening = _read(course.file("texts", OPENING), Opening)
    except UsageError as error:
        errors.append(str(error))
    for stem in {path.stem: path for path in (*features_in(features), *course.chapters)}:
        chapters[slug(stem)] = ChapterTexts()
        try:
            chapters[slug(stem)] = _read(course.file("texts", f"{stem}.toml"), ChapterTexts)
        except UsageError as error:
            errors.append(str(error))
    return Texts(opening, chapters, tuple(errors))


def asked(chapter: Chapter, one: Prediction) -> Asked:
    """Find the row that a prediction is about; UsageError where there is none."""
    examples = {example.name: example for rule in chapter.rules for example in rule.examples}
    example = examples.get(one.example)
    lines = [line for line in example.lines if one.column in line.header] if example else []
    line = next((line for line in lines if 0 < one.row <= len(line.rows)), None)
    if not example or not line:
        place = f"row {one.row} of {one.column!r} in {one.example!r}"
        raise UsageError(f"chapter {chapter.name!r} has no {place} for a prediction")
    place_of = line.header.index(one.column)
    return Asked(one.ask, line, line.rows[one.row - 1], place_of, example.anchor)


def _read(path: Path | None, kind: type[T]) -> T:
    """Read a file into a record; of no file, an empty one. UsageError names the line at fault."""
    if path is None:
        return kind()
    text, found = parsed(path)

    def wrong(key: str, fact: str, fix: str) -> UsageError:
        return UsageError(f"{path}:{line_of(text, key)}: {fact}", fix)

    return _record(kind, found, wrong)


def _record(kind: type[T], found: dict[str, Any], wrong: Wrong, name: str = "") -> T:
    """Make a record of what a table says, the one called `name`; raise what is `wrong` with it."""
    kinds: dict[str, Any] = get_type_hints(kind)
    for key in found:
        if key not in kinds:
            raise wrong(key, f"the key {key} is unknown", f"There are {', '.join(kinds)}")
    for each in fields(cast("Any", kind)):
        if each.name not in found and each.default is each.default_factory is MISSING:
            raise wrong(name, f"{name} has no {each.name}", f"Write {each.name} = …")
    return kind(**{key: _value(kinds[key], value, wrong, key) for key, value in found.items()})


def _value(kind: Any, value: object, wrong: Wrong, key: str) -> object:
    """Return a value that is of the kind; of tables, a record each."""
    (part,) = get_args(kind) or (None,)
    if part in _WORDS or part is None:
        fits = isinstance(value, list) if part else type(value) is kind
        if not fits or (part and not all(type(each) is part for each in cast("list[Any]", value))):
            words = f"a list, each {_WORDS[part]}" if part else _WORDS[kind]
            raise wrong(key, f"{key} is {value!r}, which is not {words}", "Correct that line")
        return value
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise wrong(key, f"{key} is not a table", f"Write [[{key}]] above each of them")
    return [_record(part, each, wrong, key) for each in value]
