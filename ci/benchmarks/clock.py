"""What the grader's clock saves and what it costs, in two tables: per problem, the
time that the cases of its reference took on that clock against the real time
(building is not counted); and programs that do not wait, on both clocks."""
import json
import statistics
import subprocess
import sys

from measure import circumstances, grader, print_circumstances, root

RUNS = 15
BUSY_PROGRAMS = [
    ("computes", "computes, never asks for the time"),
    ("reads_clock", "reads the clock 100,000 times"),
]


def wall_ms(clock, program):
    command = [grader, "run", "--clock", clock, "--cpu", "20s", "--elapsed", "20s",
               "--read", program, "--format", "json", "--",
               "/bin/sh", "-c", 'exec "$0" 3>/dev/null', program]
    run = subprocess.run(command, check=True, capture_output=True)
    return json.loads(run.stdout)["wall_ms"]


def print_overhead():
    """Real time of both clocks, their runs taking turns."""
    print(f"\n{'program that does not wait':34} {'real clock':>16} {'virtual clock':>16} {'ratio':>6}")
    for name, what in BUSY_PROGRAMS:
        program = root / "build/testcases/clock" / name
        taken = {"real": [], "virtual": []}
        for _ in range(RUNS):
            for clock, times in taken.items():
                times.append(wall_ms(clock, program))
        shown = []
        for times in taken.values():
            low, middle, high = statistics.quantiles(times, n=4)
            shown.append(f"{middle:7.1f} ±{(high - low) / 2:5.1f} ms")
        ratio = statistics.median(taken["virtual"]) / statistics.median(taken["real"])
        print(f"{what:34} {shown[0]:>16} {shown[1]:>16} {ratio:5.2f}x")
    print(f"medians of {RUNS} runs each, ± half the interquartile range")


def main():
    units = json.loads(
        subprocess.run([grader, "list", "--format", "json"], check=True, capture_output=True).stdout
    )
    problems = [unit for unit in units if unit["kind"] == "problem"]
    print_circumstances(circumstances())
    total_virtual = total_real = 0.0
    print(f"{'problem':24} {'cases':>5} {'virtual':>10} {'real':>10} {'ratio':>7}")
    for problem in problems:
        report = json.loads(
            subprocess.run(
                [grader, "check", problem["id"], root / "solutions" / problem["id"],
                 "--lang", "cpp", "--clock", "virtual", "--no-cache", "--jobs", "1", "--reveal",
                 "--format", "json"],
                check=True, capture_output=True,
            ).stdout
        )
        virtual = sum(case["elapsed_ms"] for case in report["cases"])
        real = sum(case["wall_ms"] for case in report["cases"])
        total_virtual += virtual
        total_real += real
        print(
            f"{problem['id']:24} {len(report['cases']):5} {virtual / 1000:9.2f}s "
            f"{real / 1000:9.3f}s {virtual / real:6.0f}x"
        )
    ratio = total_virtual / total_real
    print(f"{'all':24} {'':5} {total_virtual / 1000:9.2f}s {total_real / 1000:9.3f}s {ratio:6.0f}x")
    print_overhead()
    return 0 if ratio >= 50 else 1


sys.exit(main())
