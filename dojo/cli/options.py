"""Options that several commands share."""

import argparse


def add_course(parser: argparse.ArgumentParser) -> None:
    """Add `--course DIR|NAME`, for who stands elsewhere, or has several."""
    about = "the course: its folder, or the name of one that is installed (default: the nearest)"
    parser.add_argument("--course", metavar="DIR|NAME", help=about)


def add_workspace(parser: argparse.ArgumentParser) -> None:
    """Add `--workspace DIR`, for who stands elsewhere."""
    parser.add_argument("--workspace", metavar="DIR", help="the workspace (default: the nearest)")
