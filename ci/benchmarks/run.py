"""What `grader run` adds to a command: /bin/true alone, and run by the grader on
either clock, taking turns. The sandbox is made and taken down each time; what a
run costs in one that is there, `ci/bench sandbox` says."""
import argparse
import statistics

from measure import Measured, circumstances, grader, print_circumstances, row

COMMAND = ["/bin/true"]
WAYS = {
    "alone": COMMAND,
    "grader run": [grader, "run", "--", *COMMAND],
    "grader run --clock real": [grader, "run", "--clock", "real", "--", *COMMAND],
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200, help="of each (200)")
    runs = parser.parse_args().runs
    print_circumstances(circumstances())
    measured = {name: Measured() for name in WAYS}
    for _ in range(runs):
        for name, command in WAYS.items():
            if measured[name].run(command) != 0:
                raise SystemExit(f"{name}: the command failed")
    row(f"medians of {runs}", "ms", "quartiles", "more, ms")
    alone = measured["alone"].median
    for name, one in measured.items():
        low, _, high = statistics.quantiles(one.seconds, n=4)
        row(name, f"{1000 * one.median:.1f}", f"{1000 * low:.1f}-{1000 * high:.1f}",
            f"{1000 * (one.median - alone):.1f}")


main()
