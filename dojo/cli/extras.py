"""Extras of the installation: a command that needs one says which, before any work is done."""

from importlib import import_module

from dojo.errors import UsageError


def need_pages() -> None:
    """Raise UsageError where packages that all of dojo.book imports are missing."""
    try:
        for name in ("jinja2", "latex2mathml", "matplotlib"):
            import_module(name)
    except ImportError:
        raise UsageError(
            "pages need more packages: pip install 'deep-learning-dojo[book]'"
        ) from None
