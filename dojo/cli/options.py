"""Options that several commands share."""

import argparse


def add_workspace(parser: argparse.ArgumentParser) -> None:
    """Add `--workspace DIR`, for who stands elsewhere."""
    parser.add_argument("--workspace", metavar="DIR", help="the workspace (default: the nearest)")
