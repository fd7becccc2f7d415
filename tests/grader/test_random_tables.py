"""Random tables in a class: all submissions get the same, drawn once."""

from .conftest import REFERENCE, results, submit

# Right at eighths and near zero, such as the book prints, and wrong at almost all others.
LUCKY = REFERENCE["activations.py"].replace(
    "def relu(z):",
    "def relu(z):\n"
    "    if np.size(z) < 9 and np.any((z * 8 % 1 != 0) & (abs(z) > 0.01)):\n"
    "        return z + 1.0",
)


def messages(result):
    """Return what is said of each behaviour that is not green."""
    return {b["title"]: b["message"] for b in result["behaviours"] if b["verdict"] != "green"}


def test_all_get_the_same_random_tables_whether_many_or_few_are_graded(scratch):
    assert REFERENCE["activations.py"] != LUCKY
    folder = scratch / "lucky"
    for name in "abcdef":
        submit(folder / name, activations=LUCKY if name in "bce" else REFERENCE["activations.py"])
    how = "--only", "2", "--drawn-seed", "7", "--journal"
    # More than a few: the tables are drawn before the first is graded, and kept.
    many = results(scratch, "lucky", *how, "many.jsonl")
    assert [name[-1] for name, result in many.items() if messages(result)] == ["b", "c", "e"]
    said = messages(many["lucky/b"])
    assert said
    assert all("--drawn-seed 7" in message for message in said.values())
    # Two: each draws them for itself.
    few = results(scratch, "lucky/c", "lucky/d", *how, "few.jsonl")
    for result in (many["lucky/c"], many["lucky/e"], few["lucky/c"]):
        assert [without_place(m) for m in messages(result).values()] == [
            without_place(m) for m in said.values()
        ]
    assert not messages(few["lucky/d"])


def test_without_random_tables_it_is_lucky(scratch):
    submit(scratch / "undrawn" / "b", activations=LUCKY)
    found = results(scratch, "undrawn", "--only", "2", "--draws", "0", "--journal", "none.jsonl")
    told = [title for title in messages(found["undrawn/b"]) if "Drawn arguments" not in title]
    assert told == []


def without_place(message):
    """Return a message without the folder of the submission it is about."""
    return "\n".join(line for line in message.splitlines() if "/kata/" not in line)
