"""Grading a class: `grader batch` with one job and with two.

The submissions are references and wrong ones of all problems in both languages,
no two of them the same, and nothing but the preparation is in the cache. The
numbers of jobs take turns, in parts of a quarter each; then all of them are
graded again as others, by one grader, to see whether its memory grows.

Exit status: 0 if all that must hold does, 1 if not.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

from measure import (Measured, Requirements, circumstances, grader, print_circumstances, row,
                     with_cache, write_json)
from submissions import chosen, distinct, write_class

PARTS = 4


class Batches:
    def __init__(self, problems, folder):
        self.problems = problems
        self.folder = folder
        self.cache = folder / "cache"
        self.count = 0
        subprocess.run([grader, "prepare", *[problem.id for problem in problems]], check=True,
                       env=with_cache(self.cache), stdout=subprocess.DEVNULL)

    def grade(self, count, jobs):
        """Grades `count` submissions that nobody has seen before."""
        self.count += 1
        folder = self.folder / str(self.count)
        folder.mkdir()
        submissions = distinct(self.problems, count, folder / "work")
        measured = Measured()
        status = measured.run(
            [grader, "batch", write_class(submissions, folder / "class.csv"), "--jobs", jobs,
             "--output", folder / "grades"], follow=True, env=with_cache(self.cache))
        if status != 0:
            sys.exit(f"grader batch failed: status {status}")
        figures = {"submissions": count, "jobs": jobs, "seconds": measured.median,
                   "per_minute": 60 * count / measured.median, "grader_mib": measured.own_mib,
                   "largest_process_mib": measured.largest_mib}
        row(f"{count}, --jobs {jobs}", f"{measured.median:.1f} s", f"{figures['per_minute']:.0f}",
            f"{measured.own_mib:.0f}", f"{measured.largest_mib:.0f}")
        return figures


def measure(problems, count):
    results = {"circumstances": circumstances(), "parts": {"1": [], "2": []}}
    print_circumstances(results["circumstances"])
    with tempfile.TemporaryDirectory() as scratch:
        os.chmod(scratch, 0o755)
        batches = Batches(problems, pathlib.Path(scratch))
        row("submissions", "in all", "per minute", "grader MiB", "largest MiB")
        for part in range(PARTS):
            for jobs in ((1, 2), (2, 1))[part % 2]:
                results["parts"][str(jobs)].append(batches.grade(count // PARTS, jobs))
        results["whole"] = batches.grade(count, 2)
    one, two = results["parts"]["1"], results["parts"]["2"]
    ratios = [a["seconds"] / b["seconds"] for a, b in zip(one, two)]
    results["throughput_ratio"] = sum(a["seconds"] for a in one) / sum(b["seconds"] for b in two)
    results["throughput_ratio_median"] = statistics.median(ratios)
    results["memory_ratio"] = (results["whole"]["grader_mib"] /
                               max(part["grader_mib"] for part in two))
    return results


def main():
    parser = argparse.ArgumentParser(prog="ci/bench batch", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200, help="submissions (%(default)s)")
    parser.add_argument("--problems", metavar="ID,…", help="default: all")
    parser.add_argument("--json", metavar="FILE", help="write all figures there")
    options = parser.parse_args()
    results = measure(chosen(options.problems), options.count)
    must = Requirements()
    must.at_least("throughput of two jobs, of that of one", 1.8, results["throughput_ratio"])
    must.at_most(f"grader's memory at {options.count}, of that at {options.count // PARTS}", 1.2,
                 results["memory_ratio"])
    must.print()
    if options.json:
        write_json(options.json, {**results, "requirements": must.all})
    return 0 if must.hold else 1


if __name__ == "__main__":
    sys.exit(main())
