"""Grading by workers behind a queue (NATS JetStream): what the queue costs, what it can do
at most, and what more workers bring.

  the ceiling   jobs of which nothing is graded, with all that goes over the network for
                each: sent, taken, answered, received, each by several threads
  a job's cost  small submissions that are all in the cache, by one worker, against the
                same in one process (grader batch --jobs 1)
  throughput    submissions that nobody has seen before, by one worker with a core of its
                own, and by 1, 2 and 4 workers, each with the same share of a core; in turn
                and several times, for machines are not equally fast at all times

A nats-server (a PostgreSQL server) is started for each, with an empty store. It, the
sender and what has no share run before all else on the machine (chrt -r 30) if that is
permitted. A share is a control group with a quota of processor time (9/40 of the cores,
so that a tenth of them is left to the others), whose group has the greatest weight;
where none can be made, workers are pinned to the cores in turn.

Exit status: 0 if all that must hold does, 1 if not.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from machines import NatsServer, PostgresServer, Shares, Worker, may_be_real_time, real_time
from measure import (Requirements, circumstances, grader, print_circumstances, root, row,
                     with_cache, write_json)
from submissions import chosen, distinct, write_class

LEFT_TO_OTHERS = 0.1
MOST_WORKERS = 4
PARTS = ("ceiling", "cost", "store", "throughput")
LANGUAGES = ("--language", "cpp", "--language", "python")
ECHO = """\
id: echo
title: Echo
difficulty: easy
hints: [Print what you read.]
cases:
  - name: a word
    stdin: x
    expect: {stdout: x}
    why: What is read is printed.
