"""A class graded on a local Dask cluster of two workers."""

import json
import signal
import subprocess
import sys
import time

import pytest

from dojo.grader.service import unconfined

from .conftest import COMMAND, REFERENCE, anew, grade, results, submit

KINK = "On both sides of its kink"
ARGUMENTS = ["class", "--only", KINK]


def test_a_measure_that_is_not_in_force_is_a_reason_to_refuse():
    fine = {"namespaces": "", "user": "only root can", "files": "", "calls": ""}
    assert unconfined(fine) == ""
    for name in ("namespaces", "files", "calls"):
        assert "the system has none" in unconfined({**fine, name: "the system has none"})


def test_a_place_that_is_none_is_told(tmp_path):
    pytest.importorskip("distributed")
    submit(tmp_path / "class" / "a")
    # Dask knocks at a closed door for as long as it may.
    hasty = "import dojo.grader.cluster as cluster; cluster.PATIENCE = 0.5"
    for place, sentence in (
        ("cluster", "write local, or dask://HOST:PORT"),
        ("dask://127.0.0.1:1", "no Dask scheduler answers at dask://127.0.0.1:1"),
    ):
        run = grade_after(hasty, tmp_path, "--on", place)
        assert (run.returncode, sentence in run.stderr) == (2, True), run.stderr


def grade_after(first, folder, *more):
    """Run `dojo grade` in a folder, after some Python of the test's own."""
    program = f"import sys; {first}; from dojo.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "grade", *ARGUMENTS, *more]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def class_of(folder, count):
    wrong = REFERENCE["activations.py"].replace("(z > 0) * 1.0", "(z >= 0) * 1.0")
    for number in range(count):
        submit(
            folder / "class" / f"{number:02}", **({"activations": wrong} if number % 3 == 0 else {})
        )
    (folder / "class" / "empty").mkdir()


@pytest.fixture(scope="module")
def cluster():
    """The address of a scheduler with two workers."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True
    ) as local:
        yield local.scheduler_address.replace("tcp://", "dask://")


def test_a_cluster_gives_the_verdicts_of_this_machine(cluster, tmp_path):
    class_of(tmp_path, 6)
    seed = ["--drawn-seed", "7"]
    here = results(tmp_path, *ARGUMENTS, *seed, "--journal", "here.jsonl")
    there = results(
        tmp_path, *ARGUMENTS, *seed, "--on", cluster, "--journal", "there.jsonl", run=anew
    )
    assert here.keys() == there.keys()
    for name in here:
        kept = ("graded", "why", "score", "fingerprint", "behaviours")
        assert {k: here[name][k] for k in kept} == {k: there[name][k] for k in kept}, name
    # One grading: what a cluster has graded counts on this machine, and the other way round.
    merged = grade(tmp_path, "--from", "here.jsonl", "there.jsonl", "--format", "csv").stdout
    assert len(merged.splitlines()) == 8


def test_a_killed_run_on_a_cluster_goes_on(cluster, tmp_path):
    class_of(tmp_path, 12)
    journal = tmp_path / "dojo-grade.jsonl"
    command = [*COMMAND, "grade", *ARGUMENTS, "--on", cluster]

    def lines():
        return journal.read_bytes().count(b'"result"') if journal.exists() else 0

    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=tmp_path, **silent) as killed:
        while lines() < 4 and killed.poll() is None:
            time.sleep(0.005)
        killed.send_signal(signal.SIGKILL)
    before = lines()
    assert 4 <= before < 13
    run = grade(tmp_path, *ARGUMENTS, "--on", cluster, run=anew)
    assert run.stderr.count("grades with its sandbox") == 2
    assert "12 graded, 8 green, 1 not graded" in run.stdout
    entries = map(json.loads, journal.read_text("utf-8").splitlines())
    names = [entry["result"]["submission"] for entry in entries if "result" in entry]
    assert len({*names}) == 13
    assert len(names) <= 14  # what cannot be read is tried again


REFUSING = "import dojo.grader.service as s; s.unconfined = lambda missing: 'files: none here'"


def test_workers_that_are_not_confined_are_not_used(cluster, tmp_path):
    class_of(tmp_path, 1)
    run = grade_after(REFUSING, tmp_path, "--on", cluster)
    assert run.returncode == 2
    assert run.stderr.count("is not used: NOT in force: files: none here") == 2
    assert "no worker of the cluster can grade" in run.stderr
