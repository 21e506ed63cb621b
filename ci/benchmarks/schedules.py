"""What trying schedules costs, and what it finds, on the course of threads. Of each
problem's reference: the time of a check of its visible cases (building is not counted)
with 200 schedules a case, with 200 of the first case alone, and with one; and the
processor's time of compiling it, with what is told of schedules and without. The rest
has to be asked for, for it takes longer."""
import argparse
import json
import re
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import yaml

from measure import circumstances, grader, print_circumstances, root

COURSE = "fixtures/courses/threads"
PROGRAMS = "fixtures/schedules"
EXPLORE = re.compile(r"explore: \{schedules: (\d+)\}")
CXX = ["clang++-19", "-std=c++20", "-O0", "-pthread"]
EXPLORED = ["-fsanitize=thread", "-gdwarf-4", "-g1", "-D_GLIBCXX_USE_POSIX_SEMAPHORE"]
CLOCKS = ("virtual", "real")
BUSY_LOOPS = 16


def explored(course, problem, change):
    """Rewrites how the cases of `problem` explore."""
    file = course / "problems" / problem / "problem.yaml"
    original = (root / COURSE / "problems" / problem / "problem.yaml").read_text()
    file.write_text(EXPLORE.sub(change, original))


def check(course, problem, submission, *options):
    command = [grader, "check", problem, submission, "--course", course,
               "--format", "json", *options]
    begin = time.monotonic()
    run = subprocess.run(command, capture_output=True)
    if run.returncode > 1:
        raise SystemExit(run.stderr.decode())
    return json.loads(run.stdout), time.monotonic() - begin


def median_and_spread(seconds):
    return f"{statistics.median(seconds):.2f} s ({min(seconds):.2f}–{max(seconds):.2f})"


