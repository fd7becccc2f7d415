"""A run in a new process, where there is no fork: its words are PIPE FOLDER WIDTH KATA NODE…"""

import os
import sys
from pathlib import Path

from dojo.runner import isolation
from dojo.runner.processes import silence
from dojo.runner.protocol import Stream
from dojo.runner.session import arguments
from dojo.terminal.screen import WIDTH


def main() -> int:
    """Run the nodes and write their outcomes to the pipe."""
    pipe, folder, width, kata, *nodes = sys.argv[1:]
    os.environ[WIDTH] = width
    silence()
    stream = Stream()
    stream.open(int(pipe))
    return isolation.run(Path(folder), arguments(Path(folder), Path(kata), nodes), [stream])


if __name__ == "__main__":
    sys.exit(main())
