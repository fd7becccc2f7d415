"""The names of feature files: they end in .feature, in capital letters or not."""

from pathlib import Path, PurePath

ENDING = ".feature"


def is_feature(path: PurePath | str) -> bool:
    """Tell whether a file is a feature by its name.

    >>> is_feature("features/01_neuron.FEATURE"), is_feature("features/digits.csv")
    (True, False)
    """
    return PurePath(path).suffix.lower() == ENDING


def features_in(folder: Path) -> list[Path]:
    """Return the features that are in a folder, in the order of their names."""
    return sorted(path for path in folder.glob("*") if is_feature(path))
