"""A deadline of a large class as a simulation: how long submissions wait, by how many
workers there are, and what holds them up when there are enough of those.

What it reckons with was measured by `ci/bench queue --json FILE` (--measured FILE); without
such a file that is run first, with fewer submissions. First it foretells what that took
with 1, 2 and 4 workers from the services of one, each of which must be within a tenth in
the median of its rounds.

Submissions come one by one in the last day before the deadline, of which as many in each
--doubling minutes as in all that were before; what is left then is graded afterwards. Each
takes what a submission took by a worker with a core of its own, drawn from what was
measured. First come, first served: fair turns change who waits, and not how many do.

Exit status: 0 if what was foretold is within a tenth of what was, 1 if not.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
from statistics import median

import plot
from measure import Requirements, circumstances, print_circumstances, root, row, write_json
from simulate import (before_a_deadline, bounds, drawn, in_all, mean, most_a_second, share,
                      simulate, waits)

DAY = 24 * 3600
FLEETS = (10, 30, 100, 150, 200, 300, 1000)
IN_HAND = 64  # what one server hands over at a time, as `grader serve --help` says


def measured(options):
    if options.measured:
        return json.loads(pathlib.Path(options.measured).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "queue.json"
        # What must hold there is not asked here.
        subprocess.run([sys.executable, "-B", root / "ci/benchmarks/workers.py", "--count", "22",
                        "--repeats", "1", "--json", file], check=False)
        return json.loads(file.read_text(encoding="utf-8"))


def in_words(seconds):
    if seconds < 0.0005:
        return "0"
    if seconds < 1:
        return f"{1000 * seconds:.0f} ms"
    if seconds < 120:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def check(queue, must):
    """What was measured with more workers, foretold from the services of one."""
    throughput = queue["throughput"]
    cores = queue["circumstances"]["cores"]
    row("workers", "foretold", "measured", "off by", "each round")
    results = []
    for workers in (1, 2, 4):
        # Without shares several are on one core.
        crowd = 1 if throughput["share_of_a_core"] else max(1, workers / cores)
        foretold = [in_all([crowd * one for one in of_round["sample"]["service_s"]], workers)
                    for of_round in throughput["rounds"]]
        measured = [of_round[str(workers)]["seconds"] for of_round in throughput["rounds"]]
        # Within a round the machine was about as fast all the time.
        off = [before / after - 1 for before, after in zip(foretold, measured)]
        row(str(workers), f"{median(foretold):.1f} s", f"{median(measured):.1f} s",
            f"{100 * median(off):+.1f} %", ", ".join(f"{100 * one:+.1f}" for one in off))
        results.append({"workers": workers, "foretold_s": foretold, "measured_s": measured})
        must.at_most(f"foretold and measured with {workers}, apart, median", 10,
                     100 * abs(median(off)), " %")
    return results


def fleet_of(queue, options):
    fleet = {"broker": queue["ceiling_with_results"]["per_second"],
             "bytes_per_job": queue["ceiling_with_results"]["bytes_per_job"],
             "network": 125e6 * options.gigabits, "in_hand": options.in_hand,
             "servers": options.servers}
    kept = "postgresql" if options.servers > 1 else "sqlite"
    if kept in queue.get("store", {}):
        fleet["stored"] = queue["store"][kept]
    return fleet


def deadline(queue, options):
    arrivals = before_a_deadline(options.count, 60 * options.doubling, DAY)
    one_takes = queue["throughput"]["whole_core"]["service_s"]
    services = drawn(one_takes, options.count)
    fleet = fleet_of(queue, options)
    results = {"submissions": options.count, "doubling_min": options.doubling,
               "most_a_second": most_a_second(arrivals), "service_mean_s": mean(one_takes),
               "fleets": []}
    print(f"\n{options.count:,} submissions, half of them in the last {options.doubling:g} min, "
          f"at most {results['most_a_second']:.0f} a second; each takes {mean(one_takes):.2f} s")
    row("workers", "median", "p95", "longest", "all graded", "least bound")
    for workers in options.fleets:
        times = simulate(arrivals, services, workers, between=1 / fleet["broker"],
                         at_most=fleet["in_hand"] * fleet["servers"])
        waited = waits(arrivals, times)
        after = max(0, max(ended for _, ended in times) - DAY)
        can = bounds(mean(one_takes), workers, fleet)
        first, rate = next(iter(can.items()))
        row(str(workers), in_words(share(waited, 0.5)), in_words(share(waited, 0.95)),
            in_words(waited[-1]), f"{in_words(after)} later", f"{first} {rate:.0f} / s")
        results["fleets"].append({"workers": workers, "median_s": share(waited, 0.5),
                                  "p95_s": share(waited, 0.95), "longest_s": waited[-1],
                                  "after_s": after, "bounds": can})
    print(f"\nwhat each part can do, with {options.fleets[-1]} workers and "
          f"{options.servers} servers of the course:")
    for name, rate in results["fleets"][-1]["bounds"].items():
        row(name, f"{rate:,.0f} / s")
    return results


def main():
    parser = argparse.ArgumentParser(prog="ci/bench deadline", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measured", metavar="FILE", help="what ci/bench queue --json wrote")
    parser.add_argument("--count", type=int, default=100_000, help="submissions (%(default)s)")
    parser.add_argument("--doubling", type=float, default=10, metavar="MINUTES",
                        help="half of them come in so many last minutes (%(default)s)")
    parser.add_argument("--fleets", type=lambda text: [int(one) for one in text.split(",")],
                        default=list(FLEETS), metavar="N,…", help="workers, each with a core")
    parser.add_argument("--servers", type=int, default=2,
                        help="of the course; several keep it in PostgreSQL (%(default)s)")
    parser.add_argument("--in-hand", type=int, default=IN_HAND,
                        help="submissions that each hands over at a time, serve --jobs (%(default)s)")
    parser.add_argument("--gigabits", type=float, default=1,
                        help="a second, of the broker's network (%(default)s)")
    parser.add_argument("--plot", metavar="FILE", help="draw waiting by workers there, as SVG")
    parser.add_argument("--json", metavar="FILE", help="write all figures there")
    options = parser.parse_args()
    queue = measured(options)
    print("measured:", end=" ")
    print_circumstances(queue["circumstances"])
    must = Requirements()
    results = {"circumstances": circumstances(), "measured": queue["circumstances"],
               "check": check(queue, must)}
    results["deadline"] = deadline(queue, options)
    must.print()
    if options.plot:
        plot.write_waiting(results["deadline"], options.plot)
    if options.json:
        write_json(options.json, {**results, "requirements": must.all})
    return 0 if must.hold else 1


if __name__ == "__main__":
    sys.exit(main())
