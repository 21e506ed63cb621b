"""Edit to verdict: `grader check` against what people do today (today.py).

Script and grader take turns. Every run is of a submission that nobody has seen
before, unless the table says otherwise. Many submissions, one hundred of them
distinct, are graded one after another by one `grader batch --jobs 1`.

Exit status: 0 if all that must hold does, 1 if not.
"""
import argparse
import copy
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile

import yaml

import plot
from measure import (Measured, Requirements, circumstances, grader, ms, print_circumstances, root,
                     row, size_mib, with_cache, write_json)
from submissions import Problem, chosen, distinct, fresh, write_class
from today import PYTHON, Script

DISTINCT = 100


def check(problem, source, cache, measured, *options):
    status = measured.run([grader, "check", problem.id, source, *options], env=with_cache(cache))
    if status != 0:
        sys.exit(f"the grader does not accept the reference of {problem.id}: status {status}")


def fresh_submissions(script, problems, language, runs, cache, folder):
    """Each problem's reference, new every time; in Python also against starting
    the interpreter with asyncio three times per case, and 50 ms."""
    row(f"fresh, {language}", "script", "script p95", "grader", "grader p95", "ratio",
        *(["of 3 starts"] if language == "python" else []))
    results = {}
    for problem in problems:
        reference = problem.reference(language)
        if not reference.exists():
            continue
        by_script, by_grader, start = Measured(), Measured(), Measured()
        for _ in range(runs):
            source = fresh(reference, folder / problem.id)
            script.time(problem, source, by_script)
            check(problem, source, cache, by_grader)
            start.run([PYTHON, "-I", "-c", "import asyncio"])
        one = {"script": by_script.figures(), "grader": by_grader.figures(),
               "ratio": by_grader.median / by_script.median,
               "of_bound": by_grader.median / (3 * start.median * len(problem.cases) + 0.05)}
        results[problem.id] = one
        row(problem.id, ms(by_script.median), ms(by_script.p95), ms(by_grader.median),
            ms(by_grader.p95), f"{one['ratio']:.2f}",
            *([f"{one['of_bound']:.2f}"] if language == "python" else []))
    script_s, grader_s = (sum(one[who]["median_s"] for one in results.values())
                          for who in ("script", "grader"))
    summary = {"problems": results, "script_s": script_s, "grader_s": grader_s,
               "total_ratio": grader_s / script_s,
               "script_median_s": statistics.median(
                   one["script"]["median_s"] for one in results.values()),
               "grader_median_s": statistics.median(
                   one["grader"]["median_s"] for one in results.values()),
               "median_ratio": statistics.median(one["ratio"] for one in results.values()),
               "worst_ratio": max(one["ratio"] for one in results.values()),
               "worst_of_bound": max(one["of_bound"] for one in results.values()),
               "largest_process_mib": max(
                   one["grader"]["largest_process_mib"] for one in results.values())}
    row("median of the problems", ms(summary["script_median_s"]), "",
        ms(summary["grader_median_s"]), "", f"{summary['median_ratio']:.2f}")
    row("all of them", ms(script_s), "", ms(grader_s), "", f"{summary['total_ratio']:.2f}")
    row("largest process", "", "", f"{summary['largest_process_mib']:.0f} MiB")
    return summary


def unchanged_submissions(problems, language, cache, folder):
    measured = Measured()
    for problem in problems:
        if not problem.reference(language).exists():
            continue
        source = fresh(problem.reference(language), folder / problem.id)
        check(problem, source, cache, Measured())
        for _ in range(10):
            check(problem, source, cache, measured)
    row(f"unchanged, {language}", "", "", ms(measured.median), ms(measured.p95))
    return measured.figures()


def preparation(problems):
    """From nothing, into a cache that is thrown away."""
    with tempfile.TemporaryDirectory() as cache:
        measured = Measured()
        status = measured.run([grader, "prepare", *[problem.id for problem in problems]],
                              env=with_cache(cache))
        if status != 0:
            sys.exit("grader prepare failed")
    row("preparation, once", "", "", ms(measured.median))
    return measured.median


def many_submissions(problems, counts, bound, prepared, folder):
    """`count` submissions one after another, in random order: up to DISTINCT of
    them are, the others repeat these."""
    row(f"one after another, {DISTINCT} distinct", "each", "in all", "cache MiB", "grader MiB",
        "largest MiB")
    points = []
    for count in counts:
        with tempfile.TemporaryDirectory() as scratch:
            scratch = pathlib.Path(scratch)
            os.chmod(scratch, 0o755)
            cache = scratch / "cache"
            shutil.copytree(prepared, cache)
            kinds = distinct(problems, min(count, DISTINCT), folder / f"many-{count}")
            order = kinds + random.Random(1).choices(kinds, k=count - len(kinds))
            random.Random(2).shuffle(order)
            measured = Measured()
            status = measured.run(
                [grader, "batch", write_class(order, scratch / "class.csv"), "--jobs", "1",
                 "--output", scratch / "grades"], follow=True,
                env={**with_cache(cache), "GRADER_CACHE_SIZE": f"{bound}MiB"})
            if status != 0:
                sys.exit(f"grader batch failed: status {status}")
            point = {"count": count, "distinct": len(kinds), "seconds": measured.median,
                     "each_s": measured.median / count, "cache_mib": size_mib(cache),
                     "cache_bound_mib": bound, "grader_mib": measured.own_mib,
                     "largest_process_mib": measured.largest_mib}
            points.append(point)
            row(str(count), ms(point["each_s"]), f"{point['seconds']:.1f} s",
                f"{point['cache_mib']:.0f}/{bound}", f"{point['grader_mib']:.0f}",
                f"{point['largest_process_mib']:.0f}")
    return points


