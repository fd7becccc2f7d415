"""Pages of a class as HTML: whatever a student wrote or printed is escaped in them."""

import functools
import re
from pathlib import Path
from typing import Any

from dojo.errors import UsageError

_CODE = re.compile("`([^`\n]+)`")
HERE = Path(__file__).parent / "templates"


def filled(template: str, **values: object) -> str:
    """Return a template of `templates/`, filled in; UsageError where the extra is missing."""
    try:
        return str(_environment().get_template(template).render(**values))
    except ImportError:
        raise UsageError(
            "pages need one more package; type: pip install 'deep-learning-dojo[grade]'"
        ) from None


def ready(folder: Path | None) -> None:
    """Raise UsageError where pages cannot be made, or their folder cannot."""
    filled("page.html", title="")
    try:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make {folder}: {error.strerror or error}") from None


@functools.cache
def _environment() -> Any:
    import jinja2  # an extra

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"points": points, "code": _code}
    return environment


def _code(text: str) -> Any:
    """Write what stands between backticks as code, and escape all of it."""
    from markupsafe import Markup, escape  # it comes with Jinja2

    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def points(number: float) -> str:
    """Write points with two places at most.

    >>> points(12.0), points(7.25)
    ('12', '7.25')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".")
