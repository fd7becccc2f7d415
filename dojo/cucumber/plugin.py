"""The option `--messages`: who listens to a run, once it is sure that the file can be written."""

import os

import pytest

from dojo.cucumber.recorder import Recorder

MISSING = "--messages needs cucumber-messages: pip install 'deep-learning-dojo[messages]'"


def configure(config: pytest.Config, target: str) -> None:
    """Begin to listen; a target that cannot be written to is a usage error at once."""
    config.pluginmanager.register(Recorder(), "dojo-messages-recorder")
    if hasattr(config, "workerinput"):
        return
    path = config.invocation_params.dir / target
    if path.is_dir():
        raise pytest.UsageError(f"--messages {target}: this is a folder; name a file in it")
    if not path.parent.is_dir():
        raise pytest.UsageError(f"--messages {target}: there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise pytest.UsageError(f"--messages {target}: pytest cannot write into {path.parent}")
    try:
        from dojo.cucumber.messages import Messages  # it needs cucumber-messages, an extra
    except ImportError:
        raise pytest.UsageError(MISSING) from None
    config.pluginmanager.register(Messages(path), "dojo-messages")
