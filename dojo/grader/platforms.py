"""Names that learning platforms give to what students hand in, and whose it is."""

import re
from typing import NamedTuple

MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?.*")
CANVAS = re.compile(r"(?P<name>[^_\W]+)_(?:LATE_)?(?P<id>\d+)_\d+_(?P<file>.+)", re.IGNORECASE)
GRADESCOPE = re.compile(r"(?P<name>submission_(?P<id>\d+))")
# What Canvas adds to the name of a file that was handed in again.
_AGAIN = re.compile(r"-\d+(?=\.\w+$)")


class Owner(NamedTuple):
    """Whose an entry is: the platform, the name and the number it has there, and its own name."""

    platform: str
    name: str
    number: str
    file: str = ""


def owner_of(entry: str) -> Owner | None:
    """Return whose a folder or file of a platform's export is; None for any other name.

    >>> owner_of("Ada Lovelace_123_assignsubmission_file_")
    Owner(platform='moodle', name='Ada Lovelace', number='123', file='')
    >>> owner_of("lovelaceada_LATE_41_902_neuron-2.py")
    Owner(platform='canvas', name='lovelaceada', number='41', file='neuron.py')
    >>> owner_of("submission_77")
    Owner(platform='gradescope', name='submission_77', number='77', file='')
    >>> owner_of("anna") is None
    True
    """
    if found := MOODLE.fullmatch(entry):
        return Owner("moodle", found["name"], found["id"])
    if found := CANVAS.fullmatch(entry):
        return Owner("canvas", found["name"], found["id"], _AGAIN.sub("", found["file"]))
    if found := GRADESCOPE.fullmatch(entry):
        return Owner("gradescope", found["name"], found["id"])
    return None
