"""Options that several commands share."""

import argparse


def add_course(parser: argparse.ArgumentParser, again: bool = False) -> None:
    """Add `--course DIR|NAME`, for who stands elsewhere, or has several.

    `again` is for a word after a command that has it already: either place will do.
    """
    about = "the course: its folder or its installed name (default: the nearest)"
    default = argparse.SUPPRESS if again else None
    parser.add_argument("--course", metavar="DIR|NAME", default=default, help=about)


def add_workspace(parser: argparse.ArgumentParser) -> None:
    """Add `--workspace DIR`, for who stands elsewhere."""
    parser.add_argument("--workspace", metavar="DIR", help="the workspace (default: the nearest)")
