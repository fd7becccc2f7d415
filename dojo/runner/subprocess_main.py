"""A run in a new process, where there is no fork: its words are PIPE FOLDER KATA NODES."""

import json
import sys
from pathlib import Path

from dojo.runner import isolation
from dojo.runner.processes import silence
from dojo.runner.protocol import Stream
from dojo.runner.session import arguments


def main() -> int:
    """Run the nodes and write their verdicts to the pipe."""
    pipe, folder, kata, nodes = sys.argv[1:]
    silence()
    stream = Stream()
    stream.open(int(pipe))
    return isolation.run(
        Path(folder), arguments(Path(folder), Path(kata), json.loads(nodes)), [stream]
    )


if __name__ == "__main__":
    sys.exit(main())
