"""Readers as strict as the platforms are, after the sources of their importers.

Moodle: mod/assign/feedback/offline/importgradeslib.php; Canvas: lib/gradebook_importer.rb;
Gradescope: the documentation of its autograders.
"""

import csv
import io
import re


def rows_of(text):
    rows = list(csv.reader(io.StringIO(text), strict=True))
    assert len({len(row) for row in rows}) == 1, "rows of different lengths"
    return rows


def moodle(text, participants):
    """Return the grade and the feedback of each participant, as Moodle takes them in."""
    header, *rows = rows_of(text)
    places = {name: header.index(name) for name in ("Identifier", "Grade", "Last modified (grade)")}
    most, comments = header.index("Maximum grade"), header.index("Feedback comments")
    assert comments != 0, "Moodle passes over a comment in the first column"
    found = {}
    for row in rows:
        # It takes away as many letters as "Participant " has, whatever they are.
        number = row[places["Identifier"]][len("Participant ") :]
        if number not in participants:
            continue
        grade = row[places["Grade"]]
        assert grade in ("", "-") or 0 <= float(grade) <= float(row[most])
        found[number] = grade, row[comments]
    return found


def canvas(text, students):
    """Return the assignment's header, its points, and the score of each student by number."""
    header, *rows = rows_of(text)
    assert len(header) > 3
    assert "Student" in header[0]
    assert "ID" in header[1]
    columns = 3
    if re.search(r"SIS\s+Login\s+ID", header[2]):
        columns += 1
    elif re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3]):
        columns += 2 + bool(re.search(r"Integration\s+ID", header[4]))
        columns += bool(re.search(r"Root\s+Account", header[columns - 1]))
    assert "Section" in header[columns - 1], "the last column about a student is the section"
    (assignment,) = header[columns:]
    possible, scores = None, {}
    for row in rows:
        if "Points Possible" in row[0]:
            possible = float(row[columns])
            continue
        by_number = row[1] if row[1] in students else None
        by_name = next((number for number, name in students.items() if name == row[0]), None)
        number = by_number or by_name
        assert number, f"Canvas would ask who {row[0]} is"
        assert row[columns] == "" or float(row[columns]) >= 0
        scores[number] = row[columns]
    return assignment, possible, scores


def gradescope(whole):
    """Check a results.json, and return its score."""
    assert isinstance(whole["score"], int | float)
    assert whole.get("execution_time", 0) >= 0
    for test in whole["tests"]:
        assert {"name", "score", "max_score", "output"} <= test.keys()
        assert test["status"] in ("passed", "failed")
        assert test["output_format"] in ("text", "html", "simple_format", "md", "ansi")
        assert 0 <= test["score"] <= test["max_score"] + 1e-9
    return whole["score"]
