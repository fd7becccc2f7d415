"""The `dojo` command: one module in `commands` for each word that may follow it."""

import argparse
import contextlib
import errno
import io
import itertools
import os
import sys
import textwrap
from importlib import import_module

from dojo.cli.commands import COMMANDS
from dojo.cli.options import add_course
from dojo.course.choice import VARIABLE, choosing
from dojo.errors import UsageError
from dojo.runner.signals import interruptible

STOPPED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run a command. Return 0 for green, 1 for red, 2 for wrong use, 130 if it was stopped."""
    for stream in (sys.stdout, sys.stderr):
        # What a terminal cannot show is replaced. A notebook's stream shows everything.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        with interruptible():
            return _main(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        with contextlib.suppress(OSError):
            print("stopped", file=sys.stderr)
        return STOPPED
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.EIO):
            raise
        # The reader (head, less) has left: what it wanted was printed. Or the terminal is closed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0 if error.errno == errno.EPIPE else STOPPED


EXAMPLE = """\
example:
  dojo start my-dojo && cd my-dojo     a workspace of your own
  dojo                                 the next behaviour, checked at every save
  dojo hint                            if you are stuck
  dojo hint --help                     more about a command
"""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help whose examples keep their lines, and are no wider than the terminal."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines: list[str] = []
        for flows, group in itertools.groupby(text.splitlines(), _flows):
            together = [*group]
            for line in [" ".join(together)] if flows else together:
                inner = len(line) - len(line.lstrip())
                lines += textwrap.wrap(
                    line,
                    width,
                    subsequent_indent="" if flows else " " * (inner + 4),
                    break_long_words=False,
                    break_on_hyphens=False,
                    drop_whitespace=len(line) > width,
                ) or [""]
        return "\n".join(lines)


def _flows(line: str) -> bool:
    """Tell whether a line is part of a paragraph: an example is indented and stays a line."""
    return bool(line) and not line.startswith(" ")


def _main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="dojo",
        description="The deep learning dojo. Without a command: dojo watch.",
        epilog=EXAMPLE,
        formatter_class=_Help,
    )
    arguments = arguments or ["watch"]
    words = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for word, (module, summary) in COMMANDS.items():
        sub = words.add_parser(word, help=summary, formatter_class=_Help)
        # Only the chosen command is imported: `dojo --help` must not wait for SymPy.
        if word == arguments[0]:
            command = import_module(f"dojo.cli.commands.{module}")
            sub.description, sub.epilog = summary, command.EXAMPLE
            command.add_arguments(sub)
            add_course(sub)
            sub.set_defaults(run=command.run)
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        words.choices[options.command].error(f"unrecognized arguments: {' '.join(unknown)}")
    try:
        # A folder as it is called from here, also where it comes from the environment.
        with choosing(options.course or os.environ.get(VARIABLE)):
            code: int = options.run(options)
            return code
    except UsageError as error:
        sentence = f"dojo {options.command}: {error}"
        if sys.stderr.isatty():
            from dojo.terminal.screen import fold  # `dojo --help` need not wait for pytest

            sentence = fold(sentence, "  ")
        print(sentence, file=sys.stderr)
        return 2
