"""What trying schedules costs, on the course of threads: of each problem's reference,
a check of its visible cases (building is not counted) with 200 schedules a case and
with one. With --attempts N also whether each wrong submission is found within the
schedules that its problem declares, N times with different first seeds."""
import argparse
import json
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from measure import grader, print_circumstances, circumstances, root

COURSE = "fixtures/courses/threads"
EXPLORE = re.compile(r"explore: \{schedules: (\d+)\}")


def explored(course, problem, change):
    """Rewrites how the cases of `problem` explore."""
    file = course / "problems" / problem / "problem.yaml"
    original = (root / COURSE / "problems" / problem / "problem.yaml").read_text()
    file.write_text(EXPLORE.sub(change, original))


def check(course, problem, submission):
    command = [grader, "check", problem, submission, "--course", course,
               "--format", "json"]
    begin = time.monotonic()
    run = subprocess.run(command, capture_output=True)
    if run.returncode > 1:
        raise SystemExit(run.stderr.decode())
    return json.loads(run.stdout), time.monotonic() - begin


def print_costs(course, problems):
    print(f"{'problem':22} {'cases':>5} {'200 schedules a case':>21} {'one':>8}")
    for problem in problems:
        submission = root / COURSE / "solutions" / problem / "solution.cpp"
        taken = []
        for count in (200, 1):
            explored(course, problem, f"explore: {{schedules: {count}}}")
            check(course, problem, submission)  # builds
            report, seconds = check(course, problem, submission)
            assert report["verdict"] == "accepted", report
            taken.append(seconds)
        print(f"{problem:22} {len(report['cases']):5} {taken[0]:19.2f} s {taken[1]:6.2f} s")


def print_found(course, problems, attempts):
    print(f"\n{'wrong submission':52} {'found':>9}")
    for problem in problems:
        folder = root / COURSE / "fixtures/problems" / problem / "rejected"
        for submission in sorted(folder.iterdir()):
            found = 0
            for attempt in range(attempts):
                explored(course, problem, rf"explore: {{schedules: \1, seed: {1 + 997 * attempt}}}")
                report, _ = check(course, problem, submission)
                found += report["verdict"] != "accepted"
            print(f"{problem + '/' + submission.stem:52} {found:4}/{attempts}", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="ci/bench schedules", description=__doc__)
    parser.add_argument("--attempts", type=int, default=0, metavar="N")
    parser.add_argument("problems", nargs="*", metavar="PROBLEM")
    options = parser.parse_args()
    print_circumstances(circumstances())
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "threads"
        shutil.copytree(root / COURSE, course)
        problems = options.problems or sorted(
            path.name for path in (course / "problems").iterdir() if path.is_dir())
        print_costs(course, problems)
        if options.attempts > 0:
            print_found(course, problems, options.attempts)


if __name__ == "__main__":
    main()