"""


def ceiling(options, result_bytes, told):
    """Runs of jobs of which nothing is graded."""
    runs = []
    for _ in range(options.repeats):
        with tempfile.TemporaryDirectory() as folder, NatsServer(folder) as server:
            before = server.traffic()
            printed = subprocess.run(
                [root / "build/queue_benchmark", server.url, str(options.jobs),
                 str(options.workers), str(options.senders), str(result_bytes), str(told)],
                check=True, stdout=subprocess.PIPE, preexec_fn=real_time)
            run = json.loads(printed.stdout)
            after = server.traffic()
            for what, count in after.items():
                run[f"{what}_per_job"] = (count - before[what]) / options.jobs
        runs.append(run)
    rates = [run["per_second"] for run in runs]
    row(f"{result_bytes:,} bytes of result", f"{statistics.median(rates):,.0f} / s",
        f"{min(rates):,.0f}–{max(rates):,.0f}",
        f"{statistics.median(run['messages_per_job'] for run in runs):.1f}",
        f"{statistics.median(run['bytes_per_job'] for run in runs) / 1000:.1f} kB")
    return {"runs": runs, "per_second": statistics.median(rates),
            "messages_per_job": statistics.median(run["messages_per_job"] for run in runs),
            "bytes_per_job": statistics.median(run["bytes_per_job"] for run in runs)}


def stores(options):
    """Submissions a second, by where they are kept."""
    with tempfile.TemporaryDirectory() as folder, PostgresServer(folder) as postgres, \
            tempfile.TemporaryDirectory(dir=root / "build") as data:
        results = {}
        for name, where in (("sqlite", f"{data}/class"), ("postgresql", postgres.url)):
            if where:
                printed = subprocess.run([root / "build/store_benchmark", where, str(options.stored),
                                       str(options.result_bytes)], check=True,
                                      stdout=subprocess.PIPE, preexec_fn=real_time)
                results[name] = json.loads(printed.stdout)["per_second"]
                row(f"received and graded, {name}", f"{results[name]:,.0f} / s")
        return results


class EchoClass:
    """Small submissions, no two the same, whose runs are all in the cache."""

    def __init__(self, folder, count):
        self.folder = folder
        self.count = count
        self.cache = folder / "cache"
        self.runs = 0
        for name, text in (("problems/echo/problem.yaml", ECHO),
                           ("solutions/echo/solution.py", "print(input())\n")):
            (folder / name).parent.mkdir(parents=True)
            (folder / name).write_text(text, encoding="utf-8")
        for i in range(count):
            learner = folder / f"class/learner-{i}"
            learner.mkdir(parents=True)
            (learner / "echo.py").write_text(f"print(input())  # {i}\n", encoding="utf-8")
        self.batch("--jobs", "1")

    def batch(self, *options):
        """Seconds of `grader batch`."""
        self.runs += 1
        begin = time.perf_counter()
        subprocess.run([grader, "batch", "class", "--problems", "problems", "--output",
                        f"grades-{self.runs}", *options], cwd=self.folder, check=True,
                       env=with_cache(self.cache), stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, preexec_fn=real_time)
        return time.perf_counter() - begin

    def by_worker(self):
        with tempfile.TemporaryDirectory() as store, NatsServer(store) as server:
            worker = Worker(server.url, self.cache, max(os.sched_getaffinity(0)), real_time, LANGUAGES)
            try:
                return self.batch("--queue", server.url)
            finally:
                worker.end()


def cost_of_a_job(options):
    with tempfile.TemporaryDirectory() as scratch:
        os.chmod(scratch, 0o755)
        echo = EchoClass(pathlib.Path(scratch), options.small)
        alone, queued = [], []
        for turn in range(options.repeats):
            for queue in ((False, True), (True, False))[turn % 2]:
                if queue:
                    queued.append(echo.by_worker())
                else:
                    alone.append(echo.batch("--jobs", "1"))
    each = [1000 * (b - a) / options.small for a, b in zip(alone, queued)]
    row(f"{options.small} small ones, all known", f"{statistics.median(alone):.2f} s",
        f"{statistics.median(queued):.2f} s", f"{statistics.median(each):.2f} ms",
        f"{min(each):.2f}–{max(each):.2f}")
    return {"submissions": options.small, "in_process_s": alone, "queued_s": queued,
            "each_ms": statistics.median(each), "spread_ms": [min(each), max(each)]}


class Fleet:
    """Workers, each with a cache that is prepared."""

    def __init__(self, problems, folder):
        self.problems = problems
        self.folder = folder
        self.runs = 0
        self.caches = [folder / f"cache-{i}" for i in range(MOST_WORKERS)]
        # Each by itself: what is prepared knows where it lies.
        for cache in self.caches:
            subprocess.run([grader, "prepare", *[problem.id for problem in problems]], cwd=root,
                           check=True, env=with_cache(cache), stdout=subprocess.DEVNULL,
                           preexec_fn=real_time)

    def grade(self, name, count, before):
        """Has `count` new submissions graded by as many workers as `before` has functions."""
        self.runs += 1
        cores = sorted(os.sched_getaffinity(0))
        submissions = distinct(self.problems, count, self.folder / f"work-{self.runs}")
        table = write_class(submissions, self.folder / f"class-{self.runs}.csv")
        with tempfile.TemporaryDirectory() as store, NatsServer(store) as server:
            workers = []
            try:
                for i, begin in enumerate(before):
                    workers.append(Worker(server.url, self.caches[i], cores[-1 - i % len(cores)],
                                          begin, LANGUAGES))
                subprocess.run([grader, "batch", table, "--queue", server.url, "--output",
                                self.folder / f"grades-{self.runs}"], cwd=root, check=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               preexec_fn=real_time)
            finally:
                for worker in workers:
                    worker.end()
        some = [worker for worker in workers if worker.done]
        seconds = max(worker.done[-1] for worker in some) - min(worker.begun[0] for worker in some)
        services = [one for worker in some for one in worker.services()]
        figures = {"workers": len(workers), "submissions": len(services), "seconds": seconds,
                   "per_second": len(services) / seconds, "service_s": services}
        row(name, f"{len(services)}", f"{seconds:.1f} s", f"{60 * figures['per_second']:.1f}",
            f"{statistics.mean(services):.2f} s")
        return figures


def throughput(options):
    share = (1 - LEFT_TO_OTHERS) * len(os.sched_getaffinity(0)) / MOST_WORKERS
    groups = Shares(0 if options.pinned else MOST_WORKERS, share)
    if options.pinned:
        groups.close()
    if not groups.groups:
        print(f"no shares ({groups.why_not or '--pinned'}): workers are pinned to cores in turn")

    def enter(number):
        real_time(not groups.groups)
        groups.enter(number)

    results = {"share_of_a_core": share if groups.groups else None, "rounds": []}
    try:
        with tempfile.TemporaryDirectory() as scratch:
            os.chmod(scratch, 0o755)
            fleet = Fleet(chosen(options.problems), pathlib.Path(scratch))
            row("workers", "submissions", "in all", "per minute", "each, mean")
            results["whole_core"] = fleet.grade("1, with a core", options.count, [real_time])
            for _ in range(options.rounds):
                of_round = {}
                # What others are foretold from, the sample, is no part of what is foretold.
                for key, workers in (("sample", 1), ("1", 1), ("2", 2), ("4", 4)):
                    before = [lambda i=i: enter(i) for i in range(workers)]
                    of_round[key] = fleet.grade(
                        f"{workers}, {share:.2f} of a core each" if groups.groups else key,
                        options.count, before)
                results["rounds"].append(of_round)
    finally:
        groups.close()
    return results


def main():
    parser = argparse.ArgumentParser(prog="ci/bench queue", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=10_000, help="empty ones (%(default)s)")
    parser.add_argument("--workers", type=int, default=8,
                        help="threads that take them (%(default)s)")
    parser.add_argument("--senders", type=int, default=4, help="threads (%(default)s)")
    parser.add_argument("--result-bytes", type=int, default=30_000,
                        help="of a usual result (%(default)s)")
    parser.add_argument("--small", type=int, default=300,
                        help="submissions for the cost of a job (%(default)s)")
    parser.add_argument("--repeats", type=int, default=5, help="of both (%(default)s)")
    parser.add_argument("--stored", type=int, default=500,
                        help="submissions for the store (%(default)s)")
    parser.add_argument("--count", type=int, default=44,
                        help="submissions for the throughput (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3,
                        help="of the throughput, in turn (%(default)s)")
    parser.add_argument("--pinned", action="store_true",
                        help="no shares, but workers pinned to the cores in turn, before all "
                             "else: for a machine that others use")
    parser.add_argument("--parts", type=lambda text: text.split(","), default=list(PARTS),
                        metavar="PART,…", help=f"of {', '.join(PARTS)}; default: all")
    parser.add_argument("--problems", metavar="ID,…", help="of those; default: all")
    parser.add_argument("--json", metavar="FILE", help="write all figures there")
    options = parser.parse_args()
    results = {"circumstances": circumstances(), "real_time": may_be_real_time()}
    print_circumstances(results["circumstances"])
    print("before all else (chrt -r 30)" if results["real_time"] else
          "beside all else: this user may not run what is measured first (chrt -r)")
    must = Requirements()
    if "ceiling" in options.parts:
        row("empty jobs", "median", "spread", "messages each", "traffic each")
        results["ceiling"] = ceiling(options, 0, 0)
        # As before a deadline: what a worker begins and ends it tells the servers.
        results["ceiling_with_results"] = ceiling(options, options.result_bytes, 2)
        must.at_least("empty jobs a second", 2000, results["ceiling"]["per_second"])
    if "cost" in options.parts:
        row("a job's cost", "in process", "by a worker", "more, each", "spread")
        results["cost"] = cost_of_a_job(options)
        must.at_most("what the queue costs each job", 5, results["cost"]["each_ms"], " ms")
    if "store" in options.parts:
        results["store"] = stores(options)
    if "throughput" in options.parts:
        results["throughput"] = throughput(options)
        if results["throughput"]["share_of_a_core"]:
            for workers in (2, 4):
                must.at_least(f"throughput of {workers} workers, of that of one, median",
                              0.85 * workers, statistics.median(
                                  one[str(workers)]["per_second"] / one["1"]["per_second"]
                                  for one in results["throughput"]["rounds"]))
    must.print()
    if options.json:
        write_json(options.json, {**results, "requirements": must.all})
    return 0 if must.hold else 1


if __name__ == "__main__":
    sys.exit(main())
