"""The README.md of a workspace, for a course that brings none of its own."""

from dojo.course.course import Course

_TEXT = """\
# {title}: your workspace

| folder | content | yours? |
|---|---|---|
| `features/` | the chapters: rules with tables of right answers | to read, not to edit |
| `kata/` | functions without a body | **yours to write** |
{worksheets}| `tests/` | pytest tests of your own, if you like | **yours** |

## How to go on

```sh
dojo
```

It shows the first behaviour that your code does not have yet, and the file and line to edit. Open
that file, read the docstring, and replace `raise NotImplementedError` with your code. It checks
your code every time you save: each cell of the table has a ✓, or a ✗ with your answer beside it.

Keys: `h` hint, `n` next, `p` back, `e` edit (in the editor that `EDITOR` names), `l` list, `a`
check all again, `q` quit.

## What the verdicts mean

- **green**: every cell is right.
- **not written yet**: a function still raises `NotImplementedError`.
- **red**: an answer is wrong. The table shows the place, and often the reason is below it.
- **broken**: there is no answer to compare: an error, `None`, a wrong shape, an endless loop.

## Other ways to work

```sh
pytest                     # everything at once, the same verdicts
dojo run 1                 # one chapter, by its number or its name
dojo list                  # the chapters and your progress
dojo hint                  # a nudge, then the idea, then the decisive step
{reset}dojo update                # when the course has changed; your edited files stay
dojo doctor                # checks the installation and this folder
```
"""
_WORKSHEETS = "| `worksheets/` | derivations with gaps | **yours to fill in** |\n"


def readme(course: Course) -> str:
    """Return the text for a course, with a function of its own as the example."""
    functions = [name for module in course.modules[:1] for name in course.functions(module)]
    reset = ""
    if functions:
        name = min(functions, key=len)
        reset = (
            f"{f'dojo reset {name}':<27}# one function as it was at the start; with a backup\n"
            f"{f'dojo solution {name}':<27}# the course's own code, when your chapter is green\n"
        )
    worksheets = _WORKSHEETS if course.sheets else ""
    return _TEXT.format(title=course.title, worksheets=worksheets, reset=reset)
