"""A run in a new process, for want of a fork: `dojo.cold PIPE FOLDER WIDTH KATA NODE…`."""

import os
import sys
from pathlib import Path

import pytest

from dojo.processes import silence
from dojo.screen import WIDTH
from dojo.stream import Stream
from dojo.warm import arguments


def main() -> int:
    """Run the nodes and write their outcomes to the pipe."""
    pipe, folder, width, kata, *nodes = sys.argv[1:]
    os.environ[WIDTH] = width
    silence()
    stream = Stream()
    stream.open(int(pipe))
    return int(pytest.main(arguments(Path(folder), Path(kata), nodes), plugins=[stream]))


if __name__ == "__main__":
    sys.exit(main())
