"""Findings: each with a code, a place, and a sentence that says what is wrong and what to do."""

from pathlib import Path
from typing import NamedTuple

CODES = {
    # The file
    "unreadable": "the file cannot be opened",
    "encoding": "the file is not UTF-8 text, or holds a byte-order mark or a control character",
    "tab": "a tab, with which the columns of a table stand elsewhere in every editor",
    "empty": "there is no Feature, or no Example, in the file",
    "syntax": "a line that Gherkin cannot read; a row of another length, or without its last |",
    # Its place in the course
    "number": "the chapters of a folder are not numbered 1, 2, 3, … in their files' names",
    "tag": "a tag that names no module of the kata, or a module that not exactly one chapter tags",
    "order": "a chapter uses what only a later one introduces",
    "early": "an example needs what only a later rule of its chapter introduces",
    # Its wording
    "no-rule": "an example that stands under no Rule",
    "empty-rule": "a Rule without an example",
    "twin-rules": "two Rules of one name",
    "twin-examples": "two examples of one name, of which Gherkin drops one",
    "name": "an example without a name, or with one that pytest cannot hold",
    "hints": "a Rule that has not its three hints",
    "spoiler": "a hint that can be copied as the body of a function",
    "code-words": "a word of Python, in a text for people who may not know it",
    "prose": "a step that is read as prose, for instance because its keyword is mistyped",
    "steps": "an example with more than five steps",
    "conjunction": "a step that is two, or one that begins with * or But",
    "outline": "an outline where a table with a row for each case would do",
    # Its steps
    "no-then": "an example that asserts nothing",
    "no-step": "a step that no definition matches",
    "ambiguous": "a step that two definitions match",
    "never-runs": "an async or generator step, which would pass without running",
    "contract": "a step that hands a function what its contract does not name",
    "leans": "a step that needs what no step before it gives",
    "unstable": "an example whose verdict depends on what ran before it",
    # Its tables
    "empty-table": "a table, or an outline, without a row",
    "twin-columns": "two columns of one name",
    "column": "a column that the step does not read or answer, or one that it misses",
    "docstring": "a docstring that the step does not read",
    "decimal-comma": "a cell such as 0,5: two numbers, or a decimal that is written 0.5?",
    "cell": "a cell that cannot be read as what it is, or an answer's that is empty",
    "no-answer": "an example without an answer in any table",
    "wrong": "an answer that the reference does not give",
    "rounded": "a rounded number without its tolerance",
    "wide": "a tolerance or a bound that says nothing",
    "constant": "a function whose answers could all be had by returning one number",
    "copy": "a function whose answers all repeat a column that is given",
    "stubs": "an example that is green before anything is written",
    "not-written": "the reference does not hold what the example needs",
    "broken": "the reference breaks off",
    "spec": "a mistake in a step's code",
    # What is allowed
    "allow": "a `# lint: allow` without a reason, without effect, or with an unknown code",
}


class Finding(NamedTuple):
    """What is wrong in one place of a feature. A line of 0 means the file as a whole."""

    file: Path
    line: int
    code: str
    sentence: str