def with_cases(problem, count, folder):
    """The problem with its first case `count` times, told apart by an input that
    its driver does not read."""
    target = folder / "problems" / problem.id
    shutil.copytree(problem.folder, target)
    (folder / "problems/support").symlink_to(root / "problems/support")
    with open(target / "problem.yaml", encoding="utf-8") as file:
        text = yaml.safe_load(file)
    # Copies of all of it, else PyYAML writes aliases.
    text["cases"] = [{**copy.deepcopy(text["cases"][0]), "name": f"case {i}", "stdin": f"{i}\n"}
                     for i in range(count)]
    (target / "problem.yaml").write_text(yaml.safe_dump(text, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return Problem(target)


def cost_by_cases(script, problem, counts, runs, cache, folder):
    row(f"cases of {problem.id}", "script, cpp", "grader", "script, py", "grader")
    points = []
    for count in counts:
        many = with_cases(problem, count, folder / f"cases-{count}")
        point = {"cases": count}
        for language in ("cpp", "python"):
            by_script, by_grader = Measured(), Measured()
            for _ in range(runs):
                source = fresh(problem.reference(language), folder / problem.id)
                script.time(many, source, by_script)
                check(many, source, cache, by_grader, "--problems", many.folder.parent)
            point[language] = {"script": by_script.figures(), "grader": by_grader.figures()}
        points.append(point)
        row(str(count), *(ms(point[language][who]["median_s"])
                          for language in ("cpp", "python") for who in ("script", "grader")))
    return points


def requirements(results):
    must = Requirements()
    for language, bound in (("cpp", 0.30), ("python", 0.35)):
        figures = results[language]
        name = {"cpp": "C++", "python": "Python"}[language]
        must.at_most(f"fresh {name} submission, of the script's time, median of the problems",
                     bound, figures["median_ratio"])
        must.at_most(f"all {name} references, of the script's time", bound, figures["total_ratio"])
    must.at_most("Python, of 3 starts of the interpreter per case and 50 ms, worst problem", 1,
                 results["python"]["worst_of_bound"])
    for language in ("cpp", "python"):
        must.at_most(f"unchanged again, {language}, median", 30,
                     1000 * results["unchanged"][language]["median_s"], " ms")
    must.at_most("preparation, once", 60, results["preparation_s"], " s")
    by_count = {point["count"]: point for point in results["many"]}
    for point in results["many"]:
        must.at_most(f"cache after {point['count']} submissions", point["cache_bound_mib"],
                     point["cache_mib"], " MiB")
    if DISTINCT in by_count and 10 * DISTINCT in by_count:
        few, many = by_count[DISTINCT], by_count[10 * DISTINCT]
        must.at_most("cost of each of 1,000, of that of each of 100", 1,
                     many["each_s"] / few["each_s"])
        must.at_most("grader's memory at 1,000, of that at 100", 1.2,
                     many["grader_mib"] / few["grader_mib"])
    return must


def numbers(text):
    return [int(number) for number in text.split(",") if number]


def measure(options):
    problems = chosen(options.problems)
    results = {"circumstances": circumstances(), "runs": options.runs}
    print_circumstances(results["circumstances"])
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        os.chmod(scratch, 0o755)
        cache, folder, objects = scratch / "cache", scratch / "work", scratch / "objects"
        for one in (cache, folder, objects):
            one.mkdir(mode=0o755)
        script = Script(objects)
        for problem in problems:
            script.make_driver(problem)
        results["preparation_s"] = preparation(problems)
        subprocess.run([grader, "prepare", *[problem.id for problem in problems]], check=True,
                       env=with_cache(cache), stdout=subprocess.DEVNULL)
        prepared = scratch / "prepared"
        shutil.copytree(cache, prepared)
        for language in ("cpp", "python"):
            results[language] = fresh_submissions(script, problems, language, options.runs, cache,
                                                  folder)
        row("unchanged again", "", "", "grader", "grader p95")
        results["unchanged"] = {
            language: unchanged_submissions(problems, language, cache, folder)
            for language in ("cpp", "python")}
        results["cases"] = cost_by_cases(script, problems[0], numbers(options.cases), options.runs,
                                         cache, folder)
        results["many"] = many_submissions(problems, numbers(options.many), options.bound,
                                           prepared, folder)
    return results


def add_options(parser):
    parser.add_argument("--runs", type=int, default=5, help="of each submission")
    parser.add_argument("--problems", metavar="ID,…", help="default: all")
    parser.add_argument("--many", metavar="N,…", default="1,10,100,1000",
                        help="numbers of submissions (%(default)s)")
    parser.add_argument("--cases", metavar="N,…", default="1,2,4,8,16,32",
                        help="numbers of cases (%(default)s)")
    parser.add_argument("--bound", metavar="MIB", type=int, default=2048,
                        help="of the cache that many submissions share (%(default)s)")


def main():
    parser = argparse.ArgumentParser(prog="ci/bench check", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--json", metavar="FILE", help="write all figures there")
    parser.add_argument("--plot", metavar="FILE.svg",
                        help="draw what a submission costs, by submissions and by cases")
    options = parser.parse_args()
    results = measure(options)
    must = requirements(results)
    must.print()
    if options.json:
        write_json(options.json, {**results, "requirements": must.all})
    if options.plot:
        plot.write(results, options.plot)
    return 0 if must.hold else 1


if __name__ == "__main__":
    sys.exit(main())
