"""The README.md of a workspace, for a course that brings none of its own."""

from dojo.course.course import Course

_TEXT = """\
# {title}: your workspace

| folder | what is in it | whose it is |
|---|---|---|
| `features/` | the chapters: what is true, with tables | to read; not to be edited |
| `kata/` | functions without a body | **yours to write** |
{worksheets}| `tests/` | pytest tests of your own, if you like | **yours** |

## How to go on

```sh
dojo
```

It shows the first behaviour that is not true yet, and the file and line to edit. Open that file,
read the docstring, and replace `raise NotImplementedError` by your lines. It checks them every
time you save: each cell of the table has a ✓, or a ✗ with your answer beside the right one.

Keys: `h` hint, `n` next, `p` back, `e` edit (in the editor that `EDITOR` names), `l` list, `a` all
again, `q` quit.

## What the verdicts mean

- **green**: every cell is right.
- **not written yet**: a function still raises `NotImplementedError`.
- **red**: an answer is wrong. The table shows where, and often the reason stands below it.
- **broken**: there is no answer to compare: an error, `None`, a wrong shape, a loop without end.

## Other ways to work

```sh
pytest                     # everything at once, the same verdicts
dojo run 1                 # one chapter, by its number or its name
dojo list                  # where you are
dojo hint                  # a nudge, then the idea, then the decisive step
{reset}dojo update                # when the course has changed; what you have edited stays
dojo doctor                # checks the installation and this folder, and says what to mend
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
            f"{f'dojo reset {name}':<27}# one function as it was at the start; a backup is kept\n"
            f"{f'dojo solution {name}':<27}# the course's own code, once your chapter is green\n"
        )
    worksheets = _WORKSHEETS if course.sheets else ""
    return _TEXT.format(title=course.title, worksheets=worksheets, reset=reset)
