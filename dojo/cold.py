"""A run in a new process, `python -m dojo.cold PIPE NODE…`, for where there is no fork."""

import sys

import pytest

from dojo.stream import Stream


def main() -> int:
    """Run the nodes and write their outcomes to the pipe."""
    pipe, *nodes = sys.argv[1:]
    from dojo.warm import OPTIONS

    return int(pytest.main([*OPTIONS, *nodes], plugins=[Stream(int(pipe))]))


if __name__ == "__main__":
    sys.exit(main())
