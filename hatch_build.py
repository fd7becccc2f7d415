"""The build hook that puts the course inside the wheel; an editable install needs no copy."""

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CourseHook(BuildHookInterface):
    """Copy the rooms of the course beside the package's own modules."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Add the folders to a standard wheel, so that none of them is importable by itself."""
        if version == "standard":
            rooms = (
                *("features", "worksheets", "steps", "kata", "contracts", "workspace"),
                *("figures", "pictures", "texts"),
            )
            for room in ("course.toml", *rooms):
                build_data["force_include"][room] = f"dojo/courses/deep_learning/{room}"