def processor_seconds():
    """Of all that was run and has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def print_costs(course, problems, repeats):
    print("each from start to end, and below it what processors were busy with it")
    print(f"{'problem':20} {'cases':>5} {'200 a case':>22} {'200 of the first':>22} {'one a case':>22}")
    for problem in problems:
        submission = root / COURSE / "solutions" / problem / "solution.cpp"
        first = check(course, problem, submission)[0]["cases"][0]["name"]
        columns, below = [], []
        for count, options in ((200, ()), (200, ("--case", first)), (1, ())):
            explored(course, problem, f"explore: {{schedules: {count}}}")
            taken, busy = [], []
            for _ in range(repeats):
                before = processor_seconds()
                report, seconds = check(course, problem, submission, *options)
                assert report["verdict"] == "accepted", report
                taken.append(seconds)
                busy.append(processor_seconds() - before)
            columns.append(f"{median_and_spread(taken):>22}")
            below.append(f"{median_and_spread(busy):>22}")
            if not options:
                cases = len(report["cases"])
        print(f"{problem:20} {cases:5}", *columns)
        print(f"{'':26}", *below, flush=True)


def compile_seconds(source, headers, options):
    with tempfile.TemporaryDirectory() as folder:
        command = [*CXX, *options, f"-I{headers}", "-c", source, "-o", f"{folder}/o.o"]
        before = processor_seconds()
        subprocess.run(command, check=True)
        return processor_seconds() - before


def print_compile_times(problems, repeats):
    print(f"\n{'compiling (' + CXX[0] + ')':20} {'plainly':>22} {'for schedules':>22} {'ratio':>6}")
    for problem in problems:
        source = root / COURSE / "solutions" / problem / "solution.cpp"
        headers = root / COURSE / "problems" / problem
        plain, told = [], []
        for _ in range(repeats):
            plain.append(compile_seconds(source, headers, []))
            told.append(compile_seconds(source, headers, EXPLORED))
        print(f"{problem:20} {median_and_spread(plain):>22} {median_and_spread(told):>22} "
              f"{statistics.median(told) / statistics.median(plain):6.2f}", flush=True)


def submissions(problem, folder):
    return sorted((root / COURSE / "fixtures/problems" / problem / folder).iterdir())


def print_right(course, problems, schedules):
    print(f"\n{'right submission':52} {'schedules of each case without a report':>40}")
    for problem in problems:
        explored(course, problem, f"explore: {{schedules: {schedules}}}")
        reference = root / COURSE / "solutions" / problem / "solution.cpp"
        for submission in [reference, *submissions(problem, "accepted")]:
            report, seconds = check(course, problem, submission)
            failed = [f"{one['name']}: {one['message']}" for one in report["cases"]
                      if one["verdict"] != "accepted"]
            print(f"{problem + '/' + submission.stem:52} "
                  f"{'; '.join(failed) or f'{schedules} ({seconds:.0f} s)':>40}", flush=True)


def print_found(course, problems, attempts):
    print(f"\n{'wrong submission':52} {'found':>9}")
    for problem in problems:
        for submission in submissions(problem, "rejected"):
            found = 0
            for attempt in range(attempts):
                explored(course, problem, rf"explore: {{schedules: \1, seed: {1 + 997 * attempt}}}")
                report, _ = check(course, problem, submission)
                found += report["verdict"] != "accepted"
            print(f"{problem + '/' + submission.stem:52} {found:4}/{attempts}", flush=True)


def what_is_seen(report):
    """All of a case but what it took."""
    return [json.dumps({key: value for key, value in one.items()
                        if key not in ("name", "elapsed_ms", "cpu_ms", "wall_ms", "memory_bytes")})
            for one in report["cases"]]


def print_replays(folder, replays):
    """The seed that a report names, again and again: one observation is wanted."""
    course = folder / "replays"
    problem = course / "problems/replay"
    problem.mkdir(parents=True)
    submission = root / PROGRAMS / "wrong/look_then_take.cpp"

    def written(count, schedules, seed):
        cases = "".join(f"  - name: number {i}\n    explore: {{schedules: {schedules}, seed: {seed}}}\n"
                        "    expect: {stdout: ok}\n" for i in range(count))
        (problem / "problem.yaml").write_text(
            "id: replay\ntitle: Replay\ndifficulty: easy\nlimits: {elapsed: 60s, wall: 10m}\n"
            f"cases:\n{cases}")

    written(1, 1000, 1)
    report, _ = check(course, "replay", submission)
    seed = report["cases"][0]["schedule"]["seed"]
    written(min(replays, 100), 1, seed)
    print(f"\nreplays of seed {seed}: how often each observation was made")
    for loops in (0, BUSY_LOOPS):
        busy = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(loops)]
        try:
            for clock in CLOCKS:
                seen = {}
                while sum(seen.values()) < replays:
                    report, _ = check(course, "replay", submission, "--clock", clock)
                    for one in what_is_seen(report):
                        seen[one] = seen.get(one, 0) + 1
                print(f"  beside {loops:2} busy loops, {clock} clock: "
                      f"{' and '.join(str(count) for count in seen.values())}", flush=True)
        finally:
            for loop in busy:
                loop.kill()
                loop.wait()


def print_against_tsan(folder, course, problems, programs, runs):
    """What Clang's thread sanitizer finds in plain runs of `programs`, and of the course's
    submissions, whose cases take turns and try what their problems declare."""
    print(f"\n{'program':52} {'schedules':>34} {'thread sanitizer, plain runs':>46}")
    (folder / "tsan/problems/threads").mkdir(parents=True)
    (folder / "tsan/problems/threads/problem.yaml").write_text(
        "id: threads\ntitle: Threads\ndifficulty: easy\ncases:\n"
        f"  - name: ok\n    explore: {{schedules: {runs}}}\n    expect: {{stdout: ok}}\n")
    for program in programs:
        compiler = CXX if program.suffix == ".cpp" else ["clang-19", "-std=c17", "-O0", "-pthread"]
        print_found_by_both(f"{program.parent.name}/{program.name}",
                            check(folder / "tsan", "threads", program),
                            [*compiler, program], [([], "ok")], runs, folder / "program")
    for problem in problems:
        explored(course, problem, r"explore: {schedules: \1}")
        place = course / "problems" / problem
        cases = [([str(word) for word in one["args"]], one["expect"]["stdout"])
                 for one in yaml.safe_load((place / "problem.yaml").read_text())["cases"]]
        reference = root / COURSE / "solutions" / problem / "solution.cpp"
        for program in [reference, *submissions(problem, "accepted"), *submissions(problem, "rejected")]:
            print_found_by_both(f"{problem}/{program.parent.name}/{program.name}"
                                if program != reference else f"{problem}/reference",
                                check(course, problem, program),
                                [*CXX, f"-I{place}", place / "main.cpp", program],
                                cases, runs, folder / "program")


def print_found_by_both(name, checked, compiler, cases, runs, binary):
    report, seconds = checked
    found = next((one for one in report["cases"] if one["verdict"] != "accepted"), None)
    ours = "nothing"
    if found:  # of a hidden case no schedule is told
        tried = found.get("schedule", {}).get("tried", "a hidden case")
        ours = f"{found['reason']} in {tried or 1}"
    subprocess.run([*compiler, "-fsanitize=thread", "-g1", "-o", binary], check=True)
    counts = {}
    begin = time.monotonic()
    for run in range(runs):
        args, expected = cases[run % len(cases)]
        told = tsan_run([binary, *args], expected)
        counts[told] = counts.get(told, 0) + 1
        if counts.get("no end", 0) >= 3:
            break  # each of them takes its seconds
    taken = time.monotonic() - begin
    theirs = ", ".join(f"{count} {told}" for told, count in sorted(counts.items()))
    print(f"{name:52} {ours + f', {seconds:.1f} s':>34} {theirs + f', {taken:.1f} s':>46}", flush=True)


def tsan_run(command, expected):
    try:
        run = subprocess.run(command, capture_output=True, timeout=20)
    except subprocess.TimeoutExpired:
        return "no end"
    told = re.search(rb"WARNING: ThreadSanitizer: ([a-z -]+)", run.stderr)
    if told:
        return told.group(1).decode().strip()
    if run.returncode != 0:
        return "crash"  # it does not know all libraries for threads
    return "nothing" if run.stdout.decode().split() == expected.split() else "wrong"


def main():
    parser = argparse.ArgumentParser(prog="ci/bench schedules", description=__doc__)
    parser.add_argument("--repeats", type=int, default=3, metavar="N", help="of each time that is taken")
    parser.add_argument("--attempts", type=int, default=0, metavar="N",
                        help="is each wrong submission found within the schedules that its problem "
                             "declares, N times with different first seeds?")
    parser.add_argument("--right", type=int, default=0, metavar="N",
                        help="is nothing reported of N schedules of each right submission's cases?")
    parser.add_argument("--replays", type=int, default=0, metavar="N",
                        help="does a reported seed give the same observation N times, alone and "
                             f"beside {BUSY_LOOPS} busy loops, on both clocks?")
    parser.add_argument("--tsan", type=int, default=0, metavar="N",
                        help="what does Clang's thread sanitizer find in N plain runs of the "
                             f"programs in {PROGRAMS} (unless problems are named) and of the "
                             "course's submissions, and what do schedules?")
    parser.add_argument("problems", nargs="*", metavar="PROBLEM")
    options = parser.parse_args()
    print_circumstances(circumstances())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        course = folder / "threads"
        shutil.copytree(root / COURSE, course)
        problems = options.problems or sorted(
            path.name for path in (course / "problems").iterdir() if path.is_dir())
        if options.repeats > 0:
            print_costs(course, problems, options.repeats)
            print_compile_times(problems, options.repeats)
        if options.attempts > 0:
            print_found(course, problems, options.attempts)
        if options.right > 0:
            print_right(course, problems, options.right)
        if options.replays > 0:
            print_replays(folder, options.replays)
        if options.tsan > 0:
            # Who names problems asks for them alone.
            programs = [] if options.problems else sorted((root / PROGRAMS).glob("*/*.c*"))
            print_against_tsan(folder, course, problems, programs, options.tsan)


if __name__ == "__main__":
    main()
