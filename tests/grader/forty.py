"""A class of forty, as four platforms export it: every shape, right and wrong, and some damaged.

    python -m tests.grader.forty FOLDER

writes it into FOLDER, with a roster from each platform.
"""

import csv
import json
import sys
import zipfile
from pathlib import Path

from dojo.course.course import Course

REFERENCE = {
    path.name: path.read_text(encoding="utf-8") for path in Course.default().reference.glob("*.py")
}
PLATFORMS = ("moodle", "canvas", "gradescope", "github")
FORTY = [(platform, number) for platform in PLATFORMS for number in range(10)]
# Of ten students, what each hands in; the last one's archive is damaged, or there is none.
WRONG, BROKEN, UNWRITTEN, DAMAGED = (2, 3), (4,), (5,), (9,)
BEHAVIOURS = 2
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
)


def name(platform, number):
    """Return a student's first and last name."""
    return f"{'ABCDEFGHIJ'[number]}da", f"{platform.title()}son"


def modules(number):
    """Return the modules that the student with this number wrote."""
    texts = dict(REFERENCE)
    if number in WRONG:
        texts["activations.py"] = texts["activations.py"].replace("(z > 0) * 1.0", "(z >= 0) * 1.0")
    if number in BROKEN:
        texts["activations.py"] = "def relu(z:\n"
    if number in UNWRITTEN:
        texts["activations.py"] += "\ndef relu_prime(z):\n    raise NotImplementedError\n"
    return texts


def points(number):
    """Return how many of the two behaviours are green, None where nothing can be graded."""
    if number in DAMAGED:
        return None
    return BEHAVIOURS - (number in (*WRONG, *BROKEN, *UNWRITTEN))


def put(folder, texts):
    folder.mkdir(parents=True)
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8")


def pack(path, start, texts):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in texts.items():
            archive.writestr(f"{start}{file}", text)


def notebook(path, texts):
    cells = [
        [line for line in texts[f"{module}.py"].splitlines(True) if not line.startswith("from .")]
        for module in ("neuron", "activations")
    ]
    code = [{"cell_type": "code", "source": source} for source in cells]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": code, "nbformat": 4}), encoding="utf-8")


def hand_in(folder, number, texts):
    """Write what a student hands in, in one of the shapes."""
    shapes = {
        0: lambda: put(folder / "kata", texts),
        1: lambda: pack(folder / "kata.zip", "kata/", texts),
        2: lambda: pack(folder / "from windows.zip", "my-network\\kata\\", texts),
        3: lambda: notebook(folder / "work.ipynb", texts),
        4: lambda: put(folder / "my-network" / "kata", texts),
        5: lambda: put(folder, texts),
        6: lambda: put(folder / "Kata", texts),
        7: lambda: pack(folder / "deep" / "flat.zip", "", texts),
        8: lambda: put(folder / "a" / "b" / "kata", texts),
    }
    if number in DAMAGED:
        folder.mkdir(parents=True)
        (folder / "work.zip").write_bytes(b"PK\x03\x04 damaged")
    else:
        shapes[number]()


def make(root):
    """Write the class and its rosters."""
    worksheet, gradebook, metadata, classroom = [], [], [], []
    for number in range(10):
        texts = modules(number)
        first, last = name("moodle", number)
        hand_in(
            root / "moodle" / f"{first} {last}_{100 + number}_assignsubmission_file_", number, texts
        )
        who = f"Participant {100 + number}", f"{first} {last}", f"{first.lower()}@x.org"
        handed_in = "Monday, 5 October 2026, 12:30 PM"
        worksheet.append([*who, "Submitted", "", "50.00", "Yes", handed_in, "-", ""])
        first, last = name("canvas", number)
        canvas(root / "canvas", f"{last}{first}".lower(), number, texts)
        gradebook.append(
            [f"{last}, {first}", str(200 + number), f"s{number}", f"c{number}", "A", ""]
        )
        first, last = name("gradescope", number)
        hand_in(root / "gradescope" / f"submission_{300 + number}", number, texts)
        metadata += [
            f"submission_{300 + number}:",
            "  :submitters:",
            f"  - :name: {first} {last}",
            f"    :sid: g{number}",
            f"    :email: g{number}@x.org",
            "  :created_at: 2026-10-05 12:30:00.000000000 Z",
        ]
        hand_in(root / "github" / f"week-1-user{number}", number, texts)
        (root / "github" / f"week-1-user{number}" / ".git").mkdir()
        classroom.append([f"h{number}", f"user{number}", str(number), ""])
    (root / "gradescope" / "submission_metadata.yml").write_text("\n".join(metadata) + "\n")
    table(root / "worksheet.csv", WORKSHEET.split(","), worksheet)
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Kata (77)"]
    table(root / "gradebook.csv", head, [["    Points Possible", "", "", "", "", "10"], *gradebook])
    table(root / "classroom.csv", ["identifier", "github_username", "github_id", "name"], classroom)


def canvas(folder, student, number, texts):
    """Write files as Canvas names them: all in one folder."""
    start = f"{student}_{200 + number}_{900 + number}_"
    if number in DAMAGED:
        folder.mkdir(exist_ok=True)
        (folder / f"{start}work.zip").write_bytes(b"PK\x03\x04 damaged")
    elif number % 2:
        pack(folder / f"{start}kata.zip", "kata/", texts)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in texts.items():
            (folder / f"{start}{file}").write_text(text, encoding="utf-8")


def table(path, head, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


if __name__ == "__main__":
    make(Path(sys.argv[1]))
