"""Does a verdict depend on how busy the machine is? All submissions of the
problems, references and wrong ones, run again and again beside 16 busy loops.

Several problems run at a time (--jobs), so that they wait for each other, too:
that is more load, and no less a proof, and with one at a time the grader would
have a seventeenth of the machine. On the real clock a run takes the time it
takes, so that there are fewer of them.

The loops leave the grader a seventeenth of the machine, so that a run of one
submission takes seconds, and all of it hours. Minutes, for the references alone:
  ci/bench load 10 concurrent-requests --references --real-repeats 5

Exit status: 0 if no verdict changed on the virtual clock, 1 if one did.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from measure import circumstances, grader, print_circumstances, root, row, write_json
from submissions import chosen

BUSY_LOOPS = 16
AGREED = re.compile(r", (\d+) of (\d+) more runs agree$")


# Ends by itself when whoever started it is gone.
BUSY_LOOP = f"""
import os
while os.getppid() == {os.getpid()}:
    for _ in range(10000000): pass
"""


class Load:
    """Processes that do nothing but compute, each in a session of its own: Linux shares the
    processors out among sessions first (sched(7), autogroup)."""

    def __enter__(self):
        self.processes = [subprocess.Popen([sys.executable, "-I", "-S", "-c", BUSY_LOOP],
                                           start_new_session=True)
                          for _ in range(BUSY_LOOPS)]

    def __exit__(self, *_):
        for process in self.processes:
            process.kill()
            process.wait()


def verify(ids, *options):
    run = subprocess.run([grader, "verify", *ids, "--format", "json", *options], cwd=root,
                         check=False, capture_output=True)
    if run.returncode not in (0, 1):
        sys.exit(f"grader verify failed: {run.stderr.decode()}")
    return json.loads(run.stdout)["problems"]


def figures(problem):
    """How often what was run again, and what came of it."""
    result = {"id": problem["id"], "submissions": 0, "runs": 0, "changed": 0, "complaints": []}
    for submission in problem["submissions"]:
        agreed = AGREED.search(submission["outcome"])
        if not agreed:
            continue
        result["submissions"] += 1
        result["runs"] += int(agreed[2])
        result["changed"] += int(agreed[2]) - int(agreed[1])
        if agreed[1] != agreed[2]:
            result["complaints"].append(f"{submission['path']}: {submission['complaint']}")
    return result


def references_alone(ids, folder):
    """A course of these problems in which there is nothing else to grade."""
    for problem in ids:
        for part in ("problems", "solutions"):
            shutil.copytree(root / part / problem, folder / part / problem)


def measure(ids, clock, repeats, jobs, course):
    print(f"\n{clock} clock, {BUSY_LOOPS} busy loops, {jobs} problems at a time, "
          f"each submission {repeats} times more", flush=True)
    # What is built is in the cache then.
    verify(ids, *course)
    with Load():
        problems = verify(ids, *course, "--clock", clock, "--jobs", str(jobs),
                          "--repeat", str(repeats))
    results = [figures(problem) for problem in problems]
    row("problem", "submissions", "runs", "changed")
    for one in [*results, {"id": "all", **{key: sum(one[key] for one in results)
                                           for key in ("submissions", "runs", "changed")}}]:
        row(one["id"], str(one["submissions"]), str(one["runs"]), str(one["changed"]))
    for complaint in (text for one in results for text in one["complaints"]):
        print(f"  {complaint}")
    return {"repeats": repeats, "jobs": jobs, "problems": results}


def main():
    parser = argparse.ArgumentParser(prog="ci/bench load", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repeats", nargs="?", type=int, default=20,
                        help="of every submission on the virtual clock (default: 20)")
    parser.add_argument("problems", nargs="*", metavar="ID", help="default: all")
    parser.add_argument("--real-repeats", type=int, default=2, metavar="N",
                        help="of every submission on the real clock (%(default)s)")
    parser.add_argument("--jobs", type=int, default=8,
                        help="problems at a time (%(default)s)")
    parser.add_argument("--references", action="store_true", help="no other submissions")
    parser.add_argument("--json", metavar="FILE", help="write all figures there")
    options = parser.parse_intermixed_args()
    ids = options.problems or [problem.id for problem in chosen(None)]
    results = {"circumstances": circumstances(), "busy_loops": BUSY_LOOPS, "cores": os.cpu_count()}
    print_circumstances(results["circumstances"])
    with tempfile.TemporaryDirectory() as folder:
        course = []
        if options.references:
            references_alone(ids, pathlib.Path(folder))
            course = ["--course", folder]
        results["virtual"] = measure(ids, "virtual", options.repeats, options.jobs, course)
        if options.real_repeats:
            results["real"] = measure(ids, "real", options.real_repeats, options.jobs, course)
    if options.json:
        write_json(options.json, results)
    return 0 if all(one["changed"] == 0 for one in results["virtual"]["problems"]) else 1


if __name__ == "__main__":
    sys.exit(main())
