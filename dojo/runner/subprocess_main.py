"""A run in a new process, where there is no fork: its words are PIPE FOLDER KATA NODES."""

import json
import sys
from pathlib import Path

import pytest

from dojo.runner.processes import silence
from dojo.runner.protocol import Stream
from dojo.runner.session import arguments


def main() -> int:
    """Run the nodes and write their verdicts to the pipe."""
    pipe, folder, kata, nodes = sys.argv[1:]
    silence()
    stream = Stream()
    stream.open(int(pipe))
    return int(
        pytest.main(arguments(Path(folder), Path(kata), json.loads(nodes)), plugins=[stream])
    )


if __name__ == "__main__":
    sys.exit(main())
