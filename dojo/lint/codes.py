"""Findings: each with a code, a place, and a sentence that says what is wrong and what to do."""

from pathlib import Path
from typing import NamedTuple

CODES = {
    # The file
    "unreadable": "a file that cannot be opened",
    "encoding": "a file that is not UTF-8 text, or has a byte-order mark or a control character",
    "tab": "a tab, which looks different in every editor",
    "empty": "a file without a Feature or without an Example",
    "syntax": "a line that Gherkin cannot read; a row of another length, or without its last |",
    # Its place in the course
    "number": "chapters whose file names are not numbered 1, 2, 3, …",
    "tag": "a tag that names no module of the kata, or a module that not exactly one chapter tags",
    "order": "a chapter that uses a function of a later chapter",
    "early": "an example that uses a function of a later rule",
    # Its wording
    "no-rule": "an example outside every Rule",
    "empty-rule": "a Rule without an example",
    "twin-rules": "two Rules with the same name",
    "twin-examples": "two examples with the same name, of which Gherkin drops one",
    "name": "an example without a name, or with a name that pytest cannot use",
    "hints": "a Rule without exactly three hints",
    "spoiler": "a hint that can be copied as the body of a function",
    "code-words": "a word of Python in a text for people who may not know Python",
    "prose": "a step that Gherkin reads as prose, for example because its keyword is mistyped",
    "steps": "an example with more than five steps",
    "conjunction": "a step that says two things, or begins with * or But",
    "outline": "an outline that could be a table with a row for each case",
    # Its steps
    "no-then": "an example that asserts nothing",
    "no-step": "a step that no definition matches",
    "ambiguous": "a step that two definitions match",
    "never-runs": "an async or generator step, which would pass without running",
    "contract": "a step that passes an argument outside the function's contract",
    "leans": "a step that needs a value which no earlier step gives",
    "unstable": "an example whose verdict depends on earlier examples",
    # Its tables
    "empty-table": "a table, or an outline, without a row",
    "twin-columns": "two columns with the same name",
    "column": "a column that the step does not use, or a column that it needs and does not find",
    "docstring": "a docstring that the step does not read",
    "decimal-comma": "a cell such as 0,5: two numbers, or a decimal that is written 0.5?",
    "cell": "a cell whose content has the wrong form, or an empty answer",
    "no-answer": "an example without an answer in any table",
    "wrong": "an answer that differs from the reference",
    "rounded": "a rounded number without its tolerance",
    "wide": "a tolerance or a bound that accepts almost any number",
    "constant": "a function whose answers are all the same number",
    "copy": "a function whose answers all repeat a given column",
    "stubs": "an example that is green on an empty kata",
    "not-written": "an example that needs a function which the reference does not have",
    "broken": "an example on which the reference raises an error",
    "spec": "a mistake in a step's code",
    # What is allowed
    "allow": "a `# lint: allow` without a reason, without effect, or with an unknown code",
}


class Finding(NamedTuple):
    """Fault in one place of a feature. A line of 0 means the file as a whole."""

    file: Path
    line: int
    code: str
    sentence: str
