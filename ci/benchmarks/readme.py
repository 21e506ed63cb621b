"""The figures of `ci/bench check` as README.md shows them: a table, and a plot
in ci/benchmarks/cost.svg.

Without --write the table is printed, and the plot left as it is.
"""
import argparse
import json
import pathlib
import re
import sys

import check
import plot
from measure import root, write_json

PLOT = "ci/benchmarks/cost.svg"
# What stands between these two lines of README.md is made here.
SECTION = re.compile(r"(<!-- ci/bench readme -->\n).*(<!-- end -->\n)", re.DOTALL)


def seconds(value):
    return f"{value:.1f} s" if value >= 1 else f"{1000 * value:.0f} ms"


def table(results, command):
    known = results["circumstances"]
    lines = [f"{known['cores']} cores ({known['processor']}), load {known['load_before']} before, "
             f"{known['date']}, `{command}`:", "",
             "| | script | grader | ratio |", "|---|---|---|---|"]
    for language, name in (("cpp", "C++"), ("python", "Python")):
        figures = results[language]
        lines += [
            f"| a fresh {name} submission, median of {len(figures['problems'])} problems | "
            f"{seconds(figures['script_median_s'])} | {seconds(figures['grader_median_s'])} | "
            f"{figures['median_ratio']:.2f} |",
            f"| all {name} references | {seconds(figures['script_s'])} | "
            f"{seconds(figures['grader_s'])} | {figures['total_ratio']:.2f} |"]
    for language, name in (("cpp", "C++"), ("python", "Python")):
        figures = results["unchanged"][language]
        lines.append(f"| unchanged again, {name} (p95 {seconds(figures['p95_s'])}) | | "
                     f"{seconds(figures['median_s'])} | |")
    lines.append(f"| preparation, once | | {seconds(results['preparation_s'])} | |")
    for point in results["many"]:
        lines.append(
            f"| each of {point['count']:,} one after another, {point['distinct']} distinct "
            f"(cache {point['cache_mib']:.0f} MiB, grader {point['grader_mib']:.0f} MiB) | | "
            f"{seconds(point['each_s'])} | |")
    lines += ["", f"![What a submission costs, by submissions and by cases]({PLOT})"]
    missed = [one for one in check.requirements(results).all if not one["holds"]]
    lines += [f"\nMissed: {one['name']}, {one['measured']} ({one['bound']})." for one in missed]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(prog="ci/bench readme", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    check.add_options(parser)
    parser.add_argument("--from", dest="measured", metavar="FILE",
                        help="figures that `ci/bench check --json FILE` wrote")
    parser.add_argument("--write", action="store_true", help="change README.md and the plot")
    parser.add_argument("--json", metavar="FILE", help="write all figures there")
    options = parser.parse_args()
    if options.measured:
        results = json.loads(pathlib.Path(options.measured).read_text(encoding="utf-8"))
    else:
        results = check.measure(options)
        print()
    if options.json:
        write_json(options.json, results)
    made = table(results, f"ci/bench check --runs {results['runs']}")
    print(made, end="")
    if options.write:
        plot.write(results, root / PLOT)
        readme = root / "README.md"
        text, found = SECTION.subn(lambda old: old[1] + made + old[2],
                                   readme.read_text(encoding="utf-8"))
        if found != 1:
            sys.exit("README.md has no place for the table")
        readme.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
